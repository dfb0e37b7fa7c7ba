"""Choosing who joins: proposed, scored, shortlisted, then accepted, reserve or rejected as the TPP advised.

Seats are taken under a lock.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from audit.actions import move, record, require
from audit.models import Verb
from programs.actions.batches import locked
from programs.actions.seats import Trainee, fill_seat, hold_people, kept_findings
from programs.actions.sheets import copy_sheet
from programs.findings import enrollment_findings, standing_blocks, trainees_of, with_training
from programs.models import Batch, Enrollment, SelectionScore, TppDecision
from programs.ranking import Ranking, Standing, ranking
from trainees.eligibility import Finding, blocks
from trainees.models import Inmate, Officer, RuleSet

State = Enrollment.State
LIFTING = (Batch.State.SELECTING, Batch.State.DECREED)


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
    kept = kept_findings(person, batch, rules)
    enrollment = Enrollment.objects.create(batch=batch, **kept, **who)
    record(Verb.PROPOSE, enrollment, by=by)
    return enrollment


@transaction.atomic
def score(batch: Batch, given: Mapping[Enrollment, Mapping[int, int]], *, by: User) -> int:
    """Record this officer's points, 0 to 100, by candidate and the criterion's position; what is new counts.

    Points given before are corrected; those not named stay. Raises ValidationError unless the selection is open.
    """
    batch = locked(batch)
    require(batch, Batch.State.SELECTING)
    criteria = {criterion.position: criterion for criterion in copy_sheet(batch).criteria.all()}
    own = SelectionScore.objects.filter(enrollment__batch=batch, scored_by=by)
    before = {(score.enrollment_id, score.criterion_id): score.score for score in own}
    changed: list[SelectionScore] = []
    for enrollment, marks in given.items():
        new = [
            SelectionScore(enrollment=enrollment, criterion=criteria[position], scored_by=by, score=points)
            for position, points in marks.items()
            if before.get((enrollment.pk, criteria[position].pk)) != points
        ]
        if new:
            enrollment.batch = batch
            record(Verb.SCORE, enrollment, by=by)
        changed += new
    SelectionScore.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["enrollment", "criterion", "scored_by"],
        update_fields=["score"],
    )
    return len(changed)


@transaction.atomic
def shortlist(batch: Batch, chosen: Iterable[Enrollment], *, by: User, reason: str = "") -> int:
    """These candidates go on to the TPP session; those shortlisted before and not named now do not.

    Raises ValidationError when too few officers have scored somebody or something blocks them, or when an equal
    or better candidate stays behind and no reason says why.
    """
    wanted = {row.pk for row in chosen}
    desk = desk_of(batch, by=by)
    standings = ranking(desk.batch)
    inside = [row for row in standings.rows if row.enrollment.pk in wanted and row.enrollment.pk in desk.rows]
    refuse_short_of_scores(standings, inside)
    blocked = [message for row in inside for message in desk.messages(desk.row(row.enrollment))]
    if blocked:
        raise ValidationError(blocked)
    behind = [
        row
        for row in standings.rows
        if row.enrollment.pk in desk.rows
        and row.enrollment.pk not in wanted
        and not desk.standing(desk.row(row.enrollment))
    ]
    if not reason.strip() and passed_over(inside, behind):
        raise ValidationError(
            {"reason": _("Somebody equal or better stays behind: say why these were shortlisted.")}, code="reason"
        )
    for row in desk.rows.values():
        if (row.pk in wanted) != (row.state == State.SHORTLISTED):
            to = State.SHORTLISTED if row.pk in wanted else State.PROPOSED
            move(row, to, Verb.SHORTLIST if row.pk in wanted else Verb.PROPOSE, by=by)
    if reason.strip():
        record(Verb.SHORTLIST, desk.batch, by=by, reason=reason, is_confidential=True)
    return len(inside)


def passed_over(inside: Iterable[Standing], behind: Iterable[Standing]) -> list[Standing]:
    """Those inside whom somebody left behind equals or betters."""
    best = max((row.exact for row in behind if row.exact is not None), default=None)
    return [row for row in inside if best is not None and (row.exact is None or row.exact <= best)]


def refuse_short_of_scores(standings: Ranking, rows: Iterable[Standing]) -> None:
    short = [row.enrollment.person.name for row in rows if row.scorers < standings.least_scorers]
    if short:
        raise ValidationError(
            ngettext(
                "Fewer than %(least)d officer has scored: %(names)s.",
                "Fewer than %(least)d officers have scored: %(names)s.",
                standings.least_scorers,
            )
            % {"least": standings.least_scorers, "names": first_of(short)}
        )


def first_of(names: list[str], most: int = 5) -> str:
    """The first few names, and how many more there are."""
    if len(names) <= most:
        return ", ".join(names)
    more = ngettext("%(count)d more", "%(count)d more", len(names) - most) % {"count": len(names) - most}
    return f"{', '.join(names[:most])}, {more}"


@dataclass(slots=True)
class Desk:
    """Candidates of one batch with all that deciding on them asks for, read once and locked.

    Batch first, then enrollments, then people, each in one order for all: whoever wants the same waits.
    """

    batch: Batch
    rules: RuleSet
    rows: dict[int, Enrollment]
    people: dict[int, Trainee]
    verdicts: dict[int, str]
    seats_left: int
    by: User

    def row(self, enrollment: Enrollment) -> Enrollment:
        return self.rows[enrollment.pk]

    def standing(self, row: Enrollment) -> list[Finding]:
        """The blocks that stand against this candidate now, without those lifted."""
        found = enrollment_findings(self.people[row.person_id], self.batch, self.rules)
        return standing_blocks(row, found)

    def messages(self, row: Enrollment) -> list[str]:
        """What blocks this candidate, each with the name before it."""
        return [f"{row.person.name}: {finding.text}" for finding in self.standing(row)]

    def _refuse_unadvised(self, row: Enrollment) -> None:
        """No inmate is accepted, or kept in reserve, without the TPP's approval (rule 4.8); officers need none."""
        if not self.batch.is_for_officers and self.verdicts.get(row.pk) != TppDecision.Verdict.APPROVED:
            raise ValidationError(
                _("%(name)s: no TPP session has approved this person yet.") % {"name": row.person.name}
            )

    def accept(self, row: Enrollment) -> None:
        if messages := self.messages(row):
            raise ValidationError(messages)
        self._refuse_unadvised(row)
        if self.seats_left < 1:
            raise ValidationError(
                ngettext(
                    "The batch is full: its only seat is taken.",
                    "The batch is full: all %(seats)d seats are taken.",
                    self.batch.seats,
                )
                % {"seats": self.batch.seats}
            )
        kept = kept_findings(self.people[row.person_id], self.batch, self.rules)
        self._move(row, State.ACCEPTED, Verb.ACCEPT, **kept)

    def reserve(self, row: Enrollment) -> None:
        self._refuse_unadvised(row)
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


