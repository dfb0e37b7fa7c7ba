from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.pages import StepPage
from audit.states import OnlyWhile
from programs.actions import standards as actions
from programs.forms.standards import ExceptionForm
from programs.models import Batch
from programs.standards import open_shortfalls, shortfalls


class BatchExceptions(OnlyWhile, StepPage):
    """The head of the centre sees figure and standard, and may allow the batch to stay off it."""

    model = Batch
    states = actions.ALLOWING
    form_class = ExceptionForm
    permission = Permission.ALLOW_EXCEPTIONS
    template_name = "programs/batch_exceptions.html"
    heading = _("Exceptions to the standard")
    lead = _("Off its package's standard a batch is decreed only with your word. The reason stays on record.")
    submit_label = _("Allow")
    success_message = _("The exception is on record.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "standing": open_shortfalls(self.object)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        exceptions = self.object.standard_exceptions.select_related("allowed_by")
        return super().get_context_data(shortfalls=shortfalls(self.object), exceptions=exceptions, **kwargs)

    def step(self, *, allowed: list[str], reason: str) -> None:
        actions.allow_exceptions(self.object, self.form.seen(), reason=reason, by=self.user)
