"""Lessons beyond the package's hours, for participants who would otherwise miss the threshold."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record, require
from audit.models import Verb
from facilities.models import Workshop
from programs.actions.batches import locked
from programs.actions.sessions import NOT_BEFORE_TODAY, place_at
from programs.actions.timetable import hold, refuse_who_may_not_teach
from programs.clashes import refuse_clashes
from programs.models import Batch, Instructor, Session, Unit

MOST_HOURS = 16


@transaction.atomic
def add_lesson(
    batch: Batch,
    *,
    day: dt.date,
    starts_at: dt.time,
    lesson_hours: int,
    unit: Unit | None,
    instructor: Instructor,
    workshop: Workshop,
    today: dt.date,
    by: User,
) -> Session:
    """Plan a lesson of so many JP that the package does not ask for; whoever comes earns them.

    Raises ValidationError on a clash, for a day before today, and while the class does not run.
    """
    batch = locked(batch)
    require(batch, Batch.State.RUNNING)
    if not 1 <= lesson_hours <= MOST_HOURS:
        raise ValidationError({"lesson_hours": _("From 1 to %(most)d JP.") % {"most": MOST_HOURS}})
    if day < today:
        raise ValidationError({"day": NOT_BEFORE_TODAY})
    refuse_who_may_not_teach(instructor, batch, until=day)
    row = Session(
        batch=batch,
        is_additional=True,
        unit=unit,
        instructor=instructor,
        workshop=workshop,
        lesson_hours=lesson_hours,
    )
    place_at(row, day, starts_at)
    hold(batch, [instructor], [workshop.pk])
    refuse_clashes(batch, [row])
    row.save()
    record(Verb.ADD, row, by=by)
    return row
