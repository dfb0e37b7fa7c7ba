"""What became of people after their release: asked once some months later, and only kept with their consent."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from facilities.models import Region
from programs.models.enrollments import Enrollment
from trainees.models import Inmate

if TYPE_CHECKING:
    from accounts.models import User

LAST_MONTH = 60


class OutcomeKind(models.TextChoices):
    WORK = "WORK", _("Works for somebody")
    BUSINESS = "BUSINESS", _("Has an own business")
    TRAINING = "TRAINING", _("In further training or at school")
    NONE = "NONE", _("Without work so far")
    NOT_REACHED = "NOT_REACHED", pgettext_lazy("person", "Not reached")
    NOT_ASKED = "NOT_ASKED", _("Not asked")
    DECLINED = "DECLINED", _("Does not want to tell")
    WITHDRAWN = "WITHDRAWN", _("Consent withdrawn")


class ConsentKind(models.TextChoices):
    WRITTEN = "WRITTEN", _("signed on paper")
    SPOKEN = "SPOKEN", _("said in person")
    PHONE = "PHONE", _("said on the phone")
    MESSAGE = "MESSAGE", _("in a message")


WORKING = (OutcomeKind.WORK, OutcomeKind.BUSINESS)
OCCUPIED = (*WORKING, OutcomeKind.TRAINING)
TOLD = (*OCCUPIED, OutcomeKind.NONE)
UNTOLD = (OutcomeKind.NOT_REACHED, OutcomeKind.NOT_ASKED, OutcomeKind.DECLINED)


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    def visible_to(self, user: User) -> Self:
        """Of people whose last prison the user's posting reaches, wherever they were trained."""
        return self.filter(enrollment__inmate__in=Inmate.objects.visible_to(user))

    def in_region(self, region: Region | None) -> Self:
        """Of people who were last held in the region; of all without one."""
        return self if region is None else self.filter(enrollment__inmate__facility__region=region)

    def told(self) -> Self:
        return self.filter(kind__in=TOLD)

    def working(self) -> Self:
        return self.filter(kind__in=WORKING)

    def first_told(self, starts_on: dt.date, ends_on: dt.date) -> Self:
        """Of enrollments of which something was told first on one of these days: each belongs to one period."""
        told = self.model.objects.filter(kind__in=TOLD)
        before = told.filter(enrollment=OuterRef("enrollment"), months__lt=OuterRef("months"))
        first = told.filter(~Exists(before), asked_on__range=(starts_on, ends_on))
        return self.filter(enrollment__in=first.values("enrollment"))

    def last_told(self) -> Self:
        """One for each enrollment of which something was told: that of the latest month."""
        told = self.model.objects.filter(kind__in=TOLD)
        return self.told().filter(
            ~Exists(told.filter(enrollment=OuterRef("enrollment"), months__gt=OuterRef("months")))
        )


class Outcome(models.Model):
    """What somebody who completed a training tells so many months after release; no address and no employer.

    Told things stand only beside the consent to keep them, with its day and how it was given (rule 8). There is no
    history of this table: whoever withdraws the consent has nothing left here but that it was withdrawn.
    """

    enrollment = models.ForeignKey(
        Enrollment, on_delete=models.PROTECT, related_name="outcomes", verbose_name=_("enrollment")
    )
    months = models.PositiveSmallIntegerField(
        _("months after release"), validators=[MinValueValidator(1), MaxValueValidator(LAST_MONTH)]
    )
    kind = models.CharField(_("what the person does now"), max_length=11, choices=OutcomeKind.choices)
    is_in_field = models.BooleanField(_("in the field of the training"), null=True, blank=True)
    asked_on = models.DateField(_("asked on"))
    consent_on = models.DateField(_("consented on"), null=True, blank=True)
    consent_how = models.CharField(_("how consent was given"), max_length=7, choices=ConsentKind.choices, blank=True)
    withdrawn_on = models.DateField(_("consent withdrawn on"), null=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now(), editable=False)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("outcome after release")
        verbose_name_plural = _("outcomes after release")
        ordering = ("enrollment_id", "months")
        constraints = (
            models.UniqueConstraint(
                fields=["enrollment", "months"],
                name="outcome_once_a_moment",
                violation_error_message=_("What became of this person by that month is already recorded."),
            ),
            models.CheckConstraint(condition=Q(months__range=(1, LAST_MONTH)), name="outcome_months_plausible"),
            models.CheckConstraint(
                condition=Q(kind__in=TOLD, consent_on__isnull=False, consent_how__in=ConsentKind.values)
                | Q(kind__in=(*UNTOLD, OutcomeKind.WITHDRAWN), consent_on__isnull=True, consent_how=""),
                name="outcome_told_with_consent",
                violation_error_message=_(
                    "What somebody told is kept only with the consent, its day and how it was given."
                ),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OCCUPIED, is_in_field__isnull=False)
                | (~Q(kind__in=OCCUPIED) & Q(is_in_field__isnull=True)),
                name="outcome_field_where_occupied",
                violation_error_message=_(
                    "Say of work, business and training whether it is in the field, of others not."
                ),
            ),
            models.CheckConstraint(
                condition=Q(kind=OutcomeKind.WITHDRAWN, withdrawn_on__isnull=False)
                | (~Q(kind=OutcomeKind.WITHDRAWN) & Q(withdrawn_on__isnull=True)),
                name="outcome_withdrawn_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(consent_on__isnull=True) | Q(consent_on__lte=F("asked_on")),
                name="outcome_consent_before_asking",
                violation_error_message=_("Consent is given before or on the day of asking."),
            ),
        )
        indexes = (models.Index(fields=["asked_on"], name="outcome_asked_on"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.months}"

    def get_absolute_url(self) -> str:
        return reverse("programs:released-detail", args=[self.enrollment_id])

    @property
    def is_told(self) -> bool:
        return self.kind in TOLD

    @property
    def is_withdrawn(self) -> bool:
        return self.kind == OutcomeKind.WITHDRAWN

    @property
    def audit_label(self) -> str:
        """Which enrollment and month, neither the name nor what was told."""
        return f"#{self.enrollment_id}, {self.months}"

    @property
    def scope_keys(self) -> list[str]:
        """The prison where the person was last held."""
        inmate = self.enrollment.inmate
        return inmate.scope_keys if inmate else self.enrollment.scope_keys


def months_asked() -> list[int]:
    """After how many months people are asked, the first first."""
    return sorted(set(settings.OUTCOME_MONTHS))


def months_after(day: dt.date, months: int) -> dt.date:
    """So many calendar months later, or earlier; the month's last day where it has no such day. As PostgreSQL adds."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    last = (dt.date(year, month, 28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    return dt.date(year, month, min(day.day, last.day))
