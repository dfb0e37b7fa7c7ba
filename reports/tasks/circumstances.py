from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from programs.models import Batch, Circumstance
from reports.tasks.task import DUE, NEXT, Example, Task, day_text, task_for

RECENT = dt.timedelta(days=14)
State = Batch.State


@task_for(Permission.SEE_INMATES)
def circumstances_to_follow_up(user: User, now: dt.datetime) -> Task:
    """The prison's inbox, the oldest line first."""

    def show(line: Circumstance) -> Example:
        hint = f"{line.get_kind_display()}, {day_text(line.happened_on)}"
        return Example(line.inmate.name, reverse("programs:circumstance-list"), hint)

    rows = Circumstance.objects.visible_to(user).waiting().select_related("inmate").order_by("recorded_at", "pk")
    return Task(_("Circumstances to follow up"), DUE, rows, show)


@task_for(Permission.CLOSE_BATCHES)
def seats_that_became_free(user: User, now: dt.datetime) -> Task:
    """What a centre hears of a circumstance: that there is room in a class, never why."""

    def show(batch: Batch) -> Example:
        return Example(batch.name, batch.get_absolute_url(), day_text(batch.starts_on))

    freed = Circumstance.objects.filter(
        enrollment__batch=OuterRef("pk"), freed_seat=True, recorded_at__gte=now - RECENT
    )
    states = (State.SELECTING, State.DECREED, State.RUNNING)
    rows = Batch.objects.visible_to(user).filter(Exists(freed), state__in=states).order_by("starts_on", "pk")
    return Task(_("A seat became free"), NEXT, rows, show)
