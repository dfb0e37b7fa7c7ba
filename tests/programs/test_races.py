"""Two at the same moment, on real connections: seats, attendance, timetables, one person in two batches."""

import datetime as dt
import fcntl
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import translation

from accounts.models import User
from programs.actions import attendance, participants, results, selection, timetable, tpp
from programs.actions.results import Assessment
from programs.actions.timetable import Pattern
from programs.actions.tpp import Line, Outcome
from programs.models import Attendance, Batch, Enrollment, SeatChange, TppItem, UnitResult
from tests import factories as make
from tests.cast import Place
from trainees.models import Inmate

pytestmark = pytest.mark.django_db(transaction=True)

SEATS = 16
CANDIDATES = 50
EIGHT = Pattern(frozenset({0, 1, 2, 3, 4, 5}), dt.time(7, 30), 8)


@pytest.fixture(autouse=True)
def one_rush_at_a_time() -> Iterator[None]:
    """Fifty connections are half of what the server takes, and test processes run side by side."""
    with Path(tempfile.gettempdir(), "lapastraining-rush.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def at_once(steps: list[Callable[[], Any]]) -> list[Exception | None]:
    """Run each step in a thread with a connection of its own, all let go together; what each raised."""
    start = threading.Barrier(len(steps))
    outcomes: list[Exception | None] = [None] * len(steps)

    def run(place: int, step: Callable[[], Any]) -> None:
        try:
            start.wait(30)
            with translation.override("en"):
                step()
        except Exception as error:
            outcomes[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


def kinds(outcomes: list[Exception | None]) -> Counter[str]:
    return Counter(type(outcome).__name__ for outcome in outcomes)


@pytest.fixture
def full_house(place: Place) -> Batch:
    """A batch of 16 seats with 50 candidates, all of them approved by the TPP."""
    batch = place.batch(state=Batch.State.SELECTING, seats=SEATS)
    make.approved(*[place.enrolled(batch, Enrollment.State.PROPOSED) for _candidate in range(CANDIDATES)])
    return batch


def seated(batch: Batch) -> int:
    return Enrollment.objects.filter(batch=batch, state="ACCEPTED").count()


def test_50_acceptances_at_once_fill_16_seats_and_no_more(place: Place, full_house: Batch) -> None:
    officer = place.staff
    people = list(full_house.enrollments.select_related("inmate", "batch"))

    outcomes = at_once([partial(selection.accept, row, by=officer) for row in people])

    assert kinds(outcomes) == {"NoneType": SEATS, "ValidationError": CANDIDATES - SEATS}
    assert {outcome.messages[0] for outcome in outcomes if isinstance(outcome, ValidationError)} == {
        "The batch is full: all 16 seats are taken."
    }
    assert seated(full_house) == SEATS


@pytest.fixture
def without_the_trigger(transactional_db: None) -> Iterator[None]:
    switch = "ALTER TABLE programs_enrollment {} TRIGGER seats_never_oversold"
    with connection.cursor() as cursor:
        cursor.execute(switch.format("DISABLE"))
    yield
    with connection.cursor() as cursor:
        cursor.execute(switch.format("ENABLE"))


def take_a_seat_naively(row: Enrollment, counted: threading.Barrier) -> None:
    """Count, then write, as one would without a lock; the barrier holds all between the two."""
    with transaction.atomic():
        is_free = row.batch.enrollments.seated().count() < row.batch.seats
        counted.wait(30)
        if is_free:
            Enrollment.objects.filter(pk=row.pk).update(state="ACCEPTED")


def test_without_lock_and_trigger_the_same_rush_oversells(
    place: Place, full_house: Batch, without_the_trigger: None
) -> None:
    """The control: the tests around it could not fail otherwise."""
    people = list(full_house.enrollments.select_related("batch"))
    counted = threading.Barrier(CANDIDATES)

    outcomes = at_once([partial(take_a_seat_naively, row, counted) for row in people])

    assert kinds(outcomes) == {"NoneType": CANDIDATES}
    assert seated(full_house) == CANDIDATES


def test_without_the_lock_the_trigger_alone_still_sells_no_seat_twice(place: Place, full_house: Batch) -> None:
    people = list(full_house.enrollments.select_related("batch"))
    counted = threading.Barrier(CANDIDATES)

    outcomes = at_once([partial(take_a_seat_naively, row, counted) for row in people])

    assert kinds(outcomes) == {"NoneType": SEATS, "IntegrityError": CANDIDATES - SEATS}
    assert seated(full_house) == SEATS


def test_one_candidate_accepted_by_two_officers_at_once_takes_one_seat(place: Place, full_house: Batch) -> None:
    row = full_house.enrollments.select_related("inmate", "batch").first()
    officers = (place.staff, place.head)

    outcomes = at_once([partial(selection.accept, row, by=by) for by in officers])

    assert kinds(outcomes) == {"NoneType": 1, "ValidationError": 1}
    assert seated(full_house) == 1


def test_a_person_accepted_in_two_batches_at_once_gets_one_seat(place: Place) -> None:
    inmate, officer = place.inmate(), place.staff
    rows = [
        make.EnrollmentFactory.create(batch=place.batch(state=Batch.State.SELECTING), inmate=inmate)
        for _batch in range(4)
    ]
    for row in rows:
        make.approved(row)

    outcomes = at_once([partial(selection.accept, row, by=officer) for row in rows])

    assert kinds(outcomes) == {"NoneType": 1, "ValidationError": 3}
    assert Enrollment.objects.filter(state="ACCEPTED").count() == 1


def sheet_for(batch: Batch, inmates: list[Inmate], officer: User) -> tuple[TppItem, list[Line]]:
    """A session that gives these people the batch's seats, in this order of points."""
    lines = []
    for points, inmate in enumerate(inmates):
        row = make.EnrollmentFactory.create(batch=batch, inmate=inmate)
        make.scored(row, points, officer)
        lines.append(Line(row, Outcome.SEAT))
    session = make.TppSessionFactory.create(facility=batch.facility)
    return TppItem.objects.create(session=session, batch=batch), lines


def test_two_sessions_that_give_the_same_people_seats_at_once_give_them_in_one_batch(place: Place) -> None:
    officer = place.staff
    batches = [place.batch(state=Batch.State.SELECTING, seats=4) for _batch in range(2)]
    people = [place.inmate() for _person in range(4)]
    sheets = [sheet_for(batch, order, officer) for batch, order in zip(batches, (people, people[::-1]), strict=True)]

    outcomes = at_once(
        [partial(tpp.decide, item.batch, lines, session=item.session, by=officer) for item, lines in sheets]
    )

    assert kinds(outcomes) == {"NoneType": 1, "ValidationError": 1}
    assert sorted(Counter(Enrollment.objects.values_list("state", flat=True)).items()) == [
        ("ACCEPTED", 4),
        ("PROPOSED", 4),
    ]


def test_seats_that_fall_free_at_once_are_filled_by_as_many_of_the_reserve(place: Place) -> None:
    batch = place.batch(state=Batch.State.SELECTING, seats=4)
    leaving = [place.enrolled(batch, Enrollment.State.ACCEPTED) for _person in range(4)]
    for order in (1, 2, 3):
        Enrollment.objects.filter(pk=place.enrolled(batch, Enrollment.State.RESERVE).pk).update(reserve_order=order)
    officer, reason = place.staff, Enrollment.DropReason.TRANSFERRED

    outcomes = at_once(
        [partial(participants.drop, row, drop_reason=reason, reason="Pindah", by=officer) for row in leaving]
    )

    assert outcomes == [None] * 4
    assert SeatChange.objects.filter(moved_up__isnull=False).values("moved_up").distinct().count() == 3
    assert (seated(batch), SeatChange.objects.filter(moved_up=None).count()) == (3, 1)


def test_attendance_sent_by_two_clients_at_once_is_one_row_each(place: Place) -> None:
    batch = place.batch(state=Batch.State.RUNNING)
    session = place.sessions(batch)[0]
    officer = place.staff
    statuses = {place.enrolled(batch): Attendance.Status.PRESENT for _person in range(3)}

    def send() -> None:
        attendance.record_attendance(session, statuses, on=session.day, by=officer)

    outcomes = at_once([send] * 4)

    assert outcomes == [None] * 4
    rows = Attendance.objects.order_by("enrollment").values_list("enrollment", "lesson_hours")
    assert list(rows) == [(person.pk, 8) for person in statuses]


def test_results_sent_by_two_clients_at_once_are_one_attempt(place: Place) -> None:
    batch = place.batch(state=Batch.State.TESTING)
    person, officer, assessor = place.enrolled(batch), place.centre_staff, place.instructor
    unit = batch.package.package_units.all()[0].unit_id
    given = [Assessment(person, unit, UnitResult.Verdict.COMPETENT)]

    def send() -> None:
        results.record_results(batch, given, assessor=assessor, on=batch.tested_on, today=batch.tested_on, by=officer)

    outcomes = at_once([send] * 3)

    assert kinds(outcomes) == {"NoneType": 1, "ValidationError": 2}
    assert UnitResult.objects.count() == 1


def test_a_timetable_laid_out_by_two_clients_at_once_is_there_once(place: Place) -> None:
    batch, officer, instructor = place.batch(), place.centre_staff, place.instructor

    outcomes = at_once([lambda: timetable.lay_out_timetable(batch, EIGHT, instructor, by=officer)] * 3)

    assert outcomes == [None] * 3
    assert list(batch.sessions.values_list("lesson_hours", flat=True)) == [8, 8]


def test_two_batches_that_want_the_same_instructor_at_once_are_served_one(place: Place) -> None:
    officer, instructor = place.centre_staff, place.instructor
    batches = [place.batch(workshop=make.WorkshopFactory.create(facility=place.facility)) for _batch in range(4)]

    outcomes = at_once(
        [partial(timetable.lay_out_timetable, batch, EIGHT, instructor, by=officer) for batch in batches]
    )

    assert kinds(outcomes) == {"NoneType": 1, "ValidationError": 3}
    assert instructor.sessions.count() == 2
