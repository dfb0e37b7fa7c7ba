"""Choosing who joins: proposed, scored, then accepted, reserve or rejected. Seats are taken under a lock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from audit.actions import move, record, require
from audit.models import Verb
from programs.actions.batches import locked
from programs.actions.wording import for_the_record
from programs.findings import enrollment_findings, standing_blocks, trainees_of, with_training
from programs.models import Batch, Enrollment, SelectionScore
from trainees.assimilation import assess, facts_of
from trainees.eligibility import Finding, blocks
from trainees.models import Inmate, Officer, RuleSet

State = Enrollment.State
Trainee = Inmate | Officer
LIFTING = (Batch.State.SELECTING, Batch.State.DECREED)


class Decision(models.TextChoices):
    ACCEPT = "accept", gettext_lazy("Accept")
    RESERVE = "reserve", gettext_lazy("Reserve")
    REJECT = "reject", gettext_lazy("Reject")


@transaction.atomic
def propose(batch: Batch, people: Iterable[Trainee], *, by: User) -> list[Enrollment]:
    """Put people forward for a batch that is for their kind, with what stands against each as it stands today.

    Raises ValidationError, and proposes nobody, when one of them belongs to another prison.
    """
    batch = locked(batch)
    require(batch, Batch.State.SELECTING)
    rules = RuleSet.objects.in_force(on=batch.starts_on)
    people = list(people)
    if any(isinstance(person, Officer) != batch.is_for_officers for person in people):
        raise ValidationError(_("The batch is for others."))
    kind = "officer" if batch.is_for_officers else "inmate"
    wanted = {person.pk for person in people} - set(batch.enrollments.values_list(kind, flat=True))
    known = with_training(trainees_of(batch).filter(pk__in=wanted))
    if any(not is_there(person, batch) for person in known):
        raise ValidationError(_("Only people of the batch's prison can be proposed."))
    return [_propose_one(batch, {kind: person}, rules, by) for person in known]


def is_there(person: Trainee, batch: Batch) -> bool:
    """Held or posted in the batch's prison."""
    in_custody = isinstance(person, Officer) or person.status == Inmate.Status.IN_CUSTODY
    return in_custody and person.facility_id == batch.facility_id


def _propose_one(batch: Batch, who: dict[str, Trainee], rules: RuleSet, by: User) -> Enrollment:
    (person,) = who.values()
    enrollment = Enrollment.objects.create(batch=batch, **_kept(person, batch, rules), **who)  # type: ignore[misc]
    record(Verb.PROPOSE, enrollment, by=by)
    return enrollment


@transaction.atomic
def score(enrollment: Enrollment, points: int, *, by: User) -> SelectionScore:
    """Record this officer's points, 0 to 100; a second call corrects the first."""
    require(locked(enrollment.batch), Batch.State.SELECTING)
    return _score(enrollment, points, by)


def _score(enrollment: Enrollment, points: int, by: User) -> SelectionScore:
    given, _created = SelectionScore.objects.update_or_create(
        enrollment=enrollment, scored_by=by, defaults={"score": points}
    )
    record(Verb.SCORE, enrollment, by=by, points=points)
    return given


