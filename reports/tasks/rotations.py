from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from programs.models import RotationPlan
from reports.tasks.task import NEXT, Example, Task, day_text, task_for


@task_for(Permission.PLAN_ROTATIONS)
def rotations_to_create(user: User, now: dt.datetime) -> Task:
    rows = RotationPlan.objects.visible_to(user).filter(state=RotationPlan.State.DRAFT)
    return Task(
        _("Rotation plans whose batches are not created yet"),
        NEXT,
        rows.order_by("starts_on", "pk"),
        lambda row: Example(row.name, row.get_absolute_url(), day_text(row.starts_on)),
    )
