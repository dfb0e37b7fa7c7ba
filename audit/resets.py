"""An administrator starts a reset for somebody who cannot sign in any more, and never chooses a password."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.invitation import password_url
from accounts.models import User
from audit.actions import record
from audit.models import Verb


@transaction.atomic
def send_password_link(user: User, *, reason: str, by: User, request: HttpRequest) -> None:
    """Mail the person a link with which they choose a new password; the old one holds until they do.

    Raises ValidationError for somebody without a mail address, or who may not sign in.
    """
    user = locked(user)
    record(Verb.PASSWORD_LINK, user, by=by, reason=reason)
    send("account/email/password_link", user, request)


@transaction.atomic
def remove_second_factor(user: User, *, reason: str, by: User, request: HttpRequest) -> None:
    """Take away all second factors of somebody who lost them, and the password with them.

    The way back is the link in the person's mailbox: a voice on the telephone and a known password open nothing.
    Whoever is signed in as the person is signed out. Raises ValidationError for one's own, which another
    administrator must remove (four eyes), and as `send_password_link`.
    """
    if user == by:
        raise ValidationError(_("Your own second factor is removed by another administrator."))
    user = locked(user)
    factors = Authenticator.objects.filter(user=user)
    if not factors.exists():
        raise ValidationError(_("This person has no second factor."))
    factors.delete()
    user.set_unusable_password()
    user.save(update_fields=["password"])
    record(Verb.FACTOR_REMOVE, user, by=by, reason=reason)
    send("account/email/second_factor_removed", user, request)


def locked(user: User) -> User:
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        raise ValidationError(_("This person may not sign in."))
    if not user.email:
        raise ValidationError(_("This person has no e-mail address to send a link to. Enter one first."))
    return user


def send(template: str, user: User, request: HttpRequest) -> None:
    adapter = get_adapter(request)
    message = adapter.render_mail(template, user.email, {"password_url": password_url(user, request)})
    transaction.on_commit(message.send, robust=True)
