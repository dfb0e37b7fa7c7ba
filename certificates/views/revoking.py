from __future__ import annotations

from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from certificates.actions.revoking import revoke
from certificates.forms.certificates import RevokeForm
from certificates.models import Certificate
from certificates.views.steps import ConfirmedStep


class CertificateRevoke(ConfirmedStep):
    model = Certificate
    form_class = RevokeForm
    permission = Permission.REVOKE_CERTIFICATES
    template_name = "certificates/certificate_revoke.html"
    heading = gettext_lazy("Revoke the certificate")
    lead = gettext_lazy("This cannot be undone. Whoever checks the certificate will read that it is revoked.")
    submit_label = gettext_lazy("Revoke")
    success_message = gettext_lazy("The certificate is revoked.")

    def step(self, *, end_class: str, reason: str) -> None:
        revoke(self.object, reason=reason, end_class=end_class, by=self.user)
