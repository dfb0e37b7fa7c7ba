"""Attendance, results, and people who pause or leave."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from programs.actions import attendance, participants, results
from programs.actions.results import Assessment
from programs.models import Attendance, Batch, Enrollment, Session, UnitResult
from tests import factories as make
from tests.cast import Place
from tests.programs.trail import events

pytestmark = pytest.mark.django_db

FIRST, LAST, TEST = dt.date(2021, 6, 10), dt.date(2021, 6, 11), dt.date(2021, 6, 12)
Status = Attendance.Status
Verdict = UnitResult.Verdict


@pytest.fixture
def batch(place: Place) -> Batch:
    return place.batch(name="Angkatan 1", state=Batch.State.RUNNING)


@pytest.fixture
def session(place: Place, batch: Batch) -> Session:
    return place.sessions(batch)[0]


def rows() -> list[tuple[int, str, int]]:
    return list(Attendance.objects.order_by("id").values_list("enrollment", "status", "lesson_hours"))


def attend(session: Session, statuses: dict[Enrollment, Status], place: Place, on: dt.date = FIRST) -> None:
    attendance.record_attendance(session, statuses, on=on, by=place.staff)


def test_only_presence_earns_the_session_s_hours(place: Place, batch: Batch, session: Session) -> None:
    people = [place.enrolled(batch) for _status in Status]

    attend(session, dict(zip(people, Status, strict=True)), place)

    assert rows() == [
        (person.pk, status.value, 8 if status == Status.PRESENT else 0)
        for person, status in zip(people, Status, strict=True)
    ]
    assert events() == [(place.staff.name, "attend", "Angkatan 1, 2021-06-10", "")]


def test_attendance_sent_twice_is_recorded_once_and_the_second_counts(
    place: Place, batch: Batch, session: Session
) -> None:
    person = place.enrolled(batch)
    attend(session, {person: Status.PRESENT}, place)
    before = Attendance.objects.get().recorded_at

    attendance.record_attendance(session, {person: Status.SICK}, on=LAST, by=place.centre_staff)

    assert rows() == [(person.pk, "S", 0)]
    row = Attendance.objects.get()
    assert row.recorded_by == place.centre_staff
    assert row.recorded_at > before


@pytest.mark.parametrize("state", ["PLANNED", "SELECTING", "DECREED", "POSTPONED", "CANCELLED"])
def test_attendance_is_refused_before_the_class(place: Place, state: str) -> None:
    batch = place.batch(state=state)
    session = place.sessions(batch)[0]

    with pytest.raises(ValidationError, match="cannot be done while the state is"):
        attend(session, {place.enrolled(batch): Status.PRESENT}, place)

    assert rows() == []


def test_attendance_is_refused_the_day_before_the_session(place: Place, batch: Batch, session: Session) -> None:
    with pytest.raises(ValidationError, match="has not been held yet"):
        attend(session, {place.enrolled(batch): Status.PRESENT}, place, on=FIRST - dt.timedelta(days=1))


def test_attendance_of_a_cancelled_session_is_refused(place: Place, batch: Batch, session: Session) -> None:
    session.cancelled_at, session.cancellation = dt.datetime(2021, 6, 9, tzinfo=dt.UTC), "POWER_CUT"
    session.save()

    with pytest.raises(ValidationError, match="was cancelled"):
        attend(session, {place.enrolled(batch): Status.PRESENT}, place)


def test_attendance_of_another_batch_s_participant_is_refused_for_all(
    place: Place, batch: Batch, session: Session
) -> None:
    other = place.enrolled(place.batch(state=Batch.State.RUNNING))

    with pytest.raises(ValidationError, match=f"Not an active participant of this batch: {other.inmate.name}"):
        attend(session, {place.enrolled(batch): Status.PRESENT, other: Status.PRESENT}, place)

    assert rows() == []
    assert events() == []


@pytest.mark.parametrize("state", ["ACCEPTED", "RESERVE", "SUSPENDED", "DROPPED"])
def test_attendance_of_somebody_not_active_is_refused(place: Place, batch: Batch, session: Session, state: str) -> None:
    """A suspended person is not absent ."""
    person = place.enrolled(batch)
    drop_reason = "HEALTH" if state == "DROPPED" else ""
    Enrollment.objects.filter(pk=person.pk).delete()
    Enrollment.objects.bulk_create(
        [Enrollment(pk=person.pk, batch=batch, inmate=person.inmate, state=state, drop_reason=drop_reason)]
    )

    with pytest.raises(ValidationError, match="Not an active participant"):
        attend(session, {person: Status.ABSENT}, place)

    assert rows() == []


# -- Results


@pytest.fixture
def testing(place: Place) -> Batch:
    return place.batch(name="Angkatan 1", state=Batch.State.TESTING)


def unit_of(batch: Batch, position: int = 1) -> int:
    return batch.package.package_units.get(position=position).unit_id


def assess(batch: Batch, *given: Assessment, place: Place, **changes: Any) -> None:
    facts = {"assessor": place.assessor, "on": TEST, "today": TEST, "by": place.centre_staff, **changes}
    results.record_results(batch, given, **facts)


def verdicts() -> list[tuple[int, int, str]]:
    return list(UnitResult.objects.order_by("id").values_list("unit", "attempt", "verdict"))


@pytest.mark.parametrize(
    ("days", "message"),
    [
        ({"on": TEST, "today": LAST}, "The test cannot lie in the future."),
        ({"on": dt.date(2021, 6, 9), "today": TEST}, "The test cannot lie before the first day of the batch."),
    ],
)
def test_a_day_on_which_no_test_can_have_been_is_refused(
    place: Place, testing: Batch, days: dict[str, dt.date], message: str
) -> None:
    given = Assessment(place.enrolled(testing), unit_of(testing), Verdict.COMPETENT)

    with pytest.raises(ValidationError) as refusal:
        assess(testing, given, place=place, **days)

    assert refusal.value.message_dict == {"on": [message]}
    assert verdicts() == []


def test_an_assessor_whose_certificate_had_expired_by_the_test_is_refused(place: Place, testing: Batch) -> None:
    given = Assessment(place.enrolled(testing), unit_of(testing), Verdict.COMPETENT)
    make.InstructorCertificateFactory.create(
        instructor=place.assessor, field=testing.package.field, valid_until=TEST - dt.timedelta(days=1)
    )

    with pytest.raises(ValidationError) as refusal:
        assess(testing, given, place=place)

    name = place.assessor.name
    assert refusal.value.message_dict == {"assessor": [f"The certificate of {name} is not valid on that day."]}
    assert verdicts() == []


def test_a_verdict_is_kept_with_assessor_and_day(place: Place, testing: Batch) -> None:
    person = place.enrolled(testing)

    assess(testing, Assessment(person, unit_of(testing), Verdict.COMPETENT), place=place)

    row = UnitResult.objects.get()
    assert (row.verdict, row.attempt, row.assessor, row.recorded_by) == (
        "K",
        1,
        place.assessor,
        place.centre_staff,
    )
    assert row.assessed_on == dt.date(2021, 6, 12)
    assert events() == [(place.centre_staff.name, "assess", "Angkatan 1", "")]


def test_bk_gets_a_second_attempt_and_k_none(place: Place, testing: Batch) -> None:
    person, unit = place.enrolled(testing), unit_of(testing)
    assess(testing, Assessment(person, unit, Verdict.NOT_YET), place=place)
    assess(testing, Assessment(person, unit, Verdict.COMPETENT), place=place)

    with pytest.raises(ValidationError, match="is already competent in this unit"):
        assess(testing, Assessment(person, unit, Verdict.NOT_YET), place=place)

    assert verdicts() == [(unit, 1, "BK"), (unit, 2, "K")]


def test_one_refused_verdict_takes_back_all_of_the_sheet(place: Place, testing: Batch) -> None:
    person, unit = place.enrolled(testing), unit_of(testing)
    assess(testing, Assessment(person, unit, Verdict.COMPETENT), place=place)

    with pytest.raises(ValidationError):
        assess(
            testing,
            Assessment(person, unit_of(testing, 2), Verdict.COMPETENT),
            Assessment(person, unit, Verdict.COMPETENT),
            place=place,
        )

    assert verdicts() == [(unit, 1, "K")]


@pytest.mark.parametrize("state", [state for state in Batch.State if state != Batch.State.TESTING])
def test_results_are_refused_unless_the_tests_are_open(place: Place, state: Batch.State) -> None:
    batch = place.batch(state=Batch.State.TESTING if state == Batch.State.CLOSED else state)
    given = Assessment(place.enrolled(batch), unit_of(batch), Verdict.COMPETENT)
    if state == Batch.State.CLOSED:
        Batch.objects.update(state=state, closed_on=LAST)

    with pytest.raises(ValidationError, match="cannot be done while the state is"):
        assess(batch, given, place=place)


def test_an_assessor_of_another_centre_is_refused(place: Place, stranger: Place, testing: Batch) -> None:
    given = Assessment(place.enrolled(testing), unit_of(testing), Verdict.COMPETENT)

    with pytest.raises(ValidationError, match="assessor belongs to another training centre"):
        assess(testing, given, place=place, assessor=stranger.instructor)


def test_a_test_before_the_first_day_is_refused(place: Place, testing: Batch) -> None:
    given = Assessment(place.enrolled(testing), unit_of(testing), Verdict.COMPETENT)

    with pytest.raises(ValidationError, match="before the first day of the batch"):
        assess(testing, given, place=place, on=FIRST - dt.timedelta(days=1))


def test_a_participant_of_another_batch_is_not_assessed_here(place: Place, testing: Batch) -> None:
    other = place.enrolled(place.batch(state=Batch.State.RUNNING))

    with pytest.raises(ValidationError, match="Not an active participant"):
        assess(testing, Assessment(other, unit_of(testing), Verdict.COMPETENT), place=place)

    assert verdicts() == []


def test_who_has_left_since_the_page_was_opened_is_not_assessed(place: Place, testing: Batch) -> None:
    person = place.enrolled(testing)
    participants.suspend(Enrollment.objects.get(pk=person.pk), reason="Sakit", by=place.staff)

    with pytest.raises(ValidationError, match="Not an active participant"):
        assess(testing, Assessment(person, unit_of(testing), Verdict.COMPETENT), place=place)


# -- People who pause or leave


def test_suspend_and_resume_keep_the_seat_and_say_why(place: Place, batch: Batch) -> None:
    person = place.enrolled(batch)

    participants.suspend(person, reason="Pengamanan", by=place.staff)
    paused = Enrollment.objects.get().state
    participants.resume(person, by=place.staff)

    assert (paused, Enrollment.objects.get().state) == ("SUSPENDED", "ACTIVE")
    label = f"{person.inmate.name}, Angkatan 1"
    assert events() == [
        (place.staff.name, "suspend", label, "Pengamanan"),
        (place.staff.name, "resume", label, ""),
    ]


@pytest.mark.parametrize(
    "reason", [reason for reason in Enrollment.DropReason if reason != Enrollment.DropReason.BATCH_ENDED]
)
def test_drop_keeps_hours_on_record_and_frees_the_person(
    place: Place, batch: Batch, session: Session, reason: Enrollment.DropReason
) -> None:
    person = place.enrolled(batch)
    attend(session, {person: Status.PRESENT}, place)

    participants.drop(person, drop_reason=reason, reason="Kata petugas", by=place.staff)

    row = Enrollment.objects.get()
    assert (row.state, row.drop_reason) == ("DROPPED", reason)
    assert rows() == [(person.pk, "H", 8)]
    label = f"{person.inmate.name}, Angkatan 1"
    assert events(verb="drop") == [(place.staff.name, "drop", label, "Kata petugas")]


@pytest.mark.parametrize(
    ("state", "step"),
    [
        ("ACCEPTED", "suspend"),
        ("SUSPENDED", "suspend"),
        ("COMPLETED", "suspend"),
        ("ACTIVE", "resume"),
        ("DROPPED", "resume"),
        ("COMPLETED", "drop"),
        ("DROPPED", "drop"),
        ("REJECTED", "drop"),
    ],
)
def test_who_is_not_there_can_neither_pause_nor_come_back_nor_leave(
    place: Place, batch: Batch, state: str, step: str
) -> None:
    facts = {"DROPPED": {"drop_reason": "HEALTH"}, "REJECTED": {"reason": "Belum siap"}}.get(state, {})
    person = Enrollment.objects.create(batch=batch, inmate=place.inmate(), state=state, **facts)
    calls = {
        "suspend": lambda: participants.suspend(person, reason="Sakit", by=place.staff),
        "resume": lambda: participants.resume(person, by=place.staff),
        "drop": lambda: participants.drop(person, drop_reason=Enrollment.DropReason.HEALTH, reason="", by=place.staff),
    }

    with pytest.raises(ValidationError, match="cannot be done while the state is"):
        calls[step]()

    assert Enrollment.objects.get().state == state
    assert events() == []
