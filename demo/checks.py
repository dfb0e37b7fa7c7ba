from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from accounts.models import User
from demo.cases import PASSWORD, USERNAMES


@register(Tags.database)
def no_demonstration_password_elsewhere(databases: Sequence[str] | None = None, **options: Any) -> list[CheckMessage]:
    """A demonstration must not become a real database with the printed password still valid."""
    if settings.DEMO:
        return []
    return [problem for alias in databases or () for problem in _problems(alias)]


def _problems(alias: str) -> list[CheckMessage]:
    if User._meta.db_table not in connections[alias].introspection.table_names():
        return []
    known = User.objects.using(alias).filter(username__in=USERNAMES, is_active=True)
    names = [user.username for user in known if check_password(PASSWORD, user.password)]
    if not names:
        return []
    return [
        Error(
            f"The demonstration's password still opens {len(names)} accounts, among them {names[0]}.",
            hint="Use a new database, or give these accounts new passwords.",
            id="demo.E001",
        )
    ]
