from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from programs.models import Batch, SeatChange
from reports.tasks.task import DUE, LATE, NEXT, Example, Task, day_text, task_for


def _shown(change: SeatChange) -> Example:
    batch = change.left.batch
    return Example(batch.name, change.get_absolute_url(), day_text(batch.starts_on))


@task_for(Permission.TICK_SEAT_CHANGES)
def seat_changes_to_see(user: User, now: dt.datetime) -> Task:
    """Who left and who moved up, until the user's own side has ticked it as seen."""
    rows = SeatChange.objects.visible_to(user).unseen_by(user).select_related("left__batch")
    return Task(_("A seat changed hands"), DUE, rows.order_by("pk"), _shown)


@task_for(Permission.CHOOSE_TRAINEES)
def seats_to_give(user: User, now: dt.datetime) -> Task:
    """The first of the reserve are equal: a person chooses."""
    rows = SeatChange.objects.visible_to(user).filter(is_tied=True, moved_up=None).select_related("left__batch")
    return Task(_("Equals wait for a free seat: choose one"), LATE, rows.order_by("pk"), _shown)


@task_for(Permission.DECREE_BATCHES)
def addenda_to_sign(user: User, now: dt.datetime) -> Task:
    changed = SeatChange.objects.without_addendum().filter(left__batch=OuterRef("pk"))
    rows = Batch.objects.visible_to(user).filter(Exists(changed)).order_by("starts_on", "pk")
    return Task(
        _("Seats changed hands after the decree: add to it"),
        NEXT,
        rows,
        lambda row: Example(row.name, reverse("programs:batch-addendum", args=[row.pk]), day_text(row.starts_on)),
    )
