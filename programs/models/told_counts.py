"""What people told after release, counted by the database as they tell it (docs/decisions/after-release.md)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from facilities.models import Facility, Field


class ToldCount(models.Model):
    """Trainings of one field, of people last held in the prison, of which something was told first in the month.

    Each is counted by what was told of it last. Somebody with several trainings of the field is counted among the
    `people` of a year once, in the first of these months, so that the months of a year add up. Triggers write these
    rows in the transaction that changes an outcome (migration 0015).
    """

    facility = models.ForeignKey(Facility, on_delete=models.DO_NOTHING, related_name="+", verbose_name=_("prison"))
    field = models.ForeignKey(Field, on_delete=models.DO_NOTHING, related_name="+", verbose_name=_("field"))
    month = models.DateField(_("month"))
    people = models.IntegerField()
    told = models.IntegerField()
    working = models.IntegerField()
    in_field = models.IntegerField()
    training = models.IntegerField()

    class Meta:
        verbose_name = _("count of what was told")
        verbose_name_plural = _("counts of what was told")
        ordering = ("facility_id", "field_id", "month")
        constraints = (
            models.UniqueConstraint(fields=["facility", "field", "month"], name="told_counted_once_a_month"),
        )

    def __str__(self) -> str:
        return f"#{self.facility_id}, #{self.field_id}, {self.month:%Y-%m}"
