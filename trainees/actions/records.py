"""Days taken from SDP and decisions on assimilation: what somebody answers for with a name and a reason."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from audit.models import Verb
from trainees.assimilation import assess, facts_of
from trainees.models import AssimilationDecision, DateOverride, Inmate, RuleSet


@transaction.atomic
def withdraw(override: DateOverride, *, reason: str, by: User) -> None:
    """The computed day counts again; who withdrew and why stays on record."""
    row = DateOverride.objects.select_for_update(of=("self",)).get(pk=override.pk)
    if row.withdrawn_at is not None:
        raise ValidationError(_("This day is withdrawn already."))
    row.withdrawn_by, row.withdrawn_at, row.withdrawn_reason = by, timezone.now(), reason
    row.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
    record(Verb.REMOVE, row, by=by, reason=reason, is_confidential=True)


@transaction.atomic
def decide_assimilation(
    inmate: Inmate, *, on: dt.date, outcome: str, minutes_number: str, reason: str, by: User
) -> AssimilationDecision:
    """Keep a decision with the rules in force on the day and the facts it saw.

    Raises ValidationError when no rules are on record for the day, or when a decision of the same minutes is.
    """
    person = Inmate.objects.with_sentence().get(pk=inmate.pk)
    rules = RuleSet.objects.filter(valid_from__lte=on).order_by("-valid_from").first()
    if rules is None:
        raise ValidationError(_("No rules that were in force on this day are recorded."))
    if person.assimilation_decisions.filter(minutes_number=minutes_number).exists():
        raise ValidationError({"minutes_number": _("A decision of these minutes is already recorded.")})
    # Facts are kept as they were said: in the language of the offices.
    with translation.override("id"):
        facts = facts_of(assess(person, rules, on=on), person)
    decision = AssimilationDecision.objects.create(
        inmate=person,
        evaluated_for=on,
        outcome=outcome,
        minutes_number=minutes_number,
        reason=reason,
        rule_set=rules.name,
        facts=facts,
        by=by,
    )
    record(Verb.ADD, decision, by=by, reason=reason, is_confidential=bool(reason))
    return decision
