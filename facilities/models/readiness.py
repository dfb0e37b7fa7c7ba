"""Whether a workshop is fit for a field: reviews that both sides sign (CEK-SARPRAS, rule 7)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.steps import keeps_its_steps
from facilities.models.places import Facility, Field, TrainingCentre, at_places_of
from facilities.models.workshops import Workshop

if TYPE_CHECKING:
    from accounts.models import User

ENDS_SOON_DAYS = 30


class ReadinessReviewQuerySet(models.QuerySet["ReadinessReview"]):
    def visible_to(self, user: User) -> Self:
        """Reviews in which the user's prison or centre is one of the two sides."""
        return self.filter(at_places_of(user))

    def confirmed(self) -> Self:
        return self.filter(state=ReadinessReview.State.CONFIRMED)

    def last_word(self) -> Self:
        """Of the confirmed reviews of a workshop for a field the latest: it alone counts."""
        later = ReadinessReview.objects.confirmed().filter(
            Q(reviewed_on__gt=OuterRef("reviewed_on")) | Q(reviewed_on=OuterRef("reviewed_on"), pk__gt=OuterRef("pk")),
            workshop=OuterRef("workshop"),
            field=OuterRef("field"),
        )
        return self.confirmed().filter(~Exists(later))

    def known_on(self, day: dt.date, workshop: Workshop, field: Field) -> ReadinessReview | None:
        """The last confirmed word on the workshop for the field as of a day, whatever it says."""
        rows = self.confirmed().filter(workshop=workshop, field=field, reviewed_on__lte=day)
        return rows.order_by("-reviewed_on", "-pk").first()

    def ending_within(self, days: int, *, on: dt.date) -> Self:
        """Those that count, are valid on the day, and at most so many days more."""
        return self.last_word().filter(valid_until__range=(on, on + dt.timedelta(days=days)))

    def unsigned_by(self, user: User) -> Self:
        """Submitted reviews that the side of the user's posting has not confirmed yet."""
        posting, rows = user.posting, self.filter(state=ReadinessReview.State.SUBMITTED)
        if posting is None:
            return self.none()
        if posting.facility_id:
            return rows.filter(facility=posting.facility_id, facility_confirmed_at__isnull=True)
        if posting.centre_id:
            return rows.filter(centre=posting.centre_id, centre_confirmed_at__isnull=True)
        return self.none()

    def with_places(self) -> Self:
        return self.select_related("workshop__facility", "workshop__centre", "field", "facility", "centre")

    def with_counts(self) -> Self:
        """`missing`: points answered with no."""
        return self.annotate(missing=Count("answers", filter=Q(answers__answer="NO"), distinct=True))


