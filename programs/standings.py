"""Where a participant stands in each unit of the package: passed, not yet, absent from the test, or still open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from programs.models import Enrollment, EnrollmentQuerySet, MissedTest, PackageUnit, UnitResult


class Standing(models.TextChoices):
    """One of these for each person and unit, so that the four counts add up to the class."""

    COMPETENT = "K", _("K – competent")
    NOT_YET = "BK", _("BK – not yet competent")
    ABSENT = "ABSENT", _("absent from the test")
    OPEN = "OPEN", _("not tested yet")


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """A person in one unit: all verdicts in their order, and the latest test that was missed.

    Absent is only who has no verdict at all: whoever was tested stays K or BK.
    """

    unit: PackageUnit
    results: list[UnitResult]
    missed: MissedTest | None

    @property
    def state(self) -> Standing:
        if self.results:
            return Standing(self.results[-1].verdict)
        return Standing.ABSENT if self.missed else Standing.OPEN

    @property
    def last(self) -> UnitResult | None:
        return self.results[-1] if self.results else None

    @property
    def attempts(self) -> int:
        return len(self.results)

    @property
    def is_recognised(self) -> bool:
        return bool(self.results) and self.results[-1].recognised_from_id is not None


def with_results(enrollments: EnrollmentQuerySet) -> EnrollmentQuerySet:
    """With everything that `standings_of` and completion read, in three queries more."""
    return enrollments.prefetch_related(
        "written_tests",
        Prefetch("results", queryset=UnitResult.objects.order_by("attempt")),
        Prefetch("missed_tests", queryset=MissedTest.objects.order_by("missed_on", "pk")),
    )


def standings_of(enrollment: Enrollment, units: Iterable[PackageUnit]) -> list[UnitStanding]:
    """The person's standing in these units; wants `with_results`."""
    results, missed = list(enrollment.results.all()), list(enrollment.missed_tests.all())
    return [
        UnitStanding(
            unit,
            sorted((row for row in results if row.unit_id == unit.unit_id), key=lambda row: row.attempt),
            next((row for row in reversed(missed) if row.unit_id in (None, unit.unit_id)), None),
        )
        for unit in units
    ]
