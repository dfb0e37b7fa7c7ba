"""A line of the budget: what the database refuses, what may be spent, and who sees it."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as some

from audit.models import AuditEvent
from programs.actions.budgets import remove_expense, save_line, spend
from programs.charts import BASE, monthly_chart
from programs.costs import costs_of
from programs.models import Absorption, Batch, BudgetLine, Expense
from tests import factories as make
from tests.cast import Place

pytestmark = pytest.mark.django_db
TODAY = dt.date(2021, 12, 31)
DAY = dt.date(2021, 6, 15)
AMOUNTS = some.integers(0, 10**12)


def line_of(place: Place, **facts: Any) -> BudgetLine:
    return make.BudgetLineFactory.create(facility=place.facility, **facts)


def bought(line: BudgetLine, batch: Batch | None, amount: int, **facts: Any) -> Expense:
    return Expense(**{"line": line, "batch": batch, "amount": amount, "spent_on": DAY, "what": "Bahan", **facts})


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"blocked": 50_000_001, "plan": [0] * 12}, "budget_blocked_within_ceiling"),
        ({"blocked": -1}, "budget_blocked_within_ceiling"),
        ({"plan": [0] * 11}, "budget_plan_has_twelve_months"),
        ({"plan": [0] * 11 + [None]}, "budget_plan_has_twelve_months"),
        ({"plan": [-1] + [0] * 11}, "budget_plan_has_twelve_months"),
        ({"plan": [50_000_000] + [0] * 10 + [1]}, "budget_plan_within_what_is_free"),
        ({"blocked": 1, "plan": [50_000_000] + [0] * 11}, "budget_plan_within_what_is_free"),
    ],
)
def test_the_database_refuses_a_line(place, facts, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        line_of(place, **facts)


def test_the_database_refuses_a_line_of_two_places_or_none_or_one_twice(place):
    for places in ({"facility": place.facility, "centre": place.centre}, {"facility": None}):
        with pytest.raises(ValidationError, match="either to a prison or"):
            BudgetLine(year=2021, source="CSR", name="Dana", ceiling=1, **places).full_clean()
    line_of(place, name="Dana")

    with pytest.raises(IntegrityError, match="budget_line_once"):
        line_of(place, name="Dana")


@pytest.mark.parametrize("amount", [0, -1])
def test_the_database_refuses_an_expense_of_nothing(place, amount):
    with pytest.raises(IntegrityError, match="expense_is_positive"):
        make.ExpenseFactory.create(line=line_of(place), amount=amount)


def test_the_database_refuses_an_expense_twice(place):
    line = line_of(place)
    make.ExpenseFactory.create(line=line, voucher="KW-1")

    with pytest.raises(IntegrityError, match="expense_once"):
        make.ExpenseFactory.create(line=line, voucher="KW-1")


@given(plan=some.tuples(*[AMOUNTS] * 12).map(list), blocked=AMOUNTS, short=some.integers(-3, 3))
def test_a_plan_is_valid_exactly_when_its_sum_is_within_what_is_free(plan, blocked, short):
    line = BudgetLine(
        facility_id=1, year=2021, source="CSR", name="Dana", blocked=blocked, plan=plan, ceiling=sum(plan) + blocked
    )
    line.ceiling = max(0, line.ceiling - short)
    is_free = sum(plan) <= line.ceiling - blocked and blocked <= line.ceiling

    try:
        line.validate_constraints(exclude={"facility"})
    except ValidationError:
        assert not is_free
    else:
        assert is_free


@given(months=some.lists(some.tuples(AMOUNTS, AMOUNTS), min_size=12, max_size=12))
def test_the_months_add_up_and_the_bars_stay_in_the_picture(months):
    plan, realised = [pair[0] for pair in months], [pair[1] for pair in months]

    chart = monthly_chart(plan, realised)

    last = chart.months[-1]
    assert (last.planned_so_far, last.realised_so_far) == (sum(plan), sum(realised))
    assert all(0 <= bar.y <= BASE for month in chart.months for bar in (month.plan_bar, month.realised_bar))
    assert [bool(month.plan) for month in chart.months] == [month.plan_bar.height > 0 for month in chart.months]


@pytest.mark.parametrize(
    ("absorption", "rates"),
    [
        (Absorption(43, 50, 4), (86.0, 100 * 43 / 46)),
        (Absorption(60, 50), (120.0, 120.0)),
        (Absorption(0, 0), (None, None)),
        (Absorption(0, 50, 50), (0.0, None)),
    ],
)
def test_absorption_is_never_capped_and_nothing_is_divided_by_nothing(absorption, rates):
    assert (absorption.rate, absorption.rate_of_available) == rates


def test_spending_is_recorded_with_its_event_and_counted(place):
    line, batch = line_of(place, ceiling=50_000_000, plan=[0] * 12, blocked=10_000_000), place.batch()

    expense = spend(bought(line, batch, 40_000_000, voucher="KW-1"), today=TODAY, by=place.staff)

    counted = BudgetLine.objects.with_realised().get()
    assert (counted.absorption, line.absorption) == (Absorption(40_000_000, 50_000_000, 10_000_000),) * 2
    assert line.expenses.by_month() == [0] * 5 + [40_000_000] + [0] * 6
    event = AuditEvent.objects.get(object_type="programs.expense")
    assert (event.verb, event.object_id, event.object_label) == (
        "add",
        expense.pk,
        "Bahan, Rp40.000.000,00 (KW-1)",
    )


def test_spending_more_than_is_left_is_refused_with_the_figures(place):
    line, batch = line_of(place, ceiling=50_000_000, plan=[0] * 12, blocked=10_000_000), place.batch()
    spend(bought(line, batch, 30_000_000, voucher="KW-1"), today=TODAY, by=place.staff)

    with pytest.raises(ValidationError) as refusal:
        spend(bought(line, batch, 10_000_001, voucher="KW-2"), today=TODAY, by=place.staff)

    assert refusal.value.message_dict == {
        "amount": [
            "Only Rp10.000.000,00 is left: the ceiling of Rp50.000.000,00, "
            "less Rp10.000.000,00 blocked and Rp30.000.000,00 spent."
        ]
    }
    assert line.expenses.total() == 30_000_000


def test_correcting_an_expense_does_not_count_it_twice(place):
    line, batch = line_of(place), place.batch()
    expense = spend(bought(line, batch, 50_000_000, voucher="KW-1"), today=TODAY, by=place.staff)
    expense.amount = 49_000_000

    spend(expense, today=TODAY, by=place.staff)

    assert line.expenses.total() == 49_000_000


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"spent_on": dt.date(2020, 12, 31)}, "spent_on"),
        ({"spent_on": dt.date(2021, 7, 1)}, "spent_on"),
        ({"batch": None}, "batch"),
    ],
)
def test_spending_refuses_other_years_days_to_come_and_no_batch(place, facts, field):
    expense = bought(line_of(place), place.batch(), 1)
    for name, value in facts.items():
        setattr(expense, name, value)

    with pytest.raises(ValidationError) as refusal:
        spend(expense, today=dt.date(2021, 6, 30), by=place.staff)

    assert list(refusal.value.message_dict) == [field]


def test_a_batch_of_another_place_or_year_is_refused(place, stranger):
    last_year = dt.date(2020, 6, 10)
    earlier = place.batch(starts_on=last_year, ends_on=last_year, tested_on=last_year)
    for batch in (stranger.batch(), earlier):
        with pytest.raises(ValidationError, match="is not one of"):
            spend(bought(line_of(place), batch, 1), today=TODAY, by=place.staff)


def test_a_centre_spends_on_batches_of_its_packages_wherever_they_are_held(place):
    line = make.BudgetLineFactory.create(centre=place.centre)

    spend(bought(line, place.batch(), 1), today=TODAY, by=place.centre_staff)

    assert line.expenses.total() == 1


def test_a_line_that_serves_no_single_batch_needs_none(place):
    line = line_of(place, is_for_batches=False)

    spend(bought(line, None, 1), today=TODAY, by=place.staff)

    assert line.expenses.total() == 1


def test_a_ceiling_cannot_fall_below_what_was_spent(place):
    line = line_of(place, plan=[0] * 12)
    spend(bought(line, place.batch(), 30_000_000), today=TODAY, by=place.staff)
    line.blocked = 20_000_001

    with pytest.raises(ValidationError, match=r"Rp30\.000\.000,00 was already spent"):
        save_line(line, changed=["blocked"], by=place.staff)

    assert BudgetLine.objects.get().blocked == 0


def test_a_line_with_expenses_of_no_batch_cannot_begin_to_want_one(place):
    line = line_of(place, is_for_batches=False)
    spend(bought(line, None, 1), today=TODAY, by=place.staff)
    line.is_for_batches = True

    with pytest.raises(ValidationError, match="without a batch"):
        save_line(line, changed=["is_for_batches"], by=place.staff)


def test_an_expense_is_removed_with_a_reason_that_the_trail_keeps(place):
    expense = make.ExpenseFactory.create(line=line_of(place), what="Bahan", voucher="KW-1")
    with pytest.raises(ValidationError, match="Say why"):
        remove_expense(expense, reason=" ", by=place.staff)

    remove_expense(expense, reason="Tercatat dua kali.", by=place.staff)

    assert Expense.objects.count() == 0
    event = AuditEvent.objects.get()
    assert (event.verb, event.reason, event.object_label) == (
        "remove",
        "Tercatat dua kali.",
        "Bahan, Rp1.000.000,00 (KW-1)",
    )


def test_budgets_are_seen_by_the_own_place_and_those_above_it(place, stranger):
    prisons, centres = line_of(place), make.BudgetLineFactory.create(centre=place.centre)
    readers = (place.staff, place.centre_staff, place.regional_head, stranger.staff)

    seen = {user: set(BudgetLine.objects.visible_to(user)) for user in readers}

    assert seen == {
        place.staff: {prisons},
        place.centre_staff: {centres},
        place.regional_head: {prisons, centres},
        stranger.staff: set(),
    }


def test_a_batch_costs_what_the_reader_may_see(place):
    batch = place.batch(seats=12)
    place.enrolled(batch, "COMPLETED")
    place.enrolled(batch, "COMPLETED")
    spend(bought(line_of(place), batch, 10_000_001), today=TODAY, by=place.staff)
    spend(bought(make.BudgetLineFactory.create(centre=place.centre), batch, 5), today=TODAY, by=place.centre_staff)

    seen = {user: costs_of(batch, user) for user in (place.staff, place.centre_staff)}

    assert {user: (costs.total, costs.per_seat, costs.per_graduate) for user, costs in seen.items() if costs} == {
        place.staff: (10_000_001, 833_333, 5_000_000),
        place.centre_staff: (5, 0, 2),
    }


@pytest.mark.parametrize(
    ("day", "spent", "found"),
    [
        (dt.date(2021, 6, 30), 0, []),
        (dt.date(2021, 7, 1), 0, [50_000_000]),
        (dt.date(2021, 12, 31), 49_999_999, [50_000_000]),
        (dt.date(2021, 12, 31), 50_000_000, []),
        (dt.date(2022, 7, 1), 0, []),
        (dt.date(2021, 1, 31), 0, []),
    ],
)
def test_a_line_is_behind_with_less_spent_than_planned_for_the_months_that_have_ended(place, day, spent, found):
    line = line_of(place, is_for_batches=False)
    if spent:
        make.ExpenseFactory.create(line=line, amount=spent)

    assert [row.due for row in BudgetLine.objects.behind_plan(on=day)] == found
