from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Func, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from facilities.models import Workshop
from programs.models.batches import Batch
from programs.models.instructors import Instructor
from programs.models.standards import Unit

if TYPE_CHECKING:
    from accounts.models import User


class TimestampRange(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(batch__in=Batch.objects.visible_to(user))

    def held(self) -> Self:
        """Not cancelled."""
        return self.filter(cancelled_at__isnull=True)

    def with_taught(self) -> Self:
        """`was_taught`: somebody's hours are on record, so that the lesson was given and not only planned."""
        attended = self.model.objects.filter(pk=models.OuterRef("pk"), attendances__lesson_hours__gt=0)
        return self.annotate(was_taught=models.Exists(attended))

    def to_make_up(self) -> Self:
        """Cancelled, and no lesson that is held stands in for it; a make-up that failed is not made up itself."""
        stand_ins = self.model.objects.held().filter(makes_up=models.OuterRef("pk"))
        owed = self.filter(cancelled_at__isnull=False, makes_up__isnull=True, is_additional=False)
        return owed.filter(~models.Exists(stand_ins))

    def of_the_package(self) -> Self:
        """Without the additional ones: what is summed up against the package's hours."""
        return self.filter(is_additional=False)

    def with_places(self) -> Self:
        """With all that a line of a timetable shows."""
        return self.select_related("batch__facility", "batch__package", "unit", "instructor", "workshop", "makes_up")

    def closed(self) -> Self:
        """Attendance is there, and where tools are dangerous they are back or the guard has said what was done."""
        return self.filter(closed_at__isnull=False)

    def with_attendance_counts(self) -> Self:
        return self.annotate(
            recorded=Count("attendances"),
            present=Count("attendances", filter=Q(attendances__status="H")),
        )


@pghistory.track()
class Session(models.Model):
    """A lesson: from one moment to another, so many lesson hours (JP), by an instructor in a workshop.

    A cancelled one says why by code, so that the next look at the workshop can ask for it. A held one is closed
    once its attendance is recorded and, in a field with dangerous tools, its tool log is complete.
    An additional one goes beyond the package's hours, for those who would miss the threshold: whoever comes earns
    its JP, nobody needs more for it, and cancelled it is not owed.
    """

    class Cancellation(models.TextChoices):
        POWER_CUT = "POWER_CUT", _("Power cut")
        TOOLS_MISSING = "TOOLS_MISSING", _("Tools missing or broken")
        MATERIALS_MISSING = "MATERIALS_MISSING", _("Training materials missing")
        ROOM_UNUSABLE = "ROOM_UNUSABLE", _("Room cannot be used")
        INSTRUCTOR_ABSENT = "INSTRUCTOR_ABSENT", _("Instructor absent")
        SECURITY = "SECURITY", _("Security reasons")
        HOLIDAY = "HOLIDAY", _("Holiday")
        OTHER = "OTHER", _("Another reason")

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("batch"))
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    instructor = models.ForeignKey(
        Instructor, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("instructor")
    )
    workshop = models.ForeignKey(
        Workshop, on_delete=models.PROTECT, related_name="sessions", verbose_name=_("workshop")
    )
    day = models.DateField(_("day"))
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    lesson_hours = models.PositiveSmallIntegerField(
        _("lesson hours (JP)"), validators=[MinValueValidator(1), MaxValueValidator(16)]
    )
    is_additional = models.BooleanField(_("additional"), default=False, editable=False)
    makes_up = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="make_ups",
        verbose_name=_("makes up for"),
    )
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, editable=False)
    cancellation = models.CharField(
        _("kind of cancellation"), max_length=20, choices=Cancellation.choices, blank=True, editable=False
    )
    cancellation_reason = models.CharField(_("reason of cancellation"), max_length=200, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ("starts_at",)
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(lesson_hours__range=(1, 16)), name="session_hours_plausible"),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancellation="", cancellation_reason="")
                | (
                    Q(cancelled_at__isnull=False)
                    & ~Q(cancellation="")
                    & (~Q(cancellation="OTHER") | ~Q(cancellation_reason=""))
                ),
                name="session_cancelled_with_reason",
                violation_error_message=_("A cancelled session says why."),
            ),
            models.CheckConstraint(
                condition=Q(cancellation="")
                | Q(
                    cancellation__in=(
                        "POWER_CUT",
                        "TOOLS_MISSING",
                        "MATERIALS_MISSING",
                        "ROOM_UNUSABLE",
                        "INSTRUCTOR_ABSENT",
                        "SECURITY",
                        "HOLIDAY",
                        "OTHER",
                    )
                ),
                name="session_cancellation_is_known",
            ),
            models.CheckConstraint(
                condition=Q(is_additional=False) | Q(makes_up__isnull=True),
                name="additional_session_makes_up_nothing",
                violation_error_message=_("An additional lesson makes up for none."),
            ),
            models.UniqueConstraint(
                fields=["makes_up"],
                condition=Q(cancelled_at__isnull=True),
                name="session_made_up_once",
                violation_error_message=_("This session has been made up already."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False, cancelled_at__isnull=True),
                name="session_closed_by_and_at",
            ),
            ExclusionConstraint(
                name="instructor_in_one_place_at_a_time",
                expressions=(
                    ("instructor", RangeOperators.EQUAL),
                    (TimestampRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ),
                condition=Q(cancelled_at__isnull=True),
                violation_error_message=_("The instructor already teaches elsewhere at this time."),
            ),
            ExclusionConstraint(
                name="workshop_holds_one_class_at_a_time",
                expressions=(
                    ("workshop", RangeOperators.EQUAL),
                    (TimestampRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ),
                condition=Q(cancelled_at__isnull=True),
                violation_error_message=_("The workshop is already in use at this time."),
            ),
            ExclusionConstraint(
                name="class_in_one_lesson_at_a_time",
                expressions=(
                    ("batch", RangeOperators.EQUAL),
                    (TimestampRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ),
                condition=Q(cancelled_at__isnull=True),
                violation_error_message=_("The participants already have a lesson at this time."),
            ),
        )
        indexes = (
            models.Index(fields=["batch", "day"], name="session_batch_day"),
            models.Index(fields=["batch"], condition=Q(cancelled_at__isnull=False), name="session_cancelled"),
        )

    def __str__(self) -> str:
        return f"{self.batch}, {self.day}"

    def get_absolute_url(self) -> str:
        return reverse("programs:session-attendance", args=[self.pk])

    @property
    def local_hours(self) -> str:
        """From when to when, in the prison's own time zone, such as "07.30–13.30 WITA"."""
        facility = self.batch.facility
        zone = ZoneInfo(facility.time_zone)
        start, end = self.starts_at.astimezone(zone), self.ends_at.astimezone(zone)
        return f"{start:%H.%M}–{end:%H.%M} {facility.get_time_zone_display()}"

    @property
    def midnight(self) -> dt.datetime:
        """The moment at which its day began at the prison."""
        return dt.datetime.combine(self.day, dt.time(), tzinfo=ZoneInfo(self.batch.facility.time_zone))

    def may_be_cancelled(self, *, is_recorded: bool) -> bool:
        """While the class runs, of a lesson that is held and of whose attendance nothing is recorded yet."""
        return self.batch.state == Batch.State.RUNNING and self.cancelled_at is None and not is_recorded

    @property
    def local_start(self) -> dt.time:
        """The time of day at which it begins, in the prison's own time zone."""
        return self.starts_at.astimezone(ZoneInfo(self.batch.facility.time_zone)).time()

    @property
    def scope_keys(self) -> list[str]:
        return self.batch.scope_keys
