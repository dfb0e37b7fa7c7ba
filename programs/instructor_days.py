"""Free and busy days of instructors: one month of one, and some days of many side by side."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from accounts.models import User
from facilities.calendar import closures, national_holidays
from programs.models import Batch, Instructor, InstructorAbsence, Session

FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(slots=True)
class Day:
    """A day of an instructor. Lessons of batches that the reader may not see count in `hours` alone (JP)."""

    on: dt.date
    holiday: str = ""
    absence: InstructorAbsence | None = None
    lessons: list[Session] = field(default_factory=list)
    hours: int = 0
    is_outside: bool = False

    @property
    def is_free(self) -> bool:
        return not (self.holiday or self.absence or self.hours)

    @property
    def is_sunday(self) -> bool:
        return self.on.weekday() == calendar.SUNDAY

    @property
    def elsewhere(self) -> int:
        """Lesson hours (JP) in batches that the reader does not see."""
        return self.hours - sum(lesson.lesson_hours for lesson in self.lessons)


def month_named(text: str, *, today: dt.date) -> dt.date:
    """The first day of a month written "2021-06"; of today's where it is written otherwise or lies too far away."""
    try:
        first = dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        first = today
    return (first if FIRST_YEAR <= first.year <= LAST_YEAR else today).replace(day=1)


def month_after(first: dt.date, months: int) -> dt.date:
    years, month = divmod(first.month - 1 + months, 12)
    return dt.date(first.year + years, month + 1, 1)


def month_of(instructor: Instructor, first: dt.date, user: User) -> list[list[Day]]:
    """The weeks of the month, Monday to Sunday, with the days of its neighbours that fill them.

    An officer's prison has closed days of its own.
    """
    dates = [day for week in calendar.Calendar().monthdatescalendar(first.year, first.month) for day in week]
    days = days_of([instructor], dates, user)[instructor.pk]
    closed = closures(instructor.officer.facility, dates[0], dates[-1]) if instructor.officer else {}
    for day in days:
        day.holiday = closed.get(day.on, day.holiday)
        day.is_outside = day.on.month != first.month
    return [days[start : start + 7] for start in range(0, len(days), 7)]


def days_of(instructors: Iterable[Instructor], dates: list[dt.date], user: User) -> dict[int, list[Day]]:
    """For each instructor these days in their order, in three queries."""
    named = national_holidays(dates[0], dates[-1])
    found = {teacher.pk: {on: Day(on, named.get(on, "")) for on in dates} for teacher in instructors}
    seen = set(
        Batch.objects.visible_to(user)
        .filter(sessions__instructor__in=found, sessions__day__range=(dates[0], dates[-1]))
        .values_list("pk", flat=True)
    )
    lessons = Session.objects.held().filter(instructor__in=found, day__range=(dates[0], dates[-1]))
    for lesson in lessons.select_related("batch__facility").order_by("starts_at"):
        day = found[lesson.instructor_id][lesson.day]
        day.hours += lesson.lesson_hours
        if lesson.batch_id in seen:
            day.lessons.append(lesson)
    absences = InstructorAbsence.objects.filter(instructor__in=found).touching(dates[0], dates[-1])
    for absence in absences:
        for on, day in found[absence.instructor_id].items():
            if absence.starts_on <= on <= absence.ends_on:
                day.absence = absence
    return {pk: list(days.values()) for pk, days in found.items()}
