"""What a decree says, taken down when it is decreed: names, offices and numbers as they stood on that day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from accounts.models import User
from programs.actions.wording import for_the_record
from programs.models import Batch, Enrollment, SeatChange, StandardException, TppDecision, TppSession
from programs.ranking import ranking

State = Enrollment.State
Facts = dict[str, Any]


def decree_record(batches: Iterable[Batch], head: User | None) -> Facts:
    with for_the_record():
        return {
            "head": {"name": head.name if head else "", "nip": head.nip if head else ""},
            "batches": [_batch(batch) for batch in batches],
        }


def changes_record(batch: Batch, changes: Iterable[SeatChange], head: User | None) -> Facts:
    with for_the_record():
        return {
            "head": {"name": head.name if head else "", "nip": head.nip if head else ""},
            "amends": {"number": batch.decree_number, "on": _day(batch.decreed_on)},
            "batches": [_plan(batch)],
            "changes": [
                {"left": _person(change.left), "joined": _person(change.moved_up) if change.moved_up else None}
                for change in changes
            ],
        }


def _plan(batch: Batch) -> Facts:
    parties = batch.agreement.parties.select_related("facility", "centre")
    return {
        "name": batch.name,
        "for": "Petugas Pemasyarakatan" if batch.is_for_officers else "Warga Binaan",
        "package": batch.package.name,
        "field": str(batch.package.field),
        "centre": str(batch.package.centre),
        "lesson_hours": batch.package.lesson_hours,
        "workshop": str(batch.workshop),
        "starts_on": _day(batch.starts_on),
        "ends_on": _day(batch.ends_on),
        "tested_on": _day(batch.tested_on),
        "agreement": batch.agreement.title,
        "agreement_numbers": [party.number for party in parties if party.number],
    }


def _batch(batch: Batch) -> Facts:
    approved = TppDecision.objects.filter(enrollment__batch=batch, verdict=TppDecision.Verdict.APPROVED)
    sessions = TppSession.objects.filter(decisions__in=approved).distinct().order_by("held_on", "pk")
    rows = [row.enrollment for row in ranking(batch).rows]
    accepted = [row for row in rows if row.state == State.ACCEPTED]
    waiting = sorted(
        (row for row in rows if row.state == State.RESERVE), key=lambda row: (row.reserve_order or 0, row.person.name)
    )
    return {
        **_plan(batch),
        "exceptions": [_exception(row) for row in batch.standard_exceptions.select_related("allowed_by")],
        "minutes": [{"number": session.minutes_number, "on": _day(session.held_on)} for session in sessions],
        "accepted": [_person(row) for row in sorted(accepted, key=lambda row: row.person.name)],
        "reserve": [_person(row) for row in waiting],
    }


def _exception(row: StandardException) -> str:
    """Only what the centre's head allowed, with figure and standard; the reason stays with the batch."""
    return f"{row.get_code_display()}: {row.figure} (standar {row.standard}), diizinkan oleh {row.allowed_by.name}"


def _person(row: Enrollment) -> Facts:
    return {
        "name": row.person.name,
        "register": row.inmate.register_shown if row.inmate else row.officer.nip if row.officer else "",
        "sex": row.person.get_sex_display(),
        "order": row.reserve_order if row.state == State.RESERVE else None,
    }


def _day(day: Any) -> str:
    return day.isoformat() if day else ""
