"""What the holder takes along beside the sheet: what is certified, how others check it, how to come by a copy.

Neutral to the holder: it says nothing but what stands on the certificate itself, so it tells nobody where the holder
was, and it looks the same whichever office prints it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import segno
from django.utils.safestring import SafeString, mark_safe

from certificates.models import Certificate, CertificateKind
from certificates.pdf import qr_code
from certificates.record import CertificateRecord
from papers.rendering import Paper

QR_MM = 38


@dataclass(frozen=True, slots=True)
class Leaflet:
    """One certificate with the drawing of its QR code."""

    certificate: Certificate
    record: CertificateRecord
    qr: SafeString

    @property
    def is_of_competence(self) -> bool:
        return self.certificate.kind == CertificateKind.COMPETENCE

    @property
    def check_address(self) -> str:
        return f"{self.record.origin}/v/"


def leaflets(certificates: Iterable[Certificate]) -> Paper:
    """A sheet of A4 for each."""
    sheets = [_leaflet(certificate) for certificate in certificates]
    return Paper("papers/leaflet.html", {"title": "Sertifikat Anda dan cara memakainya", "sheets": sheets})


def _leaflet(certificate: Certificate) -> Leaflet:
    record = certificate.as_printed
    return Leaflet(certificate, record, _drawn(qr_code(record)))


def _drawn(code: segno.QRCode) -> SafeString:
    scale = round(QR_MM / code.symbol_size(border=4)[0], 4)
    title = "Kode QR untuk memeriksa sertifikat"
    picture = code.svg_inline(
        border=4, scale=scale, unit="mm", light="#fff", title=title, svgclass=None, lineclass=None
    )
    return mark_safe(picture)  # noqa: S308 -- segno's own drawing of the address that the record was checked to hold
