"""The tree as the database keeps it: leaves in the entries, and one node for each 256 full neighbours.

A root or a proof reads at most 256 hashes of each level, three levels for sixteen million entries.
"""

from __future__ import annotations

from django.db.models import Max

from certificates.ledger import tree
from certificates.models.ledger import LedgerEntry, LedgerNode

TILE_HEIGHT = 8
TILE = 1 << TILE_HEIGHT


class LedgerFaultError(Exception):
    """Entries or nodes that must be there are missing."""


class Tiles:
    """`node(level, index)` for certificates.ledger.tree; remembers what it has read, so take a new one each time."""

    def __init__(self) -> None:
        self._read: dict[tuple[int, int], dict[int, bytes]] = {}

    def __call__(self, level: int, index: int) -> bytes:
        stored, within = divmod(level, TILE_HEIGHT)
        first = index << within
        kept = self.tile(stored, first >> TILE_HEIGHT)
        try:
            return tree.fold([kept[at] for at in range(first, first + (1 << within))])
        except KeyError as error:
            raise LedgerFaultError(f"no hash at {stored}/{error}") from error

    def tile(self, level: int, number: int) -> dict[int, bytes]:
        """The hashes of up to 256 neighbours by their index."""
        if (level, number) not in self._read:
            self._read[level, number] = _hashes(level, number << TILE_HEIGHT)
        return self._read[level, number]


def _hashes(level: int, start: int) -> dict[int, bytes]:
    if level == 0:
        rows = LedgerEntry.objects.filter(position__gte=start, position__lt=start + TILE).order_by()
        return {at: bytes(hashed) for at, hashed in rows.values_list("position", "leaf_hash")}
    nodes = LedgerNode.objects.filter(level=level, index__gte=start, index__lt=start + TILE).order_by()
    return {at: bytes(hashed) for at, hashed in nodes.values_list("index", "hash")}


def size_now() -> int:
    """How many entries there are, by the last position."""
    last: int | None = LedgerEntry.objects.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def root_at(size: int) -> bytes:
    """The root of the first `size` entries. Raises LedgerFaultError when some are missing."""
    return tree.root(size, Tiles())


def inclusion_proof(position: int, size: int) -> list[bytes]:
    """Raises LedgerFaultError, and ValueError outside the tree."""
    return tree.inclusion_proof(position, size, Tiles())


def consistency_proof(old: int, new: int) -> list[bytes]:
    """Raises LedgerFaultError, and ValueError for sizes that no proof connects."""
    return tree.consistency_proof(old, new, Tiles())


def close_tiles(start: int, end: int) -> None:
    """Write the nodes over what became full when the entries from `start` to before `end` were added."""
    level = 0
    while start >> TILE_HEIGHT < end >> TILE_HEIGHT:
        start, end = start >> TILE_HEIGHT, end >> TILE_HEIGHT
        LedgerNode.objects.bulk_create(
            LedgerNode(level=level + 1, index=number, hash=tree.fold(list(_hashes_in_order(level, number))))
            for number in range(start, end)
        )
        level += 1


def _hashes_in_order(level: int, number: int) -> list[bytes]:
    kept = _hashes(level, number << TILE_HEIGHT)
    return [kept[at] for at in sorted(kept)]
