"""PDF files that people upload: kept as they came under names that say nothing, handed out as they came."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

import structlog
from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

log = structlog.get_logger()


class StoredPdfFaultError(Exception):
    """The storage has lost the file, or holds other bytes than were uploaded."""


@dataclass(frozen=True, slots=True)
class StoredPdf:
    """A file in the storage: its name there, the SHA-256 of its bytes, how many (bytes) they are."""

    file_name: str
    sha256: str
    size: int


def store_pdf(folder: str, upload: UploadedFile) -> StoredPdf:
    """Store the file in the folder under a random name. Bytes first: a failure later leaves at most an orphan.

    Raises ValidationError when it cannot be stored.
    """
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    try:
        kept = default_storage.save(f"{folder}/{secrets.token_hex(16)}.pdf", upload)
    except OSError as error:
        log.exception("pdf_not_kept", folder=folder)
        raise ValidationError(_("The file could not be stored. Try again later.")) from error
    return StoredPdf(kept, digest.hexdigest(), upload.size or 0)


def stored_bytes(file_name: str, sha256: str) -> bytes:
    """The bytes that were uploaded, checked against the register. Raises StoredPdfFaultError."""
    try:
        with default_storage.open(file_name) as file:
            content: bytes = file.read()
    except (OSError, SuspiciousFileOperation) as error:
        raise StoredPdfFaultError("lost") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise StoredPdfFaultError("changed")
    return content
