from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from facilities.models import Agreement
from reports.tasks.task import DUE, NEXT, Example, Task, day_text, task_for


def _agreements(label: Promise, tone: str, rows: QuerySet[Agreement]) -> Task:
    def show(agreement: Agreement) -> Example:
        return Example(agreement.title, agreement.get_absolute_url(), day_text(agreement.last_day))

    return Task(label, tone, rows.order_by("ends_on", "pk").prefetch_related("addenda"), show)


@task_for(Permission.SEE_AGREEMENTS)
def agreements_ending_in_30_days(user: User, now: dt.datetime) -> Task:
    rows = Agreement.objects.visible_to(user).to_go_on().ending_within(30, on=timezone.localdate(now))
    return _agreements(_("Agreements that end within 30 days"), DUE, rows)


@task_for(Permission.SEE_AGREEMENTS)
def agreements_ending_in_90_days(user: User, now: dt.datetime) -> Task:
    """Those that end later than in 30 days, which are a task of their own."""
    today, agreements = timezone.localdate(now), Agreement.objects.visible_to(user).to_go_on()
    rows = agreements.ending_within(90, on=today).exclude(pk__in=agreements.ending_within(30, on=today))
    return _agreements(_("Agreements that end within 90 days"), NEXT, rows)


@task_for(Permission.SIGN_AGREEMENTS)
def agreements_to_sign(user: User, now: dt.datetime) -> Task:
    rows = Agreement.objects.visible_to(user).filter(state=Agreement.State.DRAFT)
    return _agreements(_("Drafts of agreements wait for a signature"), DUE, rows)
