"""What was cancelled is taught on another day; where none is left, the prison lets the batch go on longer."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import Permission
from audit.actions import record, require
from audit.models import Verb
from facilities.models import Workshop
from programs.actions.batches import locked
from programs.actions.sessions import NOT_BEFORE_TODAY, WHILE, place_at
from programs.actions.timetable import BEFORE_CLASS, hold, refuse_who_may_not_teach
from programs.clashes import refuse_clashes, taken_seats
from programs.make_ups import proposals
from programs.models import Batch, Instructor, Session
from programs.permits import without_permit

LONGEST_EXTENSION = dt.timedelta(days=366)


@transaction.atomic
def make_up(
    session: Session,
    *,
    day: dt.date,
    starts_at: dt.time,
    instructor: Instructor,
    workshop: Workshop,
    today: dt.date,
    by: User,
    reason: str = "",
) -> Session:
    """Plan the lesson that makes up for a cancelled one: the same unit and JP.

    That it was held already on a day before today, the prison's head says with a `reason`. Raises ValidationError on
    a clash, and for a day before that of the cancelled one.
    """
    batch, original = _owed(session)
    if reason and not by.has(Permission.CORRECT_ATTENDANCE):
        raise ValidationError(_("Only the prison's head changes the day of a past lesson."))
    if day < today and not reason and batch.state not in BEFORE_CLASS:
        raise ValidationError({"day": NOT_BEFORE_TODAY})
    refuse_who_may_not_teach(instructor, batch, until=day)
    row = Session(
        batch=batch,
        makes_up=original,
        unit=original.unit,
        instructor=instructor,
        workshop=workshop,
        lesson_hours=original.lesson_hours,
    )
    place_at(row, day, starts_at)
    hold(batch, [instructor], [workshop.pk])
    refuse_clashes(batch, [row])
    row.save()
    record(Verb.ADD, row, by=by, reason=reason)
    return row


@transaction.atomic
def make_up_when_free(session: Session, *, today: dt.date, by: User) -> Session:
    """Plan the make-up on the first free day after today. Raises ValidationError where none is left."""
    batch, original = _owed(session)
    hold(batch, [original.instructor], [original.workshop_id])
    slot = proposals(batch, [original], today=today)[original.pk]
    if slot is None:
        raise ValidationError(
            _("No day is free until the last day of the batch. The prison's staff can let it go on longer.")
        )
    return make_up(
        original,
        day=slot.day,
        starts_at=slot.starts_at.time(),
        instructor=original.instructor,
        workshop=original.workshop,
        today=today,
        by=by,
    )


def _owed(session: Session) -> tuple[Batch, Session]:
    batch = locked(session.batch)
    require(batch, *WHILE)
    rows = batch.sessions.select_for_update(of=("self",), no_key=True).select_related("instructor", "workshop", "unit")
    original = rows.to_make_up().filter(pk=session.pk).first()
    if original is None:
        raise ValidationError(_("This session is not waiting to be made up."))
    original.batch = batch
    return batch, original


@transaction.atomic
def extend(batch: Batch, *, ends_on: dt.date, tested_on: dt.date, reason: str, by: User) -> None:
    """Let a running batch go on to a later last day, with its test on or after it.

    Raises ValidationError where the agreement ends before, a participant has a seat elsewhere on the new days, or
    outside the prison no permit that reaches to the new last day.
    Whose detention ends before the test is the caller's to show: they leave as released.
    """
    batch = locked(batch)
    require(batch, Batch.State.RUNNING)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    if ends_on < batch.ends_on:
        raise ValidationError({"ends_on": _("A batch that runs only goes on longer, never shorter.")})
    if ends_on > batch.ends_on + LONGEST_EXTENSION:
        raise ValidationError({"ends_on": _("Check the year.")})
    if tested_on < ends_on:
        raise ValidationError({"tested_on": _("The test is on the last day of lessons or later.")})
    last = max(ends_on, tested_on)
    if not batch.agreement.covers(batch.starts_on, last):
        raise ValidationError(
            {"ends_on": _("“%(agreement)s” is not in force on all these days.") % {"agreement": batch.agreement.title}}
        )
    elsewhere = taken_seats(batch, batch.last_day + dt.timedelta(days=1), last) if last > batch.last_day else []
    if elsewhere:
        raise ValidationError(elsewhere)
    _refuse_without_permits(batch, last)
    batch.ends_on, batch.tested_on = ends_on, tested_on
    batch.save(update_fields=["ends_on", "tested_on"])
    record(Verb.EDIT, batch, by=by, reason=reason.strip(), fields=["ends_on", "tested_on"])


def _refuse_without_permits(batch: Batch, last: dt.date) -> None:
    lacking = without_permit(batch.enrollments.active(), until=last).count() if last > batch.last_day else 0
    if lacking:
        text = ngettext(
            "%(count)d participant has no permit to train outside until %(day)s: file it first.",
            "%(count)d participants have no permit to train outside until %(day)s: file them first.",
            lacking,
        )
        raise ValidationError(text % {"count": lacking, "day": date_format(last)})
