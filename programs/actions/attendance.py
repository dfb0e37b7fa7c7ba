"""Who was there: recorded as often as it is sent, corrected by the head, and never over somebody else's word unseen."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.actions import record, require
from audit.models import Verb
from programs.actions.batches import locked
from programs.actions.closing import close_when_complete
from programs.actions.participants import refuse_who_is_not_in_class
from programs.lateness import hours_earned
from programs.models import Attendance, Batch, Enrollment, Session
from programs.models.attendance import EDIT_DAYS

Status = Attendance.Status


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said of one participant: the letter, minutes late (of somebody present), and a note."""

    status: Status
    minutes_late: int = 0
    note: str = ""

    @classmethod
    def of(cls, row: Attendance) -> Mark:
        return cls(Status(row.status), row.minutes_late, row.note)

    @property
    def digest(self) -> str:
        """The same for the same mark: what a page remembers of what it has shown."""
        return hashlib.sha256(f"{self.status} {self.minutes_late} {self.note}".encode()).hexdigest()[:10]


Marks = Mapping[Enrollment, Mark]
# By enrollment what the page had shown when it was opened; of whom nothing was recorded there is nothing.
Seen = Mapping[int, str]


class ChangedMeanwhileError(ValidationError):
    """Somebody recorded other marks since the list was opened: `rows` are those as they stand, by enrollment."""

    def __init__(self, rows: dict[int, Attendance]) -> None:
        super().__init__(
            _("Somebody else changed this list meanwhile. Look at the marked rows, then save again."), code="changed"
        )
        self.rows = rows


def last_day_to_change(session: Session) -> dt.date:
    """The last day on which whoever records attendance may change the session's."""
    return session.day + dt.timedelta(days=EDIT_DAYS)


@transaction.atomic
def record_attendance(
    session: Session,
    marks: Mapping[Enrollment, Mark | Status],
    *,
    on: dt.date,
    by: User,
    seen: Seen | None = None,
    reason: str = "",
) -> int:
    """Who was there at a session, as recorded on a day at the prison; how many marks that wrote.

    A bare status is somebody on time. Sent twice it is recorded once: what stands already is not written again. With
    `seen` it raises ChangedMeanwhileError where somebody else's word would be overwritten unseen. More than seven
    days after the session it needs a `reason`, from a head who may correct attendance; of whoever has left since, the
    head alone speaks. Raises ValidationError.
    """
    batch = locked(session.batch)
    require(batch, Batch.State.RUNNING, Batch.State.TESTING)
    session = Session.objects.select_for_update(of=("self",), no_key=True).get(pk=session.pk)
    session.batch = batch
    _refuse_the_day(session, on=on, by=by, reason=reason)
    wanted = {row: mark if isinstance(mark, Mark) else Mark(mark) for row, mark in marks.items()}
    _refuse_impossible(session, wanted)
    refuse_who_is_not_in_class(batch, wanted, batch.enrollments.who_left_since(session.midnight) if reason else None)
    standing = {row.enrollment_id: row for row in session.attendances.select_related("recorded_by")}
    if seen is not None:
        _refuse_unseen(wanted, standing, seen)
    fresh = {row: mark for row, mark in wanted.items() if row.pk not in standing or Mark.of(standing[row.pk]) != mark}
    if fresh:
        _write(session, fresh, on=on, by=by, reason=reason)
        present = sum(mark.status == Status.PRESENT for mark in wanted.values())
        record(Verb.CORRECT if reason else Verb.ATTEND, session, by=by, reason=reason, present=present)
        close_when_complete(session, by=by)
    return len(fresh)


def _refuse_the_day(session: Session, *, on: dt.date, by: User, reason: str) -> None:
    if session.cancelled_at:
        raise ValidationError(_("This session was cancelled."))
    if session.day > on:
        raise ValidationError(_("This session has not been held yet."))
    if reason and not by.has(Permission.CORRECT_ATTENDANCE):
        raise ValidationError(_("Only the prison's head corrects attendance."))
    if on > last_day_to_change(session) and not reason:
        raise ValidationError(
            _("Attendance could be changed until %(day)s. Now the prison's head corrects it, with a reason.")
            % {"day": date_format(last_day_to_change(session))},
            code="window",
        )


def _refuse_impossible(session: Session, marks: Marks) -> None:
    length = (session.ends_at - session.starts_at) // dt.timedelta(minutes=1)
    for row, mark in marks.items():
        if mark.minutes_late and mark.status != Status.PRESENT:
            raise ValidationError({f"late_{row.pk}": _("Only somebody present can have come late.")})
        if mark.minutes_late >= length:
            raise ValidationError(
                {
                    f"late_{row.pk}": _("The session lasts %(minutes)d minutes: who missed all of it was not present.")
                    % {"minutes": length}
                }
            )


def _refuse_unseen(marks: Marks, standing: Mapping[int, Attendance], seen: Seen) -> None:
    changed = {
        row.pk: standing[row.pk]
        for row, mark in marks.items()
        if row.pk in standing and Mark.of(standing[row.pk]).digest not in (seen.get(row.pk), mark.digest)
    }
    if changed:
        raise ChangedMeanwhileError(changed)


# What a later word replaces; the day of the first entry stays.
LAST_WORD = (
    "status",
    "minutes_late",
    "note",
    "lesson_hours",
    "recorded_on",
    "recorded_by",
    "recorded_at",
    "correction_reason",
)


def _write(session: Session, marks: Marks, *, on: dt.date, by: User, reason: str) -> None:
    Attendance.objects.bulk_create(
        [
            _row(session, enrollment, mark, entered_on=on, recorded_on=on, recorded_by=by, correction_reason=reason)
            for enrollment, mark in marks.items()
        ],
        update_conflicts=True,
        unique_fields=["session", "enrollment"],
        update_fields=LAST_WORD,
    )


def _row(session: Session, enrollment: Enrollment, mark: Mark, **facts: Any) -> Attendance:
    return Attendance(
        session=session,
        enrollment=enrollment,
        status=mark.status,
        minutes_late=mark.minutes_late,
        note=mark.note,
        lesson_hours=_earned(session, mark),
        recorded_at=Now(),
        **facts,
    )


def _earned(session: Session, mark: Mark) -> int:
    if mark.status != Status.PRESENT:
        return 0
    return hours_earned(session.lesson_hours, mark.minutes_late, centre=session.batch.package.centre)
