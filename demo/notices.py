"""What the demonstration's journeys would have told: the latest are still to be read, the rest are read."""

from __future__ import annotations

from django.utils import timezone

from reports.models import Notice
from reports.notices.telling import tell_all

STILL_UNREAD = 4


def tell_the_news() -> None:
    tell_all()
    for posting in Notice.objects.order_by().values_list("posting", flat=True).distinct():
        told = Notice.objects.filter(posting=posting)
        latest = told.order_by("-at", "-pk").values_list("pk", flat=True)[:STILL_UNREAD]
        told.exclude(pk__in=list(latest)).update(read_at=timezone.now())
