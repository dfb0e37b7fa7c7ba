"""What the trigger of batches and agreements refuses, however a row is written: it is the actions' own gate again."""

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from audit.refusals import refusals_explained
from facilities.models import Agreement
from programs.facts import FACT_SENTENCES
from programs.models import Batch, Enrollment
from tests import factories as make
from tests.cast import Place

BEFORE = {"SELECTING": "PLANNED", "DECREED": "SELECTING", "RUNNING": "DECREED"}
DAY = dt.timedelta(days=1)


def spoil(what: str, batch: Batch) -> str:
    """Break one thing in the agreement, and say which fact that is."""
    rows = Agreement.objects.filter(pk=batch.agreement_id)
    in_force, parties = "batch_under_an_agreement_in_force", batch.agreement.parties
    match what:
        case "ended":
            rows.update(ends_on=batch.last_day - DAY)
        case "begins later":
            rows.update(starts_on=batch.starts_on + DAY)
        case "signed later":
            rows.update(signed_on=batch.starts_on + DAY)
        case "terminated":
            rows.update(state="TERMINATED", terminated_on=batch.last_day)
        case "memorandum":
            rows.update(kind="MOU")
        case "scope":
            batch.agreement.fields.clear()
            return "batch_inside_the_agreed_scope"
        case "prison":
            parties.filter(facility__isnull=False).update(facility=make.FacilityFactory.create())
            return "batch_between_the_agreed_parties"
        case "centre":
            parties.filter(centre__isnull=False).update(centre=make.TrainingCentreFactory.create())
            return "batch_between_the_agreed_parties"
        case "quota":
            rows.update(quota=batch.seats - 1)
            return "batch_inside_the_quota"
    return in_force


WHAT = ["ended", "begins later", "signed later", "terminated", "memorandum", "scope", "prison", "centre", "quota"]


def refused_by(step: Callable[[], Any]) -> str:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        step()
    return str(refusal.value.__cause__.diag.constraint_name)


def at(state: str, place: Place) -> Batch:
    """With as many people as the package's standard asks of a class."""
    batch = place.batch(state=state)
    place.enrolled(batch, Enrollment.State.ACCEPTED)
    return batch


@pytest.mark.django_db
@pytest.mark.parametrize("state", list(BEFORE))
@pytest.mark.parametrize("what", WHAT)
def test_no_step_is_taken_outside_the_agreement(place: Place, state: str, what: str) -> None:
    batch = at(BEFORE[state], place)
    fact = spoil(what, batch)

    assert refused_by(lambda: Batch.objects.filter(pk=batch.pk).update(state=state)) == fact


@pytest.mark.django_db
@pytest.mark.parametrize("state", list(BEFORE))
def test_inside_the_agreement_each_step_is_taken(place: Place, state: str) -> None:
    batch = at(BEFORE[state], place)

    Batch.objects.filter(pk=batch.pk).update(state=state)

    assert Batch.objects.get().state == state


@pytest.mark.django_db
def test_who_leaves_the_steps_is_not_held(place: Place) -> None:
    batch = place.batch(state="SELECTING")
    spoil("ended", batch)

    Batch.objects.filter(pk=batch.pk).update(state="POSTPONED")

    assert Batch.objects.get().state == "POSTPONED"


def addendum(place: Place, **facts: Any) -> Agreement:
    return make.AgreementFactory.create(
        kind="ADDENDUM",
        amends=place.agreement,
        between=(place.facility, place.centre),
        signed=True,
        **{"fields": [place.field], "starts_on": dt.date(2021, 2, 1), **facts},
    )


@pytest.mark.django_db
def test_an_addendum_makes_room_lengthens_and_widens(place: Place) -> None:
    batch = place.batch()
    Agreement.objects.filter(pk=place.agreement.pk).update(quota=1, ends_on=dt.date(2021, 3, 1))
    place.agreement.fields.clear()
    addendum(place, quota=10)

    Batch.objects.filter(pk=batch.pk).update(state="SELECTING")

    assert Batch.objects.get().state == "SELECTING"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "fact"),
    [
        ({"quota": 9}, "batch_inside_the_quota"),
        ({"fields": []}, "batch_inside_the_agreed_scope"),
        ({"ends_on": dt.date(2021, 6, 11)}, "batch_under_an_agreement_in_force"),
    ],
)
def test_an_addendum_takes_room_days_and_scope_away(place: Place, facts: dict[str, Any], fact: str) -> None:
    batch = place.batch()
    addendum(place, **facts)

    assert refused_by(lambda: Batch.objects.filter(pk=batch.pk).update(state="SELECTING")) == fact


@pytest.mark.django_db
def test_other_batches_count_against_the_quota_and_cancelled_ones_do_not(place: Place) -> None:
    batch = place.batch(seats=10)
    place.batch(seats=10, state="CANCELLED")
    Agreement.objects.filter(pk=place.agreement.pk).update(quota=19)
    Batch.objects.filter(pk=batch.pk).update(state="SELECTING")
    other = place.batch(seats=10)

    assert refused_by(lambda: Batch.objects.filter(pk=other.pk).update(state="SELECTING")) == "batch_inside_the_quota"


@pytest.mark.django_db
def test_more_seats_or_another_agreement_pass_the_gate_again(place: Place) -> None:
    batch = place.batch(seats=10, state="RUNNING")
    Agreement.objects.filter(pk=place.agreement.pk).update(quota=10)
    draft = make.AgreementFactory.create(between=(place.facility, place.centre), fields=[place.field])
    rows = Batch.objects.filter(pk=batch.pk)

    assert refused_by(lambda: rows.update(seats=11)) == "batch_inside_the_quota"
    assert refused_by(lambda: rows.update(agreement=draft)) == "batch_under_an_agreement_in_force"


@pytest.mark.django_db
def test_the_refusal_is_said_in_words(place: Place) -> None:
    batch = place.batch()
    fact = spoil("quota", batch)

    with pytest.raises(ValidationError) as refused, refusals_explained():
        Batch.objects.filter(pk=batch.pk).update(state="SELECTING")

    assert refused.value.messages == [str(FACT_SENTENCES[fact])]


# -- Two at once


def two_widen(place: Place) -> list[int]:
    """Two batches of 5 seats under a quota of 12 become 7 each; the second writes before the first has ended."""
    first, second = (place.batch(seats=5, state="RUNNING") for _batch in range(2))
    Agreement.objects.filter(pk=place.agreement.pk).update(quota=12)

    def widen_second() -> None:
        try:
            Batch.objects.filter(pk=second.pk).update(seats=7)
        except IntegrityError:
            pass
        finally:
            connection.close()

    late = threading.Thread(target=widen_second)
    with transaction.atomic():
        Batch.objects.filter(pk=first.pk).update(seats=7)
        late.start()
        late.join(1)
    late.join(30)
    return sorted(Batch.objects.values_list("seats", flat=True))


@pytest.mark.django_db(transaction=True)
def test_two_batches_at_once_do_not_both_take_the_last_seats_of_the_quota() -> None:
    assert two_widen(Place("Pekalongan")) == [5, 7]


@pytest.fixture
def without_the_lock(transactional_db: None) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('batch_stands_under_its_agreement'::regproc)")
        [whole] = cursor.fetchone()
        cursor.execute(whole.replace(" FOR NO KEY UPDATE", ""))
    yield
    with connection.cursor() as cursor:
        cursor.execute(whole)


def test_without_the_trigger_s_lock_both_take_them(without_the_lock: None) -> None:
    """The control: the test above could not fail otherwise."""
    assert two_widen(Place("Pekalongan")) == [7, 7]
