"""What ``manage.py check`` says about the machine the application runs on."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register

from lapastraining.health import has_subsetter


@register
def subsetter_is_there(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """WeasyPrint works without HarfBuzz's subsetter, but certificates take six times longer and differ in bytes."""
    if has_subsetter():
        return []
    hint = "apt-get install libharfbuzz-subset0"
    return [Warning("libharfbuzz-subset is missing.", hint=hint, id="lapastraining.W001")]


@register(Tags.security, deploy=True)
def ledger_key_is_given(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A key made on this machine beside the database is as good as no witness against its administrator."""
    if settings.LEDGER_KEY_FILE is not None:
        return []
    hint = "openssl genpkey -algorithm ED25519 makes one; keep it apart from the database and its backups."
    return [Warning("LEDGER_KEY_FILE is not set.", hint=hint, id="lapastraining.W003")]


@register(Tags.security, deploy=True)
def nik_keys_are_given(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Keys made from SECRET_KEY are lost when that one is changed, and identity numbers with them."""
    if not settings.NIK_KEYS_ARE_DERIVED:
        return []
    hint = "manage.py nik_keys makes one; keep it apart from the database and its backups."
    return [Warning("NIK_KEYS is not set.", hint=hint, id="lapastraining.W002")]
