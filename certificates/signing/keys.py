"""What a key is to us, wherever it lives: a certificate, and a signature for a hash."""

from __future__ import annotations

from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

SHA256_DIGEST_INFO = bytes.fromhex("3031300d060960864801650304020105000420")
"""What stands before a SHA-256 hash in an RSA signature (RFC 8017, 9.2)."""


class SealFaultError(Exception):
    """The key is not there, must not be used, does not answer, or gave a seal that is not right. Tells no secret."""


class Key(Protocol):
    """Signs SHA-256 hashes: a file on this machine, a hardware module, or a service."""

    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    def signature(self, digest: bytes) -> bytes:
        """ECDSA in DER, or RSA PKCS#1 1.5, of a SHA-256 hash of 32 bytes. Raises SealFaultError."""


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of the certificate, in hexadecimal."""
    return certificate.fingerprint(SHA256()).hex()


def pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode()


def is_usable(certificate: x509.Certificate) -> bool:
    """P-256, or RSA of at least 3072 bits."""
    public = certificate.public_key()
    if isinstance(public, rsa.RSAPublicKey):
        return public.key_size >= 3072
    return isinstance(public, ec.EllipticCurvePublicKey) and isinstance(public.curve, ec.SECP256R1)
