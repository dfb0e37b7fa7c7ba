from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self

import pghistory
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.steps import keeps_its_steps
from programs.models.batches import SEATED, Batch
from trainees.models import Inmate, Officer, Person

if TYPE_CHECKING:
    from accounts.models import User

BUSY = ("ACCEPTED", "ACTIVE", "SUSPENDED")


def name_of_the_person(enrollment: str = "") -> Coalesce:
    """By what enrollments are ordered; `enrollment` is the path to one, such as "enrollment__"."""
    return Coalesce(f"{enrollment}inmate__name", f"{enrollment}officer__name")


class EnrollmentQuerySet(models.QuerySet["Enrollment"]):
    def visible_to(self, user: User) -> Self:
        if user.is_national:
            return self.all()
        return self.filter(batch__in=Batch.objects.visible_to(user))

    def with_people(self) -> Self:
        return self.select_related("inmate", "officer")

    def seated(self) -> Self:
        return self.filter(state__in=SEATED)

    def active(self) -> Self:
        return self.filter(state=Enrollment.State.ACTIVE)

    def in_class(self) -> Self:
        """Everybody who ever sat in the class or was tested in it, those who left included."""
        own = self.model.objects.filter(pk=models.OuterRef("pk"))
        was_there = models.Exists(own.filter(attendances__isnull=False))
        was_tested = models.Exists(own.filter(results__isnull=False))
        return self.filter(Q(state__in=("ACTIVE", "SUSPENDED", "COMPLETED")) | was_there | was_tested)

    def who_left_since(self, moment: dt.datetime) -> Self:
        """Who was active in the class and was dropped at this moment or later, as the history says."""
        history = apps.get_model("programs", "EnrollmentEvent").objects.filter(pgh_obj=models.OuterRef("pk"))
        was_active = models.Exists(history.filter(state="ACTIVE"))
        left = models.Exists(history.filter(state="DROPPED", pgh_created_at__gte=moment))
        return self.filter(was_active, left, state="DROPPED")

    def undecided(self) -> Self:
        return self.filter(state__in=(Enrollment.State.PROPOSED, Enrollment.State.SHORTLISTED))

    def with_hours(self) -> Self:
        """`hours`: lesson hours (JP) attended."""
        attended = (
            self.model.objects.filter(pk=models.OuterRef("pk"))
            .values("pk")
            .annotate(total=Sum("attendances__lesson_hours"))
            .values("total")
        )
        return self.annotate(hours=Coalesce(models.Subquery(attended), 0))


