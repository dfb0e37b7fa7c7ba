"""Identity numbers in a spreadsheet: compared by their digests, and shown masked."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from imports.cells import Cell, CellError, as_text
from trainees.nik import LENGTH, cleaned, digest, masked


@dataclass(frozen=True)
class Nik:
    """A NIK of a cell, or one that is recorded and stays sealed: the same when their digests are."""

    digest: str
    digits: str = field(default="", compare=False, repr=False)


def nik(cell: Cell) -> Nik:
    """Raises CellError. What the spreadsheet kept as a number has lost its last digit, and nobody would see it."""
    if isinstance(cell, float | int) and abs(cell) >= 10**15:
        raise CellError(
            _("Excel has rounded this NIK, because the cell is a number. Make the column text and type the NIK anew.")
        )
    digits = cleaned(as_text(cell))
    if len(digits) != LENGTH or not digits.isdecimal() or not digits.isascii():
        raise CellError(_("A NIK has 16 digits. Compare it with the card, or leave the cell empty."))
    return Nik(digest(digits), digits)


def nik_shown(value: Nik | None) -> str:
    if value is None:
        return "–"
    return masked(value.digits) if value.digits else str(_("recorded"))
