"""Letters and states are those we know, however the rows are written; and small things asked for twice or too early."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Model
from django.urls import reverse

from audit.models import AuditEvent, Verb
from facilities.actions.calendar import remove_closed_day
from facilities.models import ClosedDay
from programs.actions.permits import remove_permit
from programs.models import (
    Attendance,
    Batch,
    Enrollment,
    InstructorAbsence,
    MissedTest,
    OutsidePermit,
    Session,
    ToolLog,
    UnitResult,
    WrittenTest,
)
from tests.cast import Place
from tests.programs.conftest import SignIn
from tests.programs.test_timetable_facts import refused_by

pytestmark = pytest.mark.django_db


def letter(place: Place) -> Callable[[], Any]:
    batch = place.batch(running=True)
    [session, _other] = place.sessions(batch)
    day = {"entered_on": session.day, "recorded_on": session.day, "recorded_by": place.staff}
    row = Attendance(session=session, enrollment=place.enrolled(batch), status="X", lesson_hours=0, **day)
    return lambda: Attendance.objects.bulk_create([row])


def state_of_a_batch(place: Place) -> Callable[[], Any]:
    """Of a new one: those that are there keep their steps."""
    batch = place.batch()
    batch.pk, batch.name, batch.state = None, "Angkatan lain", "GONE"
    return lambda: Batch.objects.bulk_create([batch])


def state_of_an_enrollment(place: Place) -> Callable[[], Any]:
    row = Enrollment(batch=place.batch(), inmate=place.inmate(), state="GONE")
    return lambda: Enrollment.objects.bulk_create([row])


def reason_of_leaving(place: Place) -> Callable[[], Any]:
    row = place.enrolled(place.batch(), Enrollment.State.PROPOSED)
    return lambda: Enrollment.objects.filter(pk=row.pk).update(state="DROPPED", drop_reason="BORED")


def cancellation(place: Place) -> Callable[[], Any]:
    [row, _other] = place.sessions(place.batch())
    return lambda: Session.objects.filter(pk=row.pk).update(cancelled_at=row.starts_at, cancellation="RAIN")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (letter, "attendance_letter_is_known"),
        (state_of_a_batch, "batch_state_is_known"),
        (state_of_an_enrollment, "enrollment_state_is_known"),
        (reason_of_leaving, "drop_reason_is_known"),
        (cancellation, "session_cancellation_is_known"),
    ],
)
def test_the_database_refuses_a_letter_that_nobody_knows(place: Place, written: Any, name: str) -> None:
    assert refused_by(written(place)) == name


@pytest.mark.parametrize(
    ("model", "field", "name"),
    [
        (Attendance, "status", "attendance_letter_is_known"),
        (Batch, "state", "batch_state_is_known"),
        (Enrollment, "state", "enrollment_state_is_known"),
        (Enrollment, "drop_reason", "drop_reason_is_known"),
        (Session, "cancellation", "session_cancellation_is_known"),
        (UnitResult, "verdict", "verdict_is_known"),
        (WrittenTest, "kind", "written_test_kind_is_known"),
        (MissedTest, "reason", "missed_test_letter_is_known"),
        (ToolLog, "outcome", "tool_log_outcome_is_known"),
    ],
)
def test_what_the_database_knows_is_what_can_be_chosen(model: type[Model], field: str, name: str) -> None:
    """Whoever adds a letter adds it to the constraint too."""
    [constraint] = [row for row in model._meta.constraints if row.name == name]
    choices: Any = model._meta.get_field(field)

    known = set(re.findall(r"'([A-Z_]+)'", str(constraint.condition)))

    assert {value for value, _label in choices.choices} == known


def removals() -> int:
    return AuditEvent.objects.filter(verb=Verb.REMOVE).count()


def test_a_permit_taken_off_twice_is_written_down_once(place: Place) -> None:
    batch = place.batch(state=Batch.State.SELECTING)
    day = dt.date(2021, 6, 1)
    permit = OutsidePermit.objects.create(
        enrollment=place.enrolled(batch, Enrollment.State.ACCEPTED),
        kind="ESCORT",
        number="W13-1",
        dated_on=day,
        valid_until=batch.last_day,
        filed_by=place.staff,
    )

    for _click in range(2):
        remove_permit(OutsidePermit(pk=permit.pk, enrollment_id=permit.enrollment_id), by=place.staff)

    assert (removals(), OutsidePermit.objects.exists()) == (1, False)


def test_a_closed_day_removed_twice_is_written_down_once(place: Place) -> None:
    day = dt.date(2021, 6, 14)
    closed = ClosedDay.objects.create(facility=place.facility, name="Hari jadi", starts_on=day, ends_on=day)

    for _click in range(2):
        remove_closed_day(ClosedDay(pk=closed.pk), by=place.staff)

    assert (removals(), ClosedDay.objects.exists()) == (1, False)


@pytest.mark.parametrize("day", ["0001-01-01", "1989-12-31", "2101-01-01"])
def test_days_away_have_a_plausible_year(place: Place, sign_in: SignIn, day: str) -> None:
    page = reverse("programs:absence-add", args=[place.instructor.pk])

    answer = sign_in(place.centre_staff).post(page, {"starts_on": day, "ends_on": day, "reason": "LEAVE"})

    assert list(answer.context["form"].errors) == ["starts_on", "ends_on"]
    assert not InstructorAbsence.objects.exists()
