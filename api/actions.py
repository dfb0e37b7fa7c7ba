"""What makes and ends the keys of other systems."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from api.models import ApiToken
from audit.actions import record
from audit.models import Verb

MARK = "lp_"
"""Begins every key, so that scanners for leaked secrets and their readers know one when they see it."""


def digest_of(key: str) -> str:
    """Plain SHA-256 does: a key is 256 random bits, which nobody guesses from a digest."""
    return hashlib.sha256(key.encode()).hexdigest()


@transaction.atomic
def make_token(*, name: str, expires_on: dt.date, today: dt.date, by: User, **place: Any) -> tuple[ApiToken, str]:
    """The token and its key, which is told this once and kept nowhere. Raises ValidationError."""
    key = MARK + secrets.token_urlsafe(32)
    token = ApiToken(
        name=name,
        expires_on=expires_on,
        made_on=today,
        made_by=by,
        digest=digest_of(key),
        ending=key[-4:],
        **place,
    )
    token.validate_constraints()
    token.save()
    record(Verb.ADD, token, by=by)
    return token, key


@transaction.atomic
def revoke_token(token: ApiToken, *, by: User) -> None:
    """At once and for good. Raises ValidationError when that was done before."""
    row = ApiToken.objects.select_for_update().get(pk=token.pk)
    if row.revoked_at is not None:
        raise ValidationError(_("This token has been revoked already."), code="state")
    row.revoked_at, row.revoked_by = timezone.now(), by
    row.save(update_fields=["revoked_at", "revoked_by"])
    record(Verb.REVOKE, row, by=by)
