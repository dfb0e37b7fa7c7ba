"""Two at the same moment while a class runs, on real connections: lists, tools, results."""

import datetime as dt
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from audit.models import AuditEvent
from programs.actions import attendance, batches, closing, results, tools
from programs.actions.attendance import ChangedMeanwhileError, Mark, Status
from programs.actions.results import Assessment
from programs.actions.tools import Count
from programs.models import Batch, Enrollment, Session, ToolLog, UnitResult
from tests.cast import Place
from tests.programs.test_races import at_once, kinds

pytestmark = pytest.mark.django_db(transaction=True)

FIRST, TEST = dt.date(2021, 6, 10), dt.date(2021, 6, 12)
K, BK = UnitResult.Verdict.COMPETENT, UnitResult.Verdict.NOT_YET


def running(place: Place, **facts: Any) -> tuple[Batch, Session, Enrollment]:
    batch = place.batch(running=True, **facts)
    return batch, place.sessions(batch)[0], place.enrolled(batch)


def test_of_two_lists_with_different_marks_the_later_hears_of_the_other(place: Place) -> None:
    _batch, session, person = running(place)
    officers = (place.staff, place.colleague)
    said = (Mark(Status.SICK), Mark(Status.ABSENT))

    outcomes = at_once(
        [
            partial(attendance.record_attendance, session, {person: mark}, on=FIRST, by=by, seen={})
            for by, mark in zip(officers, said, strict=True)
        ]
    )

    assert kinds(outcomes) == {"NoneType": 1, ChangedMeanwhileError.__name__: 1}
    assert person.attendances.count() == 1
    assert AuditEvent.objects.filter(verb="attend").count() == 1


def test_tools_counted_while_the_session_is_closed_leave_no_closed_session_with_tools_out(place: Place) -> None:
    _batch, session, person = running(place)
    place.field.has_dangerous_tools = True
    place.field.save()
    by, now = place.staff, timezone.now()
    log = tools.count_tools(session, [Count("Gunting", 5, 5, 5)], revision=0, now=now, by=by)
    attendance.record_attendance(session, {person: Status.PRESENT}, on=FIRST, by=by)
    tools.count_tools(session, [Count("Gunting", 5, 4)], revision=log.revision, now=now, by=by)

    outcomes = at_once(
        [
            partial(closing.close_session, session, by=by),
            partial(tools.count_tools, session, [Count("Gunting", 5, 4, 4)], revision=2, now=now, by=by),
            partial(tools.count_tools, session, [Count("Gunting", 5, 3)], revision=2, now=now, by=by),
        ]
    )

    log = ToolLog.objects.get()
    is_closed = Session.objects.closed().filter(pk=session.pk).exists()
    assert {type(outcome) for outcome in outcomes} <= {type(None), ValidationError}
    assert (log.revision, is_closed) == (3, log.returned_at is not None)


def ready(place: Place) -> tuple[Batch, Enrollment, list[Assessment]]:
    batch = place.batch(state=Batch.State.TESTING)
    person = place.enrolled(batch)
    units = batch.package.package_units.values_list("unit", flat=True)
    return batch, person, [Assessment(person, unit, K) for unit in units]


def test_results_saved_while_the_batch_is_closed_count_or_are_refused(place: Place) -> None:
    batch, person, given = ready(place)
    by, assessor = place.centre_staff, place.assessor

    outcomes = at_once(
        [
            partial(results.record_results, batch, given, assessor=assessor, on=TEST, today=TEST, by=by),
            partial(batches.close, batch, on=TEST, by=by),
        ]
    )

    person.refresh_from_db()
    saved = person.results.count()
    assert outcomes[1] is None
    assert saved == (len(given) if outcomes[0] is None else 0)
    assert person.state == Enrollment.State.DROPPED  # without an hour of attendance
