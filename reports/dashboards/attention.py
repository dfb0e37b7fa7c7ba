"""What waits for somebody on the day: each a set of rows, and the larger set that it is a part of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from accounts.permissions import Permission
from facilities.models import ActionItem, Agreement, AgreementParty, Field
from facilities.models.agreements import AgreementQuerySet
from facilities.models.readiness import ENDS_SOON_DAYS
from programs.models import Batch, Outcome, ProgrammeTag
from programs.models.batches import BatchQuerySet
from programs.released import asked_or_to_ask, released_graduates, to_ask
from programs.told import AfterRelease, told_in_groups, told_in_months
from reports.dashboards.counting import beginning
from reports.dashboards.figures import FIGURES, Figure
from reports.dashboards.instructors import Gap, gaps
from reports.dashboards.periods import Period
from reports.dashboards.scope import Level, Scope
from reports.rollups.people import People, people_by_facility
from reports.tasks.readiness import not_found_ready

REPORT_DAYS = 3
AGREEMENT_DAYS = 90
UNDER_WAY = (Batch.State.RUNNING, Batch.State.TESTING)


@dataclass(frozen=True)
class Question:
    """Whose dashboard, about what, over which days, and seen on which day.

    `leaves_the_house`: another system reads it, and keeps what it is told.
    """

    user: User
    scope: Scope
    period: Period
    on: dt.date
    field: Field | None = None
    tag: ProgrammeTag | None = None
    leaves_the_house: bool = False

    @property
    def reads_sums(self) -> bool:
        """Whether of what people told after release nothing may be read but sums of groups."""
        return self.leaves_the_house or not self.user.has(Permission.SEE_OUTCOMES)

    def in_period(self, period: Period) -> BatchQuerySet:
        """Batches that begin in the period, of the field and the tag where one is asked for."""
        rows = beginning(self.scope.batches(), period)
        rows = rows.filter(package__field=self.field) if self.field else rows
        return rows.filter(tags=self.tag) if self.tag else rows

    @property
    def batches(self) -> BatchQuerySet:
        return self.in_period(self.period)

    @cached_property
    def people(self) -> dict[int, People]:
        """Counts for each prison here, as they are kept."""
        return people_by_facility(self.scope.prisons(), on=self.on)

    @cached_property
    def everybody(self) -> People:
        """The same of all prisons here together."""
        return sum(self.people.values(), People())

    @property
    def agreements(self) -> AgreementQuerySet:
        """Those in force on the day that one of the places here has signed."""
        rows = Agreement.objects.in_force(on=self.on)
        if self.scope.level is not Level.NATION:
            signed = AgreementParty.objects.filter(self.scope.of_places(), agreement=OuterRef("pk"))
            rows = rows.filter(Exists(signed))
        return rows


Rows = QuerySet[Any] | list[Gap]
Pair = tuple[Rows, Rows]


@dataclass(frozen=True)
class Waiting:
    """A figure with its rows and those it is a part of; each is counted once, however often a page says it.

    `kept` are both numbers where they are known without the rows.
    """

    figure: Figure
    rows: Rows
    of: Rows
    kept: tuple[int, int] | None = None

    @cached_property
    def count(self) -> int:
        return self.kept[0] if self.kept else _size(self.rows)

    @cached_property
    def whole(self) -> int:
        return self.kept[1] if self.kept else _size(self.of)


def _size(rows: Rows) -> int:
    return len(rows) if isinstance(rows, list) else rows.count()


def idle(asked: Question) -> Pair:
    begun = asked.batches.exclude(state=Batch.State.CANCELLED).filter(facility=OuterRef("pk"))
    prisons = asked.scope.prisons()
    return prisons.filter(~Exists(begun)), prisons


def waiting(asked: Question) -> Pair:
    under_way = asked.scope.batches().filter(state__in=UNDER_WAY)
    limit = asked.on - dt.timedelta(days=REPORT_DAYS)
    return under_way.filter(now__active__gt=0, now__waiting_since__lt=limit), under_way


def unreported(asked: Question) -> Pair:
    late, under_way = waiting(asked)
    prisons = asked.scope.prisons()
    return (
        prisons.filter(pk__in=late.values("facility")),  # type: ignore[union-attr]
        prisons.filter(pk__in=under_way.values("facility")),  # type: ignore[union-attr]
    )


def agreements(asked: Question) -> Pair:
    in_force = asked.agreements.to_go_on()
    return in_force.ending_within(AGREEMENT_DAYS, on=asked.on), in_force


def readiness(asked: Question) -> Pair:
    soon = asked.scope.batches().filter(
        state__in=(Batch.State.PLANNED, Batch.State.SELECTING, Batch.State.DECREED),
        starts_on__lte=asked.on + dt.timedelta(days=ENDS_SOON_DAYS),
    )
    return not_found_ready(soon), soon


def items(asked: Question) -> Pair:
    own = ActionItem.objects.visible_to(asked.user).filter(asked.scope.of_places())
    return own.overdue(on=asked.on), own.open()


def instructors(asked: Question) -> Pair:
    wanted = gaps(asked.scope, asked.agreements.order_by().values_list("pk", flat=True), on=asked.on)
    return [gap for gap in wanted if gap.is_lacking], wanted


def asking(asked: Question) -> Pair:
    rows = released_graduates().filter(inmate__facility__in=asked.scope.prisons().order_by())
    return to_ask(rows, on=asked.on), asked_or_to_ask(rows, on=asked.on)


def asking_kept(asked: Question) -> tuple[int, int]:
    return asked.everybody.to_ask, asked.everybody.asked_of


def working(asked: Question) -> Pair:
    """The latest of each of whom was first told in the period, last held in the prisons here; rows, so that whoever
    may not read of each has none."""
    if asked.reads_sums:
        return Outcome.objects.none(), Outcome.objects.none()
    rows = Outcome.objects.filter(enrollment__inmate__facility__in=asked.scope.prisons().order_by())
    rows = rows.filter(enrollment__batch__package__field=asked.field) if asked.field else rows
    rows = rows.filter(enrollment__batch__tags=asked.tag) if asked.tag else rows
    told = rows.last_told().first_told(asked.period.starts_on, asked.period.ends_on)
    return told.working(), told


def working_kept(asked: Question) -> tuple[int, int] | None:
    """The counts kept by months; sums of groups for whoever may read no rows. Neither is of a tag or of a centre."""
    if asked.reads_sums:
        found = _told_in_groups(asked)
    elif asked.tag or not asked.period.is_of_months:
        return None
    else:
        field = asked.field.pk if asked.field else None
        period = asked.period
        found = told_in_months(asked.scope.prisons(), period.starts_on, period.ends_on, field=field)
    return found.working, found.told


def _told_in_groups(asked: Question) -> AfterRelease:
    if asked.tag or asked.scope.level is Level.CENTRE:
        return AfterRelease()
    place = {} if asked.scope.level is Level.NATION else {asked.scope.level.value: asked.scope.key}
    fields = [asked.field.pk] if asked.field else None
    return sum(told_in_groups(**place, fields=fields, years=asked.period.years).values(), AfterRelease())


FINDERS: dict[str, Callable[[Question], Pair]] = {
    "unreported": unreported,
    "waiting": waiting,
    "items": items,
    "agreements": agreements,
    "readiness": readiness,
    "instructors": instructors,
    "idle": idle,
    "asking": asking,
    "working": working,
}
KEPT: dict[str, Callable[[Question], tuple[int, int] | None]] = {"asking": asking_kept, "working": working_kept}
AFTER_RELEASE = "working"


def found(key: str, asked: Question) -> Waiting:
    rows, of = FINDERS[key](asked)
    return Waiting(FIGURES[key], rows, of, KEPT[key](asked) if key in KEPT else None)


def shown_for(scope: Scope) -> list[str]:
    """Prisons are counted where there are several; a prison or a centre asks for its batches. A centre asks nobody
    after release; who is at work waits for nobody."""
    several = scope.level in (Level.NATION, Level.REGION)
    left_out = {"waiting"} if several else {"idle", "unreported"}
    left_out |= {"asking"} if scope.level is Level.CENTRE else set()
    left_out.add(AFTER_RELEASE)
    return [key for key in FINDERS if key not in left_out]


def all_waiting(asked: Question) -> list[Waiting]:
    return [found(key, asked) for key in shown_for(asked.scope)]
