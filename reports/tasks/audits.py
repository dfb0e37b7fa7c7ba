from __future__ import annotations

import datetime as dt

from django.db.models import Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from certificates.models import AuditFinding, AuditRun
from certificates.models.audits import HOURS_BETWEEN_RUNS
from reports.tasks.task import DUE, LATE, Example, Task, day_text, task_for


@task_for(Permission.SEE_CERTIFICATE_AUDIT)
def audit_found_something(user: User, now: dt.datetime) -> Task:
    """The newest run over all certificates, when something is wrong."""
    runs = AuditRun.objects.visible_to(user).of_certificates()
    newest = runs.order_by("-id").values("pk")[:1]
    return Task(
        _("The audit of certificates found something wrong"),
        LATE,
        runs.filter(pk=Subquery(newest), found__gt=0),
        lambda run: Example(str(run), run.get_absolute_url(), str(run.found)),
    )


@task_for(Permission.SEE_CERTIFICATE_AUDIT)
def audit_did_not_run(user: User, now: dt.datetime) -> Task:
    """The newest run of a kind, when it is older than a night and a day; nothing before the first run."""
    since = now - dt.timedelta(hours=HOURS_BETWEEN_RUNS)
    runs = AuditRun.objects.visible_to(user)
    newest = [runs.filter(kind=kind).order_by("-id").values("pk")[:1] for kind in AuditRun.Kind]
    return Task(
        _("The nightly audit did not run"),
        DUE,
        runs.filter(Q(*(Q(pk=Subquery(one)) for one in newest), _connector=Q.OR), ended_at__lt=since),
        lambda run: Example(str(run), reverse(PAGES[run.kind]), day_text(timezone.localdate(run.ended_at))),
    )


@task_for(Permission.SEE_ANOMALIES)
def anomalies_to_ask_about(user: User, now: dt.datetime) -> Task:
    """What the newest search found in the reader's own classes."""
    newest = AuditRun.objects.of_anomalies().order_by("-id").values("pk")[:1]
    return Task(
        _("Anomalies in classes: questions to ask"),
        DUE,
        AuditFinding.objects.visible_to(user).filter(run=Subquery(newest)).select_related("batch__facility"),
        lambda one: Example(one.about, reverse("certificates:anomaly-list"), str(one.sign.title if one.sign else "")),
    )


PAGES = {
    AuditRun.Kind.CERTIFICATES: "certificates:audit-run-list",
    AuditRun.Kind.ANOMALIES: "certificates:anomaly-list",
}
