"""Several spend from one line at the same moment: never more than is free."""

import datetime as dt
import threading
from functools import partial

import pytest
from django.db import transaction

from programs.actions.budgets import spend
from programs.models import Batch, BudgetLine, Expense
from tests import factories as make
from tests.cast import Place
from tests.programs.test_races import at_once, kinds

pytestmark = pytest.mark.django_db(transaction=True)
DAY = dt.date(2021, 6, 15)
BUYERS, AMOUNT = 6, 20_000_000


@pytest.fixture
def line(place: Place) -> BudgetLine:
    """Fifty million: enough for two of the six."""
    return make.BudgetLineFactory.create(facility=place.facility)


def purchase(line: BudgetLine, batch: Batch, number: int) -> Expense:
    return Expense(line=line, batch=batch, spent_on=DAY, what="Bahan", amount=AMOUNT, voucher=f"KW-{number}")


def test_six_purchases_at_once_spend_no_more_than_is_free(place: Place, line: BudgetLine) -> None:
    batch, staff = place.batch(), place.staff

    outcomes = at_once([partial(spend, purchase(line, batch, number), today=DAY, by=staff) for number in range(BUYERS)])

    assert kinds(outcomes) == {"NoneType": 2, "ValidationError": BUYERS - 2}
    assert line.expenses.total() == 2 * AMOUNT


def spend_naively(expense: Expense, counted: threading.Barrier) -> None:
    """Add up, then write, as one would without the lock; the barrier holds all between the two."""
    with transaction.atomic():
        is_free = expense.line.expenses.total() + expense.amount <= expense.line.available
        counted.wait(30)
        if is_free:
            expense.save()


def test_without_the_lock_the_same_purchases_overspend(place: Place, line: BudgetLine) -> None:
    """The control: the test above could not fail otherwise."""
    batch, counted = place.batch(), threading.Barrier(BUYERS)

    at_once([partial(spend_naively, purchase(line, batch, number), counted) for number in range(BUYERS)])

    assert line.expenses.total() == BUYERS * AMOUNT
