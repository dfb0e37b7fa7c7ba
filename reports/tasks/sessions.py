from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import Permission
from programs.models import Session
from programs.models.attendance import EDIT_DAYS
from programs.models.sessions import SessionQuerySet
from programs.waiting import left_to_the_head, own_sessions, without_attendance
from reports.tasks.task import DUE, LATE, NEXT, Example, Task, day_text, task_for


def _sessions(
    label: Promise | Callable[[int], str], tone: str, rows: SessionQuerySet, *, page: str = "session-attendance"
) -> Task:
    def show(session: Session) -> Example:
        url = reverse(f"programs:{page}", args=[session.pk])
        return Example(session.batch.name, url, f"{day_text(session.day)}, {session.local_hours}")

    rows = rows.select_related("batch__facility").order_by("starts_at", "pk")
    return Task(label, tone, rows, show)


@task_for(Permission.RECORD_ATTENDANCE)
def attendance_missing(user: User, now: dt.datetime) -> Task:
    """Sessions of days before today that staff may still fill in, and that have no line of attendance."""
    today = timezone.localdate(now)
    days = (today - dt.timedelta(days=EDIT_DAYS), today - dt.timedelta(days=1))
    rows = without_attendance(own_sessions(user)).filter(day__range=days)
    return _sessions(_("Attendance is missing"), LATE, rows)


@task_for(Permission.RECORD_ATTENDANCE)
def attendance_today(user: User, now: dt.datetime) -> Task:
    """Today's sessions that are over and not filled in yet, counted in words."""
    rows = without_attendance(own_sessions(user)).filter(day=timezone.localdate(now), ends_at__lt=now)
    return _sessions(_today, DUE, rows)


def _today(count: int) -> str:
    words = ngettext("Today: %(count)d session not filled in yet", "Today: %(count)d sessions not filled in yet", count)
    return words % {"count": count}


@task_for(Permission.CORRECT_ATTENDANCE)
def attendance_never_recorded(user: User, now: dt.datetime) -> Task:
    """Sessions without attendance for which the days of staff are over: only the prison's head can fill them in."""
    rows = left_to_the_head(user, on=timezone.localdate(now))
    return _sessions(_("Attendance was never recorded: only you can still do it"), LATE, rows, page="session-correct")


@task_for(Permission.RECORD_ATTENDANCE)
def sessions_today(user: User, now: dt.datetime) -> Task:
    rows = own_sessions(user).filter(day=timezone.localdate(now), ends_at__gte=now)
    return _sessions(_("Sessions today"), NEXT, rows)
