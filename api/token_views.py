"""The national administrator's pages of the keys that other systems have."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from accounts.confirmation import require_confirmation
from accounts.permissions import Permission
from api import columns
from api.actions import make_token, revoke_token
from api.filters import TokenFilter
from api.forms import TokenForm
from api.models import ApiToken
from api.problems import HEADER
from audit.pages import FormPage, ListPage, StepButton
from audit.refusals import refusals_explained


class TokenList(ListPage):
    permission = Permission.MANAGE_ACCOUNTS
    model = ApiToken
    filterset_class = TokenFilter
    template_name = "api/token_list.html"
    columns = columns.TOKENS

    def get_queryset(self) -> QuerySet[ApiToken]:
        return super().get_queryset().with_places()  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, today = super().get_context_data(**kwargs), timezone.localdate()
        for token in context["page_obj"]:
            token.word, token.is_usable = token.standing(on=today), token.is_in_force(on=today)
        return context


class TokenAdd(FormPage, FormView):
    """Asks for the second factor again, then shows the key this once: the answer is kept by no cache."""

    permission = Permission.MANAGE_ACCOUNTS
    form_class = TokenForm
    heading = _("New API token")
    lead = _(
        "Another system reads the figures of one office with it, and changes nothing. Without a place: the nation."
    )
    submit_label = _("Make the token")
    extra_context: Any = {"breadcrumbs": [(_("API tokens"), reverse_lazy("api:token-list"))]}

    def get_success_url(self) -> str:
        return reverse("api:token-list")

    def form_valid(self, form: BaseForm) -> HttpResponse:
        require_confirmation(self.request)
        try:
            with refusals_explained():
                token, key = make_token(**form.cleaned_data, today=timezone.localdate(), by=self.user)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
            return self.form_invalid(form)
        response = render(self.request, "api/token_made.html", {"token": token, "key": key, "header": HEADER})
        response["Cache-Control"] = "no-store, private"
        return response


class TokenRevoke(StepButton):
    permission = Permission.MANAGE_ACCOUNTS
    model = ApiToken
    success_message = _("The token is revoked. Systems that use it are refused from now on.")

    def step(self) -> None:
        revoke_token(self.object, by=self.user)
