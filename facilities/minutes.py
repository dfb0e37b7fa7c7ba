"""The minutes of a meeting on paper (BA-KOORD, rule 7), under the letterhead of who called it."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localdate

from facilities.letterheads import letterhead_of
from facilities.models import Meeting
from papers.rendering import Paper
from papers.signatures import Signature, in_rows

TITLES = {
    Meeting.Kind.CONSULTATION: "Berita Acara Konsultasi",
    Meeting.Kind.COORDINATION: "Berita Acara Rapat Koordinasi",
    Meeting.Kind.EVALUATION: "Berita Acara Rapat Evaluasi",
    Meeting.Kind.VISIT: "Berita Acara Peninjauan Tempat Praktik",
    Meeting.Kind.OTHER: "Berita Acara Pertemuan",
}


def minutes_pdf(meeting: Meeting) -> Paper:
    """The minutes as they are on record now."""
    return Paper("papers/meeting_minutes.html", minutes_context(meeting))


def minutes_context(meeting: Meeting) -> dict[str, Any]:
    parties = list(meeting.parties.select_related("facility__region", "centre", "confirmed_by"))
    attendees = list(meeting.attendees.select_related("facility", "centre"))
    return {
        "title": TITLES[Meeting.Kind(meeting.kind)],
        "number": meeting.minutes_number,
        "letterhead": letterhead_of(parties[0].place, on=meeting.held_on),
        "meeting": meeting,
        "parties": [getattr(party.place, "official_name", party.place) for party in parties],
        "attendees": attendees,
        "items": meeting.action_items.select_related("facility", "centre"),
        "confirmed": [(party, localdate(party.confirmed_at)) for party in parties if party.confirmed_at],
        "signatures": in_rows([_signs(party, attendees) for party in parties]),
    }


def _signs(party: Any, attendees: list[Any]) -> Signature:
    """Of each party the one who is listed first; a dotted line where nobody is."""
    for person in attendees:
        if (person.facility_id, person.centre_id) == (party.facility_id, party.centre_id):
            return Signature(person.position, person.name, above=(f"{party.place}",))
    return Signature("Yang mewakili", above=(f"{party.place}",))
