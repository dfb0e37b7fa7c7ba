from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from certificates.models import (
    Certificate,
    CertificateKind,
    CompetenceVerdict,
    Proposal,
    is_accounted_for,
    is_handed_over,
)
from programs.models import Batch, Enrollment
from reports.tasks.batches import batch_task
from reports.tasks.task import DUE, NEXT, Example, Task, day_text, task_for

State = Batch.State


@task_for(Permission.PROPOSE_CERTIFICATES)
def certificates_to_propose(user: User, now: dt.datetime) -> Task:
    trainings = Proposal.objects.of_kind(CertificateKind.TRAINING).filter(enrollment=OuterRef("pk"))
    unproposed = Enrollment.objects.filter(~Exists(trainings), batch=OuterRef("pk"), state=Enrollment.State.COMPLETED)
    rows = Batch.objects.visible_to(user).filter(Exists(unproposed))
    label = _("Participants have completed: propose their certificates")
    return batch_task(label, DUE, rows, State.CLOSED, "certificates:batch-propose")


@task_for(Permission.PROPOSE_CERTIFICATES)
def competence_to_propose(user: User, now: dt.datetime) -> Task:
    decided = CompetenceVerdict.objects.waiting().filter(enrollment__batch=OuterRef("pk"))
    rows = Batch.objects.visible_to(user).filter(Exists(decided.exclude(decision__recorded_by=user)))
    label = _("An LSP has decided: propose the competence certificates")
    return batch_task(label, DUE, rows, State.CLOSED, "certificates:competence-propose")


@task_for(Permission.PROPOSE_CERTIFICATES)
def certificates_that_expire(user: User, now: dt.datetime) -> Task:
    today, days = timezone.localdate(now), settings.CERTIFICATE_EXPIRY_DAYS
    rows = Certificate.objects.visible_to(user).expiring(on=today, days=days).order_by("valid_until", "pk")

    def show(certificate: Certificate) -> Example:
        last = certificate.valid_until or today
        return Example(certificate.number, certificate.get_absolute_url(), day_text(last))

    return Task(_("Competence certificates expire soon: tell the holders of a new assessment"), NEXT, rows, show)


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


@task_for(Permission.EDIT_INMATES)
def sheets_to_hand_over(user: User, now: dt.datetime) -> Task:
    """Sheets that have not reached their holders in the days that the prison allows: its work section sees to it."""
    rows = Certificate.objects.visible_to(user).standing().filter(~is_handed_over(), issued_on__lt=_since(user, now))

    def show(certificate: Certificate) -> Example:
        url = reverse("certificates:certificate-handover", args=[certificate.pk])
        return Example(f"{certificate.holder_name}, {certificate.number}", url, day_text(certificate.issued_on))

    return Task(_("Certificates have not reached their holders"), DUE, rows.order_by("issued_on", "pk"), show)


@task_for(Permission.EDIT_INMATES)
def sheets_to_take_back(user: User, now: dt.datetime) -> Task:
    """Revoked and replaced certificates of which nobody has said what became of the sheet."""
    rows = Certificate.objects.visible_to(user).filter(~is_accounted_for(), revoked_at__isnull=False)

    def show(certificate: Certificate) -> Example:
        url = reverse("certificates:sheet-end", args=[certificate.pk])
        return Example(certificate.number, url, day_text(certificate.revoked_on or certificate.issued_on))

    return Task(_("Sheets that no longer count: take them back"), DUE, rows.order_by("revoked_at", "pk"), show)


def _since(user: User, now: dt.datetime) -> dt.date:
    """What was issued before this day should have been handed over."""
    posting = user.posting
    if posting is None or posting.facility is None:
        return dt.date.min
    return posting.today(now) - dt.timedelta(days=posting.facility.handover_days)
