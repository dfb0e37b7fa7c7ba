"""The certificate's file in the storage: kept as it was issued, never handed out when it is another."""

import hashlib

import structlog
from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from certificates.models import Certificate

log = structlog.get_logger()


class FileFaultError(Exception):
    """The storage has lost the certificate's file, or holds other bytes than were issued."""


def keep_file(name: str, pdf: bytes) -> None:
    """Bytes first, then the commit: a rolled-back issue leaves at most an orphan file, never a missing one.

    Raises ValidationError when the storage is full, read-only or away, or has a file of this name.
    """
    try:
        kept = default_storage.save(name, ContentFile(pdf)) == name
    except OSError:
        log.exception("certificate_file_not_kept")
        kept = False
    if not kept:
        raise ValidationError(_("The certificate's file could not be stored."), code="not_stored")


def issued_bytes(certificate: Certificate) -> bytes:
    """The bytes that were issued, checked against the register. Raises FileFaultError."""
    try:
        pdf = certificate.pdf_bytes()
    except (OSError, SuspiciousFileOperation) as error:
        raise FileFaultError("lost") from error
    if hashlib.sha256(pdf).hexdigest() != certificate.file_sha256:
        raise FileFaultError("changed")
    return pdf
