"""What may be done to a training package."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from audit.models import Verb
from facilities.models import TrainingCentre
from facilities.stored_pdfs import store_pdf
from programs.actions.sheets import Criterion, set_sheet
from programs.models import Package, PackageUnit, ScoreSheet, Syllabus, Unit

# What a version and a copy take over from the package that they begin as; its name and centre they have their own way.
FRAME = (
    "field",
    "kind",
    "lesson_hours",
    "least_participants",
    "most_participants",
    "attendance_threshold",
    "pass_mark",
    "trains_instructors",
    "minimum_age",
    "minimum_education",
    "requirements",
    "instructor_field",
    "instructor_months",
)


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


@transaction.atomic
def publish_version(package: Package, *, by: User) -> Package:
    """The next version, which begins as this one with its units, score sheet, tags and syllabus; then it is edited.

    Batches keep the version they were planned with. Raises ValidationError when a newer version is there, or no
    batch uses this one, which may then simply be edited.
    """
    package = Package.objects.select_for_update(of=("self",)).get(pk=package.pk)
    if package.is_superseded:
        raise ValidationError(_("There is a newer version already; begin with that one."))
    if not package.is_in_use:
        raise ValidationError(_("No batch uses this version yet: edit it instead."))
    return _begin_as(
        package, centre=package.centre, name=package.name, version=package.version + 1, supersedes=package, by=by
    )


@transaction.atomic
def copy_package(package: Package, *, centre: TrainingCentre, name: str, by: User) -> Package:
    """Another centre's package becomes a package of this centre, which remembers where it came from."""
    return _begin_as(package, centre=centre, name=name, copied_from=package, by=by)


def _begin_as(package: Package, *, centre: TrainingCentre, name: str, by: User, **facts: Any) -> Package:
    frame = {field: getattr(package, field) for field in FRAME}
    new = Package(centre=centre, name=name, **frame, **facts)
    new.full_clean()
    new.save()
    new.tags.set(package.tags.all())
    PackageUnit.objects.bulk_create(
        PackageUnit(
            package=new,
            unit_id=row.unit_id,
            position=row.position,
            lesson_hours=row.lesson_hours,
            is_compulsory=row.is_compulsory,
        )
        for row in package.package_units.all()
    )
    syllabus = package.syllabuses.first()
    if syllabus is not None:
        kept = {"file_name": syllabus.file_name, "sha256": syllabus.sha256, "size": syllabus.size}
        Syllabus.objects.create(package=new, uploaded_by=by, **kept)
    sheet = ScoreSheet.objects.filter(package=package).prefetch_related("criteria").first()
    record(Verb.ADD, new, by=by, begun_as=f"{package}, {package.centre}")
    if sheet is not None:
        criteria = [Criterion(row.kind, row.name, row.weight) for row in sheet.criteria.all()]
        set_sheet(new, criteria, least_scorers=sheet.least_scorers, joins_until=sheet.joins_until, by=by)
    return new


@transaction.atomic
def keep_syllabus(package: Package, upload: UploadedFile, *, by: User) -> Syllabus:
    """Store the syllabus; earlier files stay on record. The syllabus that a batch was planned with stays the newest.

    Raises ValidationError when it cannot be stored, or a batch uses the package and it has a syllabus.
    """
    package = Package.objects.select_for_update(of=("self",)).get(pk=package.pk)
    if package.is_in_use and package.syllabuses.exists():
        raise ValidationError(_("A batch uses this package, so it no longer changes."))
    kept = store_pdf("syllabuses", upload)
    syllabus = Syllabus.objects.create(
        package=package, file_name=kept.file_name, sha256=kept.sha256, size=kept.size, uploaded_by=by
    )
    record(Verb.EDIT, package, by=by, fields=["syllabuses"], sha256=syllabus.sha256)
    return syllabus
