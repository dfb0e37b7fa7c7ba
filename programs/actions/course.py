"""While the batch runs: timetable, attendance, results, and people who pause or leave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import holidays
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import move, record, require
from audit.models import Verb
from facilities.models import Workshop
from programs.actions.batches import locked
from programs.actions.seats import fill_seat
from programs.models import Attendance, Batch, Enrollment, Instructor, Session, UnitResult

Status = Attendance.Status
MINUTES_OF_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Pattern:
    """How lessons repeat: on these weekdays (Monday is 0), from this time of day, so many JP a day."""

    weekdays: frozenset[int]
    starts_at: dt.time
    hours_per_day: int


def lesson_days(batch: Batch, pattern: Pattern) -> list[tuple[dt.date, int]]:
    """The days of the timetable with their JP: the weekdays wanted, without national holidays, until the
    package's hours are full. Raises ValidationError when they do not fit between first and last day."""
    closed = holidays.country_holidays("ID", years=range(batch.starts_on.year, batch.ends_on.year + 1))
    left, day, days = batch.package.lesson_hours, batch.starts_on, []
    while left > 0 and day <= batch.ends_on:
        if day.weekday() in pattern.weekdays and day not in closed:
            days.append((day, min(pattern.hours_per_day, left)))
            left -= days[-1][1]
        day += dt.timedelta(days=1)
    if left:
        raise ValidationError(
            _("%(left)d of %(total)d JP do not fit between the first and the last day.")
            % {"left": left, "total": batch.package.lesson_hours}
        )
    return days


@transaction.atomic
def lay_out_timetable(batch: Batch, pattern: Pattern, instructor: Instructor, *, by: User) -> list[Session]:
    """Lay out all sessions anew, in the prison's own time zone. Refused once attendance has been recorded."""
    batch = locked(batch)
    require(batch, Batch.State.PLANNED, Batch.State.SELECTING, Batch.State.DECREED)
    _refuse_who_is_of_elsewhere(instructor, batch, _("The instructor belongs to another training centre."))
    if not instructor.fields.filter(pk=batch.package.field_id).exists():
        raise ValidationError(
            _("%(name)s does not teach %(field)s.") % {"name": instructor.name, "field": batch.package.field}
        )
    if not Instructor.objects.teaching(batch.package.field_id, until=batch.ends_on).filter(pk=instructor.pk).exists():
        raise ValidationError(_("The methodology certificate of %(name)s runs out before.") % {"name": instructor.name})
    _refuse_lessons_past_midnight(batch, pattern)
    _hold(instructor, batch)
    batch.sessions.all().delete()
    sessions = [_session(batch, pattern, instructor, day, hours) for day, hours in lesson_days(batch, pattern)]
    for session in sessions:
        session.full_clean()
        session.save()
    record(Verb.LAY_OUT, batch, by=by, sessions=len(sessions))
    return sessions


def _refuse_who_is_of_elsewhere(instructor: Instructor, batch: Batch, why: str) -> None:
    if not Instructor.objects.of_batch(batch).filter(pk=instructor.pk).exists():
        raise ValidationError(why)


def _refuse_lessons_past_midnight(batch: Batch, pattern: Pattern) -> None:
    begins = pattern.starts_at.hour * 60 + pattern.starts_at.minute
    if begins + pattern.hours_per_day * batch.package.centre.minutes_per_jp > MINUTES_OF_A_DAY:
        raise ValidationError(
            {"hours_per_day": _("Lessons would go on past midnight: start earlier or take fewer JP a day.")}
        )


def _hold(instructor: Instructor, batch: Batch) -> None:
    """Lock whom and what the timetable books, so that two batches which want them ask one after the other."""
    Instructor.objects.select_for_update(no_key=True).get(pk=instructor.pk)
    Workshop.objects.select_for_update(no_key=True).get(pk=batch.workshop_id)


def _session(batch: Batch, pattern: Pattern, instructor: Instructor, day: dt.date, hours: int) -> Session:
    starts_at = dt.datetime.combine(day, pattern.starts_at, tzinfo=ZoneInfo(batch.facility.time_zone))
    minutes = hours * batch.package.centre.minutes_per_jp
    return Session(
        batch=batch,
        instructor=instructor,
        workshop=batch.workshop,
        day=day,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=minutes),
        lesson_hours=hours,
    )


@transaction.atomic
def record_attendance(session: Session, statuses: Mapping[Enrollment, Status], *, on: dt.date, by: User) -> None:
    """Who was there at a session; sent twice it is recorded once. Only presence earns the session's hours."""
    batch = locked(session.batch)
    require(batch, Batch.State.RUNNING, Batch.State.TESTING)
    if session.cancelled_at:
        raise ValidationError(_("This session was cancelled."))
    if session.day > on:
        raise ValidationError(_("This session has not been held yet."))
    _refuse_who_is_not_in_class(batch, statuses)
    Attendance.objects.bulk_create(
        [
            Attendance(
                session=session,
                enrollment=enrollment,
                status=status,
                lesson_hours=session.lesson_hours if status == Status.PRESENT else 0,
                recorded_by=by,
            )
            for enrollment, status in statuses.items()
        ],
        update_conflicts=True,
        unique_fields=["session", "enrollment"],
        update_fields=["status", "lesson_hours", "recorded_by", "recorded_at"],
    )
    record(Verb.ATTEND, session, by=by, present=sum(status == Status.PRESENT for status in statuses.values()))


