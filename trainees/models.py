"""Who may be trained. Inmates' data has a room of its own (UU 27/2022: a criminal record is specific data)."""

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
from trainees.dates import FractionPolicy, Term

if TYPE_CHECKING:
    from accounts.models import User


class Sex(models.TextChoices):
    MALE = "M", _("Male")
    FEMALE = "F", _("Female")


class Education(models.TextChoices):
    NONE = "NONE", _("No school certificate")
    SD = "SD", "SD"
    SMP = "SMP", "SMP"
    SMA = "SMA", "SMA/SMK"
    D3 = "D3", "D3"
    S1 = "S1", "S1"


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


class CrimeClass(models.TextChoices):
    """Classes of crime that matter for assimilation (rule 4.2)."""

    GEN = "GEN", _("General crime")
    NARC_LT5 = "NARC_LT5", _("Narcotics, sentence under 5 years")
    NARC_GE5 = "NARC_GE5", _("Narcotics, sentence of 5 years or more")
    CORR = "CORR", _("Corruption")
    TERR = "TERR", _("Terrorism")
    STATE = "STATE", _("Crime against the security of the state")
    HR = "HR", _("Gross violation of human rights")
    TOC = "TOC", _("Organised transnational crime")


SPECIAL_CRIMES = (
    CrimeClass.NARC_GE5,
    CrimeClass.CORR,
    CrimeClass.TERR,
    CrimeClass.STATE,
    CrimeClass.HR,
    CrimeClass.TOC,
)


class RuleSetQuerySet(models.QuerySet["RuleSet"]):
    def in_force(self, *, on: dt.date) -> RuleSet:
        """The rules of the day. Raises RuleSet.DoesNotExist for a day before the first ones."""
        return self.filter(valid_from__lte=on).latest("valid_from")


@pghistory.track()
class RuleSet(models.Model):
    """The rules of a time: what the law of the day asks of somebody who is to be trained.

    They changed in 2018, 2022 and 2026, so each has its first day and legal basis; the newest begun is in force.
    """

    name = models.CharField(_("name"), max_length=100, unique=True)
    valid_from = models.DateField(_("in force from"), unique=True)
    legal_basis = models.CharField(_("legal basis"), max_length=300)
    fraction_policy = models.CharField(
        _("how remissions bear on 1/2 and 2/3"),
        max_length=13,
        choices=[(policy.value, policy.value) for policy in FractionPolicy],
        default=FractionPolicy.NET.value,
    )
    conduct_months = models.PositiveSmallIntegerField(_("months without discipline, general crimes"), default=6)
    conduct_months_special = models.PositiveSmallIntegerField(_("months without discipline, special crimes"), default=9)
    near_release_months = models.PositiveSmallIntegerField(_("near release means at most so many months"), default=24)
    certificate_days = models.PositiveSmallIntegerField(_("days needed after the test for the certificate"), default=14)
    minimum_age = models.PositiveSmallIntegerField(_("younger than this at the start is worth a word"), default=18)

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule set")
        verbose_name_plural = _("rule sets")
        ordering = ("-valid_from",)

    def __str__(self) -> str:
        return self.name

    @property
    def policy(self) -> FractionPolicy:
        return FractionPolicy(self.fraction_policy)

    @property
    def scope_keys(self) -> list[str]:
        return []


class MakeInterval(models.Func):
    """PostgreSQL's interval of years, months, weeks and days, which is added to a day by the calendar."""

    function = "MAKE_INTERVAL"
    output_field = models.DurationField()


