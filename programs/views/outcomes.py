"""After release: who is to be asked, what each person told, and taking it back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.forms import BaseModelForm
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.pages import AddPage, DetailPage, EditPage, ListPage, StepPage
from programs import columns
from programs.actions import outcomes as actions
from programs.filters import ReleasedFilter
from programs.forms.batches import ConfirmForm
from programs.forms.outcomes import NewOutcomeForm, OutcomeForm, in_months
from programs.models import Enrollment, Outcome, OutcomeKind
from programs.models.outcomes import UNTOLD, months_asked
from programs.released import Moment, graduates_visible_to, moments_of, other_trainings

RELEASED = (_("After release"), reverse_lazy("programs:released-list"))


class Graduates:
    """Completed trainings of people released from the user's prisons, with what they told."""

    user: Any

    def get_queryset(self) -> QuerySet[Enrollment]:
        rows = graduates_visible_to(self.user).select_related("inmate__facility", "batch__package__field")
        return rows.prefetch_related("outcomes")


class ReleasedList(Graduates, ListPage):
    model = Enrollment
    permission = Permission.SEE_OUTCOMES
    filterset_class = ReleasedFilter
    template_name = "programs/released_list.html"
    columns = columns.RELEASED

    def get_queryset(self) -> QuerySet[Enrollment]:
        return super().get_queryset().order_by("-released_on", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        lines = [(row, _asked_of_all(row, today)) for row in context["page_obj"]]
        return {**context, "lines": lines, "months": [in_months(months) for months in months_asked()]}


def _asked_of_all(row: Enrollment, today: dt.date) -> list[tuple[str, Moment]]:
    """The times at which everybody is asked: a column each."""
    return [(in_months(one.months), one) for one in moments_of(row, on=today) if one.months in months_asked()]


class ReleasedDetail(Graduates, DetailPage):
    model = Enrollment
    permission = Permission.SEE_OUTCOMES
    template_name = "programs/released_detail.html"

    def get_queryset(self) -> QuerySet[Enrollment]:
        rows = super().get_queryset().prefetch_related(None)
        return rows.prefetch_related("outcomes__recorded_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        moments = moments_of(self.object, on=timezone.localdate())
        return super().get_context_data(
            moments=[(in_months(moment.months), moment) for moment in moments],
            is_open=any(moment.is_open for moment in moments),
            others=other_trainings(self.object),
            certificates=self.object.certificates.standing(),
            **kwargs,
        )


class ReleasedAsk(AddPage):
    permission = Permission.RECORD_OUTCOMES
    model = Outcome
    form_class = NewOutcomeForm
    heading = _("Enter what became of it")
    success_message = _("Entered.")
    kwargs: dict[str, Any]

    @cached_property
    def enrollment(self) -> Enrollment:
        rows = graduates_visible_to(self.user).select_related("inmate__facility", "batch__package__field")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        today = timezone.localdate()
        moments = [moment for moment in moments_of(self.enrollment, on=today) if moment.is_open]
        outcome = Outcome(enrollment=self.enrollment)
        return {**super().get_form_kwargs(), "instance": outcome, "moments": moments, "today": today}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.lead = f"{self.enrollment.person.name} · {self.enrollment.batch.package.field}"
        crumbs = [RELEASED, (self.enrollment.person.name, self.get_cancel_url())]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)

    def save(self, form: BaseModelForm[Any]) -> Outcome:
        return actions.save_outcome(form.instance, today=timezone.localdate(), by=self.user)

    def get_cancel_url(self) -> str:
        return reverse("programs:released-detail", args=[self.enrollment.pk])


class OfOutcome:
    object: Any
    lead: Any

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.object.enrollment.person.name
        self.lead = " · ".join(map(str, filter(None, (person, in_months(self.object.months), self.lead))))
        crumbs = [RELEASED, (person, self.object.get_absolute_url())]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)  # type: ignore[misc]


class OutcomeEdit(OfOutcome, EditPage):
    permission = Permission.RECORD_OUTCOMES
    queryset = Outcome.objects.exclude(kind=OutcomeKind.WITHDRAWN).select_related("enrollment__inmate__facility")
    form_class = OutcomeForm
    heading = _("Change what is entered")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "today": timezone.localdate()}

    def save(self, form: BaseModelForm[Any]) -> Outcome:
        return actions.save_outcome(form.instance, today=timezone.localdate(), by=self.user)

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()


class OutcomeWithdraw(OfOutcome, StepPage):
    """Asks first: what is deleted is gone."""

    permission = Permission.RECORD_OUTCOMES
    queryset = Outcome.objects.exclude(kind__in=UNTOLD).select_related("enrollment__inmate__facility")
    form_class = ConfirmForm
    template_name = "programs/outcome_withdraw.html"
    heading = _("Withdraw the consent")
    lead = _("The person no longer wants it to be kept. This cannot be undone.")
    submit_label = _("Delete what was told")
    extra_context = {"tone": "danger"}
    success_message = _("What was told is deleted. Only that the consent was withdrawn stays.")

    def step(self, **cleaned: Any) -> None:
        actions.withdraw_consent(self.object, today=timezone.localdate(), by=self.user)
