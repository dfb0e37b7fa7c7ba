"""Is this certificate in the ledger as it stands in the register? What is not, is not valid (docs/trust.md 3)."""

from __future__ import annotations

from certificates.actions.ledger import body_for
from certificates.ledger.body import leaf_of
from certificates.ledger.keys import KeyFaultError, read_note
from certificates.ledger.notes import NoteError
from certificates.ledger.store import LedgerFaultError, Tiles
from certificates.ledger.tree import inclusion_proof, is_included
from certificates.models import Certificate, Checkpoint, LedgerEntry

Event = LedgerEntry.Event


def standing(certificate: Certificate) -> bool:
    """Its entries say what the register says, are under the newest signed checkpoint, and tell of an end if and
    only if the register does. Whoever gets False cannot vouch for the certificate, whatever its state.
    """
    entries = list(certificate.ledger_entries.all())
    events = [Event.ISSUED, *(entry.event for entry in entries[1:])]
    if len(entries) != (2 if certificate.revoked_at else 1) or entries[0].event != Event.ISSUED:
        return False
    if not all(says_so(entry, certificate, event) for entry, event in zip(entries, events, strict=True)):
        return False
    return _are_signed_for(entries)


def says_so(entry: LedgerEntry, certificate: Certificate, event: str) -> bool:
    """The entry is of this event, what it says is what the certificate says, and its hash is that of what it says."""
    told = entry.body == body_for(certificate, event)
    return told and bytes(entry.leaf_hash) == leaf_of(bytes(entry.salt), entry.body)


def _are_signed_for(entries: list[LedgerEntry]) -> bool:
    newest = Checkpoint.objects.newest()
    try:
        said = read_note(newest.note) if newest else None
        tiles = Tiles()
        return said is not None and all(
            is_included(
                bytes(entry.leaf_hash),
                entry.position,
                said.size,
                inclusion_proof(entry.position, said.size, tiles),
                said.root,
            )
            for entry in entries
        )
    except (KeyFaultError, NoteError, LedgerFaultError, ValueError):
        return False
