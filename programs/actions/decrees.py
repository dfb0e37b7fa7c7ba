"""The head's decree (SK) fixes who is trained and closes the selection; an addendum tells who took whose seat since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from audit.actions import move, record, require
from audit.models import Verb
from programs.actions.batches import locked, refuse_for_the_plan, refuse_who_is_blocked
from programs.actions.selection import first_of
from programs.actions.standards import refuse_off_the_standard
from programs.decreed import changes_record, decree_record
from programs.models import Batch, Decree, Enrollment, SeatChange, TppDecision, TppSession

State = Enrollment.State
Verdict = TppDecision.Verdict


@transaction.atomic
def decree(batches: Iterable[Batch], *, number: str, on: dt.date, today: dt.date, by: User) -> Decree:
    """One decree of the day `on` for these batches of one prison.

    Refused with a candidate nobody decided on, people or timetable off a package's standard without the word of
    its centre's head, somebody accepted without the TPP's approval or whom something blocks by now, a plan outside
    its agreement, or a day in the future or before the agreement or the TPP session. Whom the TPP postponed does
    not join: rejected, with its reason.
    """
    batches = [locked(batch) for batch in sorted(batches, key=lambda batch: batch.pk)]
    if len({batch.facility_id for batch in batches}) != 1:
        raise ValidationError(_("Choose batches of your own prison."))
    if on > today:
        raise ValidationError({"on": _("The day of the decree cannot lie in the future.")})
    for batch in batches:
        _refuse(batch, on)
        _let_go_who_was_postponed(batch, by)
    issued = _add(Decree.Kind.DECREE, batches, decree_record(batches, by), number=number, on=on, by=by)
    for batch in batches:
        move(
            batch,
            Batch.State.DECREED,
            Verb.DECREE,
            by=by,
            reason=number,
            decree_number=number,
            minutes_number=", ".join(session.minutes_number for session in sessions_of(batch))[:100],
            decreed_on=on,
        )
    return issued


@transaction.atomic
def amend(batch: Batch, *, number: str, on: dt.date, today: dt.date, by: User) -> Decree:
    """An addendum for all seats that changed hands since the decree and stand in no addendum yet."""
    batch = locked(batch)
    require(batch, Batch.State.DECREED, Batch.State.RUNNING, Batch.State.TESTING)
    if on > today:
        raise ValidationError({"on": _("The day of the addendum cannot lie in the future.")})
    if batch.decreed_on and on < batch.decreed_on:
        raise ValidationError({"on": _("The addendum cannot lie before the decree.")})
    rows = SeatChange.objects.filter(left__batch=batch).without_addendum().select_for_update(of=("self",))
    changes = list(rows.with_people().order_by("pk"))
    if not changes:
        raise ValidationError(_("No seat has changed hands since the decree."))
    issued = _add(Decree.Kind.ADDENDUM, [batch], changes_record(batch, changes, by), number=number, on=on, by=by)
    for change in changes:
        change.addendum = issued
        change.save(update_fields=["addendum"])
    record(Verb.AMEND, batch, by=by, reason=number)
    return issued


def sessions_of(batch: Batch) -> list[TppSession]:
    """The TPP sessions that approved the batch's people, in their order."""
    approved = TppDecision.objects.filter(enrollment__batch=batch, verdict=Verdict.APPROVED)
    return list(TppSession.objects.filter(decisions__in=approved).distinct().order_by("held_on", "pk"))


def postponed(batch: Batch) -> list[tuple[Enrollment, str]]:
    """Those undecided whom the TPP put off at last, with its reason."""
    latest = _latest(batch)
    rows = batch.enrollments.undecided().with_people()
    return [
        (row, latest[row.pk].note) for row in rows if row.pk in latest and latest[row.pk].verdict == Verdict.POSTPONED
    ]


def _latest(batch: Batch) -> dict[int, TppDecision]:
    decisions = TppDecision.objects.filter(enrollment__batch=batch).order_by("session__held_on", "session")
    return {decision.enrollment_id: decision for decision in decisions}


def _add(
    kind: Decree.Kind, batches: list[Batch], facts: dict[str, Any], *, number: str, on: dt.date, by: User
) -> Decree:
    issued = Decree(kind=kind, facility=batches[0].facility, number=number, decreed_on=on, decreed_by=by, record=facts)
    issued.validate_constraints()
    issued.save()
    issued.batches.set(batches)
    return issued


def _refuse(batch: Batch, on: dt.date) -> None:
    require(batch, Batch.State.SELECTING)
    refuse_for_the_plan(batch)
    _refuse_undecided(batch)
    refuse_off_the_standard(batch)
    _refuse_unadvised(batch)
    if batch.agreement.signed_on and on < batch.agreement.signed_on:
        raise ValidationError({"on": _("The decree cannot lie before the agreement was signed.")})
    if any(on < session.held_on for session in sessions_of(batch)):
        raise ValidationError({"on": _("The decree cannot lie before the TPP session that advised on it.")})
    refuse_who_is_blocked(batch)


def _refuse_undecided(batch: Batch) -> None:
    put_off = {row.pk for row, _note in postponed(batch)}
    undecided = batch.enrollments.undecided().exclude(pk__in=put_off).count()
    if undecided:
        raise ValidationError(
            ngettext(
                "%(count)d candidate is not decided on yet.",
                "%(count)d candidates are not decided on yet.",
                undecided,
            )
            % {"count": undecided}
        )


def _refuse_unadvised(batch: Batch) -> None:
    """Officers need no TPP: the head chooses them."""
    if batch.is_for_officers:
        return
    latest = _latest(batch)
    seated = batch.enrollments.seated().with_people()
    names = [row.person.name for row in seated if row.pk not in latest or latest[row.pk].verdict != Verdict.APPROVED]
    if names:
        raise ValidationError(_("No TPP session has approved: %(names)s.") % {"names": first_of(names)})


def _let_go_who_was_postponed(batch: Batch, by: User) -> None:
    for row, note in postponed(batch):
        Enrollment.objects.filter(pk=row.pk).update(reason=note)
        move(row, State.REJECTED, Verb.REJECT, by=by, reason=note, is_confidential=True)
