"""The timetable of a batch on paper (JADWAL, rule 7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from facilities.letterheads import letterhead_of
from papers.rendering import Paper
from papers.signatures import Signature, in_rows
from papers.wording import DAYS_ID
from programs.models import Batch
from programs.weeks import Week, by_week
from reports.papers.signing import WORK_SECTION, at, signed_by_head


def timetable(batch: Batch, *, on: dt.date) -> Paper:
    """The lessons that are held, week by week, in the prison's own time."""
    weeks = by_week(batch.sessions.held().with_places())
    zone = ZoneInfo(batch.facility.time_zone)
    signatures = [
        signed_by_head(batch.package.centre, on=on),
        Signature(WORK_SECTION, above=at(batch.facility, on)),
    ]
    context = {
        "title": "Jadwal Pelatihan",
        "letterhead": letterhead_of(batch.package.centre, on=on),
        "paper": "f4",
        "batch": batch,
        "weeks": [(week, list(_lines(week, zone))) for week in weeks],
        "hours": sum(week.hours for week in weeks),
        "signatures": in_rows(signatures),
    }
    return Paper("papers/timetable.html", context)


def _lines(week: Week, zone: ZoneInfo) -> Iterator[dict[str, Any]]:
    before = None
    for line in week.lines:
        session = line.session
        yield {
            "session": session,
            "is_first_of_day": session.day != before,
            "weekday": DAYS_ID[session.day.weekday()],
            "from": session.starts_at.astimezone(zone),
            "to": session.ends_at.astimezone(zone),
            "note": "pengganti" if session.makes_up_id else "tambahan" if session.is_additional else "",
        }
        before = session.day
