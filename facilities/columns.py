"""What the lists of this room say of a row when they leave as files."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.columns import Column

FACILITIES = (
    Column(_("Name"), str),
    Column(_("Official name"), "official_name"),
    Column(_("City or regency"), "city"),
    Column(_("Region"), "region"),
    Column(_("Capacity"), "capacity"),
)
CENTRES = (
    Column(_("Name"), str),
    Column(_("Kind"), "get_kind_display"),
    Column(_("Owner"), "owner"),
    Column(_("City or regency"), "city"),
    Column(_("Region"), "region"),
)
WORKSHOPS = (
    Column(_("Name"), "name"),
    Column(_("Place"), "owner"),
    Column(_("Work places"), "seats"),
    Column(_("Fields"), "fields"),
)
AGREEMENTS = (
    Column(_("Title"), "title"),
    Column(_("Kind"), "get_kind_display"),
    Column(_("Parties"), lambda row: "; ".join(str(party.place) for party in row.parties.all())),
    Column(_("Numbers"), lambda row: "; ".join(party.number for party in row.parties.all() if party.number)),
    Column(_("In force from"), "starts_on"),
    Column(_("Until"), "last_day"),
    Column(_("State"), lambda row: row.standing(on=timezone.localdate()).label),
)
MEETINGS = (
    Column(_("Subject"), "subject"),
    Column(_("Occasion"), "get_kind_display"),
    Column(_("Day"), "held_on"),
    Column(_("Parties"), lambda row: "; ".join(str(party.place) for party in row.parties.all())),
    Column(_("Still to be done"), "open_items"),
)
ACTION_ITEMS = (
    Column(_("What is to be done"), "what"),
    Column(_("Decided in"), "origin"),
    Column(_("Place"), "place"),
    Column(_("Who"), "owner"),
    Column(_("Due on"), "due_on"),
    Column(_("Overdue"), lambda row: row.is_overdue(on=timezone.localdate())),
    Column(_("Done on"), "done_on"),
    Column(_("Done by"), "done_by"),
    Column(_("What was done"), "done_note"),
)
REVIEWS = (
    Column(_("Workshop"), "workshop"),
    Column(_("Place"), "workshop.owner"),
    Column(_("Field"), "field"),
    Column(_("Reviewed on"), "reviewed_on"),
    Column(_("Verdict"), "get_verdict_display"),
    Column(_("Points missing"), "missing"),
    Column(_("Valid until"), "valid_until"),
    Column(_("State"), "get_state_display"),
)
