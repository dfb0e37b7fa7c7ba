"""The day's list: late arrivals, the days for changes, corrections, and two people at once."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from facilities.models import TrainingCentre
from programs.actions.attendance import ChangedMeanwhileError, Mark, record_attendance
from programs.attendance_history import history_of
from programs.lateness import hours_earned
from programs.models import Attendance, Batch, Enrollment, Session
from programs.waiting import first_waiting
from tests.cast import Place
from tests.programs.trail import events

pytestmark = pytest.mark.django_db

FIRST = dt.date(2021, 6, 10)
DAY = dt.timedelta(days=1)
LAST_DAY = FIRST + 7 * DAY
Status = Attendance.Status
PRESENT, SICK = Mark(Status.PRESENT), Mark(Status.SICK)


@pytest.fixture
def batch(place: Place) -> Batch:
    return place.batch(name="Angkatan 1", state=Batch.State.RUNNING)


@pytest.fixture
def session(place: Place, batch: Batch) -> Session:
    return place.sessions(batch)[0]


@pytest.mark.parametrize(
    ("rule", "minutes", "hours"),
    [
        ("BEGUN", 0, 8),
        ("BEGUN", 1, 7),
        ("BEGUN", 45, 7),
        ("BEGUN", 46, 6),
        ("HALF", 22, 8),
        ("HALF", 23, 7),
        ("HALF", 67, 7),
        ("HALF", 68, 6),
        ("WHOLE", 44, 8),
        ("WHOLE", 45, 7),
        ("WHOLE", 900, 0),
    ],
)
def test_the_centre_says_what_coming_late_costs(rule: str, minutes: int, hours: int) -> None:
    centre = TrainingCentre(minutes_per_jp=45, lateness=rule)

    assert hours_earned(8, minutes, centre=centre) == hours


def test_minutes_late_cost_hours_and_are_kept_with_the_note(place: Place, batch: Batch, session: Session) -> None:
    person = place.enrolled(batch)

    record_attendance(session, {person: Mark(Status.PRESENT, 50, "Kunjungan")}, on=FIRST, by=place.staff)

    row = Attendance.objects.get()
    assert (row.lesson_hours, row.minutes_late, row.note) == (7, 50, "Kunjungan")


@pytest.mark.parametrize(
    ("mark", "message"),
    [
        (Mark(Status.SICK, 5), "Only somebody present can have come late."),
        (Mark(Status.PRESENT, 360), "The session lasts 360 minutes: who missed all of it was not present."),
    ],
)
def test_minutes_late_that_cannot_be_are_refused_at_the_person(
    place: Place, batch: Batch, session: Session, mark: Mark, message: str
) -> None:
    person = place.enrolled(batch)

    with pytest.raises(ValidationError) as refusal:
        record_attendance(session, {person: mark, place.enrolled(batch): PRESENT}, on=FIRST, by=place.staff)

    assert refusal.value.message_dict == {f"late_{person.pk}": [message]}
    assert not Attendance.objects.exists()


def test_what_is_entered_on_a_later_day_stays_marked_as_entered_later(
    place: Place, batch: Batch, session: Session
) -> None:
    person = place.enrolled(batch)
    record_attendance(session, {person: PRESENT}, on=FIRST + DAY, by=place.staff)

    record_attendance(session, {person: SICK}, on=LAST_DAY, by=place.centre_staff)

    row = Attendance.objects.get()
    assert (row.entered_on, row.recorded_on, row.correction_reason) == (FIRST + DAY, LAST_DAY, "")
    changes = [(row.before and row.before.letter, row.after.letter, row.is_late) for row in history_of(session)]
    assert changes == [("H", "S", True), (None, "H", True)]


def test_the_same_list_sent_again_writes_nothing(place: Place, batch: Batch, session: Session) -> None:
    person = place.enrolled(batch)
    record_attendance(session, {person: PRESENT}, on=FIRST, by=place.staff, seen={})
    before = Attendance.objects.get().recorded_at

    written = record_attendance(session, {person: PRESENT}, on=FIRST + DAY, by=place.centre_staff, seen={})

    row = Attendance.objects.get()
    assert (written, row.recorded_by, row.recorded_at) == (0, place.staff, before)
    assert events() == [(place.staff.name, "attend", "Angkatan 1, 2021-06-10", "")]


def test_staff_may_change_for_seven_days_and_then_hear_who_may(place: Place, batch: Batch, session: Session) -> None:
    person = place.enrolled(batch)
    record_attendance(session, {person: PRESENT}, on=LAST_DAY, by=place.staff)

    with pytest.raises(ValidationError, match=r"until Thursday, 17 June 2021\. Now the prison's head corrects it"):
        record_attendance(session, {person: SICK}, on=LAST_DAY + DAY, by=place.staff)
    with pytest.raises(ValidationError, match="Only the prison's head corrects"):
        record_attendance(session, {person: SICK}, on=LAST_DAY + DAY, by=place.staff, reason="Surat dokter")

    assert Attendance.objects.get().status == "H"


def test_the_head_corrects_with_a_reason_until_the_batch_closes(place: Place, batch: Batch, session: Session) -> None:
    person = place.enrolled(batch)
    record_attendance(session, {person: PRESENT}, on=FIRST, by=place.staff)

    record_attendance(session, {person: SICK}, on=LAST_DAY + DAY, by=place.head, reason="Surat dokter")

    row = Attendance.objects.get()
    assert (row.status, row.entered_on, row.recorded_by, row.correction_reason) == (
        "S",
        FIRST,
        place.head,
        "Surat dokter",
    )
    assert events(verb="correct") == [(place.head.name, "correct", "Angkatan 1, 2021-06-10", "Surat dokter")]
    first, _entered = history_of(session)
    assert (first.by, first.reason) == (place.head, "Surat dokter")


def test_of_two_at_once_the_second_is_told_what_changed_and_nothing_is_lost(
    place: Place, batch: Batch, session: Session
) -> None:
    ani, budi = place.enrolled(batch), place.enrolled(batch)
    seen: dict[int, str] = {}
    record_attendance(session, {ani: SICK, budi: PRESENT}, on=FIRST, by=place.staff, seen=seen)

    with pytest.raises(ChangedMeanwhileError) as told:
        record_attendance(session, {ani: PRESENT, budi: PRESENT}, on=FIRST, by=place.centre_staff, seen=seen)

    assert {pk: row.status for pk, row in told.value.rows.items()} == {ani.pk: "S"}
    assert Attendance.objects.get(enrollment=ani).recorded_by == place.staff


def test_who_has_seen_the_others_word_may_overrule_it(place: Place, batch: Batch, session: Session) -> None:
    person = place.enrolled(batch)
    record_attendance(session, {person: SICK}, on=FIRST, by=place.staff)

    record_attendance(session, {person: PRESENT}, on=FIRST, by=place.centre_staff, seen={person.pk: SICK.digest})

    assert Attendance.objects.get().status == "H"


def test_the_next_list_is_of_the_same_batch_then_of_another_and_never_too_old(place: Place, batch: Batch) -> None:
    place.enrolled(batch)
    here = place.sessions(batch)
    other = place.batch(state=Batch.State.RUNNING, starts_on=FIRST - 2 * DAY)
    place.enrolled(other)
    earlier = place.sessions(other)

    assert first_waiting(place.staff, on=FIRST + DAY, batch=batch) == here[0]
    assert first_waiting(place.staff, on=FIRST, batch=place.batch()) == earlier[0]
    Enrollment.objects.filter(batch=batch).update(state="SUSPENDED")
    assert first_waiting(place.staff, on=LAST_DAY - DAY, batch=batch) == earlier[1]
    assert first_waiting(place.staff, on=LAST_DAY, batch=batch) is None
