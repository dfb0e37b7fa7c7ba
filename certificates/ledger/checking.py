"""Everything recomputed from the entries up: what `verify_ledger` and the nightly audit find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from certificates.actions.ledger import body_for
from certificates.ledger import witness_file
from certificates.ledger.body import leaf_of
from certificates.ledger.comparison import Kept, is_accepted
from certificates.ledger.keys import read_note
from certificates.ledger.notes import NoteError, fingerprint
from certificates.ledger.store import TILE_HEIGHT
from certificates.ledger.tree import EMPTY_ROOT, Growing
from certificates.models import Certificate, Checkpoint, LedgerEntry, LedgerNode, Witness

CHUNK = 2000
Event = LedgerEntry.Event


@dataclass(frozen=True, slots=True)
class Fault:
    """`at` is a position, a size or a certificate's key, as `code` says."""

    code: str
    at: int
    text: str


def faults(witnesses: Iterable[Path] = ()) -> list[Fault]:
    """All that is wrong with the ledger, held against the register and everything that witnesses kept.

    Reads each entry once, in order; memory does not grow with their number. Raises KeyFaultError.
    """
    kept = [*_kept_here(), *(one for path in witnesses for one in _kept_in(path))]
    reading = Reading({one.size for one in kept} | set(Checkpoint.objects.values_list("size", flat=True)))
    return [
        *reading.faults(),
        *_node_faults(reading),
        *_checkpoint_faults(reading),
        *_certificate_faults(),
        *_witness_faults(kept, reading),
    ]


class Reading:
    """The entries read from the first to the last, with the roots at the sizes somebody asks about."""

    def __init__(self, sizes: set[int]) -> None:
        self.sizes = sizes
        self.roots: dict[int, bytes] = {0: EMPTY_ROOT}
        self.nodes: dict[tuple[int, int], bytes] = {}
        self.tree = Growing()

    def faults(self) -> Iterator[Fault]:
        entries = LedgerEntry.objects.order_by("position").select_related("certificate__replaces")
        entries = entries.defer(
            "certificate__record", "certificate__revocation_reason", "certificate__replaces__record"
        )
        for entry in entries.iterator(chunk_size=CHUNK):
            if entry.position != self.tree.size:
                yield Fault("gap", entry.position, _("Entry %d is not where it must be.") % entry.position)
            yield from _entry_faults(entry)
            self._grow(leaf_of(bytes(entry.salt), entry.body))

    def _grow(self, leaf: bytes) -> None:
        for level, index, hashed in self.tree.add(leaf):
            if level % TILE_HEIGHT == 0:
                self.nodes[level // TILE_HEIGHT, index] = hashed
        if self.tree.size in self.sizes:
            self.roots[self.tree.size] = self.tree.root


def _entry_faults(entry: LedgerEntry) -> Iterator[Fault]:
    at = entry.position
    if bytes(entry.leaf_hash) != leaf_of(bytes(entry.salt), entry.body):
        yield Fault("leaf", at, _("Entry %d does not have the hash of what it says.") % at)
    certificate = entry.certificate
    ended = entry.event == Event.ISSUED or certificate.revoked_at is not None
    if not ended:
        yield Fault("undone", at, _("Entry %d ended a certificate that the register has as valid.") % at)
    elif entry.body != body_for(certificate, entry.event):
        yield Fault("body", at, _("Entry %d does not say what its certificate says.") % at)


def _node_faults(reading: Reading) -> Iterator[Fault]:
    found = LedgerNode.objects.values_list("level", "index", "hash").order_by("level", "index")
    kept = {(level, index): bytes(hashed) for level, index, hashed in found}
    for level, index in sorted(kept.keys() | reading.nodes.keys()):
        if kept.get((level, index)) != reading.nodes.get((level, index)):
            place = {"level": level, "index": index}
            yield Fault("node", index, _("Node %(level)d/%(index)d does not follow from the entries.") % place)


def _checkpoint_faults(reading: Reading) -> Iterator[Fault]:
    newest = 0
    for point in Checkpoint.objects.order_by("size").iterator(chunk_size=CHUNK):
        newest = point.size
        try:
            said = read_note(point.note)
        except NoteError:
            yield Fault("signature", newest, _("The checkpoint of %d entries is not signed by our key.") % newest)
            continue
        if (said.size, said.root) != (point.size, bytes(point.root)):
            yield Fault("signature", newest, _("The checkpoint of %d entries is not the one that was signed.") % newest)
        if said.root != reading.roots.get(said.size):
            yield Fault("checkpoint", newest, _("The entries do not lead to the checkpoint of %d entries.") % newest)
    if newest < reading.tree.size:
        yield Fault("unsigned", newest, _("Entries from %d on stand under no checkpoint.") % newest)


def _certificate_faults() -> Iterator[Fault]:
    """Certificates, and ends of certificates, that are not in the ledger."""
    entries = LedgerEntry.objects.filter(certificate=OuterRef("pk"))
    missing = Certificate.objects.filter(~Exists(entries.filter(event=Event.ISSUED)))
    unended = Certificate.objects.filter(~Exists(entries.exclude(event=Event.ISSUED)), revoked_at__isnull=False)
    for pk, number in missing.order_by("pk").values_list("pk", "number"):
        yield Fault("missing", pk, _("Certificate %s is not in the ledger.") % number)
    for pk, number in unended.order_by("pk").values_list("pk", "number"):
        yield Fault("unended", pk, _("The end of certificate %s is not in the ledger.") % number)


def _kept_here() -> Iterator[Kept]:
    """What people compared in the browser or from paper, and the file outside the database."""
    for size, root in Witness.objects.values_list("size", "root"):
        yield Kept(size, fingerprint(bytes(root)), bytes(root))
    with_lines = witness_file.path()
    if with_lines.exists():
        yield from _kept_in(with_lines)


def _kept_in(path: Path) -> Iterator[Kept]:
    with path.open(encoding="utf-8", errors="replace") as lines:
        yield from map(Kept.of, witness_file.statements(lines))


def _witness_faults(kept: Iterable[Kept], reading: Reading) -> Iterator[Fault]:
    for one in sorted(set(kept), key=lambda one: one.size):
        if reading.roots.get(one.size) == one.root or is_accepted(one):
            continue
        if one.size > reading.tree.size:
            yield Fault("lost", one.size, _("A witness kept %d entries; the ledger has fewer.") % one.size)
        else:
            yield Fault("rewritten", one.size, _("A witness kept other entries up to %d.") % one.size)
