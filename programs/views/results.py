from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from audit.pages import StepPage
from audit.states import OnlyWhile
from programs.actions import results as actions
from programs.forms.results import ResultsForm
from programs.models import Batch, Instructor


class BatchResults(OnlyWhile, StepPage):
    model = Batch
    states = (Batch.State.TESTING,)
    form_class = ResultsForm
    permission = Permission.RECORD_RESULTS
    heading = gettext_lazy("Record results")
    lead = gettext_lazy("K is competent, BK not yet. A unit that is K is not asked again.")
    submit_label = gettext_lazy("Save results")
    success_message = gettext_lazy("Results saved.")
    template_name = "programs/batch_results.html"

    def get_queryset(self) -> QuerySet[Batch]:
        return super().get_queryset().with_places()  # type: ignore[attr-defined]

    def get_form_kwargs(self) -> dict[str, Any]:
        people = self.object.enrollments.active().with_people().prefetch_related("results")
        return {
            **super().get_form_kwargs(),
            "batch": self.object,
            "enrollments": list(people),
            "today": timezone.localdate(),
            "fill": self.request.GET.get("isi", ""),
        }

    def step(self, *, assessor: Instructor, on: dt.date, **verdicts: Any) -> None:
        given = [actions.Assessment(person, unit, verdict) for person, unit, verdict in self.form.verdicts()]
        today = timezone.localdate()
        actions.record_results(self.object, given, assessor=assessor, on=on, today=today, by=self.user)
