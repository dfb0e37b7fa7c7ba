from __future__ import annotations

import datetime as dt

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Now

from reports.models import Notice

MOST = 100
"""More are shown as "99+"."""

A_DAY = dt.timedelta(days=1)


def unread_of_person() -> Coalesce:
    """How many notices of the posting of today nobody has read, inside a query of people.

    On the day that an office changes, and by another clock, those of both may count.
    """
    not_over = Q(posting__ends_on__isnull=True) | Q(posting__ends_on__gte=Now() - A_DAY)
    mine = Notice.objects.unread().filter(not_over, posting__user=OuterRef("pk"), posting__starts_on__lte=Now() + A_DAY)
    counted = mine.order_by().values("posting__user").annotate(unread=Count("pk")).values("unread")
    return Coalesce(Subquery(counted), 0)
