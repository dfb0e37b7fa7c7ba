"""What the demonstration's journeys would have told: the latest are still to be read, the rest are read."""

from __future__ import annotations

from django.utils import timezone

from facilities.models import Posting
from reports.notices.telling import tell_all

STILL_UNREAD = 4


def tell_the_news() -> None:
    tell_all()
    for posting in Posting.objects.filter(notices__isnull=False).distinct():
        latest = posting.notices.order_by("-at", "-pk").values("pk")[:STILL_UNREAD]
        posting.notices.exclude(pk__in=list(latest.values_list("pk", flat=True))).update(read_at=timezone.now())
