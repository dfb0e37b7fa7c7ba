from __future__ import annotations

import datetime as dt

from django.db.models import Exists, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from certificates.models import Checkpoint, LedgerAlarm, Witness
from reports.tasks.task import LATE, NEXT, Example, Task, day_text, task_for


@task_for(Permission.SEE_LEDGER)
def ledger_alarms(user: User, now: dt.datetime) -> Task:
    """What stops all issuing, for those who look after the ledger."""
    return Task(
        _("Alarm of the certificate ledger: nothing is issued or revoked"),
        LATE,
        LedgerAlarm.objects.visible_to(user).standing(),
        lambda row: Example(str(row), reverse("certificates:ledger"), day_text(timezone.localdate(row.raised_at))),
    )


@task_for(Permission.WITNESS_LEDGER)
def ledger_to_compare(user: User, now: dt.datetime) -> Task:
    """Once a month each witness compares what was kept; opening the ledger's page in the own browser does it."""
    month = timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    newest = Checkpoint.objects.order_by("-size").values("size")[:1]
    compared = Witness.objects.filter(user=user, seen_at__gte=month)
    return Task(
        _("Compare the certificate ledger with what you kept this month"),
        NEXT,
        Checkpoint.objects.visible_to(user).filter(~Exists(compared), size=Subquery(newest)),
        lambda row: Example(str(_("Certificate ledger")), reverse("certificates:ledger"), row.fingerprint),
    )
