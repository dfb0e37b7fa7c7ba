from __future__ import annotations

from io import BytesIO
from typing import Any

import structlog
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.forms import BaseForm
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from accounts.access import Access
from accounts.permissions import Permission
from audit.models import AuditEvent
from audit.pages import DetailPage, ListPage, StepPage
from certificates import actions
from certificates.confirmation import require_confirmation
from certificates.files import FileFaultError, issued_bytes
from certificates.filters import CertificateFilter
from certificates.forms import MOST_AT_ONCE, IssueForm, ProposeForm, RevokeForm
from certificates.models import Certificate, Proposal
from certificates.printing import Preview, previews
from certificates.readiness import Readiness, batch_gates, readiness_of
from programs.models import Batch, Enrollment

log = structlog.get_logger()


class CertificateList(ListPage):
    model = Certificate
    permission = Permission.SEE_CERTIFICATES
    filterset_class = CertificateFilter
    template_name = "certificates/certificate_list.html"


class CertificateDetail(DetailPage):
    model = Certificate
    permission = Permission.SEE_CERTIFICATES

    def get_queryset(self) -> QuerySet[Certificate]:
        return super().get_queryset().with_places().select_related("revoked_by", "issued_by", "proposal__proposed_by")  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        certificate: Certificate = self.object
        return super().get_context_data(
            record=certificate.as_printed,
            verify_url=reverse("certificates:verify-code", args=[certificate.token]),
            history=self._history(certificate) if self.user.has(Permission.SEE_AUDIT) else None,
            **kwargs,
        )

    def _history(self, certificate: Certificate) -> QuerySet[AuditEvent]:
        about = Q(object_type=Certificate._meta.label_lower, object_id=certificate.pk) | Q(
            object_type=Proposal._meta.label_lower, object_id=certificate.proposal_id
        )
        return AuditEvent.objects.visible_to(self.user).filter(about).select_related("by").order_by("id")


class CertificatePdf(Access, SingleObjectMixin, View):
    """The bytes that were issued, under a name that says nothing of the holder; never other bytes."""

    model = Certificate
    permission = Permission.SEE_CERTIFICATES

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        certificate: Certificate = self.get_object()
        try:
            pdf = issued_bytes(certificate)
        except FileFaultError as fault:
            log.error("certificate_file_fault", certificate=certificate.pk, fault=str(fault))
            context = {"certificate": certificate, "is_lost": str(fault) == "lost"}
            return render(request, "certificates/certificate_file_fault.html", context, status=500)
        response = FileResponse(
            BytesIO(pdf), content_type="application/pdf", filename=f"sertifikat-{certificate.typed_code}.pdf"
        )
        response["Cache-Control"] = "no-store, private"
        return response


class ConfirmedStep(StepPage):
    """A step that only happens within minutes of the person's password given once more.

    Asked once the form is valid; the answer to the question then resumes this very request.
    """

    def form_valid(self, form: BaseForm) -> HttpResponse:
        require_confirmation(self.request)
        return super().form_valid(form)


class CertificateRevoke(ConfirmedStep):
    model = Certificate
    form_class = RevokeForm
    permission = Permission.REVOKE_CERTIFICATES
    template_name = "certificates/certificate_revoke.html"
    heading = gettext_lazy("Revoke the certificate")
    lead = gettext_lazy("This cannot be undone. Whoever checks the certificate will read that it is revoked.")
    submit_label = gettext_lazy("Revoke")
    success_message = gettext_lazy("The certificate is revoked.")

    def step(self, *, reason: str) -> None:
        actions.revoke(self.object, reason=reason, by=self.user)


class OfBatch(StepPage):
    """A step about the certificates of one batch."""

    model = Batch

    def get_queryset(self) -> QuerySet[Batch]:
        return super().get_queryset().with_places()  # type: ignore[attr-defined]


class BatchPropose(OfBatch):
    form_class = ProposeForm
    permission = Permission.PROPOSE_CERTIFICATES
    template_name = "certificates/batch_propose.html"
    heading = gettext_lazy("Propose certificates")
    lead = gettext_lazy("The head of the training centre issues what you propose here.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "batch": self.object}

    @cached_property
    def people(self) -> list[Readiness]:
        return readiness_of(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        gates = batch_gates(self.object)
        open_to = self.people if all(gate.is_open for gate in gates) else []
        return super().get_context_data(
            people=self.people,
            gates=gates,
            ready=sum(person.can_be_proposed for person in open_to),
            anew=[person.progress.enrollment for person in open_to if person.can_be_proposed_anew],
            **kwargs,
        )

    def step(self, *, again: QuerySet[Enrollment]) -> None:
        proposed = len(actions.propose(self.object, by=self.user, again=again))
        sentence = ngettext("%(count)d certificate proposed.", "%(count)d certificates proposed.", proposed)
        if proposed:
            messages.success(self.request, sentence % {"count": proposed})
        else:
            messages.info(self.request, gettext_lazy("Everybody who completed had been proposed already."))


class BatchIssue(ConfirmedStep, OfBatch):
    form_class = IssueForm
    permission = Permission.ISSUE_CERTIFICATES
    template_name = "certificates/batch_issue.html"
    heading = gettext_lazy("Issue certificates")
    lead = gettext_lazy("Look at what will be printed. Once issued, a certificate never changes.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "batch": self.object}

    @cached_property
    def waiting(self) -> list[Preview]:
        return previews(self.object, on=timezone.localdate(), by=self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ticked = self.request.POST.getlist("proposals") if self.request.method == "POST" else None
        return super().get_context_data(
            waiting=self.waiting,
            sample=next((row.record for row in self.waiting if row.record), None),
            ticked=self._first_round() if ticked is None else ticked,
            **kwargs,
        )

    def _first_round(self) -> list[str]:
        return [str(row.proposal.pk) for row in self.waiting if not row.problems][:MOST_AT_ONCE]

    def step(self, *, proposals: QuerySet[Proposal]) -> None:
        issued = len(actions.issue(proposals, on=timezone.localdate(), by=self.user))
        sentence = ngettext("%(count)d certificate issued.", "%(count)d certificates issued.", issued)
        if issued:
            messages.success(self.request, sentence % {"count": issued})
        else:
            messages.info(self.request, gettext_lazy("These certificates had been issued already."))
