"""The money for training: what a place may spend in a year, how it plans to, and what it spent (rule 6.9)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, ExtractMonth
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from facilities.models import Facility, TrainingCentre
from facilities.models.one_place import AtOnePlace
from facilities.models.places import at_places_of
from facilities.money import rupiah
from programs.models.batches import Batch

if TYPE_CHECKING:
    from accounts.models import User

MONTHS = 12
FIRST_YEAR, LAST_YEAR = 2000, 2100


def no_plan() -> list[int]:
    return [0] * MONTHS


def planned_in(month: int) -> models.Func:
    """The plan's amount of a month, 0 for January; in parentheses, as PostgreSQL wants it for a bare array."""
    return models.Func(F("plan"), template=f"(%(expressions)s)[{month + 1}]", output_field=models.BigIntegerField())


NONE_NEGATIVE = models.Func(
    F("plan"), template="COALESCE(0 <= ALL(%(expressions)s), false)", output_field=models.BooleanField()
)


@dataclass(frozen=True, slots=True)
class Absorption:
    """What was realised of a ceiling, in whole rupiah. Rates are never capped; None with nothing to divide by."""

    realised: int
    ceiling: int
    blocked: int = 0

    @property
    def available(self) -> int:
        return self.ceiling - self.blocked

    @property
    def left(self) -> int:
        return self.available - self.realised

    @property
    def rate(self) -> float | None:
        """Per cent of the ceiling."""
        return 100 * self.realised / self.ceiling if self.ceiling else None

    @property
    def rate_of_available(self) -> float | None:
        """Per cent of the ceiling less what is blocked."""
        return 100 * self.realised / self.available if self.available else None


