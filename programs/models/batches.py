from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar, Self

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.steps import keeps_its_steps
from facilities.models import Agreement, Facility, Meeting, Place, TrainingCentre, Workshop
from programs.models.packages import Package
from programs.models.tags import ProgrammeTag

if TYPE_CHECKING:
    from accounts.models import User


class TraineeKind(models.TextChoices):
    """Who a batch is for: the two are never taught in one class."""

    INMATE = "INMATE", _("Inmates")
    OFFICER = "OFFICER", _("Officers")


class BatchQuerySet(models.QuerySet["Batch"]):
    def visible_to(self, user: User) -> Self:
        """Batches held in the user's facilities or given by the user's centres; all for the national level."""
        if user.is_national:
            return self.all()
        return self.filter(
            Q(facility__in=Facility.objects.visible_to(user))
            | Q(package__centre__in=TrainingCentre.objects.visible_to(user))
        )

    def seats_planned(self) -> int:
        """Seats of all these batches that are not cancelled."""
        kept = self.exclude(state=Batch.State.CANCELLED)
        total: int = kept.aggregate(total=Sum("seats", default=0))["total"]
        return total

    def people_seated(self) -> int:
        """People who have, or had until they completed, a seat in one of these batches."""
        total: int = self.filter(enrollments__state__in=SEATED).values("enrollments").count()
        return total

    def ready_to_decree(self) -> Self:
        """Still selecting, with somebody accepted and nobody undecided."""
        people: Any = Batch._meta.get_field("enrollments").related_model
        own = people.objects.filter(batch=OuterRef("pk"))
        ready = self.filter(Exists(own.filter(state="ACCEPTED")), ~Exists(own.undecided()))
        return ready.filter(state=self.model.State.SELECTING)

    def with_places(self) -> Self:
        return self.select_related("facility", "package__centre", "package__field", "workshop", "agreement")

    def with_counts(self) -> Self:
        """`candidates`, `seated`, `completed` and `certified`: enrollments of each kind.

        Asked for each batch that is shown, never added up for all of a nation's list.
        """
        standing = Q(certificates__isnull=False, certificates__revoked_at__isnull=True)
        return self.annotate(
            candidates=enrolled(Q()),
            seated=enrolled(Q(state__in=SEATED)),
            completed=enrolled(Q(state="COMPLETED")),
            certified=enrolled(standing),
        )


def enrolled(condition: Q) -> Coalesce:
    """How many enrollments of a batch are so, inside a query of batches."""
    enrollments = Batch._meta.get_field("enrollments").related_model._default_manager  # type: ignore[union-attr]
    those = enrollments.filter(condition, batch=OuterRef("pk")).order_by().values("batch")
    counted = those.annotate(count=Count("pk", distinct=True)).values("count")
    return Coalesce(Subquery(counted, output_field=models.IntegerField()), 0)


SEATED = ("ACCEPTED", "ACTIVE", "SUSPENDED", "COMPLETED")


