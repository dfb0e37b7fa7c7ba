from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from certificates.models.proposals import CertificateKind, Proposal
from facilities.models import Field
from programs.models import Batch, Enrollment, Package, PackageUnit, Unit
from programs.models.enrollments import name_of_the_person

if TYPE_CHECKING:
    from accounts.models import User


class LspQuerySet(models.QuerySet["Lsp"]):
    def visible_to(self, user: User) -> Self:
        """Everybody's reference data, as BNSP publishes it."""
        return self


@pghistory.track()
class Lsp(models.Model):
    """A body licensed by BNSP to certify competence (Lembaga Sertifikasi Profesi), as it signs its certificates.

    Its licence is a fact of dates: a certificate needs it on the day of the decision and on the day of issue.
    """

    name = models.CharField(_("name"), max_length=150, unique=True)
    city = models.CharField(_("city or regency"), max_length=100)
    address = models.CharField(_("address"), max_length=200, blank=True)
    licence_number = models.CharField(_("number of the BNSP licence"), max_length=60, unique=True)
    licence_from = models.DateField(_("licensed from"))
    licence_until = models.DateField(_("licensed until"))
    chair_name = models.CharField(_("name of the chair"), max_length=150, help_text=_("Signs the certificates."))
    chair_position = models.CharField(_("position of the chair"), max_length=100, default="Ketua")

    objects = LspQuerySet.as_manager()

    class Meta:
        verbose_name = _("certification body (LSP)")
        verbose_name_plural = _("certification bodies (LSP)")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=Q(licence_until__gte=F("licence_from")),
                name="lsp_licence_ends_after_it_begins",
                violation_error_message=_("A licence cannot end before it begins."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def is_licensed(self, *, on: dt.date) -> bool:
        return self.licence_from <= on <= self.licence_until

    @property
    def scope_keys(self) -> list[str]:
        return []


class SchemeQuerySet(models.QuerySet["Scheme"]):
    def visible_to(self, user: User) -> Self:
        return self

    def certifying(self, package: Package) -> Self:
        """Whose units the package teaches, every one: who is K in the package's units can be decided on."""
        taught = PackageUnit.objects.filter(package=package).values("unit")
        foreign = Unit.objects.filter(schemes=OuterRef("pk")).exclude(pk__in=taught)
        return self.filter(Exists(Unit.objects.filter(schemes=OuterRef("pk"))), ~Exists(foreign))


@pghistory.track()
class Scheme(models.Model):
    """A certification scheme of an LSP: the units that it decides on, and how long its certificates last.

    It certifies each package that teaches all its units: nothing else has to be kept in step with packages.
    """

    class Kind(models.TextChoices):
        OCCUPATION = "OKUPASI", _("Occupation (okupasi)")
        CLUSTER = "KLASTER", _("Cluster (klaster)")
        KKNI = "KKNI", _("Qualification (KKNI)")

    lsp = models.ForeignKey(Lsp, on_delete=models.PROTECT, related_name="schemes", verbose_name=_("LSP"))
    code = models.CharField(_("code"), max_length=80)
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.CLUSTER)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="+", verbose_name=_("field"))
    years_valid = models.PositiveSmallIntegerField(
        _("years that a certificate is valid"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
        help_text=_("From the day of the LSP's decision; usually 3."),
    )
    units = models.ManyToManyField(Unit, related_name="schemes", verbose_name=_("units"))

    objects = SchemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("certification scheme")
        verbose_name_plural = _("certification schemes")
        ordering = ("lsp__name", "title")
        constraints = (
            models.UniqueConstraint(
                fields=["lsp", "code"],
                name="scheme_code_once_per_lsp",
                violation_error_message=_("The LSP already has a scheme of this code."),
            ),
            models.CheckConstraint(condition=Q(years_valid__range=(1, 10)), name="scheme_years_in_range"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def kind_printed(self) -> str:
        """As a certificate prints it, in Indonesian whatever the reader's language."""
        return {"OKUPASI": "Okupasi", "KLASTER": "Klaster", "KKNI": "KKNI"}[self.kind]

    def valid_until(self, decided_on: dt.date) -> dt.date:
        """The last day of a certificate; of 29 February the 28th where the year has no such day."""
        year = decided_on.year + self.years_valid
        return decided_on.replace(year=year, day=min(decided_on.day, calendar.monthrange(year, decided_on.month)[1]))

    @property
    def scope_keys(self) -> list[str]:
        return []


@pghistory.track()
class SchemeUnit(Scheme.units.through):  # type: ignore[name-defined]
    """A unit of a scheme, so that the row history knows when it came and went."""

    class Meta:
        proxy = True


class CompetenceDecisionQuerySet(models.QuerySet["CompetenceDecision"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(batch__in=Batch.objects.visible_to(user))

    def unused(self) -> Self:
        """No certificate was proposed on it, so it may still be corrected."""
        return self.filter(~Exists(CompetenceVerdict.objects.filter(decision=OuterRef("pk"), proposals__isnull=False)))


@pghistory.track()
class CompetenceDecision(models.Model):
    """What an LSP decided about people of one batch after its test (uji kompetensi), as its letter says it.

    The basis of competence certificates: nothing in it is reckoned here, the office copies the letter (rule 5.7).
    Once a certificate is proposed on it, it stays as it is (migration 0004).
    """

    batch = models.ForeignKey(
        Batch, on_delete=models.PROTECT, related_name="competence_decisions", verbose_name=_("batch")
    )
    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("certification scheme")
    )
    number = models.CharField(_("number of the decision"), max_length=100)
    decided_on = models.DateField(_("day of the decision"))
    assessor_name = models.CharField(_("assessor of the LSP"), max_length=150)
    assessor_registration = models.CharField(_("registration number of the assessor"), max_length=60)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(db_default=Now())

    objects = CompetenceDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision of an LSP")
        verbose_name_plural = _("decisions of LSPs")
        ordering = ("-decided_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["batch", "scheme", "number"],
                name="competence_decision_once_per_batch",
                violation_error_message=_("This decision is recorded already."),
            ),
        )

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("certificates:batch-competence", args=[self.batch_id])

    @property
    def valid_until(self) -> dt.date:
        """The last day of the certificates that rest on it."""
        return self.scheme.valid_until(self.decided_on)

    @property
    def is_in_use(self) -> bool:
        return self.verdicts.filter(proposals__isnull=False).exists()

    @property
    def scope_keys(self) -> list[str]:
        return self.batch.scope_keys


class CompetenceVerdictQuerySet(models.QuerySet["CompetenceVerdict"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(decision__in=CompetenceDecision.objects.visible_to(user))

    def competent(self) -> Self:
        return self.filter(verdict=CompetenceVerdict.Verdict.COMPETENT)

    def waiting(self) -> Self:
        """K of somebody who completed, and nothing proposed since: neither on it nor on another that stands."""
        proposed = Proposal.objects.of_kind(CertificateKind.COMPETENCE).filter(end__isnull=True)
        on_this = proposed.filter(verdict=OuterRef("pk"))
        standing = proposed.in_hand().filter(enrollment=OuterRef("enrollment"))
        completed = self.competent().filter(enrollment__state=Enrollment.State.COMPLETED)
        return completed.filter(~Exists(on_this), ~Exists(standing))


@pghistory.track()
class CompetenceVerdict(models.Model):
    """The decision about one person; with K the numbers that BNSP gave, typed from its blank and never made here."""

    class Verdict(models.TextChoices):
        COMPETENT = "K", _("K – competent")
        NOT_YET = "BK", _("BK – not yet competent")

    decision = models.ForeignKey(CompetenceDecision, on_delete=models.CASCADE, related_name="verdicts")
    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="competence_verdicts")
    verdict = models.CharField(_("verdict"), max_length=2, choices=Verdict.choices)
    registration_number = models.CharField(_("registration number"), max_length=60, blank=True)
    blank_number = models.CharField(_("number of the blank"), max_length=60, blank=True)

    objects = CompetenceVerdictQuerySet.as_manager()

    class Meta:
        verbose_name = _("verdict of an LSP")
        verbose_name_plural = _("verdicts of LSPs")
        ordering = (name_of_the_person("enrollment__"),)
        constraints = (
            models.UniqueConstraint(fields=["decision", "enrollment"], name="one_verdict_per_decision_and_person"),
            models.CheckConstraint(
                condition=Q(verdict="K") & ~Q(registration_number="") & ~Q(blank_number="")
                | Q(verdict="BK", registration_number="", blank_number=""),
                name="competent_has_its_numbers",
                violation_error_message=_("K needs registration number and number of the blank; BK has neither."),
            ),
            models.UniqueConstraint(
                fields=["blank_number"],
                condition=~Q(blank_number=""),
                name="blank_is_used_once",
                violation_error_message=_("This number of a blank is recorded already."),
            ),
            ExclusionConstraint(
                name="registration_number_of_one_person",
                expressions=[("registration_number", "="), ("enrollment", "<>")],
                condition=~Q(registration_number=""),
                violation_error_message=_("This registration number belongs to somebody else."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.decision} {self.verdict}"

    @property
    def audit_label(self) -> str:
        return self.enrollment.audit_label

    @property
    def is_competent(self) -> bool:
        return self.verdict == self.Verdict.COMPETENT

    @property
    def scope_keys(self) -> list[str]:
        return self.enrollment.scope_keys
