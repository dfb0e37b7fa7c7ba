"""Sheets reach their holders, and what is left of those that no longer count is written down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from audit.actions import record
from audit.models import Verb
from audit.refusals import refusals_explained
from certificates.models import Certificate, EndedSheet, Handover, ReceiverKind


@dataclass(frozen=True, slots=True)
class Receipt:
    """Who received a sheet and when, as Handover has it; name and role are empty for the holder in person."""

    received_on: dt.date
    received_by_kind: str = ReceiverKind.HOLDER
    receiver_name: str = ""
    receiver_role: str = ""
    identity_shown: bool = False
    witness: str = ""
    note: str = ""


@transaction.atomic
def hand_over(certificates: Iterable[Certificate], *, receipt: Receipt, today: dt.date, by: User) -> list[Handover]:
    """Write down that the sheets were received, all of them or none. The same receipt sent twice is kept once.

    Raises ValidationError for a day in the future or before the issue, for a certificate that no longer stands, and
    for a sheet that was handed over otherwise.
    """
    _refuse_future(receipt.received_on, today)
    rows = _locked(certificates)
    newest = {row.certificate_id: row for row in Handover.objects.newest().filter(certificate__in=rows)}
    made = []
    for row in rows:
        before = newest.get(row.pk)
        if before and not before.is_void:
            if receipt_of(before) == receipt:
                continue
            raise ValidationError(_("%(number)s: this sheet has already been handed over.") % {"number": row.number})
        _refuse_before_issue(row, receipt.received_on)
        if row.revoked_at:
            raise ValidationError(_("%(number)s no longer stands; its sheet is not handed over.") % {"number": row})
        made.append(_add(row, receipt, by=by, corrects=before, correction=_("Handed over later.") if before else ""))
        record(Verb.HAND_OVER, row, by=by)
    return made


@transaction.atomic
def correct_handover(
    certificate: Certificate, *, receipt: Receipt | None, correction: str, today: dt.date, by: User
) -> Handover:
    """Put another receipt in the place of the one on record; None says that the sheet was not handed over after all.

    The earlier one stays on record. Raises ValidationError when there is none, or for a day that cannot be.
    """
    [row] = _locked([certificate])
    before = Handover.objects.happened().filter(certificate=row).first()
    if before is None:
        raise ValidationError(_("This sheet has not been handed over; there is nothing to correct."))
    if before.received_by_kind != ReceiverKind.HOLDER and not by.has(Permission.SEE_INMATES):
        raise ValidationError(_("The prison recorded this handover; the prison corrects it."))
    if receipt is None:
        with refusals_explained():
            after = Handover.objects.create(
                certificate=row, corrects=before, correction=correction, is_void=True, handed_over_by=by
            )
    else:
        _refuse_future(receipt.received_on, today)
        _refuse_before_issue(row, receipt.received_on)
        after = _add(row, receipt, by=by, corrects=before, correction=correction)
    # The reason may tell of release and family: the trail is read far from the prison too.
    record(Verb.CORRECT_HANDOVER, row, by=by, reason=correction, is_confidential=True)
    return after


@transaction.atomic
def end_sheet(
    certificate: Certificate, *, outcome: str, ended_on: dt.date, today: dt.date, by: User, note: str = ""
) -> EndedSheet:
    """Write down what became of the sheet of a certificate that no longer counts; said anew, the newest counts.

    Raises ValidationError while the certificate stands, and for a day in the future or before the issue.
    """
    [row] = _locked([certificate])
    if not row.revoked_at:
        raise ValidationError(_("This certificate stands; its sheet belongs to the holder."))
    _refuse_future(ended_on, today, field="ended_on")
    _refuse_before_issue(row, ended_on, field="ended_on")
    newest = EndedSheet.objects.filter(certificate=row).first()
    if newest and (newest.outcome, newest.ended_on, newest.note) == (outcome, ended_on, note):
        return newest
    with refusals_explained():
        ended = EndedSheet.objects.create(
            certificate=row, outcome=outcome, ended_on=ended_on, note=note, recorded_by=by
        )
    record(Verb.END_SHEET, row, by=by)
    return ended


def receipt_of(handover: Handover) -> Receipt:
    return Receipt(**{name: getattr(handover, name) for name in Receipt.__slots__})


def _locked(certificates: Iterable[Certificate]) -> list[Certificate]:
    wanted = [certificate.pk for certificate in certificates]
    rows = Certificate.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=wanted).order_by("pk")
    return list(rows.with_places())


def _add(row: Certificate, receipt: Receipt, *, by: User, corrects: Handover | None, correction: str) -> Handover:
    with refusals_explained():
        return Handover.objects.create(
            certificate=row, handed_over_by=by, corrects=corrects, correction=correction, **asdict(receipt)
        )


def _refuse_future(day: dt.date, today: dt.date, *, field: str = "received_on") -> None:
    if day > today:
        raise ValidationError({field: _("This day is still to come.")})


def _refuse_before_issue(row: Certificate, day: dt.date, *, field: str = "received_on") -> None:
    if day < row.issued_on:
        issued = {"number": row.number, "day": row.issued_on.strftime("%d-%m-%Y")}
        raise ValidationError({field: _("%(number)s was issued on %(day)s, not before.") % issued})
