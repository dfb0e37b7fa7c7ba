from django.urls import path

from reports import search_views, views

app_name = "reports"
urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("pekerjaan/", views.TaskPage.as_view(), name="tasks"),
    path("dasbor/", views.Dashboard.as_view(), name="dashboard"),
    path("cari/", search_views.Search.as_view(), name="search"),
    path("galeri/", views.Gallery.as_view(), name="gallery"),
]