@keeps_its_steps
@pghistory.track()
class Enrollment(models.Model):
    """A person in a batch, from being proposed to having completed.

    `period` are the batch's days, kept by the database, so that nobody can sit in two places on one day.
    `findings` are those of the day the person was proposed or decided on, as they stood, and `facts` what they rest
    on (prison only). `lifted_codes` are the codes of the blocks that the head lifted: those and no others.
    `reserve_order` is the place on the reserve list, from 1; equals share it.
    """

    class State(models.TextChoices):
        PROPOSED = "PROPOSED", _("Proposed")
        SHORTLISTED = "SHORTLISTED", _("Shortlisted")
        ACCEPTED = "ACCEPTED", _("Accepted")
        RESERVE = "RESERVE", _("Reserve")
        REJECTED = "REJECTED", _("Rejected")
        ACTIVE = "ACTIVE", _("Active")
        SUSPENDED = "SUSPENDED", _("Suspended")
        COMPLETED = "COMPLETED", _("Completed")
        DROPPED = "DROPPED", _("Dropped")

    STEPS: ClassVar[dict[State, set[State]]] = {
        State.PROPOSED: {State.SHORTLISTED, State.ACCEPTED, State.RESERVE, State.REJECTED, State.DROPPED},
        State.SHORTLISTED: {State.PROPOSED, State.ACCEPTED, State.RESERVE, State.REJECTED, State.DROPPED},
        State.ACCEPTED: {State.RESERVE, State.REJECTED, State.ACTIVE, State.DROPPED},
        State.RESERVE: {State.ACCEPTED, State.REJECTED, State.DROPPED},
        State.REJECTED: {State.ACCEPTED, State.RESERVE},
        State.ACTIVE: {State.SUSPENDED, State.COMPLETED, State.DROPPED},
        State.SUSPENDED: {State.ACTIVE, State.DROPPED},
        State.COMPLETED: set(),
        State.DROPPED: set(),
    }

    class DropReason(models.TextChoices):
        """Reasons of the system apart from reasons of the staff ."""

        RELEASED = "RELEASED", _("Released")
        TRANSFERRED = "TRANSFERRED", _("Transferred")
        DIED = "DIED", _("Died")
        BATCH_ENDED = "BATCH_ENDED", _("Batch ended before hours and units were complete")
        OWN_WISH = "OWN_WISH", _("Own wish")
        DISCIPLINE = "DISCIPLINE", _("Discipline")
        HEALTH = "HEALTH", _("Health")
        SECURITY = "SECURITY", _("Security")
        ABSENCE = "ABSENCE", _("Absence")

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="enrollments", verbose_name=_("batch"))
    inmate = models.ForeignKey(
        Inmate, on_delete=models.PROTECT, null=True, related_name="enrollments", verbose_name=_("inmate")
    )
    officer = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, related_name="enrollments", verbose_name=_("officer")
    )
    state = models.CharField(_("state"), max_length=11, choices=State.choices, default=State.PROPOSED)
    reason = models.TextField(_("reason"), blank=True)
    drop_reason = models.CharField(_("drop reason"), max_length=12, choices=DropReason.choices, blank=True)
    findings = models.JSONField(_("findings"), default=list)
    facts = models.JSONField(_("facts that the findings rest on"), default=dict, editable=False)
    blocks_lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("lifted by"),
    )
    blocks_lifted_reason = models.TextField(_("reason for lifting the block"), blank=True)
    lifted_codes = ArrayField(models.CharField(max_length=40), default=list, editable=False)
    period = DateRangeField(null=True, editable=False)
    reserve_order = models.PositiveSmallIntegerField(_("place on the reserve list"), null=True, editable=False)

    objects = EnrollmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrollment")
        verbose_name_plural = _("enrollments")
        ordering = (name_of_the_person(), "id")
        constraints = (
            models.UniqueConstraint(
                fields=["batch", "inmate"],
                name="person_once_per_batch",
                violation_error_message=_("This person is already in the batch."),
            ),
            models.UniqueConstraint(
                fields=["batch", "officer"],
                name="officer_once_per_batch",
                violation_error_message=_("This person is already in the batch."),
            ),
            models.CheckConstraint(
                condition=Q(inmate__isnull=True) ^ Q(officer__isnull=True),
                name="enrollment_of_an_inmate_or_an_officer",
                violation_error_message=_("An enrollment is an inmate's or an officer's, never both."),
            ),
            ExclusionConstraint(
                name="one_seat_of_an_officer_at_a_time",
                expressions=(("officer", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)),
                condition=Q(state__in=BUSY),
                violation_error_message=_("This person already has a seat in another batch on these days."),
            ),
            ExclusionConstraint(
                name="one_seat_of_a_person_at_a_time",
                expressions=(("inmate", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)),
                condition=Q(state__in=BUSY),
                violation_error_message=_("This person already has a seat in another batch on these days."),
            ),
            models.CheckConstraint(
                condition=(Q(state="DROPPED") & ~Q(drop_reason="")) | (~Q(state="DROPPED") & Q(drop_reason="")),
                name="dropped_has_a_coded_reason",
            ),
            models.CheckConstraint(
                condition=Q(
                    drop_reason__in=(
                        "",
                        "RELEASED",
                        "TRANSFERRED",
                        "DIED",
                        "BATCH_ENDED",
                        "OWN_WISH",
                        "DISCIPLINE",
                        "HEALTH",
                        "SECURITY",
                        "ABSENCE",
                    )
                ),
                name="drop_reason_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=(
                        "PROPOSED",
                        "SHORTLISTED",
                        "ACCEPTED",
                        "RESERVE",
                        "REJECTED",
                        "ACTIVE",
                        "SUSPENDED",
                        "COMPLETED",
                        "DROPPED",
                    )
                ),
                name="enrollment_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="REJECTED", reason=""),
                name="rejected_has_a_reason",
                violation_error_message=_("A rejection needs a reason."),
            ),
            models.CheckConstraint(
                condition=Q(blocks_lifted_by__isnull=True, blocks_lifted_reason="")
                | (Q(blocks_lifted_by__isnull=False) & ~Q(blocks_lifted_reason="")),
                name="lifted_block_has_name_and_reason",
            ),
        )
        indexes = (
            models.Index(fields=["batch", "state"], name="enrollment_batch_state"),
            # The planner would otherwise use the exclusion constraint's GiST index for look-ups by person.
            models.Index(fields=["inmate"], condition=Q(state__in=BUSY), name="enrollment_busy_inmate"),
            models.Index(fields=["officer"], condition=Q(state__in=BUSY), name="enrollment_busy_officer"),
        )

    def __str__(self) -> str:
        return f"{self.person.name}, {self.batch.name}"

    def get_absolute_url(self) -> str:
        return reverse("programs:enrollment-detail", args=[self.pk])

    @property
    def person(self) -> Person:
        """Who is enrolled: the inmate or the officer. Wants `with_people()` where many are shown."""
        return self.officer if self.inmate_id is None else self.inmate  # type: ignore[return-value]

    @property
    def person_id(self) -> int:
        """The key of the inmate or the officer; of which of the two, the batch says."""
        return self.officer_id if self.inmate_id is None else self.inmate_id  # type: ignore[return-value]

    @property
    def has_seat(self) -> bool:
        return self.state in SEATED

    @property
    def audit_label(self) -> str:
        """Which enrollment, without the person's name: the trail is read far from the prison too."""
        return f"#{self.pk}, {self.batch.name}"

    @property
    def scope_keys(self) -> list[str]:
        return self.batch.scope_keys


SYSTEM_REASONS = (
    Enrollment.DropReason.BATCH_ENDED,
    Enrollment.DropReason.RELEASED,
    Enrollment.DropReason.TRANSFERRED,
    Enrollment.DropReason.DIED,
)
