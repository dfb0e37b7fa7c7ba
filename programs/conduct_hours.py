"""Attendance of each inmate in a month, for the conduct assessment (SPPN): its aspect of skills training asks for it.

What is summed up is the attendance itself, of the lessons that were held in one prison's classes: hours planned are
those of lessons in whose list the person stands, so that nobody is blamed for a lesson before they joined.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from typing import Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, Sum

from facilities.models import Facility
from programs.models import Attendance, Session
from programs.models.batches import TraineeKind
from trainees.models import Inmate, InmateQuerySet

MARKS = "enrollments__attendances"
LESSON = f"{MARKS}__session"
Status = Attendance.Status
EXCUSES = (Status.SICK, Status.EXCUSED, Status.DUTY)


def hours_of_month(facility: Facility, month: dt.date) -> InmateQuerySet:
    """Inmates with a mark in the month that begins on the day, also those who have left the prison since.

    Adds `is_held_here` (now), `hours_planned` and `hours_attended` (JP of the package's lessons), `hours_additional`
    (JP beyond them), and the lessons missed: `missed_with_excuse` (ill, excused, court or duty) and `missed_without`.
    """
    lessons = Session.objects.held().filter(batch__facility=facility, day__range=(month, last_day(month)))
    of_package, additional = Q(**{f"{LESSON}__is_additional": False}), Q(**{f"{LESSON}__is_additional": True})
    found: Any = Inmate.objects.filter(**{f"{LESSON}__in": lessons}).annotate(
        is_held_here=ExpressionWrapper(Q(facility=facility), BooleanField()),
        hours_planned=Sum(f"{LESSON}__lesson_hours", filter=of_package, default=0),
        hours_attended=Sum(f"{MARKS}__lesson_hours", filter=of_package, default=0),
        hours_additional=Sum(f"{MARKS}__lesson_hours", filter=additional, default=0),
        missed_with_excuse=Count(MARKS, filter=of_package & Q(**{f"{MARKS}__status__in": EXCUSES})),
        missed_without=Count(MARKS, filter=of_package & Q(**{f"{MARKS}__status": Status.ABSENT})),
    )
    rows: InmateQuerySet = found.order_by("name", "pk")
    return rows


def share(row: Any) -> int | None:
    """Per cent of the hours planned, rounded down as in the recap; None where nothing was planned."""
    return 100 * int(row.hours_attended) // int(row.hours_planned) if row.hours_planned else None


def register_shown(row: Any) -> str | None:
    """Nothing for somebody held elsewhere by now: the number is that of the other prison."""
    return str(row.register_shown) if row.is_held_here else None


def months_of(facility: Facility) -> list[dt.date]:
    """The first days of the months with attendance on record in the prison's classes, the newest first."""
    # Of inmates' classes; asked of each mark whose it is, the database would read all attendance of the nation.
    marked = Session.objects.held().filter(
        Exists(Attendance.objects.filter(session=OuterRef("pk"))),
        batch__facility=facility,
        batch__trainee_kind=TraineeKind.INMATE,
    )
    return list(marked.dates("day", "month", order="DESC"))


def last_day(month: dt.date) -> dt.date:
    return month.replace(day=monthrange(month.year, month.month)[1])
