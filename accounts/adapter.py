"""How sign-in differs from allauth's defaults."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

WAYS = {
    "mfa_reauthenticate": _("Use the code of the app or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: the national administrator adds people, because a role follows from a posting."""
        return False

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """Who has a second factor is asked for that one, in the way they signed in first, and not for the password."""
        methods = super().get_reauthentication_methods(user)
        stronger = [{**method, "description": WAYS[method["id"]]} for method in methods if method["id"] in WAYS]
        came_by_passkey = any(
            record.get("type") == "webauthn" for record in get_authentication_records(self.request, self.request.user)
        )
        return sorted(stronger, key=lambda way: way["id"], reverse=came_by_passkey) or methods

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not for the first second factor, by whoever typed the password just now.

        A session that began with a password alone belongs to somebody who had no second factor then.
        """
        records = get_authentication_records(self.request, self.request.user)
        begins_anew = bool(records) and all(record["method"] == "password" for record in records)
        if app == "allauth.mfa" and begins_anew and is_fresh(records[-1]):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)


def is_fresh(record: dict[str, Any]) -> bool:
    """Whether the person proved to be there within the minutes that the settings allow."""
    return time.time() - record["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
