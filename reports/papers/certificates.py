"""The register of certificates (REKAP-SERT, rule 7); their handover has its minutes in the room certificates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from certificates.models import Certificate
from certificates.sheets import Sheet
from facilities.letterheads import letterhead_of
from facilities.models import TrainingCentre
from papers.rendering import Paper
from papers.signatures import in_rows
from papers.wording import indonesian_date
from reports.papers.signing import at, signed_by_head

REMARKS = {Certificate.State.REVOKED: "Dicabut", Certificate.State.REPLACED: "Diganti"}


def register(centre: TrainingCentre, sheets: Sequence[Sheet], *, on: dt.date, about: str) -> Paper:
    """Every certificate with number, holder, programme, day and receiver, or room to sign; revoked ones say so."""
    context = {
        "title": "Register Sertifikat",
        "number": None,
        "letterhead": letterhead_of(centre, on=on),
        "paper": "f4",
        "about": about,
        "rows": [(sheet.certificate, sheet.certificate.as_printed, _remark(sheet)) for sheet in sheets],
        "standing": sum(sheet.certificate.state not in REMARKS for sheet in sheets),
        "signatures": in_rows([signed_by_head(centre, on=on, above=at(centre, on))]),
    }
    return Paper("papers/certificate_register.html", context)


def _remark(sheet: Sheet) -> str:
    said = [REMARKS.get(sheet.certificate.state, "")]
    if sheet.day:
        said.append(f"{sheet.receiver}, {indonesian_date(sheet.day)}")
    return "; ".join(filter(None, said))
