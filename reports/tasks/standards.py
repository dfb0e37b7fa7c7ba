from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from programs.actions.permits import FILING
from programs.actions.standards import ALLOWING
from programs.models import Batch, Enrollment
from programs.permits import TO_TRAIN, without_permit
from programs.standards import off_the_standard
from reports.tasks.task import DUE, Example, Task, day_text, task_for


@task_for(Permission.ALLOW_EXCEPTIONS)
def exceptions_to_weigh(user: User, now: dt.datetime) -> Task:
    """Batches off their package's standard: the head of the centre alone may allow it, with a reason."""
    undecided = Exists(Enrollment.objects.undecided().filter(batch=OuterRef("pk")))
    rows = Batch.objects.visible_to(user).filter(~undecided, state__in=ALLOWING)

    def show(batch: Batch) -> Example:
        return Example(batch.name, reverse("programs:batch-exceptions", args=[batch.pk]), day_text(batch.starts_on))

    return Task(_("Classes off the standard: allow it or not"), DUE, off_the_standard(rows).order_by("pk"), show)


@task_for(Permission.FILE_PERMITS)
def permits_to_file(user: User, now: dt.datetime) -> Task:
    """Classes outside the prison with people who have no permit until the last day."""
    lacking = without_permit(Enrollment.objects.filter(batch=OuterRef("pk"), state__in=TO_TRAIN))
    rows = Batch.objects.visible_to(user).filter(Exists(lacking), state__in=FILING, trainee_kind="INMATE")

    def show(batch: Batch) -> Example:
        return Example(batch.name, reverse("programs:batch-permits", args=[batch.pk]), day_text(batch.starts_on))

    return Task(_("Permits to train outside are missing"), DUE, rows.order_by("starts_on", "pk"), show)
