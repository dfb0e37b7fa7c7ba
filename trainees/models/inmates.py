from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, ExpressionWrapper, F, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Cast, Coalesce, Greatest, Least
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from facilities.models import Facility
from facilities.models.health import HealthLimitsField, limits_in_words
from trainees.dates import DAYS_OF_A_MONTH, Term
from trainees.models.people import Education, PeopleQuerySet, Sex
from trainees.nik import NikDigestField, NikField, masked

if TYPE_CHECKING:
    from accounts.models import User


class RegisterKind(models.TextChoices):
    """Registers and with them the legal status (rule 4.1)."""

    A_I = "A.I", _("A.I – detainee of the police")
    A_II = "A.II", _("A.II – detainee of the prosecutor")
    A_III = "A.III", _("A.III – detainee of the district court")
    A_IV = "A.IV", _("A.IV – detainee of the high court")
    A_V = "A.V", _("A.V – detainee of the supreme court")
    B_I = "B.I", _("B.I – sentence over one year")
    B_IIA = "B.IIa", _("B.IIa – sentence over three months up to one year")
    B_IIB = "B.IIb", _("B.IIb – sentence up to three months")
    B_III = "B.III", _("B.III – confinement in place of a fine")
    C = "C", _("C – held for debt")


CONVICT_REGISTERS = (RegisterKind.B_I, RegisterKind.B_IIA, RegisterKind.B_IIB)


class MakeInterval(models.Func):
    """PostgreSQL's interval of years, months, weeks and days, which is added to a day by the calendar."""

    function = "MAKE_INTERVAL"
    output_field = models.DurationField()


class InWholeMonths(models.Func):
    """An interval of days as months of thirty days and the days that are left."""

    function = "JUSTIFY_DAYS"
    output_field = models.DurationField()


