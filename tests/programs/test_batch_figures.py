"""Every list and count of a batch adds up, whatever happened in it."""

from __future__ import annotations

import datetime as dt
from random import Random

import pytest
from django.test import Client
from django.urls import reverse

from programs.completion import progress_of
from programs.figures import batch_figures
from programs.models import Batch, Enrollment, MissedTest, UnitResult
from programs.models.batches import SEATED
from tests.cast import Place

pytestmark = pytest.mark.django_db
TEST = dt.date(2021, 6, 12)
State, Reason = Enrollment.State, Enrollment.DropReason


def happen(place: Place, rng: Random) -> Batch:
    """A class in which people came, left for all kinds of reasons, were tested, absent and tested again."""
    batch = place.batch(state=Batch.State.TESTING, seats=20)
    units = [row.unit for row in batch.package.package_units.all()]
    for _each in range(12):
        person = place.enrolled(batch)
        for unit in units:
            try_out(place, rng, person, unit)
        state = rng.choice([State.ACTIVE, State.ACTIVE, State.SUSPENDED, State.DROPPED, State.COMPLETED])
        reason = rng.choice(Reason.values) if state == State.DROPPED else ""
        Enrollment.objects.filter(pk=person.pk).update(state=State.SUSPENDED if state == State.SUSPENDED else "ACTIVE")
        if state not in (State.ACTIVE, State.SUSPENDED):
            Enrollment.objects.filter(pk=person.pk).update(state=state, drop_reason=reason)
    for state in (State.PROPOSED, State.RESERVE, State.ACCEPTED):
        place.enrolled(batch, state=state)
    return batch


def try_out(place: Place, rng: Random, person: Enrollment, unit: object) -> None:
    fate = rng.choice(["K", "BK", "BK then K", "absent", "absent then K", "nothing"])
    facts = {"enrollment": person, "unit": unit, "recorded_by": place.centre_staff}
    if fate.startswith("absent"):
        MissedTest.objects.create(**facts, missed_on=TEST, reason="S")
    verdicts = [word for word in fate.split(" then ") if word in ("K", "BK")]
    for attempt, verdict in enumerate(verdicts, start=1):
        day = TEST + dt.timedelta(days=attempt)
        UnitResult.objects.create(**facts, attempt=attempt, verdict=verdict, assessor=place.assessor, assessed_on=day)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_all_lists_and_counts_of_a_batch_add_up(place: Place, seed: int) -> None:
    batch = happen(place, Random(seed))

    figures = batch_figures(batch)

    assert figures.enrolled == batch.enrollments.count() == 15
    assert figures.seated == batch.enrollments.seated().count() == len(progress_of(batch))
    assert figures.seated == sum(figures.by_state.get(state, 0) for state in SEATED)
    assert figures.active == batch.enrollments.active().count()
    assert figures.dropped == batch.enrollments.filter(state="DROPPED").count()
    assert figures.transferred == batch.enrollments.filter(drop_reason="TRANSFERRED").count()
    assert figures.certified == 0
    assert len(figures.people) == batch.enrollments.in_class().count()
    assert [unit.total for unit in figures.units] == [len(figures.people)] * 2
    assert figures.competent + figures.not_yet + figures.absent + figures.open == len(figures.people)
    everybody = {row.enrollment.pk for row in figures.people}
    for unit in figures.units:
        own = UnitResult.objects.filter(unit=unit.unit.unit, enrollment__in=everybody)
        passed = set(own.competent().values_list("enrollment", flat=True))
        tried = set(own.values_list("enrollment", flat=True))
        missed = set(
            MissedTest.objects.filter(unit=unit.unit.unit, enrollment__in=everybody).values_list(
                "enrollment", flat=True
            )
        )
        assert (unit.competent, unit.not_yet) == (len(passed), len(tried - passed))
        assert (unit.absent, unit.open) == (len(missed - tried), len(everybody - tried - missed))


def test_a_page_shows_the_figures_of_the_function(place: Place) -> None:
    batch = happen(place, Random(4))
    client = Client()
    client.force_login(place.staff)

    shown = client.get(reverse("programs:batch-progress", args=[batch.pk])).context["figures"]

    assert shown.units == batch_figures(batch).units
