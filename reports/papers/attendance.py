"""The month's recap of attendance on paper (DAFTAR-HADIR, rule 7): letters, sums, hours; nothing else of anybody."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from facilities.letterheads import letterhead_of
from papers.rendering import Paper
from papers.signatures import Signature, in_rows
from papers.wording import MONTHS_ID
from programs.models import Batch
from programs.recap import Recap, RecapRow, recap_of
from reports.papers.signing import WORK_SECTION, at

SESSIONS_ON_A_SHEET = 24
LETTERS = "HSIAD"


def month_recap(batch: Batch, month: dt.date | None, *, on: dt.date) -> Paper:
    """Of the month that begins on this day, or of all sessions."""
    recap = recap_of(batch, month)
    instructors = sorted({session.instructor.name for session in recap.sessions})
    teacher = Signature("Instruktur", instructors[0] if len(instructors) == 1 else "")
    context = {
        "title": "Rekapitulasi Kehadiran Peserta Pelatihan",
        "letterhead": letterhead_of(batch.facility, on=on),
        "paper": "landscape",
        "batch": batch,
        "month": f"{MONTHS_ID[month.month - 1]} {month.year}" if month else "",
        "hours": recap.hours_shown,
        "sheets": _sheets(recap),
        "signatures": in_rows([teacher, Signature(WORK_SECTION, above=at(batch.facility, on))]),
    }
    return Paper("papers/attendance_month.html", context)


def _sheets(recap: Recap) -> list[dict[str, Any]]:
    """The sessions in sheets of at most SESSIONS_ON_A_SHEET; sums stand on the last one."""
    count = len(recap.sessions)
    starts = range(0, count, SESSIONS_ON_A_SHEET) if count else [0]
    return [
        {
            "sessions": recap.sessions[start : start + SESSIONS_ON_A_SHEET],
            "rows": [
                (row.enrollment.person, _marks(row, start), _sums(row), row.hours_shown, row.percent)
                for row in recap.rows
            ],
            "has_sums": start + SESSIONS_ON_A_SHEET >= count,
        }
        for start in starts
    ]


def _marks(row: RecapRow, start: int) -> list[str]:
    return [mark.status if mark else "" for mark in row.marks[start : start + SESSIONS_ON_A_SHEET]]


def _sums(row: RecapRow) -> list[int]:
    counted = Counter(mark.status for mark in row.marks if mark)
    return [counted[letter] for letter in LETTERS]
