"""Second factors as the trail sees them: set up, removed, given wrongly; each code taken once."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.one_time_codes import spend
from audit.actions import record
from audit.models import Verb


class OnceForm(forms.Form):
    """A code from an app or from the list of recovery codes: wrong ones are written down, right ones taken once."""

    user: User
    authenticator: Authenticator

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = _("Code")
        code.help_text = _("Six digits from your authenticator app, or one of your recovery codes.")
        code.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}

    def clean_code(self) -> str:
        try:
            code: str = super().clean_code()  # type: ignore[misc]
            if self.authenticator.type == Authenticator.Type.TOTP and not spend(self.authenticator, code):
                raise get_adapter().validation_error("incorrect_code")
        except ValidationError:
            record(Verb.FACTOR_FAILED, self.user, by=None)
            raise
        return code


class SignInCodeForm(OnceForm, AuthenticateForm):
    pass


class ConfirmationCodeForm(OnceForm, ReauthenticateForm):
    pass


class RecordedPasskey(forms.Form):
    """What a device answered. One that does not fit is written down."""

    user: User

    def clean_credential(self) -> Authenticator:
        try:
            answer: Authenticator = super().clean_credential()  # type: ignore[misc]
        except ValidationError:
            record(Verb.FACTOR_FAILED, self.user, by=None)
            raise
        return answer


class SignInPasskeyForm(RecordedPasskey, AuthenticateWebAuthnForm):
    pass


class ConfirmationPasskeyForm(RecordedPasskey, ReauthenticateWebAuthnForm):
    pass


class AppForm(ActivateTOTPForm):
    """The first code of a new authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = _("Code")
        code.help_text = _("The six digits that the app shows now.")
        code.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class PasskeyForm(AddWebAuthnForm):
    """A new passkey, always one that can sign in by itself: the device asks for a finger, a face or a PIN."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["name"]
        name.label, name.help_text = _("Name"), _("To tell your devices apart, such as “Office PC”.")
        name.widget.attrs["maxlength"] = name.max_length = 60
        self.fields["passwordless"].widget = forms.CheckboxInput({"hidden": True})
        self.fields["passwordless"].initial = True

    def clean_name(self) -> str:
        return super().clean_name()[:60]
