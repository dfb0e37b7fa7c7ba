"""Sealing what was rendered: always our own bytes, never a user's (docs/threats.md, F11)."""

from __future__ import annotations

from collections.abc import Iterable

import structlog
from cryptography.x509 import Certificate
from django.core.exceptions import ValidationError

from certificates.models import SealCertificate
from certificates.printing import NO_SEAL
from certificates.record import CertificateRecord
from certificates.rendering import render_many
from certificates.signing import SealFaultError, signer, standing
from certificates.signing.keys import fingerprint, pem

log = structlog.get_logger()


def sealed_files(records: Iterable[CertificateRecord]) -> tuple[list[bytes], SealCertificate | None]:
    """The file of each record, rendered and sealed, and whose seal it is; None when there was nothing to seal.

    Raises ValidationError when the key cannot seal, UnprintableCertificateError as `render_many` does.
    """
    wanted = list(records)
    if not wanted:
        return [], None
    try:
        seals = signer()
        return seals.seal_many(render_many(wanted)), remembered(seals.certificate)
    except SealFaultError as error:
        log.error("certificate_seal_fault", fault=str(error))
        raise ValidationError(NO_SEAL, code="no_seal") from error


def remembered(certificate: Certificate) -> SealCertificate:
    """The row that tells readers whose seal it is, made when the key seals for the first time."""
    kept, _new = SealCertificate.objects.get_or_create(
        sha256=fingerprint(certificate),
        defaults={
            "subject": certificate.subject.rfc4514_string()[:500],
            "standing": standing(),
            "valid_from": certificate.not_valid_before_utc,
            "valid_until": certificate.not_valid_after_utc,
            "pem": pem(certificate),
        },
    )
    return kept
