"""The quarter's recap of a region (LAP-TRIWULAN, rule 7): per prison classes, people, certificates and money."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields

from django.db.models import Count, F, Q, QuerySet, Sum

from accounts.models import User
from accounts.permissions import Permission
from certificates.models import Certificate
from facilities.letterheads import Letterhead, over_a_prison, regional_title
from facilities.models import Facility, Region
from papers.rendering import Paper
from papers.signatures import Signature, in_rows
from papers.wording import indonesian_date
from programs.models import Batch, BudgetLine, Enrollment, Expense
from reports.papers.signing import head_of

State = Batch.State
HELD = (State.DECREED, State.RUNNING, State.TESTING, State.CLOSED)
QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months of a year; `number` from 1 to 4."""

    year: int
    number: int

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> dt.date:
        following = Quarter(self.year + self.number // 4, self.number % 4 + 1)
        return following.first - dt.timedelta(days=1)

    @property
    def label(self) -> str:
        """As Triwulan II Tahun 2021."""
        return f"Triwulan {QUARTERS[self.number - 1]} Tahun {self.year}"


@dataclass(frozen=True, slots=True)
class Counts:
    """`batches` with a day of lessons in the quarter, `closed` of those closed in it, `seated` people in those
    batches, `completed` of those, `certified` by certificates issued in the quarter that stand; money in rupiah."""

    batches: int = 0
    closed: int = 0
    seated: int = 0
    completed: int = 0
    certified: int = 0
    ceiling: int = 0
    spent: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))

    @property
    def completed_rate(self) -> int | None:
        """Per cent of those seated."""
        return round(100 * self.completed / self.seated) if self.seated else None

    @property
    def spent_rate(self) -> int | None:
        """Per cent of the year's ceiling that was spent by the end of the quarter."""
        return round(100 * self.spent / self.ceiling) if self.ceiling else None


@dataclass(frozen=True, slots=True)
class Recap:
    region: Region
    quarter: Quarter
    rows: list[tuple[Facility, Counts]]
    sees_money: bool

    @property
    def total(self) -> Counts:
        return sum((counts for _facility, counts in self.rows), Counts())

    @property
    def unreported(self) -> list[Facility]:
        """Prisons without a batch in the quarter."""
        return [facility for facility, counts in self.rows if not counts.batches]


def recap_of(region: Region, quarter: Quarter, user: User) -> Recap:
    """One row per prison of the region that the reader sees, those without training too. Six queries."""
    facilities = list(Facility.objects.visible_to(user).filter(region=region).order_by("name", "pk"))
    sees_money = user.has(Permission.SEE_BUDGETS)
    counted = _training(region, quarter, user)
    money = _money(region, quarter, user) if sees_money else {}
    return Recap(
        region,
        quarter,
        [(row, Counts(**counted.get(row.pk, {}), **money.get(row.pk, {}))) for row in facilities],
        sees_money,
    )


def held_in(region: Region, quarter: Quarter, user: User) -> QuerySet[Batch]:
    """Batches of the region's prisons with lessons or a test in the quarter."""
    rows = Batch.objects.visible_to(user).filter(facility__region=region, state__in=HELD)
    return rows.filter(starts_on__lte=quarter.last).filter(
        Q(ends_on__gte=quarter.first) | Q(tested_on__gte=quarter.first)
    )


def _training(region: Region, quarter: Quarter, user: User) -> dict[int, dict[str, int]]:
    days = (quarter.first, quarter.last)
    batches = held_in(region, quarter, user)
    counts: dict[int, dict[str, int]] = {}
    by_facility = batches.order_by().values("facility")
    classes = by_facility.annotate(batches=Count("pk"), closed=Count("pk", filter=Q(closed_on__range=days)))
    people = (
        Enrollment.objects.filter(batch__in=batches.order_by().values("pk"))
        .in_class()
        .order_by()
        .values(facility=F("batch__facility"))
        .annotate(seated=Count("pk"), completed=Count("pk", filter=Q(state=Enrollment.State.COMPLETED)))
    )
    certificates = (
        Certificate.objects.visible_to(user)
        .standing()
        .filter(enrollment__batch__facility__region=region, issued_on__range=days)
        .order_by()
        .values(facility=F("enrollment__batch__facility"))
        .annotate(certified=Count("enrollment", distinct=True))
    )
    for rows in (classes, people, certificates):
        for row in rows:
            counts.setdefault(row.pop("facility"), {}).update(row)
    return counts


def _money(region: Region, quarter: Quarter, user: User) -> dict[int, dict[str, int]]:
    lines = BudgetLine.objects.visible_to(user).filter(facility__region=region, year=quarter.year).order_by()
    found: dict[int, dict[str, int]] = {}
    for row in lines.values("facility").annotate(ceiling=Sum("ceiling")):
        found.setdefault(row["facility"], {})["ceiling"] = int(row["ceiling"])
    spent = Expense.objects.filter(line__in=lines.values("pk"), spent_on__lte=quarter.last).order_by()
    for row in spent.values(facility=F("line__facility")).annotate(spent=Sum("amount")):
        found.setdefault(row["facility"], {})["spent"] = int(row["spent"])
    return found


def quarterly_recap(recap: Recap, *, number: str, on: dt.date) -> Paper:
    """Under the letterhead of the region's office, signed by its head."""
    ministry, office = over_a_prison(recap.region, on=on)
    head = head_of(recap.region, on=on)
    title = regional_title(recap.region, on=on)
    signature = Signature(title, head.name if head else "", head.nip if head else "", (indonesian_date(on),))
    context = {
        "title": "Rekapitulasi Pelatihan Keterampilan",
        "number": number,
        "letterhead": Letterhead((ministry,), office, ""),
        "paper": "landscape",
        "recap": recap,
        "signatures": in_rows([signature]),
    }
    return Paper("papers/quarterly_recap.html", context)


def years(today: dt.date) -> Iterable[int]:
    """Years that can be asked for, the newest first."""
    return range(today.year, 2017, -1)
