"""The second step of signing in: an app's codes or a passkey, and recovery codes for the day they are lost.

Who must have one is on the page of grants; how it is written down, in the room of the trail (`audit/second_factor.py`).
"""

from __future__ import annotations

from io import BytesIO
from typing import Any, ClassVar, cast

import segno
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.keyring import keyring
from accounts.models import User

# What rooms above want to know of whoever is signed in, read along with the person: no page asks twice.
READ_ALONG: dict[str, Any] = {}
# Sealed with NIK_KEYS, each under this name in an authenticator's data.
SEALED = ("secret", "seed")


class Backend(AuthenticationBackend):
    """Reads with the signed-in person whether they have a second factor: every page asks."""

    def get_user(self, user_id: Any) -> User | None:
        factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
        user = User.objects.filter(pk=user_id).annotate(has_second_factor=Exists(factors), **READ_ALONG).first()
        return user if user and self.user_can_authenticate(user) else None


class SecondFactorAdapter(DefaultMFAAdapter):
    """How second factors differ from allauth's defaults: sealed, under our name, with our words."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy(
            "This code is not right, or it was used before. Wait for the next one and type that."
        ),
        "cannot_generate_recovery_codes": gettext_lazy("Set up an authenticator app or a passkey first."),
    }

    def encrypt(self, text: str) -> str:
        return keyring().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises ImproperlyConfigured when none of `NIK_KEYS` fits."""
        try:
            return keyring().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise ImproperlyConfigured("A second factor cannot be read: none of NIK_KEYS has sealed it.") from None

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return user.get_username()

    def get_totp_issuer(self) -> str:
        return _("Prison Training")

    def build_totp_svg(self, url: str) -> str:
        drawn = BytesIO()
        segno.make(url, error="m").save(drawn, kind="svg", scale=5, border=4, light="#fff")
        return drawn.getvalue().decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": _("Prison Training")}

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        """What the device keeps: the user name, not the person's own."""
        entity = super().get_public_key_credential_user_entity(user)
        return {**entity, "name": user.get_username(), "display_name": user.get_username()}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey %(number)d") % {"number": count + 1}


@transaction.atomic
def seal_again() -> int:
    """Seal every second factor under the first of `NIK_KEYS`; how many there were."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)
    factors = list(Authenticator.objects.select_for_update(no_key=True).filter(type__in=kinds).order_by("pk"))
    for factor in factors:
        data = cast(dict[str, Any], factor.data)
        for name in SEALED:
            if name in data:
                data[name] = keyring().rotate(data[name].encode()).decode()
        factor.save(update_fields=["data"])
    return len(factors)
