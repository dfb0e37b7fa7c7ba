from django.urls import path

from reports import search_views, views
from reports.dashboards import views as dashboards

app_name = "reports"
urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("pekerjaan/", views.TaskPage.as_view(), name="tasks"),
    path("dasbor/", dashboards.Dashboard.as_view(), name="dashboard"),
    path("dasbor/cetak/", dashboards.DashboardPaper.as_view(), name="dashboard-paper"),
    path("dasbor/xlsx/", dashboards.DashboardWorkbook.as_view(), name="dashboard-workbook"),
    path("dasbor/angka/", dashboards.FigurePage.as_view(), name="figure"),
    path("cari/", search_views.Search.as_view(), name="search"),
    path("galeri/", views.Gallery.as_view(), name="gallery"),
]
