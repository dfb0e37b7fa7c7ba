"""From a cell to a value: what people write in Indonesian spreadsheets, and what is said when it cannot be read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from audit.exports import FORMULA_STARTS

# Text, or a number that the spreadsheet kept as a number. Days come as text, dd/mm/yyyy.
Cell = str | int | float
# What offices write where there is nothing to write.
NOTHING = {"", "-", "--", "–", "—"}
YES = {"YA", "Y", "1", "TRUE", "BENAR", "SUDAH"}
NO = {"TIDAK", "T", "N", "0", "FALSE", "SALAH", "BELUM", "TDK"}
MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni",
    "juli", "agustus", "september", "oktober", "november", "desember",
)  # fmt: skip
DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2}|[a-z]+)[/.\- ](\d{4})", re.IGNORECASE)
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")


class CellError(Exception):
    """Why a cell cannot be read, in a sentence for the person who typed it."""


def is_empty(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip() in NOTHING


def as_text(cell: Cell) -> str:
    """The cell as people see it: a whole number without decimals, text with single blanks."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def text(longest: int) -> Callable[[Cell], str]:
    """Text of at most so many characters."""

    def parse(cell: Cell) -> str:
        value = as_text(cell)
        if value.startswith(FORMULA_STARTS):
            raise CellError(_("This looks like a formula. Write the text itself."))
        if not value.isprintable():
            raise CellError(_("This holds signs that cannot be read. Type it anew."))
        if len(value) > longest:
            raise CellError(_("This is too long: at most %(longest)d characters fit.") % {"longest": longest})
        return value

    return parse


def day(cell: Cell) -> dt.date:
    """A day written as 17/05/1990, 17-05-1990, 17 Mei 1990 or 1990-05-17."""
    value = as_text(cell)
    found, iso = DAY.fullmatch(value), ISO_DAY.fullmatch(value)
    try:
        if iso:
            return dt.date(int(iso[1]), int(iso[2]), int(iso[3]))
        if found:
            return dt.date(int(found[3]), month(found[2]), int(found[1]))
    except ValueError:
        pass
    raise CellError(_("“%(value)s” is no day. Write it as 17/05/1990.") % {"value": value[:40]})


def month(word: str) -> int:
    """The number of a month, also when its name is written or begun. Raises ValueError."""
    if word.isdecimal():
        return int(word)
    fits = [number for number, name in enumerate(MONTHS, start=1) if len(word) > 2 and name.startswith(word.lower())]
    if len(fits) != 1:
        raise ValueError(word)
    return fits[0]


def number(least: int, most: int) -> Callable[[Cell], int]:
    """A whole number within bounds, both included."""

    def parse(cell: Cell) -> int:
        value = as_text(cell)
        if not re.fullmatch(r"\d{1,9}", value) or not least <= int(value) <= most:
            raise CellError(
                _("“%(value)s” does not fit: write a whole number from %(least)d to %(most)d.")
                % {"value": value[:40], "least": least, "most": most}
            )
        return int(value)

    return parse


def flag(cell: Cell) -> bool:
    """Yes or no."""
    value = as_text(cell).upper()
    if value not in YES | NO:
        raise CellError(_("“%(value)s” is neither “Ya” nor “Tidak”.") % {"value": value[:40]})
    return value in YES


def choice(words: Mapping[str, str]) -> Callable[[Cell], str]:
    """One of the words (in capitals), each standing for a value."""

    def parse(cell: Cell) -> str:
        value = as_text(cell)
        found = words.get(value.upper())
        if found is None:
            raise CellError(
                _("“%(value)s” is not known here. The page “Petunjuk” of the template lists the words that fit.")
                % {"value": value[:40]}
            )
        return found

    return parse


def shown(value: Any) -> str:
    """A value as the preview shows it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return str(_("Yes")) if value else str(_("No"))
    if isinstance(value, dt.date):
        return formats.date_format(value, "SHORT_DATE_FORMAT")
    return str(value)
