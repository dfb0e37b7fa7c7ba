from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.permissions import Permission
from audit.pages import StepButton, StepPage
from programs.actions import selection as actions
from programs.findings import candidates
from programs.forms.selection import ProposeForm, SelectionForm
from programs.models import Batch, Enrollment, SelectionScore
from programs.views.states import OnlyWhile
from trainees.models import Inmate, RuleSet


class SelectingBatches(OnlyWhile):
    """Only a batch whose selection is open has these pages."""

    states = (Batch.State.SELECTING,)

    def get_queryset(self) -> QuerySet[Batch]:
        return super().get_queryset().with_places()  # type: ignore[attr-defined]


class BatchCandidates(SelectingBatches, StepPage):
    """Everybody held in the batch's prison with what stands against them; tick and propose."""

    model = Batch
    form_class = ProposeForm
    permission = Permission.CHOOSE_TRAINEES
    template_name = "programs/batch_candidates.html"
    heading = gettext_lazy("Propose candidates")
    submit_label = gettext_lazy("Propose those ticked")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "batch": self.object}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch = self.object
        people = (
            Inmate.objects.visible_to(self.user)
            .filter(facility=batch.facility)
            .exclude(enrollments__in=batch.enrollments.all())
        )
        words = self.request.GET.get("q", "").replace("\0", "").strip()[:100]
        if words:
            people = people.search(words)
        everybody = candidates(batch, people, RuleSet.objects.in_force(on=batch.starts_on))
        fit = [person for person in everybody if not person.is_blocked]
        shows_all = self.request.GET.get("semua") == "1"
        ticked = self.request.POST.getlist("inmates") if self.request.method == "POST" else []
        return super().get_context_data(
            people=everybody if shows_all else fit,
            fit_count=len(fit),
            all_count=len(everybody),
            shows_all=shows_all,
            words=words,
            ticked=ticked,
            **kwargs,
        )

    def get_success_url(self) -> str:
        return reverse("programs:batch-candidates", args=[self.object.pk])

    def step(self, *, inmates: QuerySet[Inmate]) -> None:
        proposed = actions.propose(self.object, inmates, by=self.user)
        messages.success(
            self.request,
            ngettext("%(count)d person proposed.", "%(count)d people proposed.", len(proposed))
            % {"count": len(proposed)},
        )


class BatchSelection(SelectingBatches, StepPage):
    """The sheet on which officers score and decide; ranked by the mean of all officers' points."""

    model = Batch
    form_class = SelectionForm
    permission = Permission.CHOOSE_TRAINEES
    template_name = "programs/batch_selection.html"
    heading = gettext_lazy("Score and decide")
    submit_label = gettext_lazy("Save scores and decisions")
    success_message = gettext_lazy("Scores and decisions saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = self.candidates
        own = SelectionScore.objects.filter(enrollment__in=rows, scored_by=self.user)
        return {
            **super().get_form_kwargs(),
            "candidates": rows,
            "own_scores": dict(own.values_list("enrollment", "score")),
        }

    @cached_property
    def candidates(self) -> list[Enrollment]:
        shown = self.object.enrollments.exclude(state=Enrollment.State.DROPPED)
        return list(shown.ranked().select_related("inmate"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = Counter(candidate.state for candidate in self.candidates)
        return super().get_context_data(
            taken=counts[Enrollment.State.ACCEPTED],
            undecided=counts[Enrollment.State.PROPOSED] + counts[Enrollment.State.SHORTLISTED],
            **kwargs,
        )

    def get_success_url(self) -> str:
        return reverse("programs:batch-selection", args=[self.object.pk])

    def step(self, **cleaned: Any) -> None:
        actions.decide(self.object, self.form.sheet(), by=self.user)


class BatchAcceptBest(SelectingBatches, StepButton):
    model = Batch
    permission = Permission.CHOOSE_TRAINEES

    def get_success_url(self) -> str:
        return reverse("programs:batch-selection", args=[self.object.pk])

    def step(self) -> None:
        choice = actions.accept_best(self.object, by=self.user)
        self.success_message = _("%(accepted)d accepted, %(reserved)d on the reserve list, %(rejected)d rejected.") % {
            "accepted": choice.accepted,
            "reserved": choice.reserved,
            "rejected": choice.rejected,
        }
