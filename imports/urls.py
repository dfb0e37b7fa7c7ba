from django.urls import path

from imports import views

app_name = "imports"
urlpatterns = [
    path("", views.ImportList.as_view(), name="import-list"),
    path("unggah/", views.ImportAdd.as_view(), name="import-add"),
    path("templat/", views.ImportTemplate.as_view(), name="import-template"),
    path("<int:pk>/", views.ImportDetail.as_view(), name="import-detail"),
    path("<int:pk>/simpan/", views.ImportConfirm.as_view(), name="import-confirm"),
    path("<int:pk>/batal/", views.ImportCancel.as_view(), name="import-cancel"),
    path("<int:pk>/perbaikan/", views.ImportCorrections.as_view(), name="import-corrections"),
]
