"""Tools are counted out before a session and in after it; what is missing gets the guard's word, then an end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record, require
from audit.models import Verb
from audit.refusals import CHANGED_MEANWHILE
from programs.actions.batches import locked
from programs.actions.closing import close_when_complete
from programs.models import Batch, Session, ToolLog, ToolLogLine


@dataclass(frozen=True, slots=True)
class Count:
    """One kind of tool: so many in the workshop, out and (None: not counted yet) in."""

    name: str
    counted: int
    handed_out: int
    returned: int | None = None


@dataclass(frozen=True, slots=True)
class GuardNote:
    """What the guard on duty did about missing tools, and when."""

    name: str
    action: str
    at: dt.datetime


NO_NOTE = ("", "", None)


@transaction.atomic
def count_tools(
    session: Session,
    counts: Iterable[Count],
    *,
    revision: int,
    note: GuardNote | None = None,
    now: dt.datetime,
    by: User,
) -> ToolLog:
    """Write down what went out and, when every count says so, what came back; then close the session if it can be.

    `revision` is that of the log as it was looked at, 0 for none. The same counts sent twice are kept once.
    Counted again, a closed session of a running batch is open until it is complete again. Raises ValidationError
    when somebody else counted meanwhile, or the guard's note is dated outside the session and now.
    """
    batch = locked(session.batch)
    session = batch.sessions.select_for_update(of=("self",), no_key=True).get(pk=session.pk)
    log = ToolLog.objects.select_for_update(of=("self",)).filter(session=session).first()
    _refuse(batch, session, log, now=now)
    lines = sorted((count for count in counts if count.handed_out), key=lambda count: count.name)
    if log is not None and (lines, note) == (_counts_of(log), _note_of(log)):
        return log
    if revision != (log.revision if log else 0):
        raise ValidationError(str(CHANGED_MEANWHILE), code="stale")
    _refuse_impossible(session, lines, note, now=now)
    if session.closed_at:
        session.closed_at = session.closed_by = None
        session.save(update_fields=["closed_at", "closed_by"])
    kept = _keep(session, log, lines, note, by=by)
    record(Verb.EDIT if log else Verb.ADD, kept, by=by)
    close_when_complete(session, by=by)
    return kept


def _refuse(batch: Batch, session: Session, log: ToolLog | None, *, now: dt.datetime) -> None:
    require(batch, Batch.State.RUNNING, Batch.State.TESTING)
    if session.closed_at:
        require(batch, Batch.State.RUNNING)
    if session.cancelled_at and log is None:
        raise ValidationError(_("This session was cancelled."))
    if session.day > now.astimezone(ZoneInfo(batch.facility.time_zone)).date():
        raise ValidationError(_("This session has not been held yet."))


def _refuse_impossible(session: Session, lines: list[Count], note: GuardNote | None, *, now: dt.datetime) -> None:
    for line in lines:
        if line.handed_out > line.counted:
            raise ValidationError(_("%(tool)s: no more can go out than the workshop has.") % {"tool": line.name})
        if line.returned is not None and line.returned > line.handed_out:
            raise ValidationError(_("%(tool)s: no more can come back than went out.") % {"tool": line.name})
    if note and not session.starts_at <= note.at <= now:
        raise ValidationError(
            {"guard_at": _("The guard's note is made after the session began, and not in the future.")}
        )


def _keep(session: Session, log: ToolLog | None, lines: list[Count], note: GuardNote | None, *, by: User) -> ToolLog:
    kept = log or ToolLog(session=session, handed_out_by=by, revision=0)
    is_back = all(line.returned is not None for line in lines)
    kept.revision += 1
    kept.returned_at = kept.returned_by = None
    if note != _note_of(kept):
        kept.guard_name, kept.guard_action, kept.guard_at = (note.name, note.action, note.at) if note else NO_NOTE
        kept.guard_noted_by = by if note else None
    kept.outcome, kept.outcome_note, kept.outcome_on = "", "", None
    kept.save()
    kept.lines.all().delete()
    ToolLogLine.objects.bulk_create(
        ToolLogLine(
            log=kept,
            name=line.name,
            counted=line.counted,
            handed_out=line.handed_out,
            returned=line.returned if is_back else None,
        )
        for line in lines
    )
    if is_back:
        ToolLog.objects.filter(pk=kept.pk).update(returned_at=Now(), returned_by=by)
    return ToolLog.objects.select_related("session__batch").get(pk=kept.pk)


def _counts_of(log: ToolLog) -> list[Count]:
    rows = sorted(log.lines.all(), key=lambda line: line.name)
    return [Count(line.name, line.counted, line.handed_out, line.returned) for line in rows]


def _note_of(log: ToolLog) -> GuardNote | None:
    return GuardNote(log.guard_name, log.guard_action, log.guard_at) if log.guard_at else None


@transaction.atomic
def settle_missing(
    log: ToolLog, *, outcome: ToolLog.Outcome, outcome_on: dt.date, outcome_note: str, on: dt.date, by: User
) -> None:
    """Say what became of tools that were missing: found after all, or reported and written off.

    Raises ValidationError where none is missing any more, and for a day before the session's or after `on`.
    """
    log = ToolLog.objects.select_for_update(of=("self",)).select_related("session__batch").get(pk=log.pk)
    is_missing = log.lines.filter(returned__lt=F("handed_out")).exists()
    if not is_missing or log.outcome:
        raise ValidationError(_("No tool of this session is missing any more."))
    if not log.session.day <= outcome_on <= on:
        raise ValidationError({"outcome_on": _("A day between that of the session and today.")})
    log.outcome, log.outcome_on, log.outcome_note = outcome, outcome_on, outcome_note
    log.save(update_fields=["outcome", "outcome_on", "outcome_note"])
    record(Verb.EDIT, log, by=by, fields=["outcome"])
