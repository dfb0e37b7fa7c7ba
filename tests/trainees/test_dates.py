from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import assume, given
from hypothesis import strategies as st

from trainees.dates import (
    HALF,
    NINE_MONTHS,
    NOTHING,
    ONE_THIRD,
    TWO_THIRDS,
    FractionPolicy,
    Step,
    Term,
    add_term,
    explain,
    final_expiry,
    fraction_date,
    fraction_of,
    gross_expiry,
    half_date,
    net_expiry,
    subtract_term,
    sum_of,
    two_thirds_date,
)

# The worked examples of rule 4.5.
A = (date(2024, 3, 10), Term(years=2), NOTHING)
B = (date(2021, 1, 21), Term(years=6), Term(months=4, days=15))
C = (date(2023, 6, 15), Term(years=4, months=6), Term(months=4))
D = (date(2025, 8, 1), Term(months=10), NOTHING)
E = (date(2025, 1, 31), Term(years=1, months=2), NOTHING)

starts = st.dates(min_value=date(1990, 1, 1), max_value=date(2030, 12, 31))
ends_of_months = st.builds(
    lambda year, month: date(year, month, 1) - timedelta(days=1), st.integers(1990, 2030), st.integers(1, 12)
)
any_start = starts | ends_of_months
sentences = st.builds(Term, st.integers(0, 20), st.integers(0, 11), st.integers(0, 60)).filter(bool)
remissions = st.builds(Term, st.just(0), st.integers(0, 36), st.integers(0, 90))
policies = st.sampled_from(FractionPolicy)


@pytest.mark.parametrize(
    ("case", "third", "half", "two_thirds", "net"),
    [
        (A, date(2024, 11, 10), date(2025, 3, 10), date(2025, 7, 10), date(2026, 3, 10)),
        (B, date(2022, 12, 6), date(2023, 11, 13), date(2024, 10, 21), date(2026, 9, 6)),
        (C, date(2024, 11, 4), date(2025, 7, 15), date(2026, 3, 25), date(2027, 8, 15)),
        (D, date(2025, 11, 11), date(2026, 1, 1), date(2026, 5, 1), date(2026, 6, 1)),
        (E, date(2025, 6, 20), date(2025, 8, 31), date(2025, 11, 10), date(2026, 3, 31)),
    ],
    ids=["A theft", "B narcotics", "C narcotics, general rule", "D ten months", "E end of month"],
)
def test_worked_examples_come_out_exactly(case, third, half, two_thirds, net):
    start, term, remission = case

    found = (
        fraction_date(start, term, ONE_THIRD, remission=remission),
        half_date(start, term, remission),
        two_thirds_date(start, term, remission),
        net_expiry(start, term, remission),
    )

    assert found == (third, half, two_thirds, net)


@pytest.mark.parametrize(
    ("policy", "half", "two_thirds"),
    [
        (FractionPolicy.NET, date(2023, 11, 13), date(2024, 10, 21)),
        (FractionPolicy.SUBTRACT_FULL, date(2023, 9, 6), date(2024, 9, 6)),
        (FractionPolicy.IGNORE, date(2024, 1, 21), date(2025, 1, 21)),
    ],
)
def test_example_b_differs_by_remission_policy(policy, half, two_thirds):
    start, term, remission = B

    found = (half_date(start, term, remission, policy), two_thirds_date(start, term, remission, policy))

    assert found == (half, two_thirds)


def test_gross_expiry_leaves_remission_out():
    assert gross_expiry(B[0], B[1]) == date(2027, 1, 21)


def test_unpaid_fine_is_served_after_net_expiry():
    assert final_expiry(*B, substitute=Term(months=3)) == date(2026, 12, 6)


@pytest.mark.parametrize("case", [A, C, D, E], ids="ACDE")
def test_final_expiry_without_a_fine_is_net_expiry(case):
    assert final_expiry(*case) == net_expiry(*case)


def test_two_thirds_without_the_minimum_falls_earlier_in_example_d():
    assert two_thirds_date(*D, minimum=NOTHING) == date(2026, 2, 21)


