"""A batch's sessions: laid out by a pattern, cancelled with a coded reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import holidays
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record, require
from audit.models import Verb
from facilities.models import Workshop
from programs.actions.batches import locked
from programs.actions.instructors import refuse_who_is_of_elsewhere
from programs.models import Batch, Instructor, Session

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
    refuse_who_is_of_elsewhere(instructor, batch, _("The instructor belongs to another training centre."))
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
