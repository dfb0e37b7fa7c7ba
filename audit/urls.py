from django.urls import path

from audit import download_views, saved_views, views

app_name = "audit"
urlpatterns = [
    path("", views.EventList.as_view(), name="event-list"),
    path("tampilan/simpan/", saved_views.SavedViewAdd.as_view(), name="view-add"),
    path("tampilan/<int:pk>/hapus/", saved_views.SavedViewRemove.as_view(), name="view-remove"),
    path("unduhan/<int:pk>/", download_views.DownloadDetail.as_view(), name="download-detail"),
    path("unduhan/<int:pk>/berkas/", download_views.DownloadFile.as_view(), name="download-file"),
]
