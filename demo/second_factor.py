"""The second factor of the demonstration's heads, with nobody's phone needed.

The decision: docs/decisions/second-factor-in-the-demonstration.md.
"""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings

from accounts.models import User
from accounts.one_time_codes import app_with, code_at, open_steps, secret_of
from accounts.permissions import NEED_SECOND_FACTOR, Role

# Printed in the manual, like the password. Outside the demonstration nobody may have it (demo/checks.py).
SECRET = "PELATIHANDEMODUARIBUDUASATUBLKPA"  # noqa: S105


def give_app(user: User, role: Role) -> None:
    if role in NEED_SECOND_FACTOR:
        app_with(SECRET, user=user).save()


def open_code(user: User) -> str:
    """The code that signs this one of the cast in next; empty outside the demonstration, for others, and for the
    half minute after some were used at once."""
    if not settings.DEMO:
        return ""
    app = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if app is None or secret_of(app) != SECRET:
        return ""
    steps = list(open_steps(app))
    if len(steps) > 2 * settings.MFA_TOTP_TOLERANCE:
        del steps[0]  # ends within seconds, while it is being typed
    return code_at(SECRET, steps[0]) if steps else ""
