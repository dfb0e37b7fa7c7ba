from __future__ import annotations

import datetime as dt
from base64 import b64encode, urlsafe_b64decode, urlsafe_b64encode
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import FormView, View

from accounts.access import Access
from accounts.permissions import Permission
from audit.pages import FormPage, ListPage
from certificates.actions.witnessing import Outcome, accept, compare_note, compare_paper
from certificates.forms.ledger import AcceptForm, CompareForm
from certificates.ledger.keys import KeyFaultError, is_development_key, own_verifier
from certificates.ledger.store import consistency_proof
from certificates.ledger_papers import month_report
from certificates.models import Checkpoint, LedgerAlarm, Witness
from certificates.views.steps import ConfirmedStep
from papers.rendering import paper_response

COOKIE = "ledger_note"
DAYS_KEPT = 400
SHOWN = 10
Source = LedgerAlarm.Source


class LedgerPage(ListPage):
    """The newest checkpoint, what witnesses kept, the checkpoints before it, and the alarms that stand."""

    model = Checkpoint
    permission = Permission.SEE_LEDGER
    filterset_fields: tuple[str, ...] = ()
    template_name = "certificates/ledger.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        month = timezone.localdate().replace(day=1)
        return super().get_context_data(
            newest=Checkpoint.objects.newest(),
            key=self._key(),
            is_development_key=is_development_key(),
            alarms=LedgerAlarm.objects.visible_to(self.user).standing().select_related("raised_by"),
            accepted=LedgerAlarm.objects.visible_to(self.user)
            .filter(accepted_at__isnull=False)
            .select_related("accepted_by")[:SHOWN],
            witnesses=Witness.objects.visible_to(self.user).select_related("user", "region")[:SHOWN],
            months=[month, (month - dt.timedelta(days=1)).replace(day=1)],
            **kwargs,
        )

    def _key(self) -> str:
        try:
            return str(own_verifier())
        except KeyFaultError:
            return ""


class LedgerKeep(Access, View):
    """Holds what this browser kept against the ledger, then keeps the newest; POST only.

    A script gets the proof to check by itself, and keeps the newest checkpoint itself; otherwise the answer sets the
    cookie. It is a cookie because signing out empties the browser's other storage (docs/decisions/ledger.md).
    """

    permission = Permission.WITNESS_LEDGER
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kept, newest = kept_note(request), Checkpoint.objects.newest()
        try:
            outcome = compare_note(kept, source=Source.BROWSER, by=self.user) if kept else None
            tone, text = said(outcome) if outcome else ("info", gettext("This browser keeps its first checkpoint now."))
        except ValidationError as error:
            outcome, tone, text = None, "warning", error.messages[0]
        keeps = newest is not None and tone not in ("danger", "warning")
        if newest is not None and keeps:
            compare_note(newest.note, source=Source.BROWSER, by=self.user)
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"tone": tone, "text": text, "keeps": keeps, **self._proof(outcome, newest)})
        messages.add_message(request, getattr(messages, LEVELS[tone]), text)
        response = redirect("certificates:ledger")
        if newest is not None and keeps:
            set_kept(response, newest.note)
        return response

    def _proof(self, outcome: Outcome | None, newest: Checkpoint | None) -> dict[str, Any]:
        if newest is None:
            return {}
        proof: list[bytes] = []
        if outcome and not outcome.alarm and 0 < outcome.kept.size <= newest.size:
            proof = consistency_proof(outcome.kept.size, newest.size)
        return {
            "note": urlsafe_b64encode(newest.note.encode()).decode(),
            "proof": [b64encode(step).decode() for step in proof],
        }


LEVELS = {"success": "SUCCESS", "info": "INFO", "warning": "WARNING", "danger": "ERROR"}


def kept_note(request: HttpRequest) -> str:
    """The note in this browser's cookie; nothing when there is none that can be read."""
    with suppress(ValueError):
        return urlsafe_b64decode(request.COOKIES.get(COOKIE, "")).decode()
    return ""


