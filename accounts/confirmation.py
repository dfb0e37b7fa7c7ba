"""The second factor given once more, before a step that cannot be taken back.

The password does not do, nor does the second factor of the sign-in: whoever finds a head's screen unlocked issues
nothing (docs/trust.md, A5).
"""

import datetime as dt
from typing import cast

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.adapter import is_fresh
from accounts.models import User


def require_confirmation(request: HttpRequest) -> dt.datetime:
    """Go on when this person gave a second factor again, in this session, within minutes; says when.

    Otherwise raises what makes allauth's middleware ask for it and then resume this very request; for somebody
    without any second factor, PermissionDenied.
    """
    user = cast(User, request.user)
    if not user.has_second_factor:
        raise PermissionDenied
    given = get_authentication_records(request, user)
    again = [record for record in given if record["method"] == "mfa" and record.get("reauthenticated")]
    fresh = [record["at"] for record in again if is_fresh(record)]
    if not fresh:
        raise ReauthenticationRequired
    return dt.datetime.fromtimestamp(max(fresh), dt.UTC)
