from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission, Role
from programs.models import Batch, Enrollment, Session
from programs.models.sessions import SessionQuerySet
from reports.tasks.task import LATE, NEXT, Example, Task, day_text, task_for, task_of

State = Batch.State


def _own_sessions(user: User) -> SessionQuerySet:
    """Sessions that are not cancelled; for an instructor their own."""
    sessions = Session.objects.visible_to(user).held().filter(batch__state__in=(State.RUNNING, State.TESTING))
    return sessions.filter(instructor__user=user) if user.role == Role.INSTRUCTOR else sessions


def _sessions(label: Promise, tone: str, rows: SessionQuerySet) -> Task:
    def show(session: Session) -> Example:
        return Example(
            session.batch.name, session.get_absolute_url(), f"{day_text(session.day)}, {session.local_hours}"
        )

    rows = rows.select_related("batch__facility").order_by("starts_at", "pk")
    return task_of(label, tone, rows, show)


@task_for(Permission.RECORD_ATTENDANCE)
def attendance_missing(user: User, now: dt.datetime) -> Task:
    """Sessions that are over and in whose batch somebody takes part, without a line of attendance."""
    present = Enrollment.objects.active().filter(batch=OuterRef("batch"))
    rows = _own_sessions(user).filter(Exists(present), ends_at__lt=now, attendances__isnull=True)
    return _sessions(_("Attendance is missing"), LATE, rows)


@task_for(Permission.RECORD_ATTENDANCE)
def sessions_today(user: User, now: dt.datetime) -> Task:
    rows = _own_sessions(user).filter(day=timezone.localdate(now), ends_at__gte=now)
    return _sessions(_("Sessions today"), NEXT, rows)
