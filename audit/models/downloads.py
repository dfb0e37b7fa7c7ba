"""Lists and open data that were taken away as files."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User


def neutral_path(instance: Download, filename: str) -> str:
    """A name that tells nothing."""
    return f"downloads/{secrets.token_hex(16)}"


class DownloadQuerySet(models.QuerySet["Download"]):
    def visible_to(self, user: User) -> Self:
        """One's own only: what the file holds was right for whoever asked, with the posting of that day."""
        return self.filter(by=user)


class Download(models.Model):
    """A list, or open data, taken away as a file: which, by whom, how many rows.

    A short list goes out with the answer and only its line stays here. A long one is written by a job; its file is
    sealed, belongs to whoever asked, and is deleted after a day together with the words searched for.
    """

    class Kind(models.TextChoices):
        XLSX = "xlsx", _("Excel")
        CSV = "csv", _("CSV")
        ZIP = "zip", _("ZIP")

    class State(models.TextChoices):
        WAITING = "WAITING", _("being written")
        DONE = "DONE", _("done")
        FAILED = "FAILED", _("failed")

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="downloads")
    list_name = models.CharField(_("list"), max_length=100)
    path = models.CharField(max_length=200)
    query = models.TextField(blank=True)
    kind = models.CharField(_("kind of file"), max_length=4, choices=Kind.choices)
    language = models.CharField(max_length=5)
    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.WAITING)
    rows = models.PositiveIntegerField(_("rows"))
    rows_done = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to=neutral_path, blank=True)
    asked_at = models.DateTimeField(_("asked at"), db_default=Now(), editable=False)

    objects = DownloadQuerySet.as_manager()

    class Meta:
        verbose_name = _("download")
        verbose_name_plural = _("downloads")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.list_name}, {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("audit:download-detail", args=[self.pk])

    @property
    def scope_keys(self) -> list[str]:
        posting = self.by.posting
        return [*self.by.scope_keys, *([posting.scope_key] if posting else [])]

    @property
    def is_of_this_posting(self) -> bool:
        """Who has moved to another office since does not take the former one's list along."""
        return self.by.postings.at(self.asked_at) == self.by.posting

    @property
    def filename(self) -> str:
        return f"{slugify(self.list_name)}-{self.pk}.{self.kind}"
