"""Who signs a paper, laid out for papers/_signatures.html."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign: without a name it is a dotted line. `above` holds lines such as “Ketapang, 8 Maret 2021”."""

    position: str
    name: str = ""
    nip: str = ""
    above: tuple[str, ...] = ()


def in_rows(signatures: Sequence[Signature]) -> list[list[Signature]]:
    """Two side by side; one that is left over stands on the right."""
    return [list(signatures[start : start + 2]) for start in range(0, len(signatures), 2)]
