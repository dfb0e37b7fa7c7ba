from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from certificates.models import Certificate, Proposal
from programs.models import Batch, Enrollment
from reports.tasks.batches import batch_task
from reports.tasks.task import DUE, Example, Task, day_text, task_for

State = Batch.State


@task_for(Permission.PROPOSE_CERTIFICATES)
def certificates_to_propose(user: User, now: dt.datetime) -> Task:
    unproposed = Enrollment.objects.filter(
        batch=OuterRef("pk"), state=Enrollment.State.COMPLETED, proposals__isnull=True
    )
    rows = Batch.objects.visible_to(user).filter(Exists(unproposed))
    label = _("Participants have completed: propose their certificates")
    return batch_task(label, DUE, rows, State.CLOSED, "certificates:batch-propose")


@task_for(Permission.ISSUE_CERTIFICATES)
def certificates_to_issue(user: User, now: dt.datetime) -> Task:
    waiting = Proposal.objects.waiting().filter(enrollment__batch=OuterRef("pk"))
    rows = Batch.objects.visible_to(user).filter(Exists(waiting))
    label = _("Proposed certificates wait to be issued")
    return batch_task(label, DUE, rows, State.CLOSED, "certificates:batch-issue")


@task_for(Permission.REVOKE_CERTIFICATES)
def certificates_to_replace(user: User, now: dt.datetime) -> Task:
    waiting = Proposal.objects.replacing().filter(replaces=OuterRef("pk"))
    rows = Certificate.objects.visible_to(user).filter(Exists(waiting)).order_by("issued_on", "pk")

    def show(certificate: Certificate) -> Example:
        url = reverse("certificates:certificate-replace", args=[certificate.pk])
        return Example(certificate.number, url, day_text(certificate.issued_on))

    return Task(_("Proposed replacements of certificates wait for you"), DUE, rows, show)
