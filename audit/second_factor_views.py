"""The pages about one's own second factors: allauth's, with each change written into the trail and told by mail."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView, RemoveWebAuthnView
from allauth.usersessions.adapter import get_adapter as get_sessions_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from accounts.models import User
from accounts.one_time_codes import spend
from audit.actions import record
from audit.models import Verb


def tell(request: HttpRequest) -> None:
    """A mail to the person that something which protects their account changed; not what, nor whose it is."""
    user = cast(User, request.user)
    if user.email:
        adapter = get_adapter(request)
        message = adapter.render_mail("account/email/second_factor_changed", user.email, {})
        transaction.on_commit(message.send, robust=True)


class Recorded:
    """Writes the change down in its own transaction."""

    verb: Verb
    request: HttpRequest

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        user = cast(User, self.request.user)
        record(self.verb, user, by=user)
        tell(self.request)
        return response


class FirstProof(Recorded):
    """A factor that is set up. Whoever is signed in elsewhere may never have shown one, and signs in again with it."""

    verb = Verb.FACTOR_ADD

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        elsewhere = [row for row in UserSession.objects.filter(user=self.request.user) if not row.is_current()]
        get_sessions_adapter().end_sessions(elsewhere)
        return response


class AppAdd(FirstProof, ActivateTOTPView):
    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """The code that set the app up is used with that."""
        response = super().form_valid(form)
        spend(
            Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP), form.cleaned_data["code"]
        )
        return response


class AppRemove(Recorded, DeactivateTOTPView):
    verb = Verb.FACTOR_REMOVE


class PasskeyAdd(FirstProof, AddWebAuthnView):
    pass


class PasskeyRemove(Recorded, RemoveWebAuthnView):
    verb = Verb.FACTOR_REMOVE


class CodesNew(Recorded, GenerateRecoveryCodesView):
    verb = Verb.FACTOR_CODES


class PasskeyConfirm(ReauthenticateWebAuthnView):
    def form_invalid(self, form: Any) -> HttpResponse:
        """Ask again here: allauth would lead away from what the person was about to do."""
        for text in form.errors.get("credential", []):
            messages.error(self.request, text)
        return HttpResponseRedirect(self.request.get_full_path())
