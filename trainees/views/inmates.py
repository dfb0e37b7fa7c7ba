from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.actions import record
from audit.models import Verb
from audit.pages import AddPage, DetailPage, EditPage, FormPage, ListPage, SavePage
from trainees.dates import explain, sum_of
from trainees.filters import InmateFilter
from trainees.forms.inmates import InmateForm, RemissionForm, SentenceForm
from trainees.models import Inmate, Remission, RuleSet, Sentence
from trainees.nik import nik_warnings
from trainees.sentence_dates import sentence_dates, sentence_of

INMATES = (_("Inmates"), reverse_lazy("trainees:inmate-list"))


class InmateList(ListPage):
    permission = Permission.SEE_INMATES
    queryset = Inmate.objects.with_release_day()
    filterset_class = InmateFilter
    template_name = "trainees/inmate_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, today = super().get_context_data(**kwargs), timezone.localdate()
        return {**context, "inmates": [(inmate, inmate.age(on=today)) for inmate in context["object_list"]]}


class InmateDetail(DetailPage):
    """The full record of one person. To open it is an event of its own and is written down: this is the only
    page that writes on GET, because the law wants to know who looked (UU 27/2022, criminal record)."""

    permission = Permission.SEE_INMATES
    queryset = Inmate.objects.with_sentence()
    template_name = "trainees/inmate_detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        record(Verb.OPEN, self.object, by=self.user)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        inmate, today = self.object, timezone.localdate()
        rules = rules_of(today)
        return super().get_context_data(
            age=inmate.age(on=today),
            sentence=sentence_of(inmate),
            rules=rules,
            dates=sentence_dates(inmate, rules) if rules else None,
            arithmetic=arithmetic(inmate, rules) if rules else [],
            interests=inmate.interests.select_related("field"),
            illness=inmate.illnesses.running().first(),
            enrollments=inmate.enrollments.visible_to(self.user).select_related("batch__package"),
            **kwargs,
        )


def rules_of(day: dt.date) -> RuleSet | None:
    """The rules in force on the day; None where nobody has recorded any, which the page then says."""
    try:
        return RuleSet.objects.in_force(on=day)
    except RuleSet.DoesNotExist:
        return None


def arithmetic(inmate: Inmate, rules: RuleSet) -> list[tuple[Any, str]]:
    """The calculation of the days line by line, each with its value in words; empty without a fixed term."""
    sentence = sentence_of(inmate)
    if sentence is None or sentence.term is None:
        return []
    steps = explain(
        sentence.detained_on,
        sentence.term,
        remission=sum_of(inmate.remission_terms),
        substitute=sentence.subsidiary_due,
        policy=rules.policy,
    )
    return [
        (step.label, formats.date_format(step.value) if isinstance(step.value, dt.date) else str(step.value))
        for step in steps
    ]


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