def test_nine_months_may_end_after_the_release_of_a_short_sentence():
    start, term = date(2025, 8, 1), Term(months=6)

    assert (two_thirds_date(start, term), net_expiry(start, term)) == (date(2026, 5, 1), date(2026, 2, 1))


@pytest.mark.parametrize(
    ("day", "term", "reached"),
    [
        (date(2025, 1, 31), Term(months=1), date(2025, 2, 28)),
        (date(2024, 1, 31), Term(months=1), date(2024, 2, 29)),
        (date(2024, 2, 29), Term(years=1), date(2025, 2, 28)),
        (date(2025, 1, 31), Term(months=1, days=1), date(2025, 3, 1)),
        (date(2025, 1, 30), Term(months=2), date(2025, 3, 30)),
        (date(2025, 12, 31), Term(months=2, days=3), date(2026, 3, 3)),
    ],
)
def test_a_missing_day_becomes_the_last_of_its_month_before_days_are_added(day, term, reached):
    assert add_term(day, term) == reached


def test_months_are_subtracted_before_days():
    assert subtract_term(date(2025, 3, 31), Term(months=1, days=1)) == date(2025, 2, 27)


def test_a_broken_day_of_a_fraction_counts_whole():
    assert fraction_of(Term(months=67, days=15), HALF) == Term(months=33, days=23)


def test_rounding_up_may_fill_a_month():
    assert fraction_of(Term(days=59), HALF) == Term(months=1)


def test_sum_of_remissions_adds_part_by_part():
    assert sum_of([Term(months=1), Term(days=15), Term(months=2, days=20)]) == Term(months=3, days=35)


def test_sum_of_no_remission_is_nothing():
    assert sum_of([]) == NOTHING


@pytest.mark.parametrize("parts", [{"years": -1}, {"months": -1}, {"days": -1}])
def test_a_negative_term_is_refused(parts):
    with pytest.raises(ValueError, match="negative"):
        Term(**parts)


@pytest.mark.parametrize("fraction", [-HALF, HALF + 1])
def test_a_fraction_outside_zero_and_one_is_refused(fraction):
    with pytest.raises(ValueError, match="between 0 and 1"):
        fraction_date(*A[:2], fraction)


@pytest.mark.parametrize("term", [Term(years=9000), Term(days=4_000_000), Term(days=10**12)])
def test_a_term_beyond_the_calendar_ends_with_the_calendar(term):
    assert gross_expiry(date(2025, 1, 1), term) == date.max


@pytest.mark.parametrize("term", [Term(years=2026), Term(days=4_000_000), Term(days=10**12)])
def test_a_remission_from_before_the_calendar_begins_with_the_calendar(term):
    assert subtract_term(date(2025, 1, 1), term) == date.min


def test_remission_longer_than_the_sentence_leads_to_the_start_and_not_before():
    start, term, remission = date(2025, 1, 1), Term(months=6), Term(months=9)

    found = [net_expiry(start, term, remission)]
    found += [
        half_date(start, term, remission, policy) for policy in (FractionPolicy.NET, FractionPolicy.SUBTRACT_FULL)
    ]

    assert found == [start, start, start]


def test_explain_shows_every_step_of_example_b_in_order():
    steps = explain(B[0], B[1], remission=B[2], substitute=Term(months=3))

    assert [step.value for step in steps] == [
        date(2021, 1, 21),
        Term(years=6),
        date(2027, 1, 21),
        Term(months=4, days=15),
        date(2026, 9, 6),
        Term(months=67, days=15),
        Term(months=22, days=15),
        date(2022, 12, 6),
        Term(months=33, days=23),
        date(2023, 11, 13),
        Term(months=45),
        date(2024, 10, 21),
        date(2021, 10, 21),
        date(2024, 10, 21),
        Term(months=3),
        date(2026, 12, 6),
    ]


def test_explain_leaves_the_fine_out_when_there_is_none():
    with translation.override("en"):
        labels = [str(step.label) for step in explain(*A[:2])]

    assert "Confinement for the unpaid fine" not in labels
    assert len(labels) == len(set(labels)) == 15


