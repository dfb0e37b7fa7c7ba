"""Who stands where in a selection: each officer's weighted score, their mean, and the rank, with ties shown as ties.

An officer's points count once every criterion of the batch's sheet has some; half a sheet would weigh wrongly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from accounts.models import User
from programs.models import Batch, Enrollment, ScoreCriterion, ScoreSheet, SelectionScore

State = Enrollment.State
TWO_PLACES = Decimal("0.01")


@dataclass(slots=True)
class Standing:
    """A candidate among the others: `score` is None while no officer has filled in the whole sheet.

    Equals share a `rank`, and the next one skips as many: 1, 2, 2, 4.
    """

    enrollment: Enrollment
    totals: dict[int, Fraction] = field(default_factory=dict)
    begun: int = 0
    rank: int | None = None
    is_tied: bool = False

    @property
    def exact(self) -> Fraction | None:
        return sum(self.totals.values(), Fraction()) / len(self.totals) if self.totals else None

    @property
    def score(self) -> Decimal | None:
        """The mean of the officers' weighted scores, 0 to 100, as it is printed."""
        return None if self.exact is None else printed(self.exact)

    @property
    def spread(self) -> Decimal | None:
        """How far the officers are apart in points; None with fewer than two."""
        if len(self.totals) < 2:
            return None
        return printed(max(self.totals.values()) - min(self.totals.values()))

    @property
    def scorers(self) -> int:
        return len(self.totals)


@dataclass(frozen=True, slots=True)
class Ranking:
    """All candidates of a batch, the best first; those without a score last, by name."""

    sheet: ScoreSheet | None
    rows: list[Standing]
    officers: list[User]

    def of(self, enrollment: Enrollment) -> Standing:
        return next(row for row in self.rows if row.enrollment.pk == enrollment.pk)

    @property
    def least_scorers(self) -> int:
        return self.sheet.least_scorers if self.sheet else 1

    def short_of_scores(self) -> list[Standing]:
        """Those whom fewer officers have scored than the sheet asks for."""
        return [row for row in self.rows if row.scorers < self.least_scorers]

    def cut(self, places: int, among: Iterable[Standing] | None = None) -> Cut:
        """The best for so many places; a tie that the last place falls into is nobody's until a person decides."""
        scored = [row for row in (self.rows if among is None else among) if row.exact is not None]
        if len(scored) <= places:
            return Cut(scored, [], 0)
        last = scored[places].exact
        inside = [row for row in scored[:places] if row.exact != last]
        if len(inside) == places:
            return Cut(inside, [], 0)
        return Cut(inside, [row for row in scored if row.exact == last], places - len(inside))


@dataclass(frozen=True, slots=True)
class Cut:
    """Who is safely inside, and who is equal at the last `left` places."""

    inside: list[Standing]
    tied: list[Standing]
    left: int


def printed(value: Fraction) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(TWO_PLACES, rounding=ROUND_HALF_UP)


def ranking(batch: Batch, rows: Iterable[Enrollment] | None = None) -> Ranking:
    """The ranking of these candidates, or of everybody who has not left."""
    if rows is None:
        rows = batch.enrollments.exclude(state=State.DROPPED).with_people()
    standings = {row.pk: Standing(row) for row in rows}
    sheet = ScoreSheet.objects.for_batch(batch)
    criteria = {criterion.pk: criterion for criterion in sheet.criteria.all()} if sheet else {}
    given = SelectionScore.objects.filter(enrollment__in=standings).select_related("scored_by")
    points: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    officers: dict[int, User] = {}
    for score in given.order_by("scored_by__name", "scored_by"):
        points[score.enrollment_id, score.scored_by_id][score.criterion_id] = score.score
        officers[score.scored_by_id] = score.scored_by
    for (candidate, officer), marks in points.items():
        if set(marks) == set(criteria):
            standings[candidate].totals[officer] = weighted(marks, criteria)
        else:
            standings[candidate].begun += 1
    return Ranking(sheet, _placed(standings.values()), list(officers.values()))


def weighted(marks: dict[int, int], criteria: dict[int, ScoreCriterion]) -> Fraction:
    whole = sum(criterion.weight for criterion in criteria.values())
    return Fraction(sum(points * criteria[pk].weight for pk, points in marks.items()), whole)


def _placed(standings: Iterable[Standing]) -> list[Standing]:
    rows = sorted(
        standings, key=lambda row: (-(row.exact if row.exact is not None else -1), row.enrollment.person.name)
    )
    before: Standing | None = None
    for place, row in enumerate(rows, start=1):
        if row.exact is None:
            break
        row.rank = place
        if before is not None and before.exact == row.exact:
            row.rank, row.is_tied, before.is_tied = before.rank, True, True
        before = row
    return rows
