"""Adding to one person's record: risk, conduct, dossier, days from SDP, decisions on assimilation."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from accounts.permissions import Permission
from audit.pages import AddPage, StepPage
from trainees.actions import records as actions
from trainees.forms.records import ConductForm, DecisionForm, DocumentForm, OverrideForm, RiskForm, WithdrawForm
from trainees.models import ConductScore, DateOverride, DossierDocument, Inmate, RiskScreening
from trainees.views.inmates import INMATES, OfInmate


class RiskAdd(OfInmate, AddPage):
    form_class = RiskForm
    heading = _("Add a risk screening")
    lead = _("As the assessor found it. Earlier screenings stay: a lower risk is seen by comparing.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": RiskScreening(inmate=self.inmate)}


class ConductAdd(OfInmate, AddPage):
    form_class = ConductForm
    heading = _("Add a month's conduct score")
    lead = _("The result of the guidance sheet (SPPN) as the case officer sums it up.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": ConductScore(inmate=self.inmate)}


class OfAssimilation(OfInmate):
    def get_success_url(self) -> str:
        return reverse("trainees:inmate-assimilation", args=[self.inmate.pk])


class DocumentAdd(OfAssimilation, AddPage):
    form_class = DocumentForm
    heading = _("Enter a document of the dossier")
    lead = _("Only that it came in and when; the paper itself stays in the file.")

    def get_form_kwargs(self) -> dict[str, Any]:
        initial = {"code": self.request.GET.get("dokumen", ""), "received_on": timezone.localdate()}
        return {
            **super().get_form_kwargs(),
            "initial": initial,
            "instance": DossierDocument(inmate=self.inmate),
        }


class DecisionAdd(OfAssimilation, FormView):
    form_class = DecisionForm
    heading = _("Record a decision on assimilation")
    lead = _("Decided by the head on the recommendation of the TPP. The conditions as they stand are kept with it.")
    success_message = _("The decision is kept with the rules and facts it saw.")

    def get_initial(self) -> dict[str, Any]:
        return {"on": timezone.localdate()}

    def form_valid(self, form: DecisionForm) -> HttpResponse:
        try:
            actions.decide_assimilation(self.inmate, by=self.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        self.said()
        return super().form_valid(form)


class OfDates(OfInmate):
    def get_success_url(self) -> str:
        return reverse("trainees:inmate-dates", args=[self.inmate.pk])


class OverrideAdd(OfDates, AddPage):
    form_class = OverrideForm
    heading = _("Take a day from SDP")
    lead = _("It counts instead of the computed one, everywhere, with your name and reason beside it.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": DateOverride(inmate=self.inmate, by=self.user)}


class OverrideWithdraw(StepPage):
    model = DateOverride
    queryset = DateOverride.objects.select_related("inmate")
    form_class = WithdrawForm
    permission = Permission.EDIT_INMATES
    heading = _("Withdraw the day taken from SDP")
    lead = _("The computed day counts again. What was recorded stays on record.")
    submit_label = _("Withdraw")
    success_message = _("The computed day counts again.")

    def get_queryset(self) -> QuerySet[DateOverride]:
        return super().get_queryset().standing()  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        inmate: Inmate = self.object.inmate
        return super().get_context_data(breadcrumbs=[INMATES, (inmate.name, inmate.get_absolute_url())], **kwargs)

    def step(self, *, reason: str) -> None:
        actions.withdraw(self.object, reason=reason, by=self.user)

    def get_success_url(self) -> str:
        return reverse("trainees:inmate-dates", args=[self.object.inmate_id])

    def get_cancel_url(self) -> str:
        return self.get_success_url()
