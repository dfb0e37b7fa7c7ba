from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from certificates.models.competence import CompetenceDecision


class DecisionScan(models.Model):
    """The LSP's letter as a PDF: its name in the storage, and the SHA-256 of the bytes as they were uploaded.

    Rows are only added (migration 0024); the newest is shown to who proposes and who issues.
    """

    decision = models.ForeignKey(CompetenceDecision, on_delete=models.PROTECT, related_name="scans")
    file_name = models.CharField(max_length=100, unique=True)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    uploaded_at = models.DateTimeField(_("uploaded"), db_default=Now())
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("scan of an LSP's letter")
        verbose_name_plural = _("scans of LSPs' letters")
        ordering = ("-id",)

    def __str__(self) -> str:
        return str(self.decision)

    @property
    def scope_keys(self) -> list[str]:
        return self.decision.scope_keys
