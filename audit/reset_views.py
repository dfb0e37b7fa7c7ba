"""The administrator's steps about a person who cannot sign in any more."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import ScopedForm
from accounts.models import User
from accounts.permissions import Permission
from audit import resets
from audit.pages import StepPage


class ReasonForm(ScopedForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_(
            "How you made sure who asks, such as: known by voice, called back at the office. Kept in the trail."
        ),
        widget=forms.Textarea({"rows": 3}),
    )


class AboutAPerson(StepPage):
    model = User
    # Not "user": every template takes that for who is signed in.
    context_object_name = "person"
    form_class = ReasonForm
    permission = Permission.MANAGE_ACCOUNTS
    template_name = "audit/person_step.html"

    def get_success_url(self) -> str:
        return reverse("admin:accounts_user_change", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        breadcrumbs = [
            (_("Administration"), reverse("admin:index")),
            (_("Users"), reverse("admin:accounts_user_changelist")),
            (self.object.name, self.get_success_url()),
        ]
        return super().get_context_data(breadcrumbs=breadcrumbs, **kwargs)


class PasswordLink(AboutAPerson):
    heading = _("Send a password link")
    lead = _("The person chooses a new password with it; until then the old one holds. Nobody else learns it.")
    submit_label = _("Send the link")
    success_message = _("The link is on its way.")

    def step(self, *, reason: str) -> None:
        resets.send_password_link(self.object, reason=reason, by=self.user, request=self.request)


class SecondFactorRemove(AboutAPerson):
    heading = _("Remove a lost second factor")
    lead = _(
        "App, passkeys, recovery codes and password of this person end now. They get a link by mail, choose a new "
        "password and set up a second factor again."
    )
    submit_label = _("Remove")
    success_message = _("The second factor is removed, and a password link is on its way.")

    def step(self, *, reason: str) -> None:
        resets.remove_second_factor(self.object, reason=reason, by=self.user, request=self.request)
