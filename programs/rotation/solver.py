"""Proposes a rotation without a clash by constraint programming (OR-Tools CP-SAT), giving up wishes in a stated order.

1. All as wished: the fewest blocks, one instructor for all classes of a package, the day of the start.
2. The classes of a package may have different instructors.
3. There may be more blocks, so that not all tracks always run in parallel.
4. It may start later.

Whatever is left free stays as near as can be to the plan that is there.
"""

from __future__ import annotations

import datetime as dt
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from programs.rotation.checks import Clash, clashes, short
from programs.rotation.plan import Cell, Course, Frame, Problem, Room, Teacher

SECONDS = 16  # of the twenty that a page may take; the rest is for reading and saving, and a busy machine
MORE_BLOCKS = 8
LATER_STARTS = 30
WORKERS = 1


@dataclass(frozen=True, slots=True)
class Wish:
    """One stage: from when, in how many blocks at most, and with one instructor for each package or not."""

    frame: Frame
    blocks: int
    one_teacher: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """Classes without a clash and what was given up for them; or none, with the reasons."""

    cells: tuple[Cell, ...]
    starts_on: dt.date
    relaxed: list[str] = field(default_factory=list)
    optimal: bool = True
    reasons: list[str] = field(default_factory=list)


def propose(problem: Problem, current: Iterable[Cell] = (), *, seconds: float = SECONDS) -> Proposal:
    """A rotation without a clash, as near to `current` as can be. Stops after so many seconds at the latest."""
    until = time.monotonic() + seconds
    kept = {cell.key: cell for cell in current}
    hopeless = _hopeless(problem)
    if hopeless:
        return _nothing(problem, *hopeless)
    for wish in _wishes(problem):
        try:
            solved = _Model(replace(problem, frame=wish.frame), wish, kept, until=until).solve()
        except TimeoutError:
            return _nothing(problem, _("The time was not enough to find a plan."), optimal=False)
        if solved is not None:
            cells, optimal = solved
            return Proposal(tuple(cells), wish.frame.starts_on, _relaxed(problem, wish, cells), optimal)
    reason = _("No plan without a clash was found, not even with more blocks or up to %(count)d lesson days later.")
    return _nothing(problem, reason % {"count": LATER_STARTS})


def _nothing(problem: Problem, *reasons: str, optimal: bool = True) -> Proposal:
    return Proposal((), problem.frame.starts_on, optimal=optimal, reasons=list(reasons))


