"""Which fields lack an instructor, per prison: what its agreements promise beside who can teach it there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from accounts.models import User
from facilities.models import Agreement, AgreementParty, Facility, Field
from programs.models import Instructor, InstructorCertificate


@dataclass(frozen=True, slots=True)
class FieldCover:
    """How many can teach the field in the prison today: its own officers, and instructors of its centres."""

    field: Field
    officers: int
    of_centres: int

    @property
    def is_lacking(self) -> bool:
        return not self.officers and not self.of_centres


@dataclass(frozen=True, slots=True)
class PrisonCover:
    facility: Facility
    fields: list[FieldCover]


def field_cover(user: User, *, on: dt.date) -> list[PrisonCover]:
    """Each prison under an agreement in force that the user sees, in a fixed number of queries."""
    agreements = (
        Agreement.objects.visible_to(user)
        .in_force(on=on)
        .prefetch_related(
            "fields", Prefetch("parties", AgreementParty.objects.select_related("facility__region", "centre"))
        )
    )
    wanted: dict[Facility, dict[Field, set[int]]] = {}
    for agreement in agreements:
        parties = list(agreement.parties.all())
        centres = {party.centre_id for party in parties if party.centre_id}
        for facility in (party.facility for party in parties if party.facility):
            for field in agreement.fields.all():
                wanted.setdefault(facility, {}).setdefault(field, set()).update(centres)
    officers, of_centres = _teachers(on)
    return [
        PrisonCover(
            facility,
            [
                FieldCover(
                    field,
                    officers.get((facility.pk, field.pk), 0),
                    sum(of_centres.get((centre, field.pk), 0) for centre in centres),
                )
                for field, centres in sorted(fields.items(), key=lambda row: row[0].name)
            ],
        )
        for facility, fields in sorted(wanted.items(), key=lambda row: str(row[0]))
    ]


def _teachers(on: dt.date) -> tuple[dict[tuple[int, int], int], dict[tuple[int, int], int]]:
    """How many instructors per prison and field, and per centre and field, whose certificate has not run out."""
    expired = set(InstructorCertificate.objects.filter(valid_until__lt=on).values_list("instructor", "field"))
    serving = Q(officer__left_on__isnull=True) | Q(officer__left_on__gt=on)
    rows = (
        Instructor.objects.filter(serving, fields__isnull=False)
        .values_list("pk", "fields", "centre", "officer__facility")
        .order_by()
    )
    officers: dict[tuple[int, int], int] = {}
    of_centres: dict[tuple[int, int], int] = {}
    for instructor, field, centre, prison in rows:
        if (instructor, field) not in expired:
            place = officers if prison else of_centres
            key = (prison or centre, field)
            place[key] = place.get(key, 0) + 1
    return officers, of_centres
