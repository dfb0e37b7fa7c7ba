"""The scanned paper of an agreement: kept as it came, handed out as it came, never opened."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from audit.models import Verb
from facilities.models import Agreement, AgreementScan
from facilities.stored_pdfs import store_pdf


@transaction.atomic
def keep_scan(agreement: Agreement, scan: UploadedFile, *, by: User) -> AgreementScan:
    """Store the file under a random name and write down its SHA-256; earlier scans stay on record.

    Raises ValidationError when it cannot be stored, or while the agreement is a draft.
    """
    if agreement.state == Agreement.State.DRAFT:
        raise ValidationError(_("The scan is of the signed paper: record the signing first."))
    kept = store_pdf("agreements", scan)
    row = AgreementScan.objects.create(
        agreement=agreement, file_name=kept.file_name, sha256=kept.sha256, size=kept.size, uploaded_by=by
    )
    record(Verb.EDIT, agreement, by=by, fields=["scans"], sha256=row.sha256)
    return row
