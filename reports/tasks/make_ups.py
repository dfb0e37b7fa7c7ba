from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from programs.models import Batch, Session
from reports.tasks.task import DUE, LATE, Example, Task, day_text, task_for

State = Batch.State


def _owed() -> Exists:
    return Exists(Session.objects.to_make_up().filter(batch=OuterRef("pk")))


@task_for(Permission.LAY_OUT_TIMETABLES)
def lessons_to_make_up(user: User, now: dt.datetime) -> Task:
    """Running batches that owe cancelled lessons to their people."""
    rows = Batch.objects.visible_to(user).filter(_owed(), state=State.RUNNING).order_by("ends_on", "pk")
    return Task(
        _("Cancelled lessons: plan the make-up"),
        DUE,
        rows,
        lambda row: Example(row.name, reverse("programs:batch-make-ups", args=[row.pk]), day_text(row.ends_on)),
    )


@task_for(Permission.PLAN_BATCHES)
def batches_to_extend(user: User, now: dt.datetime) -> Task:
    """The last day has come, and cancelled lessons are still owed: only a later day helps."""
    today = timezone.localdate(now)
    rows = Batch.objects.visible_to(user).filter(_owed(), state=State.RUNNING, ends_on__lte=today)
    return Task(
        _("Lessons are missing after the last day: let the batch go on longer"),
        LATE,
        rows.order_by("ends_on", "pk"),
        lambda row: Example(row.name, reverse("programs:batch-extend", args=[row.pk]), day_text(row.ends_on)),
    )
