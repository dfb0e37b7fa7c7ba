"""The recap of a batch's attendance: everybody against every session, whole or of one month."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from programs.models import Attendance, Batch, Enrollment, Session


@dataclass(frozen=True, slots=True)
class RecapRow:
    """One participant: a mark or None for each session shown; lesson hours (JP) attended in the sessions shown and
    in all; JP that were given to this person in all, that is of the package's sessions with a mark."""

    enrollment: Enrollment
    marks: list[Attendance | None]
    hours_shown: int
    hours: int
    hours_given: int
    threshold: int

    @property
    def percent(self) -> int | None:
        """Of the hours given so far, rounded down so that nobody seems to be above the threshold who is not."""
        return 100 * self.hours // self.hours_given if self.hours_given else None

    @property
    def is_below(self) -> bool:
        return self.hours_given > 0 and 100 * self.hours < self.threshold * self.hours_given


@dataclass(frozen=True, slots=True)
class Recap:
    """`late` are the sessions shown of which something was entered after their day."""

    batch: Batch
    sessions: list[Session]
    rows: list[RecapRow]
    months: list[dt.date]
    month: dt.date | None
    late: set[int]

    @property
    def hours_shown(self) -> int:
        return sum(session.lesson_hours for session in self.sessions)


def recap_of(batch: Batch, month: dt.date | None = None) -> Recap:
    """The recap of all sessions that were not cancelled, or of those in the month that begins on this day."""
    everything = list(batch.sessions.held())
    for session in everything:
        session.batch = batch
    sessions = [session for session in everything if month in (None, session.day.replace(day=1))]
    marks: dict[int, dict[int, Attendance]] = defaultdict(dict)
    for row in Attendance.objects.filter(session__batch=batch, session__cancelled_at=None):
        marks[row.enrollment_id][row.session_id] = row
    days = {session.pk: session.day for session in everything}
    return Recap(
        batch=batch,
        sessions=sessions,
        rows=[_row(batch, person, sessions, everything, marks[person.pk]) for person in _people(batch)],
        months=sorted({session.day.replace(day=1) for session in everything}),
        month=month,
        late={
            row.session_id for own in marks.values() for row in own.values() if row.entered_on > days[row.session_id]
        },
    )


def _people(batch: Batch) -> Iterable[Enrollment]:
    return batch.enrollments.in_class().with_people()


def _row(
    batch: Batch,
    person: Enrollment,
    sessions: list[Session],
    everything: list[Session],
    marks: dict[int, Attendance],
) -> RecapRow:
    person.batch = batch
    return RecapRow(
        enrollment=person,
        marks=[marks.get(session.pk) for session in sessions],
        hours_shown=sum(marks[session.pk].lesson_hours for session in sessions if session.pk in marks),
        hours=sum(row.lesson_hours for row in marks.values()),
        hours_given=sum(row.lesson_hours for row in everything if row.pk in marks and not row.is_additional),
        threshold=batch.package.attendance_threshold,
    )
