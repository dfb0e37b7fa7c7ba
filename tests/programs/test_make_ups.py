"""Cancelled lessons: what is owed, the first free day, the make-up, and a later last day where none is free."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from facilities.models import ClosedDay
from programs.actions import make_ups, sessions
from programs.make_ups import hours_of, last_day_needed, proposals
from programs.models import Batch, Enrollment, InstructorAbsence, Session
from tests import factories as make
from tests.cast import Place
from tests.programs.trail import events

pytestmark = pytest.mark.django_db
FIRST = dt.date(2021, 6, 10)  # a Thursday
DAY = dt.timedelta(days=1)


@pytest.fixture
def batch(place: Place) -> Batch:
    """Runs for two weeks; lessons on its first two days, a Thursday and a Friday; the first was cancelled."""
    batch = place.batch(name="Angkatan 1", running=True, ends_on=FIRST + 13 * DAY, tested_on=FIRST + 14 * DAY)
    [first, _second] = place.sessions(batch)
    sessions.cancel_sessions(batch, [first], cancellation="POWER_CUT", reason="", by=place.staff)
    return batch


def owed(batch: Batch) -> Session:
    return batch.sessions.to_make_up().with_places().get()


def proposed(batch: Batch, **facts: Any) -> str | None:
    slot = proposals(batch, [owed(batch)], today=FIRST, **facts)[owed(batch).pk]
    return f"{slot.day:%d/%m} {slot.local_hours}" if slot else None


def test_cancelled_hours_are_missing_until_they_are_made_up(place: Place, batch: Batch) -> None:
    before = hours_of(batch).missing
    row = make_ups.make_up_when_free(owed(batch), today=FIRST, by=place.centre_staff)

    assert (before, hours_of(batch).missing) == (8, 0)
    assert (row.day, row.lesson_hours, row.local_hours) == (FIRST + 7 * DAY, 8, "07.30–13.30 WIB")
    assert not batch.sessions.to_make_up().exists()


def test_the_first_free_day_is_a_weekday_of_the_class_that_is_not_taken(batch: Batch) -> None:
    """Friday has its lesson, so it is the Thursday after; the weekend and Monday are no days of this class."""
    assert proposed(batch) == "17/06 07.30–13.30"


def test_closed_days_are_not_proposed(place: Place, batch: Batch) -> None:
    ClosedDay.objects.create(name="Libur", starts_on=FIRST + 7 * DAY, ends_on=FIRST + 7 * DAY)

    assert proposed(batch) == "18/06 07.30–13.30"


def test_days_on_which_the_instructor_is_away_are_not_proposed(place: Place, batch: Batch) -> None:
    InstructorAbsence.objects.create(
        instructor=place.instructor, starts_on=FIRST + 7 * DAY, ends_on=FIRST + 8 * DAY, reason="LEAVE"
    )

    assert proposed(batch) is None
    assert last_day_needed(batch, [owed(batch)], today=FIRST) == FIRST + 14 * DAY


def test_a_day_on_which_the_workshop_is_taken_is_not_proposed(place: Place, batch: Batch) -> None:
    other = place.batch(ends_on=FIRST + 10 * DAY)
    colleague = make.InstructorFactory.create(centre=place.centre)
    make.SessionFactory.create(batch=other, day=FIRST + 7 * DAY, instructor=colleague)

    assert proposed(batch) == "18/06 07.30–13.30"


def test_a_short_lesson_fits_behind_the_lessons_of_the_day(place: Place, batch: Batch) -> None:
    Session.objects.filter(pk=owed(batch).pk).update(lesson_hours=4)

    assert proposed(batch) == "11/06 13.30–16.30"


def test_two_that_are_owed_are_proposed_two_days(place: Place, batch: Batch) -> None:
    sessions.cancel_sessions(batch, batch.sessions.held(), cancellation="POWER_CUT", reason="", by=place.staff)
    both = list(batch.sessions.to_make_up().with_places())

    slots = proposals(batch, both, today=FIRST)

    assert [slot.day for slot in slots.values() if slot] == [FIRST + 7 * DAY, FIRST + 8 * DAY]


def test_the_time_of_the_cancelled_lesson_itself_is_not_proposed(place: Place, batch: Batch) -> None:
    slot = proposals(batch, [owed(batch)], today=FIRST - DAY)[owed(batch).pk]

    assert slot is not None
    assert slot.day == FIRST + 7 * DAY


def test_a_make_up_that_is_cancelled_leaves_the_first_lesson_owed(place: Place, batch: Batch) -> None:
    original = owed(batch)
    row = make_ups.make_up_when_free(original, today=FIRST, by=place.centre_staff)

    sessions.cancel_sessions(batch, [row], cancellation="SECURITY", reason="", by=place.staff)

    assert list(batch.sessions.to_make_up()) == [original]


def test_what_was_made_up_is_neither_made_up_again_nor_held_after_all(place: Place, batch: Batch) -> None:
    original = owed(batch)
    make_ups.make_up_when_free(original, today=FIRST, by=place.centre_staff)

    with pytest.raises(ValidationError, match="not waiting to be made up"):
        make_ups.make_up_when_free(original, today=FIRST, by=place.centre_staff)
    with pytest.raises(ValidationError, match="has been made up"):
        sessions.restore_sessions(batch, [original], by=place.centre_staff)


def test_where_no_day_is_free_the_prison_is_asked(place: Place, batch: Batch) -> None:
    with pytest.raises(ValidationError, match="No day is free until the last day"):
        make_ups.make_up_when_free(owed(batch), today=batch.ends_on, by=place.centre_staff)


class TestExtension:
    def extend(self, batch: Batch, place: Place, days: int = 1, reason: str = "Listrik padam") -> None:
        facts = {"ends_on": batch.ends_on + days * DAY, "tested_on": batch.tested_on + days * DAY}
        make_ups.extend(batch, **facts, reason=reason, by=place.staff)

    def test_moves_the_last_day_the_test_and_the_seats(self, place: Place, batch: Batch) -> None:
        row = place.enrolled(batch)

        self.extend(batch, place)

        batch.refresh_from_db()
        row.refresh_from_db()
        assert (batch.ends_on, batch.tested_on) == (FIRST + 14 * DAY, FIRST + 15 * DAY)
        assert row.period.upper == FIRST + 16 * DAY
        assert events()[-1] == (place.staff.name, "edit", "Angkatan 1", "Listrik padam")

    def test_wants_a_reason(self, place: Place, batch: Batch) -> None:
        with pytest.raises(ValidationError, match="Say why"):
            self.extend(batch, place, reason=" ")

    def test_never_shortens(self, place: Place, batch: Batch) -> None:
        with pytest.raises(ValidationError, match="never shorter"):
            self.extend(batch, place, days=-1)

    def test_keeps_the_test_behind_the_lessons(self, place: Place, batch: Batch) -> None:
        with pytest.raises(ValidationError, match="last day of lessons or later"):
            make_ups.extend(batch, ends_on=FIRST + 20 * DAY, tested_on=batch.tested_on, reason="Padam", by=place.staff)

    def test_stays_within_the_agreement(self, place: Place, batch: Batch) -> None:
        with pytest.raises(ValidationError, match="is not in force on all these days"):
            self.extend(batch, place, days=300)

    def test_takes_nobody_from_another_batch(self, place: Place, batch: Batch) -> None:
        row = place.enrolled(batch)
        later = {"starts_on": FIRST + 16 * DAY, "ends_on": FIRST + 20 * DAY, "tested_on": FIRST + 20 * DAY}
        other = place.batch(name="Las 2", **later)
        make.EnrollmentFactory.create(batch=other, inmate=row.inmate, state=Enrollment.State.ACCEPTED)

        with pytest.raises(ValidationError, match="has a seat in “Las 2” on these days"):
            self.extend(batch, place, days=5)

    @pytest.mark.parametrize("state", ["PLANNED", "SELECTING", "TESTING"])
    def test_is_for_batches_that_run(self, place: Place, state: str) -> None:
        with pytest.raises(ValidationError, match="cannot be done while the state is"):
            self.extend(place.batch(state=state), place)
