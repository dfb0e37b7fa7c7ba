"""No batch is planned, decreed or started outside an agreement in force and its scope, nor over its quota."""

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from facilities.models import Agreement
from programs.actions import batches as actions
from programs.actions import decrees
from programs.findings import blocks, planning_findings
from programs.forms.batches import BatchForm
from programs.models import Batch, Enrollment
from tests import factories as make
from tests.cast import Place

STEPS = {"planned": "PLANNED", "decreed": "SELECTING", "started": "DECREED"}


def take(step: str, batch: Batch, place: Place) -> None:
    if step == "planned":
        actions.open_selection(batch, by=place.staff)
    elif step == "decreed":
        day = batch.starts_on - dt.timedelta(days=3)
        decrees.decree([batch], number="SK-1", on=day, today=day, by=place.head)
    else:
        actions.start(batch, on=batch.starts_on, by=place.staff)


def ready_for(step: str, place: Place) -> Batch:
    """A batch to whose next step nothing is missing."""
    facts = {"decree_number": "SK-1", "decreed_on": dt.date(2021, 6, 1)} if step == "started" else {}
    batch = place.batch(state=STEPS[step], **facts)
    place.enrolled(batch, Enrollment.State.ACCEPTED)
    place.sessions(batch)
    return batch


def spoil(what: str, batch: Batch) -> str:
    """Break one thing in the agreement, and say which finding that is."""
    rows = Agreement.objects.filter(pk=batch.agreement_id)
    if what == "ended":
        rows.update(ends_on=batch.starts_on)
        return "AGREEMENT_NOT_IN_FORCE"
    if what == "signed later":
        rows.update(signed_on=batch.ends_on)
        return "AGREEMENT_NOT_IN_FORCE"
    if what == "terminated":
        rows.update(state="TERMINATED", terminated_on=batch.ends_on)
        return "AGREEMENT_NOT_IN_FORCE"
    if what == "scope":
        batch.agreement.fields.clear()
        return "FIELD_OUT_OF_SCOPE"
    rows.update(quota=batch.seats - 1)
    return "QUOTA"


@pytest.mark.django_db
@pytest.mark.parametrize("step", list(STEPS))
@pytest.mark.parametrize("what", ["ended", "signed later", "terminated", "scope", "quota"])
def test_each_step_needs_the_agreement(step: str, what: str) -> None:
    place = Place("Pekalongan")
    batch = ready_for(step, place)
    code = spoil(what, batch)
    batch = Batch.objects.with_places().get(pk=batch.pk)
    said = [finding.text for finding in planning_findings(batch) if finding.code == code]

    with pytest.raises(ValidationError) as refused:
        take(step, batch, place)

    assert said and set(said) <= set(refused.value.messages)
    batch.refresh_from_db()
    assert batch.state == STEPS[step]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["MOU", "ADDENDUM"])
def test_a_batch_is_planned_under_a_working_agreement_only(kind: str) -> None:
    place = Place("Pekalongan")
    Agreement.objects.filter(pk=place.agreement.pk).update(kind=kind)
    batch = Batch.objects.with_places().get(pk=place.batch().pk)

    assert [finding.code for finding in planning_findings(batch)] == ["NO_WORKING_AGREEMENT"]
    assert list(BatchForm(user=place.staff).fields["agreement"].queryset) == []


@pytest.mark.django_db
def test_the_terms_of_the_batch_s_first_day_count() -> None:
    place = Place("Pekalongan")
    batch = place.batch(seats=10)
    Agreement.objects.filter(pk=place.agreement.pk).update(quota=5)
    make.AgreementFactory.create(
        kind="ADDENDUM",
        amends=place.agreement,
        between=(place.facility, place.centre),
        fields=[place.field],
        quota=10,
        starts_on=batch.starts_on,
        signed=True,
    )

    found = {
        day: [finding.code for finding in planning_findings(at(batch, day))]
        for day in (batch.starts_on, batch.starts_on - dt.timedelta(days=1))
    }

    assert found == {batch.starts_on: [], batch.starts_on - dt.timedelta(days=1): ["QUOTA"]}


def at(batch: Batch, first: dt.date) -> Batch:
    moved = Batch.objects.with_places().get(pk=batch.pk)
    moved.starts_on = first
    return moved


@pytest.mark.django_db(transaction=True)
def test_two_plans_at_once_do_not_both_take_the_last_seats() -> None:
    place = Place("Pekalongan")
    Agreement.objects.filter(pk=place.agreement.pk).update(quota=10)
    user, start = place.staff, threading.Barrier(2)
    saved: list[bool] = []

    def plan(name: str) -> None:
        try:
            start.wait(30)
            with transaction.atomic():
                form = BatchForm(data=plan_data(place, name), user=user)
                saved.append(form.is_valid() and bool(form.save()))
        finally:
            connection.close()

    together([lambda: plan("Satu"), lambda: plan("Dua")])

    assert sorted(saved) == [False, True]
    assert list(Batch.objects.values_list("seats", flat=True)) == [10]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_same_two_plans_both_take_the_last_seats() -> None:
    """The control: the test above could not fail otherwise."""
    place = Place("Pekalongan")
    Agreement.objects.filter(pk=place.agreement.pk).update(quota=10)
    like, counted = place.batch(seats=10), threading.Barrier(2)
    kept = ("package", "facility", "agreement", "workshop", "starts_on", "ends_on", "tested_on", "seats")
    facts = {name: getattr(like, name) for name in kept}
    like.delete()
    saved: list[bool] = []

    def plan_naively(name: str) -> None:
        """Count, then write; the barrier holds both between the two."""
        try:
            with transaction.atomic():
                batch = make.BatchFactory.build(**facts, name=name)
                is_fit = not blocks(planning_findings(batch))
                counted.wait(30)
                if is_fit:
                    batch.save()
                saved.append(is_fit)
        finally:
            connection.close()

    together([lambda: plan_naively("Satu"), lambda: plan_naively("Dua")])

    assert saved == [True, True]
    assert list(Batch.objects.values_list("seats", flat=True)) == [10, 10]


def plan_data(place: Place, name: str) -> dict[str, object]:
    return {
        "name": name,
        "package": place.package.pk,
        "agreement": place.agreement.pk,
        "workshop": place.workshop.pk,
        "starts_on": "2021-06-10",
        "ends_on": "2021-06-11",
        "tested_on": "2021-06-12",
        "seats": "10",
    }


def together(steps: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=step) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
