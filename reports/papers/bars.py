"""Upright bars for papers: where each stands, in units of the picture, so that templates only write them down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT, SLOT = 100, 50


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a whole as a bar; `height` is at most HEIGHT, `per_cent` is rounded, None of nothing."""

    label: str
    part: int
    whole: int
    x: int

    @property
    def per_cent(self) -> int | None:
        return round(100 * self.part / self.whole) if self.whole else None

    @property
    def height(self) -> int:
        return round(HEIGHT * self.part / self.whole) if self.whole else 0

    @property
    def y(self) -> int:
        return HEIGHT - self.height

    @property
    def bar_x(self) -> int:
        return self.centre - 11

    @property
    def label_y(self) -> int:
        return self.y - 3

    @property
    def centre(self) -> int:
        return self.x + SLOT // 2


def bars(rows: Sequence[tuple[str, int, int]]) -> list[Bar]:
    return [Bar(label, part, whole, place * SLOT) for place, (label, part, whole) in enumerate(rows)]
