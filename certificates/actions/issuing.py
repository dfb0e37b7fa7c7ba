"""The second pair of eyes: the centre's head issues."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from audit.models import Verb
from audit.refusals import refusals_explained
from certificates.actions.ledger import checkpoint, enter
from certificates.actions.sealing import sealed_files
from certificates.files import keep_file
from certificates.models import Certificate, LedgerEntry, Proposal, SealCertificate
from certificates.numbering import take_number
from certificates.pdf import UnprintableCertificateError
from certificates.printing import printed_record
from certificates.record import CertificateRecord, digest


@transaction.atomic
def issue(proposals: Iterable[Proposal], *, on: dt.date, by: User) -> list[Certificate]:
    """Issue the proposed certificates: number, codes, frozen record, PDF, hashes; all of them or none.

    Asked twice they are issued once: a proposal that has its certificate already is passed over.
    Raises ValidationError with the gate's sentence when the database refuses one (docs/trust.md 3).
    """
    wanted = [proposal.pk for proposal in proposals]
    locked = Proposal.objects.select_for_update().filter(pk__in=wanted).order_by("pk").values_list("pk", flat=True)
    waiting = Proposal.objects.filter(pk__in=list(locked)).unissued().with_evidence()
    records = [_record(proposal, on, by) for proposal in waiting]
    pdfs, seal = _files(records)
    certificates = [_keep(*one, seal, on, by) for one in zip(waiting, records, pdfs, strict=True)]
    enter(certificates, LedgerEntry.Event.ISSUED)
    checkpoint()
    return certificates


def _record(proposal: Proposal, on: dt.date, by: User) -> CertificateRecord:
    """The centre numbers its own certificates; those of an LSP bear the number of BNSP's blank."""
    enrollment, verdict = proposal.enrollment, proposal.verdict
    number = verdict.blank_number if verdict else take_number(enrollment.batch, on=on)
    return printed_record(enrollment, number=number, on=on, by=by, verdict=verdict)


def _files(records: list[CertificateRecord]) -> tuple[list[bytes], SealCertificate | None]:
    try:
        return sealed_files(records)
    except UnprintableCertificateError as error:
        raise ValidationError(
            _("%(name)s: the texts are too long for two pages. Shorten the longest of them.")
            % {"name": error.holder_name},
            code="unprintable",
        ) from error


def _keep(
    proposal: Proposal, printed: CertificateRecord, pdf: bytes, seal: SealCertificate | None, on: dt.date, by: User
) -> Certificate:
    with refusals_explained():
        certificate = Certificate.objects.create(
            proposal=proposal,
            enrollment=proposal.enrollment,
            kind=proposal.kind,
            number=printed.number,
            token=printed.token,
            typed_code=printed.typed_code,
            holder_name=printed.holder_name,
            record=printed.to_dict(),
            record_sha256=digest(printed),
            file=f"certificates/{printed.token}.pdf",
            file_sha256=hashlib.sha256(pdf).hexdigest(),
            seal=seal,
            issued_on=on,
            valid_until=getattr(printed, "valid_until", None),
            issued_by=by,
            replaces_id=proposal.replaces_id,
        )
    keep_file(certificate.file.name, pdf)
    record(Verb.ISSUE, certificate, by=by)
    return certificate