def set_kept(response: HttpResponse, note: str) -> None:
    response.set_cookie(
        COOKIE,
        urlsafe_b64encode(note.encode()).decode(),
        max_age=DAYS_KEPT * 24 * 3600,
        path=reverse("certificates:ledger"),
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Strict",
    )


def said(outcome: Outcome) -> tuple[str, str]:
    """The tone and the sentence of a comparison."""
    kept = {"size": outcome.kept.size, "fingerprint": outcome.kept.fingerprint}
    if outcome.alarm is None:
        return "success", gettext("The ledger continues the kept checkpoint of %(size)d entries.") % kept
    return "danger", gettext(
        "Alarm: the ledger does not continue the kept checkpoint of %(size)d entries (%(fingerprint)s). Nothing is "
        "issued or revoked until the national administrator has looked into it. Keep the paper or file."
    ) % kept


class LedgerCompare(FormPage, FormView):
    """A kept note pasted, or the two figures of a printed report."""

    permission = Permission.WITNESS_LEDGER
    form_class = CompareForm
    heading = gettext_lazy("Compare a kept checkpoint")
    lead = gettext_lazy("Does the ledger of today continue what you kept?")
    submit_label = gettext_lazy("Compare")
    success_url = reverse_lazy("certificates:ledger")
    template_name = "certificates/ledger_compare.html"

    def form_valid(self, form: CompareForm) -> HttpResponse:
        try:
            outcome = self._compare(**form.cleaned_data)
        except ValidationError as error:
            form.add_error("is_sure" if error.code == "differs" else "note", error)
            return self.form_invalid(form)
        tone, text = said(outcome)
        messages.add_message(self.request, getattr(messages, LEVELS[tone]), text)
        return super().form_valid(form)

    def _compare(self, *, note: str, size: int | None, fingerprint: str, is_sure: bool) -> Outcome:
        if note:
            return compare_note(note, source=Source.PASTED, by=self.user)
        assert size is not None  # noqa: S101  (the form has asked for it)
        return compare_paper(size, fingerprint, is_sure=is_sure, by=self.user)


class LedgerNote(Access, View):
    """The newest checkpoint as a file to keep outside this application."""

    permission = Permission.SEE_LEDGER
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        newest = Checkpoint.objects.newest()
        size, note = (newest.size, newest.note) if newest else (0, "")
        response = HttpResponse(note, content_type="text/plain; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="titik-periksa-{size}.txt"'
        return response


class LedgerMonth(Access, View):
    """The region's printed report of a month: the checkpoint at its end, and what was entered for the region."""

    permission = Permission.WITNESS_LEDGER
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        today = timezone.localdate()
        month = month_named(request.GET.get("bulan", ""), today=today)
        return paper_response(month_report(month, today=today, user=self.user).pdf(), f"buku-besar-{month:%Y-%m}")


def month_named(text: str, *, today: dt.date) -> dt.date:
    """The first day of a month such as 2021-07; of this month for anything else, and for months to come."""
    month = today.replace(day=1)
    with suppress(ValueError):
        month = min(month, dt.datetime.strptime(text, "%Y-%m").date())
    return month


class AlarmAccept(ConfirmedStep):
    model = LedgerAlarm
    form_class = AcceptForm
    permission = Permission.ACCEPT_LEDGER_ALARMS
    template_name = "certificates/ledger_alarm_accept.html"
    heading = gettext_lazy("Accept the alarm of the ledger")
    lead = gettext_lazy("Only after the loss is explained, as by the restore of a backup. Issuing goes on after it.")
    submit_label = gettext_lazy("Accept and go on")
    success_message = gettext_lazy("The alarm is accepted. Certificates can be issued again.")

    @cached_property
    def _ledger_url(self) -> str:
        return reverse("certificates:ledger")

    def get_success_url(self) -> str:
        return self._ledger_url

    def get_cancel_url(self) -> str:
        return self._ledger_url

    def step(self, *, reason: str) -> None:
        accept(self.object, reason=reason, by=self.user)
