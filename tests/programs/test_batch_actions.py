"""The steps of a batch: what each does, what it refuses, and what it writes into the trail."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from audit.models import AuditEvent
from programs.actions import batches, decrees, selection
from programs.models import Batch, Enrollment, UnitResult
from tests import factories as make
from tests.cast import Place
from tests.programs.trail import events
from trainees.models import DisciplinarySanction

pytestmark = pytest.mark.django_db

State = Batch.State
FIRST, LAST, TEST = dt.date(2021, 6, 10), dt.date(2021, 6, 11), dt.date(2021, 6, 12)
DAY = dt.timedelta(days=1)
DECREED = {"state": State.DECREED, "decree_number": "W13-SK-1", "decreed_on": dt.date(2021, 6, 1)}


def decree(batch: Batch, place: Place) -> None:
    on = dt.date(2021, 6, 8)
    decrees.decree([batch], number="W13-SK-7", on=on, today=on, by=place.head)


def state_of(batch: Batch) -> str:
    return Batch.objects.get(pk=batch.pk).state


def pass_everything(place: Place, enrollment: Enrollment) -> None:
    """All hours of the batch's sessions and K in each unit."""
    for session in enrollment.batch.sessions.all():
        make.AttendanceFactory.create(
            session=session, enrollment=enrollment, status="H", lesson_hours=8, recorded_by=place.staff
        )
    for row in enrollment.batch.package.package_units.all():
        UnitResult.objects.create(
            enrollment=enrollment,
            unit=row.unit,
            verdict="K",
            assessor=place.assessor,
            assessed_on=TEST,
            recorded_by=place.centre_staff,
        )


def punish(enrollment: Enrollment) -> None:
    days = {"starts_on": dt.date(2021, 6, 1), "ends_on": dt.date(2021, 6, 20)}
    DisciplinarySanction.objects.create(inmate=enrollment.inmate, level="HEAVY", **days)  # type: ignore[misc]


STEPS: dict[str, tuple[Callable[[Batch, Place], None], set[Batch.State]]] = {
    "open_selection": (lambda batch, place: batches.open_selection(batch, by=place.staff), {State.PLANNED}),
    "decree": (decree, {State.SELECTING}),
    "start": (lambda batch, place: batches.start(batch, on=FIRST, by=place.staff), {State.DECREED}),
    "open_tests": (
        lambda batch, place: batches.open_tests(batch, on=LAST, by=place.centre_staff),
        {State.RUNNING},
    ),
    "close": (lambda batch, place: batches.close(batch, on=TEST, by=place.centre_staff), {State.TESTING}),
    "postpone": (
        lambda batch, place: batches.postpone(batch, reason="Listrik padam", by=place.staff),
        {State.PLANNED, State.SELECTING, State.DECREED},
    ),
    "plan_again": (lambda batch, place: batches.plan_again(batch, by=place.staff), {State.POSTPONED}),
    "cancel": (
        lambda batch, place: batches.cancel(batch, reason="Anggaran", by=place.staff),
        {State.PLANNED, State.SELECTING, State.DECREED, State.RUNNING, State.POSTPONED},
    ),
}
WRONG = [(name, state) for name, (_step, right) in STEPS.items() for state in State if state not in right]


@pytest.mark.parametrize(("name", "state"), WRONG)
def test_a_step_is_refused_from_every_state_that_the_table_does_not_lead_from(
    place: Place, name: str, state: Batch.State
) -> None:
    first = State.TESTING if state == State.CLOSED else state
    batch = place.batch(**(DECREED if state not in (State.PLANNED, State.SELECTING) else {}) | {"state": first})
    place.sessions(batch)
    place.enrolled(batch, Enrollment.State.ACCEPTED)
    if name == "open_tests":
        batch.sessions.all().delete()
    if state == State.CLOSED:
        Batch.objects.update(state=state, closed_on=TEST)

    with pytest.raises(ValidationError, match="cannot be done while the state is"):
        STEPS[name][0](batch, place)

    assert state_of(batch) == state
    assert events() == []


def test_open_selection_says_who_opened_it(place: Place) -> None:
    batch = place.batch(name="Angkatan 1")

    batches.open_selection(batch, by=place.staff)

    assert state_of(batch) == State.SELECTING
    assert events() == [(place.staff.name, "select", "Angkatan 1", "")]
    assert set(AuditEvent.objects.get().scope) == {
        f"facility:{place.facility.pk}",
        f"centre:{place.centre.pk}",
        f"region:{place.facility.region_id}",
    }


@pytest.mark.parametrize("step", ["open_selection", "decree", "start"])
def test_no_step_before_the_class_is_taken_while_something_stands_against_the_plan(place: Place, step: str) -> None:
    before = {"open_selection": {}, "decree": {"state": State.SELECTING}, "start": DECREED}[step]
    batch = place.batch(seats=21, **before)

    with pytest.raises(ValidationError) as refusal:
        STEPS[step][0](batch, place)

    assert refusal.value.messages == ["The workshop has 20 work places; the batch wants 21 seats."]


