from __future__ import annotations

import datetime as dt

import pghistory
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from trainees.dates import Term, counted_from
from trainees.models.inmates import Inmate


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


class PlannedRelease(models.TextChoices):
    """Ways to leave before the term ends (rule 4.7); planned elsewhere, only recorded here."""

    PB = "PB", _("Parole (PB)")
    CMB = "CMB", _("Leave before release (CMB)")
    CB = "CB", _("Conditional leave (CB)")


@pghistory.track()
class Sentence(models.Model):
    """What an inmate serves. Several consecutive prison terms count as one sum (KUHP 2023 Art. 72(2)).

    Life and death sentences have no term. The subsidiary term is served only while the fine is unpaid. When
    detention was broken, `detained_on` is the day of the re-arrest and the earlier days count as credit (rule 4.5).
    """

    inmate = models.OneToOneField(Inmate, on_delete=models.CASCADE, related_name="sentence", verbose_name=_("inmate"))
    detained_on = models.DateField(_("first day of detention"))
    credit_days = models.PositiveSmallIntegerField(
        _("days of earlier detention"), default=0, validators=[MaxValueValidator(3650)]
    )
    verdicts = models.CharField(_("verdicts that make up the term"), max_length=300, blank=True)
    years = models.PositiveSmallIntegerField(_("years"), default=0, validators=[MaxValueValidator(60)])
    months = models.PositiveSmallIntegerField(_("months"), default=0, validators=[MaxValueValidator(600)])
    days = models.PositiveSmallIntegerField(_("days"), default=0, validators=[MaxValueValidator(3000)])
    crime_class = models.CharField(_("class of crime"), max_length=10, choices=CrimeClass.choices)
    is_life = models.BooleanField(_("life sentence"), default=False)
    is_death = models.BooleanField(_("death sentence"), default=False)
    subsidiary_months = models.PositiveSmallIntegerField(
        _("months in place of the fine"), default=0, validators=[MaxValueValidator(24)]
    )
    fine_amount = models.PositiveBigIntegerField(_("fine (Rp)"), default=0, validators=[MaxValueValidator(10**15)])
    fine_paid = models.BooleanField(_("fine is paid"), default=False)
    compensation_amount = models.PositiveBigIntegerField(
        _("compensation to the state (Rp)"), default=0, validators=[MaxValueValidator(10**15)]
    )
    compensation_paid = models.BooleanField(_("compensation is paid"), default=False)
    serving_subsidiary = models.BooleanField(_("now serves the confinement in place of the fine"), default=False)
    other_case_pending = models.BooleanField(_("another case is pending"), default=False)
    is_unsafe_outside = models.BooleanField(
        _("in danger of life outside, or likely to break the law again"), default=False
    )
    is_repeat_offender = models.BooleanField(_("repeat offender"), default=False)
    is_left_out_at_home = models.BooleanField(
        _("offence left out of assimilation at home"),
        default=False,
        help_text=_("KUHP 285–290, 339, 340, 365; child protection 81–82. Counts until 30 June 2023."),
    )
    planned_release_kind = models.CharField(
        _("planned release"), max_length=3, choices=PlannedRelease.choices, blank=True
    )
    planned_release_on = models.DateField(_("planned day of release"), null=True, blank=True)
    planned_release_note = models.CharField(_("number of the decision or proposal"), max_length=120, blank=True)

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
            models.CheckConstraint(
                condition=Q(planned_release_kind="", planned_release_on=None)
                | (~Q(planned_release_kind="") & Q(planned_release_on__isnull=False)),
                name="planned_release_has_kind_and_day",
                violation_error_message=_("A planned release needs its kind and its day, or neither."),
            ),
        )

    def __str__(self) -> str:
        return str(self.inmate)

    @property
    def term(self) -> Term | None:
        """The term in years, months and days; None for life and death."""
        return None if self.is_life or self.is_death else Term(self.years, self.months, self.days)

    @property
    def counted_from(self) -> dt.date:
        """The day all dates count from: the first day of detention less the days of earlier detention."""
        return counted_from(self.detained_on, self.credit_days)

    @property
    def owes_fine(self) -> bool:
        return bool(self.fine_amount or self.subsidiary_months) and not self.fine_paid

    @property
    def owes_compensation(self) -> bool:
        return bool(self.compensation_amount) and not self.compensation_paid

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
