"""Lessons that were cancelled and are still owed: how many hours, and the first free day to make each up on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass

from django.db.models import Q, Sum

from facilities.calendar import closed_days
from programs.findings import enrollment_findings, standing_blocks, trainees_of, with_training
from programs.models import Batch, InstructorAbsence, Session
from programs.models.enrollments import BUSY
from programs.timetables import at, length
from trainees.eligibility import blocks
from trainees.models import RuleSet

DAY = dt.timedelta(days=1)
AFTERNOON_ENDS = dt.time(17)  # of proposals only: who plans a lesson may choose any time
LOOK_AHEAD = 60 * DAY


@dataclass(frozen=True, slots=True)
class Hours:
    """JP of a batch: of the lessons that are or will be held, and of the package."""

    planned: int
    wanted: int

    @property
    def missing(self) -> int:
        return max(0, self.wanted - self.planned)


def hours_of(batch: Batch) -> Hours:
    planned: int = batch.sessions.held().of_the_package().aggregate(total=Sum("lesson_hours", default=0))["total"]
    return Hours(planned, batch.package.lesson_hours)


@dataclass(frozen=True, slots=True)
class Slot:
    """A free time on a day of the batch's prison."""

    day: dt.date
    starts_at: dt.datetime
    ends_at: dt.datetime

    @property
    def local_hours(self) -> str:
        """By the clock of the prison."""
        return f"{self.starts_at:%H.%M}–{self.ends_at:%H.%M}"


@dataclass(slots=True)
class Taken:
    """When one of those whom a lesson needs is busy."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    instructor: int
    workshop: int
    batch: int

    def is_in_the_way(self, session: Session, slot: Slot) -> bool:
        wants_it = (
            self.instructor == session.instructor_id
            or self.workshop == session.workshop_id
            or self.batch == session.batch_id
        )
        return wants_it and self.starts_at < slot.ends_at and slot.starts_at < self.ends_at


def proposals(
    batch: Batch, owed: Sequence[Session], *, today: dt.date, until: dt.date | None = None
) -> dict[int, Slot | None]:
    """For each session owed, by its key, the first free time after today; None where none is left until the last day.

    On weekdays on which the batch has lessons and the prison is not closed: at the session's own time of day, else at
    another at which the batch's lessons begin, else after the day's lessons. No two are proposed for one time.
    """
    first, last = max(today + DAY, batch.starts_on), until or batch.ends_on
    if not owed or first > last:
        return dict.fromkeys(session.pk for session in owed)
    lessons = list(batch.sessions.all())
    for lesson in lessons:
        lesson.batch = batch
    closed, taken = closed_days(batch.facility, first, last), _taken(batch, owed, first, last)
    weekdays = {lesson.day.weekday() for lesson in lessons}
    usual = sorted({lesson.local_start for lesson in lessons})
    days = [first + number * DAY for number in range((last - first).days + 1)]
    free = [day for day in days if day.weekday() in weekdays and day not in closed]
    teachers = {row.instructor_id for row in owed}
    away = list(InstructorAbsence.objects.filter(instructor__in=teachers).touching(first, last))
    found: dict[int, Slot | None] = {}
    for session in owed:
        session.batch = batch
        there = [day for day in free if not _is_away(session, day, away)]
        slots = (slot for day in there for slot in _slots(session, day, usual, taken))
        slot = next((slot for slot in slots if not any(row.is_in_the_way(session, slot) for row in taken)), None)
        found[session.pk] = slot
        if slot is not None:
            taken.append(
                Taken(slot.starts_at, slot.ends_at, session.instructor_id, session.workshop_id, session.batch_id)
            )
    return found


def draft_of_more(batch: Batch, hours: int | None = None) -> Session | None:
    """A further lesson like the batch's last one, unsaved, of so many JP; None without any lesson to be like."""
    usual = batch.sessions.held().with_places().order_by("starts_at").last()
    if usual is None:
        return None
    return Session(
        batch=batch,
        is_additional=True,
        instructor=usual.instructor,
        workshop=usual.workshop,
        lesson_hours=hours or usual.lesson_hours,
        starts_at=usual.starts_at,
    )


def last_day_needed(batch: Batch, owed: Sequence[Session], *, today: dt.date) -> dt.date | None:
    """The day until which the batch must go on so that everything owed can be made up; None where two months are
    not enough."""
    slots = proposals(batch, owed, today=today, until=max(batch.ends_on, today) + LOOK_AHEAD)
    days = [slot.day if slot else None for slot in slots.values()]
    known = [day for day in days if day is not None]
    return max([batch.ends_on, *known]) if len(known) == len(days) else None


def _is_away(session: Session, day: dt.date, away: Sequence[InstructorAbsence]) -> bool:
    return any(row.instructor_id == session.instructor_id and row.starts_on <= day <= row.ends_on for row in away)


def _slots(session: Session, day: dt.date, usual: list[dt.time], taken: list[Taken]) -> Iterator[Slot]:
    batch = session.batch
    long = length(batch, session.lesson_hours)
    closing = at(batch, day, AFTERNOON_ENDS)
    for time in (session.local_start, *(time for time in usual if time != session.local_start)):
        start = at(batch, day, time)
        if time == session.local_start or start + long <= closing:
            yield Slot(day, start, start + long)
    ends = (row.ends_at for row in taken if row.batch == batch.pk)
    over = max((end for end in ends if at(batch, day, dt.time()) <= end <= closing), default=None)
    if over is not None and over + long <= closing:
        start = over.astimezone(closing.tzinfo)
        yield Slot(day, start, start + long)


def _taken(batch: Batch, owed: Sequence[Session], first: dt.date, last: dt.date) -> list[Taken]:
    """Lessons that are held, and the batch's own cancelled ones: at their time it could not be taught."""
    wanted = Q(instructor__in={session.instructor_id for session in owed}) | Q(
        workshop__in={session.workshop_id for session in owed}
    )
    rows = Session.objects.filter(
        Q(wanted, cancelled_at__isnull=True) | Q(batch=batch), day__range=(first - DAY, last + DAY)
    )
    return [Taken(*row) for row in rows.values_list("starts_at", "ends_at", "instructor_id", "workshop_id", "batch_id")]


def who_would_leave(batch: Batch, *, ends_on: dt.date, tested_on: dt.date) -> list[str]:
    """Participants against whom something stands on these later days that did not before, such as their release.

    For the prison's eyes: sentences and dates of people are in it.
    """
    rules = RuleSet.objects.in_force(on=batch.starts_on)
    rows = {row.person_id: row for row in batch.enrollments.filter(state__in=BUSY)}
    people = with_training(trainees_of(batch).filter(pk__in=rows))
    later = copy(batch)
    later.ends_on, later.tested_on = ends_on, tested_on
    return [
        f"{person.name}: {finding.text}"
        for person in people
        for known in [{finding.code for finding in blocks(enrollment_findings(person, batch, rules))}]
        for finding in standing_blocks(rows[person.pk], enrollment_findings(person, later, rules))
        if finding.code not in known
    ]