@dataclass(slots=True)
class Desk:
    """Candidates of one batch with all that deciding on them asks for, read once and locked.

    Batch first, then enrollments, then people, each in one order for all: whoever wants the same waits.
    """

    batch: Batch
    rules: RuleSet
    rows: dict[int, Enrollment]
    people: dict[int, Trainee]
    seats_left: int
    by: User

    def row(self, enrollment: Enrollment) -> Enrollment:
        return self.rows[enrollment.pk]

    def standing(self, row: Enrollment) -> list[Finding]:
        """The blocks that stand against this candidate now, without those lifted."""
        found = enrollment_findings(self.people[row.person_id], self.batch, self.rules)
        return standing_blocks(row, found)

    def accept(self, row: Enrollment) -> None:
        standing = self.standing(row)
        if standing:
            raise ValidationError([f"{row.person.name}: {finding.text}" for finding in standing])
        if self.seats_left < 1:
            raise ValidationError(
                ngettext(
                    "The batch is full: its only seat is taken.",
                    "The batch is full: all %(seats)d seats are taken.",
                    self.batch.seats,
                )
                % {"seats": self.batch.seats}
            )
        kept = _kept(self.people[row.person_id], self.batch, self.rules)
        self._move(row, State.ACCEPTED, Verb.ACCEPT, **kept)

    def reserve(self, row: Enrollment) -> None:
        self._move(row, State.RESERVE, Verb.RESERVE)

    def reject(self, row: Enrollment, reason: str) -> None:
        if not reason.strip():
            raise ValidationError(_("A rejection needs a reason."))
        row.reason = reason
        row.save(update_fields=["reason"])
        self._move(row, State.REJECTED, Verb.REJECT, reason=reason)

    def _move(self, row: Enrollment, to: State, verb: Verb, *, reason: str = "", **facts: object) -> None:
        """Whoever is no longer rejected carries no reason of a rejection; the trail keeps it."""
        had_seat = row.has_seat
        move(row, to, verb, by=self.by, reason=reason, is_confidential=bool(reason), **facts)
        self.seats_left += had_seat - row.has_seat
        if row.reason and not reason:
            row.reason = ""
            row.save(update_fields=["reason"])


def _desk(batch: Batch, candidates: Iterable[Enrollment] | None = None, *, by: User) -> Desk:
    """The desk for these candidates, or for everybody undecided."""
    batch = locked(batch)
    require(batch, Batch.State.SELECTING)
    wanted = batch.enrollments.undecided()
    if candidates is not None:
        wanted = batch.enrollments.filter(pk__in=[candidate.pk for candidate in candidates])
    locked_rows = wanted.select_for_update(of=("self",)).with_people().order_by("pk")
    rows = {row.pk: row for row in locked_rows}
    for row in rows.values():
        row.batch = batch
    wanted_people = sorted(row.person_id for row in rows.values())
    _hold_people(batch, wanted_people)
    return Desk(
        batch=batch,
        rules=RuleSet.objects.in_force(on=batch.starts_on),
        rows=rows,
        people={person.pk: person for person in with_training(trainees_of(batch).filter(pk__in=wanted_people))},
        seats_left=batch.seats - batch.enrollments.seated().count(),
        by=by,
    )


@transaction.atomic
def accept(enrollment: Enrollment, *, by: User) -> None:
    """Give a candidate one of the batch's seats.

    Refused when the batch is full, or while something blocks the person and the head has not lifted it.
    """
    desk = _desk(enrollment.batch, [enrollment], by=by)
    desk.accept(desk.row(enrollment))


@transaction.atomic
def reserve(enrollment: Enrollment, *, by: User) -> None:
    """Keep a candidate on the reserve list."""
    desk = _desk(enrollment.batch, [enrollment], by=by)
    desk.reserve(desk.row(enrollment))


@transaction.atomic
def reject(enrollment: Enrollment, *, reason: str, by: User) -> None:
    """Turn a candidate down; the reason stays with the enrollment."""
    desk = _desk(enrollment.batch, [enrollment], by=by)
    desk.reject(desk.row(enrollment), reason)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """What an officer wrote on one candidate's line: what is None stays as it is. A rejection needs its reason."""

    enrollment: Enrollment
    points: int | None = None
    decision: Decision | None = None
    reason: str = ""


