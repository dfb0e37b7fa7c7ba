"""Which papers an assimilation dossier needs for one person on a day, and which have come in (rule 4.4)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from trainees.assimilation_answers import is_special
from trainees.models import CrimeClass, Document, DossierDocument, Inmate
from trainees.sentence_dates import sentence_of

# The day on which the letter on a justice collaborator was no longer asked for (Permenkumham 7/2022).
NO_JC_SINCE = dt.date(2022, 1, 28)
OLDER_LISTS_ONLY = (Document.HEALTH, Document.PHOTO)


@dataclass(frozen=True, slots=True)
class Paper:
    """One line of the checklist: the document, and when it came in, if it did."""

    document: Document
    received: DossierDocument | None


def checklist(inmate: Inmate, *, on: dt.date) -> list[Paper]:
    """The papers that this person's dossier needs on the day, in the order of the list."""
    received = {row.code: row for row in inmate.documents.all() if row.received_on <= on}
    return [Paper(code, received.get(code)) for code in needed(inmate, on=on)]


def needed(inmate: Inmate, *, on: dt.date) -> list[Document]:
    """All of rule 4.4 but those that concern others, and but the doctor's letter of older lists."""
    sentence = sentence_of(inmate)
    asked = {
        Document.FINE: sentence is not None
        and bool(sentence.fine_amount or sentence.subsidiary_months or sentence.compensation_amount),
        Document.DERAD: sentence is not None and sentence.crime_class == CrimeClass.TERR,
        Document.FOREIGN: inmate.is_foreigner,
        Document.JC: sentence is not None and is_special(sentence) and on < NO_JC_SINCE,
        **dict.fromkeys(OLDER_LISTS_ONLY, False),
    }
    return [code for code in Document if asked.get(code, True)]
