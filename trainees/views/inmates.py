from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.models import Verb
from audit.pages import AddPage, EditPage, FormPage, ListPage, SavePage
from trainees import columns
from trainees.filters import InmateFilter
from trainees.forms.inmates import InmateForm, RemissionForm, SentenceForm
from trainees.models import Inmate, Remission, Sentence
from trainees.nik import nik_warnings
from trainees.sentence_dates import sentence_dates, sentence_of
from trainees.views.records import RecordPage, rules_of

INMATES = (_("Inmates"), reverse_lazy("trainees:inmate-list"))


class InmateList(ListPage):
    permission = Permission.SEE_INMATES
    queryset = Inmate.objects.with_release_day()
    filterset_class = InmateFilter
    template_name = "trainees/inmate_list.html"
    columns = columns.INMATES

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, today = super().get_context_data(**kwargs), timezone.localdate()
        return {**context, "inmates": [(inmate, inmate.age(on=today)) for inmate in context["object_list"]]}


class InmateDetail(RecordPage):
    """Who the person is, what is served, conduct and risk, and the training so far."""

    template_name = "trainees/inmate_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        inmate, today = self.object, timezone.localdate()
        rules = rules_of(today)
        dates = sentence_dates(inmate, rules) if rules else None
        return super().get_context_data(
            age=inmate.age(on=today),
            sentence=sentence_of(inmate),
            rules=rules,
            dates=dates,
            stage=dates.stage(on=today).label if dates else "",
            screenings=list(inmate.screenings.all())[::-1],
            scores=list(inmate.conduct_scores.all())[:-7:-1],
            interests=inmate.interests.select_related("field"),
            illness=inmate.illnesses.running().first(),
            enrollments=inmate.enrollments.visible_to(self.user).select_related("batch__package"),
            **kwargs,
        )


class RemarksOnNik(SavePage):
    """After saving: what looks wrong about the identity number, which is no reason to refuse it."""

    def said(self) -> None:
        super().said()
        inmate: Inmate = self.object
        for text in nik_warnings(inmate.nik, birth_date=inmate.birth_date, sex=inmate.sex):
            messages.warning(self.request, text)


class InmateAdd(RemarksOnNik, AddPage):
    permission = Permission.EDIT_INMATES
    model = Inmate
    form_class = InmateForm
    heading = _("Add an inmate")
    lead = _("The person is listed in your own prison.")
    extra_context = {"breadcrumbs": [INMATES]}

    def get_cancel_url(self) -> str:
        return str(reverse_lazy("trainees:inmate-list"))


class InmateEdit(RemarksOnNik, EditPage):
    permission = Permission.EDIT_INMATES
    queryset = Inmate.objects.select_related("facility")
    form_class = InmateForm
    heading = _("Edit the inmate")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        breadcrumbs = [INMATES, (self.object.name, self.object.get_absolute_url())]
        return super().get_context_data(breadcrumbs=breadcrumbs, **kwargs)


class OfInmate(FormPage):
    """A page for something that belongs to the inmate in the URL, and leads back to the inmate."""

    permission = Permission.EDIT_INMATES
    kwargs: dict[str, Any]

    @cached_property
    def inmate(self) -> Inmate:
        return get_object_or_404(Inmate.objects.visible_to(self.user).with_sentence(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        breadcrumbs = [INMATES, (self.inmate.name, self.inmate.get_absolute_url())]
        return super().get_context_data(breadcrumbs=breadcrumbs, **kwargs)

    def get_success_url(self) -> str:
        return self.inmate.get_absolute_url()

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class SentenceEdit(OfInmate, EditPage):
    """Records the sentence the first time, corrects it later."""

    form_class = SentenceForm
    heading = _("Sentence")
    lead = _("All dates are computed from what is recorded here and from the remissions.")

    def get_object(self, queryset: Any = None) -> Sentence:
        sentence = sentence_of(self.inmate)
        self.verb = Verb.EDIT if sentence else Verb.ADD  # type: ignore[misc]
        return sentence or Sentence(inmate=self.inmate)


class RemissionAdd(OfInmate, AddPage):
    form_class = RemissionForm
    heading = _("Add a remission")
    lead = _("As the decision states it; several remissions are added up.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": Remission(inmate=self.inmate)}
