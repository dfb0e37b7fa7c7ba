"""The scanned paper of an agreement: kept as it came, handed out as it came, never opened."""

from __future__ import annotations

import hashlib
import secrets

import structlog
from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from audit.models import Verb
from facilities.models import Agreement, AgreementScan

log = structlog.get_logger()


class ScanFaultError(Exception):
    """The storage has lost the scan, or holds other bytes than were uploaded."""


@transaction.atomic
def keep_scan(agreement: Agreement, scan: UploadedFile, *, by: User) -> AgreementScan:
    """Store the file under a random name and write down its SHA-256; earlier scans stay on record.

    Bytes first, then the row: a failure leaves at most an orphan file. Raises ValidationError when it cannot be
    stored, or while the agreement is a draft.
    """
    if agreement.state == Agreement.State.DRAFT:
        raise ValidationError(_("The scan is of the signed paper: record the signing first."))
    digest = hashlib.sha256()
    for chunk in scan.chunks():
        digest.update(chunk)
    name = f"agreements/{secrets.token_hex(16)}.pdf"
    try:
        kept = default_storage.save(name, scan)
    except OSError as error:
        log.exception("agreement_scan_not_kept")
        raise ValidationError(_("The file could not be stored. Try again later.")) from error
    row = AgreementScan.objects.create(
        agreement=agreement, file_name=kept, sha256=digest.hexdigest(), size=scan.size or 0, uploaded_by=by
    )
    record(Verb.EDIT, agreement, by=by, fields=["scans"], sha256=row.sha256)
    return row


def scan_bytes(scan: AgreementScan) -> bytes:
    """The bytes that were uploaded, checked against the register. Raises ScanFaultError."""
    try:
        with default_storage.open(scan.file_name) as file:
            content: bytes = file.read()
    except (OSError, SuspiciousFileOperation) as error:
        raise ScanFaultError("lost") from error
    if hashlib.sha256(content).hexdigest() != scan.sha256:
        raise ScanFaultError("changed")
    return content
