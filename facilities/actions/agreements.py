"""The steps of an agreement."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import move
from audit.models import Verb
from facilities.models import Agreement


@transaction.atomic
def sign(agreement: Agreement, *, on: dt.date, today: dt.date, by: User) -> None:
    """Record that both sides have signed. Needs both sides, each with its number and signatory."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if on > today:
        raise ValidationError({"signed_on": _("The day of signing cannot lie in the future.")})
    parties = list(agreement.parties.all())
    if not any(party.facility_id for party in parties) or not any(party.centre_id for party in parties):
        raise ValidationError(_("An agreement needs a prison and a training centre as parties."))
    if not all(party.number and party.signatory_name for party in parties):
        raise ValidationError(_("Each party needs its number and its signatory before the agreement is signed."))
    if not agreement.fields.exists():
        raise ValidationError(_("An agreement needs at least one field in its scope."))
    move(agreement, Agreement.State.SIGNED, Verb.SIGN, by=by, signed_on=on)


@transaction.atomic
def terminate(agreement: Agreement, *, on: dt.date, reason: str, by: User) -> None:
    """End an agreement before its last day; from `on` it is no longer in force."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if agreement.signed_on and on < agreement.signed_on:
        raise ValidationError({"terminated_on": _("The agreement cannot end before it was signed.")})
    if on > agreement.ends_on:
        raise ValidationError({"terminated_on": _("The agreement ends by itself before that day.")})
    move(
        agreement,
        Agreement.State.TERMINATED,
        Verb.TERMINATE,
        by=by,
        reason=reason,
        terminated_on=on,
        termination_reason=reason,
    )
