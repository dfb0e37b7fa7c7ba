"""When a seat falls free: who of the reserve moves up to it by itself, and both sides are told."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import move, record, require
from audit.models import Verb
from programs.actions.batches import locked
from programs.actions.wording import for_the_record
from programs.findings import enrollment_findings, standing_blocks, trainees_of, with_training
from programs.models import Batch, Enrollment, ScoreSheet, SeatChange
from programs.permits import without_permit
from trainees.assimilation import assess, facts_of
from trainees.models import Inmate, Officer, RuleSet

State = Enrollment.State
Trainee = Inmate | Officer
REFILLED = (Batch.State.SELECTING, Batch.State.DECREED, Batch.State.RUNNING)


def fill_seat(left: Enrollment, *, batch: Batch, by: User) -> SeatChange | None:
    """Somebody has just lost a seat of the batch, which the caller has locked: the first fit reserve moves up.

    Whoever something blocks by now is passed over, and in a running class outside whoever has no permit. Of equals
    nobody moves up by itself: a person decides. Late in the lessons nobody moves up any more. None where the batch
    is past filling.
    """
    if batch.state not in REFILLED:
        return None
    fit = [] if is_too_late(batch) else _fit_reserves(batch)
    first = [row for row in fit if row.reserve_order == fit[0].reserve_order]
    change = SeatChange.objects.create(left=left, is_tied=len(first) > 1)
    record(Verb.FREE_SEAT, change, by=by)
    if len(first) == 1:
        _move_up(change, first[0], batch, by)
    return change


def is_too_late(batch: Batch) -> bool:
    """More of the lessons are over than the batch's sheet allows a reserve to miss."""
    if batch.state != Batch.State.RUNNING:
        return False
    sheet = ScoreSheet.objects.for_batch(batch)
    over = batch.sessions.of_the_package().filter(attendances__isnull=False).distinct().values_list("pk", flat=True)
    hours = batch.sessions.filter(pk__in=list(over)).aggregate(total=Sum("lesson_hours", default=0))["total"]
    return sheet is None or hours * 100 > batch.package.lesson_hours * sheet.joins_until


@transaction.atomic
def choose_reserve(change: SeatChange, chosen: Enrollment, *, reason: str, by: User) -> None:
    """A person says which of the reserve takes the free seat, and why.

    Raises ValidationError when the seat was filled meanwhile, or the person is no fit reserve of the batch.
    """
    batch = locked(change.left.batch)
    require(batch, *REFILLED)
    change = SeatChange.objects.select_for_update(of=("self",)).select_related("left").get(pk=change.pk)
    if change.moved_up_id or batch.enrollments.seated().count() >= batch.seats:
        raise ValidationError(_("The seat is taken by now."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    fit = {row.pk: row for row in _fit_reserves(batch)}
    if chosen.pk not in fit:
        raise ValidationError({"chosen": _("This person is not on the reserve list, or something blocks them.")})
    _move_up(change, fit[chosen.pk], batch, by, reason=reason)


def fit_reserves(batch: Batch) -> list[Enrollment]:
    """The reserve in its order, without those whom something blocks as they stand now."""
    rows = batch.enrollments.filter(state=State.RESERVE).with_people()
    return _judged(batch, list(rows.order_by("reserve_order", "pk")))


def _fit_reserves(batch: Batch) -> list[Enrollment]:
    reserve = batch.enrollments.filter(state=State.RESERVE)
    rows = list(reserve.select_for_update(of=("self",)).with_people().order_by("pk"))
    hold_people(batch, sorted(row.person_id for row in rows))
    return _judged(batch, sorted(rows, key=lambda row: (row.reserve_order is None, row.reserve_order or 0, row.pk)))


def _judged(batch: Batch, rows: list[Enrollment]) -> list[Enrollment]:
    rules = RuleSet.objects.in_force(on=batch.starts_on)
    wanted = with_training(trainees_of(batch).filter(pk__in=[row.person_id for row in rows]))
    people = {person.pk: person for person in wanted}
    kept_inside = _kept_inside(batch, rows)
    rows = [row for row in rows if row.pk not in kept_inside]
    return [row for row in rows if not standing_blocks(row, enrollment_findings(people[row.person_id], batch, rules))]


def _kept_inside(batch: Batch, rows: list[Enrollment]) -> set[int]:
    """Who could not go out to the running class at once."""
    if batch.state != Batch.State.RUNNING or not batch.needs_permits:
        return set()
    return set(without_permit(batch.enrollments.filter(pk__in=[row.pk for row in rows])).values_list("pk", flat=True))


def _move_up(change: SeatChange, row: Enrollment, batch: Batch, by: User, *, reason: str = "") -> None:
    row.batch = batch
    rules = RuleSet.objects.in_force(on=batch.starts_on)
    person = with_training(trainees_of(batch).filter(pk=row.person_id)).get()
    kept = kept_findings(person, batch, rules)
    move(row, State.ACCEPTED, Verb.MOVE_UP, by=by, reason=reason, is_confidential=True, **kept)
    if batch.state == Batch.State.RUNNING:
        move(row, State.ACTIVE, Verb.START, by=by)
    change.moved_up, change.is_tied = row, False
    change.needs_addendum = batch.state != Batch.State.SELECTING
    change.facility_saw_at = change.centre_saw_at = None
    change.save(update_fields=["moved_up", "is_tied", "needs_addendum", "facility_saw_at", "centre_saw_at"])


@transaction.atomic
def tick_seen(change: SeatChange, *, by: User) -> None:
    """The user's side has seen the change; a second tick is nothing new."""
    posting = by.posting
    if posting is None or SeatChange.objects.filter(pk=change.pk).unseen_by(by).first() is None:
        return
    seen = "facility_saw_at" if posting.facility_id else "centre_saw_at"
    SeatChange.objects.filter(pk=change.pk).update(**{seen: timezone.now()})
    record(Verb.TICK, change, by=by)


def hold_people(batch: Batch, people: list[int]) -> None:
    """Lock the people, in one order for all: two batches that want the same person ask one after the other."""
    list(trainees_of(batch).select_for_update(no_key=True).filter(pk__in=people).order_by("pk").values_list("pk"))


def kept_findings(person: Trainee, batch: Batch, rules: RuleSet) -> dict[str, Any]:
    """What an enrollment keeps of the day it was decided on: the findings, and the facts that they rest on."""
    with for_the_record():
        found = enrollment_findings(person, batch, rules)
        facts = {} if isinstance(person, Officer) else facts_of(assess(person, rules, on=batch.starts_on), person)
    return {"findings": [{**finding.to_dict(), "rules": rules.name} for finding in found], "facts": facts}
