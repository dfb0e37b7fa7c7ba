"""What the queue does for the dashboards; each may be done twice, also at the same time."""

from __future__ import annotations

import structlog
from django.utils import timezone

from audit.jobs import job
from reports.models import CountCheck
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
    count_everything()


def count_everything() -> int:
    """Count all anew and mend it; how many kept counts were wrong. Wanted after a load past the triggers too."""
    wrong = batches.recount() + people.recount(today=timezone.localdate())
    CountCheck.objects.create(wrong=wrong)
    if wrong:
        log.error("counts_were_wrong", wrong=wrong)
    return wrong
