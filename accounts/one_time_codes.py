"""The six digits that an authenticator app shows: RFC 6238 over RFC 4226, thirty seconds each, each good for once."""

from __future__ import annotations

import base64
import hmac
import struct
import time
from collections.abc import Iterator

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from django.conf import settings

from accounts.keyring import keyring

LAST_STEP = "last_step"


def code_at(secret: str, step: int) -> str:
    """The digits of a base32 secret in the `step`-th half minute since 1970 (RFC 4226, 5.3)."""
    key = base64.b32decode(secret, casefold=True)
    digest = hmac.digest(key, struct.pack(">Q", step), "sha1")
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF
    return f"{number % 10**app_settings.TOTP_DIGITS:0{app_settings.TOTP_DIGITS}}"


def app_with(secret: str, **kwargs: object) -> Authenticator:
    """An authenticator app that knows this secret, not saved yet."""
    data = {"secret": keyring().encrypt(secret.encode()).decode()}
    return Authenticator(type=Authenticator.Type.TOTP, data=data, **kwargs)


def secret_of(app: Authenticator) -> str:
    return keyring().decrypt(app.data["secret"].encode()).decode()


def open_steps(app: Authenticator) -> Iterator[int]:
    """The half minutes whose code would be taken now: around now, for clocks differ, and after the last one taken."""
    now = int(time.time()) // app_settings.TOTP_PERIOD
    first = max(now - settings.MFA_TOTP_TOLERANCE, app.data.get(LAST_STEP, 0) + 1)
    yield from range(first, now + settings.MFA_TOTP_TOLERANCE + 1)


def spend(app: Authenticator, code: str) -> bool:
    """Take a code that allauth found right: False for one that was used before, or is older than one used.

    allauth forgets after half a minute which codes were used, and takes them for longer; an observed code must
    never serve a second time (RFC 6238, 5.2).
    """
    locked = Authenticator.objects.select_for_update().get(pk=app.pk)
    secret, typed = secret_of(locked), "".join(filter(str.isdigit, code))
    for step in open_steps(locked):
        if hmac.compare_digest(code_at(secret, step), typed):
            locked.data[LAST_STEP] = step
            locked.save(update_fields=["data"])
            return True
    return False
