from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("pekerjaan/", views.TaskPage.as_view(), name="tasks"),
    path("dasbor/", views.Dashboard.as_view(), name="dashboard"),
    path("galeri/", views.Gallery.as_view(), name="gallery"),
]
