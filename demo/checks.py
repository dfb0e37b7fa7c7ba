from collections.abc import Sequence
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from accounts.models import User
from accounts.one_time_codes import secret_of
from demo.cases import PASSWORD, USERNAMES
from demo.second_factor import SECRET


@register(Tags.database)
def no_demonstration_password_elsewhere(databases: Sequence[str] | None = None, **options: Any) -> list[CheckMessage]:
    """A demonstration must not become a real database with the printed password still valid."""
    if settings.DEMO:
        return []
    return [problem for alias in databases or () for problem in _problems(alias)]


def _problems(alias: str) -> list[CheckMessage]:
    if User._meta.db_table not in connections[alias].introspection.table_names():
        return []
    # Only what is asked for: a check runs before `migrate` has added the newest columns.
    known = User.objects.using(alias).filter(username__in=USERNAMES, is_active=True)
    names = [name for name, kept in known.values_list("username", "password") if check_password(PASSWORD, kept)]
    if not names:
        return []
    return [
        Error(
            f"The demonstration's password still opens {len(names)} accounts, among them {names[0]}.",
            hint="Use a new database, or give these accounts new passwords.",
            id="demo.E001",
        )
    ]


@register(Tags.database)
def no_demonstration_codes_elsewhere(databases: Sequence[str] | None = None, **options: Any) -> list[CheckMessage]:
    """The printed secret of the demonstration's authenticator apps must protect nobody's account."""
    if settings.DEMO:
        return []
    return [problem for alias in databases or () for problem in _known_codes(alias)]


def _known_codes(alias: str) -> list[CheckMessage]:
    if Authenticator._meta.db_table not in connections[alias].introspection.table_names():
        return []
    apps = Authenticator.objects.using(alias).filter(type=Authenticator.Type.TOTP, user__is_active=True)
    own = apps.select_related("user").only("type", "data", "user__username").order_by("pk")
    known = [app for app in own if _is_printed(app)]
    if not known:
        return []
    return [
        Error(
            f"The demonstration's codes still open {len(known)} accounts, among them {known[0].user.get_username()}.",
            hint="Use a new database, or remove these second factors.",
            id="demo.E002",
        )
    ]


def _is_printed(app: Authenticator) -> bool:
    try:
        return secret_of(app) == SECRET
    except InvalidToken:
        return False
