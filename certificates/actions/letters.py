"""The scanned letter of an LSP: kept as it came, handed out as it came, never opened."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from audit.actions import record
from audit.models import Verb
from certificates.models import CompetenceDecision, DecisionScan
from facilities.stored_pdfs import store_pdf


@transaction.atomic
def keep_letter(decision: CompetenceDecision, scan: UploadedFile, *, by: User) -> DecisionScan:
    """Store the file under a random name and write down its SHA-256; earlier scans stay on record.

    Also once certificates are proposed on the decision: a better scan changes nothing that was decided. Raises
    ValidationError when it cannot be stored.
    """
    kept = store_pdf("lsp-letters", scan)
    row = DecisionScan.objects.create(
        decision=decision, file_name=kept.file_name, sha256=kept.sha256, size=kept.size, uploaded_by=by
    )
    record(Verb.EDIT, decision, by=by, fields=["scans"], sha256=row.sha256)
    return row
