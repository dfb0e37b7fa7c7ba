"""Units passed in an earlier training count in a later one (RPL): what can be recognised, and where it comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from programs.models import Batch, Enrollment, PackageUnit, UnitResult
from programs.models.enrollments import BUSY
from trainees.models import Person


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a unit was passed: the training centre and the year, never the prison."""

    centre: str
    year: int

    def __str__(self) -> str:
        return f"{self.centre}, {self.year}"


def origin_of(source: UnitResult) -> Origin:
    """Of a result that is recognised elsewhere; wants its enrollment's batch, package and centre."""
    return Origin(source.enrollment.batch.package.centre.name, source.assessed_on.year)


@dataclass(frozen=True, slots=True)
class Offer:
    """A unit of the package that the participant passed before and that is not tested here yet."""

    enrollment: Enrollment
    unit: PackageUnit
    source: UnitResult

    @property
    def origin(self) -> Origin:
        return origin_of(self.source)

    @property
    def key(self) -> str:
        return f"{self.enrollment.pk}-{self.source.pk}"


def offers_of(batch: Batch) -> list[Offer]:
    """What can be recognised in the batch, by person and unit; of several earlier passes the latest. Four queries.

    Read past the user's scope on purpose: the record of what somebody has learnt goes along (training_record).
    """
    units = {row.unit_id: row for row in batch.package.package_units.select_related("unit")}
    people = {row.person: row for row in batch.enrollments.filter(state__in=BUSY).with_people()}
    mine = UnitResult.objects.filter(enrollment__batch=batch).values_list("enrollment", "unit")
    tested: dict[int, set[int]] = defaultdict(set)
    for enrollment_id, unit_id in mine:
        tested[enrollment_id].add(unit_id)
    found: dict[tuple[int, int], Offer] = {}
    for source in _passed_before(batch, set(units), people):
        enrollment = people[source.enrollment.person]
        if source.unit_id not in tested[enrollment.pk]:
            found[enrollment.pk, source.unit_id] = Offer(enrollment, units[source.unit_id], source)
    return sorted(found.values(), key=lambda row: (row.enrollment.person.name, row.enrollment.pk, row.unit.position))


def _passed_before(batch: Batch, units: set[int], people: Iterable[Person]) -> list[UnitResult]:
    key = "officer" if batch.is_for_officers else "inmate"
    rows = (
        UnitResult.objects.competent()
        .assessed_here()
        .filter(unit__in=units, **{f"enrollment__{key}__in": [person.pk for person in people]})
        .exclude(enrollment__batch=batch)
    )
    named = rows.select_related("enrollment__batch__package__centre", f"enrollment__{key}")
    return list(named.order_by("assessed_on", "pk"))
