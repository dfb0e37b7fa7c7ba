"""A past lesson is not dated anew to win days in which its attendance may be recorded; the prison's head may."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from audit.models import Verb
from programs.actions import make_ups, participants, sessions
from programs.actions.attendance import record_attendance
from programs.models import Attendance, Batch, Enrollment, Session
from tests.cast import Place
from tests.programs.conftest import SignIn
from tests.programs.test_timetable_facts import refused_by
from tests.programs.trail import events

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
FIRST = dt.date(2021, 6, 10)
Status = Attendance.Status


@pytest.fixture
def batch(place: Place) -> Batch:
    batch = place.batch(name="Angkatan 1", running=True, ends_on=FIRST + 20 * DAY, tested_on=FIRST + 21 * DAY)
    place.sessions(batch)
    return batch


@pytest.fixture
def lesson(batch: Batch) -> Session:
    """Of the batch's first day; nothing of it is recorded."""
    return batch.sessions.all()[0]


def edited(place: Place, lesson: Session, *, day: dt.date, today: dt.date, **facts: Any) -> None:
    given = {"starts_at": dt.time(7, 30), "unit": None, "instructor": place.instructor, "workshop": place.workshop}
    sessions.edit_session(lesson, **{**given, **facts}, day=day, today=today, by=place.centre_staff)


def test_a_lesson_whose_days_are_over_is_not_moved(place: Place, batch: Batch, lesson: Session) -> None:
    today = FIRST + 8 * DAY

    with pytest.raises(ValidationError) as edit:
        edited(place, lesson, day=today, today=today)
    with pytest.raises(ValidationError) as move:
        sessions.move_sessions(batch, [lesson], days=8, today=today, by=place.centre_staff)

    assert (list(edit.value.message_dict), list(move.value.message_dict)) == (["day"], ["days"])
    assert "could be moved until Thursday, 17 June 2021" in edit.value.messages[0]


def test_until_then_it_moves_to_today_or_later_and_not_before(place: Place, lesson: Session) -> None:
    today = FIRST + 7 * DAY

    with pytest.raises(ValidationError) as refusal:
        edited(place, lesson, day=today - DAY, today=today)
    edited(place, lesson, day=today, today=today)

    assert list(refusal.value.message_dict) == ["day"]
    assert Session.objects.get(pk=lesson.pk).day == today


def test_its_instructor_may_be_put_right_at_any_time(place: Place, lesson: Session) -> None:
    edited(place, lesson, day=FIRST, today=FIRST + 12 * DAY, starts_at=dt.time(8))

    assert Session.objects.get(pk=lesson.pk).local_start == dt.time(8)


def test_before_the_class_starts_a_timetable_may_be_put_right(place: Place) -> None:
    lesson = place.sessions(place.batch(ends_on=FIRST + 6 * DAY))[0]

    edited(place, lesson, day=FIRST + 4 * DAY, today=FIRST + 30 * DAY)

    assert Session.objects.get(pk=lesson.pk).day == FIRST + 4 * DAY


def test_nothing_is_made_up_before_today_or_before_it_was_missed(place: Place, batch: Batch, lesson: Session) -> None:
    sessions.cancel_sessions(batch, [lesson], cancellation="POWER_CUT", reason="", by=place.staff)
    how = {"starts_at": dt.time(7, 30), "instructor": place.instructor, "workshop": place.workshop}
    late = batch.sessions.held()[0]
    sessions.cancel_sessions(batch, [late], cancellation="POWER_CUT", reason="", by=place.staff)

    with pytest.raises(ValidationError) as past:
        make_ups.make_up(lesson, day=FIRST + 4 * DAY, **how, today=FIRST + 5 * DAY, by=place.centre_staff)
    with pytest.raises(ValidationError) as before:
        make_ups.make_up(late, day=FIRST, **how, today=FIRST, by=place.centre_staff)
    row = make_ups.make_up(late, day=FIRST + 5 * DAY, **how, today=FIRST + 5 * DAY, by=place.centre_staff)

    assert "today or later" in past.value.messages[0]
    assert before.value.messages == ["A lesson is made up on its own day or later, not before."]
    start = row.starts_at - 5 * DAY
    moved = {"day": FIRST, "starts_at": start, "ends_at": start + dt.timedelta(hours=1)}
    assert refused_by(lambda: Session.objects.filter(pk=row.pk).update(**moved)) == "make_up_not_before_its_lesson"


