from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from facilities.models.uploads import UploadedPdf
from programs.models.packages import Package

if TYPE_CHECKING:
    from accounts.models import User


class SyllabusQuerySet(models.QuerySet["Syllabus"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(package__in=Package.objects.visible_to(user))


@pghistory.track()
class Syllabus(UploadedPdf):
    """What a package teaches in detail.

    A copy of a package and a new version begin with the same stored file.
    """

    package = models.ForeignKey(
        Package, on_delete=models.PROTECT, related_name="syllabuses", verbose_name=_("training package")
    )
    file_name = models.CharField(max_length=100)

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
