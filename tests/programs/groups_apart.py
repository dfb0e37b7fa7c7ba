"""The groups in which what people told after release may be counted, once more and row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from programs.models import Enrollment, Outcome

WORKING = {"WORK", "BUSINESS"}
OCCUPIED = {*WORKING, "TRAINING"}
TOLD = {*OCCUPIED, "NONE"}


@dataclass(frozen=True)
class Told:
    """What one enrollment counts as."""

    enrollment: int
    person: int
    prison: int
    region: int
    field: int
    year: int
    kind: str
    is_in_field: bool


@dataclass(frozen=True)
class Group:
    """Some of them together, of one field and year."""

    rows: frozenset[Told]

    @property
    def told(self) -> int:
        return len(self.rows)

    @property
    def working(self) -> int:
        return sum(row.kind in WORKING for row in self.rows)

    @property
    def in_field(self) -> int:
        return sum(row.is_in_field for row in self.rows)

    @property
    def year(self) -> int:
        [year] = {row.year for row in self.rows}
        return year

    @property
    def may_be_told(self) -> bool:
        people = len({row.person for row in self.rows})
        return people >= 5 and 0 < self.working < self.told and self.in_field < self.told


def all_told() -> list[Told]:
    found = []
    for enrollment in Enrollment.objects.select_related("inmate__facility", "batch__package"):
        answers = [row for row in Outcome.objects.filter(enrollment=enrollment).order_by("months") if row.kind in TOLD]
        if answers:
            latest, inmate = answers[-1], enrollment.inmate
            found.append(
                Told(
                    enrollment.pk,
                    inmate.pk,
                    inmate.facility_id,
                    inmate.facility.region_id,
                    enrollment.batch.package.field_id,
                    answers[0].asked_on.year,
                    latest.kind,
                    latest.kind in OCCUPIED and bool(latest.is_in_field),
                )
            )
    return found


def groups_apart() -> list[Group]:
    told, prisons = joined([Group(frozenset([row])) for row in all_told()], lambda row: row.prison, alone=True)
    regional, regions = joined(prisons, lambda row: row.region)
    national, _left_out = joined(regions, lambda row: 0)
    return [*told, *regional, *national]


def joined(
    parts: Iterable[Group], place: Callable[[Told], Any], *, alone: bool = False
) -> tuple[list[Group], list[Group]]:
    """Those of one place, field and year together: what may be told, and what may not."""
    together: dict[Any, list[Group]] = defaultdict(list)
    for part in parts:
        row = next(iter(part.rows))
        together[place(row), row.field, row.year].append(part)
    told: list[Group] = []
    left: list[Group] = []
    for found in together.values():
        whole = Group(frozenset().union(*(part.rows for part in found)))
        rests = [whole] if alone else [Group(whole.rows - part.rows) for part in found]
        (told if all(rest.may_be_told for rest in rests) else left).append(whole)
    return told, left
