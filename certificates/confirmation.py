"""The password given once more, before a step that cannot be taken back.

The one place that touches allauth's internals: its public decorator asks before the
form was looked at.
A test holds this door to allauth, so that an upgrade which moves it is noticed.
"""

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.http import HttpRequest


def require_confirmation(request: HttpRequest) -> None:
    """Go on when the password was given within minutes; otherwise raise what makes allauth's middleware ask for it
    and then resume this very request."""
    raise_if_reauthentication_required(request, app="")
