"""What the queue calls. Each may be called twice, also at the same time: one of two gives way."""

from __future__ import annotations

import time
from zoneinfo import ZoneInfo

import structlog
from django.db import OperationalError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from audit.jobs import alone, enqueue, enqueue_later, job
from certificates.actions.auditing import audit_certificates, report_anomalies
from certificates.actions.runs import LOOKS_AFTER, break_off, issue_piece
from certificates.actions.witnessing import notice_file
from certificates.memory import give_back
from certificates.models import IssueRun

log = structlog.get_logger()

TURN = 30.0
"""Seconds after which a run goes to the end of the queue, so that others have their turn."""


@job
def continue_run(pk: int) -> None:
    """Issue piece after piece, each in a transaction of its own."""
    ends = time.monotonic() + TURN
    while _piece(pk):
        if time.monotonic() > ends:
            enqueue("certificates.jobs.continue_run", pk)
            return


@job
def watch_run(pk: int) -> None:
    """Pick the run up where a worker that died has left it; as long as it runs, look again."""
    if IssueRun.objects.filter(pk=pk, state=IssueRun.State.RUNNING).exists():
        enqueue_later("certificates.jobs.watch_run", pk, at=timezone.now() + LOOKS_AFTER)
        continue_run(pk)


@job
def audit_all_certificates() -> None:
    """Each night; the administrators' home page says what came of it."""
    with alone("audit_all_certificates") as is_first:
        if is_first:
            audit_certificates()


@job
def search_for_anomalies() -> None:
    with alone("search_for_anomalies") as is_first:
        if is_first:
            report_anomalies(today=timezone.localdate())


def _piece(pk: int) -> bool:
    """A fault of ours ends the run with a sentence; where only the database was away, the queue tries again.

    In the language of who started it, on the day of the centre: as if it were done on the page.
    The ledger's alarm is raised before, in a transaction of its own: the piece that meets it is taken back.
    """
    run = IssueRun.objects.select_related("centre__region").get(pk=pk)
    with override(run.language), timezone.override(ZoneInfo(run.centre.region.time_zone)):
        try:
            notice_file()
            return issue_piece(pk, on=timezone.localdate())
        except OperationalError:
            raise
        except Exception:
            log.exception("issue_run_failed", run=pk)
            break_off(
                pk, _("Something went wrong on our side. The rest was not issued; please tell the administrator.")
            )
            return False
        finally:
            give_back()
