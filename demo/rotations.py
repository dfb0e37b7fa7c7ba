"""Rotations: Pekalongan's second stage, two of six packages at a time, and the next one as a draft with a clash."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from demo.houses import House, add
from facilities.models import Agreement
from programs.actions.rotations import create_batches, save_plan
from programs.models import Batch, InstructorAbsence, InstructorCertificate, RotationPlan
from programs.rotation.reading import problem_of


def lay_out(house: House, agreement: Agreement, codes: Sequence[str], *, name: str, near: dt.date) -> RotationPlan:
    plan = RotationPlan(
        agreement=agreement, facility=house.facility, centre=house.centre, name=name, starts_on=near, groups=len(codes)
    )
    packages = [house.packages[code] for code in codes]
    return save_plan(plan, packages, lay_out=True, changed=["name", "packages", "starts_on"], by=house.giatja)


def stage_two(house: House, agreement: Agreement, codes: Sequence[str]) -> list[Batch]:
    """Six batches of ten, two at a time in blocks of 18 days; returned in the order of the fields' codes."""
    near = dt.date(2021, 7, 12)
    plan = lay_out(house, agreement, codes, name="Tahap kedua 2021", near=near)
    batches = {batch.package_id: batch for batch in create_batches(plan, by=house.giatja)}
    return [batches[house.packages[code].pk] for code in codes]


def next_year(house: House, agreement: Agreement, codes: Sequence[str], *, today: dt.date) -> RotationPlan:
    """Somebody is away in the first block, a certificate runs out before the last: a proposal mends both."""
    monday = today + dt.timedelta(days=42 - today.weekday())
    plan = lay_out(house, agreement, codes, name=f"Tahap pertama {today.year + 1}", near=monday)
    first, second = problem_of(plan).frame.blocks[:2]
    welder, batik = house.instructors["LAS"], house.instructors["BATIK"]
    add(
        InstructorCertificate(
            instructor=welder,
            field=house.packages["LAS"].field,
            number="MET-2214/BNSP",
            valid_until=second.tested_on + dt.timedelta(days=5),
        ),
        by=house.centre_staff,
    )
    days = {"starts_on": first.days[3], "ends_on": first.days[5]}
    add(InstructorAbsence(instructor=batik, reason="TRAINING", **days), by=house.centre_staff)
    return plan