@pytest.mark.parametrize("policy", FractionPolicy)
def test_explain_says_which_policy_was_used(policy):
    with translation.override("en"):
        label = str(explain(*B[:2], remission=B[2], policy=policy)[5].label)

    assert label.startswith("Length that counts for fractions")
    assert ("remission, a month as 30 days" in label) == (policy is FractionPolicy.NET)


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (Term(1, 2, 3), "1 year 2 months 3 days"),
        (Term(months=4, days=15), "4 months 15 days"),
        (NOTHING, "0 days"),
    ],
)
def test_a_term_reads_as_words(term, words):
    with translation.override("en"):
        text = str(term)

    assert text == words


@given(any_start, sentences, remissions, remissions)
def test_more_remission_never_makes_a_release_later(start, term, remission, more):
    assert net_expiry(start, term, remission + more) <= net_expiry(start, term, remission)


@given(any_start, sentences, remissions, remissions, st.sampled_from([ONE_THIRD, HALF, TWO_THIRDS]))
def test_more_remission_never_makes_a_fraction_later_when_subtracted_in_full(start, term, remission, more, fraction):
    def reached(remission: Term) -> date:
        return fraction_date(start, term, fraction, remission=remission, policy=FractionPolicy.SUBTRACT_FULL)

    assert reached(remission + more) <= reached(remission)


@given(any_start, sentences, remissions, remissions, st.sampled_from([ONE_THIRD, HALF, TWO_THIRDS]))
def test_more_remission_makes_a_net_fraction_at_most_one_day_later(start, term, remission, more, fraction):
    def reached(remission: Term) -> date:
        return fraction_date(start, term, fraction, remission=remission)

    assert reached(remission + more) <= reached(remission) + timedelta(days=1)


def test_that_one_day_does_occur_at_the_end_of_a_short_february():
    start, term = date(2023, 2, 1), Term(months=2)

    less, more = half_date(start, term), half_date(start, term, Term(days=2))

    assert (less, more) == (date(2023, 3, 1), date(2023, 3, 2))


@given(any_start, sentences, remissions, policies)
def test_fractions_fall_in_order(start, term, remission, policy):
    third = fraction_date(start, term, ONE_THIRD, remission=remission, policy=policy)
    half = half_date(start, term, remission, policy)
    two_thirds = two_thirds_date(start, term, remission, policy, minimum=NOTHING)

    assert start <= third <= half <= two_thirds


@given(any_start, sentences, policies)
def test_two_thirds_without_remission_never_falls_after_the_release(start, term, policy):
    assert two_thirds_date(start, term, policy=policy, minimum=NOTHING) <= net_expiry(start, term)


@given(any_start, sentences, remissions)
def test_two_thirds_less_full_remission_never_falls_after_the_release(start, term, remission):
    policy = FractionPolicy.SUBTRACT_FULL

    assert two_thirds_date(start, term, remission, policy, NOTHING) <= net_expiry(start, term, remission)


@given(any_start, sentences, remissions)
def test_two_thirds_of_a_net_month_or_more_never_falls_after_the_release(start, term, remission):
    """Under a net month, months of the calendar and of 30 days may be some days apart: left out."""
    assume(term.in_days - remission.in_days >= 30)

    assert two_thirds_date(start, term, remission, minimum=NOTHING) <= net_expiry(start, term, remission)


@given(any_start, sentences, remissions, policies)
def test_the_minimum_is_never_undercut_and_changes_nothing_when_it_is_reached(start, term, remission, policy):
    plain = two_thirds_date(start, term, remission, policy, minimum=NOTHING)

    assert two_thirds_date(start, term, remission, policy) == max(plain, add_term(start, NINE_MONTHS))


@given(ends_of_months, st.integers(0, 240))
def test_whole_months_from_the_last_of_a_month_stay_in_the_right_month(start, months):
    reached = gross_expiry(start, Term(months=months))

    assert (reached.year * 12 + reached.month) - (start.year * 12 + start.month) == months
    assert reached.day <= start.day


@given(any_start, sentences, remissions, policies)
def test_explain_ends_on_the_same_day_as_final_expiry(start, term, remission, policy):
    last: Step = explain(start, term, remission=remission, policy=policy)[-1]

    assert last.value == final_expiry(start, term, remission)
