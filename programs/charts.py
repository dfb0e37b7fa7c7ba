"""Bars drawn on the server: where each one stands, in units of the picture, so that templates only write them down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import dates

WIDTH, HEIGHT, BASE = 420, 150, 130
SLOT, BAR = 35, 13


@dataclass(frozen=True, slots=True)
class Bar:
    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month's plan and realisation in rupiah, each with its bar."""

    name: str
    short: str
    centre: int
    plan: int
    realised: int
    plan_bar: Bar
    realised_bar: Bar
    planned_so_far: int
    realised_so_far: int


@dataclass(frozen=True, slots=True)
class MonthlyChart:
    months: list[Month]
    width: int = WIDTH
    height: int = HEIGHT
    base: int = BASE
    bar: int = BAR

    @property
    def highest(self) -> int:
        return max(max(month.plan, month.realised) for month in self.months)


def monthly_chart(plan: Sequence[int], realised: Sequence[int]) -> MonthlyChart:
    """Twelve pairs of bars to one scale; a month with any money at all has a bar that can be seen."""
    highest = max(*plan, *realised)
    months = []
    for place, (planned, spent) in enumerate(zip(plan, realised, strict=True)):
        left = place * SLOT + (SLOT - 2 * BAR) // 2
        months.append(
            Month(
                name=str(dates.MONTHS[place + 1]),
                short=str(dates.MONTHS_3[place + 1]).capitalize(),
                centre=place * SLOT + SLOT // 2,
                plan=planned,
                realised=spent,
                plan_bar=bar_of(planned, highest, left),
                realised_bar=bar_of(spent, highest, left + BAR),
                planned_so_far=sum(plan[: place + 1]),
                realised_so_far=sum(realised[: place + 1]),
            )
        )
    return MonthlyChart(months)


def bar_of(amount: int, highest: int, x: int) -> Bar:
    tall = max(1, round((BASE - 10) * amount / highest)) if amount and highest else 0
    return Bar(x, BASE - tall, tall)
