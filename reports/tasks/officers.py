from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from programs.models import Enrollment
from reports.tasks.task import NEXT, Example, Task, day_text, task_for, task_of


@task_for(Permission.EDIT_OFFICERS)
def officers_who_may_teach(user: User, now: dt.datetime) -> Task:
    """Who completed a training of instructors and is none yet."""

    def show(row: Enrollment) -> Example:
        return Example(row.person.name, row.batch.get_absolute_url(), day_text(row.batch.tested_on))

    rows = (
        Enrollment.objects.visible_to(user)
        .filter(
            state=Enrollment.State.COMPLETED,
            officer__instructor__isnull=True,
            officer__isnull=False,
            batch__package__trains_instructors=True,
        )
        .with_people()
        .select_related("batch", "inmate", "officer")
    )
    return task_of(_("Officers have passed: make them instructors"), NEXT, rows, show)
