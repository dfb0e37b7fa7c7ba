"""Lessons that change after the timetable was laid out: moved, given to another, cancelled, held after all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from accounts.permissions import Permission
from audit.actions import record, require
from audit.models import Verb
from facilities.models import Workshop
from programs.actions.attendance import last_day_to_change
from programs.actions.batches import locked
from programs.actions.timetable import BEFORE_CLASS, hold, refuse_who_may_not_teach
from programs.clashes import refuse_clashes
from programs.models import Batch, Instructor, Session, Unit
from programs.timetables import MINUTES_OF_A_DAY, at, length

WHILE = (*BEFORE_CLASS, Batch.State.RUNNING)
NOT_BEFORE_TODAY = gettext_lazy(
    "A lesson is planned for today or later. Was it held on an earlier day, the prison's head says so, with a reason."
)


@transaction.atomic
def edit_session(
    session: Session,
    *,
    day: dt.date,
    starts_at: dt.time,
    unit: Unit | None,
    instructor: Instructor,
    workshop: Workshop,
    today: dt.date,
    by: User,
) -> None:
    """Another day or time (of the prison's clock), unit, instructor or workshop; its JP stay."""
    batch, rows = _locked_rows(session.batch, [session])
    row = rows[0]
    refuse_days_gone(row, day, today=today)
    row.unit, row.workshop = unit, workshop
    _give_to(batch, rows, instructor)
    place_at(row, day, starts_at)
    _save(batch, rows, Verb.EDIT, by=by)


@transaction.atomic
def move_sessions(batch: Batch, sessions: Iterable[Session], *, days: int, today: dt.date, by: User) -> None:
    """All by so many days, earlier ones where negative, at the same time of day."""
    batch, rows = _locked_rows(batch, sessions)
    try:
        for row in rows:
            day = row.day + dt.timedelta(days=days)
            refuse_days_gone(row, day, today=today)
            place_at(row, day, row.local_start)
    except ValidationError as refusal:
        raise ValidationError({"days": refusal.messages}) from refusal
    # Each moves to where the next one is going away from.
    rows.sort(key=lambda row: row.starts_at, reverse=days > 0)
    _save(batch, rows, Verb.EDIT, by=by)


@transaction.atomic
def redate_session(session: Session, *, day: dt.date, starts_at: dt.time, reason: str, by: User) -> None:
    """The prison's head says on which day a lesson was or will be held, also where staff may not move it any more."""
    if not by.has(Permission.CORRECT_ATTENDANCE):
        raise ValidationError(_("Only the prison's head changes the day of a past lesson."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    batch, rows = _locked_rows(session.batch, [session])
    place_at(rows[0], day, starts_at)
    _save(batch, rows, Verb.EDIT, by=by, reason=reason.strip())


def refuse_days_gone(row: Session, day: dt.date, *, today: dt.date) -> None:
    """A past lesson is not dated anew to win days in which staff may record or change its attendance.

    Raises ValidationError for a lesson whose days for changes are over, and for a new day before today. Before the
    class starts nothing was held.
    """
    if day == row.day or row.batch.state in BEFORE_CLASS:
        return
    last = last_day_to_change(row)
    if today > last:
        raise ValidationError(
            {
                "day": _(
                    "The lesson could be moved until %(day)s. Was it not held, cancel it and plan a make-up; else the "
                    "prison's head changes its day, with a reason."
                )
                % {"day": date_format(last)}
            }
        )
    if day < today:
        raise ValidationError({"day": NOT_BEFORE_TODAY})


@transaction.atomic
def hand_over_sessions(batch: Batch, sessions: Iterable[Session], *, instructor: Instructor, by: User) -> None:
    batch, rows = _locked_rows(batch, sessions)
    _give_to(batch, rows, instructor)
    _save(batch, rows, Verb.EDIT, by=by)


@transaction.atomic
def cancel_sessions(batch: Batch, sessions: Iterable[Session], *, cancellation: str, reason: str, by: User) -> None:
    """Lessons are not held: instructor and workshop are free, and nobody is absent from them.

    Raises ValidationError once attendance was recorded, and where another reason is not put into words.
    """
    batch, rows = _locked_rows(batch, sessions)
    if cancellation == Session.Cancellation.OTHER and not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    for row in rows:
        row.cancelled_at, row.cancellation, row.cancellation_reason = Now(), cancellation, reason.strip()
        row.save(update_fields=["cancelled_at", "cancellation", "cancellation_reason"])
        record(Verb.CANCEL, row, by=by, reason=reason or str(row.get_cancellation_display()))


@transaction.atomic
def restore_sessions(batch: Batch, sessions: Iterable[Session], *, by: User) -> None:
    """Held after all, where instructor, workshop and class are still free and nothing makes up for them."""
    batch = _locked(batch)
    wanted = [row.pk for row in sessions]
    rows = _rows(batch, wanted)
    if any(row.cancelled_at is None for row in rows):
        raise ValidationError(_("Only cancelled sessions can be held after all."))
    if batch.sessions.held().filter(makes_up__in=wanted).exists():
        raise ValidationError(_("This session has been made up; cancel the make-up session first."))
    for row in rows:
        row.cancelled_at, row.cancellation, row.cancellation_reason = None, "", ""
    _save(batch, rows, Verb.RESUME, by=by)


def place_at(row: Session, day: dt.date, starts_at: dt.time) -> None:
    """Set day, beginning and end by the prison's clock. Raises ValidationError past midnight and outside the batch."""
    batch = row.batch
    if not batch.starts_on <= day <= batch.ends_on:
        raise ValidationError({"day": _("Lessons lie between the batch's first and last day.")})
    minutes = starts_at.hour * 60 + starts_at.minute + row.lesson_hours * batch.package.centre.minutes_per_jp
    if minutes > MINUTES_OF_A_DAY:
        raise ValidationError({"starts_at": _("The lesson would go on past midnight.")})
    if row.makes_up is not None and day < row.makes_up.day:
        raise ValidationError({"day": _("A lesson is made up on its own day or later, not before.")})
    row.day, row.starts_at = day, at(batch, day, starts_at)
    row.ends_at = row.starts_at + length(batch, row.lesson_hours)


def _locked(batch: Batch) -> Batch:
    batch = locked(batch)
    require(batch, *WHILE)
    return batch


def _rows(batch: Batch, wanted: Collection[int]) -> list[Session]:
    """The sessions as they are now, locked, in order of time, each with this batch."""
    if not wanted:
        raise ValidationError(_("Tick at least one session."))
    rows = batch.sessions.select_for_update(of=("self",), no_key=True).select_related(
        "instructor", "workshop", "makes_up"
    )
    found = list(rows.filter(pk__in=wanted))
    if len(found) != len(set(wanted)):
        raise ValidationError(_("The timetable has been laid out anew meanwhile. Look at it again."))
    for row in found:
        row.batch = batch
    return found


def _locked_rows(batch: Batch, sessions: Iterable[Session]) -> tuple[Batch, list[Session]]:
    """Batch and sessions, locked. Raises ValidationError for what was cancelled, and what was held already."""
    batch = _locked(batch)
    rows = _rows(batch, [row.pk for row in sessions])
    if any(row.cancelled_at for row in rows):
        raise ValidationError(_("This session was cancelled."))
    held = Session.objects.filter(pk__in=[row.pk for row in rows], attendances__isnull=False).distinct().count()
    if held:
        raise ValidationError(
            ngettext(
                "Attendance has been recorded for this session, so it was held.",
                "Attendance has been recorded for %(count)d of these sessions, so they were held.",
                held,
            )
            % {"count": held}
        )
    return batch, rows


def _give_to(batch: Batch, rows: list[Session], instructor: Instructor) -> None:
    refuse_who_may_not_teach(instructor, batch, until=max(row.day for row in rows))
    for row in rows:
        row.instructor = instructor


def _save(batch: Batch, rows: list[Session], verb: Verb, *, by: User, reason: str = "") -> None:
    """Save what nothing stands against, and write each down. Raises ValidationError that says each clash."""
    hold(batch, [row.instructor for row in rows], {row.workshop_id for row in rows})
    refuse_clashes(batch, rows, besides=[row.pk for row in rows])
    for row in rows:
        row.save()
        record(verb, row, by=by, reason=reason)
