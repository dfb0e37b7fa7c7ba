"""The certificates of one batch: where each sheet is, and all stored files in one archive."""

from __future__ import annotations

from typing import Any

import structlog
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from accounts.access import Access
from accounts.permissions import Permission
from audit.actions import record
from audit.models import Verb
from audit.pages import DetailPage
from certificates.models import Certificate
from certificates.reprint import archive, faulty
from certificates.sheets import sheets_of
from programs.models import Batch

log = structlog.get_logger()
NAMED_AT_MOST = 5


class BatchCertificates(DetailPage):
    """Which sheets have reached their holders, which are owed, and which no longer count."""

    model = Batch
    permission = Permission.SEE_CERTIFICATES
    template_name = "certificates/batch_certificates.html"

    def get_queryset(self) -> QuerySet[Batch]:
        return super().get_queryset().with_places()  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Certificate.objects.visible_to(self.user).filter(enrollment__batch=self.object)
        sheets = sheets_of(rows.order_by("holder_name", "pk"), user=self.user)
        standing = [sheet for sheet in sheets if not sheet.certificate.revoked_at]
        return super().get_context_data(
            sheets=sheets,
            standing=len(standing),
            ended=len(sheets) - len(standing),
            received=sum(sheet.handover is not None for sheet in standing),
            owed=sum(sheet.is_owed for sheet in sheets),
            days=sorted({sheet.handover.received_on for sheet in sheets if sheet.handover}),
            **kwargs,
        )


class BatchReprint(Access, SingleObjectMixin, View):
    """All standing certificates of the batch as they were issued, byte for byte; written down who asked for them."""

    model = Batch
    permission = Permission.PRINT_CERTIFICATES
    http_method_names = ["post"]

    def get_queryset(self) -> QuerySet[Batch]:
        return super().get_queryset().with_places()  # type: ignore[attr-defined]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        batch: Batch = self.get_object()
        rows = Certificate.objects.visible_to(self.user).filter(enrollment__batch=batch).standing().order_by("pk")
        certificates = list(rows.defer("record"))
        refusal = _refusal(certificates)
        if refusal:
            messages.error(request, refusal)
            return redirect(reverse("certificates:batch-certificates", args=[batch.pk]))
        record(Verb.REPRINT, batch, by=self.user, sheets=len(certificates))
        response = StreamingHttpResponse(archive(certificates), content_type="application/zip")
        response["Content-Disposition"] = f'attachment; filename="sertifikat-{batch.pk}.zip"'
        response["Cache-Control"] = "no-store, private"
        return response


def _refusal(certificates: list[Certificate]) -> str:
    if not certificates:
        return _("This batch has no certificate that stands.")
    wrong = faulty(certificates)
    if not wrong:
        return ""
    log.error("certificate_file_fault", certificates=[certificate.pk for certificate in wrong])
    numbers = ", ".join(certificate.number for certificate in wrong[:NAMED_AT_MOST])
    return _(
        "Nothing is handed out: of %(count)d certificates the stored file is missing or not the one that was issued "
        "(%(numbers)s). Tell the administrator, who can put the issued files back from a backup."
    ) % {"count": len(wrong), "numbers": numbers}
