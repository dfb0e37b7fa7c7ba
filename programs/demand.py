"""Which fields the people of a prison want, beside what training centres offer them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, Q, QuerySet

from accounts.models import User
from facilities.models import Agreement, AgreementParty, Facility, Field
from facilities.models.agreements import TraineePolicy
from programs.candidates import seats_during
from programs.models import Batch, Package
from trainees.eligibility import Demands, TrainingDays
from trainees.eligible import with_blocks
from trainees.models import Inmate, InmateQuerySet, Interest, Officer, RuleSet

if TYPE_CHECKING:
    from programs.prospects import Prospect

# Figures about fewer people than this could be a single person's for whoever knows the class.
FEWEST = 5
USUAL_DAYS = 30


@dataclass(slots=True)
class Demand:
    """One field in one prison. `eligible` and `mean_aptitude` are None where there is nothing to tell.

    All is about inmates but what names officers. `gap` is those with the field as first choice less the seats planned
    in the year: positive means that seats are missing, negative that some are to spare.
    """

    field: Field
    first: int = 0
    wanted: int = 0
    measured: int = 0
    mean_aptitude: float | None = None
    eligible: int | None = None
    packages: list[Package] = dataclasses.field(default_factory=list)
    seats: int = 0
    officers_first: int = 0
    officers_wanted: int = 0
    officers_seats: int = 0
    prospect: Prospect | None = None

    @property
    def gap(self) -> int:
        return self.first - self.seats

    @property
    def spare(self) -> int:
        return -self.gap

    def hide_the_few(self) -> None:
        """Leave the counts, and take away what would be about one person: for readers outside the prison."""
        if self.wanted < FEWEST:
            self.eligible = None
        if self.measured < FEWEST:
            self.mean_aptitude = None


def prisons_for_demand(user: User, *, on: dt.date) -> QuerySet[Facility]:
    """One's own prisons; for people of a centre those that have an agreement in force with it."""
    own = Facility.objects.visible_to(user)
    posting = user.posting
    if posting is None or not posting.centre_id:
        return own
    agreements = Agreement.objects.visible_to(user).in_force(on=on)
    return Facility.objects.filter(
        pk__in=AgreementParty.objects.filter(agreement__in=agreements, facility__isnull=False).values("facility")
    )


def demand_of(facility: Facility, *, on: dt.date, hides_the_few: bool) -> list[Demand]:
    """Fields that somebody wants, that are on offer or have seats this year, the most wanted first."""
    rows: dict[int, Demand] = {}

    def row(of: Field) -> Demand:
        return rows.setdefault(of.pk, Demand(of))

    _count_wishes(facility, row)
    _count_eligible(facility, rows, on)
    _count_officers(facility, row, on)
    for package in packages_on_offer(facility, on=on):
        row(package.field).packages.append(package)
    planned = Batch.objects.filter(facility=facility, starts_on__year=on.year).exclude(state=Batch.State.CANCELLED)
    for batch in planned.select_related("package__field"):
        demand = row(batch.package.field)
        if batch.is_for_officers:
            demand.officers_seats += batch.seats
        else:
            demand.seats += batch.seats
    if hides_the_few:
        for demand in rows.values():
            demand.hide_the_few()
    return sorted(rows.values(), key=lambda row: (-row.first, -row.wanted, -row.officers_wanted, row.field.name))


def packages_on_offer(facility: Facility, *, on: dt.date) -> list[Package]:
    """Packages of centres that have an agreement in force with the prison, in that agreement's fields."""
    agreements = Agreement.objects.in_force(on=on).filter(parties__facility=facility)
    found: dict[int, Package] = {}
    for agreement in agreements.prefetch_related("parties", "fields"):
        centres = [party.centre_id for party in agreement.parties.all() if party.centre_id]
        fields = [scope.pk for scope in agreement.fields.all()]
        offered = Package.objects.newest().filter(centre__in=centres, field__in=fields)
        for package in offered.select_related("centre", "field"):
            found[package.pk] = package
    return sorted(found.values(), key=lambda package: (package.name, package.pk))


def _held(facility: Facility) -> InmateQuerySet:
    return Inmate.objects.in_custody().filter(facility=facility)


def _count_wishes(facility: Facility, row: Any) -> None:
    """What those want who are held in the prison: whoever has left it takes no seat there."""
    points: dict[int, list[int]] = {}
    interests = Interest.objects.filter(inmate__in=_held(facility)).filter(
        Q(choice__isnull=False) | Q(aptitude__isnull=False)
    )
    for interest in interests.select_related("field"):
        demand = row(interest.field)
        demand.wanted += interest.choice is not None
        demand.first += interest.choice == Interest.Choice.FIRST
        if interest.aptitude is not None:
            points.setdefault(interest.field_id, []).append(interest.aptitude)
            demand.measured += 1
            demand.mean_aptitude = sum(points[interest.field_id]) / demand.measured


def _count_officers(facility: Facility, row: Any, on: dt.date) -> None:
    """What those want who serve in the prison on the day."""
    serving = Officer.objects.filter(facility=facility).serving(on=on)
    for interest in Interest.objects.filter(officer__in=serving, choice__isnull=False).select_related("field"):
        demand = row(interest.field)
        demand.officers_wanted += 1
        demand.officers_first += interest.choice == Interest.Choice.FIRST


def _count_eligible(facility: Facility, rows: dict[int, Demand], on: dt.date) -> None:
    """Those who want a field and whom nothing would block in a training of a month from today.

    Judged as the candidates of a batch in that field, for all convicts: whether an agreement asks for more is seen
    on its batch.
    """
    rules = RuleSet.objects.filter(valid_from__lte=on).order_by("-valid_from").first()
    if rules is None:
        return
    wishes = Interest.objects.filter(inmate__in=_held(facility), choice__isnull=False)
    wishing = Inmate.objects.filter(pk__in=wishes.values("inmate"))
    free: dict[Demands, set[int]] = {}
    for person, wanted in wishes.values_list("inmate", "field"):
        demands = Demands.of(rows[wanted].field)
        if demands not in free:
            free[demands] = set(_free(wishing, demands, rules, on).values_list("pk", flat=True))
        rows[wanted].eligible = (rows[wanted].eligible or 0) + (person in free[demands])


def _free(people: InmateQuerySet, demands: Demands, rules: RuleSet, on: dt.date) -> InmateQuerySet:
    days = TrainingDays(starts_on=on, tested_on=on + dt.timedelta(days=USUAL_DAYS))
    seated = Exists(seats_during(days.starts_on, days.tested_on))
    judged: Any = with_blocks(people, days, TraineePolicy.ALL_CONVICTS, rules, demands, DUPLICATE=seated)
    free: InmateQuerySet = judged.filter(is_blocked=False)
    return free
