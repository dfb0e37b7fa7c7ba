"""What was recorded of a class stays what it was, however the rows are written: raw SQL and bulk updates too."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from programs.models import (
    Attendance,
    Batch,
    InstructorCertificate,
    Session,
    StandardException,
    ToolLog,
    ToolLogLine,
)
from tests import factories as make
from tests.cast import Place

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def held(place: Place) -> Session:
    """The first of two lessons of a running batch, with somebody's attendance."""
    batch = place.batch(state=Batch.State.RUNNING)
    session = place.sessions(batch)[0]
    make.AttendanceFactory.create(session=session, enrollment=place.enrolled(batch))
    return session


def refused_by(step: Callable[[], Any]) -> str:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        step()
    return str(refusal.value.__cause__.diag.constraint_name)


def sql(text: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text, values)


def test_a_mark_is_neither_taken_away_nor_given_to_somebody_else(place: Place, held: Session) -> None:
    other = place.enrolled(held.batch)

    gone = refused_by(lambda: sql("DELETE FROM programs_attendance"))
    moved = refused_by(lambda: Attendance.objects.update(enrollment=other))

    assert (gone, moved) == ("attendance_stays_whose_it_is", "attendance_stays_whose_it_is")


def test_a_closed_batch_keeps_the_tool_log_of_a_lesson_that_was_never_closed(place: Place, held: Session) -> None:
    log = ToolLog.objects.create(session=held, handed_out_by=place.staff)
    ToolLogLine.objects.create(log=log, name="Gunting", counted=5, handed_out=5, returned=4)
    Batch.objects.filter(pk=held.batch_id).update(state="TESTING")
    Batch.objects.filter(pk=held.batch_id).update(state="CLOSED", closed_on=held.batch.tested_on)
    other = held.batch.sessions.exclude(pk=held.pk).get()
    steps: list[Callable[[], Any]] = [
        lambda: ToolLogLine.objects.update(returned=5),
        lambda: ToolLogLine.objects.all().delete(),
        lambda: ToolLog.objects.update(guard_name="Orang Lain", guard_action="Tidak ada", guard_at=timezone.now()),
        lambda: ToolLog.objects.create(session=other, handed_out_by=place.staff),
    ]

    names = [refused_by(step) for step in steps]
    ToolLog.objects.update(outcome="FOUND", outcome_note="Di gudang", outcome_on=held.day + DAY)

    assert names == ["closed_batch_keeps_its_evidence"] * len(steps)


def test_nothing_is_allowed_in_a_closed_batch(place: Place, held: Session) -> None:
    Batch.objects.filter(pk=held.batch_id).update(state="TESTING")
    Batch.objects.filter(pk=held.batch_id).update(state="CLOSED", closed_on=held.batch.tested_on)
    facts = {"code": "TOO_FEW", "figure": 1, "standard": 3, "reason": "x", "allowed_by": place.centre_head}

    name = refused_by(StandardException(batch=held.batch, **facts).save)

    assert name == "closed_batch_keeps_its_evidence"


@pytest.fixture
def earned(place: Place) -> InstructorCertificate:
    """What an officer earned in a training of instructors, past its actions."""
    package = make.PackageFactory.create(centre=place.centre, field=place.field, trains_instructors=True)
    batch = place.batch(package=package, trainee_kind="OFFICER", state=Batch.State.TESTING)
    officer = place.officer()
    enrollment = make.EnrollmentFactory.create(batch=batch, inmate=None, officer=officer, state="COMPLETED")
    instructor = make.InstructorFactory.create(centre=None, kind="OFFICER", officer=officer, fields=[place.field])
    return make.InstructorCertificateFactory.create(
        instructor=instructor, kind="METHODOLOGY", field=place.field, earned_in=enrollment, number=""
    )


def test_an_earned_certificate_is_not_made_to_last_longer_or_taken_away(earned: InstructorCertificate) -> None:
    rows = InstructorCertificate.objects.filter(pk=earned.pk)

    longer = refused_by(lambda: rows.update(valid_until=dt.date(2099, 1, 1)))
    gone = refused_by(lambda: rows.delete())
    rows.update(number="MET-7")

    assert (longer, gone) == ("earned_certificate_stays", "earned_certificate_stays")


TABLES = ("toollog", "toollogline", "writtentest", "missedtest", "outsidepermit", "helper", "instructorcertificate")


@pytest.mark.parametrize("table", TABLES)
def test_the_records_of_a_class_are_not_emptied(db: None, table: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql(f"TRUNCATE programs_{table} CASCADE")
