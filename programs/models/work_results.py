"""Hasil karya: what training made and sold, and how the money is split (rule 6.9).

Premi is recorded as one sum per sale, never per person: what an inmate is paid is kept elsewhere.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from facilities.models import Facility
from facilities.money import rupiah, shares
from programs.models.batches import Batch

if TYPE_CHECKING:
    from accounts.models import User

PARTS = ("premi", "pnbp", "capital")


class SplitRuleQuerySet(models.QuerySet["SplitRule"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(facility__in=Facility.objects.visible_to(user))

    def in_force(self, facility: Facility, *, on: dt.date) -> SplitRule | None:
        """The prison's newest rule that holds on the day; None where it has recorded none."""
        return self.filter(facility=facility, valid_from__lte=on).order_by("-valid_from").first()


@pghistory.track()
class SplitRule(models.Model):
    """How a prison splits what its work brings in, on its own legal basis, from a day on.

    Practice differs from prison to prison, so no split is ever assumed. Sales keep the split of their day.
    """

    facility = models.ForeignKey(
        Facility, on_delete=models.PROTECT, related_name="split_rules", verbose_name=_("prison")
    )
    valid_from = models.DateField(_("holds from"))
    premi_percent = models.PositiveSmallIntegerField(_("premi (%)"), validators=[MaxValueValidator(100)])
    pnbp_percent = models.PositiveSmallIntegerField(_("PNBP (%)"), validators=[MaxValueValidator(100)])
    capital_percent = models.PositiveSmallIntegerField(_("capital (%)"), validators=[MaxValueValidator(100)])
    legal_basis = models.CharField(_("legal basis"), max_length=300)

    objects = SplitRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("split of proceeds")
        verbose_name_plural = _("splits of proceeds")
        ordering = ("-valid_from",)
        constraints = (
            models.CheckConstraint(
                condition=Q(capital_percent=100 - F("premi_percent") - F("pnbp_percent")),
                name="split_adds_up_to_100",
                violation_error_message=_("Premi, PNBP and capital add up to 100 per cent."),
            ),
            models.CheckConstraint(condition=~Q(legal_basis=""), name="split_has_a_legal_basis"),
            models.UniqueConstraint(
                fields=["facility", "valid_from"],
                name="split_once_a_day",
                violation_error_message=_("A split that holds from this day is already recorded."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.premi_percent}/{self.pnbp_percent}/{self.capital_percent}"

    def split(self, amount: int) -> dict[str, int]:
        """Premi, PNBP and capital in whole rupiah; together exactly the amount."""
        parts = shares(amount, [self.premi_percent, self.pnbp_percent, self.capital_percent])
        return dict(zip(PARTS, parts, strict=True))

    @property
    def scope_keys(self) -> list[str]:
        return self.facility.scope_keys


class WorkResultQuerySet(models.QuerySet["WorkResult"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(facility__in=Facility.objects.visible_to(user))

    def with_sold(self) -> Self:
        """`sold` pieces and `proceeds` in rupiah."""
        sales = Sale.objects.filter(result=OuterRef("pk")).order_by().values("result")
        return self.annotate(
            sold=Coalesce(Subquery(sales.annotate(total=Sum("quantity")).values("total")), 0),
            proceeds=Coalesce(Subquery(sales.annotate(total=Sum("amount")).values("total")), 0),
        )


@pghistory.track()
class WorkResult(models.Model):
    """Something that people in training made: what, how much of it, and when."""

    facility = models.ForeignKey(
        Facility, on_delete=models.PROTECT, related_name="work_results", verbose_name=_("prison")
    )
    batch = models.ForeignKey(
        Batch,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="work_results",
        verbose_name=_("batch"),
        help_text=_("Empty when it was made outside a batch."),
    )
    what = models.CharField(_("what was made"), max_length=150)
    quantity = models.PositiveIntegerField(_("quantity"), validators=[MinValueValidator(1)])
    unit = models.CharField(_("counted in"), max_length=20, help_text=_("For example pieces, kg, sets."))
    made_on = models.DateField(_("made on"))

    objects = WorkResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("work result")
        verbose_name_plural = _("work results")
        ordering = ("-made_on", "-id")
        constraints = (
            models.CheckConstraint(condition=Q(quantity__gte=1), name="work_result_is_something"),
            models.UniqueConstraint(
                fields=["facility", "batch", "what", "made_on"],
                name="work_result_once",
                nulls_distinct=False,
                violation_error_message=_("This is already recorded for that day."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.what}, {self.quantity} {self.unit}"

    def get_absolute_url(self) -> str:
        return reverse("programs:work-detail", args=[self.pk])

    @property
    def unsold(self) -> int:
        sold: int = self.sales.aggregate(total=Sum("quantity", default=0))["total"]
        return self.quantity - sold

    @property
    def scope_keys(self) -> list[str]:
        return self.facility.scope_keys


@dataclass(frozen=True, slots=True)
class Proceeds:
    """Sums of sales in whole rupiah; PNBP beside what of it was deposited."""

    sold: int
    premi: int
    pnbp: int
    capital: int
    deposited: int

    @property
    def to_deposit(self) -> int:
        return self.pnbp - self.deposited


class SaleQuerySet(models.QuerySet["Sale"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(result__in=WorkResult.objects.visible_to(user))

    def to_deposit(self) -> Self:
        """Sales whose PNBP has not reached the treasury yet."""
        return self.filter(pnbp__gt=0, deposited_on__isnull=True)

    def proceeds(self) -> Proceeds:
        sums = self.aggregate(
            sold=Sum("amount", default=0),
            premi=Sum("premi", default=0),
            all_pnbp=Sum("pnbp", default=0),
            capital=Sum("capital", default=0),
            deposited=Sum("pnbp", filter=Q(deposited_on__isnull=False), default=0),
        )
        return Proceeds(
            int(sums["sold"]),
            int(sums["premi"]),
            int(sums["all_pnbp"]),
            int(sums["capital"]),
            int(sums["deposited"]),
        )


@pghistory.track()
class Sale(models.Model):
    """Some of a work result sold on a day, split as the prison's rule of that day says and kept so.

    Of the buyer only the kind is kept. The PNBP part is paid to the treasury and its reference (SIMPONI) typed.
    """

    class Buyer(models.TextChoices):
        PUBLIC = "PUBLIC", _("The public")
        STAFF = "STAFF", _("Officers of the prison")
        OFFICE = "OFFICE", _("Government office")
        COMPANY = "COMPANY", _("Company")
        COOPERATIVE = "COOPERATIVE", _("Cooperative")

    result = models.ForeignKey(
        WorkResult, on_delete=models.PROTECT, related_name="sales", verbose_name=_("work result")
    )
    sold_on = models.DateField(_("sold on"))
    quantity = models.PositiveIntegerField(_("quantity"), validators=[MinValueValidator(1)])
    amount = models.BigIntegerField(_("amount"))
    buyer = models.CharField(_("sold to"), max_length=12, choices=Buyer.choices)
    rule = models.ForeignKey(
        SplitRule, on_delete=models.PROTECT, related_name="sales", verbose_name=_("split"), editable=False
    )
    premi = models.BigIntegerField(_("premi"), editable=False)
    pnbp = models.BigIntegerField(_("PNBP"), editable=False)
    capital = models.BigIntegerField(_("capital"), editable=False)
    deposited_on = models.DateField(_("deposited on"), null=True, editable=False)
    deposit_reference = models.CharField(_("deposit reference (SIMPONI)"), max_length=60, blank=True, editable=False)

    objects = SaleQuerySet.as_manager()

    class Meta:
        verbose_name = _("sale")
        verbose_name_plural = _("sales")
        ordering = ("sold_on", "id")
        constraints = (
            models.CheckConstraint(condition=Q(amount__gt=0, quantity__gte=1), name="sale_is_something"),
            models.CheckConstraint(
                condition=Q(premi__gte=0, pnbp__gte=0, capital__gte=0, amount=F("premi") + F("pnbp") + F("capital")),
                name="sale_parts_add_up",
            ),
            models.CheckConstraint(
                condition=Q(deposited_on__isnull=True, deposit_reference="")
                | (Q(deposited_on__isnull=False) & ~Q(deposit_reference="")),
                name="deposit_has_day_and_reference",
            ),
        )
        indexes = (models.Index(fields=["sold_on"], name="sale_day"),)

    def __str__(self) -> str:
        return f"{self.result.what}, {rupiah(self.amount)}"

    def get_absolute_url(self) -> str:
        return self.result.get_absolute_url()

    @property
    def scope_keys(self) -> list[str]:
        return self.result.scope_keys
