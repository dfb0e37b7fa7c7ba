"""The key that signs checkpoints: the operator's, or one made on this machine and called a development key."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from certificates.ledger.notes import Statement, Verifier, opened, sign


class KeyFaultError(Exception):
    """The key's file is not there, cannot be read, or holds no Ed25519 key."""


def is_development_key() -> bool:
    return settings.LEDGER_KEY_FILE is None


def own_verifier() -> Verifier:
    """The public key of this ledger. Raises KeyFaultError."""
    return Verifier(settings.LEDGER_ORIGIN, _key().public_key())


def verifiers() -> list[Verifier]:
    """Our key and the retired ones whose notes still count. Raises KeyFaultError."""
    return [own_verifier(), *(Verifier.parse(text) for text in settings.LEDGER_RETIRED_KEYS)]


def signed(statement: Statement) -> str:
    """Raises KeyFaultError."""
    return sign(statement, _key(), settings.LEDGER_ORIGIN)


def read_note(note: str) -> Statement:
    """What one of our own notes says. Raises NoteError and KeyFaultError."""
    return opened(note, verifiers())


def _key() -> Ed25519PrivateKey:
    given: Path | None = settings.LEDGER_KEY_FILE
    path = given or settings.BASE_DIR / "var" / "ledger_key.pem"
    try:
        if given is None and not path.exists():
            _make(path)
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValueError, TypeError) as error:
        raise KeyFaultError(f"the ledger's key cannot be read: {error}") from error


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> Ed25519PrivateKey:
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("not an Ed25519 key")
    return key


def _make(path: Path) -> None:
    """Readable by its owner only; of two processes at once the first one's stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}")
    new.touch(mode=0o600)
    new.write_bytes(Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with suppress(FileExistsError):
        os.link(new, path)
    new.unlink()
