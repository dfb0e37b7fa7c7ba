from django.urls import include, path

from trainees.views import conduct, interests, officers, records
from trainees.views import inmates as views

app_name = "trainees"
of_inmates = [
    path("", views.InmateList.as_view(), name="inmate-list"),
    path("tambah/", views.InmateAdd.as_view(), name="inmate-add"),
    path("minat-bakat/", interests.InmateSheet.as_view(), name="interest-sheet"),
    path("<int:pk>/minat-bakat/", interests.InmateInterests.as_view(), name="interest-edit"),
    path("<int:pk>/", views.InmateDetail.as_view(), name="inmate-detail"),
    path("<int:pk>/ubah/", views.InmateEdit.as_view(), name="inmate-edit"),
    path("<int:pk>/pidana/", views.SentenceEdit.as_view(), name="sentence-edit"),
    path("<int:pk>/remisi/tambah/", views.RemissionAdd.as_view(), name="remission-add"),
    path("<int:pk>/perhitungan/", records.InmateDates.as_view(), name="inmate-dates"),
    path("<int:pk>/asimilasi/", records.InmateAssimilation.as_view(), name="inmate-assimilation"),
    path("<int:pk>/asimilasi/keputusan/", conduct.DecisionAdd.as_view(), name="assimilation-decide"),
    path("<int:pk>/berkas/tambah/", conduct.DocumentAdd.as_view(), name="document-add"),
    path("<int:pk>/risiko/tambah/", conduct.RiskAdd.as_view(), name="risk-add"),
    path("<int:pk>/sppn/tambah/", conduct.ConductAdd.as_view(), name="conduct-add"),
    path("<int:pk>/tanggal-sdp/tambah/", conduct.OverrideAdd.as_view(), name="override-add"),
    path("tanggal-sdp/<int:pk>/cabut/", conduct.OverrideWithdraw.as_view(), name="override-withdraw"),
]
of_officers = [
    path("", officers.OfficerList.as_view(), name="officer-list"),
    path("tambah/", officers.OfficerAdd.as_view(), name="officer-add"),
    path("minat-bakat/", interests.OfficerSheet.as_view(), name="officer-interest-sheet"),
    path("<int:pk>/", officers.OfficerDetail.as_view(), name="officer-detail"),
    path("<int:pk>/minat-bakat/", interests.OfficerInterests.as_view(), name="officer-interests"),
    path("<int:pk>/ubah/", officers.OfficerEdit.as_view(), name="officer-edit"),
]
urlpatterns = [path("warga-binaan/", include(of_inmates)), path("petugas/", include(of_officers))]
