"""Who was there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record, require
from audit.models import Verb
from programs.actions.batches import locked
from programs.actions.closing import close_when_complete
from programs.actions.participants import refuse_who_is_not_in_class
from programs.models import Attendance, Batch, Enrollment, Session

Status = Attendance.Status


@transaction.atomic
def record_attendance(session: Session, statuses: Mapping[Enrollment, Status], *, on: dt.date, by: User) -> None:
    """Who was there at a session; sent twice it is recorded once. Only presence earns the session's hours."""
    batch = locked(session.batch)
    require(batch, Batch.State.RUNNING, Batch.State.TESTING)
    if session.cancelled_at:
        raise ValidationError(_("This session was cancelled."))
    if session.day > on:
        raise ValidationError(_("This session has not been held yet."))
    refuse_who_is_not_in_class(batch, statuses)
    Attendance.objects.bulk_create(
        [
            Attendance(
                session=session,
                enrollment=enrollment,
                status=status,
                lesson_hours=session.lesson_hours if status == Status.PRESENT else 0,
                recorded_by=by,
            )
            for enrollment, status in statuses.items()
        ],
        update_conflicts=True,
        unique_fields=["session", "enrollment"],
        update_fields=["status", "lesson_hours", "recorded_by", "recorded_at"],
    )
    record(Verb.ATTEND, session, by=by, present=sum(status == Status.PRESENT for status in statuses.values()))
    close_when_complete(session, by=by)
