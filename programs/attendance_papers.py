"""The attendance sheet on paper (DAFTAR-HADIR): names, room to sign, and the letters; nothing else of anybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from facilities.letterheads import letterhead_of
from papers.rendering import Paper
from papers.signatures import Signature, in_rows
from papers.wording import DAYS_ID
from programs.models import Batch, Enrollment, Session

TITLE = "Daftar Hadir Peserta Pelatihan"
DAYS_ON_A_SHEET = 6


def session_sheet(session: Session) -> Paper:
    """One session: who is in class, with room for a letter, minutes late, a signature and a note."""
    batch = session.batch
    context = {
        "title": TITLE,
        "letterhead": letterhead_of(batch.facility, on=session.day),
        "batch": batch,
        "session": session,
        "people": _people(batch),
        "signatures": in_rows([_instructor(session), _officer(batch, session.day)]),
    }
    return Paper("papers/session_attendance.html", context)


def week_sheet(batch: Batch, sessions: Sequence[Session], *, monday: dt.date) -> Paper:
    """The sessions of one week side by side, at most six to a page."""
    pages = [list(sessions[start : start + DAYS_ON_A_SHEET]) for start in range(0, len(sessions), DAYS_ON_A_SHEET)]
    zone = ZoneInfo(batch.facility.time_zone)
    context = {
        "title": TITLE,
        "letterhead": letterhead_of(batch.facility, on=monday),
        "batch": batch,
        "monday": monday,
        "sunday": monday + dt.timedelta(days=6),
        "pages": [
            [(DAYS_ID[row.day.weekday()], row, row.starts_at.astimezone(zone)) for row in page] for page in pages
        ],
        "people": _people(batch),
        "signatures": in_rows([_instructor(sessions[-1]), _officer(batch, sessions[-1].day)]),
    }
    return Paper("papers/week_attendance.html", context)


def _people(batch: Batch) -> list[Enrollment]:
    """Who is in class; of a closed batch, all who were."""
    rows = batch.enrollments.in_class() if batch.state == Batch.State.CLOSED else batch.enrollments.active()
    return list(rows.with_people())


def _instructor(session: Session) -> Signature:
    return Signature("Instruktur", session.instructor.name)


def _officer(batch: Batch, day: dt.date) -> Signature:
    return Signature("Petugas Kegiatan Kerja", above=(f"{batch.facility.city}, ………………… {day.year}",))
