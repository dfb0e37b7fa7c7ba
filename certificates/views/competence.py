from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import ListView

from accounts.access import Access, ScopedForm
from accounts.permissions import Permission
from audit.pages import DetailPage, StepPage
from certificates.actions.competence import TESTED, correct_decision, propose_competence, record_decision
from certificates.competence import CompetenceReadiness, competence_readiness_of, letters_of
from certificates.forms.competence import DecisionForm
from certificates.models import CompetenceDecision, Lsp, Scheme
from certificates.views.steps import OfBatch
from programs.models import Batch


class SchemeList(Access, ListView):
    """The LSPs with their licences and schemes: reference data that the national administrator keeps."""

    model = Lsp
    permission = Permission.SEE_CERTIFICATES
    template_name = "certificates/scheme_list.html"
    paginate_by = 25

    def get_queryset(self) -> QuerySet[Lsp]:
        return super().get_queryset().prefetch_related("schemes__field", "schemes__units")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        return {**context, "lsps": [(lsp, lsp.is_licensed(on=today)) for lsp in context["page_obj"]]}


class BatchCompetence(DetailPage):
    """What LSPs decided about people of the batch."""

    model = Batch
    permission = Permission.SEE_BATCHES
    template_name = "certificates/batch_competence.html"

    def get_queryset(self) -> QuerySet[Batch]:
        return super().get_queryset().with_places()  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch: Batch = self.object
        decisions = batch.competence_decisions.select_related("scheme__lsp", "recorded_by").prefetch_related(
            "verdicts__enrollment__inmate", "verdicts__enrollment__officer", "verdicts__proposals", "scans__uploaded_by"
        )
        return super().get_context_data(
            decisions=[
                (decision, any(verdict.proposals.all() for verdict in decision.verdicts.all()))
                for decision in decisions
            ],
            has_tests=batch.state in TESTED,
            is_closed=batch.state == Batch.State.CLOSED,
            schemes=Scheme.objects.visible_to(self.user).certifying(batch.package).select_related("lsp"),
            **kwargs,
        )


class OfLetter(StepPage):
    """The grid of all people with an LSP's letter above."""

    form_class = DecisionForm
    permission = Permission.RECORD_DECISIONS
    template_name = "certificates/decision_form.html"
    lead = gettext_lazy("Copy the LSP's letter and the numbers of BNSP's blanks. Leave out whom it does not name.")
    submit_label = gettext_lazy("Save the decision")
    success_message = gettext_lazy(
        "The decision is recorded. Add its scanned letter; then a colleague proposes the certificates."
    )

    @property
    def batch(self) -> Batch:
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        people = self.batch.enrollments.in_class().with_people()
        return {**super().get_form_kwargs(), "batch": self.batch, "enrollments": list(people)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(batch=self.batch, **kwargs)

    def get_success_url(self) -> str:
        return reverse("certificates:batch-competence", args=[self.batch.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()


class DecisionAdd(OfLetter, OfBatch):
    heading = gettext_lazy("Record the decision of an LSP")

    @property
    def batch(self) -> Batch:
        return self.object

    def step(self, **cleaned: Any) -> None:
        record_decision(self.batch, self.form.letter, self.form.said, today=timezone.localdate(), by=self.user)


class DecisionEdit(OfLetter):
    """As long as no certificate is proposed on it."""

    model = CompetenceDecision
    heading = gettext_lazy("Correct the decision of an LSP")

    @property
    def batch(self) -> Batch:
        return self.object.batch

    def get_queryset(self) -> QuerySet[CompetenceDecision]:
        return super().get_queryset().unused().select_related("batch__package", "batch__facility")  # type: ignore[attr-defined]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "decision": self.object}

    def step(self, **cleaned: Any) -> None:
        correct_decision(self.object, self.form.letter, self.form.said, today=timezone.localdate(), by=self.user)


class CompetencePropose(OfBatch):
    form_class = ScopedForm
    permission = Permission.PROPOSE_CERTIFICATES
    template_name = "certificates/competence_propose.html"
    heading = gettext_lazy("Propose competence certificates")
    lead = gettext_lazy(
        "For whom the LSP found competent. The head of the training centre issues what you propose here."
    )

    @cached_property
    def people(self) -> list[CompetenceReadiness]:
        return competence_readiness_of(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ready = [row for row in self.people if row.can_be_proposed]
        own = [row for row in ready if row.verdict and row.verdict.decision.recorded_by_id == self.user.pk]
        return super().get_context_data(
            people=self.people,
            is_closed=self.object.state == Batch.State.CLOSED,
            ready=len(ready) - len(own),
            own=len(own),
            letters=letters_of(self.object, [row.verdict.decision_id for row in ready if row.verdict]),
            **kwargs,
        )

    def get_cancel_url(self) -> str:
        return reverse("certificates:batch-competence", args=[self.object.pk])

    def step(self) -> None:
        proposed = len(propose_competence(self.object, on=timezone.localdate(), by=self.user))
        sentence = ngettext(
            "%(count)d competence certificate proposed.", "%(count)d competence certificates proposed.", proposed
        )
        if proposed:
            messages.success(self.request, sentence % {"count": proposed})
        else:
            messages.info(self.request, gettext_lazy("Nobody is left to propose."))
