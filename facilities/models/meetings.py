"""What prisons and training centres talk over."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from facilities.models.agreements import Agreement
from facilities.models.one_place import AtOnePlace
from facilities.models.places import Facility, TrainingCentre, at_places_of
from facilities.models.readiness import ReadinessReview

if TYPE_CHECKING:
    from accounts.models import User


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: User) -> Self:
        """Meetings to which the user's facilities or centres are a party, on whichever side."""
        return self.filter(pk__in=MeetingParty.objects.filter(at_places_of(user)).values("meeting"))

    def without_minutes(self, *, on: dt.date) -> Self:
        """Held before the day, and nothing written down yet."""
        return self.filter(held_on__lt=on, minutes="", decisions="")

    def unconfirmed_by(self, user: User) -> Self:
        """With minutes that the user's own place has not confirmed yet."""
        posting = user.posting
        if posting is None or not (posting.facility_id or posting.centre_id):
            return self.none()
        waiting = MeetingParty.objects.filter(
            facility=posting.facility_id, centre=posting.centre_id, confirmed_at__isnull=True
        )
        return self.with_minutes().filter(pk__in=waiting.values("meeting"))

    def with_minutes(self) -> Self:
        return self.exclude(minutes="", decisions="")

    def search(self, words: str) -> Self:
        """By part of the subject, of the number of the minutes or of a party's name."""
        parties = MeetingParty.objects.filter(Q(facility__name__icontains=words) | Q(centre__name__icontains=words))
        return self.filter(
            Q(subject__icontains=words) | Q(minutes_number__icontains=words) | Q(pk__in=parties.values("meeting"))
        )

    def with_open_items(self) -> Self:
        """`open_items`: how much of what was promised is still to be done."""
        return self.annotate(
            open_items=models.Count("action_items", filter=Q(action_items__done_on__isnull=True), distinct=True)
        )

    def with_parties(self) -> Self:
        return self.prefetch_related("parties__facility", "parties__centre")


@pghistory.track()
class Meeting(models.Model):
    """Both sides talk: a consultation, a coordination, a look at the workshops (BA-KOORD, rule 7).

    A meeting still to come has an agenda and no minutes yet. The number of the minutes is typed, never invented.
    """

    class Kind(models.TextChoices):
        CONSULTATION = "CONSULTATION", _("Consultation")
        COORDINATION = "COORDINATION", _("Coordination meeting")
        EVALUATION = "EVALUATION", _("Evaluation meeting")
        VISIT = "VISIT", _("Visit to the place of practice")
        OTHER = "OTHER", _("Other occasion")

    kind = models.CharField(_("occasion"), max_length=14, choices=Kind.choices, default=Kind.COORDINATION)
    subject = models.CharField(_("subject"), max_length=200)
    held_on = models.DateField(_("day of the meeting"))
    place = models.CharField(_("held at"), max_length=200)
    agreement = models.ForeignKey(
        Agreement,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("agreement"),
    )
    review = models.ForeignKey(
        ReadinessReview,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("readiness review"),
    )
    agenda = models.TextField(_("agenda"), help_text=_("One point per line."))
    minutes = models.TextField(_("what was said"), blank=True)
    decisions = models.TextField(_("decisions"), blank=True, help_text=_("One decision per line."))
    minutes_number = models.CharField(_("number of the minutes"), max_length=100, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ("-held_on", "-id")

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("facilities:meeting-detail", args=[self.pk])

    @property
    def has_minutes(self) -> bool:
        return bool(self.minutes or self.decisions)

    @property
    def is_confirmed(self) -> bool:
        """Whether everybody at the table has confirmed the minutes: from then on they stand."""
        parties = self.parties.all()
        return bool(parties) and all(party.confirmed_at for party in parties)

    def party_of(self, user: User) -> MeetingParty | None:
        """The user's own place at the table; None for a region, the nation and strangers."""
        posting = user.posting
        if posting is None or not (posting.facility_id or posting.centre_id):
            return None
        return self.parties.filter(facility=posting.facility_id, centre=posting.centre_id).first()

    def wording(self) -> str:
        """A digest of all that the minutes say, so that nobody confirms other words than those read."""
        said = [self.subject, str(self.held_on), self.agenda, self.minutes, self.decisions, self.minutes_number]
        there = [f"{row.name}|{row.position}|{row.stands_for}" for row in self.attendees.all()]
        items = [f"{row.what}|{row.place}|{row.owner}|{row.due_on}" for row in self.action_items.order_by("pk")]
        return hashlib.sha256("\x1f".join([*said, *there, *items]).encode()).hexdigest()

    @property
    def agenda_points(self) -> list[str]:
        return _lines(self.agenda)

    @property
    def decided(self) -> list[str]:
        return _lines(self.decisions)

    @property
    def scope_keys(self) -> list[str]:
        return sorted({key for party in self.parties.all() for key in party.place.scope_keys})


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


@pghistory.track()
class MeetingParty(AtOnePlace):
    """A prison or a centre that sits at the table; one of them has called the meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="parties")
    facility = models.ForeignKey(
        Facility, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("prison")
    )
    centre = models.ForeignKey(
        TrainingCentre,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("training centre"),
    )
    has_called = models.BooleanField(_("has called the meeting"), default=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("minutes confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("minutes confirmed at"), null=True, editable=False)

    class Meta:
        verbose_name = _("party of a meeting")
        verbose_name_plural = _("parties of meetings")
        ordering = ("-has_called", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(facility__isnull=True) ^ Q(centre__isnull=True), name="meeting_party_is_one_place"
            ),
            models.UniqueConstraint(
                fields=["meeting", "facility", "centre"], name="meeting_party_once", nulls_distinct=False
            ),
            models.UniqueConstraint(fields=["meeting"], condition=Q(has_called=True), name="meeting_is_called_by_one"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="meeting_party_confirmed_by_and_at",
            ),
        )

    def __str__(self) -> str:
        return str(self.place)


@pghistory.track()
class MeetingAttendee(models.Model):
    """Somebody who was there: for a prison, for a centre, or as a guest from the office named."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendees")
    name = models.CharField(_("name"), max_length=200)
    position = models.CharField(_("position"), max_length=200)
    facility = models.ForeignKey(
        Facility, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("prison")
    )
    centre = models.ForeignKey(
        TrainingCentre,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("training centre"),
    )
    office = models.CharField(_("other office"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("attendee")
        verbose_name_plural = _("attendees")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(facility__isnull=False, centre__isnull=True, office="")
                | Q(facility__isnull=True, centre__isnull=False, office="")
                | (Q(facility__isnull=True, centre__isnull=True) & ~Q(office="")),
                name="attendee_stands_for_one",
                violation_error_message=_("Whoever attends stands for one place, or for the office named."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def stands_for(self) -> str:
        return str(self.facility or self.centre or self.office)
