from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from programs.models import Enrollment
from programs.released import graduates_visible_to, to_ask
from reports.tasks.task import DUE, Example, Task, day_text, task_for


@task_for(Permission.RECORD_OUTCOMES)
def people_to_ask(user: User, now: dt.datetime) -> Task:
    """Who was released some months ago with a completed training, and has not been asked what became of it."""
    today = user.posting.today(now) if user.posting else timezone.localdate(now)

    def show(row: Enrollment) -> Example:
        url = reverse("programs:released-detail", args=[row.pk])
        return Example(row.person.name, url, day_text(row.released_on))  # type: ignore[attr-defined]

    rows = to_ask(graduates_visible_to(user), on=today).select_related("inmate", "batch")
    return Task(_("Ask people after their release what they do"), DUE, rows.order_by("released_on", "pk"), show)
