"""The key that the operator chose, by settings; without one, the development key of this machine."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from cryptography import x509
from django.conf import settings
from django.utils import timezone

from certificates.record import CERTIFIED_SEAL_NOTE, DEVELOPMENT_SEAL_NOTE, UNCERTIFIED_SEAL_NOTE

from .development import is_development, make_if_missing
from .keys import Key, SealFaultError, is_usable
from .pkcs11 import ModuleKey
from .pkcs12 import file_key
from .remote import ServiceKey
from .seals import PadesSigner

NOTES = {
    "DEVELOPMENT": DEVELOPMENT_SEAL_NOTE,
    "UNCERTIFIED": UNCERTIFIED_SEAL_NOTE,
    "CERTIFIED": CERTIFIED_SEAL_NOTE,
}
DEVELOPMENT_KEY = settings.BASE_DIR / "var" / "signing_key.p12"


def is_development_key() -> bool:
    """Whether seals are made with a key that anybody could have made. Raises SealFaultError."""
    return is_development(_key().certificate)


def standing() -> str:
    """DEVELOPMENT, UNCERTIFIED or CERTIFIED. Raises SealFaultError."""
    if is_development_key():
        return "DEVELOPMENT"
    return "CERTIFIED" if settings.SIGNER_IS_CERTIFIED else "UNCERTIFIED"


def seal_note() -> str:
    """What the sheet says of its seal: Indonesian / English. Raises SealFaultError."""
    return NOTES[standing()]


def signer() -> PadesSigner:
    """Raises SealFaultError when the key is not there, not in its time, too weak, or not for this server."""
    key = _key()
    if is_development(key.certificate) and not settings.SIGNER_MAY_BE_DEVELOPMENT:
        raise SealFaultError("a development key must not seal certificates of this server")
    if not is_usable(key.certificate):
        raise SealFaultError("the sealing key must be P-256, or RSA of at least 3072 bits")
    if not key.certificate.not_valid_before_utc <= timezone.now() <= key.certificate.not_valid_after_utc:
        raise SealFaultError("the certificate of the sealing key is not valid today")
    return PadesSigner(key)


def _key() -> Key:
    if settings.SIGNER == "pkcs11":
        return _module_key(
            settings.SIGNER_MODULE, settings.SIGNER_TOKEN, settings.SIGNER_LABEL, _secret(), _certificate()
        )
    if settings.SIGNER == "remote":
        return _service_key(settings.SIGNER_URL, _secret(), _certificate())
    if settings.SIGNER_FILE is None:
        try:
            make_if_missing(DEVELOPMENT_KEY)
        except OSError as error:
            raise SealFaultError(f"the development key cannot be made ({type(error).__name__})") from error
        return file_key(DEVELOPMENT_KEY, "")
    return file_key(settings.SIGNER_FILE, _secret())


_module_key = lru_cache(maxsize=2)(ModuleKey)
_service_key = lru_cache(maxsize=2)(ServiceKey)


def _secret() -> str:
    """The password, PIN or token: in a file of its own, so that no list of processes or settings shows it."""
    path: Path | None = settings.SIGNER_SECRET_FILE
    try:
        return path.read_text().strip() if path else ""
    except OSError as error:
        raise SealFaultError(f"the secret of the sealing key cannot be read ({type(error).__name__})") from error


def _certificate() -> x509.Certificate:
    path: Path | None = settings.SIGNER_CERTIFICATE
    if path is None:
        raise SealFaultError("SIGNER_CERTIFICATE is not set")
    try:
        return x509.load_pem_x509_certificate(path.read_bytes())
    except (OSError, ValueError) as error:
        raise SealFaultError(f"the certificate of the sealing key cannot be read ({type(error).__name__})") from error
