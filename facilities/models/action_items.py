"""Who promised what by when, in a meeting or in a review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from facilities.models.meetings import Meeting
from facilities.models.one_place import AtOnePlace
from facilities.models.places import Facility, TrainingCentre, at_places_of
from facilities.models.readiness import ReadinessReview

if TYPE_CHECKING:
    from accounts.models import User

DUE_SOON_DAYS = 14


class Promise(models.TextChoices):
    """How an action item stands on a day."""

    OPEN = "OPEN", _("Open")
    OVERDUE = "OVERDUE", _("Overdue")
    DONE = "DONE", _("Done")


class ActionItemQuerySet(models.QuerySet["ActionItem"]):
    def visible_to(self, user: User) -> Self:
        """Those of the user's own places, and all that came out of a meeting or a review the user may read."""
        return self.filter(
            at_places_of(user)
            | Q(meeting__in=Meeting.objects.visible_to(user))
            | Q(review__in=ReadinessReview.objects.visible_to(user))
        )

    def owned_by(self, user: User) -> Self:
        """Those that the user's own place has to do; nobody owns one for a region or the nation."""
        posting = user.posting
        if posting is None or not (posting.facility_id or posting.centre_id):
            return self.none()
        return self.filter(facility=posting.facility_id, centre=posting.centre_id)

    def open(self) -> Self:
        return self.filter(done_on__isnull=True)

    def overdue(self, *, on: dt.date) -> Self:
        """Open, and due before the day."""
        return self.open().filter(due_on__lt=on)

    def due_soon(self, *, on: dt.date) -> Self:
        """Open, and due on the day or in the two weeks after it."""
        return self.open().filter(due_on__gte=on, due_on__lte=on + dt.timedelta(days=DUE_SOON_DAYS))

    def done(self) -> Self:
        return self.filter(done_on__isnull=False)

    def standing(self, standing: Promise, *, on: dt.date) -> Self:
        """Those that stand so on the day; what is overdue is open too."""
        rows: dict[Promise, Callable[[], Self]] = {
            Promise.OPEN: self.open,
            Promise.OVERDUE: partial(self.overdue, on=on),
            Promise.DONE: self.done,
        }
        return rows[standing]()

    def search(self, words: str) -> Self:
        """By part of what was promised, of who does it, or of what it came out of."""
        origin = Q(meeting__subject__icontains=words) | Q(review__workshop__name__icontains=words)
        return self.filter(Q(what__icontains=words) | Q(owner__icontains=words) | origin)

    def open_first(self) -> Self:
        """What is still to be done by its day, then what was done, the latest first."""
        return self.order_by(F("done_on").desc(nulls_first=True), "due_on", "pk")

    def with_origin(self) -> Self:
        return self.select_related("meeting", "review__workshop", "review__field", "facility", "centre", "done_by")


@pghistory.track()
class ActionItem(AtOnePlace):
    """What one side has promised to do by a day. Its own side ticks it done, and says how."""

    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="action_items",
        verbose_name=_("meeting"),
    )
    review = models.ForeignKey(
        ReadinessReview,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="action_items",
        verbose_name=_("readiness review"),
    )
    what = models.CharField(_("what is to be done"), max_length=300)
    facility = models.ForeignKey(
        Facility,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="action_items",
        verbose_name=_("prison"),
    )
    centre = models.ForeignKey(
        TrainingCentre,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="action_items",
        verbose_name=_("training centre"),
    )
    owner = models.CharField(
        _("who does it"), max_length=200, blank=True, help_text=_("Name or position, as the minutes say it.")
    )
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("ticked by"),
    )
    done_note = models.TextField(_("how it was done"), blank=True, editable=False)

    objects = ActionItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("action item")
        verbose_name_plural = _("action items")
        ordering = ("due_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(meeting__isnull=True) ^ Q(review__isnull=True), name="action_item_has_one_origin"
            ),
            models.CheckConstraint(
                condition=Q(facility__isnull=True) ^ Q(centre__isnull=True),
                name="action_item_has_one_owner",
                violation_error_message=_("Either a prison or a training centre has to do it."),
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done_by__isnull=True, done_note="")
                | (Q(done_on__isnull=False, done_by__isnull=False) & ~Q(done_note="")),
                name="action_item_done_says_who_and_how",
            ),
        )

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        """The page of what it came out of; its own place on that page."""
        return f"{self.origin.get_absolute_url()}#tindak-lanjut-{self.pk}"

    @property
    def origin(self) -> Meeting | ReadinessReview:
        """The meeting that decided it, or the review that found it missing."""
        return self.meeting or self.review  # type: ignore[return-value]

    def is_overdue(self, *, on: dt.date) -> bool:
        return self.done_on is None and self.due_on < on

    @property
    def scope_keys(self) -> list[str]:
        return sorted({*self.place.scope_keys, *self.origin.scope_keys})
