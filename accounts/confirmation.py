"""The second factor given once more, before a step that cannot be taken back.

The password does not do, nor does the second factor of the sign-in: whoever finds a head's screen unlocked issues
nothing (docs/trust.md, A5), nor brings a second factor of their own to do so.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.adapter import begins_anew, is_fresh
from accounts.models import User


def require_confirmation(request: HttpRequest) -> None:
    """Go on when this person gave a second factor again, in this session, within minutes.

    Otherwise raises what makes allauth's middleware ask for it and then resume this very request; for somebody
    without any second factor, PermissionDenied.
    """
    user = cast(User, request.user)
    if not user.has_second_factor:
        raise PermissionDenied
    given = get_authentication_records(request, user)
    if not any(record["method"] == "mfa" and record.get("reauthenticated") and is_fresh(record) for record in given):
        raise ReauthenticationRequired


def confirmed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page about one's second factors, closed to whom a sign-in a moment ago has let in.

    Who has none yet, or has set it up in this session just now, goes on to allauth's own question.
    """

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        if isinstance(user, User) and user.has_second_factor and not begins_anew(request):
            require_confirmation(request)
        return view(request, *args, **kwargs)

    return asked
