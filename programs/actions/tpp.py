"""The prison's observation team (TPP, rule 4.8): a session is held, and advises on each person of a batch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from audit.actions import record, require
from audit.models import Verb
from programs.actions.batches import locked
from programs.actions.seats import fill_seat
from programs.actions.selection import Desk, desk_of, passed_over, refuse_short_of_scores
from programs.models import Batch, Enrollment, TppDecision, TppItem, TppMember, TppSession
from programs.ranking import Ranking, ranking

State = Enrollment.State
Verdict = TppDecision.Verdict
UNDECIDED = (State.PROPOSED, State.SHORTLISTED)


class Outcome(models.TextChoices):
    """What the session's word means for a person of the batch."""

    SEAT = "seat", gettext_lazy("Approved: participant")
    RESERVE = "reserve", gettext_lazy("Approved: reserve")
    POSTPONE = "postpone", gettext_lazy("Postponed")
    REJECT = "reject", gettext_lazy("Rejected")


VERDICT = {
    Outcome.SEAT: Verdict.APPROVED,
    Outcome.RESERVE: Verdict.APPROVED,
    Outcome.POSTPONE: Verdict.POSTPONED,
    Outcome.REJECT: Verdict.REJECTED,
}


@dataclass(frozen=True, slots=True)
class Line:
    """The session's word on one person. All but a place by rank needs a note that says why."""

    enrollment: Enrollment
    outcome: Outcome
    note: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    position: str
    nip: str = ""


@transaction.atomic
def hold_session(
    session: TppSession, batches: Iterable[Batch], members: Iterable[Member], *, today: dt.date, by: User
) -> TppSession:
    """Write down a session with who sat in it and the batches on its agenda; a second call corrects the first.

    Raises ValidationError for a day in the future, for a batch taken off the agenda that was decided on already, and
    once a decree rests on the session: its minutes stay as they were when the head decided.
    """
    if session.held_on > today:
        raise ValidationError({"held_on": _("The session cannot lie in the future.")})
    is_new, wanted = session.pk is None, list(batches)
    if not is_new:
        _lock(session, wanted)
    if not is_new and session.is_rested_on:
        raise ValidationError(_("A decree rests on this session; its minutes stay as they are."))
    session.full_clean()
    session.save()
    kept = [item.batch_id for item in session.items.filter(batch__enrollments__tpp_decisions__session=session)]
    if set(kept) - {batch.pk for batch in wanted}:
        raise ValidationError({"batches": _("A batch that the session has decided on stays on its agenda.")})
    session.items.exclude(batch__in=wanted).delete()
    for batch in wanted:
        TppItem.objects.get_or_create(session=session, batch=batch)
    session.members.all().delete()
    TppMember.objects.bulk_create(
        TppMember(session=session, order=order, name=member.name, position=member.position, nip=member.nip)
        for order, member in enumerate(members, start=1)
    )
    record(Verb.ADD if is_new else Verb.EDIT, session, by=by)
    return session


def _lock(session: TppSession, batches: list[Batch]) -> None:
    """The batches first, as who decides on them or decrees them does, then the session's own row."""
    concerned = models.Q(pk__in=[batch.pk for batch in batches]) | models.Q(tpp_items__session=session)
    ids = sorted(set(Batch.objects.filter(concerned).values_list("pk", flat=True)))
    list(Batch.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=ids).order_by("pk"))
    TppSession.objects.select_for_update(no_key=True).get(pk=session.pk)


