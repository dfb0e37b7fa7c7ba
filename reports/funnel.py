"""From those on record to those certified, counted per prison.

Each figure counts enrollments (not people: one person may be trained twice), except the inmates in custody, who
are people held today. A ratio shows both its numbers and is never capped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from certificates.models import Certificate
from facilities.models import Facility
from programs.models import Batch, Enrollment, PackageUnit, UnitResult
from programs.models.batches import SEATED
from trainees.models import Inmate


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one prison or of all together. `held` is None where the reader sees no inmates."""

    held: int | None = None
    proposed: int = 0
    accepted: int = 0
    completed: int = 0
    competent: int = 0
    certified: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            _sum(self.held, other.held),
            *(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)[1:]),
        )

    @property
    def cells(self) -> list[Cell]:
        return [
            Cell(figure, getattr(self, figure.name), getattr(self, figure.of) if figure.of else None)
            for figure in FIGURES
        ]


def _sum(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else one + other


@dataclass(frozen=True, slots=True)
class Figure:
    """A column of the funnel: what is counted, and of which other column it is a part."""

    name: str
    label: Promise
    definition: Promise
    of: str = ""


FIGURES = (
    Figure(
        "held",
        _("Inmates in custody"),
        _("Inmates held today as far as they are recorded, whatever the year of the batches."),
    ),
    Figure("proposed", _("Proposed"), _("Enrollments of every state: all who were ever proposed for a batch.")),
    Figure(
        "accepted",
        _("Accepted"),
        _("Enrollments with a seat, now or until the person dropped out; of those proposed."),
        of="proposed",
    ),
    Figure(
        "completed",
        _("Completed"),
        _("Enrollments with the hours and the units when the batch was closed; of those accepted."),
        of="accepted",
    ),
    Figure(
        "competent",
        _("Competent (K)"),
        _("Enrollments with K in every compulsory unit of the package; of those accepted."),
        of="accepted",
    ),
    Figure(
        "certified",
        _("Certified"),
        _("Enrollments with a certificate that was issued and not revoked; of those completed."),
        of="completed",
    ),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure with its column, and the number it is a part of (None where there is none)."""

    figure: Figure
    count: int | None
    of: int | None


@dataclass(frozen=True, slots=True)
class Row:
    facility: Facility
    figures: Figures


def years_of(user: User) -> list[int]:
    """Years in which the user's batches start, the newest first."""
    years = Batch.objects.visible_to(user).order_by().values_list(ExtractYear("starts_on"), flat=True)
    return sorted(years.distinct(), reverse=True)


def funnel(user: User, year: int | None = None) -> list[Row]:
    """One row per prison that the user sees or has batches in; of batches that start in `year`, else of all.

    Four queries, however many prisons.
    """
    counted = _enrollments_by_facility(user, year)
    own = set(Facility.objects.visible_to(user).values_list("pk", flat=True))
    held = _held_by_facility(user)
    return [
        Row(
            facility,
            Figures(held.get(facility.pk, 0) if facility.pk in own else None, **counted.get(facility.pk, {})),
        )
        for facility in Facility.objects.filter(pk__in=own | counted.keys())
    ]


def total(rows: Iterable[Row]) -> Figures:
    return sum((row.figures for row in rows), Figures())


def _held_by_facility(user: User) -> dict[int, int]:
    rows = Inmate.objects.visible_to(user).in_custody().order_by().values("facility").annotate(held=Count("pk"))
    return {row["facility"]: row["held"] for row in rows}


def _enrollments_by_facility(user: User, year: int | None) -> dict[int, dict[str, int]]:
    enrollments = Enrollment.objects.visible_to(user)
    if year is not None:
        enrollments = enrollments.filter(batch__starts_on__year=year)
    rows = (
        enrollments.order_by()
        .values(facility=F("batch__facility"))
        .annotate(
            proposed=Count("pk"),
            accepted=Count("pk", filter=Q(state__in=SEATED) | Q(Exists(_earlier_seat()), state="DROPPED")),
            completed=Count("pk", filter=Q(state=Enrollment.State.COMPLETED)),
            competent=Count("pk", filter=Q(Exists(_compulsory_units())) & ~Q(Exists(_units_without_k()))),
            certified=Count("pk", filter=Q(Exists(_standing_certificates()))),
        )
    )
    return {row.pop("facility"): row for row in rows}


def _earlier_seat() -> QuerySet[Enrollment]:
    """The row history of an enrollment that once had a seat: who dropped out was accepted before."""
    return Enrollment.pgh_event_model.objects.filter(pgh_obj_id=OuterRef("pk"), state__in=SEATED)  # type: ignore[attr-defined]


def _compulsory_units() -> QuerySet[PackageUnit]:
    return PackageUnit.objects.filter(package=OuterRef("batch__package"), is_compulsory=True)


def _units_without_k() -> QuerySet[PackageUnit]:
    passed = UnitResult.objects.competent().filter(enrollment=OuterRef(OuterRef("pk")), unit=OuterRef("unit"))
    return _compulsory_units().filter(~Exists(passed))


def _standing_certificates() -> QuerySet[Certificate]:
    return Certificate.objects.standing().filter(enrollment=OuterRef("pk"))
