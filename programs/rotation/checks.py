"""What stands against a rotation, in words; asked of every plan, whoever laid it out."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.rotation.plan import Block, Cell, Frame, Key, Problem, Teacher

SHOWN_DAYS = 3


@dataclass(frozen=True, slots=True)
class Clash:
    """Something that cannot be as planned, and the classes that it is about (all of them when it names none)."""

    code: str
    text: str
    classes: frozenset[Key] = frozenset()
    level: str = "block"
    source: str = ""


def clashes(problem: Problem, cells: Iterable[Cell]) -> list[Clash]:
    """Everything that would keep these classes from being held as planned."""
    cells, frame = list(cells), problem.frame
    found = list(_of_the_frame(frame, cells))
    for cell in sorted(cells, key=lambda cell: (cell.block, cell.track)):
        if cell.block > len(frame.blocks):
            found.append(_of(cell, "TOO_LATE", _("The class would begin more than three years from now.")))
            continue
        block = frame.blocks[cell.block - 1]
        for check in (_standard, _days, _room, _teacher):
            found.extend(check(frame, cell, block))
    return [*found, *_shared(cells)]


def cautions(problem: Problem, cells: Iterable[Cell]) -> list[Clash]:
    """What is worth knowing and keeps no class from being held: a teacher whom nobody could replace at the test.

    Whoever alone has taught a unit does not assess it (rule 5.6), so that somebody else should be able to.
    """
    found: dict[tuple[int, int], Clash] = {}
    for cell in sorted(cells, key=lambda cell: (cell.block, cell.track)):
        if cell.teacher is None or cell.block > len(problem.frame.blocks):
            continue
        _days, tested_on = problem.frame.days_of(cell.course, problem.frame.blocks[cell.block - 1])
        if not any(
            _may_assess(each, cell.course.field, tested_on) for each in problem.teachers if each != cell.teacher
        ):
            text = _("nobody but %(name)s may assess the field on the day of the test, and an only teacher does not.")
            clash = _of(cell, "ONLY_ASSESSOR", text % {"name": cell.teacher.name})
            found.setdefault((cell.course.pk, cell.teacher.pk), replace(clash, level="warn"))
    return list(found.values())


def _may_assess(teacher: Teacher, field: int, day: dt.date) -> bool:
    until = teacher.until.get(field, teacher.assesses.get(field))
    return until is not None and until >= day


def _of(cell: Cell, code: str, text: str) -> Clash:
    return Clash(code, f"{name_of(cell)}: {text}", frozenset({cell.key}))


def name_of(cell: Cell) -> str:
    """The class in words, such as "Menjahit, kelompok 1"; of group 0, which is any group, only the package."""
    if not cell.group:
        return cell.course.name
    return _("%(package)s, group %(group)d") % {"package": cell.course.name, "group": cell.group}


def _of_the_frame(frame: Frame, cells: list[Cell]) -> Iterator[Clash]:
    wanted = frame.seats * len(cells)
    if frame.places_left is not None and wanted > frame.places_left:
        text = _("The agreement's quota has %(left)d places left; all classes together want %(wanted)d.")
        yield Clash("QUOTA", text % {"left": frame.places_left, "wanted": wanted})


def _standard(frame: Frame, cell: Cell, block: Block) -> Iterator[Clash]:
    course = cell.course
    if not course.least <= frame.seats <= course.most:
        text = _("the package is for %(least)d to %(most)d participants, not for %(seats)d.")
        numbers = {"least": course.least, "most": course.most, "seats": frame.seats}
        yield _of(cell, "SEATS_OFF_STANDARD", text % numbers)
    if not frame.is_long_enough(course):
        text = _("%(hours)d JP do not fit into %(days)d days of %(a_day)d JP.")
        numbers = {"hours": course.lesson_hours, "days": frame.block_days, "a_day": frame.hours_per_day}
        yield _of(cell, "HOURS", text % numbers)
    if course.field not in frame.scope:
        yield _of(cell, "FIELD_OUT_OF_SCOPE", _("the agreement does not cover the field."))


def _days(frame: Frame, cell: Cell, block: Block) -> Iterator[Clash]:
    days, tested_on = frame.days_of(cell.course, block)
    if days[0] < frame.valid_from or tested_on > frame.valid_until:
        text = _("the agreement is not in force from %(first)s to %(last)s.")
        yield _of(cell, "AGREEMENT_NOT_IN_FORCE", text % {"first": short(days[0]), "last": short(tested_on)})


def _room(frame: Frame, cell: Cell, block: Block) -> Iterator[Clash]:
    room = cell.room
    if room is None:
        yield _of(cell, "NO_ROOM", _("no workshop is chosen."))
        return
    if not room.suits(cell.course):
        yield _of(cell, "ROOM_OTHER_FIELD", _("%(room)s is not meant for the field.") % {"room": room.name})
    if frame.seats > room.seats:
        text = _("%(room)s has %(places)d work places for %(seats)d people.")
        yield _of(cell, "ROOM_TOO_SMALL", text % {"room": room.name, "places": room.seats, "seats": frame.seats})
    taken = room.busy.intersection(frame.days_of(cell.course, block)[0])
    if taken:
        text = _("%(room)s is used by another batch on %(days)s.")
        yield _of(cell, "ROOM_BUSY", text % {"room": room.name, "days": some_days(taken)})


def _teacher(frame: Frame, cell: Cell, block: Block) -> Iterator[Clash]:
    teacher, (days, tested_on) = cell.teacher, frame.days_of(cell.course, block)
    if teacher is None:
        yield _of(cell, "NO_TEACHER", _("no instructor is chosen."))
        return
    until = teacher.until.get(cell.course.field)
    name = {"name": teacher.name}
    if until is None:
        yield _of(cell, "TEACHER_OTHER_FIELD", _("%(name)s may not teach the field.") % name)
    elif until < tested_on:
        text = _("the certificate of %(name)s runs out on %(day)s.")
        yield _of(cell, "CERTIFICATE", text % {**name, "day": short(until)})
    away, busy = teacher.away.intersection(days), teacher.busy.intersection(days)
    if away:
        yield _of(cell, "TEACHER_AWAY", _("%(name)s is away on %(days)s.") % {**name, "days": some_days(away)})
    if busy:
        text = _("%(name)s teaches another batch on %(days)s.")
        yield _of(cell, "TEACHER_BUSY", text % {**name, "days": some_days(busy)})


def _shared(cells: list[Cell]) -> Iterator[Clash]:
    """Of one block: a room, a teacher or a group that two classes want at once."""
    room = _("%(classes)s want %(name)s in block %(block)d.")
    group = _("Group %(name)s has two classes in block %(block)d: %(classes)s.")
    wants: tuple[tuple[str, str, Callable[[Cell], Any]], ...] = (
        ("ROOM", room, lambda cell: cell.room),
        ("TEACHER", room, lambda cell: cell.teacher),
        ("GROUP", group, lambda cell: cell.group),
    )
    for code, text, want in wants:
        claimed: dict[tuple[int, Any], list[Cell]] = defaultdict(list)
        for cell in cells:
            if (thing := want(cell)) is not None:
                claimed[cell.block, getattr(thing, "pk", thing)].append(cell)
        for (block, thing), those in claimed.items():
            if len(those) > 1:
                names = " · ".join(name_of(cell) for cell in those)
                name = getattr(want(those[0]), "name", thing)
                said = text % {"classes": names, "name": name, "block": block}
                yield Clash(code, said, frozenset(cell.key for cell in those))


def short(day: dt.date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def some_days(days: Iterable[dt.date]) -> str:
    """The first days in words, and how many more there are."""
    ordered = sorted(days)
    shown = ", ".join(short(day) for day in ordered[:SHOWN_DAYS])
    more = len(ordered) - SHOWN_DAYS
    if more <= 0:
        return shown
    rest = ngettext("and %(count)d more day", "and %(count)d more days", more) % {"count": more}
    return f"{shown} {rest}"
