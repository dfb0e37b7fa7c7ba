"""Whose name or day of birth the register has changed since the class began.

The register is the prison's, the certificate the centre's: a single officer who renames somebody that was trained
must not have the certificate made out to another by the way (docs/trust.md 6).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from programs.models import Enrollment
from trainees.models import Inmate, Officer

Identity = tuple[str, dt.date]


def identities_before(enrollments: Iterable[Enrollment]) -> dict[int, Identity]:
    """By the enrollment's key what name and day of birth were on the batch's first day, where they are others now.

    Who came into the register later is compared with the first entry. Two queries at most; the batch and the person
    of each enrollment should be at hand.
    """
    rows = list(enrollments)
    before = {
        **_histories(Inmate, {row.inmate_id for row in rows if row.inmate_id}),
        **_histories(Officer, {row.officer_id for row in rows if row.officer_id}),
    }
    found = {}
    for row in rows:
        then = _then(before.get((type(row.person), row.person.pk), []), row.batch.starts_on)
        if then and then != (row.person.name, row.person.birth_date):
            found[row.pk] = then
    return found


def _histories(
    model: type[Inmate] | type[Officer], wanted: set[int]
) -> dict[tuple[type, int], list[tuple[dt.datetime, Identity]]]:
    """What the row history has of each person, the oldest first."""
    found: dict[tuple[type, int], list[tuple[dt.datetime, Identity]]] = {}
    if wanted:
        events = model.pgh_event_model.objects.filter(pgh_obj__in=wanted).order_by("pgh_id")  # type: ignore[union-attr]
        for pk, at, name, born in events.values_list("pgh_obj", "pgh_created_at", "name", "birth_date"):
            found.setdefault((model, pk), []).append((at, (name, born)))
    return found


def _then(history: list[tuple[dt.datetime, Identity]], day: dt.date) -> Identity | None:
    until = [identity for at, identity in history if at.date() <= day]
    return until[-1] if until else history[0][1] if history else None
