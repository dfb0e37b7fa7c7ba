"""Hours radar: who can still reach the attendance threshold, by how much, and what would mend it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, Sum

from programs.models import Attendance, Batch, Enrollment, Session


class Light(StrEnum):
    """Safe; at risk: one more lesson day missed would be too much; lost unless lessons are added."""

    SAFE = "SAFE"
    AT_RISK = "AT_RISK"
    LOST = "LOST"


@dataclass(frozen=True, slots=True)
class Lessons:
    """A batch's lesson hours (JP): all of the package, what is still to come, and what was cancelled for good.

    To come are sessions held or to be held of which nobody's attendance is known yet; `longest_day` is the most of
    them on one day. `lost` are the hours that the timetable of now lacks of the package's. Additional lessons count
    among those to come, of them `added_to_come`; nobody has missed one, and they stand in for nothing of the package.
    """

    needed: int
    planned: int
    to_come: int = 0
    longest_day: int = 0
    recorded: int = 0
    added_to_come: int = 0
    to_make_up: list[Session] = field(default_factory=list)

    @property
    def lost(self) -> int:
        return max(self.planned - self.recorded - (self.to_come - self.added_to_come), 0)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What one participant has, may still have and needs, in JP.

    `attended` includes the `added` hours of additional lessons. `absent` hours were missed or come late for;
    `unrecorded` ones were given while the person was suspended or not yet in class: those are no absence, but the
    hours are missing all the same.
    """

    enrollment: Enrollment
    lessons: Lessons
    attended: int
    absent: int
    added: int = 0

    @property
    def unrecorded(self) -> int:
        return self.lessons.recorded - (self.attended - self.added) - self.absent

    @property
    def highest(self) -> int:
        """The most that can still be reached, missing nothing more."""
        return self.attended + self.lessons.to_come

    @property
    def slack(self) -> int:
        """How much may still be missed; below 0 so much is lacking whatever happens."""
        return self.highest - self.lessons.needed

    @property
    def lacking(self) -> int:
        return max(-self.slack, 0)

    @property
    def light(self) -> Light:
        """Nobody is at risk who has missed nothing, however much the package wants."""
        if self.slack < 0:
            return Light.LOST
        if self.attended >= self.lessons.needed or self.highest >= self.lessons.planned:
            return Light.SAFE
        return Light.AT_RISK if self.slack < self.lessons.longest_day else Light.SAFE

    @property
    def mending(self) -> list[Session]:
        """The first cancelled sessions that, made up, bring enough hours; empty where all of them would not."""
        chosen, hours = [], 0
        for session in self.lessons.to_make_up:
            if hours >= self.lacking:
                break
            chosen.append(session)
            hours += session.lesson_hours
        return chosen if hours >= self.lacking else []


@dataclass(frozen=True, slots=True)
class Radar:
    """A batch's participants, those whose hours are in danger first."""

    batch: Batch
    lessons: Lessons
    outlooks: list[Outlook]

    def of(self, light: Light) -> list[Outlook]:
        return [row for row in self.outlooks if row.light == light]

    @property
    def in_danger(self) -> list[Outlook]:
        return [row for row in self.outlooks if row.light != Light.SAFE]

    @property
    def safe(self) -> list[Outlook]:
        return self.of(Light.SAFE)


ORDER = {Light.LOST: 0, Light.AT_RISK: 1, Light.SAFE: 2}


def radars(batches: Iterable[Batch]) -> list[Radar]:
    """The radar of each batch, in as many queries for one as for all. Wants the batches' packages at hand."""
    batches = list(batches)
    lessons = _lessons(batches)
    earned = _earned(batches)
    people: dict[int, list[Outlook]] = defaultdict(list)
    in_class = (Enrollment.State.ACTIVE, Enrollment.State.SUSPENDED)
    told = ("batch", "state", "inmate__name", "officer__name")  # all that a radar says of a person
    for row in Enrollment.objects.filter(batch__in=batches, state__in=in_class).with_people().only(*told):
        people[row.batch_id].append(Outlook(row, lessons[row.batch_id], *earned.get(row.pk, (0, 0, 0))))
    return [
        Radar(batch, lessons[batch.pk], sorted(people[batch.pk], key=lambda row: (ORDER[row.light], row.slack)))
        for batch in batches
    ]


def _lessons(batches: list[Batch]) -> dict[int, Lessons]:
    recorded = Exists(Attendance.objects.filter(session=OuterRef("pk")))
    days: dict[int, dict[object, int]] = defaultdict(lambda: defaultdict(int))
    given: dict[int, int] = defaultdict(int)
    added: dict[int, int] = defaultdict(int)
    sessions = Session.objects.held().filter(batch__in=batches).annotate(is_recorded=recorded).order_by()
    facts = sessions.values_list("batch", "day", "lesson_hours", "is_recorded", "is_additional")
    for batch, day, hours, is_recorded, is_additional in facts:
        if not is_recorded:
            days[batch][day] += hours
            added[batch] += hours if is_additional else 0
        elif not is_additional:
            given[batch] += hours
    cancelled: dict[int, list[Session]] = defaultdict(list)
    for session in Session.objects.to_make_up().filter(batch__in=batches).order_by("starts_at"):
        cancelled[session.batch_id].append(session)
    return {
        batch.pk: Lessons(
            needed=batch.package.hours_needed,
            planned=batch.package.lesson_hours,
            to_come=sum(days[batch.pk].values()),
            longest_day=max(days[batch.pk].values(), default=0),
            recorded=given[batch.pk],
            added_to_come=added[batch.pk],
            to_make_up=cancelled[batch.pk],
        )
        for batch in batches
    }


def _earned(batches: list[Batch]) -> dict[int, tuple[int, int, int]]:
    """By enrollment the hours attended, those missed of the package's sessions that have a line about the person, and
    those attended in additional ones."""
    of_the_package = Q(session__is_additional=False)
    rows = (
        Attendance.objects.filter(session__batch__in=batches)
        .values_list("enrollment")
        .annotate(
            attended=Sum("lesson_hours", filter=of_the_package, default=0),
            given=Sum("session__lesson_hours", filter=of_the_package, default=0),
            added=Sum("lesson_hours", filter=~of_the_package, default=0),
        )
        .order_by()
    )
    return {pk: (attended + added, given - attended, added) for pk, attended, given, added in rows}