@transaction.atomic
def cancel_session(session: Session, *, cancellation: str, reason: str, by: User) -> None:
    """A lesson of a running batch is not held: instructor and workshop are free, and nobody is absent from it.

    Raises ValidationError once attendance was recorded, and where another reason is not put into words.
    """
    batch = locked(session.batch)
    require(batch, Batch.State.RUNNING)
    session = batch.sessions.select_for_update(of=("self",), no_key=True).get(pk=session.pk)
    if session.cancelled_at:
        raise ValidationError(_("This session was cancelled."))
    if session.attendances.exists():
        raise ValidationError(_("Attendance has been recorded for this session, so it was held."))
    if cancellation == Session.Cancellation.OTHER and not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    session.cancelled_at, session.cancellation, session.cancellation_reason = Now(), cancellation, reason
    session.save(update_fields=["cancelled_at", "cancellation", "cancellation_reason"])
    record(Verb.CANCEL, session, by=by, reason=reason or str(session.get_cancellation_display()))


def _refuse_who_is_not_in_class(batch: Batch, people: Iterable[Enrollment]) -> None:
    """Asked of the database, because a participant may have paused or left since the page was opened."""
    there = set(batch.enrollments.active().values_list("pk", flat=True))
    gone = sorted(person.person.name for person in people if person.pk not in there)
    if gone:
        raise ValidationError(_("Not an active participant of this batch: %(names)s.") % {"names": ", ".join(gone)})


@dataclass(frozen=True, slots=True)
class Assessment:
    """One verdict to be recorded."""

    enrollment: Enrollment
    unit_id: int
    verdict: UnitResult.Verdict


@transaction.atomic
def record_results(
    batch: Batch, assessments: Iterable[Assessment], *, assessor: Instructor, on: dt.date, today: dt.date, by: User
) -> None:
    """An assessor's verdicts of the day `on`. A unit that is K stays K; one that is BK gets its next attempt.

    Raises ValidationError outside the testing state, for a day in the future or before the batch's first, for
    somebody who is not an active participant of it, or for a unit already K.
    """
    batch = locked(batch)
    require(batch, Batch.State.TESTING)
    _refuse_who_is_of_elsewhere(assessor, batch, _("The assessor belongs to another training centre."))
    if on > today:
        raise ValidationError({"on": _("The test cannot lie in the future.")})
    if on < batch.starts_on:
        raise ValidationError({"on": _("The test cannot lie before the first day of the batch.")})
    assessments = list(assessments)
    _refuse_who_is_not_in_class(batch, [assessment.enrollment for assessment in assessments])
    for assessment in assessments:
        _record_one(assessment, assessor, on, by)
    record(Verb.ASSESS, batch, by=by)


def _record_one(given: Assessment, assessor: Instructor, on: dt.date, by: User) -> None:
    earlier = UnitResult.objects.filter(enrollment=given.enrollment, unit=given.unit_id)
    if earlier.competent().exists():
        raise ValidationError(_("%(name)s is already competent in this unit.") % {"name": given.enrollment.person.name})
    last = earlier.aggregate(last=Max("attempt"))["last"] or 0
    UnitResult.objects.create(
        enrollment=given.enrollment,
        unit_id=given.unit_id,
        attempt=last + 1,
        verdict=given.verdict,
        assessor=assessor,
        assessed_on=on,
        recorded_by=by,
    )


@transaction.atomic
def suspend(enrollment: Enrollment, *, reason: str, by: User) -> None:
    """Pause a participant: the seat stays taken, and missed sessions are no absences."""
    _move_participant(enrollment, Enrollment.State.SUSPENDED, Verb.SUSPEND, by=by, reason=reason)


@transaction.atomic
def resume(enrollment: Enrollment, *, by: User) -> None:
    _move_participant(enrollment, Enrollment.State.ACTIVE, Verb.RESUME, by=by)


@transaction.atomic
def drop(enrollment: Enrollment, *, drop_reason: Enrollment.DropReason, reason: str, by: User) -> None:
    """Take a participant out for a coded reason; hours and units earned stay on record, the reserve moves up."""
    _move_participant(enrollment, Enrollment.State.DROPPED, Verb.DROP, by=by, reason=reason, drop_reason=drop_reason)


def _move_participant(
    enrollment: Enrollment, to: Enrollment.State, verb: Verb, *, by: User, reason: str = "", **facts: object
) -> None:
    batch = locked(enrollment.batch)
    row = Enrollment.objects.select_for_update(of=("self",)).get(pk=enrollment.pk)
    had_seat = row.has_seat
    move(row, to, verb, by=by, reason=reason, is_confidential=True, **facts)
    if had_seat and not row.has_seat:
        fill_seat(row, batch=batch, by=by)
