"""What somebody has learnt, wherever it was: the only thing of a person's past that goes along on a transfer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programs.models import Enrollment, UnitResult
from programs.recognition import origin_of
from trainees.models import Inmate, Officer

ORIGINS = "results__recognised_from__enrollment__batch__package__centre"
STANDING = {
    Enrollment.State.ACTIVE: _("In training"),
    Enrollment.State.SUSPENDED: _("In training"),
    Enrollment.State.COMPLETED: _("Completed"),
}


@dataclass(frozen=True, slots=True)
class Training:
    """One training: what and when, hours (JP) attended of those given, verdicts per unit, certificates that stand.

    A unit is its title, its verdict and, where it was recognised, the centre and year it was passed at.

    Nothing of the prison it was held in, of conduct, findings or reasons, nor of anybody else in the class.
    """

    package: str
    centre: str
    starts_on: dt.date
    ends_on: dt.date
    hours: int
    hours_planned: int
    standing: str | Promise
    units: list[tuple[str, str, str]]
    certificates: list[str]


def training_record(person: Inmate | Officer) -> list[Training]:
    """Every class the person ever sat in, the newest first, in a fixed number of queries."""
    rows = (
        person.enrollments.in_class()
        .with_hours()
        .select_related("batch__package__centre")
        .prefetch_related("results__unit", ORIGINS, "certificates")
        .order_by("-batch__starts_on", "-pk")
    )
    return [_training(row) for row in rows]


def _training(row: Enrollment) -> Training:
    batch = row.batch
    latest = {result.unit_id: (result.unit.title, result.verdict, _origin(result)) for result in row.results.all()}
    return Training(
        package=batch.package.name,
        centre=batch.package.centre.name,
        starts_on=batch.starts_on,
        ends_on=batch.last_day,
        hours=row.hours,  # type: ignore[attr-defined]
        hours_planned=batch.package.lesson_hours,
        standing=STANDING.get(Enrollment.State(row.state), _("Ended before completion")),
        units=sorted(latest.values()),
        certificates=[paper.number for paper in row.certificates.all() if paper.revoked_at is None],
    )


def _origin(result: UnitResult) -> str:
    return str(origin_of(result.recognised_from)) if result.recognised_from else ""
