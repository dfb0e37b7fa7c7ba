"""Which fields lack an instructor, per prison: what its agreements promise beside who can teach it there."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import F, Prefetch, Q, Value

from accounts.models import User
from facilities.models import Agreement, AgreementParty, Facility, Field
from programs.models import Instructor
from programs.models.instructors import MayTeach

ENDS_SOON_DAYS = 90
Teachers = dict[tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class FieldCover:
    """How many can teach the field in the prison today: its own officers, and instructors of its centres.

    `staying` of them can still do so in ENDS_SOON_DAYS, unless certificates are renewed.
    """

    facility: Facility
    field: Field
    officers: int
    of_centres: int
    staying: int

    @property
    def is_lacking(self) -> bool:
        return not self.officers and not self.of_centres

    @property
    def ends_soon(self) -> int:
        return self.officers + self.of_centres - self.staying


@dataclass(frozen=True, slots=True)
class PrisonCover:
    """A prison and its cover of each field of the map, None where no agreement wants it."""

    facility: Facility
    cells: list[FieldCover | None]

    @property
    def fields(self) -> list[FieldCover]:
        return [cell for cell in self.cells if cell]

    @property
    def lacking(self) -> int:
        return sum(cell.is_lacking for cell in self.fields)


@dataclass(frozen=True, slots=True)
class CoverMap:
    """Prisons by fields: what agreements in force want, and who can teach it."""

    fields: list[Field]
    prisons: list[PrisonCover]

    @property
    def cells(self) -> list[FieldCover]:
        return [cell for prison in self.prisons for cell in prison.fields]

    @property
    def wanted(self) -> int:
        return len(self.cells)

    @property
    def lacking(self) -> int:
        return sum(cell.is_lacking for cell in self.cells)

    @property
    def of_centres_alone(self) -> int:
        return sum(not cell.officers and cell.of_centres > 0 for cell in self.cells)

    @property
    def ending(self) -> int:
        """Places of the map where somebody's certificates run out soon."""
        return sum(cell.ends_soon > 0 for cell in self.cells)


def cover_map(user: User, *, on: dt.date, region: int | None = None) -> CoverMap:
    """Each prison under an agreement in force that the user sees, of one region or of all, in a fixed number of
    queries."""
    wanted = _wanted(user, on, region)
    centres = {centre for row in wanted.values() for named in row.values() for centre in named}
    prisons = [facility.pk for facility in wanted]
    today, later = _teachers(centres, prisons, on, on + dt.timedelta(days=ENDS_SOON_DAYS))
    fields = sorted({field for row in wanted.values() for field in row}, key=lambda field: field.name)
    return CoverMap(
        fields,
        [
            PrisonCover(
                facility,
                [_cover(facility, field, row[field], today, later) if field in row else None for field in fields],
            )
            for facility, row in sorted(wanted.items(), key=lambda item: (item[0].region.name, str(item[0])))
        ],
    )


def _wanted(user: User, on: dt.date, region: int | None) -> dict[Facility, dict[Field, set[int]]]:
    """By prison and field the centres that its agreements name."""
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
            if region is None or facility.region_id == region:
                for field in agreement.fields.all():
                    wanted.setdefault(facility, {}).setdefault(field, set()).update(centres)
    return wanted


def _cover(facility: Facility, field: Field, centres: Iterable[int], today: Teachers, later: Teachers) -> FieldCover:
    places = [-facility.pk, *centres]
    counts = [today[place, field.pk] for place in places]
    staying = sum(later[place, field.pk] for place in places)
    return FieldCover(facility, field, counts[0], sum(counts[1:]), staying)


def _teachers(
    centres: Collection[int], prisons: Collection[int], on: dt.date, later: dt.date
) -> tuple[Teachers, Teachers]:
    """How many of these places may teach a field on either day, by centre, or by prison under its key below zero."""
    there = Q(centre__in=centres) | Q(officer__facility__in=prisons)
    rows = (
        Instructor.objects.filter(there, fields__isnull=False)
        .annotate(
            now=MayTeach(F("pk"), F("fields"), Value(on)),
            still=MayTeach(F("pk"), F("fields"), Value(later)),
        )
        .values_list("fields", "centre", "officer__facility", "officer__left_on", "now", "still")
        .order_by()
    )
    today: Teachers = defaultdict(int)
    staying: Teachers = defaultdict(int)
    for field, centre, prison, left_on, may_now, may_still in rows:
        place = -prison if prison else centre
        today[place, field] += may_now and (left_on is None or left_on > on)
        staying[place, field] += may_still and (left_on is None or left_on > later)
    return today, staying
