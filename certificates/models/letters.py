from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.models.competence import CompetenceDecision
from facilities.models.uploads import UploadedPdf


class DecisionScan(UploadedPdf):
    """The LSP's letter. Rows are only added (migration 0004); the newest is shown to who proposes and who issues."""

    decision = models.ForeignKey(CompetenceDecision, on_delete=models.PROTECT, related_name="scans")

    class Meta:
        verbose_name = _("scan of an LSP's letter")
        verbose_name_plural = _("scans of LSPs' letters")
        ordering = ("-id",)

    def __str__(self) -> str:
        return str(self.decision)

    @property
    def scope_keys(self) -> list[str]:
        return self.decision.scope_keys