def test_decree_fixes_number_minutes_and_day(place: Place) -> None:
    batch = place.batch(name="Angkatan 1", state=State.SELECTING)
    session = make.approved(place.enrolled(batch, Enrollment.State.ACCEPTED))

    decree(batch, place)

    row = Batch.objects.get()
    assert (row.state, row.decree_number, row.minutes_number, row.decreed_on) == (
        State.DECREED,
        "W13-SK-7",
        session.minutes_number,
        dt.date(2021, 6, 8),
    )
    assert events() == [(place.head.name, "decree", "Angkatan 1", "W13-SK-7")]


@pytest.mark.parametrize("undecided", ["PROPOSED", "SHORTLISTED"])
def test_decree_refuses_while_somebody_is_not_decided_on(place: Place, undecided: str) -> None:
    batch = place.batch(state=State.SELECTING)
    place.enrolled(batch, Enrollment.State.ACCEPTED)
    make.EnrollmentFactory.create(batch=batch, state=undecided)

    with pytest.raises(ValidationError, match="1 candidate is not decided on yet"):
        decree(batch, place)


def test_decree_refuses_fewer_people_than_the_package_wants(place: Place) -> None:
    package = make.PackageFactory.create(centre=place.centre, field=place.field, least_participants=2)
    batch = place.batch(package=package, state=State.SELECTING)
    place.enrolled(batch, Enrollment.State.ACCEPTED)
    place.enrolled(batch, Enrollment.State.RESERVE)

    with pytest.raises(ValidationError, match="1 participants; the standard is at least 2"):
        decree(batch, place)


def test_decree_refuses_a_day_before_the_agreement_was_signed(place: Place) -> None:
    batch = place.batch(state=State.SELECTING)
    make.approved(place.enrolled(batch, Enrollment.State.ACCEPTED))

    with pytest.raises(ValidationError, match="before the agreement was signed"):
        decrees.decree([batch], number="1", on=dt.date(2020, 12, 31), today=FIRST, by=place.head)


def test_decree_refuses_a_day_in_the_future(place: Place) -> None:
    batch = place.batch(state=State.SELECTING)
    place.enrolled(batch, Enrollment.State.ACCEPTED)

    with pytest.raises(ValidationError) as refusal:
        decrees.decree([batch], number="1", on=FIRST, today=FIRST - DAY, by=place.head)

    assert refusal.value.message_dict == {"on": ["The day of the decree cannot lie in the future."]}


@pytest.mark.parametrize("step", ["decree", "start"])
def test_accepted_people_are_judged_again_and_each_who_is_blocked_is_named(place: Place, step: str) -> None:
    batch = place.batch(**{"decree": {"state": State.SELECTING}, "start": DECREED}[step])
    place.sessions(batch)
    rows = [place.enrolled(batch, Enrollment.State.ACCEPTED) for _person in range(3)]
    make.approved(*rows)
    for row in rows[:2]:
        punish(row)

    with pytest.raises(ValidationError) as refusal:
        STEPS[step][0](batch, place)

    why = "Disciplinary sanction until 20 June 2021; clear again on 21 June 2021."
    assert sorted(refusal.value.messages) == sorted(f"{row.inmate.name}: {why}" for row in rows[:2])
    assert events() == []


@pytest.mark.parametrize("step", ["decree", "start"])
def test_a_lifted_block_stops_neither_decree_nor_start(place: Place, step: str) -> None:
    batch = place.batch(**{"decree": {"state": State.SELECTING}, "start": DECREED}[step])
    place.sessions(batch)
    row = place.enrolled(batch, Enrollment.State.ACCEPTED)
    make.approved(row)
    punish(row)
    selection.lift_blocks(row, reason="Sanksi dicabut", by=place.head)

    STEPS[step][0](batch, place)

    assert state_of(batch) == {"decree": State.DECREED, "start": State.RUNNING}[step]


def test_start_makes_the_accepted_active_and_leaves_the_reserve_alone(place: Place) -> None:
    batch = place.batch(name="Angkatan 1", **DECREED)
    place.sessions(batch)
    accepted = place.enrolled(batch, Enrollment.State.ACCEPTED)
    reserve = place.enrolled(batch, Enrollment.State.RESERVE)

    batches.start(batch, on=FIRST, by=place.staff)

    states = dict(Enrollment.objects.values_list("pk", "state"))
    assert (state_of(batch), states) == (State.RUNNING, {accepted.pk: "ACTIVE", reserve.pk: "RESERVE"})
    assert events() == [
        (place.staff.name, "start", "Angkatan 1", ""),
        (place.staff.name, "start", f"{accepted.inmate.name}, Angkatan 1", ""),
    ]


