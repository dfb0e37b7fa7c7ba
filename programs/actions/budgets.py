"""Setting up a line of the budget, and spending from it: never more than is free, by however many at once."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from audit.models import Verb
from audit.refusals import CHANGED_MEANWHILE
from facilities.money import rupiah
from programs.models import Batch, BudgetLine, Expense


def locked(line: BudgetLine) -> BudgetLine:
    """The line's row as it is now, locked: it carries what is left to spend."""
    rows = BudgetLine.objects.select_for_update(of=("self",), no_key=True).select_related("facility", "centre")
    return rows.get(pk=line.pk)


@transaction.atomic
def save_line(line: BudgetLine, *, changed: list[str], by: User) -> BudgetLine:
    """Save a new line, or an edited one as long as it still covers what was spent from it."""
    verb = Verb.EDIT if line.pk else Verb.ADD
    if line.pk:
        locked(line)
        spent = line.expenses.total()
        if spent > line.available:
            raise ValidationError(
                _("%(spent)s was already spent; the ceiling less what is blocked would be only %(available)s.")
                % {"spent": rupiah(spent), "available": rupiah(line.available)}
            )
        if line.is_for_batches and line.expenses.filter(batch__isnull=True).exists():
            raise ValidationError({"is_for_batches": _("Expenses without a batch are already recorded on this line.")})
    line.save()
    record(verb, line, by=by, fields=changed)
    return line


@transaction.atomic
def spend(expense: Expense, *, today: dt.date, by: User) -> Expense:
    """Record a new expense, or a corrected one. Raises ValidationError with the figures when the line cannot bear it.

    Whether the batch is of the line's place and year, and the day in its year, is judged here, whatever came in.
    """
    line = locked(expense.line)
    _refuse_removed(line, expense)
    _refuse_day(line, expense.spent_on, today)
    _refuse_batch(line, expense.batch)
    others = line.expenses.exclude(pk=expense.pk).total()
    if others + expense.amount > line.available:
        raise ValidationError(
            {
                "amount": _(
                    "Only %(left)s is left: the ceiling of %(ceiling)s, less %(blocked)s blocked and %(spent)s spent."
                )
                % {
                    "left": rupiah(line.available - others),
                    "ceiling": rupiah(line.ceiling),
                    "blocked": rupiah(line.blocked),
                    "spent": rupiah(others),
                }
            }
        )
    verb = Verb.EDIT if expense.pk else Verb.ADD
    expense.save()
    record(verb, expense, by=by)
    return expense


@transaction.atomic
def remove_expense(expense: Expense, *, reason: str, by: User) -> None:
    """Take back an expense that was recorded by mistake; the trail keeps what it was and why it went."""
    _refuse_removed(locked(expense.line), expense)
    if not reason.strip():
        raise ValidationError(_("Say why."))
    record(Verb.REMOVE, expense, by=by, reason=reason)
    expense.delete()


def _refuse_removed(line: BudgetLine, expense: Expense) -> None:
    """Saving an expense that somebody has removed meanwhile would bring it back."""
    if expense.pk and not line.expenses.filter(pk=expense.pk).exists():
        raise ValidationError(CHANGED_MEANWHILE)


def _refuse_day(line: BudgetLine, day: dt.date, today: dt.date) -> None:
    if day.year != line.year:
        raise ValidationError({"spent_on": _("The day must lie in the fiscal year %(year)d.") % {"year": line.year}})
    if day > today:
        raise ValidationError({"spent_on": _("The day cannot lie in the future.")})


def _refuse_batch(line: BudgetLine, batch: Batch | None) -> None:
    if batch is None:
        if line.is_for_batches:
            raise ValidationError({"batch": _("Every expense of this line belongs to a batch.")})
    elif not line.batches().filter(pk=batch.pk).exists():
        raise ValidationError(
            {"batch": _("The batch is not one of %(place)s in %(year)d.") % {"place": line.place, "year": line.year}}
        )
