from django.urls import path

from facilities import views

app_name = "facilities"
urlpatterns = [
    path("lapas/", views.FacilityList.as_view(), name="facility-list"),
    path("lapas/<int:pk>/", views.FacilityDetail.as_view(), name="facility-detail"),
    path("blk/", views.CentreList.as_view(), name="centre-list"),
    path("blk/<int:pk>/", views.CentreDetail.as_view(), name="centre-detail"),
    path("bengkel/", views.WorkshopList.as_view(), name="workshop-list"),
    path("bengkel/tambah/", views.WorkshopAdd.as_view(), name="workshop-add"),
    path("bengkel/<int:pk>/", views.WorkshopDetail.as_view(), name="workshop-detail"),
    path("bengkel/<int:pk>/ubah/", views.WorkshopEdit.as_view(), name="workshop-edit"),
    path("perjanjian/", views.AgreementList.as_view(), name="agreement-list"),
    path("perjanjian/tambah/", views.AgreementAdd.as_view(), name="agreement-add"),
    path("perjanjian/<int:pk>/", views.AgreementDetail.as_view(), name="agreement-detail"),
    path("perjanjian/<int:pk>/ubah/", views.AgreementEdit.as_view(), name="agreement-edit"),
    path("perjanjian/<int:pk>/tanda-tangan/", views.AgreementSign.as_view(), name="agreement-sign"),
    path("perjanjian/<int:pk>/akhiri/", views.AgreementTerminate.as_view(), name="agreement-terminate"),
]
