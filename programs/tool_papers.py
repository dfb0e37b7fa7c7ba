"""The tool log on paper (LOG-ALAT, rule 7): counted out and in, signed by instructor, work section and guard."""

from __future__ import annotations

from facilities.letterheads import letterhead_of
from papers.rendering import Paper
from papers.signatures import Signature, in_rows
from programs.models import Session, ToolLog

EMPTY_ROWS = 4


def tool_sheet(session: Session) -> Paper:
    """What the log says, or the workshop's tools with room to count by hand; below them room for materials."""
    log = ToolLog.objects.filter(session=session).prefetch_related("lines").first()
    facility = session.batch.facility
    signatures = [
        Signature("Instruktur", session.instructor.name),
        Signature("Petugas Kegiatan Kerja", above=(f"{facility.city}, ………………… {session.day.year}",)),
        Signature("Petugas Pengamanan", log.guard_name if log else ""),
    ]
    context = {
        "title": "Catatan Keluar-Masuk Alat dan Bahan",
        "letterhead": letterhead_of(facility, on=session.day),
        "session": session,
        "batch": session.batch,
        "log": log,
        "rows": _rows(session, log),
        "is_counted_in": bool(log and log.returned_at),
        "empty_rows": range(EMPTY_ROWS),
        "signatures": in_rows(signatures),
    }
    return Paper("papers/tool_log.html", context)


def _rows(session: Session, log: ToolLog | None) -> list[tuple[str, int, int | None, int | None, int | None]]:
    """Tool, in the workshop, out, back, missing."""
    if log is None:
        return [(tool.name, tool.count, None, None, None) for tool in session.workshop.tools.all()]
    return [(line.name, line.counted, line.handed_out, line.returned, line.missing) for line in log.lines.all()]