def _wishes(problem: Problem) -> Iterator[Wish]:
    """The stages in their order; blocks that end after the agreement are no blocks at all."""
    frame = problem.frame
    least, most = frame.least_blocks, frame.least_blocks + MORE_BLOCKS
    later = [day for block in frame.blocks[: LATER_STARTS // frame.block_days + 1] for day in block.days]
    for start in (frame.starts_on, *later[1 : LATER_STARTS + 1]):
        moved = frame if start == frame.starts_on else replace(frame, starts_on=start)
        fit = sum(1 for block in moved.blocks if block.days[0] >= frame.valid_from)
        if fit < least or moved.blocks[0].days[0] < frame.valid_from:
            continue
        if start == frame.starts_on:
            yield Wish(moved, least, one_teacher=True)
            yield Wish(moved, least, one_teacher=False)
        yield Wish(moved, min(most, len(moved.blocks)), one_teacher=False)


def _relaxed(problem: Problem, wish: Wish, cells: list[Cell]) -> list[str]:
    """What was given up, in words."""
    said, frame = [], problem.frame
    taught: dict[str, set[int]] = defaultdict(set)
    for cell in cells:
        if cell.teacher is not None:
            taught[cell.course.name].add(cell.teacher.pk)
    for name in (name for name, teachers in taught.items() if len(teachers) > 1):
        said.append(_("%(package)s is not taught by one instructor alone.") % {"package": name})
    blocks = max(cell.block for cell in cells)
    if blocks > frame.least_blocks:
        text = _("There are %(blocks)d blocks instead of %(least)d: not all tracks always run in parallel.")
        said.append(text % {"blocks": blocks, "least": frame.least_blocks})
    if wish.frame.starts_on != frame.starts_on:
        said.append(_("It starts only on %(day)s.") % {"day": short(wish.frame.starts_on)})
    return said


def _hopeless(problem: Problem) -> list[str]:
    """What no order of the classes could mend: said of each package once."""
    frame, said = problem.frame, []
    if frame.least_blocks > len(frame.blocks):
        return [_("The classes do not fit into three years.")]
    for course in problem.courses:
        cell = Cell(course, 0, 1, 1)
        mended = ("NO_ROOM", "NO_TEACHER", "AGREEMENT_NOT_IN_FORCE", "QUOTA")
        said += [clash.text for clash in _alone(problem, cell) if clash.code not in mended]
        rooms = [room for room in problem.rooms if room.suits(course)]
        if not rooms:
            said.append(_("No workshop is meant for %(package)s.") % {"package": course.name})
        elif all(room.seats < frame.seats for room in rooms):
            said.append(_("Every workshop for %(package)s is too small.") % {"package": course.name})
        if not any(course.field in teacher.until for teacher in problem.teachers):
            said.append(_("Nobody teaches %(package)s.") % {"package": course.name})
    every = [Cell(course, group, 1, 1) for course, group in problem.classes]
    said += [clash.text for clash in clashes(problem, every) if clash.code == "QUOTA"]
    return said


def _alone(problem: Problem, cell: Cell) -> list[Clash]:
    return clashes(replace(problem, frame=replace(problem.frame, places_left=None)), [cell])


class _Model:
    """One stage as a model: booleans for class × block × room and class × block × teacher, only where these fit.

    Raises TimeoutError once `until` has passed: of many classes the writing down alone may take longer than a page may.
    """

    def __init__(self, problem: Problem, wish: Wish, kept: dict[Any, Cell], *, until: float) -> None:
        from ortools.sat.python import cp_model  # takes a second and much memory: only who asks for a proposal pays

        self.cp, self.model = cp_model, cp_model.CpModel()
        self.problem, self.kept, self.wish, self.until = problem, kept, wish, until
        self.blocks = problem.frame.blocks[: wish.blocks]
        self.classes = problem.classes
        self.held = [[self.model.new_bool_var("") for _block in self.blocks] for _class in self.classes]
        self.rooms: dict[tuple[int, int, int], Any] = {}
        self.teachers: dict[tuple[int, int, int], Any] = {}
        self._fill()
        self._refuse_sharing()
        self._prefer()

    def _fill(self) -> None:
        """Each class is held in one block, there in one room and by one teacher who can."""
        for number, (course, _group) in enumerate(self.classes):
            self._seconds_left()
            self.model.add_exactly_one(self.held[number])
            for place, block in enumerate(self.blocks):
                days, tested_on = self.problem.frame.days_of(course, block)
                for room in self.problem.rooms:
                    if self._can_be_held(room, course, days, tested_on):
                        self.rooms[number, place, room.pk] = self.model.new_bool_var("")
                for teacher in self.problem.teachers:
                    if self._can_teach(teacher, course, days, tested_on):
                        self.teachers[number, place, teacher.pk] = self.model.new_bool_var("")
        for options in (self.rooms, self.teachers):
            of_class: dict[tuple[int, int], list[Any]] = defaultdict(list)
            for (number, place, _thing), option in options.items():
                of_class[number, place].append(option)
            for number in range(len(self.classes)):
                self._seconds_left()
                for place in range(len(self.blocks)):
                    self.model.add(sum(of_class[number, place]) == self.held[number][place])

    def _can_be_held(self, room: Room, course: Course, days: tuple[dt.date, ...], tested_on: dt.date) -> bool:
        frame = self.problem.frame
        in_force = frame.valid_from <= days[0] and tested_on <= frame.valid_until
        return in_force and room.suits(course) and room.seats >= frame.seats and room.busy.isdisjoint(days)

    def _can_teach(self, teacher: Teacher, course: Course, days: tuple[dt.date, ...], tested_on: dt.date) -> bool:
        until = teacher.until.get(course.field)
        return until is not None and until >= tested_on and (teacher.away | teacher.busy).isdisjoint(days)

    def _refuse_sharing(self) -> None:
        """At most one class of a group, in a room, by a teacher; no more than tracks; no empty block between."""
        tracks = self.problem.frame.tracks
        self.used = [self.model.new_bool_var("") for _block in self.blocks]
        for place, used in enumerate(self.used):
            column = [row[place] for row in self.held]
            self.model.add(sum(column) <= tracks * used)
            self.model.add(sum(column) >= used)
            if place:
                self.model.add_implication(used, self.used[place - 1])
        of_group: dict[tuple[int, int], list[Any]] = defaultdict(list)
        for number, (_course, group) in enumerate(self.classes):
            for place in range(len(self.blocks)):
                of_group[group, place].append(self.held[number][place])
        for options in (self.rooms, self.teachers):
            for (_number, place, thing), option in options.items():
                of_group[-thing - (options is self.teachers) * 10**12, place].append(option)
        for together in of_group.values():
            self._seconds_left()
            self.model.add_at_most_one(together)

    def _prefer(self) -> None:
        """One teacher for a package where that is wished; then few blocks; then as it stands now."""
        if self.wish.one_teacher:
            self._keep_one_teacher()
        changed = []
        for number, (course, group) in enumerate(self.classes):
            self._seconds_left()
            now = self.kept.get((course.pk, group))
            if now is None:
                continue
            if now.block <= len(self.blocks):
                changed.append(1 - self.held[number][now.block - 1])
            for options, thing in ((self.rooms, now.room), (self.teachers, now.teacher)):
                if thing is not None:
                    same = [options.get((number, place, thing.pk), 0) for place in range(len(self.blocks))]
                    changed.append(1 - sum(same))
        self.model.minimize(sum(self.used) * (len(changed) + 1) + sum(changed))

    def _keep_one_teacher(self) -> None:
        chosen = {
            (course.pk, teacher.pk): self.model.new_bool_var("")
            for course in self.problem.courses
            for teacher in self.problem.teachers
        }
        for course in self.problem.courses:
            self.model.add_at_most_one(chosen[course.pk, teacher.pk] for teacher in self.problem.teachers)
        for (number, _place, teacher), option in self.teachers.items():
            self.model.add_implication(option, chosen[self.classes[number][0].pk, teacher])

    def _seconds_left(self) -> float:
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def solve(self) -> tuple[list[Cell], bool] | None:
        """The classes with their places, and whether nothing nearer to the wishes exists; None when none were found."""
        solver = self.cp.CpSolver()
        solver.parameters.max_time_in_seconds = self._seconds_left()
        solver.parameters.num_workers = WORKERS
        status = solver.solve(self.model)
        if status not in (self.cp.OPTIMAL, self.cp.FEASIBLE):
            return None
        rooms = {key[:2]: key[2] for key, option in self.rooms.items() if solver.boolean_value(option)}
        teachers = {key[:2]: key[2] for key, option in self.teachers.items() if solver.boolean_value(option)}
        where = {room.pk: room for room in self.problem.rooms}
        who = {teacher.pk: teacher for teacher in self.problem.teachers}
        cells = []
        for number, (course, group) in enumerate(self.classes):
            place = next(place for place, held in enumerate(self.held[number]) if solver.boolean_value(held))
            room, teacher = where[rooms[number, place]], who[teachers[number, place]]
            cells.append(Cell(course, group, place + 1, 0, room, teacher))
        return self._on_tracks(cells), status == self.cp.OPTIMAL

    def _on_tracks(self, cells: list[Cell]) -> list[Cell]:
        """Tracks are all alike: a class keeps its own where that is free in its block."""
        placed: list[Cell] = []
        taken: dict[int, set[int]] = defaultdict(set)

        def own_track(cell: Cell) -> int:
            now = self.kept.get(cell.key)
            return now.track if now is not None and now.block == cell.block else 0

        for cell in sorted(cells, key=lambda cell: not own_track(cell)):
            free = [track for track in range(1, self.problem.frame.tracks + 1) if track not in taken[cell.block]]
            track = own_track(cell) if own_track(cell) in free else free[0]
            taken[cell.block].add(track)
            placed.append(replace(cell, track=track))
        return sorted(placed, key=lambda cell: (cell.block, cell.track))