class TestTheHead:
    def test_says_with_a_reason_on_which_day_it_was_held(self, place: Place, lesson: Session) -> None:
        day = {"day": FIRST + 4 * DAY, "starts_at": dt.time(13)}

        with pytest.raises(ValidationError):
            sessions.redate_session(lesson, **day, reason=" ", by=place.head)
        with pytest.raises(ValidationError):
            sessions.redate_session(lesson, **day, reason="Kami tahu", by=place.centre_staff)
        sessions.redate_session(lesson, **day, reason="Tertulis Kamis, diadakan Senin", by=place.head)

        lesson.refresh_from_db()
        trail = events(object_type="programs.session", verb=Verb.EDIT)
        assert (lesson.day, lesson.local_start) == (FIRST + 4 * DAY, dt.time(13))
        assert trail == [(str(place.head), Verb.EDIT, str(lesson), "Tertulis Kamis, diadakan Senin")]

    def test_says_that_it_was_made_up_on_a_day_before_today(
        self, place: Place, batch: Batch, lesson: Session, sign_in: SignIn
    ) -> None:
        sessions.cancel_sessions(batch, [lesson], cancellation="POWER_CUT", reason="", by=place.staff)
        sent = {"day": FIRST + 4 * DAY, "starts_at": "13:00", "instructor": place.instructor.pk}
        sent |= {"workshop": place.workshop.pk}
        head, url = sign_in(place.head), reverse("programs:session-made-up", args=[lesson.pk])

        refused = head.post(url, sent).context["form"].errors
        head.post(url, {**sent, "reason": "Ada daftar hadirnya"})

        assert list(refused) == ["reason"]
        assert batch.sessions.get(makes_up=lesson).day == FIRST + 4 * DAY

    def test_finds_the_page_from_the_list_to_correct(self, place: Place, batch: Batch, sign_in: SignIn) -> None:
        place.enrolled(batch)
        lesson, head = batch.sessions.all()[0], sign_in(place.head)
        url = reverse("programs:session-redate", args=[lesson.pk])
        page = head.get(reverse("programs:session-correct", args=[lesson.pk])).content.decode()

        head.post(url, {"day": FIRST + 4 * DAY, "starts_at": "07:30", "reason": "Diundur"})

        assert url in page
        assert Session.objects.get(pk=lesson.pk).day == FIRST + 4 * DAY


class TestWhoHasLeft:
    @pytest.fixture
    def left(self, place: Place, batch: Batch, lesson: Session) -> Enrollment:
        """Was marked absent, then left by own wish."""
        person = place.enrolled(batch)
        record_attendance(
            lesson, {person: Status.ABSENT, place.enrolled(batch): Status.PRESENT}, on=FIRST, by=place.staff
        )
        participants.drop(person, drop_reason=Enrollment.DropReason.OWN_WISH, reason="Mundur", by=place.staff)
        return person

    def test_is_corrected_by_the_head_for_days_before(
        self, place: Place, lesson: Session, left: Enrollment, sign_in: SignIn
    ) -> None:
        head, url = sign_in(place.head), reverse("programs:session-correct", args=[lesson.pk])
        marks = {f"status_{row.enrollment_id}": row.status for row in lesson.attendances.all()}

        text = head.get(url).content.decode()
        head.post(url, {**marks, f"status_{left.pk}": "S", "reason": "Ada surat dokter"})

        assert "has left" in text
        assert lesson.attendances.get(enrollment=left).status == "S"

    def test_is_nobody_the_staff_speak_of(self, place: Place, lesson: Session, left: Enrollment) -> None:
        with pytest.raises(ValidationError, match="Not an active participant"):
            record_attendance(lesson, {left: Status.SICK}, on=FIRST, by=place.staff)

    def test_is_not_spoken_of_for_days_afterwards(self, place: Place, left: Enrollment) -> None:
        tomorrow = timezone.now() + DAY

        assert list(left.batch.enrollments.who_left_since(tomorrow)) == []
        assert list(left.batch.enrollments.who_left_since(timezone.now() - DAY)) == [left]

    def test_who_never_sat_in_class_is_none_of_them(self, place: Place, batch: Batch) -> None:
        person = place.enrolled(batch, Enrollment.State.ACCEPTED)
        participants.drop(person, drop_reason=Enrollment.DropReason.OWN_WISH, reason="Mundur", by=place.staff)

        assert not batch.enrollments.who_left_since(timezone.now() - DAY).exists()
