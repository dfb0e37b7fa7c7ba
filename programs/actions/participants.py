"""Participants who pause, come back or leave while the batch runs."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import move
from audit.models import Verb
from programs.actions.batches import locked
from programs.actions.seats import fill_seat
from programs.models import Batch, Enrollment, EnrollmentQuerySet
from programs.permits import without_permit


def refuse_who_is_not_in_class(
    batch: Batch, people: Iterable[Enrollment], besides: EnrollmentQuerySet | None = None
) -> None:
    """Asked of the database, because a participant may have paused or left since the page was opened.

    `besides` may be spoken of too: who was still in class on the day in question.
    """
    there = set(batch.enrollments.active().order_by().values_list("pk", flat=True))
    if besides is not None:
        there.update(besides.order_by().values_list("pk", flat=True))
    gone = sorted(person.person.name for person in people if person.pk not in there)
    if gone:
        raise ValidationError(_("Not an active participant of this batch: %(names)s.") % {"names": ", ".join(gone)})


@transaction.atomic
def suspend(enrollment: Enrollment, *, reason: str, by: User) -> None:
    """Pause a participant: the seat stays taken, and missed sessions are no absences."""
    _move_participant(enrollment, Enrollment.State.SUSPENDED, Verb.SUSPEND, by=by, reason=reason)


@transaction.atomic
def resume(enrollment: Enrollment, *, by: User) -> None:
    """Bring a paused participant back. Outside the prison a permit must reach to the batch's last day."""
    if without_permit(Enrollment.objects.filter(pk=enrollment.pk)).exists():
        raise ValidationError(
            _("No assimilation decree or escort letter on file until %(day)s.")
            % {"day": date_format(enrollment.batch.last_day)}
        )
    _move_participant(enrollment, Enrollment.State.ACTIVE, Verb.RESUME, by=by)


@transaction.atomic
def drop(enrollment: Enrollment, *, drop_reason: Enrollment.DropReason, reason: str, by: User) -> None:
    """Take a participant out for a coded reason; hours and units earned stay on record, the reserve moves up."""
    _move_participant(enrollment, Enrollment.State.DROPPED, Verb.DROP, by=by, reason=reason, drop_reason=drop_reason)


def _move_participant(
    enrollment: Enrollment, to: Enrollment.State, verb: Verb, *, by: User, reason: str = "", **facts: object
) -> None:
    batch = locked(enrollment.batch)
    row = Enrollment.objects.select_for_update(of=("self",)).get(pk=enrollment.pk)
    had_seat = row.has_seat
    move(row, to, verb, by=by, reason=reason, is_confidential=True, **facts)
    if had_seat and not row.has_seat:
        fill_seat(row, batch=batch, by=by)
