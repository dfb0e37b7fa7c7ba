"""What a training centre may write as the pattern of its certificate numbers, and what it becomes."""

from __future__ import annotations

import datetime as dt
import re
import string

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

PARTS = ("seq", "field", "month", "month_roman", "month_number", "year")
PADDING = re.compile(r"0?[1-9]")
ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
LONGER_THAN_ANY_PADDING = 1_234_567_890


def filled(pattern: str, *, seq: int, field: str, on: dt.date) -> str:
    """The number that the pattern gives on the day. Raises LookupError or ValueError for a malformed one."""
    parts = {
        "seq": str(seq),
        "field": field,
        "month": ROMAN_MONTHS[on.month - 1],
        "month_roman": ROMAN_MONTHS[on.month - 1],
        "month_number": f"{on.month:02}",
        "year": str(on.year),
    }
    pieces = string.Formatter().parse(pattern)
    return "".join(
        text + ("" if name is None else parts[name].zfill(int(padding or 0))) for text, name, padding, _asked in pieces
    )


def may_collide(one: str, other: str) -> bool:
    """Whether two patterns can give the same number: alike but for zeros before the sequence."""
    same = {"seq": LONGER_THAN_ANY_PADDING, "field": "LAS", "on": dt.date(2021, 7, 19)}
    return filled(one, **same) == filled(other, **same)  # type: ignore[arg-type]


def validate_number_pattern(pattern: str) -> None:
    """Only the parts of PARTS, {seq} and {year} among them.

    {seq:04} pads with zeros, {seq:4} as well; nothing else may follow a part's name. Raises ValidationError.
    """
    try:
        pieces = [piece[1:] for piece in string.Formatter().parse(pattern) if piece[1] is not None]
    except ValueError as error:
        raise ValidationError(_("Every brace that opens must close, around the name of a part.")) from error
    for name, padding, conversion in pieces:
        if name not in PARTS:
            raise ValidationError(
                _("“{%(name)s}” is no part of a number. "
                  "The parts are {seq}, {field}, {month}, {month_number} and {year}.")
                % {"name": name}
            )  # fmt: skip
        if conversion or (padding and not (name == "seq" and PADDING.fullmatch(padding))):
            raise ValidationError(_("Only {seq} can be padded, for example {seq:04} for four digits."))
    missing = {"seq", "year"} - {name for name, _padding, _conversion in pieces}
    if missing:
        raise ValidationError(
            _("Without {%(part)s} two certificates would get the same number.") % {"part": min(missing)}
        )
