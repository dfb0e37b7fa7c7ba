"""The plan of a year, prison by prison."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from accounts.models import User
from audit.actions import record
from audit.models import Verb
from facilities.models import Facility
from programs.models import YearPlan


@transaction.atomic
def plan_year(year: int, targets: Mapping[Facility, tuple[int, int] | None], *, by: User) -> int:
    """Write down participants and certified per prison, or take a plan back (None); how many plans changed."""
    plans = {
        row.facility_id: row for row in YearPlan.objects.select_for_update().filter(year=year, facility__in=targets)
    }
    return sum(_plan(facility, year, target, plans.get(facility.pk), by) for facility, target in targets.items())


def _plan(facility: Facility, year: int, target: tuple[int, int] | None, plan: YearPlan | None, by: User) -> bool:
    if target == ((plan.participants, plan.certified) if plan else None):
        return False
    if target is None and plan:
        record(Verb.REMOVE, plan, by=by)
        plan.delete()
        return True
    verb = Verb.EDIT if plan else Verb.ADD
    plan = plan or YearPlan(facility=facility, year=year)
    plan.participants, plan.certified = target or (0, 0)
    plan.full_clean()
    plan.save()
    record(verb, plan, by=by)
    return True
