"""What the queue does for dashboards and notices; each may be done twice, also at the same time."""

from __future__ import annotations

import datetime as dt

import structlog
from django.conf import settings
from django.utils import timezone

from accounts.models import User
from audit.actions import record
from audit.jobs import alone, enqueue, job
from audit.models import Verb
from programs import told
from reports.models import CountCheck
from reports.notices import digest, telling
from reports.rollups import batches, people

log = structlog.get_logger()


@job
def fold_in() -> None:
    """Count what has changed, so that readers need not."""
    batches.fold_in()
    people.fold_in(today=timezone.localdate())


@job
def recount() -> None:
    """Hold everything against a full count, mend it, and leave word of how much was wrong."""
    wrong = count_everything()
    check = CountCheck.objects.create(wrong=wrong)
    if wrong:
        record(Verb.ADD, check, by=None, rows=wrong)
        log.error("counts_were_wrong", wrong=wrong)


def count_everything() -> int:
    """Count all anew and mend it; how many counts were wrong. Wanted also after rows were loaded past the triggers."""
    return batches.recount() + people.recount(today=timezone.localdate()) + told.recount()


@job
def tell_news() -> None:
    """Each minute: what happened becomes notices."""
    with alone("tell_news") as is_first:
        if is_first:
            telling.tell_all()


@job
def forget_notices() -> None:
    telling.forget_old(before=timezone.now() - dt.timedelta(days=settings.NOTICE_KEPT_DAYS))


@job
def send_digests() -> None:
    """Each morning: a job for each mail, so that one that fails is tried again and holds up no other."""
    today = timezone.localdate()
    for pk in digest.wanting(on=today):
        enqueue("reports.jobs.send_digest", pk, today.toordinal())


@job
def send_digest(pk: int, day: int) -> None:
    """`day` counts as date.toordinal does: done again after midnight it is still the same mail."""
    digest.send(User.objects.get(pk=pk), on=dt.date.fromordinal(day))
