"""A key in a hardware module (PKCS#11), which never gives it away: hashes go in, signatures come out."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from .keys import SHA256_DIGEST_INFO, SealFaultError


class ModuleKey:
    """One session per process, opened with the first signature and again after a fault."""

    def __init__(self, module: Path, token: str, label: str, pin: str, certificate: x509.Certificate) -> None:
        self.module, self.token, self.label, self.pin = module, token, label, pin
        self.certificate = certificate
        self.chain: tuple[x509.Certificate, ...] = ()
        self._lock = threading.Lock()
        self._private: Any = None

    def signature(self, digest: bytes) -> bytes:
        from pkcs11 import Mechanism, PKCS11Error

        is_rsa = isinstance(self.certificate.public_key(), rsa.RSAPublicKey)
        with self._lock:
            try:
                self._private = self._private or self._open()
                if is_rsa:
                    return bytes(self._private.sign(SHA256_DIGEST_INFO + digest, mechanism=Mechanism.RSA_PKCS))
                raw = bytes(self._private.sign(digest, mechanism=Mechanism.ECDSA))
            except (PKCS11Error, OSError, RuntimeError) as error:
                self._private = None
                raise SealFaultError(f"the key module does not sign ({type(error).__name__})") from error
        half = len(raw) // 2
        return encode_dss_signature(int.from_bytes(raw[:half]), int.from_bytes(raw[half:]))

    def _open(self) -> Any:
        from pkcs11 import ObjectClass, lib

        session = lib(str(self.module)).get_token(token_label=self.token).open(user_pin=self.pin)
        return session.get_key(object_class=ObjectClass.PRIVATE_KEY, label=self.label)
