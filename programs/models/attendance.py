from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from programs.models.enrollments import Enrollment
from programs.models.sessions import Session

if TYPE_CHECKING:
    from accounts.models import User


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(session__in=Session.objects.visible_to(user))


# Days after a session during which whoever records attendance may change it; later only the prison's head may,
# with a reason. The trigger of migration 0008 knows the number too.
EDIT_DAYS = 7


@pghistory.track()
class Attendance(models.Model):
    """Whether a participant was there, and for how many lesson hours (JP). Only presence earns hours.

    `entered_on` is the day of the first entry and stays; `recorded_on`, `recorded_by` and `recorded_at` belong to the
    last word. With a `correction_reason` that word came after the days in which staff may change it: a correction by
    the prison's head. Days are days at the prison.
    """

    class Status(models.TextChoices):
        """The field's own letters, rule 5.5."""

        PRESENT = "H", _("H – present")
        SICK = "S", _("S – sick")
        EXCUSED = "I", _("I – excused")
        ABSENT = "A", _("A – absent")
        DUTY = "D", _("D – court or duty")

    # Nothing asks by session alone that `attendance_once` does not answer, or by who recorded among all rows:
    # with 30 million rows two indexes fewer are 0.4 GB and a third of the time of a write.
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances", db_index=False)
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="attendances")
    status = models.CharField(_("status"), max_length=1, choices=Status.choices)
    lesson_hours = models.PositiveSmallIntegerField(_("lesson hours attended (JP)"))
    minutes_late = models.PositiveSmallIntegerField(_("minutes late"), default=0)
    note = models.CharField(_("note"), max_length=200, blank=True)
    entered_on = models.DateField(_("first entered on"))
    recorded_on = models.DateField(_("recorded on"))
    correction_reason = models.CharField(_("reason of the correction"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField(db_default=Now())

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = (
            models.UniqueConstraint(fields=["session", "enrollment"], name="attendance_once"),
            models.CheckConstraint(
                condition=Q(status__in=("H", "S", "I", "A", "D")), name="attendance_letter_is_known"
            ),
            models.CheckConstraint(condition=Q(status="H") | Q(lesson_hours=0), name="only_presence_earns_hours"),
            models.CheckConstraint(
                condition=Q(status="H") | Q(minutes_late=0),
                name="only_who_is_present_comes_late",
                violation_error_message=_("Only somebody present can have come late."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.enrollment} {self.status}"
