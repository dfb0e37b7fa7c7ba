"""The region's monthly report of the ledger: printed and signed, it is a witness that no machine can change."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.models import User
from certificates.models import Certificate, Checkpoint, LedgerEntry
from facilities.letterheads import Letterhead, over_a_prison, regional_title
from facilities.models import Region
from papers.rendering import Paper
from papers.signatures import Signature, in_rows
from papers.wording import indonesian_date


def month_report(first: dt.date, *, today: dt.date, user: User) -> Paper:
    """The PDF of the month that begins on `first`, of the user's region or, for the national level, of all."""
    return Paper("papers/ledger_month.html", month_figures(first, today=today, user=user))


def month_figures(first: dt.date, *, today: dt.date, user: User) -> dict[str, Any]:
    """What the report prints: the newest checkpoint at the month's end, and the month's entries of the region."""
    following = (first + dt.timedelta(days=31)).replace(day=1)
    start, end = (timezone.make_aware(dt.datetime.combine(day, dt.time())) for day in (first, following))
    region = user.posting.region if user.posting else None
    points = Checkpoint.objects.filter(made_at__lt=end)
    entries = (
        LedgerEntry.objects.filter(
            certificate__in=Certificate.objects.visible_to(user), entered_at__gte=start, entered_at__lt=end
        )
        .select_related("certificate__enrollment__batch__package__centre")
        .defer("certificate__record")
    )
    rows = list(entries)
    return {
        "title": "Laporan Bulanan Buku Besar Sertifikat",
        "number": None,
        "letterhead": _letterhead(region, on=today) if region else None,
        "region": region,
        "month": first,
        "is_running": following > today,
        "today": today,
        "point": points.newest(),
        "rows": rows,
        "issued": sum(row.event == LedgerEntry.Event.ISSUED for row in rows),
        "signatures": _signed(region, user, today),
    }


def _letterhead(region: Region, *, on: dt.date) -> Letterhead:
    ministry, office = over_a_prison(region, on=on)
    return Letterhead((ministry,), office, "")


def _signed(region: Region | None, user: User, day: dt.date) -> list[list[Signature]]:
    position = regional_title(region, on=day) if region else "Auditor"
    return in_rows([Signature(position, user.name, user.nip, (indonesian_date(day),))])
