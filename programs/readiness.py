"""Whether a batch's workshop is fit for its field, and what cancelled lessons tell the next review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from facilities.disruptions import Disruption
from facilities.models import ReadinessReview, Topic, Workshop
from facilities.models.readiness import Readiness
from programs.models import Batch, Session
from trainees.eligibility import Finding, Level

Cancellation = Session.Cancellation
TOPIC_OF: dict[str, Topic] = {
    Cancellation.POWER_CUT: Topic.POWER,
    Cancellation.TOOLS_MISSING: Topic.TOOLS,
    Cancellation.MATERIALS_MISSING: Topic.MATERIALS,
    Cancellation.ROOM_UNUSABLE: Topic.SPACE,
    Cancellation.SECURITY: Topic.SECURITY,
}


def review_of(batch: Batch) -> ReadinessReview | None:
    """The last confirmed word on the batch's workshop for its field, as of its first day."""
    return ReadinessReview.objects.known_on(batch.starts_on, batch.workshop, batch.package.field)


def readiness_findings(batch: Batch, level: Level) -> Iterator[Finding]:
    """NO_READINESS unless both sides found the workshop ready, for the field, on the batch's first day.

    It warns while people still plan and choose; it blocks the start.
    """
    review = review_of(batch)
    day = date_format(batch.starts_on)
    match Readiness.of(review, on=batch.starts_on):
        case Readiness.MISSING:
            text = _("Nobody has confirmed by %(day)s that the workshop is ready for the field %(field)s.") % {
                "day": day,
                "field": batch.package.field,
            }
        case Readiness.NOT_READY:
            text = _("The last review found the workshop not ready for the field %(field)s.") % {
                "field": batch.package.field
            }
        case Readiness.ENDED:
            text = _("The readiness review of the workshop is no longer valid on %(day)s.") % {"day": day}
        case _:
            return
    yield Finding("NO_READINESS", level, text, _("Readiness review of the workshop"))


def cancelled_lessons(workshop: Workshop, since: dt.date | None, until: dt.date) -> Iterator[Disruption]:
    """Lessons cancelled in the workshop after a day, up to another, by their coded reason."""
    rows = Session.objects.filter(workshop=workshop, cancelled_at__isnull=False, day__lte=until)
    if since is not None:
        rows = rows.filter(day__gt=since)
    for row in rows.values("cancellation").annotate(count=Count("pk")).order_by("cancellation"):
        code = Cancellation(row["cancellation"])
        yield Disruption(code.label, TOPIC_OF.get(code, ""), row["count"])
