"""A rotation plan as it is on record, made into plain values: one reading, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.db.models import Q

from facilities.calendar import closed_days
from facilities.models import Agreement, Workshop
from programs.models import Batch, Instructor, InstructorCertificate, Package, RotationCell, RotationPlan, Session
from programs.rotation.plan import HORIZON, Cell, Course, Frame, Problem, Room, Teacher

Busy = dict[int, set[dt.date]]


def problem_of(plan: RotationPlan, packages: Iterable[Package] | None = None) -> Problem:
    """The plan's frame and classes (or, with `packages`, those it would have), and all workshops and instructors."""
    decided = [] if packages is not None else list(plan.cells.select_related("package").order_by("pk"))
    packages = list(packages if packages is not None else {row.package_id: row.package for row in decided}.values())
    courses = {package.pk: course_of(package) for package in packages}
    last = plan.starts_on + HORIZON
    in_rooms, by_teachers = _busy(plan, last)
    rooms = Workshop.objects.filter(Q(facility=plan.facility) | Q(centre=plan.centre))
    return Problem(
        _frame(plan, packages, last),
        tuple(courses.values()),
        tuple(_room(room, in_rooms) for room in rooms.prefetch_related("fields").order_by("name", "pk")),
        tuple(_teacher(teacher, by_teachers, (plan.starts_on, last), packages) for teacher in instructors_of(plan)),
        tuple((courses[row.package_id], row.group) for row in decided),
    )


def cells_of(plan: RotationPlan, problem: Problem) -> list[Cell]:
    """The plan's classes as values of this problem."""
    courses = {course.pk: course for course in problem.courses}
    rooms = {room.pk: room for room in problem.rooms}
    teachers = {teacher.pk: teacher for teacher in problem.teachers}
    return [
        Cell(
            courses[row.package_id],
            row.group,
            row.block,
            row.track,
            rooms.get(row.workshop_id or 0),
            teachers.get(row.instructor_id or 0),
        )
        for row in plan.cells.order_by("block", "track")
    ]


def course_of(package: Package) -> Course:
    return Course(
        package.pk,
        package.name,
        package.field_id,
        package.lesson_hours,
        package.least_participants,
        package.most_participants,
    )


def instructors_of(plan: RotationPlan) -> list[Instructor]:
    """Who may teach for this plan: of its centre, or officers who still serve in its prison."""
    among = Q(centre=plan.centre) | Q(officer__facility=plan.facility, officer__left_on__isnull=True)
    rows = (
        Instructor.objects.filter(among).select_related("centre").prefetch_related("fields", "certificates", "absences")
    )
    return list(rows.order_by("name", "pk"))


def _frame(plan: RotationPlan, packages: list[Package], last: dt.date) -> Frame:
    agreement = plan.agreement
    terms = agreement.terms(on=plan.starts_on)
    return Frame(
        starts_on=plan.starts_on,
        block_days=plan.block_days,
        tracks=plan.tracks,
        groups=plan.groups,
        rounds=min(plan.packages_per_group, len(packages)),
        seats=plan.seats,
        weekdays=frozenset(plan.weekdays),
        hours_per_day=plan.hours_per_day,
        valid_from=max(agreement.starts_on, agreement.signed_on or dt.date.max),
        valid_until=_last_day(agreement),
        scope=frozenset(terms.fields.values_list("pk", flat=True)),
        places_left=None if terms.quota is None else max(0, terms.quota - agreement.seats_planned),
        closed=frozenset(closed_days(plan.facility, plan.starts_on, last)),
    )


def _last_day(agreement: Agreement) -> dt.date:
    if agreement.terminated_on is None:
        return agreement.last_day
    return min(agreement.last_day, agreement.terminated_on - dt.timedelta(days=1))


def _busy(plan: RotationPlan, last: dt.date) -> tuple[Busy, Busy]:
    """By workshop and by instructor the days on which another batch has them at the plan's time of day."""
    in_rooms: Busy = defaultdict(set)
    by_teachers: Busy = defaultdict(set)
    zone = ZoneInfo(plan.facility.time_zone)
    held = Session.objects.held().filter(day__range=(plan.starts_on, last))
    ours = Q(workshop__facility=plan.facility) | Q(workshop__centre=plan.centre)
    theirs = Q(instructor__centre=plan.centre) | Q(instructor__officer__facility=plan.facility)
    rows = held.filter(ours | theirs).values_list("workshop", "instructor", "day", "starts_at", "ends_at")
    for workshop, instructor, day, starts_at, ends_at in rows:
        begins = dt.datetime.combine(day, plan.lessons_start_at, tzinfo=zone)
        ends = begins + dt.timedelta(minutes=plan.hours_per_day * plan.centre.minutes_per_jp)
        if starts_at < ends and begins < ends_at:
            in_rooms[workshop].add(day)
            by_teachers[instructor].add(day)
    return in_rooms, by_teachers


def _room(room: Workshop, busy: Busy) -> Room:
    fields = frozenset(field.pk for field in room.fields.all())
    return Room(room.pk, room.name, room.seats, fields, frozenset(busy.get(room.pk, ())))


def _teacher(teacher: Instructor, busy: Busy, span: tuple[dt.date, dt.date], packages: list[Package]) -> Teacher:
    first, last = span
    until = _days(teacher, {field.pk for field in teacher.fields.all()})
    assesses = _days(teacher, {package.field_id for package in packages} - until.keys())
    away = {
        max(absence.starts_on, first) + dt.timedelta(days=number)
        for absence in teacher.absences.all()
        for number in range((min(absence.ends_on, last) - max(absence.starts_on, first)).days + 1)
    }
    return Teacher(teacher.pk, teacher.name, until, frozenset(away), frozenset(busy.get(teacher.pk, ())), assesses)


def _days(teacher: Instructor, fields: set[int]) -> dict[int, dt.date]:
    """Those of the fields that the certificates allow, with the last day of each."""
    return {field: day for field in fields if (day := _until(teacher, field)) is not None}


def _until(teacher: Instructor, field: int) -> dt.date | None:
    """The last day on which the certificates let somebody teach the field, as `MayTeach` says it; None for never."""
    held: dict[str, dt.date] = {}
    for certificate in teacher.certificates.all():
        if certificate.field_id == field:
            day = certificate.valid_until or dt.date.max
            held[certificate.kind] = max(held.get(certificate.kind, day), day)
    if teacher.kind == Instructor.Kind.OFFICER:
        demanded = {InstructorCertificate.Kind.METHODOLOGY}
    elif teacher.centre is not None and teacher.centre.demands_certificates:
        demanded = set(InstructorCertificate.Kind)
    else:
        demanded = set()
    return min(held.values(), default=dt.date.max) if demanded <= held.keys() else None


def batch_of(plan: RotationPlan, row: RotationCell, cell: Cell, frame: Frame, name: str) -> Batch:
    """The batch that a class becomes, not yet saved."""
    days, tested_on = frame.days_of(cell.course, frame.blocks[cell.block - 1])
    return Batch(
        package=row.package,
        agreement=plan.agreement,
        facility=plan.facility,
        workshop=row.workshop,
        name=name,
        starts_on=days[0],
        ends_on=days[-1],
        tested_on=tested_on,
        seats=plan.seats,
    )
