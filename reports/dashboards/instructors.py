"""Where a field that an agreement wants has nobody to teach it; says the same as `programs.gaps`, for any scope."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import F, Q, Value

from facilities.models import AgreementParty
from programs.models import Instructor
from programs.models.instructors import MayTeach
from reports.dashboards.scope import Level, Scope


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """A prison and a field that its agreements want."""

    facility: int
    field: int
    is_lacking: bool


def gaps(scope: Scope, agreements: Collection[int], *, on: dt.date) -> list[Gap]:
    """Each pair that these agreements want, once; three queries."""
    parties = AgreementParty.objects.filter(agreement__in=agreements).order_by()
    centres: dict[int, set[int]] = {}
    for agreement, centre in parties.filter(centre__isnull=False).values_list("agreement", "centre"):
        centres.setdefault(agreement, set()).add(centre)
    prisons = parties.filter(facility__isnull=False, agreement__fields__isnull=False)
    if scope.level is not Level.CENTRE:
        prisons = prisons.filter(facility__in=scope.prisons().order_by())
    wanted: dict[tuple[int, int], set[int]] = {}
    for agreement, prison, field in prisons.values_list("agreement", "facility", "agreement__fields"):
        wanted.setdefault((prison, field), set()).update(centres.get(agreement, set()))
    teachers = _teachers(wanted, on)
    return sorted(
        Gap(prison, field, not teachers & {(-prison, field), *((centre, field) for centre in named)})
        for (prison, field), named in wanted.items()
    )


def _teachers(wanted: Mapping[tuple[int, int], set[int]], on: dt.date) -> set[tuple[int, int]]:
    """Who may teach a wanted field today: centres, and prisons under their key below zero."""
    serving = Q(officer__isnull=True) | Q(officer__left_on__isnull=True) | Q(officer__left_on__gt=on)
    centres = {centre for named in wanted.values() for centre in named}
    there = Q(centre__in=centres) | Q(officer__facility__in={prison for prison, _field in wanted})
    rows = (
        Instructor.objects.filter(serving, there, fields__in={field for _prison, field in wanted})
        .annotate(may=MayTeach(F("pk"), F("fields"), Value(on)))
        .filter(may=True)
        .order_by()
        .values_list("centre", "officer__facility", "fields")
    )
    return {(-prison if prison else centre, field) for centre, prison, field in rows}
