from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView

from accounts.confirmation import require_confirmation
from accounts.permissions import Permission
from audit.pages import DetailPage, FormPage, StepButton
from certificates.actions import runs
from certificates.forms.certificates import IssueBatchesForm
from certificates.identity import identities_before
from certificates.models import IssueRun, IssueRunItem, Proposal
from programs.models import Batch

MOST_RUNS_SHOWN = 10
MOST_REFUSED_SHOWN = 200


class IssueRunAdd(FormPage, FormView):
    """All that waits in the head's training centre, batch by batch, issued at one word."""

    permission = Permission.ISSUE_CERTIFICATES
    form_class = IssueBatchesForm
    template_name = "certificates/issue_run_add.html"
    heading = gettext_lazy("Issue many certificates")
    lead = gettext_lazy("Look at the sheets on each batch's page first. Once issued, a certificate never changes.")

    def get_cancel_url(self) -> str:
        return reverse("certificates:certificate-list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or self.get_form()
        batches = list(form.fields["batches"].queryset)
        ticked = form.data.getlist("batches") if form.is_bound else [str(batch.pk) for batch in batches]
        shown = IssueRun.objects.visible_to(self.user).with_counts().select_related("started_by")[:MOST_RUNS_SHOWN]
        return super().get_context_data(
            form=form, batches=batches, ticked=ticked, runs=shown, waiting=sum(b.waiting for b in batches), **kwargs
        )

    def form_valid(self, form: IssueBatchesForm) -> HttpResponse:
        confirmed_at = require_confirmation(self.request)
        chosen = Proposal.objects.visible_to(self.user).filter(enrollment__batch__in=form.cleaned_data["batches"])
        try:
            wanted = self._without_changed_names(chosen.waiting())
            run = runs.start(wanted, confirmed_at=confirmed_at, by=self.user)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        return HttpResponseRedirect(run.get_absolute_url())

    def _without_changed_names(self, chosen: QuerySet[Proposal]) -> list[Proposal]:
        """Who is called otherwise than when the class began is issued from the page that says so."""
        proposals = list(
            chosen.select_related("enrollment__batch", "enrollment__inmate", "enrollment__officer").order_by("pk")
        )
        changed = identities_before(proposal.enrollment for proposal in proposals)
        if changed:
            sentence = ngettext(
                "%(count)d person bears another name or birth date since the class: only on the batch's page.",
                "%(count)d people bear other names or birth dates since the class: only on the batch's page.",
                len(changed),
            )
            messages.warning(self.request, sentence % {"count": len(changed)})
        return [proposal for proposal in proposals if proposal.enrollment_id not in changed]


class IssueRunDetail(DetailPage):
    """How far the run is, and whom it could not serve."""

    permission = Permission.ISSUE_CERTIFICATES
    template_name = "certificates/issue_run_detail.html"

    def get_queryset(self) -> QuerySet[IssueRun]:
        shown = IssueRun.objects.visible_to(self.user)
        return shown.with_counts().select_related("centre", "started_by", "stop_asked_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run: Any = self.object
        refused = run.items.filter(outcome=IssueRunItem.Outcome.REFUSED).select_related(
            "proposal__enrollment__inmate", "proposal__enrollment__officer", "proposal__enrollment__batch__package"
        )
        batches = (
            Batch.objects.visible_to(self.user)
            .filter(enrollments__proposals__run_items__run=run)
            .annotate(sheets=Count("enrollments__proposals__run_items"))
            .with_places()
        )
        return super().get_context_data(
            refused=refused[:MOST_REFUSED_SHOWN], batches=batches, settled=run.total - run.waiting, **kwargs
        )


class IssueRunStop(StepButton):
    model = IssueRun
    permission = Permission.ISSUE_CERTIFICATES
    success_message = gettext_lazy("It stops after the sheets in hand. What is issued stays issued.")

    def step(self) -> None:
        runs.ask_to_stop(self.object, by=self.user)
