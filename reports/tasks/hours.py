from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from programs.models import Batch, Enrollment
from programs.radar import radars
from reports.tasks.batches import taught_batches
from reports.tasks.task import DUE, Example, Task, task_for


@task_for(Permission.RECORD_ATTENDANCE)
def hours_in_danger(user: User, now: dt.datetime) -> Task:
    """Participants who will miss the attendance threshold, or would with one more day of lessons missed."""
    running = taught_batches(user).filter(state=Batch.State.RUNNING).select_related("package")
    found = {row.enrollment.pk: row for radar in radars(running) for row in radar.in_danger}

    def show(enrollment: Enrollment) -> Example:
        row = found[enrollment.pk]
        reach = _("%(highest)d of %(needed)d JP reachable") % {"highest": row.highest, "needed": row.lessons.needed}
        url = reverse("programs:batch-radar", args=[enrollment.batch_id])
        return Example(f"{enrollment.person.name}, {enrollment.batch.name}", url, reach)

    rows = Enrollment.objects.filter(pk__in=found).with_people().select_related("batch", "inmate", "officer")
    label = gettext_lazy("Participants may miss the hours they need")
    return Task(label, DUE, rows.order_by("batch__ends_on", "pk"), show)
