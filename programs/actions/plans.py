"""The plan of a year, place by place."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from accounts.models import User
from audit.actions import record
from audit.models import Verb
from facilities.models import Facility, TrainingCentre
from programs.models import YearPlan

Target = tuple[int, int] | None


@transaction.atomic
def plan_year(year: int, targets: Mapping[Facility | TrainingCentre, Target], *, by: User) -> int:
    """Write down participants and certified per place, or take a plan back (None); how many plans changed."""
    rows = YearPlan.objects.filter(year=year).of(targets.keys()).select_related("facility", "centre")
    plans = {row.place: row for row in rows.select_for_update(of=("self",))}
    return sum(_plan(place, year, target, plans.get(place), by) for place, target in targets.items())


def _plan(place: Facility | TrainingCentre, year: int, target: Target, plan: YearPlan | None, by: User) -> bool:
    if target == ((plan.participants, plan.certified) if plan else None):
        return False
    if target is None and plan:
        record(Verb.REMOVE, plan, by=by)
        plan.delete()
        return True
    verb = Verb.EDIT if plan else Verb.ADD
    kind = "facility" if isinstance(place, Facility) else "centre"
    plan = plan or YearPlan(year=year, **{kind: place})
    plan.participants, plan.certified = target or (0, 0)
    plan.full_clean()
    plan.save()
    record(verb, plan, by=by)
    return True
