"""The tool log of each session of a batch, as one line to read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from programs.models import Batch, Session, ToolLog, ToolLogLine


@dataclass(frozen=True, slots=True)
class LogRow:
    """A session, its log if it has one, and what that says: tools out and back, and those that are missing."""

    session: Session
    log: ToolLog | None
    out: int | None
    back: int | None
    missing: list[ToolLogLine]
    state: str
    tone: str


def log_rows(sessions: Iterable[Session], *, batch: Batch) -> list[LogRow]:
    """Of each session that was not cancelled, or was after its tools had gone out.

    Wants sessions `with_attendance_counts()` and with `tool_log__lines` at hand.
    """
    rows = ((session, getattr(session, "tool_log", None)) for session in sessions)
    return [_row(session, log, batch) for session, log in rows if log or not session.cancelled_at]


def _row(session: Session, log: ToolLog | None, batch: Batch) -> LogRow:
    lines = list(log.lines.all()) if log else []
    is_back = log is not None and log.returned_at is not None
    missing = [line for line in lines if line.missing]
    state, tone = _state(session, log, missing, is_needed=batch.package.field.has_dangerous_tools)
    return LogRow(
        session,
        log,
        sum(line.handed_out for line in lines) if log else None,
        sum(line.returned or 0 for line in lines) if is_back else None,
        missing,
        state,
        tone,
    )


def _state(session: Session, log: ToolLog | None, missing: list[ToolLogLine], *, is_needed: bool) -> tuple[str, str]:
    if missing and log and not log.outcome:
        return (_("Tool missing"), "danger") if log.guard_name else (_("Guard's note missing"), "danger")
    if session.closed_at:
        return _("Session closed"), "success"
    if log is not None and log.returned_at is None:
        return _("Tools are out"), "warning"
    if log is not None:
        return _("Counted in"), "info"
    if not is_needed:
        return _("Not needed"), "neutral"
    return _("No log yet"), "warning" if session.recorded else "neutral"  # type: ignore[attr-defined]
