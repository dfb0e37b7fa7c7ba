"""Whole rupiah: written, typed and shared out without losing one."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as some

from facilities.money import MOST, RupiahField, rupiah, shares

SPLITS = some.tuples(some.integers(0, 100), some.integers(0, 100)).map(
    lambda cuts: [min(cuts), max(cuts) - min(cuts), 100 - max(cuts)]
)


@pytest.mark.parametrize(
    ("amount", "written"),
    [(0, "Rp0,00"), (999, "Rp999,00"), (50_000_000, "Rp50.000.000,00"), (-1_500, "-Rp1.500,00")],
)
def test_money_is_written_as_papers_write_it(amount, written):
    assert rupiah(amount) == written


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("50000000", 50_000_000),
        ("50.000.000", 50_000_000),
        ("50,000,000", 50_000_000),
        ("50 000 000", 50_000_000),
        (" Rp50.000.000,00 ", 50_000_000),
        ("Rp 50.000,-", 50_000),
        ("0", 0),
    ],
)
def test_money_is_understood_as_people_type_it(typed, amount):
    assert RupiahField().clean(typed) == amount


@pytest.mark.parametrize(
    "typed", ["", "lima juta", "50.00.000", "1,5", "12,50", "-5", "1e9", "९", str(MOST + 1), "9" * 40]
)
def test_what_is_no_whole_rupiah_is_refused(typed):
    with pytest.raises(ValidationError):
        RupiahField().clean(typed)


def test_an_empty_field_that_may_be_empty_is_nothing():
    assert RupiahField(required=False).clean("") is None


@given(amount=some.integers(0, MOST), percents=SPLITS)
def test_shares_add_up_to_the_amount_and_none_is_a_rupiah_off(amount, percents):
    parts = shares(amount, percents)

    assert sum(parts) == amount
    assert all(0 <= 100 * part - amount * percent + 100 <= 200 for part, percent in zip(parts, percents, strict=True))
    assert [part for part, percent in zip(parts, percents, strict=True) if percent == 0 and part] == []


@given(amount=some.integers(0, MOST))
def test_written_and_typed_again_is_the_same_amount(amount):
    assert RupiahField().clean(rupiah(amount)) == amount


@pytest.mark.parametrize(
    ("amount", "percents", "parts"),
    [
        (1_250_000, [50, 15, 35], [625_000, 187_500, 437_500]),
        (101, [50, 15, 35], [51, 15, 35]),
        (1, [33, 33, 34], [0, 0, 1]),
    ],
)
def test_shares_by_hand(amount, percents, parts):
    assert shares(amount, percents) == parts


@pytest.mark.parametrize("percents", [[50, 15, 34], [110, -10, 0]])
def test_percentages_that_do_not_add_up_are_an_error(percents):
    with pytest.raises(ValueError, match="\\["):
        shares(100, percents)
