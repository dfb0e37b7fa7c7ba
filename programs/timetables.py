"""How a timetable arises from a pattern: lesson days, blocks of a day, and the package's units in their order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from facilities.calendar import closed_days
from programs.models import Batch, Instructor, PackageUnit, Session

MINUTES_OF_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Block:
    """Lessons of a day without a longer break: from this time, so many JP; by its own instructor or the timetable's."""

    starts_at: dt.time
    hours: int
    instructor: Instructor | None = None

    def ends_after(self, minutes_per_jp: int) -> int:
        """Minutes after midnight."""
        return self.starts_at.hour * 60 + self.starts_at.minute + self.hours * minutes_per_jp


@dataclass(frozen=True, slots=True)
class Pattern:
    """How lessons repeat: on these weekdays (Monday is 0), from this time of day, so many JP; then in later blocks."""

    weekdays: frozenset[int]
    starts_at: dt.time
    hours_per_day: int
    later: tuple[Block, ...] = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        return Block(self.starts_at, self.hours_per_day), *self.later

    @property
    def hours(self) -> int:
        """JP of a whole day."""
        return sum(block.hours for block in self.blocks)


def lesson_days(
    batch: Batch, pattern: Pattern, *, closed: Collection[dt.date] | None = None
) -> list[tuple[dt.date, int]]:
    """The days of the timetable with their JP: the weekdays wanted on which the prison is not closed, until the
    package's hours are full. Raises ValidationError when they do not fit between first and last day."""
    if closed is None:
        closed = closed_days(batch.facility, batch.starts_on, batch.ends_on)
    left, day, days = batch.package.lesson_hours, batch.starts_on, []
    while left > 0 and day <= batch.ends_on:
        if day.weekday() in pattern.weekdays and day not in closed:
            days.append((day, min(pattern.hours, left)))
            left -= days[-1][1]
        day += dt.timedelta(days=1)
    if left:
        raise ValidationError(
            _("%(left)d of %(total)d JP do not fit between the first and the last day.")
            % {"left": left, "total": batch.package.lesson_hours}
        )
    return days


def drafted(
    batch: Batch, pattern: Pattern, instructor: Instructor, teachers: Mapping[int, Instructor] | None = None
) -> list[Session]:
    """The sessions that would arise, unsaved. A session teaches one unit: where a unit ends within a block, the next
    begins in a session of its own. `teachers` are the instructors of single units, by the unit's key.

    Raises ValidationError when the hours do not fit, or the blocks of a day run into each other or past midnight.
    """
    _refuse_impossible_days(batch, pattern)
    units = _units_in_order(batch)
    unit, unit_left = next(units)
    sessions = []
    for day, hours in lesson_days(batch, pattern):
        for block in pattern.blocks:
            left, start = min(block.hours, hours), at(batch, day, block.starts_at)
            hours -= left
            while left:
                if not unit_left:
                    unit, unit_left = next(units)
                piece = min(left, unit_left)
                teacher = (teachers or {}).get(unit.unit_id) if unit else None
                sessions.append(_session(batch, start, piece, unit, teacher or block.instructor or instructor))
                left, unit_left, start = left - piece, unit_left - piece, sessions[-1].ends_at
    return sessions


def at(batch: Batch, day: dt.date, time: dt.time) -> dt.datetime:
    """The moment at which the clock of the batch's prison shows this time on this day."""
    return dt.datetime.combine(day, time, tzinfo=ZoneInfo(batch.facility.time_zone))


def length(batch: Batch, hours: int) -> dt.timedelta:
    """How long so many JP last at the batch's training centre."""
    return dt.timedelta(minutes=hours * batch.package.centre.minutes_per_jp)


def _units_in_order(batch: Batch) -> Iterator[tuple[PackageUnit | None, int]]:
    """Each unit with its JP; at last no unit, for hours that the package's units do not fill."""
    for row in batch.package.package_units.select_related("unit"):
        yield row, row.lesson_hours
    yield None, batch.package.lesson_hours


def _session(
    batch: Batch, starts_at: dt.datetime, hours: int, unit: PackageUnit | None, instructor: Instructor
) -> Session:
    return Session(
        batch=batch,
        instructor=instructor,
        workshop=batch.workshop,
        unit=unit.unit if unit else None,
        day=starts_at.date(),
        starts_at=starts_at,
        ends_at=starts_at + length(batch, hours),
        lesson_hours=hours,
    )


def _refuse_impossible_days(batch: Batch, pattern: Pattern) -> None:
    minutes = batch.package.centre.minutes_per_jp
    for number, block in enumerate(pattern.blocks, start=1):
        if block.ends_after(minutes) > MINUTES_OF_A_DAY:
            field = "hours_per_day" if number == 1 else f"hours_{number}"
            raise ValidationError(
                {field: _("Lessons would go on past midnight: start earlier or take fewer JP a day.")}
            )
    for number, (before, after) in enumerate(zip(pattern.blocks, pattern.blocks[1:], strict=False), start=2):
        if after.starts_at.hour * 60 + after.starts_at.minute < before.ends_after(minutes):
            raise ValidationError({f"starts_at_{number}": _over(before, minutes)})


def _over(block: Block, minutes_per_jp: int) -> str:
    hour, minute = divmod(block.ends_after(minutes_per_jp), 60)
    return _("The block before it lasts until %(time)s.") % {"time": f"{hour:02}.{minute:02}"}
