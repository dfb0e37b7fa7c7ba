from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from facilities.models import Posting
from reports.tasks.task import DUE, Example, Task, day_text, task_for


@task_for(Permission.MANAGE_ACCOUNTS)
def postings_that_end(user: User, now: dt.datetime) -> Task:
    """Postings that run today and end within 30 days."""
    today = timezone.localdate(now)
    rows = Posting.objects.running(on=today).filter(ends_on__lte=today + dt.timedelta(days=30))
    return Task(
        _("Postings that end within 30 days"),
        DUE,
        rows.with_places().select_related("user").order_by("ends_on", "pk"),
        lambda row: Example(
            f"{row.user}, {row}",
            reverse("admin:facilities_posting_change", args=[row.pk]),
            day_text(row.ends_on),
        ),
    )


@task_for(Permission.MANAGE_ACCOUNTS)
def users_without_a_posting(user: User, now: dt.datetime) -> Task:
    """People who may sign in and see nothing, because no posting of theirs runs today."""
    running = Posting.objects.running(on=timezone.localdate(now)).filter(user=OuterRef("pk"))
    add = reverse("admin:facilities_posting_add")
    return Task(
        _("Users without a posting"),
        DUE,
        User.objects.filter(~Exists(running), is_active=True).order_by("name", "pk"),
        lambda row: Example(row.name, f"{add}?user={row.pk}"),
    )