@keeps_its_steps
@pghistory.track()
class ReadinessReview(models.Model):
    """A look at a workshop for one field, answer by answer; it counts once the heads of both sides have confirmed it.

    What is asked is copied from the checklist, so that later edits of the checklist change no review.
    """

    class State(models.TextChoices):
        DRAFT = "DRAFT", _("Draft")
        SUBMITTED = "SUBMITTED", _("Waits for the heads")
        CONFIRMED = "CONFIRMED", _("Confirmed")
        REJECTED = "REJECTED", _("Rejected")

    STEPS: ClassVar[dict[State, set[State]]] = {
        State.DRAFT: {State.SUBMITTED},
        State.SUBMITTED: {State.DRAFT, State.CONFIRMED, State.REJECTED},
        State.CONFIRMED: set(),
        State.REJECTED: {State.DRAFT},
    }

    class Verdict(models.TextChoices):
        READY = "READY", _("Ready")
        READY_WITH_NOTES = "READY_WITH_NOTES", _("Ready, with notes")
        NOT_READY = "NOT_READY", _("Not ready")

    workshop = models.ForeignKey(Workshop, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("workshop"))
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="+", verbose_name=_("field"))
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("prison"))
    centre = models.ForeignKey(
        TrainingCentre, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("training centre")
    )
    reviewed_on = models.DateField(_("reviewed on"), help_text=_("The day on which the workshop was looked at."))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    verdict = models.CharField(_("verdict"), max_length=16, choices=Verdict.choices, blank=True, editable=False)
    valid_until = models.DateField(_("valid until"), null=True, editable=False)
    blocking_gaps = models.PositiveSmallIntegerField(_("blocking points missing"), default=0, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    facility_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    facility_confirmed_at = models.DateTimeField(null=True, editable=False)
    centre_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    centre_confirmed_at = models.DateTimeField(null=True, editable=False)
    witnessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    witnessed_at = models.DateTimeField(null=True, editable=False)
    rejection_reason = models.TextField(_("reason of rejection"), blank=True, editable=False)

    objects = ReadinessReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("readiness review")
        verbose_name_plural = _("readiness reviews")
        ordering = ("-reviewed_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["workshop", "field"],
                condition=Q(state__in=("DRAFT", "SUBMITTED", "REJECTED")),
                name="review_open_once",
                violation_error_message=_("A review of this workshop for this field is already under way."),
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT") | ~Q(verdict=""), name="review_submitted_has_its_verdict"
            ),
            models.CheckConstraint(
                condition=Q(blocking_gaps=0) | Q(verdict__in=("", "NOT_READY")),
                name="review_blocking_gap_is_not_ready",
                violation_error_message=_("A blocking point is missing, so the workshop is not ready."),
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=("", "NOT_READY"), valid_until__isnull=True)
                | Q(
                    verdict__in=("READY", "READY_WITH_NOTES"),
                    valid_until__isnull=False,
                    valid_until__gte=F("reviewed_on"),
                ),
                name="review_ready_until_a_day",
                violation_error_message=_("The last day of validity cannot be before the day of the review."),
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{of}_by__isnull": True, f"{of}_at__isnull": True})
                    | Q(**{f"{of}_by__isnull": False, f"{of}_at__isnull": False}),
                    name=f"review_{of}_by_and_at",
                )
                for of in ("facility_confirmed", "centre_confirmed", "witnessed")
            ),
            models.CheckConstraint(
                condition=Q(state__in=("SUBMITTED", "CONFIRMED"))
                | Q(facility_confirmed_at__isnull=True, centre_confirmed_at__isnull=True, witnessed_at__isnull=True),
                name="review_only_submitted_is_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(state="CONFIRMED", facility_confirmed_at__isnull=False, centre_confirmed_at__isnull=False)
                | (
                    ~Q(state="CONFIRMED")
                    & (Q(facility_confirmed_at__isnull=True) | Q(centre_confirmed_at__isnull=True))
                ),
                name="review_confirmed_by_both_sides",
                violation_error_message=_("A review is confirmed by both sides."),
            ),
            models.CheckConstraint(
                condition=(Q(state="REJECTED") & ~Q(rejection_reason=""))
                | (~Q(state="REJECTED") & Q(rejection_reason="")),
                name="review_rejected_says_why",
            ),
        )
        indexes = (models.Index(fields=["workshop", "field", "-reviewed_on"], name="review_of_workshop"),)

    def __str__(self) -> str:
        return f"{self.workshop} – {self.field}"

    def get_absolute_url(self) -> str:
        return reverse("facilities:review-detail", args=[self.pk])

    def is_valid(self, *, on: dt.date) -> bool:
        """Confirmed by both sides, ready, and valid on the day."""
        return (
            self.state == self.State.CONFIRMED
            and self.reviewed_on <= on
            and self.valid_until is not None
            and on <= self.valid_until
        )

    def side_of(self, user: User) -> str:
        """Whose signature the user's would be: "facility_confirmed", "centre_confirmed", "witnessed", or ""."""
        posting = user.posting
        if posting is None:
            return ""
        if posting.facility_id or posting.centre_id:
            is_prison = posting.facility_id == self.facility_id
            is_centre = posting.centre_id == self.centre_id
            return "facility_confirmed" if is_prison else "centre_confirmed" if is_centre else ""
        regions = (self.facility.region_id, self.centre.region_id)
        return "witnessed" if posting.region_id in regions else ""

    @property
    def verdict_tone(self) -> str:
        return VERDICT_TONES.get(self.verdict, "neutral")

    @property
    def is_open(self) -> bool:
        return self.state != self.State.CONFIRMED

    @property
    def scope_keys(self) -> list[str]:
        return sorted({*self.facility.scope_keys, *self.centre.scope_keys})


VERDICT_TONES = {"READY": "success", "READY_WITH_NOTES": "warning", "NOT_READY": "danger"}


class Readiness(models.TextChoices):
    """How a workshop stands for a field on a day, by the last confirmed word on it."""

    MISSING = "MISSING", _("Not reviewed")
    NOT_READY = "NOT_READY", _("Not ready")
    ENDED = "ENDED", _("Review has ended")
    ENDS_SOON = "ENDS_SOON", _("Ready, ends within 30 days")
    VALID = "VALID", _("Ready")

    @property
    def tone(self) -> str:
        return {"VALID": "success", "ENDS_SOON": "warning", "MISSING": "neutral"}.get(self.value, "danger")

    @classmethod
    def of(cls, review: ReadinessReview | None, *, on: dt.date) -> Readiness:
        if review is None:
            return cls.MISSING
        if review.valid_until is None:
            return cls.NOT_READY
        if review.valid_until < on:
            return cls.ENDED
        return cls.ENDS_SOON if (review.valid_until - on).days <= ENDS_SOON_DAYS else cls.VALID


@dataclass(frozen=True, slots=True)
class FieldReadiness:
    """A workshop's standing for one of its fields, with the review that says so and one that is under way."""

    field: Field
    standing: Readiness
    review: ReadinessReview | None
    under_way: ReadinessReview | None


def readiness_of(workshop: Workshop, *, on: dt.date) -> list[FieldReadiness]:
    """Field by field how the workshop stands on a day, in two queries."""
    reviews = list(workshop.reviews.filter(reviewed_on__lte=on))
    rows = []
    for field in workshop.fields.all():
        own = [review for review in reviews if review.field_id == field.pk]
        last = next((review for review in own if not review.is_open), None)
        under_way = next((review for review in own if review.is_open), None)
        rows.append(FieldReadiness(field, Readiness.of(last, on=on), last, under_way))
    return rows
