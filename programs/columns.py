"""What the lists of this room say of a row when they leave as files; amounts are whole rupiah."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.columns import Column
from programs.conduct_hours import register_shown, share
from programs.models.outcomes import months_asked

BATCHES = (
    Column(_("Batch"), "name"),
    Column(_("Training package"), "package.name"),
    Column(_("Programmes"), "tags"),
    Column(_("Prison"), "facility"),
    Column(_("Training centre"), "package.centre"),
    Column(_("First day"), "starts_on"),
    Column(_("Last day"), "ends_on"),
    Column(_("Seats taken"), "seated"),
    Column(_("Seats"), "seats"),
    Column(_("Completed"), "completed"),
    Column(_("State"), "get_state_display"),
)
RADAR = (
    Column(_("Batch"), "name"),
    Column(_("Prison"), "facility"),
    Column(_("Training centre"), "package.centre"),
    Column(_("Last day"), "ends_on"),
    Column(_("State"), "get_state_display"),
)
PACKAGES = (
    Column(_("Package"), "name"),
    Column(_("Version"), "version"),
    Column(_("Field"), "field"),
    Column(_("Training centre"), "centre"),
    Column(_("Lesson hours (JP)"), "lesson_hours"),
    Column(_("Fewest participants"), "least_participants"),
    Column(_("Most participants"), "most_participants"),
)
CATALOGUE = (
    *PACKAGES[:4],
    Column(_("Region"), "centre.region"),
    *PACKAGES[4:],
)
INSTRUCTORS = (
    Column(_("Name"), "name"),
    Column(_("Fields"), "fields"),
    Column(_("Works at"), "place"),
    Column(_("Kind"), "get_kind_display"),
    Column(_("Employer"), "employer"),
    Column(_("A certificate has expired"), "has_ended"),
    Column(_("Away today"), "is_away"),
)
ROTATIONS = (
    Column(_("Name"), "name"),
    Column(_("Prison"), "facility"),
    Column(_("Training centre"), "centre"),
    Column(_("First day"), "starts_on"),
    Column(_("Classes"), "classes"),
    Column(_("State"), "get_state_display"),
)
MAKE_UPS = (
    Column(_("Cancelled"), "day"),
    Column(_("Batch"), "batch.name"),
    Column(_("Prison"), "batch.facility"),
    Column(_("Why"), lambda row: ": ".join(filter(None, [row.get_cancellation_display(), row.cancellation_reason]))),
    Column(_("Lesson hours (JP)"), "lesson_hours"),
    Column(_("Instructor"), "instructor"),
)
PROSPECTS = (
    Column(_("Notes on the labour market"), "notes_standing"),
    Column(_("People looked for"), "people_wanted"),
    Column(_("Told after release"), "told_after"),
    Column(_("Of them at work"), "working_after"),
)
PACKAGES_SHOWN = (*PACKAGES, *PROSPECTS)
CATALOGUE_SHOWN = (*CATALOGUE, *PROSPECTS)
DEMAND_NOTES = (
    Column(_("Field"), "field"),
    Column(_("Place"), "place"),
    Column(_("Region"), "region"),
    Column(_("What is looked for"), "text"),
    Column(_("People looked for"), "wanted"),
    Column(pgettext_lazy("note", "Source"), "source"),
    Column(_("As of"), "noted_on"),
    Column(_("Counts until"), "valid_until"),
    Column(_("Noted by"), "office"),
)


def told_after(months: int) -> Column:
    """What is entered for that month; empty where nothing is."""

    def told(row: Any) -> str:
        return next((outcome.get_kind_display() for outcome in row.outcomes.all() if outcome.months == months), "")

    return Column(format_lazy(_("After {months} months"), months=months), told)


RELEASED = (
    Column(_("Name"), "inmate.name"),
    Column(_("Field"), "batch.package.field"),
    Column(_("Last prison"), "inmate.facility"),
    Column(_("Released on"), "released_on"),
    *(told_after(months) for months in months_asked()),
)
CIRCUMSTANCES = (
    Column(_("Day"), "happened_on"),
    Column(_("Name"), "inmate.name"),
    Column(_("What happened"), "get_kind_display"),
    Column(_("Batch"), "enrollment.batch.name"),
    Column(_("Handled by"), "done_by"),
    Column(_("Handled on"), "done_at"),
)
CONDUCT_HOURS = (
    Column(_("Name"), "name"),
    Column(_("Register number"), register_shown),
    Column(_("JP planned"), "hours_planned"),
    Column(_("JP attended"), "hours_attended"),
    Column(_("Per cent attended"), share),
    Column(_("Additional JP"), "hours_additional"),
    Column(_("Missed with excuse"), "missed_with_excuse"),
    Column(_("Missed without excuse"), "missed_without"),
)
TPP_SESSIONS = (
    Column(_("Minutes"), "minutes_number"),
    Column(_("Held on"), "held_on"),
    Column(_("Batches"), "batches"),
    Column(_("People decided on"), "decided"),
)
WORK_RESULTS = (
    Column(_("What was made"), "what"),
    Column(_("Made on"), "made_on"),
    Column(_("Prison"), "facility"),
    Column(_("Batch"), "batch.name"),
    Column(_("Quantity"), "quantity"),
    Column(_("Unit"), "unit"),
    Column(_("Sold"), "sold"),
    Column(_("Proceeds"), "proceeds"),
)
SPLITS = (
    Column(_("Holds from"), "valid_from"),
    Column(_("Prison"), "facility"),
    Column(_("Premi (%)"), "premi_percent"),
    Column(_("PNBP (%)"), "pnbp_percent"),
    Column(_("Capital (%)"), "capital_percent"),
    Column(_("Legal basis"), "legal_basis"),
)


def per_cent(rate: float | Decimal | None) -> Decimal | None:
    """One digit after the point, as on the page; nothing where there is no whole."""
    return None if rate is None else Decimal(rate).quantize(Decimal("0.1"))


def absorbed(line: Any) -> Decimal | None:
    return per_cent(line.absorption.rate)


def absorbed_of_available(line: Any) -> Decimal | None:
    return per_cent(line.absorption.rate_of_available)


BUDGETS = (
    Column(_("Fiscal year"), "year"),
    Column(_("Place"), "place"),
    Column(_("Activity"), "name"),
    Column(_("Source of funds"), "get_source_display"),
    Column(_("Account"), "account"),
    Column(_("Ceiling (pagu)"), "ceiling"),
    Column(_("Blocked (efisiensi)"), "blocked"),
    Column(_("Planned"), "planned"),
    Column(_("Realised"), "absorption.realised"),
    Column(_("Absorption of the ceiling (%)"), absorbed),
    Column(_("Absorption of what is free (%)"), absorbed_of_available),
)