@transaction.atomic
def decide(batch: Batch, sheet: Iterable[SheetRow], *, by: User) -> None:
    """A whole sheet of points and decisions, all of it or nothing.

    Reserve and reject come first: they may free the seat that an acceptance wants.
    """
    sheet, batch = list(sheet), locked(batch)
    require(batch, Batch.State.SELECTING)
    given = SelectionScore.objects.filter(scored_by=by, enrollment__batch=batch)
    own = dict(given.values_list("enrollment", "score"))
    for line in sheet:
        if line.points is not None and line.points != own.get(line.enrollment.pk):
            line.enrollment.batch = batch
            _score(line.enrollment, line.points, by)
    decided = [line for line in sheet if line.decision is not None]
    if not decided:
        return
    desk = _desk(batch, [line.enrollment for line in decided], by=by)
    for line in sorted(decided, key=lambda line: line.decision == Decision.ACCEPT):
        row = desk.row(line.enrollment)
        if line.decision == Decision.REJECT:
            desk.reject(row, line.reason)
        elif line.decision == Decision.RESERVE:
            desk.reserve(row)
        else:
            desk.accept(row)


@transaction.atomic
def lift_blocks(enrollment: Enrollment, *, reason: str, by: User) -> None:
    """The head takes it upon himself that a person may join in spite of the blocks that stand now.

    Name and reason are kept, and which blocks were lifted: one that comes later stands. Refused while none does.
    """
    if not reason.strip():
        raise ValidationError(_("Lifting a block needs a reason."))
    batch = locked(enrollment.batch)
    require(batch, *LIFTING)
    row = Enrollment.objects.select_for_update(of=("self",)).get(pk=enrollment.pk)
    row.batch = batch
    person = with_training(trainees_of(batch).filter(pk=row.person_id)).get()
    found = blocks(enrollment_findings(person, batch, RuleSet.objects.in_force(on=batch.starts_on)))
    if not found:
        raise ValidationError(_("Nothing blocks this person, so there is nothing to lift."))
    row.blocks_lifted_by, row.blocks_lifted_reason = by, reason
    row.lifted_codes = sorted({finding.code for finding in found})
    row.save(update_fields=["blocks_lifted_by", "blocks_lifted_reason", "lifted_codes"])
    record(Verb.LIFT, row, by=by, reason=reason, is_confidential=True)


def _hold_people(batch: Batch, people: list[int]) -> None:
    """Lock the people, in one order for all: two batches that want the same person ask one after the other."""
    list(trainees_of(batch).select_for_update(no_key=True).filter(pk__in=people).order_by("pk").values_list("pk"))


def _kept(person: Trainee, batch: Batch, rules: RuleSet) -> dict[str, Any]:
    """What an enrollment keeps of the day it was decided on: the findings, and the facts that they rest on."""
    with for_the_record():
        found = enrollment_findings(person, batch, rules)
        facts = {} if isinstance(person, Officer) else facts_of(assess(person, rules, on=batch.starts_on), person)
    return {"findings": [{**finding.to_dict(), "rules": rules.name} for finding in found], "facts": facts}


@dataclass(frozen=True, slots=True)
class Choice:
    """How many were accepted, put on the reserve list, and rejected because something blocks them."""

    accepted: int
    reserved: int
    rejected: int


@transaction.atomic
def accept_best(batch: Batch, *, by: User) -> Choice:
    """Decide on everybody undecided by rank: the best get the seats left, the others go on the reserve list.

    Whoever is blocked is rejected with what blocks them as the reason. Refused while somebody has no score.
    """
    desk = _desk(batch, by=by)
    ranked = list(desk.batch.enrollments.filter(pk__in=desk.rows).ranked())
    unscored = sum(enrollment.score is None for enrollment in ranked)  # type: ignore[attr-defined]
    if unscored:
        raise ValidationError(
            ngettext("%(count)d candidate has no score yet.", "%(count)d candidates have no score yet.", unscored)
            % {"count": unscored}
        )
    outcome = Counter(_place(desk, desk.row(enrollment)) for enrollment in ranked)
    return Choice(outcome[State.ACCEPTED], outcome[State.RESERVE], outcome[State.REJECTED])


def _place(desk: Desk, row: Enrollment) -> State:
    """Decide on the next best candidate."""
    with for_the_record():
        why_not = " ".join(finding.text for finding in desk.standing(row))
    if why_not:
        desk.reject(row, why_not)
    elif desk.seats_left > 0:
        desk.accept(row)
    else:
        desk.reserve(row)
    return State(row.state)
