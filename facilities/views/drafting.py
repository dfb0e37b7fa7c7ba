"""An agreement is drafted on three pages and checked on a fourth; each saves what it asks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.pages import AddPage, DetailPage, EditPage, StepPage, Text
from facilities.actions import agreements as actions
from facilities.forms.agreements import AgreementForm, ScopeForm, SignatoriesForm
from facilities.models import Agreement
from facilities.views.agreements import AGREEMENTS
from facilities.views.parties import ShowsPlaces

STEPS = (
    ("facilities:agreement-edit", _("Parties and days")),
    ("facilities:agreement-scope", _("Scope")),
    ("facilities:agreement-signatories", _("Signatories and witnesses")),
    ("facilities:agreement-check", _("Check the answers")),
)


def steps_at(page: str) -> list[dict[str, Any]]:
    """The way through the pages, for components/steps.html."""
    here = [name for name, _label in STEPS].index(page)
    return [
        {"label": label, "state": "done" if place < here else "now" if place == here else "next"}
        for place, (_name, label) in enumerate(STEPS)
    ]


class Drafting:
    """One page of the way: only a draft is written, for what was signed stands as it was signed."""

    page: str
    template_name: str | None = "facilities/agreement_form.html"
    submit_label: Text = _("Save and go on")

    def get_queryset(self) -> QuerySet[Agreement]:
        """On POST locked, so that nobody signs it between the look at its state and the saving."""
        rows: QuerySet[Agreement] = super().get_queryset()  # type: ignore[misc]
        return rows.select_for_update(of=("self",)) if self.request.method == "POST" else rows  # type: ignore[attr-defined]

    def refusal(self) -> HttpResponse | None:
        agreement = self.get_object()  # type: ignore[attr-defined]
        if agreement.state == Agreement.State.DRAFT:
            return None
        messages.error(
            self.request,  # type: ignore[attr-defined]
            _("A signed agreement is not edited. Add an addendum, or terminate it."),
        )
        return HttpResponseRedirect(agreement.get_absolute_url())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.refusal() or super().get(request, *args, **kwargs)  # type: ignore[misc]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.refusal() or super().post(request, *args, **kwargs)  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        agreement = self.object  # type: ignore[attr-defined]
        crumbs = [AGREEMENTS, (agreement.title, agreement.get_absolute_url())]
        return super().get_context_data(steps=steps_at(self.page), breadcrumbs=crumbs, **kwargs)  # type: ignore[misc]

    def get_success_url(self) -> str:
        """The next page; back to the check for who came from there."""
        pages = [name for name, _label in STEPS]
        page = pages[-1] if "periksa" in self.request.GET else pages[pages.index(self.page) + 1]  # type: ignore[attr-defined]
        return reverse(page, args=[self.object.pk])  # type: ignore[attr-defined]


class AgreementAdd(ShowsPlaces, AddPage):
    permission = Permission.EDIT_AGREEMENTS
    model = Agreement
    form_class = AgreementForm
    template_name = "facilities/agreement_form.html"
    heading = _("Add an agreement")
    lead = _("It is a draft until the head of the prison records that it was signed.")
    submit_label = _("Save and go on")
    success_message = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(steps=steps_at(STEPS[0][0]), breadcrumbs=[AGREEMENTS], **kwargs)

    def get_cancel_url(self) -> str:
        return str(reverse_lazy("facilities:agreement-list"))

    def get_success_url(self) -> str:
        return reverse("facilities:agreement-scope", args=[self.object.pk])


class AgreementEdit(Drafting, ShowsPlaces, EditPage):
    page = "facilities:agreement-edit"
    permission = Permission.EDIT_AGREEMENTS
    model = Agreement
    form_class = AgreementForm
    heading = _("Parties and days")
    success_message = ""


class AgreementScope(Drafting, EditPage):
    page = "facilities:agreement-scope"
    permission = Permission.EDIT_AGREEMENTS
    model = Agreement
    form_class = ScopeForm
    heading = _("Scope")
    lead = _("What may be taught, to whom, and to how many.")
    success_message = ""


class AgreementSignatories(Drafting, StepPage):
    page = "facilities:agreement-signatories"
    permission = Permission.EDIT_AGREEMENTS
    model = Agreement
    form_class = SignatoriesForm
    heading = _("Signatories and witnesses")
    lead = _("What you do not know yet may wait until the signing.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "agreement": self.object}

    def step(self, **cleaned: Any) -> None:
        actions.write_signatories(self.object, self.form.signs(), self.form.witnesses(), by=self.user)

    def get_success_url(self) -> str:
        if "tambah" in self.request.POST:
            return self.request.get_full_path()
        return super().get_success_url()


class AgreementCheck(Drafting, DetailPage):
    """Periksa jawaban: all that was typed, each part with a link to change it, and what is still missing."""

    page = "facilities:agreement-check"
    permission = Permission.EDIT_AGREEMENTS
    queryset = Agreement.objects.select_related("umbrella", "amends", "renews").with_parties()
    template_name = "facilities/agreement_check.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        gaps, odd = actions.signing_gaps(self.object), actions.odd_nips(self.object)
        return super().get_context_data(gaps=gaps, odd_nips=odd, **kwargs)
