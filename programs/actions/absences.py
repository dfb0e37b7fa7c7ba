"""Days on which an instructor cannot teach: entered and withdrawn."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from audit.actions import record
from audit.models import Verb
from programs.models import Instructor, InstructorAbsence, Session
from programs.models.sessions import SessionQuerySet

NAMED = 10


def lessons_in_the_way(instructor: Instructor, first: dt.date, last: dt.date) -> SessionQuerySet:
    """What the instructor would teach on these days."""
    sessions = Session.objects.held().filter(instructor=instructor, day__range=(first, last))
    return sessions.select_related("batch__facility").order_by("starts_at")


@transaction.atomic
def enter_absence(
    instructor: Instructor, *, starts_on: dt.date, ends_on: dt.date, reason: str, by: User
) -> InstructorAbsence:
    """The instructor is away from the first day to the last. Raises ValidationError while lessons stand on one of
    them, naming each, and where an absence is entered already."""
    Instructor.objects.select_for_update(of=("self",), no_key=True).get(pk=instructor.pk)
    absence = InstructorAbsence(instructor=instructor, starts_on=starts_on, ends_on=ends_on, reason=reason)
    absence.full_clean()
    lessons = list(lessons_in_the_way(instructor, starts_on, ends_on))
    if lessons:
        raise ValidationError([_way_out(len(lessons)), *(_said(lesson) for lesson in lessons[:NAMED])])
    absence.save()
    record(Verb.ADD, absence, by=by)
    return absence


@transaction.atomic
def withdraw_absence(absence: InstructorAbsence, *, by: User) -> None:
    """The instructor can teach on these days after all; a second click finds nothing to do."""
    row = InstructorAbsence.objects.select_for_update(of=("self",)).filter(pk=absence.pk).first()
    if row is not None:
        record(Verb.REMOVE, row, by=by)
        row.delete()


def _way_out(count: int) -> str:
    return ngettext(
        "The instructor teaches %(count)d session on these days. Give it to another one or cancel it first.",
        "The instructor teaches %(count)d sessions on these days. Give them to another one or cancel them first.",
        count,
    ) % {"count": count}


def _said(lesson: Session) -> str:
    return _("%(day)s, %(hours)s: %(batch)s") % {
        "day": date_format(lesson.day),
        "hours": lesson.local_hours,
        "batch": lesson.batch.name,
    }
