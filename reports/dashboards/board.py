"""All that one dashboard shows, gathered in a fixed number of queries, whatever it is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, Sum
from django.urls import reverse

from accounts.permissions import Permission
from facilities.models import Facility, Field, Region
from programs.models import Absorption, BudgetLine, Expense, YearPlan
from reports.dashboards.attention import AFTER_RELEASE, Question, Waiting, all_waiting, found
from reports.dashboards.counting import FIELD, MONTH, Grouped, Sums, TagSums, by_tag, sums
from reports.dashboards.figures import FIGURES, FUNNEL, HEADS, Counts, Figure
from reports.dashboards.periods import in_year
from reports.dashboards.scope import Level
from reports.models import CountCheck
from reports.rollups.people import People


@dataclass(frozen=True, slots=True)
class Line:
    """A figure with the number it is a part of, and what it was in the period before (None for people held)."""

    figure: Figure
    count: int
    of: int | None
    before: int | None
    url: str


@dataclass(frozen=True, slots=True)
class Below:
    """One of the places a step below, with its figures; `url` leads to its own dashboard where there is one."""

    place: Region | Facility
    sums: Sums
    people: People | None
    url: str


@dataclass(frozen=True, slots=True)
class OfField:
    field: Field
    sums: Sums
    url: str


@dataclass(frozen=True, slots=True)
class OfMonth:
    day: dt.date
    sums: Sums
    url: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A year's plans of all prisons here, or of the training centre, and what its batches have brought so far."""

    year: int
    places: int
    participants: int
    certified: int
    reached: Sums


