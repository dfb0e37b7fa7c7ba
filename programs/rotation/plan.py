"""What a rotation is made of: its frame, what it needs, its classes, and the days of its blocks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

HORIZON = dt.timedelta(days=3 * 365)
DAY = dt.timedelta(days=1)

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Course:
    """A training package as a rotation sees it."""

    pk: int
    name: str
    field: int
    lesson_hours: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Room:
    """A workshop: for these fields (for any when it names none), and taken by other batches on the busy days."""

    pk: int
    name: str
    seats: int
    fields: frozenset[int] = frozenset()
    busy: frozenset[dt.date] = frozenset()

    def suits(self, course: Course) -> bool:
        return not self.fields or course.field in self.fields


@dataclass(frozen=True, slots=True)
class Teacher:
    """An instructor: by field the last day on which they may teach it, days away, and days taught elsewhere.

    `assesses`: fields of the plan that are not their own, but that their certificates let them assess, until when.
    """

    pk: int
    name: str
    until: Mapping[int, dt.date]
    away: frozenset[dt.date] = frozenset()
    busy: frozenset[dt.date] = frozenset()
    assesses: Mapping[int, dt.date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Block:
    """So many lesson days in a row, and the lesson day after them on which the last classes are tested."""

    number: int
    days: tuple[dt.date, ...]
    tested_on: dt.date


@dataclass(frozen=True)
class Frame:
    """The shape of a rotation. A day is lost on closed days; the agreement says from when, until when and for whom."""

    starts_on: dt.date
    block_days: int
    tracks: int
    groups: int
    rounds: int
    seats: int
    weekdays: frozenset[int]
    hours_per_day: int
    valid_from: dt.date
    valid_until: dt.date
    scope: frozenset[int]
    places_left: int | None = None
    closed: frozenset[dt.date] = field(default_factory=frozenset)

    @cached_property
    def blocks(self) -> list[Block]:
        """All blocks that end within three years, each with its test, the next one beginning after it."""
        days = list(self._lesson_days())
        length = self.block_days + 1
        return [
            Block(number + 1, tuple(days[start : start + self.block_days]), days[start + self.block_days])
            for number, start in enumerate(range(0, len(days) - self.block_days, length))
        ]

    def _lesson_days(self) -> Iterator[dt.date]:
        day = self.starts_on
        while day <= self.starts_on + HORIZON:
            if day.weekday() in self.weekdays and day not in self.closed:
                yield day
            day += DAY

    def days_of(self, course: Course, block: Block) -> tuple[tuple[dt.date, ...], dt.date]:
        """The lesson days that the course needs of its block, all of them if it needs more; and the day of its test."""
        needed = -(-course.lesson_hours // self.hours_per_day)
        if needed >= len(block.days):
            return block.days, block.tested_on
        return block.days[:needed], block.days[needed]

    def is_long_enough(self, course: Course) -> bool:
        return course.lesson_hours <= self.block_days * self.hours_per_day

    @property
    def least_blocks(self) -> int:
        """The fewest blocks in which all classes can be held: tracks full, no group twice in one block."""
        return max(self.rounds, -(-self.groups * self.rounds // self.tracks))


@dataclass(frozen=True, slots=True)
class Cell:
    """One class: a group learns a course in a block on a track, somewhere and from somebody once that is known."""

    course: Course
    group: int
    block: int
    track: int
    room: Room | None = None
    teacher: Teacher | None = None

    @property
    def key(self) -> Key:
        return self.course.pk, self.group


@dataclass(frozen=True, slots=True)
class Problem:
    """A frame with what there is to fill it, in the order in which people would take it."""

    frame: Frame
    courses: tuple[Course, ...]
    rooms: tuple[Room, ...]
    teachers: tuple[Teacher, ...]
    decided: tuple[tuple[Course, int], ...] = ()

    @property
    def classes(self) -> list[tuple[Course, int]]:
        """Which group takes what: as decided, else round by round, so that neighbours differ in group and course."""
        frame, courses = self.frame, self.courses
        if self.decided:
            return list(self.decided)
        return [
            (courses[(group + turn) % len(courses)], group + 1)
            for turn in range(frame.rounds)
            for group in range(frame.groups)
        ]


def first_layout(problem: Problem) -> list[Cell]:
    """All classes one after another, each with the first workshop and instructor that suit and are free in its block.

    Where none is free the first that suits is taken, so that the clash is seen.
    """
    cells: list[Cell] = []
    for place, (course, group) in enumerate(problem.classes):
        block, track = divmod(place, min(problem.frame.tracks, problem.frame.groups))
        beside = [cell for cell in cells if cell.block == block + 1]
        rooms = [room for room in problem.rooms if room.suits(course)]
        teachers = [teacher for teacher in problem.teachers if course.field in teacher.until]
        free_rooms = [room for room in rooms if room not in [cell.room for cell in beside]]
        free_teachers = [who for who in teachers if who not in [cell.teacher for cell in beside]]
        cells.append(
            Cell(
                course,
                group,
                block + 1,
                track + 1,
                next(iter(free_rooms or rooms), None),
                next(iter(free_teachers or teachers), None),
            )
        )
    return cells
