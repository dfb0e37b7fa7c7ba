from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext

from accounts.permissions import Permission
from audit.pages import StepPage
from audit.states import OnlyWhile
from programs.actions import selection as actions
from programs.candidates import DEFAULT_ORDER, Roster
from programs.forms.selection import ProposeForm
from programs.models import Batch
from trainees.models import Inmate, RuleSet


class SelectingBatches(OnlyWhile):
    """Only a batch whose selection is open has these pages."""

    states = (Batch.State.SELECTING,)

    def get_queryset(self) -> QuerySet[Batch]:
        return super().get_queryset().with_places()  # type: ignore[attr-defined]


class ProposingPage(SelectingBatches, StepPage):
    """A list of people to tick and propose."""

    model = Batch
    permission = Permission.CHOOSE_TRAINEES
    submit_label = gettext_lazy("Propose those ticked")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "batch": self.object}

    def get_success_url(self) -> str:
        """Back to the same words and order, on the first page: those proposed are no longer in the list."""
        query = self.request.GET.copy()
        query.pop("page", None)
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path


class BatchCandidates(ProposingPage):
    """Those held in the batch's prison who may join, and behind a switch those whom something blocks.

    Everybody is judged at once by the database; findings in words are asked for the people of the page only.
    """

    form_class = ProposeForm
    template_name = "programs/batch_candidates.html"
    heading = gettext_lazy("Propose candidates")
    page_size = 25

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A batch for officers has a page of its own, which knows nothing of registers."""
        batch = self.get_object()
        if batch.is_for_officers:
            return redirect("programs:batch-officers", batch.pk)
        return super().get(request, *args, **kwargs)

    @cached_property
    def words(self) -> str:
        return self.request.GET.get("q", "").replace("\0", "").strip()[:100]

    @cached_property
    def roster(self) -> Roster:
        batch = self.object
        people = Inmate.objects.visible_to(self.user).in_custody().filter(facility=batch.facility)
        people = people.exclude(enrollments__in=batch.enrollments.all())
        if self.words:
            people = people.search(self.words)
        rules = RuleSet.objects.in_force(on=batch.starts_on)
        return Roster(batch, people, rules, self.request.GET.get("sort", DEFAULT_ORDER))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shows_all = self.request.GET.get("semua") == "1"
        shown = self.roster.everybody if shows_all else self.roster.fit
        page = Paginator(shown, self.page_size).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            people=self.roster.page(list(page.object_list)),
            page_obj=page,
            fit_count=len(self.roster.fit),
            all_count=len(self.roster.rows),
            shows_all=shows_all,
            words=self.words,
            ticked=self.request.POST.getlist("inmates"),
            **kwargs,
        )

    def step(self, *, inmates: QuerySet[Inmate], everybody: bool) -> None:
        chosen = self.roster.among(self.roster.fit) if everybody else inmates
        proposed = actions.propose(self.object, chosen, by=self.user)
        messages.success(
            self.request,
            ngettext("%(count)d person proposed.", "%(count)d people proposed.", len(proposed))
            % {"count": len(proposed)},
        )
