from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.pages import StepPage
from audit.states import OnlyWhile
from programs.actions.corrections import Said, correct_result
from programs.forms.corrections import CorrectResultForm
from programs.models import Batch, UnitResult


class ResultCorrect(OnlyWhile, StepPage):
    """The centre's head puts right a result that was typed wrongly."""

    model = UnitResult
    states = (Batch.State.TESTING,)
    form_class = CorrectResultForm
    permission = Permission.CORRECT_RESULTS
    template_name = "programs/result_correct.html"
    heading = _("Correct the result")
    lead = _("Only what was typed wrongly. Whoever is tested again gets a further attempt instead.")
    submit_label = _("Correct")
    success_message = _("The result is corrected.")

    def stepped(self) -> Batch:
        batch: Batch = self.object.enrollment.batch
        return batch

    def get_queryset(self) -> QuerySet[UnitResult]:
        people = ("enrollment__inmate", "enrollment__officer")
        rows: QuerySet[UnitResult] = super().get_queryset().assessed_here()  # type: ignore[attr-defined]
        return rows.select_related("enrollment__batch__package", "unit", "assessor", *people)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "result": self.object}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.object.enrollment
        return super().get_context_data(
            breadcrumbs=[
                (person.batch.name, person.batch.get_absolute_url()),
                (person.person.name, person.get_absolute_url()),
            ],
            corrections=self.object.corrections.select_related("corrected_by"),
            **kwargs,
        )

    def step(self, *, seen: int, reason: str, **said: Any) -> None:
        correct_result(self.object, said=Said(**said), seen=seen, reason=reason, by=self.user)
