"""Who must not assess what: a unit's only teacher in the batch, unless the centre's head has allowed it before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from programs.models import Batch, Instructor, PackageUnit, UnitResult


def taught_alone(batch: Batch, units: Iterable[int] | None = None) -> dict[int, int]:
    """By unit the one instructor of all its lessons, of those given or of those planned; others are left out.

    Given is a lesson in which somebody has earned hours: one that is planned for a second instructor and never given
    makes nobody a second pair of eyes, and before the first hour is recorded the plan counts. A session without a
    unit is about every unit of the package. Cancelled sessions taught nobody.
    """
    rows: Any = batch.sessions.held().with_taught()
    sessions = set(rows.values_list("unit", "instructor", "was_taught"))
    alone = {}
    for unit_id in batch.package.package_units.values_list("unit", flat=True) if units is None else units:
        lessons = [(who, was_given) for unit, who, was_given in sessions if unit in (None, unit_id)]
        given, planned = {who for who, was_given in lessons if was_given}, {who for who, _was_given in lessons}
        for teachers in (given, planned):
            if len(teachers) == 1:
                (alone[unit_id],) = teachers
    return alone


def allowed_assessors(batch: Batch) -> set[int]:
    """Instructors whom the centre's head lets assess what they alone have taught."""
    return set(batch.assessor_exceptions.values_list("assessor", flat=True))


def barred_units(batch: Batch, assessor: Instructor) -> list[PackageUnit]:
    """Units that this person may not assess here."""
    if assessor.pk in allowed_assessors(batch):
        return []
    units = list(batch.package.package_units.select_related("unit"))
    alone = taught_alone(batch, [unit.unit_id for unit in units])
    return [unit for unit in units if alone.get(unit.unit_id) == assessor.pk]


def unallowed_results(batch: Batch) -> dict[str, list[str]]:
    """By assessor's name the units in which they judged what, as it has turned out, nobody else has taught."""
    alone, allowed = taught_alone(batch), allowed_assessors(batch)
    rows = UnitResult.objects.filter(enrollment__batch=batch).assessed_here().order_by("assessor__name", "unit__title")
    found: dict[str, list[str]] = {}
    for assessor, name, unit, title in rows.values_list("assessor", "assessor__name", "unit", "unit__title").distinct():
        if alone.get(unit) == assessor and assessor not in allowed:
            found.setdefault(name, []).append(title)
    return found
