"""allauth's names, under addresses in Indonesian; its page to rename a key is left out."""

from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.webauthn import views as webauthn
from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.generic import RedirectView

from audit import second_factor_views as views

urlpatterns = [
    path("", base.index, name="mfa_index"),
    path("masuk/", base.authenticate, name="mfa_authenticate"),
    path("masuk/passkey/", login_not_required(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("konfirmasi/", base.reauthenticate, name="mfa_reauthenticate"),
    path("konfirmasi/passkey/", views.PasskeyConfirm.as_view(), name="mfa_reauthenticate_webauthn"),
    path("aplikasi/pasang/", views.AppAdd.as_view(), name="mfa_activate_totp"),
    path("aplikasi/lepas/", views.AppRemove.as_view(), name="mfa_deactivate_totp"),
    path("passkey/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("passkey/tambah/", views.PasskeyAdd.as_view(), name="mfa_add_webauthn"),
    path("passkey/<int:pk>/hapus/", views.PasskeyRemove.as_view(), name="mfa_remove_webauthn"),
    path("kode-pemulihan/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("kode-pemulihan/unduh/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("kode-pemulihan/baru/", views.CodesNew.as_view(), name="mfa_generate_recovery_codes"),
]
