"""A key in a PKCS#12 file on this machine; parsed once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

from .keys import SealFaultError

PREHASHED = Prehashed(SHA256())


class FileKey:
    def __init__(
        self,
        private: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey,
        certificate: x509.Certificate,
        chain: tuple[x509.Certificate, ...] = (),
    ) -> None:
        self.private, self.certificate, self.chain = private, certificate, chain

    def signature(self, digest: bytes) -> bytes:
        if isinstance(self.private, rsa.RSAPrivateKey):
            return self.private.sign(digest, padding.PKCS1v15(), PREHASHED)
        return self.private.sign(digest, ec.ECDSA(PREHASHED))


def file_key(path: Path, password: str) -> FileKey:
    """Raises SealFaultError when the file cannot be read or the password is not its own."""
    try:
        return _read(path, password, path.stat().st_mtime_ns)
    except (OSError, ValueError, TypeError) as error:
        raise SealFaultError(f"the sealing key cannot be read ({type(error).__name__})") from error


@lru_cache(maxsize=4)
def _read(path: Path, password: str, changed: int) -> FileKey:
    store = load_pkcs12(path.read_bytes(), password.encode() or None)
    if not isinstance(store.key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) or store.cert is None:
        raise ValueError("no key with its certificate")
    return FileKey(store.key, store.cert.certificate, tuple(more.certificate for more in store.additional_certs))
