from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from facilities.models import TrainingCentre


class NumberSeries(models.Model):
    """The last certificate number of a centre in a year; its row is locked while a number is taken."""

    centre = models.ForeignKey(TrainingCentre, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        constraints = (models.UniqueConstraint(fields=["centre", "year"], name="one_series_per_centre_and_year"),)

    def __str__(self) -> str:
        return f"{self.centre} {self.year}: {self.last}"
