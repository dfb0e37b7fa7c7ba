"""The tests of a class: before and after the lessons, unit by unit, with one who was ill and one who tried twice."""

# ruff: noqa: S311  (invented points need no secrets)
from __future__ import annotations

import datetime as dt
from random import Random

from accounts.models import User
from demo.houses import House
from programs.actions import batches, results
from programs.actions.corrections import Said, correct_result
from programs.actions.results import Absence, Assessment, Points
from programs.actions.written_tests import Score, record_written_tests
from programs.models import Batch, Enrollment, MissedTest, UnitResult, WrittenTest

K, BK = UnitResult.Verdict.COMPETENT, UnitResult.Verdict.NOT_YET
PRE, POST = WrittenTest.Kind.PRE, WrittenTest.Kind.POST


def test(house: House, batch: Batch, *, not_yet: Enrollment, is_mistyped: bool = False) -> None:
    """Everybody becomes competent in every unit but one person in the last; the class is closed.

    Where it is mistyped, that person was first given a K, which the centre's head has corrected.
    """
    batches.open_tests(batch, on=batch.ends_on, by=house.centre_staff)
    by = house.instructors[batch.package.field.code].user or house.centre_staff
    write(batch, by=by)
    people = list(batch.enrollments.active().order_by("pk"))
    units = [row.unit_id for row in batch.package.package_units.all()]
    ill, twice = people[-1], people[-2]
    if len(units) > 1:
        there, day = [row for row in people if row != ill], batch.ends_on
        assess(house, batch, there, units[:-1], on=day, by=by, ill=ill, failed={twice})
        assess(house, batch, [ill], units[:-1], on=batch.tested_on, by=by)
        assess(house, batch, [twice], units[:1], on=batch.tested_on, by=by)
    failed = set() if is_mistyped else {not_yet}
    assess(house, batch, people, units[-1:], on=batch.tested_on, by=by, failed=failed)
    if is_mistyped:
        correct_result(
            not_yet.results.get(unit=units[-1]),
            said=Said(BK, 62, 48, 75),
            seen=0,
            reason="Baris tertukar dengan peserta di atasnya pada lembar penilaian.",
            by=house.centre_head,
        )
    batches.close(batch, on=batch.last_day, by=house.centre_staff)


def assess(
    house: House,
    batch: Batch,
    people: list[Enrollment],
    units: list[int],
    *,
    on: dt.date,
    by: User,
    ill: Enrollment | None = None,
    failed: set[Enrollment] | None = None,
) -> None:
    """One day's verdicts of the centre's assessor: BK in the first unit for those who failed, else K."""
    rng = Random(f"units-{batch.name}-{on}-{len(units)}")
    given = []
    for person in people:
        for unit in units:
            verdict = BK if unit == units[0] and person in (failed or ()) else K
            low, high = (45, 64) if verdict == BK else (72, 94)
            points = Points(*(rng.randint(low, high) for _each in range(3)))
            given.append(Assessment(person, unit, verdict, points=points))
    absences = [Absence(ill, None, MissedTest.Reason.SICK)] if ill else []
    results.record_results(batch, given, absences=absences, assessor=house.assessor, on=on, today=on, by=by)


def write(batch: Batch, *, by: User) -> None:
    """Points before and after the lessons, for everybody in class."""
    rng = Random(f"written-{batch.name}")
    scores = []
    for person in batch.enrollments.active().order_by("pk"):
        before = rng.randint(30, 62)
        after = max(72, min(96, before + rng.randint(15, 40)))
        scores += [Score(person, PRE, before), Score(person, POST, after)]
    days = {PRE: batch.starts_on, POST: batch.ends_on}
    record_written_tests(batch, scores, days=days, today=batch.ends_on, by=by)
