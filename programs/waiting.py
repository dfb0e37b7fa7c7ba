"""Sessions whose attendance waits, for whom, and until when."""

from __future__ import annotations

import datetime as dt

from django.db.models import Case, Exists, OuterRef, When

from accounts.models import User
from accounts.permissions import Role
from programs.models import Batch, Enrollment, Session
from programs.models.attendance import EDIT_DAYS
from programs.models.sessions import SessionQuerySet


def own_sessions(user: User) -> SessionQuerySet:
    """Sessions of classes under way that are not cancelled; for an instructor their own."""
    under_way = (Batch.State.RUNNING, Batch.State.TESTING)
    sessions = Session.objects.visible_to(user).held().filter(batch__state__in=under_way)
    return sessions.filter(instructor__user=user) if user.role == Role.INSTRUCTOR else sessions


def without_attendance(sessions: SessionQuerySet) -> SessionQuerySet:
    """Of these the ones in whose batch somebody takes part and that have no line of attendance."""
    somebody = Enrollment.objects.active().filter(batch=OuterRef("batch"))
    return sessions.filter(Exists(somebody), attendances__isnull=True)


def left_to_the_head(user: User, *, on: dt.date) -> SessionQuerySet:
    """Sessions without attendance for which the days of staff are over; the prison's head alone can fill them in."""
    last_day = on - dt.timedelta(days=EDIT_DAYS + 1)
    return without_attendance(own_sessions(user)).filter(day__lte=last_day).order_by("starts_at", "pk")


def first_waiting(user: User, *, on: dt.date, batch: Batch) -> Session | None:
    """The session to fill in next: of this batch before any other, the oldest first, while staff still may."""
    first_day = on - dt.timedelta(days=EDIT_DAYS)
    waiting = without_attendance(own_sessions(user)).filter(day__range=(first_day, on))
    is_elsewhere = Case(When(batch=batch, then=0), default=1)
    return waiting.order_by(is_elsewhere, "starts_at", "pk").first()
