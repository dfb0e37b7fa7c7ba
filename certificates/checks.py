"""What ``manage.py check`` says about the key that seals certificates."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from certificates.signing import SealFaultError, signer


@register
def seal_is_usable(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A server of people must not seal with a development key, nor begin a day without its own."""
    try:
        signer()
    except SealFaultError as fault:
        hint = "Set SIGNER_FILE (or SIGNER=pkcs11, remote); SIGNER_MAY_BE_DEVELOPMENT=1 only for demonstrations."
        return [Error(f"Certificates cannot be sealed: {fault}.", hint=hint, id="certificates.E001")]
    return []
