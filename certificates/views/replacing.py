from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from accounts.access import ScopedForm
from accounts.permissions import Permission
from audit.pages import StepButton, StepPage
from certificates.actions.ending_proposals import decline_replacement, withdraw_replacement
from certificates.actions.replacing import propose_replacement, replace
from certificates.competence import newest_verdict
from certificates.differences import differences
from certificates.forms.certificates import ReplacementForm
from certificates.forms.handovers import DeclineForm
from certificates.models import Certificate, Proposal
from certificates.printing import preview
from certificates.views.steps import ConfirmedStep


class OfCertificate(StepPage):
    """A step that shows the certificate beside what its replacement would say."""

    model = Certificate
    template_name = "certificates/certificate_replace.html"

    def get_queryset(self) -> QuerySet[Certificate]:
        return super().get_queryset().with_places()  # type: ignore[attr-defined]

    @cached_property
    def proposal(self) -> Proposal | None:
        """The replacement that waits for the head."""
        waiting = Proposal.objects.visible_to(self.user).replacing().filter(replaces=self.object)
        return waiting.with_evidence().first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        would_be = Proposal(
            enrollment=self.object.enrollment, kind=self.object.kind, verdict=newest_verdict(self.object)
        )
        new = preview(self.proposal or would_be, on=timezone.localdate(), by=self.user)
        return super().get_context_data(
            proposal=self.proposal,
            new=new,
            differences=differences(self.object.as_printed, new.record) if new.record else [],
            **kwargs,
        )


class ReplacementPropose(OfCertificate):
    form_class = ReplacementForm
    permission = Permission.PROPOSE_CERTIFICATES
    heading = gettext_lazy("Propose a replacement")
    lead = gettext_lazy("The head of the training centre ends this certificate and issues a corrected one.")
    submit_label = gettext_lazy("Propose the replacement")
    success_message = gettext_lazy("The replacement is proposed; it waits for the head.")

    def step(self, *, end_class: str, correction: str) -> None:
        propose_replacement(
            self.object, on=timezone.localdate(), end_class=end_class, correction=correction, by=self.user
        )


class CertificateReplace(ConfirmedStep, OfCertificate):
    form_class = ScopedForm
    permission = Permission.REVOKE_CERTIFICATES
    heading = gettext_lazy("Replace the certificate")
    lead = gettext_lazy("A new certificate is issued under the next number; this one ends. This cannot be undone.")
    submit_label = gettext_lazy("Replace")
    success_message = gettext_lazy("The certificate is replaced. This is the new one.")
    new: Certificate | None = None

    def step(self) -> None:
        self.new = replace(self.object, on=timezone.localdate(), by=self.user)

    def get_success_url(self) -> str:
        return (self.new or self.object).get_absolute_url()


class ReplacementWithdraw(StepButton):
    """Take back one's own proposal; nothing is lost by it."""

    model = Certificate
    permission = Permission.PROPOSE_CERTIFICATES
    success_message = gettext_lazy("The replacement is withdrawn; the certificate stands as it is.")

    def step(self) -> None:
        withdraw_replacement(self.object, by=self.user)

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()


class ReplacementDecline(StepPage):
    model = Certificate
    form_class = DeclineForm
    permission = Permission.REVOKE_CERTIFICATES
    template_name = "certificates/replacement_decline.html"
    heading = gettext_lazy("Decline the replacement")
    lead = gettext_lazy("The certificate stands as it is. Who proposed the replacement reads your reason.")
    submit_label = gettext_lazy("Decline")
    success_message = gettext_lazy("The replacement is declined.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = Proposal.objects.replacing().filter(replaces=self.object).select_related("proposed_by")
        return super().get_context_data(proposal=waiting.first(), **kwargs)

    def step(self, *, reason: str) -> None:
        decline_replacement(self.object, reason=reason, by=self.user)
