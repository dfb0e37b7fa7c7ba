from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from facilities.models.postings import DateRange
from programs.models.instructors import Instructor

if TYPE_CHECKING:
    from accounts.models import User


class InstructorAbsenceQuerySet(models.QuerySet["InstructorAbsence"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(instructor__in=Instructor.objects.visible_to(user))

    def touching(self, first: dt.date, last: dt.date) -> Self:
        """With a day from the first to the last."""
        return self.filter(starts_on__lte=last, ends_on__gte=first)


@pghistory.track()
class InstructorAbsence(models.Model):
    """Days on which an instructor cannot teach, first and last counted. Illness and leave share a code: nobody
    needs to know which."""

    class Reason(models.TextChoices):
        LEAVE = "LEAVE", _("Leave or illness")
        DUTY = "DUTY", _("Other duty")
        TRAINING = "TRAINING", _("Own training")
        ELSEWHERE = "ELSEWHERE", _("Teaches elsewhere")
        OTHER = "OTHER", _("Another reason")

    instructor = models.ForeignKey(
        Instructor, on_delete=models.CASCADE, related_name="absences", verbose_name=_("instructor")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices)

    objects = InstructorAbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence of an instructor")
        verbose_name_plural = _("absences of instructors")
        ordering = ("starts_on",)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="absence_ends_after_it_starts",
                violation_error_message=_("The last day cannot be before the first day."),
            ),
            ExclusionConstraint(
                name="one_absence_a_day",
                expressions=(
                    ("instructor", RangeOperators.EQUAL),
                    (DateRange("starts_on", "ends_on", models.Value("[]")), RangeOperators.OVERLAPS),
                ),
                violation_error_message=_("The instructor is already entered as away on one of these days."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.instructor}, {self.starts_on} – {self.ends_on}"

    def get_absolute_url(self) -> str:
        return f"{reverse('programs:instructor-calendar', args=[self.instructor_id])}?bulan={self.starts_on:%Y-%m}"

    @property
    def scope_keys(self) -> list[str]:
        return self.instructor.scope_keys
