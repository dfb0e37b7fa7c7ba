"""A batch's certificates as one archive of the stored files: the bytes that were issued and no others."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator

from certificates.files import FileFaultError, issued_bytes
from certificates.models import Certificate


def faulty(certificates: Iterable[Certificate]) -> list[Certificate]:
    """Those whose stored file is missing or not the one that was issued. Reads one file at a time."""
    return [certificate for certificate in certificates if not _is_sound(certificate)]


def _is_sound(certificate: Certificate) -> bool:
    try:
        issued_bytes(certificate)
    except FileFaultError:
        return False
    return True


def archive(certificates: Iterable[Certificate]) -> Iterator[bytes]:
    """The archive, piece by piece with one file in memory. Raises FileFaultError if a file changes meanwhile."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as files:
        for name, certificate in named(certificates):
            day = certificate.issued_on
            files.writestr(zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0)), issued_bytes(certificate))
            yield pipe.taken()
    yield pipe.taken()


def named(certificates: Iterable[Certificate]) -> Iterator[tuple[str, Certificate]]:
    """Files called by the numbers of the certificates, which tell nothing of a person; no two alike."""
    given: set[str] = set()
    for certificate in certificates:
        stem = re.sub(r"[^A-Za-z0-9.]+", "-", certificate.number).strip("-.") or certificate.typed_code
        if stem.casefold() in given:
            stem = f"{stem}-{certificate.typed_code}"
        given.add(stem.casefold())
        yield f"{stem}.pdf", certificate


class _Pipe(io.RawIOBase):
    """Takes what is written and gives it on; nobody can go back in it."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        kept = bytes(piece)  # type: ignore[call-overload]
        self._pieces.append(kept)
        return len(kept)

    def taken(self) -> bytes:
        pieces, self._pieces = b"".join(self._pieces), []
        return pieces
