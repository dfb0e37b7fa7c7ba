from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.models import AuditEvent
from audit.pages import AddPage, DetailPage, EditPage, ListPage, StepPage
from facilities.actions import agreements as actions
from facilities.filters import AgreementFilter
from facilities.forms.agreements import AgreementForm, SignForm, TerminateForm
from facilities.models import Agreement

AGREEMENTS = (_("Agreements"), reverse_lazy("facilities:agreement-list"))


def with_standings(agreements: QuerySet[Agreement]) -> list[tuple[Agreement, Any]]:
    """Each agreement beside how it stands today, for tables."""
    today = timezone.localdate()
    return [(agreement, agreement.standing(on=today)) for agreement in agreements]


class AgreementList(ListPage):
    permission = Permission.SEE_AGREEMENTS
    queryset = Agreement.objects.with_parties()
    filterset_class = AgreementFilter
    template_name = "facilities/agreement_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "agreements": with_standings(context["object_list"])}


class AgreementDetail(DetailPage):
    """One agreement: its sides, what it allows, what was planned under it, and everything that happened to it."""

    permission = Permission.SEE_AGREEMENTS
    queryset = Agreement.objects.select_related("umbrella").with_parties()
    template_name = "facilities/agreement_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        agreement, others = self.object, Agreement.objects.visible_to(self.user)
        events = AuditEvent.objects.visible_to(self.user).filter(
            object_type=Agreement._meta.label_lower, object_id=agreement.pk
        )
        planned = agreement.seats_planned
        return super().get_context_data(
            standing=agreement.standing(on=timezone.localdate()),
            umbrella=others.filter(pk=agreement.umbrella_id).first(),
            children=with_standings(others.filter(umbrella=agreement).with_parties()),
            seats_planned=planned,
            seats_left=None if agreement.quota is None else agreement.quota - planned,
            batches=agreement.batches.visible_to(self.user).select_related("facility", "package"),
            events=events.select_related("by"),
            **kwargs,
        )


class AgreementAdd(AddPage):
    permission = Permission.EDIT_AGREEMENTS
    model = Agreement
    form_class = AgreementForm
    heading = _("Add an agreement")
    lead = _("It is a draft until the head of the prison records that it was signed.")
    extra_context = {"breadcrumbs": [AGREEMENTS]}

    def get_cancel_url(self) -> str:
        return str(reverse_lazy("facilities:agreement-list"))


class AgreementEdit(EditPage):
    """Only a draft is edited: what was signed stands as it was signed."""

    permission = Permission.EDIT_AGREEMENTS
    model = Agreement
    form_class = AgreementForm
    heading = _("Edit the agreement")
    extra_context = {"breadcrumbs": [AGREEMENTS]}

    def get_queryset(self) -> QuerySet[Agreement]:
        """On POST locked, so that nobody signs it between the look at its state and the saving."""
        rows = super().get_queryset()
        return rows.select_for_update() if self.request.method == "POST" else rows

    def refusal(self) -> HttpResponse | None:
        agreement = self.get_object()
        if agreement.state == Agreement.State.DRAFT:
            return None
        messages.error(self.request, _("A signed agreement is not edited. Add an addendum, or terminate it."))
        return HttpResponseRedirect(agreement.get_absolute_url())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.refusal() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.refusal() or super().post(request, *args, **kwargs)


class AgreementStep(StepPage):
    permission = Permission.SIGN_AGREEMENTS
    model = Agreement

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        agreement = self.object
        breadcrumbs = [AGREEMENTS, (agreement.title, agreement.get_absolute_url())]
        return super().get_context_data(breadcrumbs=breadcrumbs, **kwargs)


class AgreementSign(AgreementStep):
    form_class = SignForm
    heading = _("Record the signing")
    lead = _("From then on the agreement is not edited any more. Each side needs its number and its signatory.")
    submit_label = _("Record the signing")
    success_message = _("The agreement is signed.")

    def step(self, signed_on: dt.date) -> None:
        actions.sign(self.object, on=signed_on, today=timezone.localdate(), by=self.user)


class AgreementTerminate(AgreementStep):
    form_class = TerminateForm
    heading = _("Terminate the agreement")
    lead = _("It ends before its last day. No new batch can be planned under it.")
    submit_label = _("Terminate")
    extra_context = {"tone": "danger"}
    success_message = _("The agreement is terminated.")

    def step(self, terminated_on: dt.date, reason: str) -> None:
        actions.terminate(self.object, on=terminated_on, reason=reason, by=self.user)
