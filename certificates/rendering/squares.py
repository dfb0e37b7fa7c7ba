"""The QR code as WeasyPrint draws it: a stroke for each row's dark squares."""

from __future__ import annotations

from itertools import groupby

from certificates.pdf import QR_QUIET_MODULES, qr_code
from certificates.record import CertificateRecord


def squares(record: CertificateRecord) -> bytes:
    """PDF path operators, one module a unit, from the first stroke to the last."""
    strokes = []
    for row, modules in enumerate(qr_code(record).matrix, start=QR_QUIET_MODULES):
        column = QR_QUIET_MODULES
        for is_dark, group in groupby(modules):
            width = len(list(group))
            if is_dark:
                strokes.append(f"{column} {row}.5 m\n{column + width} {row}.5 l\n")
            column += width
    return "".join(strokes).encode()
