"""The site map. Each room brings its own pages; what belongs to no room is here."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import TemplateView
from django.views.i18n import set_language

from lapastraining import health

handler400 = "lapastraining.refusals.bad_request"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("bahasa/", login_not_required(set_language), name="set_language"),
    path("akun/sesi/", include("allauth.usersessions.urls")),
    # In place of allauth's page, which lets people change the address that their password links are sent to.
    path("akun/email/", TemplateView.as_view(template_name="account/email.html"), name="account_email"),
    path("akun/langkah-kedua/", include("audit.second_factor_urls")),
    path("akun/", include("allauth.account.urls")),
    path("pengguna/", include("audit.people_urls")),
    path("admin/", admin.site.urls),
    path("", include("reports.urls")),
    path("jejak-audit/", include("audit.urls")),
    path("", include("facilities.urls")),
    path("", include("trainees.urls")),
    path("impor/", include("imports.urls")),
    path("", include("programs.urls")),
    path("", include("manual.urls")),
    path("", include("certificates.urls")),
    path("api/", include("api.urls")),
]
