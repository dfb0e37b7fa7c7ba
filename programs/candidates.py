"""Who of a prison may still be put forward for a batch: judged all at once, shown a page at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery, TextChoices
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from psycopg2.extras import DateRange

from facilities.models.agreements import TraineePolicy
from programs.findings import Candidate, candidates, demands_of
from programs.models import Batch, Enrollment, Package
from programs.models.enrollments import BUSY
from trainees.eligibility import TrainingDays
from trainees.eligible import with_blocks
from trainees.models import Inmate, InmateQuerySet, RuleSet


class Order(TextChoices):
    """What a list of candidates may be sorted by; backwards with a minus before it."""

    NAME = "name", _("Name")
    REGISTER = "register", _("Register")
    RELEASE = "release", _("Expected release")
    TRAINED = "trained", _("Earlier training")
    FIT = "fit", _("Aptitude score / interest")


DEFAULT_ORDER = Order.NAME.value
ORDERS_OF_OFFICERS = (Order.NAME.value, Order.FIT.value)
# What each order looks at, most telling first; a minus turns a part round. The first choice is the keenest.
PARTS = {
    Order.NAME: ("name",),
    Order.REGISTER: ("register_number",),
    Order.RELEASE: ("release_on",),
    Order.TRAINED: ("trained",),
    Order.FIT: ("aptitude", "-interest"),
}


@dataclass(frozen=True)
class Roster:
    """People in the order asked for, each with whether something blocks them; two queries for any number."""

    batch: Batch
    people: InmateQuerySet
    rules: RuleSet
    order: str = DEFAULT_ORDER

    @cached_property
    def rows(self) -> list[tuple[int, bool]]:
        """The key of each person, and whether a rule blocks them on the days of the batch."""
        name, people = self.order.removeprefix("-"), self.people
        if name == Order.FIT:
            people = people.with_fit(self.batch.package.field)
        judged: Any = judged_for(self.batch, people, self.rules)
        if name == Order.TRAINED:
            judged = with_training_count(judged)
        return list(judged.order_by(*ordering(self.order)).values_list("pk", "is_blocked"))

    @cached_property
    def fit(self) -> list[int]:
        return [key for key, is_blocked in self.rows if not is_blocked]

    @cached_property
    def everybody(self) -> list[int]:
        return [key for key, _is_blocked in self.rows]

    def page(self, keys: Sequence[int]) -> list[Candidate]:
        """These people with all findings against each, and their fit for the batch's field, in this order."""
        people = self.among(keys).with_fit(self.batch.package.field)
        found = {person.inmate.pk: person for person in candidates(self.batch, people, self.rules)}
        return [found[key] for key in keys if key in found]

    @staticmethod
    def among(keys: Sequence[int]) -> InmateQuerySet:
        return Inmate.objects.filter(pk__in=keys)


def judged_for(batch: Batch, people: InmateQuerySet, rules: RuleSet) -> InmateQuerySet:
    """`is_blocked`: says the same of each as the block findings of `enrollment_findings`."""
    days = TrainingDays(starts_on=batch.starts_on, tested_on=batch.last_day)
    policy = TraineePolicy(batch.agreement.terms(on=batch.starts_on).trainee_policy)
    more = {"DUPLICATE": _seated(batch), "ALREADY_COMPLETED": _completed(batch)}
    return with_blocks(people, days, policy, rules, demands_of(batch), **more)


def with_training_count(people: InmateQuerySet) -> InmateQuerySet:
    """`trained`: how many trainings the person has completed."""
    completed = (
        Enrollment.objects.filter(inmate=OuterRef("pk"), state=Enrollment.State.COMPLETED)
        .order_by()
        .values("inmate")
        .annotate(count=Count("pk"))
        .values("count")
    )
    return people.annotate(trained=Coalesce(Subquery(completed, output_field=IntegerField()), 0))


def ordering(order: str, among: Collection[str] = Order.values) -> list[OrderBy | str]:
    """By the order asked for, if it is one of these; those of whom nothing is recorded come last either way."""
    name, is_down = order.removeprefix("-"), order.startswith("-")
    if name not in among:
        name, is_down = DEFAULT_ORDER, False
    return [*(_part(part, is_down=is_down) for part in PARTS[Order(name)]), "name", "pk"]


def _part(part: str, *, is_down: bool) -> OrderBy:
    column = F(part.removeprefix("-"))
    is_down ^= part.startswith("-")
    return column.desc(nulls_last=True) if is_down else column.asc(nulls_last=True)


def _completed(batch: Batch) -> Exists:
    """Has completed the same package, in whichever version, in another batch."""
    earlier = Enrollment.objects.filter(inmate=OuterRef("pk"), state=Enrollment.State.COMPLETED)
    versions = Package.objects.versions_of(batch.package).order_by().values("pk")
    return Exists(earlier.filter(batch__package__in=versions).exclude(batch=batch))


def _seated(batch: Batch) -> Exists:
    """Has a seat elsewhere on one of the batch's days."""
    return Exists(seats_during(batch.starts_on, batch.last_day).exclude(batch=batch))


def seats_during(first: dt.date, last: dt.date) -> QuerySet[Enrollment]:
    """Seats of the person of the outer query on one of these days."""
    period = DateRange(first, last, "[]")
    return Enrollment.objects.filter(inmate=OuterRef("pk"), state__in=BUSY, period__overlap=period)
