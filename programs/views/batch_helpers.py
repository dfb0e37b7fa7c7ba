from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.pages import StepButton, StepPage
from audit.states import OnlyWhile
from programs.actions import batch_helpers as actions
from programs.forms.batch_helpers import HelpersForm
from programs.models import Batch, Helper
from programs.models.batches import TraineeKind
from trainees.models import Inmate


class BatchHelpers(OnlyWhile, StepPage):
    """Who of those that completed the field before helps others to learn it."""

    model = Batch
    states = actions.WITH_HELPERS
    form_class = HelpersForm
    permission = Permission.CHOOSE_TRAINEES
    template_name = "programs/batch_helpers.html"
    heading = _("Learning helpers")
    lead = _("They help in the workshop, take no seat and earn no hours. The training centre sees the name alone.")
    submit_label = _("Choose those ticked")
    success_message = _("Saved.")

    def get_queryset(self) -> QuerySet[Batch]:
        rows = super().get_queryset().filter(trainee_kind=TraineeKind.INMATE)
        return rows.select_related("package__field", "facility")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "batch": self.object}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(helpers=self.object.helpers.helping(), **kwargs)

    def get_success_url(self) -> str:
        return reverse("programs:batch-helpers", args=[self.object.pk])

    def step(self, *, inmates: QuerySet[Inmate]) -> None:
        actions.choose_helpers(self.object, inmates, by=self.user)


class HelperLeave(StepButton):
    model = Helper
    permission = Permission.CHOOSE_TRAINEES
    success_message = _("The person helps no longer.")

    def get_queryset(self) -> QuerySet[Helper]:
        return super().get_queryset().select_related("batch")

    def get_success_url(self) -> str:
        return reverse("programs:batch-helpers", args=[self.object.batch_id])

    def step(self) -> None:
        actions.let_helper_go(self.object, on=timezone.localdate(), by=self.user)
