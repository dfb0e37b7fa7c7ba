"""Whether a person may join a batch, and whether a batch may go its next step; typed reasons, never a bare no."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from facilities.models import Agreement
from facilities.models.agreements import TraineePolicy
from programs.models import Batch, Enrollment
from programs.models.enrollments import BUSY
from programs.permits import permit_findings
from programs.readiness import readiness_findings
from trainees.eligibility import Demands, Finding, Level, TrainingDays, blocks, officer_findings, training_findings
from trainees.models import Inmate, InmateQuerySet, Interest, Officer, OfficerQuerySet, RuleSet
from trainees.sentence_dates import sentence_dates

People = InmateQuerySet | OfficerQuerySet
Who = TypeVar("Who", bound=Inmate | Officer)


@dataclass(frozen=True, slots=True)
class Judged(Generic[Who]):
    """Somebody of the batch's prison, with all that stands against a place in this batch."""

    person: Who
    findings: list[Finding]

    @property
    def is_blocked(self) -> bool:
        return any(finding.level is Level.BLOCK for finding in self.findings)

    @property
    def blocks(self) -> list[Finding]:
        return blocks(self.findings)

    @property
    def cautions(self) -> list[Finding]:
        """What is worth knowing and blocks nobody."""
        return [finding for finding in self.findings if finding.level is not Level.BLOCK]

    @property
    def aptitude(self) -> int | None:
        """0 to 100 for the batch's field; None when never measured, or when the person is not `with_fit`."""
        return getattr(self.person, "aptitude", None)

    @property
    def interest(self) -> str:
        """Which choice the batch's field is, in words; empty for none."""
        choice = getattr(self.person, "interest", None)
        return str(Interest.Choice(choice).label) if choice else ""


@dataclass(frozen=True, slots=True)
class Candidate(Judged[Inmate]):
    """An inmate; what is told besides is the prison's own."""

    release_on: dt.date | None = None

    @property
    def inmate(self) -> Inmate:
        return self.person

    @property
    def trained_in(self) -> list[str]:
        """The packages that this person has completed, wherever that was."""
        rows = (row for row in self.inmate.enrollments.all() if row.state == Enrollment.State.COMPLETED)
        return list(dict.fromkeys(row.batch.package.name for row in rows))


def enrollment_findings(person: Inmate | Officer, batch: Batch, rules: RuleSet) -> list[Finding]:
    """What stands against this person in this batch, for the batch's own days and its agreement's policy.

    Wants `person` from `with_training()`; it asks the database nothing more. An officer serves no sentence and is
    judged by rules of their own.
    """
    days = TrainingDays(starts_on=batch.starts_on, tested_on=batch.last_day)
    if isinstance(person, Officer):
        found = officer_findings(person, batch.facility_id, days, rules, demands_of(batch))
    else:
        policy = TraineePolicy(batch.agreement.terms(on=batch.starts_on).trainee_policy)
        found = training_findings(person, days, policy, rules, demands_of(batch))
    return [*found, *_duplicates(person, batch)]


def demands_of(batch: Batch) -> Demands:
    """What the batch's package asks of its people besides the law."""
    package = batch.package
    return Demands.of(package.field, minimum_age=package.minimum_age, minimum_education=package.minimum_education)


def standing_blocks(enrollment: Enrollment, found: list[Finding]) -> list[Finding]:
    """The blocks that nobody has lifted for this enrollment: a lifted one lifts no other."""
    return [finding for finding in blocks(found) if finding.code not in enrollment.lifted_codes]


def trainees_of(batch: Batch) -> People:
    """Everybody of the kind that the batch is for, of every prison."""
    return Officer.objects.all() if batch.is_for_officers else Inmate.objects.all()


def with_training(people: People) -> People:
    """With everything that findings look at, in a fixed number of queries."""
    known = people.with_sentence() if isinstance(people, InmateQuerySet) else people
    return known.prefetch_related(Prefetch("enrollments", queryset=Enrollment.objects.select_related("batch__package")))


