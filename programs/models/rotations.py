from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.steps import keeps_its_steps
from facilities.models import Agreement, Facility, TrainingCentre, Workshop
from facilities.models.places import at_places_of
from programs.models.batches import Batch
from programs.models.instructors import Instructor
from programs.models.packages import Package

if TYPE_CHECKING:
    from accounts.models import User


def monday_to_saturday() -> list[int]:
    return list(range(6))


class RotationPlanQuerySet(models.QuerySet["RotationPlan"]):
    def visible_to(self, user: User) -> Self:
        """Plans of both sides: for the user's facilities, or of the user's centres."""
        return self.filter(at_places_of(user))

    def with_places(self) -> Self:
        return self.select_related("facility", "centre", "agreement")

    def with_counts(self) -> Self:
        """`classes`: how many batches it is or becomes."""
        return self.annotate(classes=Count("cells"))


@keeps_its_steps
@pghistory.track()
class RotationPlan(models.Model):
    """How groups take turns at a centre's packages: blocks of so many lesson days, some classes side by side.

    A draft may hold clashes, for people to mend; once its batches are created it stays as it is.
    """

    class State(models.TextChoices):
        DRAFT = "DRAFT", _("Draft")
        CREATED = "CREATED", _("Batches created")

    STEPS: ClassVar[dict[State, set[State]]] = {State.DRAFT: {State.CREATED}, State.CREATED: set()}

    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="rotations", verbose_name=_("agreement")
    )
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="rotations", verbose_name=_("prison"))
    centre = models.ForeignKey(
        TrainingCentre, on_delete=models.PROTECT, related_name="rotations", verbose_name=_("training centre")
    )
    name = models.CharField(_("name"), max_length=40, help_text=_("For example “Stage 1, 2021”. Its batches bear it."))
    starts_on = models.DateField(_("first day"))
    block_days = models.PositiveSmallIntegerField(
        _("lesson days of a block"),
        default=18,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("Holidays are not counted. The test follows on the next lesson day."),
    )
    tracks = models.PositiveSmallIntegerField(
        _("classes at the same time"), default=2, validators=[MinValueValidator(1), MaxValueValidator(6)]
    )
    groups = models.PositiveSmallIntegerField(
        _("groups of participants"), default=6, validators=[MinValueValidator(1), MaxValueValidator(24)]
    )
    packages_per_group = models.PositiveSmallIntegerField(
        _("packages that each group takes"), default=1, validators=[MinValueValidator(1), MaxValueValidator(6)]
    )
    seats = models.PositiveSmallIntegerField(
        _("seats of a class"), default=10, validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    weekdays = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("lesson days"), default=monday_to_saturday)
    lessons_start_at = models.TimeField(
        _("lessons start at"), default=dt.time(7, 30), help_text=_("Local time of the prison.")
    )
    hours_per_day = models.PositiveSmallIntegerField(
        _("lesson hours (JP) a day"), default=8, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.DRAFT, editable=False)

    objects = RotationPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("rotation plan")
        verbose_name_plural = _("rotation plans")
        ordering = ("-starts_on", "name")
        constraints = (
            models.UniqueConstraint(
                fields=["facility", "name"],
                name="rotation_name_once_per_facility",
                violation_error_message=_("This prison already has a rotation plan of this name."),
            ),
            models.CheckConstraint(
                condition=Q(
                    block_days__range=(1, 120),
                    tracks__range=(1, 6),
                    groups__range=(1, 24),
                    packages_per_group__range=(1, 6),
                    hours_per_day__range=(1, 10),
                    seats__gte=1,
                ),
                name="rotation_figures_plausible",
            ),
            models.CheckConstraint(
                condition=Q(weekdays__len__gt=0, weekdays__contained_by=list(range(7))),
                name="rotation_has_lesson_days",
                violation_error_message=_("Choose at least one lesson day."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programs:rotation-detail", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state == RotationPlan.State.DRAFT

    @property
    def scope_keys(self) -> list[str]:
        return sorted({*self.facility.scope_keys, *self.centre.scope_keys})


class RotationCellQuerySet(models.QuerySet["RotationCell"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(plan__in=RotationPlan.objects.visible_to(user))


@pghistory.track()
class RotationCell(models.Model):
    """One class of a rotation plan: a group learns a package in a block, on a track. Its days follow from the block."""

    plan = models.ForeignKey(RotationPlan, on_delete=models.CASCADE, related_name="cells")
    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="+", verbose_name=_("training package"))
    group = models.PositiveSmallIntegerField(_("group"))
    block = models.PositiveSmallIntegerField(_("block"))
    track = models.PositiveSmallIntegerField(_("track"))
    workshop = models.ForeignKey(
        Workshop, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("workshop")
    )
    instructor = models.ForeignKey(
        Instructor, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("instructor")
    )
    batch = models.OneToOneField(
        Batch,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="rotation_cell",
        verbose_name=_("batch"),
    )

    objects = RotationCellQuerySet.as_manager()

    class Meta:
        verbose_name = _("class of a rotation")
        verbose_name_plural = _("classes of a rotation")
        ordering = ("block", "track")
        constraints = (
            models.UniqueConstraint(fields=["plan", "package", "group"], name="rotation_package_once_per_group"),
            models.UniqueConstraint(
                fields=["plan", "block", "track"],
                name="rotation_one_class_per_track",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(group__gte=1, block__gte=1, track__gte=1), name="rotation_cell_counts_from_one"
            ),
        )

    def __str__(self) -> str:
        return _("%(package)s, group %(group)d") % {"package": self.package.name, "group": self.group}

    def get_absolute_url(self) -> str:
        return self.plan.get_absolute_url()

    @property
    def key(self) -> tuple[int, int]:
        return self.package_id, self.group

    @property
    def scope_keys(self) -> list[str]:
        return self.plan.scope_keys