@pghistory.track()
class Account(models.Model):
    """An account of the state budget's chart (kode akun), such as 521211; reference data that each office edits."""

    class Type(models.TextChoices):
        PERSONNEL = "51", _("51 – personnel")
        GOODS = "52", _("52 – goods and services")
        CAPITAL = "53", _("53 – capital")

    code = models.CharField(
        _("account code"), max_length=6, unique=True, validators=[RegexValidator(r"^\d{6}$", _("Six digits."))]
    )
    name = models.CharField(_("name"), max_length=150)
    type = models.CharField(_("type of expenditure"), max_length=2, choices=Type.choices)

    class Meta:
        verbose_name = _("budget account")
        verbose_name_plural = _("budget accounts")
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=Q(code__startswith=F("type")),
                name="account_code_begins_with_its_type",
                violation_error_message=_("The code begins with the two digits of its type of expenditure."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def scope_keys(self) -> list[str]:
        return []


class BudgetLineQuerySet(models.QuerySet["BudgetLine"]):
    def visible_to(self, user: User) -> Self:
        """Lines of the user's own places: a partner's budget is the partner's affair."""
        return self.filter(at_places_of(user))

    def with_places(self) -> Self:
        return self.select_related("facility__region", "centre__region", "account")

    def with_realised(self) -> Self:
        """`realised`: the sum of all expenses, in rupiah."""
        spent = Expense.objects.filter(line=OuterRef("pk")).order_by().values("line")
        return self.annotate(realised=Coalesce(Subquery(spent.annotate(total=Sum("amount")).values("total")), 0))

    def behind_plan(self, *, on: dt.date) -> Self:
        """Of the day's year, with less spent than was planned for the months that have ended: `due` by then."""
        due = sum(map(planned_in, range(on.month - 1)), models.Value(0, output_field=models.BigIntegerField()))
        return self.filter(year=on.year).with_realised().annotate(due=due).filter(realised__lt=F("due"))

    def absorption(self) -> Absorption:
        """All these lines together."""
        sums = self.aggregate(ceiling=Sum("ceiling", default=0), blocked=Sum("blocked", default=0))
        spent = Expense.objects.filter(line__in=self.order_by().values("pk"))
        return Absorption(spent.total(), int(sums["ceiling"]), int(sums["blocked"]))


@pghistory.track()
class BudgetLine(AtOnePlace):
    """A year's money for training from one source, of exactly one prison or centre, in whole rupiah.

    `plan` are the twelve monthly amounts (RPD). What is blocked (efisiensi) may be neither planned nor spent.
    """

    class Source(models.TextChoices):
        DIPA_UPT = "DIPA_UPT", _("DIPA of the prison")
        APBN_KEMNAKER = "APBN_KEMNAKER", _("State budget, Ministry of Manpower")
        APBD = "APBD", _("Regional budget (APBD)")
        DBHCHT = "DBHCHT", _("Tobacco excise share (DBHCHT)")
        CSR = "CSR", _("Company donation (CSR)")
        PARTNER = "PARTNER", _("Partner")
        NONE = "NONE", _("No source")

    facility = models.ForeignKey(
        Facility,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="budget_lines",
        verbose_name=_("prison"),
    )
    centre = models.ForeignKey(
        TrainingCentre,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="budget_lines",
        verbose_name=_("training centre"),
    )
    year = models.PositiveSmallIntegerField(
        _("fiscal year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    source = models.CharField(_("source of funds"), max_length=14, choices=Source.choices)
    name = models.CharField(_("activity"), max_length=200, help_text=_("As the budget document calls it."))
    account = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="budget_lines",
        verbose_name=_("account"),
        help_text=_("Empty where the source has no state account."),
    )
    ceiling = models.BigIntegerField(_("ceiling (pagu)"))
    blocked = models.BigIntegerField(
        _("blocked (efisiensi)"), default=0, help_text=_("Part of the ceiling that may not be spent this year.")
    )
    plan = ArrayField(models.BigIntegerField(), size=MONTHS, default=no_plan, verbose_name=_("plan per month (RPD)"))
    is_for_batches = models.BooleanField(
        _("every expense belongs to a batch"),
        default=True,
        help_text=_("Untick for tools or journeys that serve no single batch."),
    )

    objects = BudgetLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        ordering = ("-year", "name", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(facility__isnull=True) ^ Q(centre__isnull=True),
                name="budget_of_one_place",
                violation_error_message=_("A budget belongs either to a prison or to a training centre."),
            ),
            models.CheckConstraint(
                condition=Q(blocked__gte=0, ceiling__gte=F("blocked")),
                name="budget_blocked_within_ceiling",
                violation_error_message=_("What is blocked cannot be more than the ceiling."),
            ),
            models.CheckConstraint(
                condition=Q(plan__len=MONTHS) & Q(NONE_NEGATIVE), name="budget_plan_has_twelve_months"
            ),
            models.CheckConstraint(
                condition=Q(ceiling__gte=sum(map(planned_in, range(MONTHS)), F("blocked"))),
                name="budget_plan_within_what_is_free",
                violation_error_message=_("The plan cannot be more than the ceiling less what is blocked."),
            ),
            models.UniqueConstraint(
                fields=["facility", "centre", "year", "source", "account", "name"],
                name="budget_line_once",
                nulls_distinct=False,
                violation_error_message=_("This activity already has a line of this source and account in the year."),
            ),
        )
        indexes = (models.Index(fields=["year"], name="budget_year"),)

    def __str__(self) -> str:
        return f"{self.name} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("programs:budget-detail", args=[self.pk])

    @property
    def available(self) -> int:
        """What may be spent: the ceiling less what is blocked."""
        return self.ceiling - self.blocked

    @property
    def planned(self) -> int:
        return sum(self.plan)

    @property
    def absorption(self) -> Absorption:
        realised = getattr(self, "realised", None)
        return Absorption(self.expenses.total() if realised is None else realised, self.ceiling, self.blocked)

    def batches(self) -> models.QuerySet[Batch]:
        """Batches of the same place that this year's money can have been spent on."""
        here = Q(facility=self.facility_id) if self.facility_id else Q(package__centre=self.centre_id)
        in_year = Q(starts_on__year=self.year) | Q(ends_on__year=self.year) | Q(tested_on__year=self.year)
        return Batch.objects.filter(here & in_year)

    @property
    def scope_keys(self) -> list[str]:
        return self.place.scope_keys


class ExpenseQuerySet(models.QuerySet["Expense"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(line__in=BudgetLine.objects.visible_to(user))

    def total(self) -> int:
        """Rupiah of all these expenses."""
        return int(self.aggregate(total=Sum("amount", default=0))["total"])

    def by_month(self) -> list[int]:
        """Rupiah of each month, January first."""
        sums = self.order_by().annotate(month=ExtractMonth("spent_on")).values("month").annotate(total=Sum("amount"))
        found = {row["month"]: int(row["total"]) for row in sums}
        return [found.get(month, 0) for month in range(1, MONTHS + 1)]


@pghistory.track()
class Expense(models.Model):
    """Money spent from a line on a day, with the voucher that proves it; in whole rupiah.

    Without a batch only where the line says that it serves no single batch.
    """

    line = models.ForeignKey(
        BudgetLine, on_delete=models.PROTECT, related_name="expenses", verbose_name=_("budget line")
    )
    batch = models.ForeignKey(
        Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="expenses", verbose_name=_("batch")
    )
    spent_on = models.DateField(_("day"))
    what = models.CharField(_("what for"), max_length=200)
    amount = models.BigIntegerField(_("amount"))
    voucher = models.CharField(
        _("voucher number"), max_length=60, help_text=_("As it stands on the receipt or the payment order.")
    )

    objects = ExpenseQuerySet.as_manager()

    class Meta:
        verbose_name = _("expense")
        verbose_name_plural = _("expenses")
        ordering = ("spent_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="expense_is_positive",
                violation_error_message=_("An expense is more than nothing."),
            ),
            models.UniqueConstraint(
                fields=["line", "batch", "voucher", "what"],
                name="expense_once",
                nulls_distinct=False,
                violation_error_message=_("This expense is already recorded with this voucher."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.what}, {rupiah(self.amount)} ({self.voucher})"

    def get_absolute_url(self) -> str:
        return self.line.get_absolute_url()

    @property
    def scope_keys(self) -> list[str]:
        return self.line.scope_keys
