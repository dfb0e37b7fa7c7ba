"""The frozen record of a competence certificate: what an LSP decided, under the numbers that BNSP gave."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .record import CertificateRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetenceRecord(CertificateRecord):
    """Everything printed on a competence certificate (docs/rules.md 5.7), neutral to the holder.

    ``number`` is that of BNSP's blank. Issuer, place and signatory are the LSP's; ``programme`` and its hours, which
    the sheet does not print, are those of the training before the test. ``valid_until`` is the last valid day by the
    clock of ``time_zone``. Raises ValueError as CertificateRecord does, and when the days contradict each other.
    """

    scheme: str
    scheme_en: str = ""
    scheme_code: str
    registration_number: str
    lsp_licence: str
    assessor_name: str
    assessor_registration: str
    decided_on: date
    valid_until: date
    time_zone: str
    results: str = "KOMPETEN"

    def __post_init__(self) -> None:
        CertificateRecord.__post_init__(self)  # slots make another class of this one, which super() does not know
        if not self.decided_on <= self.issued_on <= self.valid_until:
            raise ValueError("decided_on, issued_on and valid_until must follow each other")
        try:
            ZoneInfo(self.time_zone)
        except ZoneInfoNotFoundError as error:
            raise ValueError("time_zone must be the name of a time zone") from error

    @property
    def subject(self) -> str:
        return self.scheme
