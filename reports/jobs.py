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
    wrong = count_everything()
    CountCheck.objects.create(wrong=wrong)
    if wrong:
        log.error("counts_were_wrong", wrong=wrong)


def count_everything() -> int:
    """Count all anew and mend it; how many counts were wrong. Wanted also after rows were loaded past the triggers."""
    return batches.recount() + people.recount(today=timezone.localdate())
