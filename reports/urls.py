from django.urls import path

from reports import search_views, views
from reports.dashboards import views as dashboards
from reports.notices import views as notices
from reports.open_data import views as open_data
from reports.papers import views as papers

app_name = "reports"
urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("pekerjaan/", views.TaskPage.as_view(), name="tasks"),
    path("dasbor/", dashboards.Dashboard.as_view(), name="dashboard"),
    path("dasbor/cetak/", dashboards.DashboardPaper.as_view(), name="dashboard-paper"),
    path("dasbor/xlsx/", dashboards.DashboardWorkbook.as_view(), name="dashboard-workbook"),
    path("dasbor/angka/", dashboards.FigurePage.as_view(), name="figure"),
    path("data-terbuka/", open_data.OpenData.as_view(), name="open-data"),
    path("cari/", search_views.Search.as_view(), name="search"),
    path("pemberitahuan/", notices.NoticeList.as_view(), name="notice-list"),
    path("pemberitahuan/<int:pk>/buka/", notices.NoticeOpen.as_view(), name="notice-open"),
    path("pemberitahuan/dibaca/", notices.NoticesRead.as_view(), name="notices-read"),
    path("pemberitahuan/surel/", notices.DigestChoice.as_view(), name="digest"),
    path("galeri/", views.Gallery.as_view(), name="gallery"),
    path("angkatan/<int:pk>/surat/", papers.BatchPapers.as_view(), name="batch-papers"),
    path("angkatan/<int:pk>/surat/jadwal/", papers.BatchTimetablePaper.as_view(), name="batch-timetable"),
    path("angkatan/<int:pk>/surat/rekap-kehadiran/", papers.BatchMonth.as_view(), name="batch-month"),
    path("angkatan/<int:pk>/surat/register-sertifikat/", papers.BatchRegister.as_view(), name="batch-register"),
    path("angkatan/<int:pk>/surat/laporan/", papers.BatchReportPaper.as_view(), name="batch-report"),
    path("blk/<int:pk>/register-sertifikat/", papers.CentreRegister.as_view(), name="centre-register"),
    path("perjanjian/<int:pk>/surat-permohonan/", papers.AgreementRequest.as_view(), name="agreement-request"),
    path("triwulan/", papers.QuarterPage.as_view(), name="quarter"),
    path("triwulan/cetak/", papers.QuarterPaper.as_view(), name="quarter-paper"),
]
