"""What the database keeps true about inmates, and computes as the arithmetic does."""

import datetime as dt

import pytest
from django.db import DataError, IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import InmateFactory, SentenceFactory
from trainees.dates import Term, net_expiry, sum_of
from trainees.models import DisciplinarySanction, Inmate, Remission, Sentence

pytestmark = pytest.mark.django_db

DAY = dt.date(2021, 3, 10)


@pytest.fixture
def inmate() -> Inmate:
    return SentenceFactory.create().inmate


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    detained_on=st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2030, 12, 31)),
    years=st.integers(0, 60),
    months=st.integers(0, 600),
    days=st.integers(1, 3000),
    remissions=st.lists(st.tuples(st.integers(0, 12), st.integers(1, 90)), max_size=4),
)
def test_the_release_day_of_lists_is_the_net_expiry(inmate, detained_on, years, months, days, remissions):
    Sentence.objects.filter(inmate=inmate).update(detained_on=detained_on, years=years, months=months, days=days)
    inmate.remissions.all().delete()
    for number, (off_months, off_days) in enumerate(remissions):
        Remission.objects.create(
            inmate=inmate, kind="RU", decided_on=DAY + dt.timedelta(number), months=off_months, days=off_days
        )

    found = Inmate.objects.with_release_day().get(pk=inmate.pk).release_on

    remitted = sum_of([Term(0, off_months, off_days) for off_months, off_days in remissions])
    assert found == net_expiry(detained_on, Term(years, months, days), remitted)


@pytest.mark.parametrize("trait", ["is_life", "is_death"])
def test_life_and_death_have_no_release_day(trait):
    inmate = SentenceFactory.create(years=0, **{trait: True}).inmate

    assert Inmate.objects.with_release_day().get(pk=inmate.pk).release_on is None


def test_without_a_sentence_there_is_no_release_day():
    inmate = InmateFactory.create()

    assert Inmate.objects.with_release_day().get(pk=inmate.pk).release_on is None


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"is_life": True, "is_death": True, "years": 0}, "sentence_not_life_and_death"),
        ({"is_life": True}, "sentence_has_a_term_unless_life_or_death"),
        ({"is_death": True}, "sentence_has_a_term_unless_life_or_death"),
        ({"years": 0}, "sentence_has_a_term_unless_life_or_death"),
    ],
)
def test_the_database_refuses_a_sentence_that_contradicts_itself(inmate, change, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Sentence.objects.filter(inmate=inmate).update(**change)


def test_the_database_refuses_a_negative_term(inmate):
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        Sentence.objects.filter(inmate=inmate).update(months=-1)


def test_the_database_refuses_a_second_sentence(inmate):
    with pytest.raises(IntegrityError, match="inmate_id"), transaction.atomic():
        SentenceFactory.create(inmate=inmate)


def test_the_database_refuses_a_remission_of_nothing(inmate):
    with pytest.raises(IntegrityError, match="remission_is_something"), transaction.atomic():
        Remission.objects.create(inmate=inmate, kind="RU", decided_on=DAY)


def test_the_database_refuses_the_same_remission_twice(inmate):
    Remission.objects.create(inmate=inmate, kind="RU", decided_on=DAY, months=1)

    with pytest.raises(IntegrityError, match="remission_once"), transaction.atomic():
        Remission.objects.create(inmate=inmate, kind="RU", decided_on=DAY, months=2)


def test_the_database_refuses_a_sanction_that_ends_before_it_starts(inmate):
    with pytest.raises(IntegrityError, match="sanction_ends_after_it_starts"), transaction.atomic():
        DisciplinarySanction.objects.create(inmate=inmate, level="LIGHT", starts_on=DAY, ends_on=DAY - dt.timedelta(1))


def test_the_database_refuses_a_register_number_twice_in_one_prison(inmate):
    number = {"register_kind": inmate.register_kind, "register_serial": inmate.register_serial}

    with pytest.raises(IntegrityError, match="register_number_once_per_facility"), transaction.atomic():
        InmateFactory.create(facility=inmate.facility, register_year=inmate.register_year, **number)


def test_two_prisons_may_use_one_register_number(inmate):
    number = {"register_kind": inmate.register_kind, "register_serial": inmate.register_serial}

    other = InmateFactory.create(register_year=inmate.register_year, **number)

    other.refresh_from_db()
    assert other.register_number == Inmate.objects.get(pk=inmate.pk).register_number