def test_start_refuses_the_day_before_the_first(place: Place) -> None:
    batch = place.batch(**DECREED)
    place.sessions(batch)

    with pytest.raises(ValidationError, match="starts only on Thursday, 10 June 2021"):
        batches.start(batch, on=FIRST - DAY, by=place.staff)


def test_start_refuses_a_timetable_of_fewer_hours_than_the_package(place: Place) -> None:
    batch = place.batch(**DECREED)
    make.SessionFactory.create(batch=batch, instructor=place.instructor)

    with pytest.raises(ValidationError, match="The timetable has 8 JP; the package has 16 JP"):
        batches.start(batch, on=FIRST, by=place.staff)


def test_start_counts_no_cancelled_session(place: Place) -> None:
    batch = place.batch(**DECREED)
    place.sessions(batch)
    batch.sessions.filter(day=LAST).update(cancelled_at=dt.datetime(2021, 6, 11, tzinfo=dt.UTC), cancellation="HOLIDAY")

    with pytest.raises(ValidationError, match="The timetable has 8 JP"):
        batches.start(batch, on=FIRST, by=place.staff)


def test_start_refuses_a_timetable_that_the_plan_has_moved_away_from(place: Place) -> None:
    batch = place.batch(**DECREED)
    place.sessions(batch)
    Batch.objects.update(ends_on=FIRST)

    with pytest.raises(ValidationError, match="no longer fits the plan"):
        batches.start(batch, on=FIRST, by=place.staff)


def test_start_refuses_a_timetable_in_a_workshop_that_the_plan_has_left(place: Place) -> None:
    batch = place.batch(**DECREED)
    place.sessions(batch)
    elsewhere = make.WorkshopFactory.create(facility=place.facility)
    make.ReadinessReviewFactory.create(confirmed=True, workshop=elsewhere, field=place.field)
    Batch.objects.update(workshop=elsewhere)

    with pytest.raises(ValidationError, match="no longer fits the plan"):
        batches.start(batch, on=FIRST, by=place.staff)


def test_open_tests_wants_the_last_day_and_attendance_of_every_session(place: Place) -> None:
    batch = place.batch(name="Angkatan 1", state=State.RUNNING)
    first, last = place.sessions(batch)
    enrollment = place.enrolled(batch)
    facts = {"enrollment": enrollment, "status": "A", "lesson_hours": 0, "recorded_by": place.staff}
    make.AttendanceFactory.create(session=first, **facts)

    with pytest.raises(ValidationError, match="Lessons go on until Friday, 11 June 2021"):
        batches.open_tests(batch, on=FIRST, by=place.centre_staff)
    with pytest.raises(ValidationError, match="1 session has no attendance yet"):
        batches.open_tests(batch, on=LAST, by=place.centre_staff)
    make.AttendanceFactory.create(session=last, **facts)
    with pytest.raises(ValidationError, match="2 sessions are not closed: their tool logs are not complete"):
        batches.open_tests(batch, on=LAST, by=place.centre_staff)
    batch.sessions.update(closed_at=first.ends_at, closed_by=place.staff)
    batches.open_tests(batch, on=LAST, by=place.centre_staff)

    assert state_of(batch) == State.TESTING
    assert events() == [(place.centre_staff.name, "test", "Angkatan 1", "")]


def test_a_session_without_attendance_does_not_keep_a_batch_open_whose_people_have_all_left(place: Place) -> None:
    batch = place.batch(state=State.RUNNING)
    place.sessions(batch)
    Enrollment.objects.create(batch=batch, inmate=place.inmate(), state="DROPPED", drop_reason="RELEASED")

    batches.open_tests(batch, on=LAST, by=place.centre_staff)

    assert state_of(batch) == State.TESTING


def test_close_completes_only_who_has_hours_and_units_and_says_what_the_others_lack(place: Place) -> None:
    batch = place.batch(name="Angkatan 1", state=State.TESTING)
    place.sessions(batch)
    good, lazy, paused = place.enrolled(batch), place.enrolled(batch), place.enrolled(batch)
    waiting = place.enrolled(batch, Enrollment.State.RESERVE)
    pass_everything(place, good)
    pass_everything(place, paused)
    Enrollment.objects.filter(pk=paused.pk).update(state="SUSPENDED")

    batches.close(batch, on=TEST, by=place.centre_staff)

    rows = {row.pk: (row.state, row.drop_reason) for row in Enrollment.objects.all()}
    assert rows == {
        good.pk: ("COMPLETED", ""),
        lazy.pk: ("DROPPED", "BATCH_ENDED"),
        paused.pk: ("DROPPED", "BATCH_ENDED"),
        waiting.pk: ("RESERVE", ""),
    }
    closed = Batch.objects.get()
    assert (closed.state, closed.closed_on) == (State.CLOSED, TEST)
    lacks = "Hadir 0 dari 13 JP yang diperlukan. 0 dari 2 unit wajib dinyatakan K."
    by = place.centre_staff.name
    assert sorted(events()) == sorted(
        [
            (by, "complete", f"{good.inmate.name}, Angkatan 1", ""),
            (by, "drop", f"{lazy.inmate.name}, Angkatan 1", lacks),
            (by, "drop", f"{paused.inmate.name}, Angkatan 1", ""),
            (by, "close", "Angkatan 1", ""),
        ]
    )


