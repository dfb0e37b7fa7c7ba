"""What was said of a session's list, one word after the other: the database keeps every one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from accounts.models import User
from programs.models import Attendance, Enrollment, Session


@dataclass(frozen=True, slots=True)
class Change:
    """One mark that was entered or changed: when, by whom, from what to what, and why where it was a correction."""

    at: dt.datetime
    by: User
    enrollment: Enrollment
    before: Said | None
    after: Said
    reason: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A mark as it stood: the letter, lesson hours (JP), minutes late and the note."""

    letter: str
    hours: int
    minutes_late: int
    note: str


def history_of(session: Session) -> list[Change]:
    """All changes of the session's attendance, the newest first, in one query."""
    events = apps.get_model("programs", "AttendanceEvent").objects.filter(session=session)
    rows = events.select_related("enrollment__inmate", "enrollment__officer", "recorded_by").order_by("pgh_id")
    last: dict[int, Said] = {}
    changes = []
    for row in rows:
        before, after = last.get(row.enrollment_id), _said(row)
        last[row.enrollment_id] = after
        if before != after:
            changes.append(_change(row, session, before, after))
    return changes[::-1]


def _said(row: Attendance | Any) -> Said:
    return Said(row.status, row.lesson_hours, row.minutes_late, row.note)


def _change(row: Any, session: Session, before: Said | None, after: Said) -> Change:
    return Change(
        at=row.recorded_at,
        by=row.recorded_by,
        enrollment=row.enrollment,
        before=before,
        after=after,
        reason=row.correction_reason,
        is_late=row.recorded_on > session.day,
    )
