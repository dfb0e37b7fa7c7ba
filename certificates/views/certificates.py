from __future__ import annotations

from io import BytesIO
from typing import Any

import structlog
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from accounts.access import Access
from accounts.permissions import Permission
from audit.models import AuditEvent
from audit.pages import DetailPage, ListPage
from certificates import columns
from certificates.files import FileFaultError, issued_bytes
from certificates.filters import CertificateFilter
from certificates.life import chain_of, entries_of, last_declined
from certificates.models import Certificate, Proposal
from certificates.sheets import earlier_receipts, sheets_of

log = structlog.get_logger()


class CertificateList(ListPage):
    model = Certificate
    permission = Permission.SEE_CERTIFICATES
    filterset_class = CertificateFilter
    template_name = "certificates/certificate_list.html"
    columns = columns.CERTIFICATES


class CertificateDetail(DetailPage):
    model = Certificate
    permission = Permission.SEE_CERTIFICATES

    def get_queryset(self) -> QuerySet[Certificate]:
        rows = super().get_queryset().with_places()  # type: ignore[attr-defined]
        return rows.select_related("revoked_by", "issued_by", "proposal__proposed_by", "seal")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        certificate: Certificate = self.object
        [sheet] = sheets_of(Certificate.objects.filter(pk=certificate.pk), user=self.user)
        return super().get_context_data(
            record=certificate.as_printed,
            verify_url=reverse("certificates:verify-code", args=[certificate.token]),
            chain=chain_of(certificate),
            sheet=sheet,
            earlier=earlier_receipts(certificate, user=self.user),
            entries=entries_of(certificate),
            declined=last_declined(certificate),
            replacement=Proposal.objects.replacing().filter(replaces=certificate).select_related("proposed_by").first(),
            history=self._history(certificate) if self.user.has(Permission.SEE_AUDIT) else None,
            **kwargs,
        )

    def _history(self, certificate: Certificate) -> QuerySet[AuditEvent]:
        proposals = [certificate.proposal_id, *certificate.replacing_proposals.values_list("pk", flat=True)]
        about = Q(object_type=Certificate._meta.label_lower, object_id=certificate.pk) | Q(
            object_type=Proposal._meta.label_lower, object_id__in=proposals
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
