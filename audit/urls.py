from django.urls import path

from audit import download_views, views

app_name = "audit"
urlpatterns = [
    path("", views.EventList.as_view(), name="event-list"),
    path("unduhan/<int:pk>/", download_views.DownloadDetail.as_view(), name="download-detail"),
    path("unduhan/<int:pk>/berkas/", download_views.DownloadFile.as_view(), name="download-file"),
]
