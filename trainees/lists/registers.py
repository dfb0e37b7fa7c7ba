"""Register numbers as prisons write them: "B.I 123/2021", "BI.N 045/2022" (rule 4.1)."""

from __future__ import annotations

import re
from typing import NamedTuple

from django.utils.translation import gettext as _

from imports.cells import Cell, CellError, as_text
from trainees.models import RegisterKind

NUMBER = re.compile(
    r"""(?P<letter>[ABC])[ .]*
        (?P<roman>III|II|IV|I|V)?[ .]*
        (?P<part>[AB](?![A-Z]))?[ .\-/]*
        (?P<serial>(?:[A-Z]{1,4}[ .\-]*)?[0-9]{1,8}[A-Z]?)[ ]*/[ ]*
        (?P<year>(?:19|20)[0-9]{2})""",
    re.IGNORECASE | re.VERBOSE,
)
KINDS = {str(kind).upper(): str(kind) for kind in RegisterKind.values}


class Register(NamedTuple):
    """A register number in its parts. The marks of an office, such as N for narcotics, stay with the serial number."""

    kind: str
    serial: str
    year: int

    def __str__(self) -> str:
        return f"{self.kind} {self.serial}/{self.year}"

    @property
    def key(self) -> str:
        """The same for "45" and "045": who types a number drops its zeros."""
        serial = "".join(re.split(r"[^A-Z0-9]+", self.serial.upper()))
        return f"{self.kind} {re.sub(r'(?<![0-9])0+(?=[0-9])', '', serial)}/{self.year}"


def register(cell: Cell) -> Register:
    """Raises CellError for what is no number of a register of people."""
    found = NUMBER.fullmatch(as_text(cell))
    kind = KINDS.get(kind_word(found)) if found else None
    if found is None or kind is None:
        raise CellError(
            _("“%(value)s” is no register number. Write it as B.I 123/2021; the registers are %(kinds)s.")
            % {"value": as_text(cell)[:40], "kinds": ", ".join(KINDS.values())}
        )
    serial = " ".join(re.split(r"[ .\-]+", found["serial"].upper()))
    return Register(kind, serial, int(found["year"]))


def kind_word(found: re.Match[str]) -> str:
    roman, part = (found["roman"] or "").upper(), (found["part"] or "").upper()
    letter = found["letter"].upper()
    return f"{letter}.{roman}{part}" if roman or part else letter
