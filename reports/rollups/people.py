"""Counts of the people of each prison on a day: who is eligible, and whom to ask after release, changes with the day
without anybody's doing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import asdict, dataclass, fields, replace

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, Value

from facilities.models import Facility
from facilities.models.agreements import TraineePolicy
from facilities.models.places import FacilityQuerySet
from programs.models import Enrollment, EnrollmentQuerySet
from programs.released import asked_or_to_ask, released_graduates, rhythm_of_asking, to_ask
from reports.models import FacilityCount, FacilityMark
from reports.rollups.batches import alone
from trainees.eligibility import TrainingDays
from trainees.eligible import with_blocks
from trainees.models import CONVICT_REGISTERS, Inmate, RuleSet
from trainees.models.inmates import InmateQuerySet

DAY = dt.timedelta(days=1)
TRAINING_DAYS = 60
"""From the first lesson to the test of the training for which somebody counts as eligible; it begins on the day."""


@dataclass(frozen=True, slots=True)
class People:
    """Those held in one prison, or in several together; and trainings of people who were released from there.

    `asked_of` are those about which somebody asks at this time after release, `to_ask` those with nothing entered.
    """

    held: int = 0
    convicts: int = 0
    eligible: int = 0
    trained: int = 0
    to_ask: int = 0
    asked_of: int = 0

    def __add__(self, other: People) -> People:
        return People(*(getattr(self, name) + getattr(other, name) for name in NAMES))


NAMES = [field.name for field in fields(People)]


def held_people(*, on: dt.date) -> InmateQuerySet:
    """Those in custody, with `is_blocked` for a training that begins on the day, and `is_trained`."""
    completed = Enrollment.objects.filter(inmate=OuterRef("pk"), state=Enrollment.State.COMPLETED)
    days = TrainingDays(on, on + TRAINING_DAYS * DAY)
    held = Inmate.objects.in_custody().annotate(is_trained=Exists(completed))
    rules = RuleSet.objects.filter(valid_from__lte=on).order_by("-valid_from").first()
    if rules is None:  # nobody can be judged before the first rules
        return held.annotate(is_blocked=Value(True))
    return with_blocks(held, days, TraineePolicy.ALL_CONVICTS, rules)


def people_by_facility(facilities: FacilityQuerySet, *, on: dt.date) -> dict[int, People]:
    """Exact at this moment: what is kept for the day, and a count of every prison that is marked or not kept yet."""
    marked = FacilityMark.objects.filter(facility_id=OuterRef("facility_id"))
    kept = FacilityCount.objects.filter(~Exists(marked), day=on, facility__in=facilities.order_by())
    kept = kept.filter(rhythm=rhythm_of_asking())
    found = {key: People(*counts) for key, *counts in kept.values_list("facility_id", *NAMES)}
    missing = set(facilities.order_by().values_list("pk", flat=True)) - found.keys()
    return found | count(missing, on=on)


def count(facilities: Collection[int], *, on: dt.date) -> dict[int, People]:
    """Count the people of these prisons row by row."""
    if not facilities:
        return {}
    rows = (
        held_people(on=on)
        .filter(facility__in=facilities)
        .order_by()
        .values("facility")
        .annotate(
            held=Count("pk"),
            convicts=Count("pk", filter=Q(register_kind__in=CONVICT_REGISTERS)),
            eligible=Count("pk", filter=Q(is_blocked=False)),
            trained=Count("pk", filter=Q(is_trained=True)),
        )
        .values_list("facility", "held", "convicts", "eligible", "trained")
    )
    found = {key: People(*counts) for key, *counts in rows}
    left = released_graduates().filter(inmate__facility__in=facilities)
    waiting, all_of_them = _by_prison(to_ask(left, on=on)), _by_prison(asked_or_to_ask(left, on=on))
    return {
        key: replace(found.get(key, People()), to_ask=waiting.get(key, 0), asked_of=all_of_them.get(key, 0))
        for key in facilities
    }


def _by_prison(rows: EnrollmentQuerySet) -> dict[int, int]:
    """How many of these enrollments for each prison that the person was held in last."""
    counted = rows.order_by().values("inmate__facility").annotate(count=Count("pk"))
    return dict(counted.values_list("inmate__facility", "count"))


def fold_in(*, today: dt.date) -> int:
    """Keep counts of today and tomorrow for every prison that is marked or lacks one; how many prisons.

    Tomorrow is counted today, so that nobody waits at midnight, nor in the east where midnight comes first.
    """
    days = (today, today + DAY)
    FacilityCount.objects.exclude(day__gte=today - DAY, rhythm=rhythm_of_asking()).delete()
    return sum(_fold_in(key, days) for key in _stale(days))


def _stale(days: Collection[dt.date]) -> list[int]:
    """Prisons that are marked, or that lack the count of one of these days."""
    marked = FacilityMark.objects.filter(facility_id=OuterRef("pk"))
    missing = [~Exists(FacilityCount.objects.filter(facility=OuterRef("pk"), day=day)) for day in days]
    stale = Q(Exists(marked))
    for lacks in missing:
        stale |= Q(lacks)
    return list(Facility.objects.filter(stale).order_by("pk").values_list("pk", flat=True))


def _fold_in(facility: int, days: Collection[dt.date]) -> bool:
    """The marks go first and the count comes after them: a change that commits in between leaves its own mark."""
    with transaction.atomic():
        alone()
        marks, _models = FacilityMark.objects.filter(facility_id=facility).delete()
        kept = set() if marks else set(FacilityCount.objects.filter(facility=facility).values_list("day", flat=True))
        missing = [day for day in days if day not in kept]
        FacilityCount.objects.filter(facility=facility).exclude(day__in=kept & set(days)).delete()
        FacilityCount.objects.bulk_create(_row(facility, day) for day in missing)
    return bool(missing)


def _row(facility: int, day: dt.date) -> FacilityCount:
    people = asdict(count([facility], on=day)[facility])
    return FacilityCount(facility_id=facility, day=day, rhythm=rhythm_of_asking(), **people)


def recount(*, today: dt.date) -> int:
    """Count every prison anew and mend what was wrong; how many counts were wrong though nothing marked them."""
    wrong = 0
    for facility in Facility.objects.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            alone()
            for kept in FacilityCount.objects.filter(facility=facility, day__gte=today, rhythm=rhythm_of_asking()):
                counted = count([facility], on=kept.day)[facility]
                # Whatever changed before the count was made has left its mark by now.
                is_marked = FacilityMark.objects.filter(facility_id=facility).exists()
                if not is_marked and counted != People(*(getattr(kept, name) for name in NAMES)):
                    FacilityCount.objects.filter(pk=kept.pk).update(**asdict(counted))
                    wrong += 1
    fold_in(today=today)
    return wrong
