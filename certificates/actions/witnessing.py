"""Witnesses keep checkpoints; one that this ledger does not continue raises an alarm, which an operator may accept."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.actions import record
from audit.models import Verb
from certificates.actions.ledger import lock
from certificates.ledger.comparison import Kept, base_of, contradiction, file_contradiction, is_accepted
from certificates.ledger.keys import KeyFaultError, read_note
from certificates.ledger.notes import NoteError
from certificates.ledger.store import root_at, size_now
from certificates.models import LedgerAlarm, Witness

Source = LedgerAlarm.Source


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a comparison: the ledger begins with what was kept, or an alarm stands."""

    kept: Kept
    alarm: LedgerAlarm | None = None


@transaction.atomic
def compare_note(note: str, *, source: LedgerAlarm.Source, by: User) -> Outcome:
    """Hold a kept note against the ledger. Raises ValidationError when it is none that we signed."""
    try:
        kept = Kept.of(read_note(note))
    except NoteError as error:
        raise ValidationError(
            _("This is no checkpoint that this ledger has signed. Paste all its lines, from the first to the last."),
            code="foreign",
        ) from error
    except KeyFaultError as error:
        raise ValidationError(_("The ledger's key cannot be read now. Try again later."), code="key") from error
    return _compare(kept, source, by)


@transaction.atomic
def compare_paper(size: int, fingerprint: str, *, is_sure: bool, by: User) -> Outcome:
    """Hold entries and fingerprint from a printed report against the ledger.

    A slip of the pen must stop nobody: raises ValidationError unless they agree or the reader is sure.
    """
    kept = Kept(size, fingerprint)
    if contradiction(kept) and not is_accepted(kept) and not is_sure:
        raise ValidationError(
            _(
                "This does not agree with the ledger. Compare both figures with the paper once more. If they are as "
                "printed, tick that you are sure: that raises the alarm."
            ),
            code="differs",
        )
    return _compare(kept, Source.REPORT, by)


@transaction.atomic
def notice_file(by: User | None = None) -> LedgerAlarm | None:
    """Raise the alarm when the file outside the database contradicts the ledger."""
    try:
        found = file_contradiction()
    except KeyFaultError:
        return None  # entering refuses by itself then
    return _raise(found[0], found[1], Source.FILE, by) if found else None


@transaction.atomic
def accept(alarm: LedgerAlarm, *, reason: str, by: User) -> None:
    """Let issuing go on although entries were lost, as after the restore of a backup; for good and on record.

    Raises ValidationError without a reason, for others than the national administrator, and the second time.
    """
    if not by.has(Permission.ACCEPT_LEDGER_ALARMS):
        raise ValidationError(_("Only the national administrator may accept an alarm of the ledger."))
    if not reason.strip():
        raise ValidationError({"reason": _("Accepting an alarm needs a reason.")})
    lock()
    row = LedgerAlarm.objects.select_for_update().get(pk=alarm.pk)
    if row.accepted_at:
        raise ValidationError(_("This alarm has been accepted already."))
    # The database puts its own clock in place of this one (migration 0005).
    row.accepted_at, row.accepted_by, row.reason = timezone.now(), by, reason.strip()
    row.save(update_fields=["accepted_at", "accepted_by", "reason"])
    record(Verb.ACCEPT, row, by=by, reason=row.reason)


def _compare(kept: Kept, source: LedgerAlarm.Source, by: User) -> Outcome:
    kind = contradiction(kept)
    if kind and not is_accepted(kept):
        return Outcome(kept, _raise(kept, kind, source, by))
    if kind is None:
        _remember(kept, source, by)
    return Outcome(kept)


def _remember(kept: Kept, source: LedgerAlarm.Source, by: User) -> None:
    """One row for each checkpoint that a person kept, however often the page is opened."""
    root = kept.root or root_at(kept.size)
    if not Witness.objects.filter(user=by, size=kept.size, root=root, source=source).exists():
        region = by.posting.region if by.posting else None
        Witness.objects.create(user=by, region=region, source=source, size=kept.size, root=root)


def _raise(kept: Kept, kind: LedgerAlarm.Kind, source: LedgerAlarm.Source, by: User | None) -> LedgerAlarm:
    lock()
    alarm, is_new = LedgerAlarm.objects.standing().get_or_create(
        size=kept.size,
        fingerprint=kept.fingerprint,
        defaults={
            "kind": kind,
            "source": source,
            "base": base_of(kept),
            "entries": size_now(),
            "raised_by": by,
        },
    )
    if is_new:
        record(Verb.ADD, alarm, by=by)
    return alarm
