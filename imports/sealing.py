"""What waits between preview and confirmation is people's data: unreadable to whoever takes the database or a file."""

from __future__ import annotations

import json
from typing import Any

from accounts.keyring import keyring


def seal(data: bytes) -> bytes:
    return keyring().encrypt(data)


def unseal(data: bytes) -> bytes:
    """Raises cryptography.fernet.InvalidToken when the bytes are not ours."""
    return keyring().decrypt(data)


def seal_json(value: Any) -> str:
    return seal(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()).decode()


def unseal_json(sealed: str) -> Any:
    return json.loads(unseal(sealed.encode()))
