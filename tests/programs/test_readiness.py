"""The gate before the first lesson: a workshop that both sides found ready for the field, on the batch's first day."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from facilities.models import ReadinessReview
from programs.actions import attendance, batches, sessions
from programs.findings import planning_findings, starting_findings
from programs.models import Attendance, Batch, Session
from tests import factories as make
from tests.cast import Place
from trainees.eligibility import Level

pytestmark = pytest.mark.django_db
FIRST = dt.date(2021, 6, 10)
NOT_FOUND_READY = {
    "no review": {"field": None},
    "a review after the first day": {"reviewed_on": dt.date(2021, 6, 11)},
    "a review that has ended": {"valid_until": dt.date(2021, 6, 9)},
    "a review that says not ready": {"verdict": "NOT_READY", "valid_until": None},
}


@pytest.mark.parametrize("facts", NOT_FOUND_READY.values(), ids=NOT_FOUND_READY)
def test_a_workshop_not_found_ready_warns_in_the_plan_and_blocks_the_start(place: Place, facts: dict) -> None:
    facts = {"field": make.FieldFactory.create()} if "field" in facts else facts
    ReadinessReview.objects.update(**facts)
    batch = place.batch()

    found = [(finding.code, finding.level) for ask in (planning_findings, starting_findings) for finding in ask(batch)]

    assert found == [("NO_READINESS", Level.WARN), ("NO_READINESS", Level.BLOCK)]


def test_a_later_review_that_says_not_ready_takes_the_earlier_one_away(place: Place) -> None:
    make.ReadinessReviewFactory.create(
        confirmed=True,
        workshop=place.workshop,
        field=place.field,
        reviewed_on=dt.date(2021, 5, 1),
        verdict="NOT_READY",
        valid_until=None,
    )

    assert [finding.code for finding in starting_findings(place.batch())] == ["NO_READINESS"]


def test_a_batch_is_not_started_and_says_why(place: Place) -> None:
    ReadinessReview.objects.update(valid_until=dt.date(2021, 6, 9))
    batch = place.batch(decreed_on=FIRST, decree_number="1", state=Batch.State.DECREED)
    place.sessions(batch)

    with pytest.raises(ValidationError, match="no longer valid on Thursday, 10 June 2021"):
        batches.start(batch, on=FIRST, by=place.staff)


def test_the_database_starts_no_batch_in_a_workshop_that_is_not_ready(place: Place) -> None:
    ReadinessReview.objects.update(valid_until=dt.date(2021, 6, 9))
    batch = place.batch(state=Batch.State.DECREED)

    with pytest.raises(IntegrityError, match="not ready"), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(state=Batch.State.RUNNING)
    ReadinessReview.objects.update(valid_until=FIRST)
    Batch.objects.filter(pk=batch.pk).update(state=Batch.State.RUNNING)


def test_a_session_with_attendance_was_held_and_is_not_cancelled(place: Place) -> None:
    batch = place.batch(state=Batch.State.RUNNING)
    enrollment = place.enrolled(batch)
    [session, free] = place.sessions(batch)
    attendance.record_attendance(session, {enrollment: Attendance.Status.PRESENT}, on=session.day, by=place.staff)

    with pytest.raises(ValidationError, match="so it was held"):
        sessions.cancel_sessions(batch, [session], cancellation="POWER_CUT", reason="", by=place.staff)
    with pytest.raises(ValidationError, match="Say why"):
        sessions.cancel_sessions(batch, [free], cancellation="OTHER", reason=" ", by=place.staff)
    sessions.cancel_sessions(batch, [free], cancellation="POWER_CUT", reason="", by=place.staff)

    assert list(Session.objects.held()) == [session]
