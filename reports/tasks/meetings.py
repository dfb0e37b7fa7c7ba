from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from facilities.models import ActionItem, Meeting
from facilities.models.action_items import ActionItemQuerySet
from reports.tasks.task import DUE, LATE, NEXT, Example, Task, day_text, task_for


def _items(label: Promise, tone: str, rows: ActionItemQuerySet) -> Task:
    def show(item: ActionItem) -> Example:
        return Example(item.what, item.get_absolute_url(), f"{item.place}, {day_text(item.due_on)}")

    return Task(label, tone, rows.with_origin().order_by("due_on", "pk"), show)


@task_for(Permission.SEE_MEETINGS)
def own_action_items_overdue(user: User, now: dt.datetime) -> Task:
    rows = ActionItem.objects.owned_by(user).overdue(on=timezone.localdate(now))
    return _items(_("What your side promised is overdue"), LATE, rows)


@task_for(Permission.SEE_MEETINGS)
def other_action_items_overdue(user: User, now: dt.datetime) -> Task:
    """What partners promised; for a region, the nation and auditors everything that is overdue."""
    own = ActionItem.objects.owned_by(user).values("pk")
    rows = ActionItem.objects.visible_to(user).exclude(pk__in=own).overdue(on=timezone.localdate(now))
    return _items(_("What partners promised is overdue"), DUE, rows)


@task_for(Permission.SEE_MEETINGS)
def own_action_items_due_soon(user: User, now: dt.datetime) -> Task:
    rows = ActionItem.objects.owned_by(user).due_soon(on=timezone.localdate(now))
    return _items(_("What your side promised is due within two weeks"), NEXT, rows)


@task_for(Permission.EDIT_MEETINGS)
def meetings_without_minutes(user: User, now: dt.datetime) -> Task:
    rows = Meeting.objects.visible_to(user).without_minutes(on=timezone.localdate(now))
    return Task(
        _("Meetings without minutes"),
        DUE,
        rows.order_by("held_on", "pk"),
        lambda row: Example(row.subject, row.get_absolute_url(), day_text(row.held_on)),
    )


@task_for(Permission.CONFIRM_MINUTES)
def minutes_to_confirm(user: User, now: dt.datetime) -> Task:
    rows = Meeting.objects.visible_to(user).unconfirmed_by(user).filter(held_on__lte=timezone.localdate(now))
    return Task(
        _("Minutes wait for your confirmation"),
        DUE,
        rows.order_by("held_on", "pk"),
        lambda row: Example(row.subject, row.get_absolute_url(), day_text(row.held_on)),
    )
