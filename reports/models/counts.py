"""Counts kept by the database, so that no dashboard counts a nation's rows (docs/decisions/counts-kept.md).

A count is right unless its batch or prison is marked: triggers mark in the transaction that changes a row, and who
reads counts the marked ones anew. Compaction counts them, keeps the result and removes the marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from facilities.models import Facility
from programs.models import Batch

if TYPE_CHECKING:
    from accounts.models import User


class BatchCount(models.Model):
    """Enrollments of a batch by how far they came, as last counted."""

    batch = models.OneToOneField(
        Batch, on_delete=models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="+"
    )
    proposed = models.IntegerField()
    accepted = models.IntegerField()
    active = models.IntegerField()
    completed = models.IntegerField()
    competent = models.IntegerField()
    certified = models.IntegerField()

    class Meta:
        verbose_name = _("count of a batch")
        verbose_name_plural = _("counts of batches")

    def __str__(self) -> str:
        return f"#{self.batch_id}"


class LessonCount(models.Model):
    """Lesson hours (JP) of a batch as last counted, and the first day whose held session has no attendance."""

    batch = models.OneToOneField(
        Batch, on_delete=models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="+"
    )
    waiting_since = models.DateField(null=True)
    hours_attended = models.IntegerField()
    hours_due = models.IntegerField()

    class Meta:
        verbose_name = _("count of a batch's lessons")
        verbose_name_plural = _("counts of batches' lessons")

    def __str__(self) -> str:
        return f"#{self.batch_id}"


class FacilityCount(models.Model):
    """People held in a prison on a day as last counted: who is eligible depends on the day.

    `trained` are those who have completed a batch, wherever that was. `asked_of` are trainings of people who left the
    prison by release and are asked at this time what became of them, `to_ask` those of them with nothing entered;
    both by the rhythm of asking that the settings said then: under another the count is stale.
    """

    facility = models.ForeignKey(Facility, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    day = models.DateField()
    held = models.IntegerField()
    convicts = models.IntegerField()
    eligible = models.IntegerField()
    trained = models.IntegerField()
    to_ask = models.IntegerField()
    asked_of = models.IntegerField()
    rhythm = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("count of a prison's people")
        verbose_name_plural = _("counts of prisons' people")
        constraints = (models.UniqueConstraint(fields=["facility", "day"], name="facility_counted_once_a_day"),)

    def __str__(self) -> str:
        return f"#{self.facility_id}, {self.day}"


class BatchMark(models.Model):
    """The people of a batch have changed since it was counted."""

    batch_id = models.BigIntegerField(db_index=True)

    class Meta:
        verbose_name = _("batch to count anew")
        verbose_name_plural = _("batches to count anew")

    def __str__(self) -> str:
        return f"#{self.batch_id}"


class LessonMark(models.Model):
    """The sessions or the attendance of a batch have changed since they were counted."""

    batch_id = models.BigIntegerField(db_index=True)

    class Meta:
        verbose_name = _("batch whose lessons to count anew")
        verbose_name_plural = _("batches whose lessons to count anew")

    def __str__(self) -> str:
        return f"#{self.batch_id}"


class FacilityMark(models.Model):
    """The people of a prison, or what is known of them, have changed since they were counted."""

    facility_id = models.BigIntegerField(db_index=True)

    class Meta:
        verbose_name = _("prison to count anew")
        verbose_name_plural = _("prisons to count anew")

    def __str__(self) -> str:
        return f"#{self.facility_id}"


class BatchNow(models.Model):
    """A view: the counts of every batch as they are at this moment, whatever is marked (migration 0002)."""

    batch = models.OneToOneField(Batch, on_delete=models.DO_NOTHING, primary_key=True, related_name="now")
    proposed = models.IntegerField()
    accepted = models.IntegerField()
    active = models.IntegerField()
    completed = models.IntegerField()
    competent = models.IntegerField()
    certified = models.IntegerField()
    waiting_since = models.DateField(null=True)
    hours_attended = models.IntegerField()
    hours_due = models.IntegerField()

    class Meta:
        managed = False
        db_table = "reports_batchnow"
        verbose_name = _("counts of a batch now")
        verbose_name_plural = _("counts of batches now")

    def __str__(self) -> str:
        return f"#{self.batch_id}"


class CountCheckQuerySet(models.QuerySet["CountCheck"]):
    def visible_to(self, user: User) -> Self:
        return self if user.has(Permission.MANAGE_ACCOUNTS) else self.none()


class CountCheck(models.Model):
    """A full count held against the kept ones: how many were wrong though nothing marked them, and were mended."""

    checked_at = models.DateTimeField(_("checked at"), db_default=Now())
    wrong = models.IntegerField(_("counts that were wrong"))

    objects = CountCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check of the counts")
        verbose_name_plural = _("checks of the counts")
        ordering = ("-checked_at",)

    def __str__(self) -> str:
        return f"{self.checked_at:%Y-%m-%d}: {self.wrong}"

    @property
    def scope_keys(self) -> list[str]:
        """The counts are the whole nation's."""
        return []