def test_close_completes_nobody_by_itself(place: Place) -> None:
    batch = place.batch(state=State.TESTING)
    place.enrolled(batch)

    batches.close(batch, on=TEST, by=place.centre_staff)

    assert not Enrollment.objects.filter(state="COMPLETED").exists()


def test_close_refuses_before_the_last_day_of_lessons_or_test(place: Place) -> None:
    batch = place.batch(state=State.TESTING, ends_on=TEST + DAY)

    with pytest.raises(ValidationError, match="goes on until Sunday, 13 June 2021"):
        batches.close(batch, on=TEST, by=place.centre_staff)


def test_postpone_keeps_the_people_and_frees_instructor_and_workshop(place: Place) -> None:
    batch = place.batch(name="Angkatan 1", **DECREED)
    place.sessions(batch)
    enrollment = place.enrolled(batch, Enrollment.State.ACCEPTED)

    batches.postpone(batch, reason="Listrik padam", by=place.staff)
    place.sessions(place.batch())

    enrollment.refresh_from_db()
    assert (state_of(batch), enrollment.state) == (State.POSTPONED, "ACCEPTED")
    assert not batch.sessions.exists()
    assert events() == [(place.staff.name, "postpone", "Angkatan 1", "Listrik padam")]


def test_a_postponed_batch_is_planned_again(place: Place) -> None:
    batch = place.batch(name="Angkatan 1", state=State.POSTPONED)

    batches.plan_again(batch, by=place.staff)

    assert state_of(batch) == State.PLANNED
    assert events() == [(place.staff.name, "edit", "Angkatan 1", "")]


@pytest.mark.parametrize("step", [batches.postpone, batches.cancel])
def test_a_batch_is_not_put_off_or_given_up_without_a_reason(place: Place, step: Callable[..., None]) -> None:
    batch = place.batch()

    with pytest.raises(ValidationError, match="Say why"):
        step(batch, reason="  ", by=place.staff)

    assert state_of(batch) == State.PLANNED


def test_cancel_frees_everybody_in_the_batch(place: Place) -> None:
    batch = place.batch(name="Angkatan 1", state=State.SELECTING)
    seated = place.enrolled(batch, Enrollment.State.ACCEPTED)
    rejected = make.EnrollmentFactory.create(batch=batch, state="REJECTED", reason="Belum siap")

    batches.cancel(batch, reason="Anggaran dialihkan", by=place.staff)

    rows = {row.pk: (row.state, row.drop_reason) for row in Enrollment.objects.all()}
    assert rows == {seated.pk: ("DROPPED", "BATCH_ENDED"), rejected.pk: ("REJECTED", "")}
    assert events() == [
        (place.staff.name, "cancel", "Angkatan 1", "Anggaran dialihkan"),
        (place.staff.name, "drop", f"{seated.inmate.name}, Angkatan 1", "Anggaran dialihkan"),
    ]


def test_cancel_lets_its_people_join_another_batch_of_the_same_days(place: Place) -> None:
    batch, other = place.batch(state=State.SELECTING), place.batch(state=State.SELECTING)
    seated = place.enrolled(batch, Enrollment.State.ACCEPTED)
    twin = make.EnrollmentFactory.create(batch=other, inmate=seated.inmate)
    make.approved(twin)

    batches.cancel(batch, reason="Anggaran dialihkan", by=place.staff)
    selection.accept(twin, by=place.staff)

    assert Enrollment.objects.get(pk=twin.pk).state == "ACCEPTED"


def test_cancel_calls_off_the_sessions_to_come_and_keeps_those_that_were_held(place: Place) -> None:
    batch = place.batch(state=State.RUNNING)
    held, to_come = place.sessions(batch)
    make.AttendanceFactory.create(
        session=held, enrollment=place.enrolled(batch), status="H", lesson_hours=8, recorded_by=place.staff
    )

    batches.cancel(batch, reason="A" * 300, by=place.staff)

    held.refresh_from_db()
    to_come.refresh_from_db()
    assert held.cancelled_at is None
    assert (to_come.cancelled_at is not None, to_come.cancellation_reason) == (True, "A" * 200)
