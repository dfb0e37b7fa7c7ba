"""The nightly looks are kept: what was checked, what was found, what was left out."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils import timezone

from audit.actions import record
from audit.models import Verb
from certificates.anomalies.report import LOOKS_BACK, Search
from certificates.auditing.checking import Audit
from certificates.models import AnomalyLimit, AuditFinding, AuditRun
from certificates.models.audits import MOST_KEPT
from programs.models import Batch

FILES = "files"


def audit_certificates(*, with_files: bool = True) -> AuditRun:
    """Every certificate checked anew. Without files only where there are none, as on the bench: the run says so."""
    began, audit = timezone.now(), Audit(with_files=with_files)
    found = (
        AuditFinding(rule=one.rule, about=one.about, certificate_id=one.certificate, facts=dict(one.facts))
        for one in audit.findings()
    )
    kept, count = first_of_each(found)
    run = AuditRun(
        kind=AuditRun.Kind.CERTIFICATES, checked=audit.checked, found=count, left_out=[] if with_files else [FILES]
    )
    return keep(run, kept, began)


def report_anomalies(
    *, today: dt.date, since: dt.date | None = None, left_out: frozenset[str] = frozenset()
) -> AuditRun:
    """Every sign of invention in the classes that ended since then; by default in the last 400 days."""
    began, since = timezone.now(), since or today - LOOKS_BACK
    limits = AnomalyLimit.objects.set_by_hand()
    search = Search(limits, since=since, today=today, left_out=left_out)
    anomalies = sorted(search.findings(), key=lambda one: (one.batch, one.sign))
    names = dict(Batch.objects.filter(pk__in={one.batch for one in anomalies}).values_list("pk", "name"))
    found = (
        AuditFinding(rule=one.sign, about=names[one.batch], batch_id=one.batch, facts=one.facts) for one in anomalies
    )
    kept, count = first_of_each(found)
    run = AuditRun(
        kind=AuditRun.Kind.ANOMALIES, checked=search.checked, found=count, left_out=sorted(left_out), since=since
    )
    return keep(run, kept, began)


def first_of_each(found: Iterable[AuditFinding]) -> tuple[list[AuditFinding], int]:
    """The first of each rule, and how many there were: a fault of all certificates must not fill memory."""
    counts: Counter[str] = Counter()

    def few() -> Iterator[AuditFinding]:
        for one in found:
            counts[one.rule] += 1
            if counts[one.rule] <= MOST_KEPT:
                yield one

    kept = list(few())
    return kept, counts.total()


@transaction.atomic
def keep(run: AuditRun, findings: list[AuditFinding], began: dt.datetime) -> AuditRun:
    run.began_at, run.ended_at = began, timezone.now()
    run.save()
    for finding in findings:
        finding.run = run
    AuditFinding.objects.bulk_create(findings, batch_size=500)
    record(Verb.ADD, run, by=None, rows=run.found)
    return run