def candidates(batch: Batch, inmates: InmateQuerySet, rules: RuleSet) -> list[Candidate]:
    return [_candidate(person, batch, rules) for person in with_training(inmates) if isinstance(person, Inmate)]


def _candidate(inmate: Inmate, batch: Batch, rules: RuleSet) -> Candidate:
    dates = sentence_dates(inmate, rules)
    return Candidate(inmate, enrollment_findings(inmate, batch, rules), dates.release_on if dates else None)


def _duplicates(person: Inmate | Officer, batch: Batch) -> Iterator[Finding]:
    """A batch of another prison is not named: its record stayed there when the person was moved."""
    source = _("Rule book 4.9")
    for enrollment in person.enrollments.all():
        other = enrollment.batch
        if other.pk == batch.pk:
            continue
        is_here, name = other.facility_id == batch.facility_id, {"batch": other.name}
        if enrollment.state in BUSY and other.starts_on <= batch.last_day and batch.starts_on <= other.last_day:
            here, elsewhere = _("Has a seat in “%(batch)s” on these days."), _("Has a seat elsewhere on these days.")
            yield Finding("DUPLICATE", Level.BLOCK, here % name if is_here else elsewhere, source)
        elif enrollment.state == Enrollment.State.COMPLETED and other.package.is_version_of(batch.package):
            here = _("Already completed this package in “%(batch)s”.")
            elsewhere = _("Already completed this package elsewhere.")
            yield Finding("ALREADY_COMPLETED", Level.BLOCK, here % name if is_here else elsewhere, source)


def planning_findings(batch: Batch) -> list[Finding]:
    """What stands against holding this batch as planned: agreement, scope, places, quota, the package's standard.

    A workshop not yet found ready and permits not yet filed are only warned of: there is time until the start.
    """
    later = (*readiness_findings(batch, Level.WARN), *permit_findings(batch, Level.WARN))
    return [*_plan(batch), *later]


def starting_findings(batch: Batch) -> list[Finding]:
    """What stands against the batch's first day: the plan's own blocks, a workshop not ready, permits missing."""
    now = (*readiness_findings(batch, Level.BLOCK), *permit_findings(batch, Level.BLOCK))
    return [*_plan(batch), *now]


def _plan(batch: Batch) -> list[Finding]:
    return [
        *_agreement(batch),
        *_places(batch),
        *_version(batch),
        *_standard(batch),
        *_trainees(batch),
        *_rules(batch),
    ]


def _agreement(batch: Batch) -> Iterator[Finding]:
    yield from _agreed_days(batch)
    yield from _agreed_scope(batch)
    yield from _agreed_parties(batch)
    yield from _agreed_quota(batch)


def _agreed_days(batch: Batch) -> Iterator[Finding]:
    agreement, source = batch.agreement, _("The agreement")
    if agreement.kind != Agreement.Kind.PKS:
        yield Finding(
            "NO_WORKING_AGREEMENT",
            Level.BLOCK,
            _("A batch stands under a working agreement (PKS), not under a memorandum or an addendum."),
            source,
        )
    if not agreement.covers(batch.starts_on, batch.last_day):
        yield Finding(
            "AGREEMENT_NOT_IN_FORCE",
            Level.BLOCK,
            _("“%(agreement)s” is not in force on all days of the batch.") % {"agreement": agreement.title},
            source,
        )


def _agreed_scope(batch: Batch) -> Iterator[Finding]:
    terms = batch.agreement.terms(on=batch.starts_on)
    if not terms.fields.filter(pk=batch.package.field_id).exists():
        yield Finding(
            "FIELD_OUT_OF_SCOPE",
            Level.BLOCK,
            _("The field %(field)s is not in the agreement's scope.") % {"field": batch.package.field},
            _("The agreement"),
        )


def _agreed_parties(batch: Batch) -> Iterator[Finding]:
    parties = list(batch.agreement.parties.all())
    prisons, centres = {party.facility_id for party in parties}, {party.centre_id for party in parties}
    if batch.facility_id not in prisons or batch.package.centre_id not in centres:
        yield Finding(
            "NOT_A_PARTY",
            Level.BLOCK,
            _("The prison and the package's centre must both be parties."),
            _("The agreement"),
        )


