"""Does this ledger continue what somebody kept of it?"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certificates.ledger import witness_file
from certificates.ledger.keys import KeyFaultError, own_verifier, read_note
from certificates.ledger.notes import NoteError, Statement, fingerprint
from certificates.ledger.store import LedgerFaultError, root_at, size_now
from certificates.models.ledger import Checkpoint, LedgerAlarm

Kind = LedgerAlarm.Kind


@dataclass(frozen=True, slots=True)
class Kept:
    """A checkpoint as somebody kept it; from paper only the fingerprint of its root, and no moment."""

    size: int
    fingerprint: str
    root: bytes | None = None
    at: dt.datetime | None = None

    @classmethod
    def of(cls, statement: Statement) -> Kept:
        return cls(statement.size, fingerprint(statement.root), statement.root, statement.at)


def contradiction(kept: Kept) -> Kind | None:
    """How this ledger contradicts it; None when it begins with it."""
    if kept.size > size_now():
        return Kind.SHORTER
    try:
        root = root_at(kept.size)
    except LedgerFaultError:
        return Kind.OTHER
    agrees = root == kept.root if kept.root else fingerprint(root) == kept.fingerprint
    return None if agrees else Kind.OTHER


def is_accepted(kept: Kept) -> bool:
    """Part of a loss that an administrator has accepted: made before that, of more entries than were left.

    Paper tells no moment; there only what is no larger than the alarm's own checkpoint counts.
    """
    accepted = LedgerAlarm.objects.filter(accepted_at__isnull=False, base__lt=kept.size)
    narrowed = accepted.filter(accepted_at__gt=kept.at) if kept.at else accepted.filter(size__gte=kept.size)
    return narrowed.exists()


def base_of(kept: Kept) -> int:
    """How many entries both have at least: those of our newest checkpoint that is older than the kept one."""
    until = kept.at and kept.at + dt.timedelta(seconds=1)  # a note tells whole seconds
    older = Checkpoint.objects.filter(made_at__lt=until) if until else Checkpoint.objects.all()
    newest = older.filter(size__lt=kept.size).newest()
    return newest.size if newest else 0


def file_contradiction() -> tuple[Kept, Kind] | None:
    """What the file outside the database has against this ledger, unless it was accepted. Raises KeyFaultError."""
    lines = sorted(map(Kept.of, witness_file.last_statements()), key=lambda kept: kept.size, reverse=True)
    kept = next((kept for kept in lines if not is_accepted(kept)), None)
    kind = contradiction(kept) if kept else None
    return (kept, kind) if kept and kind else None


def stop() -> str | Promise | None:
    """Why nothing may be entered now, in a sentence for the head who wants to issue; None when all is well."""
    alarm = _(
        "The certificate ledger stands under an alarm: entries seem to be lost or changed. Nothing can be issued or "
        "revoked until the national administrator has looked into it."
    )
    try:
        own_verifier()
        if LedgerAlarm.objects.standing().exists() or file_contradiction():
            return alarm
        return None if _newest_is_true() else alarm
    except KeyFaultError:
        return _("The signing key of the certificate ledger cannot be read. Tell those who run this application.")


def _newest_is_true() -> bool:
    """Our key signed for every entry there is: the next signature must not vouch for what somebody slipped in."""
    newest = Checkpoint.objects.newest()
    if newest is None:
        return size_now() == 0
    try:
        said = read_note(newest.note)
        is_signed = (said.size, said.root) == (newest.size, bytes(newest.root))
        return is_signed and said.size == size_now() and root_at(said.size) == said.root
    except (NoteError, LedgerFaultError):
        return False