class InmateQuerySet(PeopleQuerySet["Inmate"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(facility__in=Facility.objects.visible_to(user))

    def in_custody(self) -> Self:
        return self.filter(status=Inmate.Status.IN_CUSTODY)

    def with_sentence(self) -> Self:
        """With what the dates and the conditions of assimilation are made of, in a fixed number of queries."""
        return self.select_related("facility", "sentence").prefetch_related(
            "remissions", "sanctions", "overrides", "screenings", "conduct_scores", "documents"
        )

    def with_release_day(self) -> Self:
        """`release_on`, the expected day of release, and `leaves_on`, the earlier of it and a planned release.

        Both None without a fixed term. Say the same as `SentenceDates` of the same names: credit for earlier
        detention, remissions, and a day taken from SDP.
        """
        detained_on = F("sentence__detained_on")
        nothing = models.Value(0)
        start = Greatest(
            as_day(detained_on - MakeInterval(nothing, nothing, nothing, F("sentence__credit_days"))),
            models.Value(dt.date.min),
        )
        term = MakeInterval(F("sentence__years"), F("sentence__months"), nothing, F("sentence__days"))
        gross = Least(as_day(start + term), models.Value(dt.date.max))
        net = as_day(gross - remitted())
        has_term = Q(sentence__is_life=False, sentence__is_death=False)
        day: models.DateField[dt.date, dt.date] = models.DateField(null=True)
        release_on = Coalesce(overridden("RELEASE"), Greatest(start, net))
        return self.annotate(
            release_on=Case(When(has_term, then=release_on), output_field=day),
            leaves_on=Case(
                When(has_term, then=Least("release_on", F("sentence__planned_release_on"))), output_field=day
            ),
        )

    def search(self, words: str) -> Self:
        """By part of the name or of the register number."""
        return self.filter(Q(name__icontains=words) | Q(register_number__icontains=words))


@pghistory.track()
class Inmate(models.Model):
    """A person held in a facility (warga binaan): a convict or a detainee."""

    class Status(models.TextChoices):
        IN_CUSTODY = "IN_CUSTODY", _("In custody")
        RELEASED = "RELEASED", _("Released")
        DIED = "DIED", _("Died")

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="inmates", verbose_name=_("prison"))
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.IN_CUSTODY, editable=False
    )
    name = models.CharField(_("name"), max_length=200)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex.choices)
    birth_place = models.CharField(_("place of birth"), max_length=100)
    birth_date = models.DateField(_("date of birth"))
    education = models.CharField(_("education"), max_length=4, choices=Education.choices)
    health_limits = HealthLimitsField(
        verbose_name=_("health limits known by name"),
        help_text=_("They are held against what the field of a training asks."),
    )
    health_note = models.CharField(
        _("health limits for work"),
        max_length=200,
        blank=True,
        help_text=_("Only what matters for the training, for example “colour-blind”."),
    )
    register_kind = models.CharField(_("register"), max_length=5, choices=RegisterKind.choices)
    register_serial = models.CharField(_("serial number"), max_length=20)
    register_year = models.PositiveSmallIntegerField(
        _("year"), null=True, validators=[MinValueValidator(1990), MaxValueValidator(2100)]
    )
    register_number = models.GeneratedField(
        expression=models.functions.Concat(
            F("register_kind"),
            models.Value(" "),
            F("register_serial"),
            models.Value("/"),
            models.functions.Cast("register_year", models.CharField()),
        ),
        output_field=models.CharField(max_length=40),
        db_persist=True,
        verbose_name=_("register number"),
    )
    sdp_number = models.CharField(
        _("SDP number"),
        max_length=40,
        blank=True,
        help_text=_("The person's number in the national database (SDP), if known. It stays on a transfer."),
    )
    nik = NikField(
        _("NIK"),
        blank=True,
        default="",
        help_text=_("16 digits, as on the identity card. Kept encrypted; lists and pages show it masked."),
    )
    nik_digest = NikDigestField(_("digest of the NIK"))
    is_child = models.BooleanField(_("child (anak binaan)"), default=False)
    is_foreigner = models.BooleanField(_("foreigner"), default=False)

    objects = InmateQuerySet.as_manager()

    class Meta:
        verbose_name = _("inmate")
        verbose_name_plural = _("inmates")
        ordering = ("name", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(register_serial="", register_year__isnull=True)
                | (~Q(register_serial="") & Q(register_year__isnull=False)),
                name="register_number_whole_or_none",
                violation_error_message=_("Enter both the serial number and the year."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["IN_CUSTODY", "RELEASED", "DIED"]), name="inmate_status_known"
            ),
            models.UniqueConstraint(
                fields=["facility", "register_kind", "register_serial", "register_year"],
                name="register_number_once_per_facility",
                violation_error_message=_("This register number is already taken in this prison."),
            ),
            models.UniqueConstraint(
                fields=["sdp_number"],
                condition=~Q(sdp_number=""),
                name="sdp_number_once",
                violation_error_message=_("This SDP number is already recorded for another person."),
            ),
            models.UniqueConstraint(
                fields=["nik_digest"],
                name="nik_once",
                violation_error_message=_("This NIK is already recorded for another person."),
            ),
            models.CheckConstraint(
                condition=Q(nik="", nik_digest__isnull=True) | (~Q(nik="") & Q(nik_digest__isnull=False)),
                name="nik_with_its_digest",
                violation_error_message=_("A NIK is kept together with its digest."),
            ),
        )
        indexes = (
            models.Index(fields=["facility", "name"], name="inmate_facility_name"),
            models.Index(fields=["facility", "name"], condition=Q(status="IN_CUSTODY"), name="inmate_held_by_name"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("trainees:inmate-detail", args=[self.pk])

    @property
    def has_register_number(self) -> bool:
        """False from a transfer until the receiving prison has typed its own number."""
        return self.register_serial != ""

    @property
    def register_shown(self) -> str:
        return (
            self.register_number
            if self.has_register_number
            else str(_("%s, number not entered yet")) % self.register_kind
        )

    @property
    def is_convict(self) -> bool:
        return self.register_kind in CONVICT_REGISTERS

    def age(self, *, on: dt.date) -> int:
        """Whole years on the day."""
        return on.year - self.birth_date.year - ((on.month, on.day) < (self.birth_date.month, self.birth_date.day))

    @property
    def has_nik(self) -> bool:
        """Whether a NIK is recorded, without opening it."""
        return self.nik_digest is not None

    @property
    def masked_nik(self) -> str:
        """For every list and page: the middle eight digits hidden (rule 6.6)."""
        return masked(self.nik)

    @property
    def remission_terms(self) -> list[Term]:
        return [remission.term for remission in self.remissions.all()]

    @property
    def health_words(self) -> str:
        """Limits known by name, then the note."""
        return "; ".join(part for part in (limits_in_words(self.health_limits), self.health_note) if part)

    @property
    def audit_label(self) -> str:
        """Which person, without the name: the trail is read far from the prison too."""
        return f"#{self.pk}"

    @property
    def scope_keys(self) -> list[str]:
        return self.facility.scope_keys


def as_day(moment: models.expressions.Combinable) -> Cast:
    return Cast(ExpressionWrapper(moment, models.DateTimeField()), models.DateField())


def overridden(which: str) -> Subquery:
    """The day that SDP gives instead of the computed one, inside a query of inmates."""
    overrides = Inmate._meta.get_field("overrides").related_model._default_manager  # type: ignore[union-attr]
    standing = overrides.filter(inmate=OuterRef("pk"), which=which, withdrawn_at=None)
    return Subquery(standing.order_by().values("day")[:1])


def remitted() -> Coalesce:
    """Months and days of all remissions of an inmate as one interval, inside a query of inmates."""
    months, days = (Cast(Sum(part), models.IntegerField()) for part in ("months", "days"))
    nothing = models.Value(0)
    return _of_remissions(MakeInterval(nothing, months, nothing, days), models.Value(dt.timedelta()))


def remitted_days() -> Coalesce:
    """The same as a number of days, a month being thirty."""
    days = Cast(Sum("months") * DAYS_OF_A_MONTH + Sum("days"), models.IntegerField())
    return _of_remissions(days, nothing=models.Value(0))


def _of_remissions(total: models.expressions.Combinable, nothing: models.Value) -> Coalesce:
    remissions = Inmate._meta.get_field("remissions").related_model._default_manager  # type: ignore[union-attr]
    own = remissions.filter(inmate=OuterRef("pk")).order_by().values("inmate").annotate(total=total)
    return Coalesce(Subquery(own.values("total")), nothing)
