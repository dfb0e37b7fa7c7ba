"""What a training centre may write as the pattern of its certificate numbers."""

import re
import string

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

PARTS = ("seq", "field", "month", "year")
PADDING = re.compile(r"0[1-9]")


def validate_number_pattern(pattern: str) -> None:
    """Only the parts {seq}, {field}, {month} and {year}, the first and the last among them.

    {seq:04} pads with zeros; nothing else may follow a part's name. Raises ValidationError.
    """
    try:
        pieces = [piece[1:] for piece in string.Formatter().parse(pattern) if piece[1] is not None]
    except ValueError as error:
        raise ValidationError(_("Every brace that opens must close, around the name of a part.")) from error
    for name, padding, conversion in pieces:
        if name not in PARTS:
            raise ValidationError(
                _("“{%(name)s}” is no part of a number. The parts are {seq}, {field}, {month} and {year}.")
                % {"name": name}
            )
        if conversion or (padding and not (name == "seq" and PADDING.fullmatch(padding))):
            raise ValidationError(_("Only {seq} can be padded, for example {seq:04} for four digits."))
    missing = {"seq", "year"} - {name for name, _padding, _conversion in pieces}
    if missing:
        raise ValidationError(
            _("Without {%(part)s} two certificates would get the same number.") % {"part": min(missing)}
        )
