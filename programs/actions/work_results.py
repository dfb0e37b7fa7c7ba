"""Selling what was made, splitting the money, and paying the state's part to the treasury."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from audit.models import Verb
from audit.refusals import CHANGED_MEANWHILE
from facilities.money import rupiah
from programs.models import Sale, SplitRule, WorkResult


def locked(result: WorkResult) -> WorkResult:
    """The row as it is now, locked: it carries how much is left to sell."""
    rows = WorkResult.objects.select_for_update(of=("self",), no_key=True).select_related("facility__region")
    return rows.get(pk=result.pk)


@transaction.atomic
def save_result(result: WorkResult, *, today: dt.date, changed: list[str], by: User) -> WorkResult:
    """Save what was made, new or edited. Raises ValidationError for a day to come, or for less than was sold."""
    verb = Verb.EDIT if result.pk else Verb.ADD
    if result.made_on > today:
        raise ValidationError({"made_on": _("The day cannot lie in the future.")})
    if result.pk:
        locked(result)
        if result.unsold < 0:
            raise ValidationError({"quantity": _("More than that was already sold.")})
        if result.sales.filter(sold_on__lt=result.made_on).exists():
            raise ValidationError({"made_on": _("Some of it was sold before that day.")})
    result.save()
    record(verb, result, by=by, fields=changed)
    return result


@transaction.atomic
def sell(sale: Sale, *, today: dt.date, by: User) -> Sale:
    """Record a sale, split by the prison's rule of its day; the split stays as it is whatever is decided later.

    Raises ValidationError without such a rule, for more than is left, and for a day before it was made or to come.
    """
    result = locked(sale.result)
    if sale.sold_on > today:
        raise ValidationError({"sold_on": _("The day cannot lie in the future.")})
    if sale.sold_on < result.made_on:
        raise ValidationError({"sold_on": _("It was made only on %(day)s.") % {"day": date_format(result.made_on)}})
    if sale.quantity > result.unsold:
        raise ValidationError(
            {"quantity": _("Only %(left)d %(unit)s are left.") % {"left": result.unsold, "unit": result.unit}}
        )
    rule = SplitRule.objects.in_force(result.facility, on=sale.sold_on)
    if rule is None:
        raise ValidationError(
            _("No split of proceeds holds on %(day)s. First record your prison's split with its legal basis.")
            % {"day": date_format(sale.sold_on)}
        )
    _refuse_twin(sale)
    sale.rule = rule
    for part, amount in rule.split(sale.amount).items():
        setattr(sale, part, amount)
    sale.save()
    record(Verb.ADD, sale, by=by)
    return sale


def _refuse_twin(sale: Sale) -> None:
    """A second click on “Save” is no second sale; the result's row, locked, makes two requests wait for each other."""
    same = {name: getattr(sale, name) for name in ("result", "sold_on", "quantity", "amount", "buyer")}
    if Sale.objects.filter(**same).exists():
        raise ValidationError(
            _("The same sale of that day is already recorded. If there were two, remove it and record both as one.")
        )


@transaction.atomic
def deposit(sale: Sale, *, on: dt.date, reference: str, today: dt.date, by: User) -> None:
    """Record that the sale's PNBP was paid to the treasury, with the reference that SIMPONI gave."""
    sale = _locked_sale(sale)
    if sale.deposited_on is not None:
        raise ValidationError(_("This PNBP is already deposited."))
    if not sale.pnbp:
        raise ValidationError(_("This sale has no PNBP to deposit."))
    if on > today:
        raise ValidationError({"on": _("The day cannot lie in the future.")})
    if on < sale.sold_on:
        raise ValidationError({"on": _("It was sold only on %(day)s.") % {"day": date_format(sale.sold_on)}})
    sale.deposited_on, sale.deposit_reference = on, reference
    sale.save(update_fields=["deposited_on", "deposit_reference"])
    record(Verb.EDIT, sale, by=by, fields=["deposited_on"], reason=f"{rupiah(sale.pnbp)}, {reference}")


@transaction.atomic
def remove_sale(sale: Sale, *, reason: str, by: User) -> None:
    """Take back a sale that was recorded by mistake, while its PNBP has not left the prison."""
    sale = _locked_sale(sale)
    if sale.deposited_on is not None:
        raise ValidationError(_("Its PNBP is already deposited, so the sale stays on record."))
    if not reason.strip():
        raise ValidationError(_("Say why."))
    record(Verb.REMOVE, sale, by=by, reason=reason)
    sale.delete()


def _locked_sale(sale: Sale) -> Sale:
    rows = Sale.objects.select_for_update(of=("self",)).select_related("result__facility__region")
    row = rows.filter(pk=sale.pk).first()
    if row is None:
        raise ValidationError(CHANGED_MEANWHILE)
    return row
