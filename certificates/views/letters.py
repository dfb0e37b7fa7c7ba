"""The scans of the letters that decisions of LSPs were copied from."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from audit.pages import StepPage
from certificates.actions.letters import keep_letter
from certificates.forms.competence import LetterScanForm
from certificates.models import CompetenceDecision
from facilities.views.downloads import Download, PdfDownload


class DecisionScanAdd(StepPage):
    model = CompetenceDecision
    permission = Permission.RECORD_DECISIONS
    form_class = LetterScanForm
    heading = gettext_lazy("Add the LSP's letter")
    lead = gettext_lazy("The signed letter as a PDF. Whoever proposes and issues the certificates compares with it.")
    submit_label = gettext_lazy("Upload")
    success_message = gettext_lazy("The letter is kept.")

    def get_queryset(self) -> QuerySet[CompetenceDecision]:
        return super().get_queryset().select_related("batch")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch = self.object.batch
        crumbs = [(batch.name, batch.get_absolute_url()), (str(self.object), self.object.get_absolute_url())]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)

    def step(self, scan: UploadedFile) -> None:
        keep_letter(self.object, scan, by=self.user)


class DecisionScanFile(PdfDownload):
    """The newest scan."""

    permission = Permission.SEE_BATCHES
    model = CompetenceDecision
    missing_message = gettext_lazy("No letter has been uploaded yet.")

    def download(self) -> Download | None:
        scan = self.object.scans.first()
        return scan and Download(scan.file_name, scan.sha256, f"keputusan-lsp-{self.object.pk}.pdf")
