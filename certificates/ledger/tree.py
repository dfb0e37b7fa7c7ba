"""The Merkle tree of RFC 9162, sections 2.1.1 to 2.1.4: hashes, roots, proofs, and their checks.

A tree of `size` leaves is asked through `node(level, index)`: the hash over the 2**level leaves from
index * 2**level on. Only subtrees that are full in the tree are ever asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence

Node = Callable[[int, int], bytes]

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """The hash over these neighbours of one level, whose number is a power of two."""
    while len(hashes) > 1:
        hashes = [node_hash(hashes[at], hashes[at + 1]) for at in range(0, len(hashes), 2)]
    return hashes[0]


def root(size: int, node: Node) -> bytes:
    """The Merkle tree hash of the first `size` leaves."""
    return _over(0, size, node) if size else EMPTY_ROOT


def inclusion_proof(position: int, size: int, node: Node) -> list[bytes]:
    """What leads from the leaf at `position` to the root of `size` leaves. Raises ValueError outside the tree."""
    if not 0 <= position < size:
        raise ValueError("no such leaf in a tree of this size")
    return list(_path(position, 0, size, node))


def consistency_proof(old: int, new: int, node: Node) -> list[bytes]:
    """What shows that the tree of `new` leaves begins with that of `old`. Raises ValueError for sizes that cannot."""
    if not 0 < old <= new:
        raise ValueError("a proof leads from a tree that is not empty to one that is not smaller")
    return list(_growth(old, 0, new, node, is_known=True)) if old < new else []


def is_included(leaf: bytes, position: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """RFC 9162, 2.1.3.2."""
    if not 0 <= position < size:
        return False
    at, last, hashed = position, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            hashed = node_hash(step, hashed)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            hashed = node_hash(hashed, step)
        at, last = at >> 1, last >> 1
    return last == 0 and hashed == root


def is_consistent(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """RFC 9162, 2.1.4.2; the empty tree is the beginning of every tree."""
    if old == new:
        return not proof and old_root == new_root
    if old == 0:
        return not proof and old_root == EMPTY_ROOT
    if not 0 < old < new or not proof:
        return False
    steps = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old_hashed = new_hashed = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old_hashed, new_hashed = node_hash(step, old_hashed), node_hash(step, new_hashed)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new_hashed = node_hash(new_hashed, step)
        at, last = at >> 1, last >> 1
    return last == 0 and old_hashed == old_root and new_hashed == new_root


class Growing:
    """A tree that is read once from its first leaf to its last; keeps only the full subtrees at its edge."""

    def __init__(self) -> None:
        self.size = 0
        self._edge: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> Iterator[tuple[int, int, bytes]]:
        """Append a leaf; yields each subtree that it made full as (level, index, hash)."""
        level, hashed = 0, leaf
        self.size += 1
        while self._edge and self._edge[-1][0] == level:
            hashed = node_hash(self._edge.pop()[1], hashed)
            level += 1
            yield level, (self.size >> level) - 1, hashed
        self._edge.append((level, hashed))

    @property
    def root(self) -> bytes:
        if not self._edge:
            return EMPTY_ROOT
        (_level, hashed), *rest = reversed(self._edge)
        for _level, left in rest:
            hashed = node_hash(left, hashed)
        return hashed


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over these leaf hashes."""
    tree = Growing()
    for leaf in leaves:
        for _full in tree.add(leaf):
            pass
    return tree.root


def _over(start: int, end: int, node: Node) -> bytes:
    size = end - start
    if size & (size - 1) == 0:
        return node(size.bit_length() - 1, start // size)
    middle = start + _left_part(size)
    return node_hash(_over(start, middle, node), _over(middle, end, node))


def _left_part(size: int) -> int:
    """The largest power of two that is smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1


def _path(position: int, start: int, end: int, node: Node) -> Iterator[bytes]:
    if end - start == 1:
        return
    middle = start + _left_part(end - start)
    if position < middle:
        yield from _path(position, start, middle, node)
        yield _over(middle, end, node)
    else:
        yield from _path(position, middle, end, node)
        yield _over(start, middle, node)


def _growth(old: int, start: int, end: int, node: Node, *, is_known: bool) -> Iterator[bytes]:
    if old == end:
        if not is_known:
            yield _over(start, end, node)
        return
    middle = start + _left_part(end - start)
    if old <= middle:
        yield from _growth(old, start, middle, node, is_known=is_known)
        yield _over(middle, end, node)
    else:
        yield from _growth(old, middle, end, node, is_known=False)
        yield _over(start, middle, node)
