"""The letter in which a prison asks a training centre for training and instructors (SRT-MOHON, rule 7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from facilities.letterheads import letterhead_of, regional_title
from facilities.models import Agreement, Facility, TrainingCentre
from papers.rendering import Paper
from papers.signatures import in_rows
from programs.models import Batch
from reports.papers.signing import at, signed_by_head


def request_letter(
    agreement: Agreement,
    facility: Facility,
    centre: TrainingCentre,
    batches: Sequence[Batch],
    *,
    on: dt.date,
    number: str = "",
    character: str = "",
    attachments: str = "",
    contact: str = "",
) -> Paper:
    """For these batches; without any, for the agreement's fields, with the rest left to fill in by hand."""
    parties = agreement.parties.all()
    context = {
        "title": "Permohonan Penyelenggaraan Pelatihan",
        "number": number,
        "letterhead": letterhead_of(facility, on=on),
        "on": on,
        "city": facility.city,
        "character": character,
        "attachments": attachments,
        "contact": contact,
        "facility": facility,
        "centre": centre,
        "agreement": agreement,
        "agreement_numbers": [party.number for party in parties if party.number],
        "batches": batches,
        "fields": [] if batches else agreement.fields.all(),
        "seats": sum(batch.seats for batch in batches),
        "for_officers": bool(batches) and all(batch.is_for_officers for batch in batches),
        "copies": [regional_title(facility.region, on=on)],
        "signatures": in_rows([signed_by_head(facility, on=on, position="Kepala")]),
        "above": at(facility, on),
    }
    return Paper("papers/request_letter.html", context)
