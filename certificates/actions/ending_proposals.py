"""A replacement that waits is withdrawn by who proposed it, or declined by the head."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from audit.models import Verb
from audit.refusals import refusals_explained
from certificates.actions.revoking import for_its_head
from certificates.models import Certificate, Proposal, ProposalEnd


@transaction.atomic
def withdraw_replacement(certificate: Certificate, *, by: User) -> ProposalEnd:
    """Take back one's own proposal while it waits. Raises ValidationError when none waits or it is another's."""
    proposal = _waiting(certificate)
    if proposal.proposed_by_id != by.pk:
        raise ValidationError(_("Only who proposed the replacement can withdraw it; the head can decline it."))
    return _end(proposal, ProposalEnd.Kind.WITHDRAWN, Verb.WITHDRAW, by=by)


@transaction.atomic
def decline_replacement(certificate: Certificate, *, reason: str, by: User) -> ProposalEnd:
    """Refuse the replacement that waits, as head of the issuing centre; the certificate stands as it is.

    Raises ValidationError when none waits, or `by` does not head the centre.
    """
    for_its_head(certificate, by)
    proposal = _waiting(certificate)
    if proposal.proposed_by_id == by.pk:
        raise ValidationError(_("You proposed this replacement yourself; withdraw it instead."))
    return _end(proposal, ProposalEnd.Kind.DECLINED, Verb.DECLINE, by=by, reason=reason)


def _waiting(certificate: Certificate) -> Proposal:
    row = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    proposal = Proposal.objects.select_for_update(of=("self",)).replacing().filter(replaces=row).first()
    if proposal is None:
        raise ValidationError(_("No replacement is waiting any more."))
    return proposal


def _end(proposal: Proposal, kind: ProposalEnd.Kind, verb: Verb, *, by: User, reason: str = "") -> ProposalEnd:
    with refusals_explained():
        ended = ProposalEnd.objects.create(proposal=proposal, kind=kind, ended_by=by, reason=reason)
    record(verb, proposal, by=by, reason=reason)
    return ended
