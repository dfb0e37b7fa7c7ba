"""What is written down of a PDF that somebody uploaded."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class UploadedPdf(models.Model):
    """Its name in the storage, the SHA-256 of the bytes as they came, how many, and who brought them when."""

    file_name = models.CharField(max_length=100, unique=True)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    uploaded_at = models.DateTimeField(_("uploaded"), db_default=Now())
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
