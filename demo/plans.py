"""What the prisons of the cases and their training centres want to reach in a year, by the hands of their heads."""

from __future__ import annotations

import datetime as dt

from demo.houses import House
from programs.actions.plans import plan_year

# Participants and certified, as the cases speak of them: sixty of Pekalongan, thirty or so of a smaller prison.
TARGETS = {"pekalongan": (60, 54), "lampung": (48, 40), "ketapang": (40, 32), "kotabaru": (36, 30), "padang": (30, 24)}


def plan_years(houses: dict[str, House], *, today: dt.date) -> None:
    """A plan of the case's own year and of this one."""
    for case, house in houses.items():
        for year in sorted({2021, today.year}):
            plan_year(year, {house.facility: TARGETS[case]}, by=house.kalapas)
            plan_year(year, {house.centre: TARGETS[case]}, by=house.centre_head)