@keeps_its_steps
@pghistory.track()
class Batch(models.Model):
    """A running class (angkatan): a package given at a prison under an agreement, from one day to another."""

    class State(models.TextChoices):
        PLANNED = "PLANNED", _("Planned")
        SELECTING = "SELECTING", _("Selecting")
        DECREED = "DECREED", _("Decreed")
        RUNNING = "RUNNING", _("Running")
        TESTING = "TESTING", _("Testing")
        CLOSED = "CLOSED", _("Closed")
        POSTPONED = "POSTPONED", _("Postponed")
        CANCELLED = "CANCELLED", _("Cancelled")

    STEPS: ClassVar[dict[State, set[State]]] = {
        State.PLANNED: {State.SELECTING, State.POSTPONED, State.CANCELLED},
        State.SELECTING: {State.DECREED, State.POSTPONED, State.CANCELLED},
        State.DECREED: {State.RUNNING, State.POSTPONED, State.CANCELLED},
        State.RUNNING: {State.TESTING, State.CANCELLED},
        State.TESTING: {State.CLOSED},
        State.CLOSED: set(),
        State.POSTPONED: {State.PLANNED, State.CANCELLED},
        State.CANCELLED: set(),
    }

    package = models.ForeignKey(
        Package, on_delete=models.PROTECT, related_name="batches", verbose_name=_("training package")
    )
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="batches", verbose_name=_("agreement")
    )
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="batches", verbose_name=_("prison"))
    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="batches", verbose_name=_("workshop"))
    meetings = models.ManyToManyField(Meeting, related_name="batches", editable=False, verbose_name=_("meetings"))
    name = models.CharField(_("name"), max_length=100, help_text=_("For example “Sewing, group 1, 2021”."))
    trainee_kind = models.CharField(
        _("for whom"), max_length=7, choices=TraineeKind.choices, default=TraineeKind.INMATE
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day of lessons"))
    tested_on = models.DateField(_("day of the test"), help_text=_("Participants must still be held here on this day."))
    seats = models.PositiveSmallIntegerField(_("seats"), validators=[MinValueValidator(1), MaxValueValidator(200)])
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED, editable=False)
    decree_number = models.CharField(_("number of the decree (SK)"), max_length=100, blank=True, editable=False)
    decreed_on = models.DateField(_("decreed on"), null=True, editable=False)
    minutes_number = models.CharField(_("number of the TPP minutes"), max_length=100, blank=True, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, editable=False)
    tags = models.ManyToManyField(
        ProgrammeTag,
        blank=True,
        related_name="batches",
        verbose_name=_("programme tags"),
        help_text=_("The minister's programmes that this batch is reported under."),
    )

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        ordering = ("-starts_on", "name")
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    state__in=(
                        "PLANNED",
                        "SELECTING",
                        "DECREED",
                        "RUNNING",
                        "TESTING",
                        "CLOSED",
                        "POSTPONED",
                        "CANCELLED",
                    )
                ),
                name="batch_state_is_known",
            ),
            models.UniqueConstraint(
                fields=["facility", "name"],
                name="batch_name_once_per_facility",
                violation_error_message=_("This prison already has a batch of this name."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="batch_ends_after_it_starts",
                violation_error_message=_("The last day cannot be before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(tested_on__gte=F("starts_on")),
                name="batch_tested_after_it_starts",
                violation_error_message=_("The day of the test cannot be before the first day."),
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="batch_has_seats"),
            models.CheckConstraint(
                condition=Q(decreed_on__isnull=True, decree_number="")
                | (Q(decreed_on__isnull=False) & ~Q(decree_number="")),
                name="batch_decree_has_number_and_day",
            ),
            models.CheckConstraint(
                condition=Q(state="CLOSED", closed_on__isnull=False) | (~Q(state="CLOSED") & Q(closed_on__isnull=True)),
                name="batch_closed_has_its_day",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programs:batch-detail", args=[self.pk])

    @property
    def is_for_officers(self) -> bool:
        return self.trainee_kind == TraineeKind.OFFICER

    @property
    def place(self) -> Place:
        """Where the class is held: inside the prison, or anywhere else."""
        return Place(self.workshop.place)

    @property
    def needs_permits(self) -> bool:
        """Each inmate needs a permit on file before joining; officers come and go as they are."""
        return self.workshop.is_outside and not self.is_for_officers

    @property
    def last_day(self) -> dt.date:
        """The last day on which participants are needed: of the lessons or of the test, whichever is later."""
        return max(self.ends_on, self.tested_on)

    @property
    def scope_keys(self) -> list[str]:
        return sorted({*self.facility.scope_keys, *self.package.scope_keys})


@pghistory.track()
class BatchMeeting(Batch.meetings.through):  # type: ignore[name-defined]
    """A meeting about a batch, so that the row history knows when it was linked and unlinked."""

    class Meta:
        proxy = True


@pghistory.track()
class BatchTag(Batch.tags.through):  # type: ignore[name-defined]
    """A programme that a batch is reported under, so that the row history knows when it came and went."""

    class Meta:
        proxy = True
