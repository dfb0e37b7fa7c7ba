from django.urls import include, path

from trainees.views import inmates as views
from trainees.views import interests, officers

app_name = "trainees"
of_inmates = [
    path("", views.InmateList.as_view(), name="inmate-list"),
    path("tambah/", views.InmateAdd.as_view(), name="inmate-add"),
    path("minat-bakat/", interests.PeopleSheet.as_view(), name="interest-sheet"),
    path("<int:pk>/minat-bakat/", interests.PersonSheet.as_view(), name="interest-edit"),
    path("<int:pk>/", views.InmateDetail.as_view(), name="inmate-detail"),
    path("<int:pk>/ubah/", views.InmateEdit.as_view(), name="inmate-edit"),
    path("<int:pk>/pidana/", views.SentenceEdit.as_view(), name="sentence-edit"),
    path("<int:pk>/remisi/tambah/", views.RemissionAdd.as_view(), name="remission-add"),
]
of_officers = [
    path("", officers.OfficerList.as_view(), name="officer-list"),
    path("tambah/", officers.OfficerAdd.as_view(), name="officer-add"),
    path("<int:pk>/", officers.OfficerDetail.as_view(), name="officer-detail"),
    path("<int:pk>/ubah/", officers.OfficerEdit.as_view(), name="officer-edit"),
]
urlpatterns = [path("warga-binaan/", include(of_inmates)), path("petugas/", include(of_officers))]
