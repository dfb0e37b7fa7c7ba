from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from programs.models.packages import Package

if TYPE_CHECKING:
    from accounts.models import User


class SyllabusQuerySet(models.QuerySet["Syllabus"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(package__in=Package.objects.visible_to(user))


@pghistory.track()
class Syllabus(models.Model):
    """What a package teaches in detail, as a PDF: its name in the storage and the SHA-256 of the bytes.

    A copy of a package and a new version begin with the same stored file.
    """

    package = models.ForeignKey(
        Package, on_delete=models.PROTECT, related_name="syllabuses", verbose_name=_("training package")
    )
    file_name = models.CharField(max_length=100)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    uploaded_at = models.DateTimeField(_("uploaded"), db_default=Now())
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = SyllabusQuerySet.as_manager()

    class Meta:
        verbose_name = _("syllabus")
        verbose_name_plural = _("syllabuses")
        ordering = ("-id",)

    def __str__(self) -> str:
        return str(self.package)

    def get_absolute_url(self) -> str:
        return self.package.get_absolute_url()

    @property
    def scope_keys(self) -> list[str]:
        return self.package.scope_keys
