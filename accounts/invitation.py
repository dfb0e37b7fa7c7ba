"""How a user gets a password: by a link that only their mailbox knows."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.http import HttpRequest

from accounts.models import User


def password_url(user: User, request: HttpRequest) -> str:
    """The address where the user chooses a password; good until they do, or sign in."""
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    return str(get_adapter(request).get_reset_password_from_key_url(key))


def invite(user: User, request: HttpRequest) -> None:
    """Send the link with which the user chooses a first password, once the user is saved for good.

    A mail server that does not answer is logged and costs nobody the new user: the link of a forgotten
    password does the same.
    """
    context = {"user": user, "password_url": password_url(user, request)}
    message = get_adapter(request).render_mail("account/email/invitation", user.email, context)
    transaction.on_commit(message.send, robust=True)
