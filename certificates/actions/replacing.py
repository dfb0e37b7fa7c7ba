"""A wrong certificate is corrected by another under a new number; the old one stays on record as replaced."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from audit.models import Verb
from audit.refusals import refusals_explained
from certificates.actions.competence import verdict_for_another
from certificates.actions.issuing import issue
from certificates.actions.ledger import checkpoint, enter
from certificates.actions.revoking import end, for_its_head
from certificates.models import Certificate, CertificateKind, LedgerEntry, Proposal


@transaction.atomic
def propose_replacement(
    certificate: Certificate, *, on: dt.date, end_class: str, correction: str, by: User
) -> Proposal:
    """Ask the head to issue the certificate anew, as the register says it now: the first pair of eyes of two.

    Raises ValidationError when the certificate no longer stands, or a replacement waits already; and for what an LSP
    decided that could not be printed today (`on`), while its letter can still be corrected.
    """
    row = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if row.revoked_at:
        raise ValidationError(_("This certificate no longer stands; there is nothing to replace."))
    if Proposal.objects.replacing().filter(replaces=row).exists():
        raise ValidationError(_("A replacement has already been proposed; it waits for the head."))
    verdict = verdict_for_another(row, on=on, by=by) if row.kind == CertificateKind.COMPETENCE else None
    with refusals_explained():
        proposal = Proposal.objects.create(
            enrollment=row.enrollment,
            kind=row.kind,
            proposed_by=by,
            verdict=verdict,
            replaces=row,
            end_class=end_class,
            correction=correction,
        )
    record(Verb.PROPOSE, proposal, by=by, reason=correction)
    return proposal


@transaction.atomic
def replace(certificate: Certificate, *, on: dt.date, by: User) -> Certificate:
    """End the certificate and issue the one proposed in its place, under the next number; both or neither.

    Only the head of the issuing centre, who did not propose it; every gate is asked again.
    Raises ValidationError when nothing is proposed, or the certificate no longer stands.
    """
    row = for_its_head(certificate, by)
    proposal = Proposal.objects.replacing().filter(replaces=row).first()
    if proposal is None:
        raise ValidationError(_("The centre's staff propose a replacement first."))
    end(row, end_class=proposal.end_class, reason=proposal.correction, by=by, is_replaced=True)
    [new] = issue([proposal], on=on, by=by)
    enter([row], LedgerEntry.Event.REPLACED)
    checkpoint()
    record(Verb.REPLACE, row, by=by, reason=proposal.correction)
    return new