def desk_of(batch: Batch, candidates: Iterable[Enrollment] | None = None, *, by: User) -> Desk:
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
    hold_people(batch, wanted_people)
    decided = TppDecision.objects.filter(enrollment__in=rows).order_by("session__held_on", "session")
    return Desk(
        batch=batch,
        rules=RuleSet.objects.in_force(on=batch.starts_on),
        rows=rows,
        people={person.pk: person for person in with_training(trainees_of(batch).filter(pk__in=wanted_people))},
        verdicts=dict(decided.values_list("enrollment", "verdict")),
        seats_left=batch.seats - batch.enrollments.seated().count(),
        by=by,
    )


@transaction.atomic
def accept(enrollment: Enrollment, *, by: User) -> None:
    """Give a candidate whom a TPP session has approved one of the batch's seats.

    Refused when the batch is full, or while something blocks the person and the head has not lifted it.
    """
    desk = desk_of(enrollment.batch, [enrollment], by=by)
    desk.accept(desk.row(enrollment))


@transaction.atomic
def reserve(enrollment: Enrollment, *, by: User) -> None:
    """Keep a candidate on the reserve list."""
    desk = desk_of(enrollment.batch, [enrollment], by=by)
    desk.reserve(desk.row(enrollment))


@transaction.atomic
def reject(enrollment: Enrollment, *, reason: str, by: User) -> None:
    """Turn a candidate down; the reason stays with the enrollment. Who had a seat makes room for the reserve."""
    desk = desk_of(enrollment.batch, [enrollment], by=by)
    row = desk.row(enrollment)
    had_seat = row.has_seat
    desk.reject(row, reason)
    if had_seat:
        fill_seat(row, batch=desk.batch, by=by)


@transaction.atomic
def lift_blocks(enrollment: Enrollment, *, reason: str, by: User, seen: Collection[str] | None = None) -> None:
    """The head takes it upon himself that a person may join in spite of the blocks that stand now.

    Name and reason are kept, and which blocks were lifted: one that comes later stands. `seen` are the codes that
    the head was shown; None for who has just looked. Raises ValidationError while nothing blocks, and when a block
    has appeared that the head was not shown.
    """
    if not reason.strip():
        raise ValidationError(_("Lifting a block needs a reason."))
    batch = locked(enrollment.batch)
    require(batch, *LIFTING)
    row = Enrollment.objects.select_for_update(of=("self",)).get(pk=enrollment.pk)
    row.batch = batch
    found = blocks_today(row)
    if not found:
        raise ValidationError(_("Nothing blocks this person, so there is nothing to lift."))
    if seen is not None and (new := [finding.text for finding in found if finding.code not in seen]):
        raise ValidationError([_("Something else blocks this person by now. Read it, then decide again."), *new])
    row.blocks_lifted_by, row.blocks_lifted_reason = by, reason
    row.lifted_codes = sorted({finding.code for finding in found})
    row.save(update_fields=["blocks_lifted_by", "blocks_lifted_reason", "lifted_codes"])
    record(Verb.LIFT, row, by=by, reason=reason, is_confidential=True)


def blocks_today(enrollment: Enrollment) -> list[Finding]:
    """What blocks the person as they stand now, which may be more or less than on the day they were proposed."""
    batch = enrollment.batch
    person = with_training(trainees_of(batch).filter(pk=enrollment.person_id)).get()
    return blocks(enrollment_findings(person, batch, RuleSet.objects.in_force(on=batch.starts_on)))
