"""What happens to a person in training: transfer, release, death, discipline, illness.

Recording one frees the seat or pauses the person, keeps hours and units earned, and leaves a line with the suggested
next step in the inbox of the prison. Everything goes through the steps of `participants`, whoever hangs on them.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from audit.jobs import enqueue_later
from audit.models import Verb
from facilities.models import Facility
from programs.actions import participants
from programs.actions.batch_helpers import let_go_everywhere
from programs.models import Batch, Circumstance, Enrollment
from trainees.models import DisciplinarySanction, Illness, Inmate, Movement

State = Enrollment.State
OPEN = (State.PROPOSED, State.SHORTLISTED, State.ACCEPTED, State.RESERVE, State.ACTIVE, State.SUSPENDED)
OVER = (Batch.State.CLOSED, Batch.State.CANCELLED)


@transaction.atomic
def record_transfer(
    inmate: Inmate, *, to: Facility, on: dt.date, today: dt.date, by: User, reference: str = "", note: str = ""
) -> Movement:
    """The person is held in `to` from now on, which gives a register number of its own later; the old one is kept.

    Raises ValidationError for a day in the future, for the prison the person is in, or for who has left custody.
    """
    if to.pk == inmate.facility_id:
        raise ValidationError({"to_facility": _("The person is held in this prison already.")})
    facts = {"to_facility": to, "reference": reference, "note": note}
    movement, person = _leave(inmate, Movement.Kind.TRANSFER, on, today, by, **facts)
    person.facility, person.register_serial, person.register_year = to, "", None
    person.save(update_fields=["facility", "register_serial", "register_year"])
    Circumstance.objects.create(facility=to, inmate=person, kind=Circumstance.Kind.ARRIVED, happened_on=on)
    return movement


@transaction.atomic
def record_release(
    inmate: Inmate, *, on: dt.date, today: dt.date, by: User, reference: str = "", note: str = ""
) -> Movement:
    """The person is free. Whoever completed a training still has a certificate to come: the inbox says so."""
    movement, person = _leave(inmate, Movement.Kind.RELEASE, on, today, by, reference=reference, note=note)
    person.status = Inmate.Status.RELEASED
    person.save(update_fields=["status"])
    for completed in person.enrollments.filter(state=State.COMPLETED, batch__facility=person.facility_id):
        _tell(person, completed, Circumstance.Kind.RELEASED, on)
    return movement


@transaction.atomic
def record_death(
    inmate: Inmate, *, on: dt.date, today: dt.date, by: User, reference: str = "", note: str = ""
) -> Movement:
    movement, person = _leave(inmate, Movement.Kind.DEATH, on, today, by, reference=reference, note=note)
    person.status = Inmate.Status.DIED
    person.save(update_fields=["status"])
    return movement


@transaction.atomic
def after_sanction(sanction: DisciplinarySanction, *, today: dt.date, by: User) -> None:
    """A sanction that is being served pauses the training; one to come does so when its first day comes.

    One that is over changes nothing. Asked twice, also at the same time, it pauses and tells once.
    """
    row = DisciplinarySanction.objects.select_for_update(of=("self",)).filter(pk=sanction.pk).first()
    if row is None or row.ends_on < today:
        return
    inmate = Inmate.objects.select_related("facility").get(pk=row.inmate_id)
    if row.starts_on > today:
        morning = dt.datetime.combine(row.starts_on, dt.time.min, ZoneInfo(inmate.facility.time_zone))
        enqueue_later("programs.jobs.sanction_begins", row.pk, by.pk, at=morning)
        return
    told = Circumstance.objects.filter(inmate=inmate, kind=Circumstance.Kind.DISCIPLINE, happened_on=row.starts_on)
    if not told.exists():
        _pause(inmate, Circumstance.Kind.DISCIPLINE, row.starts_on, _("Disciplinary sanction."), by)


@transaction.atomic
def record_illness(illness: Illness, *, today: dt.date, by: User) -> None:
    """Save the illness and pause the training while it lasts."""
    illness.full_clean()
    illness.save()
    record(Verb.ADD, illness, by=by)
    _pause(illness.inmate, Circumstance.Kind.ILLNESS, illness.starts_on, _("Illness."), by)


@transaction.atomic
def end_illness(illness: Illness, *, on: dt.date, by: User) -> None:
    """The person is well again. To resume the training stays a step of its own: the inbox offers it."""
    row = Illness.objects.select_for_update(of=("self",)).get(pk=illness.pk)
    if row.ended_on is not None:
        raise ValidationError(_("This illness has already ended."))
    row.ended_on = max(on, row.starts_on)
    row.save(update_fields=["ended_on"])
    record(Verb.EDIT, row, by=by, fields=["ended_on"])


@transaction.atomic
def handle(circumstance: Circumstance, *, by: User) -> None:
    """Tick a line of the inbox; a second tick changes nothing."""
    row = Circumstance.objects.select_for_update(of=("self",)).get(pk=circumstance.pk)
    if row.done_at is None:
        row.done_at, row.done_by = timezone.now(), by
        row.save(update_fields=["done_at", "done_by"])
        record(Verb.EDIT, row, by=by, fields=["done_at"])


DROP_REASON = {
    Movement.Kind.TRANSFER: Enrollment.DropReason.TRANSFERRED,
    Movement.Kind.RELEASE: Enrollment.DropReason.RELEASED,
    Movement.Kind.DEATH: Enrollment.DropReason.DIED,
}


def _leave(
    inmate: Inmate, kind: Movement.Kind, on: dt.date, today: dt.date, by: User, **facts: object
) -> tuple[Movement, Inmate]:
    """Take the person out of every class, then write down how they left. Batches are locked before the person."""
    if on > today:
        raise ValidationError({"moved_on": _("This day cannot lie in the future.")})
    reason = DROP_REASON[kind]
    for enrollment in open_enrollments(inmate):
        freed = enrollment.has_seat
        participants.drop(enrollment, drop_reason=reason, reason="", by=by)
        _tell(inmate, enrollment, Circumstance.Kind(reason), on, freed_seat=freed)
    let_go_everywhere(inmate, on=on, by=by)
    person = Inmate.objects.select_for_update(of=("self",)).select_related("facility__region").get(pk=inmate.pk)
    if person.status != Inmate.Status.IN_CUSTODY or person.facility_id != inmate.facility_id:
        raise ValidationError(_("This person is no longer held here."))
    if open_enrollments(person).exists():
        raise ValidationError(_("The person has just been proposed for a batch. Try again."))
    if on < person.birth_date:
        raise ValidationError({"moved_on": _("This day cannot be before the date of birth.")})
    latest = person.movements.first()
    if latest is not None and on < latest.moved_on:
        day = date_format(latest.moved_on)
        raise ValidationError({"moved_on": _("The person came here only on %(day)s.") % {"day": day}})
    movement = Movement(
        inmate=person,
        kind=kind,
        facility=person.facility,
        moved_on=on,
        register_number=person.register_number if person.has_register_number else "",
        **facts,
    )
    movement.save()
    record(Verb.ADD, movement, by=by, is_confidential=True)
    return movement, person


def open_enrollments(inmate: Inmate) -> QuerySet[Enrollment]:
    """Where the person still waits for a place or has one, in the order in which batches are locked."""
    return (
        inmate.enrollments.filter(state__in=OPEN)
        .exclude(batch__state__in=OVER)
        .select_related("batch", "inmate")
        .order_by("batch", "pk")
    )


def _pause(inmate: Inmate, kind: Circumstance.Kind, on: dt.date, reason: str, by: User) -> None:
    for enrollment in open_enrollments(inmate).filter(state__in=(State.ACCEPTED, State.ACTIVE, State.SUSPENDED)):
        if enrollment.state == State.ACTIVE:
            participants.suspend(enrollment, reason=reason, by=by)
        _tell(inmate, enrollment, kind, on)


def _tell(
    inmate: Inmate, enrollment: Enrollment, kind: Circumstance.Kind, on: dt.date, *, freed_seat: bool = False
) -> None:
    Circumstance.objects.create(
        facility_id=enrollment.batch.facility_id,
        inmate=inmate,
        enrollment=enrollment,
        kind=kind,
        happened_on=on,
        freed_seat=freed_seat,
    )
