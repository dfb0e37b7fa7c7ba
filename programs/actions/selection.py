"""Choosing who joins: proposed, scored, then accepted, reserve or rejected. Seats are taken under a lock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from audit.actions import move, record, require
from audit.models import Verb
from programs.actions.batches import locked
from programs.findings import enrollment_findings, with_training
from programs.models import Batch, Enrollment, SelectionScore
from trainees.eligibility import Finding, blocks
from trainees.models import Inmate, RuleSet

State = Enrollment.State


@transaction.atomic
def propose(batch: Batch, inmates: Iterable[Inmate], *, by: User) -> list[Enrollment]:
    """Put people forward for a batch, with what stands against each as it stands today.

    Raises ValidationError, and proposes nobody, when one of them belongs to another prison.
    """
    batch = locked(batch)
    require(batch, Batch.State.SELECTING)
    rules = RuleSet.objects.in_force(on=batch.starts_on)
    wanted = {inmate.pk for inmate in inmates} - set(batch.enrollments.values_list("inmate", flat=True))
    people = with_training(Inmate.objects.filter(pk__in=wanted))
    if any(inmate.facility_id != batch.facility_id for inmate in people):
        raise ValidationError(_("Only people held in the batch's prison can be proposed."))
    return [_propose_one(batch, inmate, rules, by) for inmate in people]


def _propose_one(batch: Batch, inmate: Inmate, rules: RuleSet, by: User) -> Enrollment:
    found = enrollment_findings(inmate, batch, rules)
    enrollment = Enrollment.objects.create(batch=batch, inmate=inmate, findings=_kept(found, rules))
    record(Verb.PROPOSE, enrollment, by=by)
    return enrollment


@transaction.atomic
def score(enrollment: Enrollment, points: int, *, by: User) -> SelectionScore:
    """Record this officer's points, 0 to 100; a second call corrects the first."""
    require(locked(enrollment.batch), Batch.State.SELECTING)
    given, _created = SelectionScore.objects.update_or_create(
        enrollment=enrollment, scored_by=by, defaults={"score": points}
    )
    record(Verb.SCORE, enrollment, by=by)
    return given


@transaction.atomic
def accept(enrollment: Enrollment, *, by: User) -> None:
    """Give a candidate one of the batch's seats.

    Refused when the batch is full, or while something blocks the person and the head has not lifted it.
    """
    enrollment, batch = _candidate(enrollment)
    rules = RuleSet.objects.in_force(on=batch.starts_on)
    _hold_people([enrollment.inmate_id])
    inmate = with_training(Inmate.objects.filter(pk=enrollment.inmate_id)).get()
    found = enrollment_findings(inmate, batch, rules)
    standing = blocks(found)
    if standing and enrollment.blocks_lifted_by_id is None:
        raise ValidationError([f"{inmate.name}: {finding.text}" for finding in standing])
    if batch.enrollments.seated().count() >= batch.seats:
        raise ValidationError(
            ngettext(
                "The batch is full: its only seat is taken.",
                "The batch is full: all %(seats)d seats are taken.",
                batch.seats,
            )
            % {"seats": batch.seats}
        )
    move(enrollment, State.ACCEPTED, Verb.ACCEPT, by=by, findings=_kept(found, rules))
    _forget_the_reason(enrollment)


@transaction.atomic
def reserve(enrollment: Enrollment, *, by: User) -> None:
    """Keep a candidate on the reserve list."""
    enrollment, _batch = _candidate(enrollment)
    move(enrollment, State.RESERVE, Verb.RESERVE, by=by)
    _forget_the_reason(enrollment)


@transaction.atomic
def reject(enrollment: Enrollment, *, reason: str, by: User) -> None:
    """Turn a candidate down; the reason stays with the enrollment."""
    if not reason.strip():
        raise ValidationError(_("A rejection needs a reason."))
    enrollment, _batch = _candidate(enrollment)
    enrollment.reason = reason
    enrollment.save(update_fields=["reason"])
    move(enrollment, State.REJECTED, Verb.REJECT, by=by, reason=reason, is_confidential=True)


@transaction.atomic
def lift_blocks(enrollment: Enrollment, *, reason: str, by: User) -> None:
    """The head takes it upon himself that a blocked person may join; name and reason are kept."""
    if not reason.strip():
        raise ValidationError(_("Lifting a block needs a reason."))
    enrollment, _batch = _candidate(enrollment)
    enrollment.blocks_lifted_by, enrollment.blocks_lifted_reason = by, reason
    enrollment.save(update_fields=["blocks_lifted_by", "blocks_lifted_reason"])
    record(Verb.LIFT, enrollment, by=by, reason=reason, is_confidential=True)


def _candidate(enrollment: Enrollment) -> tuple[Enrollment, Batch]:
    """Batch first, then enrollment: everybody locks in this order."""
    batch = locked(enrollment.batch)
    require(batch, Batch.State.SELECTING)
    row = Enrollment.objects.select_for_update(of=("self",)).select_related("inmate").get(pk=enrollment.pk)
    row.batch = batch
    return row, batch


def _forget_the_reason(enrollment: Enrollment) -> None:
    """Whoever is no longer rejected carries no reason of a rejection; the trail keeps it."""
    if enrollment.reason:
        enrollment.reason = ""
        enrollment.save(update_fields=["reason"])


def _hold_people(inmates: list[int]) -> None:
    """Lock the people, in one order for all: two batches that want the same person ask one after the other."""
    list(Inmate.objects.select_for_update(no_key=True).filter(pk__in=inmates).order_by("pk").values_list("pk"))


def _kept(found: list[Finding], rules: RuleSet) -> list[dict[str, str]]:
    return [{**finding.to_dict(), "rules": rules.name} for finding in found]


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
    batch = locked(batch)
    require(batch, Batch.State.SELECTING)
    ranked = list(batch.enrollments.undecided().ranked().select_related("inmate", "batch"))
    unscored = sum(enrollment.score is None for enrollment in ranked)  # type: ignore[attr-defined]
    if unscored:
        raise ValidationError(
            ngettext("%(count)d candidate has no score yet.", "%(count)d candidates have no score yet.", unscored)
            % {"count": unscored}
        )
    rules = RuleSet.objects.in_force(on=batch.starts_on)
    _hold_people([enrollment.inmate_id for enrollment in ranked])
    people = with_training(Inmate.objects.filter(pk__in=[enrollment.inmate_id for enrollment in ranked]))
    standing = {inmate.pk: blocks(enrollment_findings(inmate, batch, rules)) for inmate in people}
    left = batch.seats - batch.enrollments.seated().count()
    accepted = reserved = rejected = 0
    for enrollment in ranked:
        if standing[enrollment.inmate_id] and enrollment.blocks_lifted_by_id is None:
            reject(enrollment, reason=" ".join(finding.text for finding in standing[enrollment.inmate_id]), by=by)
            rejected += 1
        elif accepted < left:
            accept(enrollment, by=by)
            accepted += 1
        else:
            reserve(enrollment, by=by)
            reserved += 1
    return Choice(accepted, reserved, rejected)
