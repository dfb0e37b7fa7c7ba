"""The provinces coloured by a figure: four shades from the least to the most, none where there is nothing to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.dashboards.board import Below
from reports.dashboards.provinces import Outline, outlines_of

SHADES = 4
COLOURS = ("#e3ddd0", "#b7d8d5", "#6fb0ac", "#2d8187", "#0a3a40")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a province is coloured by; a share has a number to divide by."""

    key: str
    label: Promise
    count: Callable[[Below], int]
    of: Callable[[Below], int] | None = None

    def value(self, row: Below) -> float | None:
        """The count, or the share in per cent, never capped; None with nothing to divide by."""
        if self.of is None:
            return self.count(row)
        return 100 * self.count(row) / self.of(row) if self.of(row) else None


MEASURES = (
    Measure("accepted", _("Accepted"), lambda row: row.sums.accepted),
    Measure("certified", _("Certified"), lambda row: row.sums.certified),
    Measure(
        "completion",
        _("Completed, per cent of accepted"),
        lambda row: row.sums.completed,
        lambda row: row.sums.accepted,
    ),
    Measure(
        "coverage",
        _("Already trained, per cent of those held"),
        lambda row: row.people.trained if row.people else 0,
        lambda row: row.people.held if row.people else 0,
    ),
)


@dataclass(frozen=True, slots=True)
class Shape:
    """A region on the map; `shade` is 0 for nothing, else 1 to 4."""

    row: Below
    outlines: list[Outline]
    value: int | None
    shade: int

    @property
    def colour(self) -> str:
        """Said in the picture itself, which a paper draws without a style sheet."""
        return COLOURS[self.shade]


@dataclass(frozen=True, slots=True)
class Map:
    measure: Measure
    shapes: list[Shape]
    bounds: list[tuple[int, int]]


def map_of(rows: list[Below], measure: str) -> Map:
    """The map of these regions by the measure of this key, the first where there is none of it."""
    by = next((one for one in MEASURES if one.key == measure), MEASURES[0])
    values = {row.place.pk: by.value(row) for row in rows}
    highest = max((value for value in values.values() if value), default=0)
    shapes = [
        Shape(
            row,
            outlines_of(getattr(row.place, "province_codes", [])),
            _rounded(values[row.place.pk]),
            _shade(values[row.place.pk], highest),
        )
        for row in rows
    ]
    return Map(by, shapes, _bounds(highest))


def _rounded(value: float | None) -> int | None:
    return None if value is None else round(value)


def _shade(value: float | None, highest: float) -> int:
    if not value:
        return 0
    return next(shade for shade in range(1, SHADES + 1) if value <= highest * shade / SHADES)


def _bounds(highest: float) -> list[tuple[int, int]]:
    """From which to which whole number each shade goes."""
    ends = [int(highest * shade / SHADES) for shade in range(SHADES + 1)]
    return [(low + 1, high) for low, high in pairwise(ends)] if highest >= SHADES else []
