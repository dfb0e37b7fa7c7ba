"""Who must not assess what: a unit's only teacher in the batch, unless the centre's head has allowed it before."""

from __future__ import annotations

from collections.abc import Iterable

from programs.models import Batch, Instructor, PackageUnit


def taught_alone(batch: Batch, units: Iterable[int] | None = None) -> dict[int, int]:
    """By unit the one instructor of all its sessions; units taught by several or by nobody are left out.

    A session without a unit is about every unit of the package. Cancelled sessions taught nobody.
    """
    sessions = set(batch.sessions.held().values_list("unit", "instructor"))
    alone = {}
    for unit_id in batch.package.package_units.values_list("unit", flat=True) if units is None else units:
        teachers = {instructor for taught, instructor in sessions if taught in (None, unit_id)}
        if len(teachers) == 1:
            alone[unit_id] = teachers.pop()
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
