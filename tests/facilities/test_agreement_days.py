"""What one agreement says of itself and what the database says of many is the same."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilities.models import Agreement, AgreementParty, Standing
from tests.factories import AgreementFactory, FacilityFactory, TrainingCentreFactory

pytestmark = pytest.mark.django_db

FEW_DAYS = st.dates(min_value=dt.date(2021, 1, 1), max_value=dt.date(2021, 1, 20))
MANY_DAYS = st.dates(min_value=dt.date(2021, 1, 1), max_value=dt.date(2021, 12, 31))
quickly = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def agreement() -> Agreement:
    return AgreementFactory.create()


def remake(
    agreement: Agreement, starts_on: dt.date, ends_on: dt.date, signed_on: dt.date | None, gone: dt.date | None
) -> Agreement:
    """A fresh row with these facts, in the place of the last one."""
    AgreementParty.objects.all().delete()
    Agreement.objects.all().delete()
    is_gone = signed_on is not None and gone is not None
    return Agreement.objects.create(
        title=agreement.title,
        starts_on=min(starts_on, ends_on),
        ends_on=max(starts_on, ends_on),
        state="TERMINATED" if is_gone else "SIGNED" if signed_on else "DRAFT",
        signed_on=signed_on,
        terminated_on=gone if is_gone else None,
        termination_reason="Gedung dibongkar" if is_gone else "",
    )


@quickly
@given(FEW_DAYS, FEW_DAYS, st.none() | FEW_DAYS, st.none() | FEW_DAYS, FEW_DAYS, FEW_DAYS)
def test_covers_says_the_same_as_covering(agreement, starts_on, ends_on, signed_on, gone, first, last):
    made = remake(agreement, starts_on, ends_on, signed_on, gone)
    first, last = min(first, last), max(first, last)

    found = Agreement.objects.covering(first, last).exists()

    assert found == made.covers(first, last)


@quickly
@given(MANY_DAYS, MANY_DAYS, st.none() | MANY_DAYS, st.none() | MANY_DAYS, MANY_DAYS)
def test_standing_says_the_same_as_the_filter_of_lists(agreement, starts_on, ends_on, signed_on, gone, on):
    made = remake(agreement, starts_on, ends_on, signed_on, gone)

    found = {standing for standing in Standing if Agreement.objects.standing(standing, on=on).exists()}

    also = {Standing.IN_FORCE} if made.standing(on=on) == Standing.ENDS_SOON else set()
    assert found == {made.standing(on=on)} | also


@pytest.mark.parametrize(
    ("on", "standing"),
    [
        (dt.date(2020, 12, 1), Standing.UPCOMING),
        (dt.date(2020, 12, 31), Standing.UPCOMING),
        (dt.date(2021, 1, 1), Standing.IN_FORCE),
        (dt.date(2021, 10, 1), Standing.IN_FORCE),
        (dt.date(2021, 10, 2), Standing.ENDS_SOON),
        (dt.date(2021, 12, 31), Standing.ENDS_SOON),
        (dt.date(2022, 1, 1), Standing.ENDED),
    ],
)
def test_a_signed_agreement_of_2021_stands_by_the_day(on, standing):
    agreement = AgreementFactory.create(signed=True, signed_on=dt.date(2020, 12, 1))

    assert agreement.standing(on=on) == standing


def test_an_agreement_is_not_in_force_before_it_is_signed():
    agreement = AgreementFactory.create(signed=True, signed_on=dt.date(2021, 6, 10))
    first, last = dt.date(2021, 6, 10), dt.date(2021, 6, 12)

    assert agreement.covers(first, last)
    assert not agreement.covers(first - dt.timedelta(days=1), last)
    assert agreement.standing(on=first - dt.timedelta(days=1)) == Standing.DRAFT


def test_a_draft_is_in_force_on_no_day():
    agreement = AgreementFactory.create()

    assert not agreement.is_in_force(on=dt.date(2021, 6, 1))


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"ends_on": dt.date(2020, 12, 31)}, "agreement_ends_after_it_starts"),
        ({"quota": 0}, "agreement_quota_is_positive"),
        ({"signed_on": dt.date(2021, 1, 1)}, "agreement_signed_has_its_day"),
        ({"terminated_on": dt.date(2021, 2, 1)}, "agreement_terminated_has_its_day"),
        ({"termination_reason": "Tidak jadi"}, "agreement_terminated_has_its_day"),
    ],
)
def test_the_database_refuses_an_agreement_that_contradicts_itself(agreement, change, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(**change)


@pytest.mark.parametrize(("before", "after"), [("DRAFT", "TERMINATED"), ("SIGNED", "DRAFT"), ("TERMINATED", "SIGNED")])
def test_the_database_refuses_a_step_that_is_not_in_the_table(before, after):
    facts = {
        "DRAFT": {"signed_on": None, "terminated_on": None, "termination_reason": ""},
        "SIGNED": {"signed_on": dt.date(2021, 1, 1), "terminated_on": None, "termination_reason": ""},
        "TERMINATED": {
            "signed_on": dt.date(2021, 1, 1),
            "terminated_on": dt.date(2021, 2, 1),
            "termination_reason": "Gedung dibongkar",
        },
    }
    agreement = AgreementFactory.create(state=before, **facts[before])

    with pytest.raises(Exception, match="Invalid transition"), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(state=after, **facts[after])


def test_the_database_refuses_a_party_of_no_place_or_of_two(agreement):
    both = {"facility": FacilityFactory.create(), "centre": TrainingCentreFactory.create()}

    for places in ({}, both):
        with pytest.raises(IntegrityError, match="party_is_one_place"), transaction.atomic():
            AgreementParty.objects.create(agreement=agreement, **places)


def test_the_database_refuses_the_same_party_twice(agreement):
    party = agreement.parties.first()

    with pytest.raises(IntegrityError, match="party_once_per_agreement"), transaction.atomic():
        AgreementParty.objects.create(agreement=agreement, facility=party.facility)
