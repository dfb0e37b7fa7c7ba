"""What a participant still lacks: completion follows from hours and units, never from closing the batch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from programs.models import Batch, Enrollment, EnrollmentQuerySet, PackageUnit
from trainees.eligibility import Finding, Level


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a participant has come: lesson hours (JP) attended of those needed, compulsory units passed of all."""

    enrollment: Enrollment
    hours: int
    hours_needed: int
    hours_planned: int
    passed: list[PackageUnit]
    missing: list[PackageUnit]

    @property
    def units(self) -> int:
        return len(self.passed) + len(self.missing)

    @property
    def gaps(self) -> list[Finding]:
        """What is missing for completion; empty when nothing is."""
        found = []
        if self.hours < self.hours_needed:
            found.append(
                Finding(
                    "HOURS",
                    Level.BLOCK,
                    _("%(hours)d of %(needed)d JP needed were attended.")
                    % {"hours": self.hours, "needed": self.hours_needed},
                    _("The package's attendance threshold"),
                )
            )
        if self.missing or not self.units:
            found.append(
                Finding(
                    "UNITS",
                    Level.BLOCK,
                    _("%(passed)d of %(units)d compulsory units are K.")
                    % {"passed": len(self.passed), "units": self.units},
                    _("The package's units"),
                )
            )
        return found

    @property
    def is_complete(self) -> bool:
        return not self.gaps


def progress_of(batch: Batch, enrollments: EnrollmentQuerySet | None = None) -> list[Progress]:
    """The progress of each seated participant of the batch, in three queries."""
    units = list(batch.package.package_units.filter(is_compulsory=True).select_related("unit"))
    rows: Iterable[Enrollment] = (
        (enrollments if enrollments is not None else batch.enrollments.seated())
        .with_hours()
        .with_people()
        .prefetch_related("results")
    )
    return [_progress(batch, units, row) for row in rows]


def _progress(batch: Batch, units: list[PackageUnit], enrollment: Enrollment) -> Progress:
    competent = {result.unit_id for result in enrollment.results.all() if result.verdict == "K"}
    return Progress(
        enrollment=enrollment,
        hours=enrollment.hours,  # type: ignore[attr-defined]
        hours_needed=batch.package.hours_needed,
        hours_planned=batch.package.lesson_hours,
        passed=[unit for unit in units if unit.unit_id in competent],
        missing=[unit for unit in units if unit.unit_id not in competent],
    )
