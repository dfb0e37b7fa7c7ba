from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from programs.models import Attendance, ToolLog
from programs.waiting import own_sessions
from reports.tasks.task import DUE, LATE, Example, Task, day_text, task_for


@task_for(Permission.SEE_INMATES)
def tools_missing(user: User, now: dt.datetime) -> Task:
    """Tools that did not come back and were neither found nor written off: the prison's staff and head hear at once."""
    rows: QuerySet[ToolLog] = ToolLog.objects.visible_to(user).short().select_related("session__batch")
    return Task(
        _("Tools are missing"),
        LATE,
        # One table more in the join, and PostgreSQL would no longer begin with the few lines that tell of a loss.
        rows.order_by("session__starts_at", "pk").prefetch_related("session__batch__facility"),
        lambda log: Example(
            log.session.batch.name,
            f"{log.get_absolute_url()}#session-{log.session_id}",
            f"{day_text(log.session.day)}, {log.session.local_hours}",
        ),
    )


@task_for(Permission.LOG_TOOLS)
def tool_logs_to_complete(user: User, now: dt.datetime) -> Task:
    """Sessions with attendance, of a field with dangerous tools, that are not closed: the tools are not in yet."""
    taken = Attendance.objects.filter(session=OuterRef("pk"))
    rows = own_sessions(user).filter(
        Exists(taken), ends_at__lt=now, closed_at__isnull=True, batch__package__field__has_dangerous_tools=True
    )
    return Task(
        _("Tool logs are not complete"),
        DUE,
        rows.select_related("batch__facility").order_by("starts_at", "pk"),
        lambda session: Example(
            session.batch.name,
            reverse("programs:session-tools", args=[session.pk]),
            f"{day_text(session.day)}, {session.local_hours}",
        ),
    )
