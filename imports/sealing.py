"""What waits between preview and confirmation is people's data: unreadable to whoever takes the database or a file."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def keyring() -> MultiFernet:
    """The keys that numbers of identity are sealed with: what waits here is deleted long before a key is retired."""
    return _keyring(tuple(settings.NIK_KEYS))


@lru_cache(maxsize=4)
def _keyring(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def seal(data: bytes) -> bytes:
    return keyring().encrypt(data)


def unseal(data: bytes) -> bytes:
    """Raises cryptography.fernet.InvalidToken when the bytes are not ours."""
    return keyring().decrypt(data)


def seal_json(value: Any) -> str:
    return seal(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()).decode()


def unseal_json(sealed: str) -> Any:
    return json.loads(unseal(sealed.encode()))