class InmateQuerySet(models.QuerySet["Inmate"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(facility__in=Facility.objects.visible_to(user))

    def with_sentence(self) -> Self:
        return self.select_related("facility", "sentence").prefetch_related("remissions", "sanctions")

    def with_release_day(self) -> Self:
        """`release_on`: the expected day of release, None without a fixed term. Says the same as `dates.net_expiry`."""
        start = F("sentence__detained_on")
        term = MakeInterval(F("sentence__years"), F("sentence__months"), models.Value(0), F("sentence__days"))
        reached = Cast(ExpressionWrapper(start + term, models.DateTimeField()), models.DateField())
        gross = Least(reached, models.Value(dt.date.max))
        net = Cast(
            ExpressionWrapper(
                gross - MakeInterval(models.Value(0), remitted("months"), models.Value(0), remitted("days")),
                models.DateTimeField(),
            ),
            models.DateField(),
        )
        return self.annotate(
            release_on=Case(
                When(sentence__is_life=False, sentence__is_death=False, then=Greatest(start, net)),
                output_field=models.DateField(null=True),
            )
        )

    def search(self, words: str) -> Self:
        """By part of the name or of the register number."""
        return self.filter(Q(name__icontains=words) | Q(register_number__icontains=words))


@pghistory.track()
class Inmate(models.Model):
    """A person held in a facility (warga binaan): a convict or a detainee."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="inmates", verbose_name=_("prison"))
    name = models.CharField(_("name"), max_length=200)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex.choices)
    birth_place = models.CharField(_("place of birth"), max_length=100)
    birth_date = models.DateField(_("date of birth"))
    education = models.CharField(_("education"), max_length=4, choices=Education.choices)
    health_note = models.CharField(
        _("health limits for work"),
        max_length=200,
        blank=True,
        help_text=_("Only what matters for the training, for example “colour-blind”."),
    )
    register_kind = models.CharField(_("register"), max_length=5, choices=RegisterKind.choices)
    register_serial = models.CharField(_("serial number"), max_length=20)
    register_year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1990), MaxValueValidator(2100)]
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

    objects = InmateQuerySet.as_manager()

    class Meta:
        verbose_name = _("inmate")
        verbose_name_plural = _("inmates")
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["facility", "register_kind", "register_serial", "register_year"],
                name="register_number_once_per_facility",
                violation_error_message=_("This register number is already taken in this prison."),
            ),
        )
        indexes = (models.Index(fields=["facility", "name"], name="inmate_facility_name"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("trainees:inmate-detail", args=[self.pk])

    @property
    def is_convict(self) -> bool:
        return self.register_kind in CONVICT_REGISTERS

    def age(self, *, on: dt.date) -> int:
        """Whole years on the day."""
        return on.year - self.birth_date.year - ((on.month, on.day) < (self.birth_date.month, self.birth_date.day))

    @property
    def remission_terms(self) -> list[Term]:
        return [remission.term for remission in self.remissions.all()]

    @property
    def audit_label(self) -> str:
        """Which person, without the name: the trail is read far from the prison too."""
        return f"#{self.pk}"

    @property
    def scope_keys(self) -> list[str]:
        return self.facility.scope_keys


@pghistory.track()
class Sentence(models.Model):
    """What an inmate serves. Several consecutive prison terms count as one sum (KUHP 2023 Art. 72(2)).

    Life and death sentences have no term. The subsidiary term is served only while the fine is unpaid.
    """

    inmate = models.OneToOneField(Inmate, on_delete=models.CASCADE, related_name="sentence", verbose_name=_("inmate"))
    detained_on = models.DateField(_("first day of detention"))
    years = models.PositiveSmallIntegerField(_("years"), default=0, validators=[MaxValueValidator(60)])
    months = models.PositiveSmallIntegerField(_("months"), default=0, validators=[MaxValueValidator(600)])
    days = models.PositiveSmallIntegerField(_("days"), default=0, validators=[MaxValueValidator(3000)])
    crime_class = models.CharField(_("class of crime"), max_length=10, choices=CrimeClass.choices)
    is_life = models.BooleanField(_("life sentence"), default=False)
    is_death = models.BooleanField(_("death sentence"), default=False)
    subsidiary_months = models.PositiveSmallIntegerField(
        _("months in place of the fine"), default=0, validators=[MaxValueValidator(24)]
    )
    fine_paid = models.BooleanField(_("fine is paid"), default=False)

    class Meta:
        verbose_name = _("sentence")
        verbose_name_plural = _("sentences")
        constraints = (
            models.CheckConstraint(
                condition=~Q(is_life=True, is_death=True),
                name="sentence_not_life_and_death",
                violation_error_message=_("A sentence is either for life or to death."),
            ),
            models.CheckConstraint(
                condition=(Q(is_life=True) | Q(is_death=True)) ^ (Q(years__gt=0) | Q(months__gt=0) | Q(days__gt=0)),
                name="sentence_has_a_term_unless_life_or_death",
                violation_error_message=_("Enter the term, or tick life or death and leave the term at zero."),
            ),
        )

    def __str__(self) -> str:
        return str(self.inmate)

    @property
    def term(self) -> Term | None:
        """The term in years, months and days; None for life and death."""
        return None if self.is_life or self.is_death else Term(self.years, self.months, self.days)

    @property
    def subsidiary_due(self) -> Term:
        return Term(0, 0 if self.fine_paid else self.subsidiary_months, 0)

    @property
    def audit_label(self) -> str:
        return self.inmate.audit_label

    @property
    def scope_keys(self) -> list[str]:
        return self.inmate.scope_keys


@pghistory.track()
class Remission(models.Model):
    """A reduction of the sentence as decided elsewhere; entitlement is never computed here (rule 4.6)."""

    class Kind(models.TextChoices):
        GENERAL = "RU", _("General (17 August)")
        SPECIAL = "RK", _("Special (religious feast)")
        ADDITIONAL = "RT", _("Additional")

    inmate = models.ForeignKey(Inmate, on_delete=models.CASCADE, related_name="remissions", verbose_name=_("inmate"))
    kind = models.CharField(_("kind"), max_length=2, choices=Kind.choices)
    decided_on = models.DateField(_("decided on"))
    months = models.PositiveSmallIntegerField(_("months"), default=0, validators=[MaxValueValidator(12)])
    days = models.PositiveSmallIntegerField(_("days"), default=0, validators=[MaxValueValidator(90)])

    class Meta:
        verbose_name = _("remission")
        verbose_name_plural = _("remissions")
        ordering = ("decided_on",)
        constraints = (
            models.CheckConstraint(
                condition=Q(months__gt=0) | Q(days__gt=0),
                name="remission_is_something",
                violation_error_message=_("Enter months or days."),
            ),
            models.UniqueConstraint(
                fields=["inmate", "kind", "decided_on"],
                name="remission_once",
                violation_error_message=_("This remission is already recorded."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.decided_on}"

    @property
    def term(self) -> Term:
        return Term(0, self.months, self.days)

    @property
    def audit_label(self) -> str:
        return self.inmate.audit_label

    @property
    def scope_keys(self) -> list[str]:
        return self.inmate.scope_keys


def remitted(part: str) -> Coalesce:
    """Months or days of all remissions of an inmate, inside a query of inmates."""
    total = Remission.objects.filter(inmate=OuterRef("pk")).order_by().values("inmate").annotate(total=Sum(part))
    return Coalesce(Cast(Subquery(total.values("total")), models.IntegerField()), 0)


@pghistory.track()
class DisciplinarySanction(models.Model):
    """A disciplinary punishment (Register F) from its first to its last day."""

    class Level(models.TextChoices):
        LIGHT = "LIGHT", _("Light")
        MEDIUM = "MEDIUM", _("Medium")
        HEAVY = "HEAVY", _("Heavy")

    inmate = models.ForeignKey(Inmate, on_delete=models.CASCADE, related_name="sanctions", verbose_name=_("inmate"))
    level = models.CharField(_("level"), max_length=6, choices=Level.choices)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("disciplinary sanction")
        verbose_name_plural = _("disciplinary sanctions")
        ordering = ("-starts_on",)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="sanction_ends_after_it_starts",
                violation_error_message=_("The last day cannot be before the first day."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.starts_on}"

    @property
    def audit_label(self) -> str:
        return self.inmate.audit_label

    @property
    def scope_keys(self) -> list[str]:
        return self.inmate.scope_keys
