"""The steps of an agreement."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import move, record, require
from audit.models import Verb
from facilities.models import Agreement, AgreementParty

State, Kind = Agreement.State, Agreement.Kind
DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PartySigns:
    """What one party writes on the paper: its own number, and who signs."""

    party: int
    number: str
    signatory_name: str
    signatory_position: str
    signatory_nip: str


@dataclass(frozen=True, slots=True)
class Witness:
    name: str
    position: str


def locked(agreement: Agreement) -> Agreement:
    """The agreement's row as it is now, locked: it carries the state and the quota."""
    return Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)


@transaction.atomic
def write_signatories(
    agreement: Agreement, signs: Iterable[PartySigns], witnesses: Iterable[Witness], *, by: User
) -> None:
    """Write down each party's number and signatory and all witnesses, while it is a draft."""
    agreement = locked(agreement)
    require(agreement, State.DRAFT)
    for row in signs:
        facts = asdict(row)
        # Only the spaces that people put into a NIP go; what is no NIP stays as typed (rule 6.6).
        facts["signatory_nip"] = plain_nip(row.signatory_nip)
        agreement.parties.filter(pk=facts.pop("party")).update(**facts)
    agreement.witnesses.all().delete()
    for witness in witnesses:
        agreement.witnesses.create(name=witness.name, position=witness.position)
    record(Verb.EDIT, agreement, by=by, fields=["parties", "witnesses"])


def plain_nip(nip: str) -> str:
    digits = re.sub(r"\s", "", nip)
    return digits if re.fullmatch(r"\d{18}", digits, re.ASCII) else nip


def odd_nips(agreement: Agreement) -> list[str]:
    """NIPs that have not 18 digits, to look at again: some officials have another number, so nothing is refused."""
    typed = [party.signatory_nip for party in agreement.parties.all() if party.signatory_nip]
    return [nip for nip in typed if not re.fullmatch(r"\d{18}", nip, re.ASCII)]


def signing_gaps(agreement: Agreement) -> list[str]:
    """What is missing before the agreement can be signed, in sentences."""
    gaps = []
    parties = list(agreement.parties.all())
    if not any(party.facility_id for party in parties) or not any(party.centre_id for party in parties):
        gaps.append(_("An agreement needs a prison and a training centre as parties."))
    if not all(party.number and party.signatory_name for party in parties):
        gaps.append(_("Each party needs its number and its signatory before the agreement is signed."))
    if not agreement.fields.exists():
        gaps.append(_("An agreement needs at least one field in its scope."))
    if agreement.kind == Kind.ADDENDUM and agreement.amends is None:
        gaps.append(_("An addendum amends an agreement: choose which."))
    return gaps


@transaction.atomic
def sign(agreement: Agreement, *, on: dt.date, today: dt.date, by: User) -> None:
    """Record that both sides have signed. Needs both sides, each with its number and signatory.

    An addendum is signed while what it amends lasts, and follows it without a gap.
    """
    agreement = locked(agreement)
    if on > today:
        raise ValidationError({"signed_on": _("The day of signing cannot lie in the future.")})
    if gaps := signing_gaps(agreement):
        raise ValidationError(gaps[0])
    if agreement.amends is not None:
        _refuse_after_the_end(agreement, locked(agreement.amends), on)
    move(agreement, State.SIGNED, Verb.SIGN, by=by, signed_on=on)


def _refuse_after_the_end(addendum: Agreement, amended: Agreement, on: dt.date) -> None:
    if amended.state != State.SIGNED:
        raise ValidationError(_("What it amends is not signed, or has been terminated."))
    if on > amended.last_day or addendum.starts_on > amended.last_day + DAY:
        raise ValidationError(
            _("What it amends ends on %(day)s: an addendum is signed by then and leaves no gap. Later, renew instead.")
            % {"day": date_format(amended.last_day)}
        )
    if addendum.starts_on < amended.starts_on:
        raise ValidationError(_("An addendum cannot hold from a day before what it amends."))


@transaction.atomic
def terminate(agreement: Agreement, *, on: dt.date, reason: str, by: User) -> None:
    """End an agreement before its last day; from `on` it is no longer in force. Its addenda end with it."""
    agreement = locked(agreement)
    if agreement.amends_id:
        raise ValidationError(_("An addendum is not terminated: sign another one, or terminate the agreement."))
    if agreement.signed_on and on < agreement.signed_on:
        raise ValidationError({"terminated_on": _("The agreement cannot end before it was signed.")})
    if on > agreement.last_day:
        raise ValidationError({"terminated_on": _("The agreement ends by itself before that day.")})
    move(
        agreement,
        State.TERMINATED,
        Verb.TERMINATE,
        by=by,
        reason=reason,
        terminated_on=on,
        termination_reason=reason,
    )


@transaction.atomic
def renew(agreement: Agreement, *, by: User) -> Agreement:
    """A draft of the agreement that follows this one, as long as it was; the draft that is there already, if any."""
    agreement = locked(agreement)
    if agreement.state == State.DRAFT or agreement.kind == Kind.ADDENDUM:
        raise ValidationError(_("Only a signed agreement is renewed."))
    if there := agreement.renewals.first():
        return there
    starts_on = agreement.last_day + DAY
    ends_on = starts_on + (agreement.ends_on - agreement.starts_on)
    newest = agreement.terms(on=agreement.last_day)
    draft = Agreement(
        kind=agreement.kind,
        renews=agreement,
        umbrella=agreement.umbrella,
        title=agreement.title,
        starts_on=starts_on,
        ends_on=ends_on,
        trainee_policy=newest.trainee_policy,
        quota=newest.quota,
    )
    return _drafted(draft, newest, by=by)


@transaction.atomic
def amend(agreement: Agreement, *, today: dt.date, by: User) -> Agreement:
    """A draft of an addendum that says what holds now, to be changed where it shall differ."""
    agreement = locked(agreement)
    require(agreement, State.SIGNED)
    if agreement.kind == Kind.ADDENDUM:
        raise ValidationError(_("An addendum amends the agreement itself, not another addendum."))
    if there := agreement.addenda.filter(state=State.DRAFT).first():
        return there
    now = agreement.terms(on=today)
    starts_on = min(max(today, agreement.starts_on), agreement.last_day)
    draft = Agreement(
        kind=Kind.ADDENDUM,
        amends=agreement,
        title=_("Addendum: %(title)s") % {"title": agreement.title[:180]},
        starts_on=starts_on,
        ends_on=agreement.last_day,
        trainee_policy=now.trainee_policy,
        quota=now.quota,
    )
    return _drafted(draft, now, by=by)


def _drafted(draft: Agreement, like: Agreement, *, by: User) -> Agreement:
    """Saved with fields and parties of the other one; numbers are each paper's own, so they start empty."""
    draft.full_clean()
    draft.save()
    draft.fields.set(like.fields.all())
    for party in like.parties.all():
        AgreementParty.objects.create(
            agreement=draft,
            facility=party.facility,
            centre=party.centre,
            signatory_name=party.signatory_name,
            signatory_position=party.signatory_position,
            signatory_nip=party.signatory_nip,
        )
    record(Verb.ADD, draft, by=by)
    return draft
