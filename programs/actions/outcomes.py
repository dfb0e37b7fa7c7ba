"""Writing down what somebody told after release, and deleting it when the consent is withdrawn."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from audit.models import Verb
from audit.refusals import CHANGED_MEANWHILE
from programs.models import Enrollment, Outcome, OutcomeKind
from programs.models.outcomes import months_after
from trainees.models import Movement


@transaction.atomic
def save_outcome(outcome: Outcome, *, today: dt.date, by: User) -> Outcome:
    """Save what somebody told, new or edited; the trail learns that something was entered, never what.

    Not even which fields were: only of who is occupied one more is filled in, and the trail outlives a withdrawal.
    Raises ValidationError for a day to come or too soon after release, and where the consent was withdrawn meanwhile.
    """
    Enrollment.objects.select_for_update(of=("self",), no_key=True).get(pk=outcome.enrollment_id)
    if outcome.asked_on > today:
        raise ValidationError({"asked_on": _("The day cannot lie in the future.")})
    released_on = _released_on(outcome.enrollment)
    if outcome.asked_on < months_after(released_on, outcome.months):
        raise ValidationError(
            {"asked_on": _("That is before %(count)d months have passed.") % {"count": outcome.months}}
        )
    verb = Verb.EDIT if outcome.pk else Verb.ADD
    if outcome.pk and Outcome.objects.get(pk=outcome.pk).is_withdrawn:
        raise ValidationError(CHANGED_MEANWHILE)
    outcome.recorded_by = by
    outcome.save()
    record(verb, outcome, by=by)
    return outcome


def _released_on(enrollment: Enrollment) -> dt.date:
    return Movement.objects.get(inmate=enrollment.inmate_id, kind=Movement.Kind.RELEASE).moved_on


@transaction.atomic
def withdraw_consent(outcome: Outcome, *, today: dt.date, by: User) -> None:
    """Delete what was told and its consent; that it was withdrawn, and when, is all that stays.

    A second click finds nothing to do. Raises ValidationError where nothing was told.
    """
    row = Outcome.objects.select_for_update(of=("self",)).get(pk=outcome.pk)
    if row.is_withdrawn:
        return
    if not row.is_told:
        raise ValidationError(_("Nothing was told here, so there is no consent to withdraw."))
    row.kind, row.withdrawn_on = OutcomeKind.WITHDRAWN, today
    row.is_in_field, row.consent_on, row.consent_how = None, None, ""
    row.save()
    record(Verb.WITHDRAW, row, by=by)