class Board:
    """The dashboard of one scope and period, as of one day."""

    def __init__(self, asked: Question) -> None:
        self.asked = asked
        self.user, self.scope, self.period, self.on = asked.user, asked.scope, asked.period, asked.on

    # -- Addresses

    def address(self, name: str = "reports:dashboard", **more: Any) -> str:
        """A page about the same scope and period, with `more` said about it."""
        said = {**self.said, **{key: str(value) for key, value in more.items()}}
        return f"{reverse(name)}?{urlencode(said)}"

    def figure_url(self, figure: str, **more: Any) -> str:
        return self.address("reports:figure", angka=figure, **more)

    @property
    def said(self) -> dict[str, str]:
        """What in an address says all that was asked."""
        narrower = {"field": self.asked.field, "tag": self.asked.tag}
        chosen = {name: str(row.pk) for name, row in narrower.items() if row is not None}
        return {**self.scope.query, **self.period.query, **chosen}

    # -- Batches

    @cached_property
    def _grouped(self) -> Grouped:
        """The period's batches by field and place, by month where it is a year, and those of the period before."""
        groups = [FIELD, *filter(None, [self.scope.below]), *([MONTH] if self.period.is_year else [])]
        return sums(self.asked.in_period(self.period.with_the_one_before()), *groups, since=self.period.starts_on)

    @property
    def sums(self) -> Sums:
        return self._grouped.all

    @property
    def before(self) -> Sums:
        return self._grouped.before

    @cached_property
    def _year(self) -> Grouped:
        """The same of the year in which the period ends."""
        if self.period.is_year:
            return self._grouped
        year = in_year(self.period.fiscal_year)
        return sums(self.asked.in_period(year), MONTH, since=year.starts_on)

    @cached_property
    def months(self) -> list[OfMonth]:
        """The twelve months of the year in which the period ends."""
        year, found = self.period.fiscal_year, self._year.by[MONTH]
        days = [dt.date(year, month, 1) for month in range(1, 13)]
        return [
            OfMonth(day, found.get(day, Sums()), self.figure_url("accepted", tahun=year, bagian=f"m{day.month}"))
            for day in days
        ]

    @cached_property
    def fields(self) -> list[OfField]:
        """Those with a batch in the period, the most seats first."""
        found = self._grouped.by[FIELD]
        names = Field.objects.in_bulk(list(found))
        rows = [OfField(names[key], own, self.figure_url("accepted", field=key)) for key, own in found.items()]
        return sorted(rows, key=lambda row: (-row.sums.accepted, row.field.name))

    # -- Places

    @property
    def people_by_facility(self) -> dict[int, People]:
        return self.asked.people

    @property
    def people(self) -> People | None:
        """None for a training centre, which sees no inmates but those in its batches."""
        if self.scope.level is Level.CENTRE:
            return None
        return self.asked.everybody

    @cached_property
    def places(self) -> list[Below]:
        """The regions of the nation, the prisons of a region, or the prisons that a centre gives batches in."""
        if not self.scope.below:
            return []
        found = self._grouped.by[self.scope.below]
        if self.scope.level is Level.NATION:
            own = self._people_of_regions
            return [self._below(region, found, own) for region in Region.objects.all()]
        if self.scope.level is Level.CENTRE:
            prisons = Facility.objects.filter(pk__in=found)
            return [self._below(prison, found, None) for prison in prisons]
        return [self._below(prison, found, self.people_by_facility) for prison in self.scope.prisons()]

    def _below(self, place: Region | Facility, found: Mapping[Any, Sums], people: Mapping[int, People] | None) -> Below:
        level = Level.REGION if isinstance(place, Region) else Level.FACILITY
        said = {level.value: str(place.pk), **self.period.query}
        url = "" if self.scope.level is Level.CENTRE else f"{reverse('reports:dashboard')}?{urlencode(said)}"
        return Below(
            place, found.get(place.pk, Sums()), people.get(place.pk, People()) if people is not None else None, url
        )

    @property
    def _people_of_regions(self) -> dict[int, People]:
        added: dict[int, People] = {}
        for prison, region in Facility.objects.order_by().values_list("pk", "region"):
            added[region] = added.get(region, People()) + self.people_by_facility.get(prison, People())
        return added

    # -- Figures

    @cached_property
    def funnel(self) -> list[Line]:
        return [self.line(figure) for figure in FUNNEL if self.people is not None or figure.counts is not Counts.PEOPLE]

    def line(self, figure: Figure) -> Line:
        if figure.counts is Counts.PEOPLE:
            whole = getattr(self.people, figure.of) if figure.of else None
            return Line(figure, getattr(self.people, figure.key), whole, None, self.figure_url(figure.key))
        whole = getattr(self.sums, figure.of) if figure.of else None
        before = getattr(self.before, figure.key)
        return Line(figure, getattr(self.sums, figure.key), whole, before, self.figure_url(figure.key))

    @property
    def coverage(self) -> Line | None:
        """How many of those held have been trained; None for a training centre."""
        return None if self.people is None else self.line(FIGURES["trained"])

    @cached_property
    def plan(self) -> Plan | None:
        """None where nobody has planned the year."""
        is_centre = self.scope.level is Level.CENTRE
        own = Q(centre=self.scope.key) if is_centre else Q(facility__in=self.scope.prisons().order_by())
        plans = YearPlan.objects.filter(own, year=self.period.fiscal_year)
        found = plans.aggregate(participants=Sum("participants"), certified=Sum("certified"))
        if found["participants"] is None:
            return None
        reached = self._year.all
        return Plan(self.period.fiscal_year, plans.count(), found["participants"], found["certified"], reached)

    @cached_property
    def waiting(self) -> list[Waiting]:
        return all_waiting(self.asked)

    @cached_property
    def after_release(self) -> Waiting | None:
        """None for a training centre, which hears nothing of people after the class, and where nothing was told."""
        told = None if self.scope.level is Level.CENTRE else found(AFTER_RELEASE, self.asked)
        return told if told and told.whole else None

    @property
    def after_rows(self) -> list[Waiting]:
        return [self.after_release] if self.after_release else []

    @cached_property
    def tags(self) -> list[TagSums]:
        return by_tag(self.asked.batches)

    @property
    def used_tags(self) -> list[TagSums]:
        return [row for row in self.tags if row.batches]

    @property
    def unused_tags(self) -> list[TagSums]:
        return [row for row in self.tags if not row.batches]

    @cached_property
    def budget(self) -> Absorption:
        """What was spent in the period of the ceilings of its fiscal year."""
        lines = budget_lines(self.asked)
        found = lines.aggregate(ceiling=Sum("ceiling", default=0), blocked=Sum("blocked", default=0))
        spent = Expense.objects.filter(
            line__in=lines.order_by(), spent_on__range=(self.period.starts_on, self.period.ends_on)
        )
        return Absorption(spent.total(), int(found["ceiling"]), int(found["blocked"]))

    @cached_property
    def last_check(self) -> CountCheck | None:
        return CountCheck.objects.first()

    @property
    def figures(self) -> dict[str, Figure]:
        return HEADS

    @property
    def budget_url(self) -> str:
        return self.figure_url("budget")

    @property
    def hours_url(self) -> str:
        return self.figure_url("hours_attended")

    @cached_property
    def prisons_here(self) -> int:
        return len(self.people_by_facility)

    @property
    def query(self) -> str:
        return urlencode(self.said)

    @property
    def is_over(self) -> bool:
        return self.period.is_over(on=self.on)

    @property
    def shows_rows(self) -> bool:
        return self.user.has(Permission.SEE_BATCHES)


def budget_lines(asked: Question) -> Any:
    """Budgets of the places here, of the year in which the period ends."""
    own = BudgetLine.objects.visible_to(asked.user)
    return own.filter(asked.scope.of_places(), year=asked.period.fiscal_year)
