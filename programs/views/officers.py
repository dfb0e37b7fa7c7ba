"""Officers as candidates."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from programs.actions import selection
from programs.candidates import DEFAULT_ORDER, ORDERS_OF_OFFICERS, ordering
from programs.findings import Judged, enrollment_findings, with_training
from programs.forms.officers import ProposeOfficersForm
from programs.models import Batch
from programs.models.batches import TraineeKind
from programs.views.selection import ProposingPage
from trainees.models import Officer, RuleSet


class BatchOfficers(ProposingPage):
    """The prison's officers who may join a batch for officers; tick and propose."""

    form_class = ProposeOfficersForm
    template_name = "programs/batch_officers.html"
    heading = _("Propose officers")

    def get_queryset(self) -> QuerySet[Batch]:
        return super().get_queryset().filter(trainee_kind=TraineeKind.OFFICER)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch = self.object
        rules = RuleSet.objects.in_force(on=batch.starts_on)
        people: Any = Officer.objects.visible_to(self.user).filter(facility=batch.facility)
        people = people.exclude(enrollments__in=batch.enrollments.all()).with_fit(batch.package.field)
        people = people.order_by(*ordering(self.request.GET.get("sort", DEFAULT_ORDER), ORDERS_OF_OFFICERS))
        everybody = [Judged(person, enrollment_findings(person, batch, rules)) for person in with_training(people)]
        fit = [person for person in everybody if not person.is_blocked]
        shows_all = self.request.GET.get("semua") == "1"
        return super().get_context_data(
            people=everybody if shows_all else fit,
            fit_count=len(fit),
            all_count=len(everybody),
            shows_all=shows_all,
            ticked=self.request.POST.getlist("officers"),
            **kwargs,
        )

    def step(self, *, officers: QuerySet[Officer]) -> None:
        proposed = selection.propose(self.object, officers, by=self.user)
        messages.success(
            self.request,
            ngettext("%(count)d person proposed.", "%(count)d people proposed.", len(proposed))
            % {"count": len(proposed)},
        )
