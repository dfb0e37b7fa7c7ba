"""What the nation plans ahead: days without lessons, and a rotation for each of the larger prisons."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from facilities.models import ClosedDay, Region
from programs.models import RotationCell, RotationPlan

if TYPE_CHECKING:
    from bench.nation import Nation, Prison

PLANS, BLOCKS, TRACKS, GROUPS = 50, 9, 2, 6
AHEAD = dt.timedelta(days=120)
WEEK = dt.timedelta(days=7)


def close_days(nation: Nation, regions: list[Region]) -> None:
    """Two days of the whole country, and one of each region, every year: Sundays, on which nothing was planned."""
    first = nation.today - dt.timedelta(days=nation.today.weekday() + 1)
    ClosedDay.objects.bulk_create(
        ClosedDay(region=region, name=name, starts_on=day, ends_on=day)
        for year in range(-6, 2)
        for region, name, day in (
            (None, "Cuti bersama", first + WEEK * (52 * year + 3)),
            (None, "Hari pemilihan", first + WEEK * (52 * year + 9)),
            *((region, "Hari jadi daerah", first + WEEK * (52 * year + 5)) for region in regions),
        )
    )


def plan_rotations(nation: Nation, prisons: list[Prison]) -> None:
    """Six groups take turns at three packages, two classes at a time, each in a workshop with its instructor."""
    day = nation.today + AHEAD
    starts_on = day - dt.timedelta(days=day.weekday())
    plans = RotationPlan.objects.bulk_create(
        RotationPlan(
            agreement=prison.agreements[starts_on.year],
            facility=prison.facility,
            centre=prison.centre,
            name="Rotasi tahap 1",
            starts_on=starts_on,
            tracks=TRACKS,
            groups=GROUPS,
            packages_per_group=len(prison.renewed),
        )
        for prison in prisons[:PLANS]
    )
    RotationCell.objects.bulk_create(
        RotationCell(
            plan=plan,
            package=prison.renewed[(at // GROUPS + at % TRACKS) % len(prison.renewed)],
            group=at % GROUPS + 1,
            block=at // TRACKS + 1,
            track=at % TRACKS + 1,
            workshop=prison.workshops[at % TRACKS % len(prison.workshops)],
            instructor=prison.instructors[at % TRACKS % len(prison.instructors)],
        )
        for plan, prison in zip(plans, prisons, strict=False)
        for at in range(BLOCKS * TRACKS)
    )
