from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext

from accounts.permissions import Permission
from certificates.actions.issuing import issue
from certificates.actions.proposing import propose
from certificates.actions.runs import start
from certificates.competence import letters_of
from certificates.conditions import conditions_to_propose
from certificates.forms.certificates import IssueForm, ProposeForm
from certificates.models import IssueRun, Proposal, in_a_run
from certificates.printing import Preview, previews
from certificates.readiness import Readiness, readiness_of
from certificates.views.steps import ConfirmedStep, OfBatch
from programs.models import Enrollment

MOST_WHILE_WAITING = 5
"""Certificates issued within the request; more become a run (docs/decisions/issuing-beside-the-pages.md)."""


class BatchPropose(OfBatch):
    form_class = ProposeForm
    permission = Permission.PROPOSE_CERTIFICATES
    template_name = "certificates/batch_propose.html"
    heading = gettext_lazy("Propose certificates")
    lead = gettext_lazy("The head of the training centre issues what you propose here.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "batch": self.object}

    @cached_property
    def people(self) -> list[Readiness]:
        return readiness_of(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        gates = conditions_to_propose(self.object)
        open_to = self.people if all(gate.is_open for gate in gates) else []
        return super().get_context_data(
            people=self.people,
            gates=gates,
            ready=sum(person.can_be_proposed for person in open_to),
            anew=[person.progress.enrollment for person in open_to if person.can_be_proposed_anew],
            **kwargs,
        )

    def step(self, *, again: QuerySet[Enrollment]) -> None:
        proposed = len(propose(self.object, by=self.user, again=again))
        sentence = ngettext("%(count)d certificate proposed.", "%(count)d certificates proposed.", proposed)
        if proposed:
            messages.success(self.request, sentence % {"count": proposed})
        else:
            messages.info(self.request, gettext_lazy("Everybody who completed had been proposed already."))


class BatchIssue(ConfirmedStep, OfBatch):
    form_class = IssueForm
    permission = Permission.ISSUE_CERTIFICATES
    template_name = "certificates/batch_issue.html"
    heading = gettext_lazy("Issue certificates")
    lead = gettext_lazy("Look at what will be printed. Once issued, a certificate never changes.")
    run: IssueRun | None = None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "batch": self.object}

    @cached_property
    def waiting(self) -> list[Preview]:
        return previews(self.object, on=timezone.localdate(), by=self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ticked = self.request.POST.getlist("proposals") if self.request.method == "POST" else None
        return super().get_context_data(
            waiting=self.waiting,
            sample=next((row.record for row in self.waiting if row.record), None),
            letters=letters_of(self.object, [v.decision_id for row in self.waiting if (v := row.proposal.verdict)]),
            ticked=[str(row.proposal.pk) for row in self.waiting if not row.problems] if ticked is None else ticked,
            runs=IssueRun.objects.filter(items__outcome="WAITING", items__proposal__enrollment__batch=self.object)
            .visible_to(self.user)
            .distinct(),
            **kwargs,
        )

    def step(self, *, proposals: QuerySet[Proposal]) -> None:
        """A few while the head waits; more than that beside the pages, with a page that shows how far it is."""
        if len(proposals) > MOST_WHILE_WAITING:
            self.run = start(proposals, confirmed_at=self.confirmed_at, by=self.user)
            return
        issued = len(issue(proposals.exclude(in_a_run()), on=timezone.localdate(), by=self.user))
        sentence = ngettext("%(count)d certificate issued.", "%(count)d certificates issued.", issued)
        if issued:
            messages.success(self.request, sentence % {"count": issued})
        else:
            messages.info(self.request, gettext_lazy("These certificates had been issued already."))

    def get_success_url(self) -> str:
        return self.run.get_absolute_url() if self.run else super().get_success_url()
