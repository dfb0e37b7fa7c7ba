"""What the triggers of migration 0008 refuse, however the rows are written, and the database's own day."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from programs.models import Attendance, Batch, Session
from tests import factories as make
from tests.cast import Place
from tests.programs.test_triggers import refused_by, sql

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def session(place: Place) -> Session:
    batch = place.batch(state=Batch.State.RUNNING)
    place.enrolled(batch)
    return place.sessions(batch)[0]


def row(session: Session, **facts: object) -> Attendance:
    made = make.AttendanceFactory.build(
        session=session, enrollment=session.batch.enrollments.get(), recorded_by=make.UserFactory.create()
    )
    for name, value in facts.items():
        setattr(made, name, value)
    return made


def created(session: Session, **facts: object) -> str:
    return refused_by(lambda: Attendance.objects.bulk_create([row(session, **facts)]))


@pytest.mark.parametrize("field", ["entered_on", "recorded_on"])
def test_nothing_is_recorded_before_the_session(session: Session, field: str) -> None:
    assert created(session, **{field: session.day - DAY}) == "attendance_not_before_its_session"


def test_nothing_is_recorded_on_a_day_that_has_not_come(session: Session) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT (now() AT TIME ZONE 'Asia/Jayapura')::date")
        today = cursor.fetchone()[0]

    assert today - timezone.now().date() in (dt.timedelta(0), DAY)
    late = {"entered_on": today + DAY, "recorded_on": today + DAY, "correction_reason": "Kelak"}
    assert created(session, **late) == "attendance_not_in_the_future"


def test_after_seven_days_only_the_heads_reason_lets_a_row_in(place: Place, session: Session) -> None:
    over = session.day + 8 * DAY
    late: dict[str, object] = {"entered_on": over, "recorded_on": over}

    assert created(session, **late) == "attendance_past_its_window"
    late["correction_reason"] = "Daftar kertas"
    for user in (place.staff, place.centre_head):
        assert created(session, **late, recorded_by=user) == "attendance_corrected_by_the_head"
    row(session, **late, recorded_by=place.head).save()
    assert refused_by(lambda: Attendance.objects.update(correction_reason="")) == "attendance_past_its_window"


def test_a_change_by_sql_after_seven_days_needs_its_reason_too(session: Session) -> None:
    row(session).save()

    def change() -> None:
        sql("UPDATE programs_attendance SET status = 'A', lesson_hours = 0, recorded_on = %s", session.day + 8 * DAY)

    assert refused_by(change) == "attendance_past_its_window"


def test_the_day_of_the_first_entry_stays(session: Session) -> None:
    row(session, entered_on=session.day + DAY, recorded_on=session.day + DAY).save()

    def backdate() -> None:
        Attendance.objects.update(entered_on=session.day)

    assert refused_by(backdate) == "attendance_keeps_its_first_day"
