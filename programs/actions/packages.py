"""What may be done to a training package."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from audit.models import Verb
from programs.models import Package, PackageUnit, Unit


@dataclass(frozen=True, slots=True)
class TaughtUnit:
    """A unit with the lesson hours (JP) that a package gives to it."""

    unit: Unit
    lesson_hours: int
    is_compulsory: bool = True


@transaction.atomic
def choose_units(package: Package, taught: Iterable[TaughtUnit], *, by: User) -> None:
    """Give a package these units, in this order, in place of those it had.

    Raises ValidationError when a batch was planned with the package, or the hours are not the package's.
    """
    if Package.objects.select_for_update().get(pk=package.pk).is_in_use:
        raise ValidationError(_("A batch uses this package, so it no longer changes."))
    taught = list(taught)
    total = sum(row.lesson_hours for row in taught)
    if total != package.lesson_hours:
        raise ValidationError(
            _("The units add up to %(total)d JP; the package has %(hours)d JP.")
            % {"total": total, "hours": package.lesson_hours}
        )
    package.package_units.all().delete()
    PackageUnit.objects.bulk_create(
        PackageUnit(
            package=package,
            unit=row.unit,
            position=position,
            lesson_hours=row.lesson_hours,
            is_compulsory=row.is_compulsory,
        )
        for position, row in enumerate(taught, start=1)
    )
    record(Verb.EDIT, package, by=by, units=[f"{row.unit.title}: {row.lesson_hours} JP" for row in taught])
