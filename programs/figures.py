"""The figures of one batch, counted in one place for its page and its papers, so that they agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from programs.models import Batch, Enrollment, PackageUnit
from programs.models.batches import SEATED
from programs.standings import Standing, UnitStanding, standings_of, with_results

State = Enrollment.State


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """How many of the class are K, BK, absent or still open in a unit; recognised ones are among the K."""

    unit: PackageUnit
    competent: int
    recognised: int
    not_yet: int
    absent: int
    open: int

    @property
    def total(self) -> int:
        return self.competent + self.not_yet + self.absent + self.open


@dataclass(frozen=True, slots=True)
class PersonStandings:
    """One of the class in all units of the package; overall is judged by the compulsory ones."""

    enrollment: Enrollment
    units: list[UnitStanding]

    @property
    def overall(self) -> Standing:
        """K where all are K; absent where nothing but absence stands against it, open likewise; else BK."""
        states = [row.state for row in self.units if row.unit.is_compulsory]
        for found in (Standing.NOT_YET, Standing.ABSENT, Standing.OPEN):
            if found in states:
                return found
        return Standing.COMPETENT if states else Standing.OPEN


@dataclass(frozen=True, slots=True)
class BatchFigures:
    """Enrollments by state, those who left by system's and by staff's reasons, and the class by unit.

    `people` are all who ever sat in the class, those who left included; each unit's counts add up to them.
    `enrolled` is the sum of all states.
    """

    by_state: dict[str, int]
    by_reason: dict[str, int]
    certified: int
    people: list[PersonStandings]
    units: list[UnitFigures]

    @property
    def enrolled(self) -> int:
        return sum(self.by_state.values())

    @property
    def seated(self) -> int:
        return sum(self.by_state.get(state, 0) for state in SEATED)

    @property
    def active(self) -> int:
        return self.by_state.get(State.ACTIVE, 0)

    @property
    def suspended(self) -> int:
        return self.by_state.get(State.SUSPENDED, 0)

    @property
    def completed(self) -> int:
        return self.by_state.get(State.COMPLETED, 0)

    @property
    def dropped(self) -> int:
        return self.by_state.get(State.DROPPED, 0)

    @property
    def transferred(self) -> int:
        return self.by_reason.get(Enrollment.DropReason.TRANSFERRED, 0)

    def overall(self, state: Standing) -> int:
        return sum(row.overall == state for row in self.people)

    @property
    def competent(self) -> int:
        return self.overall(Standing.COMPETENT)

    @property
    def not_yet(self) -> int:
        return self.overall(Standing.NOT_YET)

    @property
    def absent(self) -> int:
        return self.overall(Standing.ABSENT)

    @property
    def open(self) -> int:
        return self.overall(Standing.OPEN)


def batch_figures(batch: Batch) -> BatchFigures:
    """All figures of a batch in seven queries, however many people it has."""
    rows = list(batch.enrollments.order_by().values_list("state", "drop_reason"))
    counted = Batch.objects.filter(pk=batch.pk).with_counts().get()
    units = list(batch.package.package_units.select_related("unit"))
    people = [
        PersonStandings(person, standings_of(person, units))
        for person in with_results(batch.enrollments.in_class().with_people())
    ]
    return BatchFigures(
        by_state=Counter(state for state, _reason in rows),
        by_reason=Counter(reason for _state, reason in rows if reason),
        certified=counted.certified,  # type: ignore[attr-defined]
        people=people,
        units=[_of_unit(unit, [person.units[place] for person in people]) for place, unit in enumerate(units)],
    )


def _of_unit(unit: PackageUnit, standings: Iterable[UnitStanding]) -> UnitFigures:
    standings = list(standings)
    states = Counter(row.state for row in standings)
    return UnitFigures(
        unit=unit,
        competent=states[Standing.COMPETENT],
        recognised=sum(row.is_recognised for row in standings),
        not_yet=states[Standing.NOT_YET],
        absent=states[Standing.ABSENT],
        open=states[Standing.OPEN],
    )
