"""The key for demonstration, development and tests: made on this machine, and its name says what it is."""

from __future__ import annotations

import datetime as dt
import os
from contextlib import suppress
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import NoEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID

SUBJECT = "Kunci pengembangan – tidak sah"
# Demonstrations play in years of their own.
FIRST_DAY, LAST_DAY = dt.datetime(2001, 1, 1, tzinfo=dt.UTC), dt.datetime(2049, 12, 31, tzinfo=dt.UTC)


def make_if_missing(path: Path) -> None:
    """Readable by its owner only; of two processes at once the first one's stays."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}")
    new.touch(mode=0o600)
    private, certificate = new_key()
    new.write_bytes(serialize_key_and_certificates(None, private, certificate, None, NoEncryption()))
    with suppress(FileExistsError):
        os.link(new, path)
    new.unlink()


def new_key(subject: str = SUBJECT) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    """A fresh P-256 key and the certificate that it signed for itself."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder(name, name, private.public_key(), x509.random_serial_number(), FIRST_DAY, LAST_DAY)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False)
        .sign(private, SHA256())
    )
    return private, certificate


def is_development(certificate: x509.Certificate) -> bool:
    return SUBJECT in {name.value for name in certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)}
