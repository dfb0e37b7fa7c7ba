"""A session is closed: who was there is known, and the tools are back or the guard has said what was done."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record, require
from audit.models import Verb
from programs.actions.batches import locked
from programs.models import Batch, Session, ToolLog


def gaps_before_closing(session: Session) -> list[str]:
    """What still stands against closing the session, in words; empty when nothing does."""
    gaps = []
    if not session.attendances.exists():
        gaps.append(_("Attendance has not been recorded for this session yet."))
    log = ToolLog.objects.filter(session=session).prefetch_related("lines").first()
    if log is None and session.batch.package.field.has_dangerous_tools:
        gaps.append(_("The tool log of this session is missing."))
    elif log is not None and log.returned_at is None:
        gaps.append(_("The tools of this session have not been counted back in."))
    elif log is not None and not log.guard_name and any(line.missing for line in log.lines.all()):
        gaps.append(_("A tool is missing: write down what the guard did before closing."))
    return gaps


def close_when_complete(session: Session, *, by: User) -> None:
    """Close the session if nothing stands against it any more: the last word of whoever counted or recorded.

    The caller has locked the session and its batch, has both at hand, and writes down what it did itself.
    """
    if not session.closed_at and not gaps_before_closing(session):
        _close(session, by)


@transaction.atomic
def close_session(session: Session, *, by: User) -> None:
    """Close the session; closed already, nothing happens. Raises ValidationError saying what is not there yet."""
    batch = locked(session.batch)
    require(batch, Batch.State.RUNNING, Batch.State.TESTING)
    session = batch.sessions.select_for_update(of=("self",), no_key=True).get(pk=session.pk)
    if session.cancelled_at:
        raise ValidationError(_("This session was cancelled."))
    if session.closed_at:
        return
    if gaps := gaps_before_closing(session):
        raise ValidationError(gaps)
    _close(session, by)
    record(Verb.CLOSE, session, by=by)


def _close(session: Session, by: User) -> None:
    session.closed_at, session.closed_by = Now(), by
    session.save(update_fields=["closed_at", "closed_by"])
