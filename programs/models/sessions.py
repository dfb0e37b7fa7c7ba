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
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from facilities.models import Facility, Field, TrainingCentre, Workshop
from programs.models.batches import Batch
from programs.models.enrollments import Enrollment
from programs.models.standards import Unit
from trainees.models import Officer

if TYPE_CHECKING:
    from accounts.models import User


class InstructorQuerySet(models.QuerySet["Instructor"]):
    def visible_to(self, user: User) -> Self:
        """Of the user's centres, teaching in the user's batches, or officers who may teach there."""
        return self.filter(
            Q(centre__in=TrainingCentre.objects.visible_to(user))
            | Q(officer__facility__in=Facility.objects.visible_to(user))
            | Q(officer__facility__in=Batch.objects.visible_to(user).values("facility"))
            | Q(pk__in=Session.objects.visible_to(user).values("instructor"))
        )

    def with_places(self) -> Self:
        return self.select_related("centre", "officer__facility", "user")

    def of_batch(self, batch: Batch) -> Self:
        """Of the package's centre, or an officer who serves in the batch's prison until its last day."""
        serving = Q(officer__left_on__isnull=True) | Q(officer__left_on__gt=batch.last_day)
        return self.filter(Q(centre=batch.package.centre_id) | Q(serving, officer__facility=batch.facility_id))

    def teaching(self, field: int, *, until: dt.date) -> Self:
        """Who teach the field, and whose methodology certificate for it does not run out before that day."""
        expired = InstructorCertificate.objects.filter(field=field, valid_until__lt=until)
        return self.filter(fields=field).exclude(pk__in=expired.values("instructor"))


@pghistory.track()
class Instructor(models.Model):
    """Somebody who teaches and assesses: for a training centre, or as an officer in their own prison (rule 5.8)."""

    class Kind(models.TextChoices):
        CENTRE = "CENTRE", _("Staff of the training centre")
        THIRD_PARTY = "THIRD_PARTY", _("Third party")
        OFFICER = "OFFICER", _("Officer of the prison")

    kind = models.CharField(_("kind"), max_length=11, choices=Kind.choices, default=Kind.CENTRE)
    officer = models.OneToOneField(
        Officer,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="instructor",
        verbose_name=_("officer"),
    )
    centre = models.ForeignKey(
        TrainingCentre,
        on_delete=models.PROTECT,
        null=True,
        related_name="instructors",
        verbose_name=_("training centre"),
    )
    name = models.CharField(_("name"), max_length=200)
    nip = models.CharField(_("NIP"), max_length=30, blank=True)
    fields = models.ManyToManyField(Field, related_name="instructors", verbose_name=_("fields"))
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="instructor",
        verbose_name=_("signs in as"),
    )

    objects = InstructorQuerySet.as_manager()

    class Meta:
        verbose_name = _("instructor")
        verbose_name_plural = _("instructors")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="OFFICER", officer__isnull=False, centre__isnull=True, nip="")
                | (~Q(kind="OFFICER") & Q(officer__isnull=True, centre__isnull=False)),
                name="instructor_of_a_centre_or_an_officer",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programs:instructor-detail", args=[self.pk])

    @property
    def place(self) -> TrainingCentre | Facility:
        return self.centre if self.officer is None else self.officer.facility  # type: ignore[return-value]

    @property
    def scope_keys(self) -> list[str]:
        return self.place.scope_keys


@pghistory.track()
class InstructorCertificate(models.Model):
    """The methodology certificate with which somebody may teach a field, until its last day."""

    instructor = models.ForeignKey(Instructor, on_delete=models.CASCADE, related_name="methodology")
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="+", verbose_name=_("field"))
    number = models.CharField(_("certificate number"), max_length=100, blank=True)
    valid_until = models.DateField(_("valid until"))

    class Meta:
        verbose_name = _("methodology certificate")
        verbose_name_plural = _("methodology certificates")
        ordering = ("field__name",)
        constraints = (
            models.UniqueConstraint(fields=["instructor", "field"], name="one_methodology_certificate_per_field"),
        )

    def __str__(self) -> str:
        return f"{self.field} {self.valid_until}"

    @property
    def scope_keys(self) -> list[str]:
        return self.instructor.scope_keys


class TimestampRange(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(batch__in=Batch.objects.visible_to(user))

    def held(self) -> Self:
        """Not cancelled."""
        return self.filter(cancelled_at__isnull=True)

    def with_attendance_counts(self) -> Self:
        return self.annotate(
            recorded=Count("attendances"),
            present=Count("attendances", filter=Q(attendances__status="H")),
        )


@pghistory.track()
class Session(models.Model):
    """A lesson: from one moment to another, so many lesson hours (JP), by an instructor in a workshop.

    A cancelled one says why by code, so that the next look at the workshop can ask for it.
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
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, editable=False)
    cancellation = models.CharField(
        _("kind of cancellation"), max_length=20, choices=Cancellation.choices, blank=True, editable=False
    )
    cancellation_reason = models.CharField(_("reason of cancellation"), max_length=200, blank=True, editable=False)

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
    def scope_keys(self) -> list[str]:
        return self.batch.scope_keys


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(session__in=Session.objects.visible_to(user))


@pghistory.track()
class Attendance(models.Model):
    """Whether a participant was there, and for how many lesson hours (JP). Only presence earns hours."""

    class Status(models.TextChoices):
        """The field's own letters, rule 5.5."""

        PRESENT = "H", _("H – present")
        SICK = "S", _("S – sick")
        EXCUSED = "I", _("I – excused")
        ABSENT = "A", _("A – absent")
        DUTY = "D", _("D – court or duty")

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="attendances")
    status = models.CharField(_("status"), max_length=1, choices=Status.choices)
    lesson_hours = models.PositiveSmallIntegerField(_("lesson hours attended (JP)"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = (
            models.UniqueConstraint(fields=["session", "enrollment"], name="attendance_once"),
            models.CheckConstraint(condition=Q(status="H") | Q(lesson_hours=0), name="only_presence_earns_hours"),
        )

    def __str__(self) -> str:
        return f"{self.enrollment} {self.status}"
