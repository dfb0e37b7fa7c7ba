"""A certificate is taken back, never removed."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Role
from audit.actions import record
from audit.models import Verb
from certificates.actions.ledger import checkpoint, enter
from certificates.models import Certificate, EndClass, LedgerEntry


@transaction.atomic
def revoke(certificate: Certificate, *, reason: str, by: User, end_class: str = EndClass.OTHER) -> None:
    """Take a certificate back for good; it stays on record and its page says so from this moment.

    Only the head of the issuing centre, and with a reason. Raises ValidationError when it is revoked already.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Revoking needs a reason.")})
    row = for_its_head(certificate, by)
    end(row, end_class=end_class, reason=reason, by=by)
    enter([row], LedgerEntry.Event.REVOKED)
    checkpoint()
    record(Verb.REVOKE, row, by=by, reason=reason)


def for_its_head(certificate: Certificate, by: User) -> Certificate:
    """The standing certificate, locked. Raises ValidationError when it has ended or `by` does not head its centre."""
    row = Certificate.objects.select_for_update(of=("self",)).with_places().get(pk=certificate.pk)
    if row.is_replaced:
        raise ValidationError(_("This certificate has already been replaced."))
    if row.revoked_at:
        raise ValidationError(_("This certificate has already been revoked."))
    centre = row.enrollment.batch.package.centre_id
    if by.posting is None or by.role != Role.CENTRE_HEAD or by.posting.centre_id != centre:
        raise ValidationError(_("Only the head of the training centre may revoke a certificate."))
    return row


def end(row: Certificate, *, end_class: str, reason: str, by: User, is_replaced: bool = False) -> None:
    """Write the end of a locked certificate; its entry in the ledger must follow."""
    Certificate.objects.filter(pk=row.pk).update(
        revoked_at=dt.datetime.now(dt.UTC),
        revoked_by=by,
        revocation_reason=reason,
        revocation_class=end_class,
        is_replaced=is_replaced,
    )
