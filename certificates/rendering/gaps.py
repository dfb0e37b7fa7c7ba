"""What differs from sheet to sheet: the entries printed on lines of their own, which are gaps in a typeset blank.

Every other entry is typeset with the blank: two records share one when they differ in nothing but these.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, fields, replace

from certificates.competence_record import CompetenceRecord
from certificates.pdf import MONTHS_EN, period, sizes
from certificates.record import CertificateRecord, canonical_json
from papers.wording import MONTHS_ID, indonesian_date


class NotExactError(Exception):
    """Filling a blank would not give what a plain render gives; the record is rendered plainly."""


@dataclass(frozen=True, slots=True)
class Gap:
    """An entry of the record, the specimen that stands for it in the blank, and how the sheet prints it."""

    entry: str
    specimen: object
    printed: Callable[[CertificateRecord], str]


SPECIMEN_TOKEN = "0" * 26


def of_competence(record: CertificateRecord) -> CompetenceRecord:
    """The record of the only kind that has the entry asked for."""
    assert isinstance(record, CompetenceRecord)  # noqa: S101 -- entries of other kinds have no gap
    return record


OF_THE_HOLDER = (
    Gap("number", "@@number@@", lambda record: record.number),
    Gap("holder_name", "@@name@@", lambda record: record.holder_name),
    Gap("holder_birth_place", "@@birthplace@@", lambda record: record.holder_birth_place),
    Gap("holder_birth_date", dt.date(1605, 4, 3), lambda record: indonesian_date(record.holder_birth_date)),
    Gap("registration_number", "@@registration@@", lambda record: of_competence(record).registration_number),
    Gap("typed_code", "0" * 17, lambda record: record.printed_code),
)
OF_THE_CLASS = (
    Gap("starts_on", dt.date(1604, 5, 1), lambda record: period(record, MONTHS_ID, "sampai dengan")),
    Gap("ends_on", dt.date(1604, 5, 2), lambda record: period(record, MONTHS_EN, "to")),
    Gap("issued_on", dt.date(1604, 5, 3), lambda record: indonesian_date(record.issued_on)),
    Gap("issued_on", dt.date(1604, 5, 3), lambda record: record.issued_on.isoformat()),
    Gap("issued_on", dt.date(1604, 5, 3), lambda record: f"D:{record.issued_on:%Y%m%d}"),
    Gap("decided_on", dt.date(1604, 4, 7), lambda record: indonesian_date(of_competence(record).decided_on)),
    Gap("valid_until", dt.date(1606, 9, 8), lambda record: indonesian_date(of_competence(record).valid_until)),
)
"""Dates of the training and of issue: classes of one package can share a blank where these stand on one line."""

WAYS = ((*OF_THE_HOLDER, *OF_THE_CLASS), OF_THE_HOLDER)
"""Sets of gaps, the widest first. Specimens are short, so that they take no line more than a real entry.

No printed specimen may occur elsewhere on a sheet, nor within another one; an entry that a kind of record lacks has
no gap.
"""


def specimen(record: CertificateRecord, gaps: tuple[Gap, ...]) -> CertificateRecord:
    """The record with specimens in these gaps: all that a blank for it holds."""
    entries = {field.name for field in fields(record)}
    values = {gap.entry: gap.specimen for gap in gaps if gap.entry in entries}
    return replace(record, token=SPECIMEN_TOKEN, **values)  # type: ignore[arg-type]


def blank_key(record: CertificateRecord, gaps: tuple[Gap, ...]) -> tuple[bytes, str]:
    """Equal for records that one blank serves. Sizes follow the length of texts, those in gaps too."""
    return canonical_json(specimen(record, gaps)), repr(sorted(sizes(record).items()))


class Wording:
    """The texts of the gaps, from the specimens' to a record's own."""

    def __init__(self, blank: CertificateRecord, gaps: tuple[Gap, ...]) -> None:
        entries = {field.name for field in fields(blank)}
        self._gaps = {gap.printed(blank): gap.printed for gap in gaps if gap.entry in entries}
        self.pattern = re.compile("|".join(map(re.escape, self._gaps)))

    @property
    def specimens(self) -> list[str]:
        return list(self._gaps)

    def texts(self, record: CertificateRecord) -> dict[str, str]:
        return {specimen: printed(record) for specimen, printed in self._gaps.items()}

    def put(self, text: str, texts: dict[str, str]) -> str:
        return self.pattern.sub(lambda found: texts[found[0]], text)

    def in_text(self, text: str) -> list[str]:
        """The specimens in a text, in order."""
        return self.pattern.findall(text)
