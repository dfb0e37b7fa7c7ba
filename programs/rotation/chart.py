"""A rotation as a picture: lanes of days with a bar for each class, placed in units of the picture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import dates
from django.utils.formats import date_format

DAY = dt.timedelta(days=1)
GUTTER, HEAD, ROOM = 128, 34, 790
TRACK, PERSON, GAP = 46, 24, 6
TONES = 8


@dataclass(frozen=True, slots=True)
class Span:
    """A class on the calendar: from its first lesson to its last, and its test."""

    first: dt.date
    last: dt.date
    tested_on: dt.date
    track: int
    teacher: str
    label: str
    detail: str
    tone: int
    is_clash: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    x: int
    width: int
    test_x: int
    span: Span


@dataclass(frozen=True, slots=True)
class Strip:
    """Days on which nobody teaches, or one person does not; `words` say which."""

    x: int
    width: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    label: str
    y: int
    height: int
    bars: list[Bar]
    away: list[Strip]
    is_person: bool = False

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class Tick:
    x: int
    label: str


@dataclass(frozen=True, slots=True)
class RotationChart:
    width: int
    height: int
    gutter: int
    day: int
    months: list[Tick]
    weeks: list[Tick]
    closed: list[Strip]
    lanes: list[Lane]
    head: int = HEAD


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days from the first to the last, each so wide."""

    first: dt.date
    last: dt.date

    @property
    def day(self) -> int:
        return max(4, min(14, ROOM // ((self.last - self.first).days + 1)))

    def x(self, day: dt.date) -> int:
        return GUTTER + (day - self.first).days * self.day

    def days(self) -> Iterable[dt.date]:
        return (self.first + number * DAY for number in range((self.last - self.first).days + 1))

    def strips(self, wanted: Iterable[dt.date]) -> list[Strip]:
        """One strip for days that follow each other."""
        runs: list[list[dt.date]] = []
        for day in sorted(day for day in wanted if self.first <= day <= self.last):
            if runs and runs[-1][-1] == day - DAY:
                runs[-1].append(day)
            else:
                runs.append([day])
        return [Strip(self.x(run[0]), len(run) * self.day, words_of(run)) for run in runs]


def words_of(run: Sequence[dt.date]) -> str:
    first, last = (date_format(day, "SHORT_DATE_FORMAT") for day in (run[0], run[-1]))
    return first if first == last else f"{first} – {last}"


def rotation_chart(
    spans: Sequence[Span], closed: Iterable[dt.date], away: dict[str, Iterable[dt.date]], track_label: str
) -> RotationChart | None:
    """A lane for each track, `track_label` and its number, then one for each instructor; None without classes."""
    if not spans:
        return None
    days = Calendar(min(span.first for span in spans), max(span.tested_on for span in spans))
    lanes: list[Lane] = []
    y = HEAD
    for track in sorted({span.track for span in spans}):
        own = [span for span in spans if span.track == track]
        lanes.append(Lane(f"{track_label} {track}", y, TRACK, _bars(days, own), []))
        y += TRACK + GAP
    for name in sorted({span.teacher for span in spans if span.teacher}):
        own = [span for span in spans if span.teacher == name]
        lanes.append(Lane(name, y, PERSON, _bars(days, own), days.strips(away.get(name, ())), is_person=True))
        y += PERSON + GAP
    return RotationChart(
        width=days.x(days.last) + days.day + 4,
        height=y,
        gutter=GUTTER,
        day=days.day,
        months=_months(days),
        weeks=[Tick(days.x(day), str(day.day)) for day in days.days() if day.weekday() == 0],
        closed=days.strips(closed),
        lanes=lanes,
    )


def _bars(days: Calendar, spans: Iterable[Span]) -> list[Bar]:
    return [
        Bar(days.x(span.first), ((span.last - span.first).days + 1) * days.day, days.x(span.tested_on), span)
        for span in spans
    ]


def _months(days: Calendar) -> list[Tick]:
    """The first day, and the first of each month, unless it follows so soon that the words would overlap."""
    firsts = [days.first, *(day for day in days.days() if day.day == 1 and day != days.first)]
    if len(firsts) > 1 and days.x(firsts[1]) - days.x(firsts[0]) < 90:
        del firsts[0]
    return [Tick(days.x(day), f"{dates.MONTHS[day.month]} {day.year}") for day in firsts]
