"""Sums of what the database keeps: one statement, however many ways they are grouped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from django.db import connection
from django.db.models import Count, DateField, Exists, F, Max, Min, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Cast, TruncMonth
from django.db.models.lookups import LessThan

from certificates.models import Certificate
from programs.models import Batch, Enrollment, EnrollmentQuerySet, PackageUnit, ProgrammeTag, UnitResult
from programs.models.batches import SEATED, BatchQuerySet
from reports.dashboards.periods import Period


@dataclass(frozen=True, slots=True)
class Sums:
    """Batches with their enrollments and lesson hours (JP) together."""

    batches: int = 0
    proposed: int = 0
    accepted: int = 0
    completed: int = 0
    competent: int = 0
    certified: int = 0
    hours_attended: int = 0
    hours_due: int = 0

    def __add__(self, other: Sums) -> Sums:
        return Sums(*(getattr(self, name) + getattr(other, name) for name in MEASURES))


MEASURES = [field.name for field in fields(Sums)]
KEPT = MEASURES[1:]
FIELD, MONTH = "package__field", "month"


def beginning(batches: BatchQuerySet, period: Period) -> BatchQuerySet:
    return batches.filter(starts_on__range=(period.starts_on, period.ends_on))


@dataclass(frozen=True, slots=True)
class Grouped:
    """What begins from a day on, by each group and all together, and all that began before that day."""

    by: dict[str, dict[Any, Sums]]
    all: Sums
    before: Sums


def sums(batches: BatchQuerySet, *groups: str, since: dt.date) -> Grouped:
    """Reads the batches once; a group is a column of a batch that is never empty.

    Each batch has its row of counts; saying so (`now`) lets PostgreSQL join those of these batches only.
    """
    rows = (
        batches.order_by()
        .filter(now__isnull=False)
        .annotate(month=Cast(TruncMonth("starts_on"), DateField()), earlier=LessThan(F("starts_on"), since))
        .values_list("earlier", *groups, *(f"now__{name}" for name in KEPT))
    )
    sql, params = rows.query.sql_with_params()
    keys = [f"key{place}" for place in range(len(groups))]
    sets = ", ".join(["(earlier)", *(f"(earlier, {key})" for key in keys)])
    columns = ", ".join(["earlier", *keys])
    added = ", ".join(f"coalesce(sum({name}), 0)" for name in KEPT)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns}, count(*), {added} FROM ({sql}) AS rows ({columns}, {', '.join(KEPT)}) "  # noqa: S608
            f"GROUP BY GROUPING SETS ({sets})",
            params,
        )
        return _sorted_out(cursor.fetchall(), groups)


def _sorted_out(rows: list[tuple[Any, ...]], groups: tuple[str, ...]) -> Grouped:
    """A row has a value for the one group that it is of, for none when it is all together."""
    by: dict[str, dict[Any, Sums]] = {group: {} for group in groups}
    together = {False: Sums(), True: Sums()}
    for is_earlier, *row in rows:
        keys, own = row[: len(groups)], Sums(*map(int, row[len(groups) :]))
        grouped = {group: key for group, key in zip(groups, keys, strict=True) if key is not None}
        if not grouped:
            together[is_earlier] = own
        elif not is_earlier:
            for group, key in grouped.items():
                by[group][key] = own
    return Grouped(by, together[False], together[True])


@dataclass(frozen=True, slots=True)
class TagSums:
    tag: ProgrammeTag
    batches: int
    accepted: int
    certified: int


def by_tag(batches: BatchQuerySet) -> list[TagSums]:
    """By programme tag, those of no batch too; a batch of two tags is counted under both."""
    rows = (
        batches.order_by()
        .filter(tags__isnull=False)
        .values("tags")
        .annotate(
            batches=Count("pk"),
            accepted=Sum("now__accepted", default=0),
            certified=Sum("now__certified", default=0),
        )
    )
    found = {row.pop("tags"): row for row in rows}
    nothing = {"batches": 0, "accepted": 0, "certified": 0}
    return [TagSums(tag, **found.get(tag.pk, nothing)) for tag in ProgrammeTag.objects.all()]


def years_of(batches: BatchQuerySet, *, today: dt.date) -> range:
    """From the first batch's year to the last's, today's among them."""
    ends = batches.aggregate(first=Min("starts_on"), last=Max("starts_on"))
    first, last = ends["first"] or today, ends["last"] or today
    return range(min(first, today).year, max(last, today).year + 1)


def newest_year(batches: BatchQuerySet, *, today: dt.date) -> int:
    """The year to begin with: today's, or the last one before it in which anything began."""
    last = batches.filter(starts_on__lte=dt.date(today.year, 12, 31)).aggregate(last=Max("starts_on"))["last"]
    return last.year if last else today.year


# -- The rows behind a figure


def enrollments(batches: QuerySet[Batch], figure: str) -> EnrollmentQuerySet:
    """The enrollments that a figure counts; says the same as `reports_count_batches` of migration 0002."""
    return Enrollment.objects.filter(CONDITIONS[figure](), batch__in=batches.order_by())


def _accepted() -> Q:
    earlier = Enrollment.pgh_event_model.objects.filter(pgh_obj_id=OuterRef("pk"), state__in=SEATED)  # type: ignore[attr-defined]
    return Q(state__in=SEATED) | Q(Exists(earlier), state=Enrollment.State.DROPPED)


def _competent() -> Q:
    compulsory = PackageUnit.objects.filter(package=OuterRef("batch__package"), is_compulsory=True)
    passed = UnitResult.objects.competent().filter(enrollment=OuterRef(OuterRef("pk")), unit=OuterRef("unit"))
    return Q(Exists(compulsory)) & ~Q(Exists(compulsory.filter(~Exists(passed))))


def _certified() -> Q:
    return Q(Exists(Certificate.objects.standing().filter(enrollment=OuterRef("pk"))))


CONDITIONS: dict[str, Callable[[], Q]] = {
    "proposed": Q,
    "accepted": _accepted,
    "completed": lambda: Q(state=Enrollment.State.COMPLETED),
    "competent": _competent,
    "certified": _certified,
}
