from django.urls import path

from facilities.views import agreements, places

app_name = "facilities"
urlpatterns = [
    path("lapas/", places.FacilityList.as_view(), name="facility-list"),
    path("lapas/<int:pk>/", places.FacilityDetail.as_view(), name="facility-detail"),
    path("blk/", places.CentreList.as_view(), name="centre-list"),
    path("blk/<int:pk>/", places.CentreDetail.as_view(), name="centre-detail"),
    path("bengkel/", places.WorkshopList.as_view(), name="workshop-list"),
    path("bengkel/tambah/", places.WorkshopAdd.as_view(), name="workshop-add"),
    path("bengkel/<int:pk>/", places.WorkshopDetail.as_view(), name="workshop-detail"),
    path("bengkel/<int:pk>/ubah/", places.WorkshopEdit.as_view(), name="workshop-edit"),
    path("perjanjian/", agreements.AgreementList.as_view(), name="agreement-list"),
    path("perjanjian/tambah/", agreements.AgreementAdd.as_view(), name="agreement-add"),
    path("perjanjian/<int:pk>/", agreements.AgreementDetail.as_view(), name="agreement-detail"),
    path("perjanjian/<int:pk>/ubah/", agreements.AgreementEdit.as_view(), name="agreement-edit"),
    path("perjanjian/<int:pk>/tanda-tangan/", agreements.AgreementSign.as_view(), name="agreement-sign"),
    path("perjanjian/<int:pk>/akhiri/", agreements.AgreementTerminate.as_view(), name="agreement-terminate"),
]
