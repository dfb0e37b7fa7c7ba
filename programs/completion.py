"""What a participant still lacks: completion follows from hours, units and pass mark, never from closing the batch."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from programs.models import Batch, Enrollment, EnrollmentQuerySet, PackageUnit, WrittenTest
from programs.standings import UnitStanding, standings_of, with_results
from trainees.eligibility import Finding, Level


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a participant has come: lesson hours (JP) attended of those needed, compulsory units passed of all,
    and the points of the tests before and after where they were taken."""

    enrollment: Enrollment
    hours: int
    hours_needed: int
    hours_planned: int
    standings: list[UnitStanding]
    pass_mark: int | None
    pre_test: int | None
    post_test: int | None

    @property
    def passed(self) -> list[PackageUnit]:
        return [row.unit for row in self.standings if row.state == "K"]

    @property
    def missing(self) -> list[PackageUnit]:
        return [row.unit for row in self.standings if row.state != "K"]

    @property
    def open_units(self) -> list[UnitStanding]:
        return [row for row in self.standings if row.state != "K"]

    @property
    def units(self) -> int:
        return len(self.standings)

    @property
    def gain(self) -> int | None:
        """Points of the post-test above those of the pre-test."""
        return None if self.pre_test is None or self.post_test is None else self.post_test - self.pre_test

    @property
    def has_hours(self) -> bool:
        return self.hours >= self.hours_needed

    @property
    def has_units(self) -> bool:
        return bool(self.units) and not self.missing

    @property
    def has_pass_mark(self) -> bool:
        """The post-test reaches the pass mark, or the package has none."""
        return self.pass_mark is None or (self.post_test is not None and self.post_test >= self.pass_mark)

    @property
    def gaps(self) -> list[Finding]:
        """What is missing for completion; empty when nothing is."""
        found = []
        if not self.has_hours:
            text = _("%(hours)d of %(needed)d JP needed were attended.")
            words = {"hours": self.hours, "needed": self.hours_needed}
            found.append(Finding("HOURS", Level.BLOCK, text % words, _("The package's attendance threshold")))
        if not self.has_units:
            text = _("%(passed)d of %(units)d compulsory units are K.")
            counts = {"passed": len(self.passed), "units": self.units}
            found.append(Finding("UNITS", Level.BLOCK, text % counts, _("The package's units")))
        if not self.has_pass_mark:
            found.append(Finding("SCORE", Level.BLOCK, self._short_of_the_mark(), _("The package's pass mark")))
        return found

    def _short_of_the_mark(self) -> str:
        if self.post_test is None:
            return _("The post-test is missing; %(mark)d points are needed.") % {"mark": self.pass_mark}
        points = {"score": self.post_test, "mark": self.pass_mark}
        return _("The post-test has %(score)d of %(mark)d points needed.") % points

    @property
    def is_complete(self) -> bool:
        return not self.gaps


def progress_of(batch: Batch, enrollments: EnrollmentQuerySet | None = None) -> list[Progress]:
    """The progress of each seated participant of the batch, in five queries."""
    units = list(batch.package.package_units.filter(is_compulsory=True).select_related("unit"))
    rows = (enrollments if enrollments is not None else batch.enrollments.seated()).with_hours().with_people()
    return [_progress(batch, units, row) for row in with_results(rows)]


def _progress(batch: Batch, units: list[PackageUnit], enrollment: Enrollment) -> Progress:
    points = {test.kind: test.score for test in enrollment.written_tests.all()}
    return Progress(
        enrollment=enrollment,
        hours=enrollment.hours,  # type: ignore[attr-defined]
        hours_needed=batch.package.hours_needed,
        hours_planned=batch.package.lesson_hours,
        standings=standings_of(enrollment, units),
        pass_mark=batch.package.pass_mark,
        pre_test=points.get(WrittenTest.Kind.PRE),
        post_test=points.get(WrittenTest.Kind.POST),
    )
