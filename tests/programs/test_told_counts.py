"""What was told after release is counted in the transaction that tells it, whoever writes at the same time."""

import datetime as dt
import random
import threading
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from programs import told
from programs.models import Enrollment, Outcome, ToldCount
from tests import factories as make
from tests.programs.groups_apart import OCCUPIED, WORKING, all_told
from tests.programs.test_constraints import refused_by
from trainees.models import Inmate

KINDS = ["WORK", "BUSINESS", "TRAINING", "NONE", "NOT_REACHED"]
DAY, LATER = dt.timedelta(days=1), dt.date(2021, 6, 1)
Cell = tuple[int, int, int]


def say(enrollment: Enrollment, kind: str, *, months: int = 3, year: int = 2022) -> Outcome:
    """An answer in February of the year; nothing is kept of somebody who was not reached."""
    day = dt.date(year, 2, 1)
    is_told = kind != "NOT_REACHED"
    return make.OutcomeFactory.create(
        enrollment=enrollment,
        months=months,
        kind=kind,
        is_in_field=True if kind in OCCUPIED else None,
        asked_on=day,
        consent_on=day if is_told else None,
        consent_how="PHONE" if is_told else "",
    )


def graduate_twice() -> list[Enrollment]:
    """Two completed trainings of one field, of somebody who was released after both."""
    first = make.EnrollmentFactory.create(state=Enrollment.State.COMPLETED)
    batch = make.BatchFactory.create(
        package=first.batch.package, facility=first.batch.facility, starts_on=LATER, ends_on=LATER + 30 * DAY
    )
    second = make.graduate(batch=batch, inmate=first.inmate)
    return [first, second]


def kept() -> dict[Cell, tuple[int, int, int]]:
    """People, trainings and working by prison, field and year."""
    sums: dict[Cell, tuple[int, int, int]] = {}
    for row in ToldCount.objects.all():
        cell = row.facility_id, row.field_id, row.month.year
        people, trainings, working = sums.get(cell, (0, 0, 0))
        sums[cell] = people + row.people, trainings + row.told, working + row.working
    return sums


def counted_apart() -> dict[Cell, tuple[int, int, int]]:
    rows = all_told()
    trainings = Counter((row.prison, row.field, row.year) for row in rows)
    working = Counter((row.prison, row.field, row.year) for row in rows if row.kind in WORKING)
    people = Counter(cell for cell, _ in {((row.prison, row.field, row.year), row.person) for row in rows})
    return {cell: (people[cell], trainings[cell], working[cell]) for cell in trainings}


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_counts_are_exact_after_every_answer_change_withdrawal_and_move(seed):
    chance = random.Random(seed)
    batches = [make.BatchFactory.create(seats=50) for _ in range(3)]
    people = [make.graduate(batch=chance.choice(batches)) for _ in range(5)] + graduate_twice()
    for _ in range(40):
        enrollment, months = chance.choice(people), chance.choice([3, 6])
        outcome = Outcome.objects.filter(enrollment=enrollment, months=months).first()
        if outcome is None:
            say(enrollment, chance.choice(KINDS), months=months, year=chance.choice([2022, 2023]))
        elif chance.random() < 0.3:
            enrollment.inmate.facility = chance.choice(batches).facility
            enrollment.inmate.save(update_fields=["facility"])
        elif outcome.kind != "WITHDRAWN" and chance.random() < 0.3:
            outcome.delete()
        elif outcome.is_told:
            Outcome.objects.filter(pk=outcome.pk).update(
                kind="WITHDRAWN", withdrawn_on=dt.date(2023, 3, 1), is_in_field=None, consent_on=None, consent_how=""
            )
        assert (kept(), told.recount()) == (counted_apart(), 0)


@pytest.mark.django_db
def test_a_training_belongs_to_the_month_of_its_first_answer_and_counts_by_its_last():
    enrollment = make.graduate()
    say(enrollment, "NONE", months=3, year=2022)

    say(enrollment, "WORK", months=6, year=2023)

    [row] = ToldCount.objects.all()
    assert (row.month, row.people, row.told, row.working, row.in_field, row.training) == (
        *(dt.date(2022, 2, 1), 1, 1),
        *(1, 1, 0),
    )


@pytest.mark.django_db
def test_somebody_with_two_trainings_of_a_field_is_one_of_the_people():
    for enrollment in graduate_twice():
        say(enrollment, "WORK")

    assert [(row.people, row.told) for row in ToldCount.objects.all()] == [(1, 2)]


@pytest.mark.django_db
def test_each_night_a_wrong_count_is_found_and_mended():
    say(make.graduate(), "WORK")
    ToldCount.objects.update(working=7)

    wrong = told.recount()

    assert (wrong, kept(), told.recount()) == (1, counted_apart(), 0)


def at_once(first: Callable[[], object], second: Callable[[], object]) -> bool:
    """The first has written and not committed when the second begins; whether the second waits for it."""
    has_written, may_commit = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with transaction.atomic():
            first()
            has_written.set()
            may_commit.wait(10)
        connection.close()

    def write_after() -> None:
        second()
        connection.close()

    slow, after = threading.Thread(target=write_slowly), threading.Thread(target=write_after)
    slow.start()
    assert has_written.wait(10)
    after.start()
    after.join(0.5)
    waits = after.is_alive()
    may_commit.set()
    for thread in (slow, after):
        thread.join(10)
    return waits


@pytest.mark.django_db(transaction=True)
def test_of_two_who_write_at_once_the_second_counts_what_the_first_has_told():
    batch = make.BatchFactory.create(seats=50)
    one, other = make.graduate(batch=batch), make.graduate(batch=batch)

    waited = at_once(lambda: say(one, "WORK"), lambda: say(other, "NONE"))

    assert (waited, kept()) == (True, counted_apart())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moves_first", [True, False])
def test_a_first_answer_and_a_move_at_once_are_both_counted(moves_first):
    moving, elsewhere = make.graduate(), make.FacilityFactory.create()
    writers = [
        lambda: Inmate.objects.filter(pk=moving.inmate_id).update(facility=elsewhere),
        lambda: say(moving, "WORK"),
    ]

    waited = at_once(*(writers if moves_first else reversed(writers)))

    assert (waited, kept()) == (True, counted_apart())
    assert [row.facility_id for row in ToldCount.objects.all()] == [elsewhere.pk]


@pytest.mark.django_db
def test_a_prison_field_and_month_has_one_count():
    say(make.graduate(), "WORK")
    [row] = ToldCount.objects.all()
    row.pk = None

    assert refused_by(row.save) == "told_counted_once_a_month"