def _agreed_quota(batch: Batch) -> Iterator[Finding]:
    terms = batch.agreement.terms(on=batch.starts_on)
    used = batch.agreement.batches.exclude(pk=batch.pk).seats_planned()
    if terms.quota is not None and used + batch.seats > terms.quota:
        yield Finding(
            "QUOTA",
            Level.BLOCK,
            _("The quota of %(quota)d has %(left)d places left; the batch wants %(seats)d.")
            % {"quota": terms.quota, "left": max(0, terms.quota - used), "seats": batch.seats},
            _("The agreement"),
        )


def _places(batch: Batch) -> Iterator[Finding]:
    workshop = batch.workshop
    if workshop.facility_id != batch.facility_id and workshop.centre_id != batch.package.centre_id:
        yield Finding(
            "WORKSHOP_ELSEWHERE",
            Level.BLOCK,
            _("The workshop belongs neither to the prison nor to the centre."),
            _("Rule book 5"),
        )
    if batch.seats > workshop.seats:
        yield Finding(
            "WORKSHOP_TOO_SMALL",
            Level.BLOCK,
            _("The workshop has %(places)d work places; the batch wants %(seats)d seats.")
            % {"places": workshop.seats, "seats": batch.seats},
            _("The workshop"),
        )
    fields = [field.pk for field in workshop.fields.all()]
    if fields and batch.package.field_id not in fields:
        yield Finding(
            "WORKSHOP_OTHER_FIELD",
            Level.BLOCK,
            _("The workshop is not meant for the field %(field)s.") % {"field": batch.package.field},
            _("The workshop"),
        )


def _version(batch: Batch) -> Iterator[Finding]:
    """While it is only planned, a batch may still move to the newest version."""
    if batch.state == Batch.State.PLANNED and batch.package.is_superseded:
        yield Finding(
            "SUPERSEDED_PACKAGE",
            Level.WARN,
            _("Version %(newest)d of the package is in force; the batch is planned with version %(planned)d.")
            % {"newest": batch.package.superseded_by.version, "planned": batch.package.version},
            _("The package's standard"),
        )


def _standard(batch: Batch) -> Iterator[Finding]:
    least, most = batch.package.least_participants, batch.package.most_participants
    if not least <= batch.seats <= most:
        yield Finding(
            "SEATS_OFF_STANDARD",
            Level.WARN,
            _("The package is for %(least)d to %(most)d participants; the batch wants %(seats)d.")
            % {"least": least, "most": most, "seats": batch.seats},
            _("The package's standard"),
        )
    units = list(batch.package.package_units.all())
    hours = sum(unit.lesson_hours for unit in units)
    if hours != batch.package.lesson_hours:
        yield Finding(
            "UNITS_INCOMPLETE",
            Level.BLOCK,
            _("The units of the package add up to %(hours)d of its %(total)d JP.")
            % {"hours": hours, "total": batch.package.lesson_hours},
            _("The package's standard"),
        )
    elif not any(unit.is_compulsory for unit in units):
        yield Finding(
            "UNITS_INCOMPLETE",
            Level.BLOCK,
            _("The package has no compulsory unit, so nobody could complete it."),
            _("The package's standard"),
        )


def _trainees(batch: Batch) -> Iterator[Finding]:
    if batch.package.trains_instructors and not batch.is_for_officers:
        yield Finding(
            "FOR_OFFICERS_ONLY",
            Level.BLOCK,
            _("The package trains instructors: its batches are for officers."),
            _("The package's standard"),
        )


def _rules(batch: Batch) -> Iterator[Finding]:
    """Nobody could be judged for days before the first rules on record."""
    if not RuleSet.objects.filter(valid_from__lte=batch.starts_on).exists():
        yield Finding(
            "NO_RULES",
            Level.BLOCK,
            _("No rules on who may be trained are on record for the first day."),
            _("Rule book 4.9"),
        )
