"""Sessions in weeks from Monday to Sunday, as timetables are read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from programs.clashes import Clash
from programs.models import Session

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """A session of a timetable, with what speaks against it."""

    session: Session
    against: list[str]


@dataclass(slots=True)
class Week:
    """The lessons of one week; `is_open` where the reader wants to see them at once."""

    monday: dt.date
    lines: list[Line] = field(default_factory=list)
    is_open: bool = False

    @property
    def sunday(self) -> dt.date:
        return self.monday + 6 * DAY

    @property
    def hours(self) -> int:
        """JP of the lessons that are held."""
        return sum(line.session.lesson_hours for line in self.lines if line.session.cancelled_at is None)

    @property
    def is_recorded(self) -> bool:
        """Attendance of every lesson is recorded: nothing is left to change."""
        return all(getattr(line.session, "recorded", 0) for line in self.lines)


FEW = 8


def monday_of(day: dt.date) -> dt.date:
    return day - day.weekday() * DAY


def by_week(sessions: Iterable[Session], *, today: dt.date | None = None, clashes: Sequence[Clash] = ()) -> list[Week]:
    """In order of time. Open are the week of today or the next one to come, weeks with clashes, and all of few."""
    against: dict[int, list[str]] = {}
    for clash in clashes:
        against.setdefault(id(clash.session), []).append(clash.text)
    weeks: dict[dt.date, Week] = {}
    for session in sorted(sessions, key=lambda row: row.starts_at):
        monday = monday_of(session.day)
        weeks.setdefault(monday, Week(monday)).lines.append(Line(session, against.get(id(session), [])))
    found = list(weeks.values())
    is_short = sum(len(week.lines) for week in found) <= FEW
    now = next((week for week in found if today is not None and week.sunday >= today), None)
    for week in found:
        week.is_open = is_short or week is now or any(line.against for line in week.lines)
    return found
