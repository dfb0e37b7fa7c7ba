from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from facilities.models import Facility
from programs.models.batches import Batch
from programs.models.enrollments import Enrollment

if TYPE_CHECKING:
    from accounts.models import User


class TppSessionQuerySet(models.QuerySet["TppSession"]):
    def visible_to(self, user: User) -> Self:
        """Sessions of the user's prisons: what they say of people stays with the prison."""
        return self.filter(facility__in=Facility.objects.visible_to(user))


@pghistory.track()
class TppSession(models.Model):
    """A session of the prison's observation team (TPP, rule 4.8), which advises the head on who is trained.

    The number of its minutes comes from the office's agenda book (rule 6.7): typed, never invented.
    """

    facility = models.ForeignKey(
        Facility, on_delete=models.PROTECT, related_name="tpp_sessions", verbose_name=_("prison"), editable=False
    )
    held_on = models.DateField(_("held on"))
    minutes_number = models.CharField(_("number of the TPP minutes"), max_length=100)
    place = models.CharField(_("place"), max_length=120, blank=True)
    chair_name = models.CharField(_("chair"), max_length=120)
    chair_position = models.CharField(_("position of the chair"), max_length=120)
    chair_nip = models.CharField(_("NIP of the chair"), max_length=30, blank=True)
    agenda = models.TextField(_("agenda"))
    batches: models.ManyToManyField[Batch, TppItem] = models.ManyToManyField(
        Batch, through="TppItem", related_name="tpp_sessions", verbose_name=_("batches")
    )

    objects = TppSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("TPP session")
        verbose_name_plural = _("TPP sessions")
        ordering = ("-held_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["facility", "minutes_number"],
                name="tpp_minutes_once_per_facility",
                violation_error_message=_("Another TPP session has minutes of this number."),
            ),
            models.CheckConstraint(condition=~Q(minutes_number=""), name="tpp_session_has_minutes"),
        )

    def __str__(self) -> str:
        return self.minutes_number

    def get_absolute_url(self) -> str:
        return reverse("programs:tpp-detail", args=[self.pk])

    @property
    def is_rested_on(self) -> bool:
        """Whether a batch that the session decided on is past its selection, which a decree closed."""
        decided = self.decisions.exclude(enrollment__batch__state=Batch.State.SELECTING)
        return decided.filter(enrollment__batch__decreed_on__isnull=False).exists()

    @property
    def scope_keys(self) -> list[str]:
        return self.facility.scope_keys


@pghistory.track()
class TppMember(models.Model):
    """Who sat in a session, in which office: typed, because members need no account."""

    session = models.ForeignKey(TppSession, on_delete=models.CASCADE, related_name="members")
    order = models.PositiveSmallIntegerField(pgettext_lazy("order", "position"))
    name = models.CharField(_("name"), max_length=120)
    position = models.CharField(_("office"), max_length=120)
    nip = models.CharField(_("NIP"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("TPP member")
        verbose_name_plural = _("TPP members")
        ordering = ("session", "order")
        constraints = (models.UniqueConstraint(fields=["session", "order"], name="tpp_member_order_once"),)

    def __str__(self) -> str:
        return self.name


class TppItemQuerySet(models.QuerySet["TppItem"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(session__in=TppSession.objects.visible_to(user))

    def waiting(self) -> Self:
        """With candidates undecided in an open selection, on none of whom the session has said anything yet."""
        batch = models.OuterRef("batch")
        undecided = Enrollment.objects.undecided().filter(batch=batch)
        said = TppDecision.objects.filter(session=models.OuterRef("session"), enrollment__batch=batch)
        return self.filter(models.Exists(undecided), ~models.Exists(said), batch__state=Batch.State.SELECTING)


@pghistory.track()
class TppItem(models.Model):
    """A batch on a session's agenda."""

    session = models.ForeignKey(TppSession, on_delete=models.CASCADE, related_name="items")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="tpp_items")

    objects = TppItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of a TPP session")
        verbose_name_plural = _("items of a TPP session")
        ordering = ("session", "batch__name")
        constraints = (models.UniqueConstraint(fields=["session", "batch"], name="batch_once_per_tpp_session"),)

    def __str__(self) -> str:
        return f"{self.session}, {self.batch}"

    def get_absolute_url(self) -> str:
        return self.session.get_absolute_url()

    @property
    def state(self) -> str:
        return self.batch.state

    def get_state_display(self) -> str:
        return self.batch.get_state_display()

    @property
    def scope_keys(self) -> list[str]:
        return self.session.scope_keys


@pghistory.track()
class TppDecision(models.Model):
    """What a session advised on one person (rule 4.8). Postponed and rejected have their reason in the note."""

    class Verdict(models.TextChoices):
        APPROVED = "APPROVED", _("Approved")
        POSTPONED = "POSTPONED", pgettext_lazy("verdict", "Postponed")
        REJECTED = "REJECTED", _("Rejected")

    session = models.ForeignKey(TppSession, on_delete=models.PROTECT, related_name="decisions")
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="tpp_decisions")
    verdict = models.CharField(_("verdict"), max_length=9, choices=Verdict.choices)
    note = models.TextField(_("reason or note"), blank=True)

    class Meta:
        verbose_name = _("TPP decision")
        verbose_name_plural = _("TPP decisions")
        ordering = ("session", "id")
        constraints = (
            models.UniqueConstraint(fields=["session", "enrollment"], name="one_tpp_decision_per_session"),
            models.CheckConstraint(
                condition=Q(verdict="APPROVED") | ~Q(note=""),
                name="tpp_refusal_has_a_reason",
                violation_error_message=_("Postponing or rejecting needs a reason."),
            ),
        )

    def __str__(self) -> str:
        return self.get_verdict_display()
