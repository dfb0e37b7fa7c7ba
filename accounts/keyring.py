"""The keys under which the database holds what must not be read from it: identity numbers, second factors, uploads."""

from __future__ import annotations

from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def keyring() -> MultiFernet:
    """All of `NIK_KEYS`: the first seals, every one opens."""
    return _keyring(tuple(settings.NIK_KEYS))


@lru_cache(maxsize=4)
def _keyring(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