@transaction.atomic
def decide(batch: Batch, lines: Iterable[Line], *, session: TppSession | None, by: User) -> dict[Outcome, int]:
    """The session's word on people of one batch, all of it or nothing; how many got which. Officers need no session.

    No lines are no decision, and leave no trace.

    Raises ValidationError when a reason is missing, too few officers have scored somebody approved, something
    blocks one of them, there are not so many seats, or somebody gets a seat before an equal or better one and no
    note says why.
    """
    lines = list(lines)
    batch = locked(batch)
    require(batch, Batch.State.SELECTING)
    if not lines:
        return dict.fromkeys(Outcome, 0)
    _refuse_without_note(lines)
    if session is not None:
        _keep(session, batch, lines)
    desk = desk_of(batch, [line.enrollment for line in lines], by=by)
    standings = ranking(batch)
    approved = [line for line in lines if VERDICT[line.outcome] == Verdict.APPROVED]
    refuse_short_of_scores(standings, [standings.of(line.enrollment) for line in approved])
    _refuse_unexplained(standings, lines)
    freed = _take_back(desk, lines)
    order = {row.enrollment.pk: place for place, row in enumerate(standings.rows)}
    for line in sorted(approved, key=lambda line: order[line.enrollment.pk]):
        _place(desk, desk.row(line.enrollment), line.outcome)
    _put_reserve_in_order(batch, standings)
    record(Verb.DECIDE, batch, by=by)
    for row in freed[: max(0, desk.seats_left)]:
        fill_seat(row, batch=batch, by=by)
    return {outcome: sum(line.outcome == outcome for line in lines) for outcome in Outcome}


def _refuse_without_note(lines: list[Line]) -> None:
    missing: dict[str, Any] = {
        f"note_{line.enrollment.pk}": _("Postponing or rejecting needs a reason.")
        for line in lines
        if VERDICT[line.outcome] != Verdict.APPROVED and not line.note.strip()
    }
    if missing:
        raise ValidationError(missing)


def _refuse_unexplained(standings: Ranking, lines: list[Line]) -> None:
    """Neither names nor chance decide between equals: a person does, and says why."""
    noted = {line.enrollment.pk for line in lines if line.note.strip()}
    outcome = {line.enrollment.pk: line.outcome for line in lines}
    seated, waiting = [], []
    for row in standings.rows:
        told = outcome.get(row.enrollment.pk)
        if told == Outcome.SEAT:
            seated.append(row)
        elif told == Outcome.RESERVE or (told is None and row.enrollment.state == State.RESERVE):
            waiting.append(row)
    silent = [row for row in passed_over(seated, waiting) if row.enrollment.pk not in noted]
    if silent:
        text = _("Somebody equal or better stays in reserve: say why this person gets the seat.")
        raise ValidationError({f"note_{row.enrollment.pk}": text for row in silent})


def _keep(session: TppSession, batch: Batch, lines: list[Line]) -> None:
    if not session.items.filter(batch=batch).exists():
        raise ValidationError(_("The batch is not on the session's agenda."))
    for line in lines:
        TppDecision.objects.update_or_create(
            session=session,
            enrollment=line.enrollment,
            defaults={"verdict": VERDICT[line.outcome], "note": line.note},
        )


def _take_back(desk: Desk, lines: list[Line]) -> list[Enrollment]:
    """First what frees seats: rejected, postponed, and from a seat to the reserve. Who lost a seat by it."""
    lost = []
    for line in lines:
        row = desk.row(line.enrollment)
        had_seat = row.has_seat
        if line.outcome == Outcome.REJECT and row.state == State.REJECTED:
            Enrollment.objects.filter(pk=row.pk).update(reason=line.note)
        elif line.outcome == Outcome.REJECT:
            desk.reject(row, line.note)
        elif line.outcome == Outcome.POSTPONE and row.state not in UNDECIDED:
            raise ValidationError({f"note_{row.pk}": _("This person is decided on; postponing comes too late.")})
        elif line.outcome == Outcome.RESERVE and had_seat:
            desk.reserve(row)
        if had_seat and not row.has_seat:
            lost.append(row)
    return lost


def _place(desk: Desk, row: Enrollment, outcome: Outcome) -> None:
    if outcome == Outcome.SEAT and not row.has_seat:
        desk.accept(row)
    elif outcome == Outcome.RESERVE and row.state != State.RESERVE:
        desk.reserve(row)


def _put_reserve_in_order(batch: Batch, standings: Ranking) -> None:
    """Places on the reserve list by rank; equals share one, so that a person decides between them."""
    waiting = set(batch.enrollments.filter(state=State.RESERVE).values_list("pk", flat=True))
    rows = [row for row in standings.rows if row.enrollment.pk in waiting]
    for row in rows:
        place = 1 + sum(other.exact is not None and row.exact is not None and other.exact > row.exact for other in rows)
        Enrollment.objects.filter(pk=row.enrollment.pk).update(reserve_order=place)
