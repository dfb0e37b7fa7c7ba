from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet

from accounts.permissions import Permission
from audit.pages import AddPage, DetailPage, EditPage, ListPage, SavePage, StepPage
from audit.refusals import refusals_explained
from audit.states import OnlyWhile
from programs import columns
from programs.actions import tpp as actions
from programs.actions.tpp import Outcome
from programs.forms.tpp import TppDecisionsForm, TppSessionForm
from programs.models import Batch, TppItem, TppSession
from programs.models.batches import TraineeKind
from programs.models.enrollments import name_of_the_person
from programs.tpp import Suggestion, suggestions
from programs.views.scores import is_number
from programs.views.selection import SelectingBatches

UNDECIDED = Q(batch__enrollments__state__in=("PROPOSED", "SHORTLISTED"))


class TppFilter(FilterSet):
    class Meta:
        model = TppSession
        fields: tuple[str, ...] = ()


class TppList(ListPage):
    model = TppSession
    permission = Permission.SEE_INMATES
    filterset_class = TppFilter
    template_name = "programs/tpp_list.html"
    columns = columns.TPP_SESSIONS

    def get_queryset(self) -> QuerySet[TppSession]:
        return super().get_queryset().prefetch_related("batches").annotate(decided=Count("decisions", distinct=True))


class TppDetail(DetailPage):
    model = TppSession
    permission = Permission.SEE_INMATES
    template_name = "programs/tpp_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        items = self.object.items.select_related("batch").annotate(
            undecided=Count("batch__enrollments", filter=UNDECIDED, distinct=True)
        )
        people = ("enrollment__inmate", "enrollment__officer", "enrollment__batch")
        decisions = self.object.decisions.select_related(*people)
        return super().get_context_data(
            items=items,
            decisions=decisions.order_by("enrollment__batch__name", "verdict", name_of_the_person("enrollment__")),
            members=self.object.members.all(),
            may_edit=self.user.has(Permission.CHOOSE_TRAINEES) and not self.object.is_rested_on,
            may_choose=self.user.has(Permission.CHOOSE_TRAINEES),
            **kwargs,
        )


class SavesSession(SavePage):
    """A session is saved with its people and its agenda, by one action; then on to what waits for a decision."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with refusals_explained():
                self.object = actions.hold_session(
                    form.instance,
                    form.cleaned_data["batches"],
                    form.members(),
                    today=timezone.localdate(),
                    by=self.user,
                )
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)  # type: ignore[attr-defined]
        self.said()
        return redirect(next_page(self.object))


class TppAdd(SavesSession, AddPage):
    model = TppSession
    form_class = TppSessionForm
    permission = Permission.CHOOSE_TRAINEES
    template_name = "programs/tpp_form.html"
    heading = _("Record a TPP session")
    lead = _("Who sat in it and which batches it was about; then its decision on each person.")
    submit_label = _("Save and go to the decisions")

    def get_initial(self) -> dict[str, Any]:
        """Opened from a batch, the agenda begins with that one."""
        asked = self.request.GET.get("angkatan", "")
        return {"batches": [int(asked)]} if is_number(asked) else {}

    def get_cancel_url(self) -> str:
        return reverse("programs:tpp-list")


class TppEdit(SavesSession, EditPage):
    model = TppSession
    form_class = TppSessionForm
    permission = Permission.CHOOSE_TRAINEES
    template_name = "programs/tpp_form.html"
    heading = _("Edit the TPP session")


class BatchTpp(SelectingBatches, DetailPage):
    """Where a batch's decisions are taken: in one of its sessions, or a new one where it has none yet."""

    model = Batch
    permission = Permission.CHOOSE_TRAINEES
    template_name = "programs/batch_tpp.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        if self.object.is_for_officers:
            return redirect("programs:batch-decide", self.object.pk)
        if not self.object.tpp_items.exists():
            return redirect(f"{reverse('programs:tpp-add')}?angkatan={self.object.pk}")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        items = self.object.tpp_items.select_related("session").order_by("-session__held_on", "-session")
        return super().get_context_data(items=items, **kwargs)


class TppDecide(OnlyWhile, StepPage):
    """Everybody of one batch with the decision that rank and rules suggest: look through, change, save once."""

    model = TppItem
    states = (Batch.State.SELECTING,)
    form_class = TppDecisionsForm
    permission = Permission.CHOOSE_TRAINEES
    template_name = "programs/tpp_decide.html"
    heading = _("Decisions of the TPP")
    submit_label = _("Save the decisions")

    def get_queryset(self) -> QuerySet[TppItem]:
        return super().get_queryset().select_related("session", "batch__facility", "batch__package", "batch__agreement")

    @cached_property
    def suggestions(self) -> list[Suggestion]:
        return suggestions(self.object.batch)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "suggestions": self.suggestions}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            batch=self.object.batch,
            session=self.object.session,
            tied=[row.standing for row in self.suggestions if row.is_at_the_cut],
            taken=sum(row.enrollment.has_seat for row in self.suggestions),
            **kwargs,
        )

    def get_success_url(self) -> str:
        return next_page(self.object.session)

    def step(self, **cleaned: Any) -> None:
        item = self.object
        self.success_message = told(actions.decide(item.batch, self.form.lines(), session=item.session, by=self.user))


def next_page(session: TppSession) -> str:
    """The next batch on the agenda that waits for its decisions; the session itself when none does."""
    item = session.items.waiting().first()
    return reverse("programs:tpp-decide", args=[item.pk]) if item else session.get_absolute_url()


def told(outcome: dict[Outcome, int]) -> str:
    return gettext("%(seat)d participants, %(reserve)d in reserve, %(postpone)d postponed, %(reject)d rejected.") % {
        str(key): outcome[key] for key in Outcome
    }


class BatchDecide(SelectingBatches, StepPage):
    """The same for officers, whom the prison chooses without a TPP session."""

    model = Batch
    form_class = TppDecisionsForm
    permission = Permission.CHOOSE_TRAINEES
    template_name = "programs/tpp_decide.html"
    heading = _("Decisions of the selection")
    submit_label = _("Save the decisions")

    def get_queryset(self) -> QuerySet[Batch]:
        return super().get_queryset().filter(trainee_kind=TraineeKind.OFFICER)

    @cached_property
    def suggestions(self) -> list[Suggestion]:
        return suggestions(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "suggestions": self.suggestions}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            tied=[row.standing for row in self.suggestions if row.is_at_the_cut],
            taken=sum(row.enrollment.has_seat for row in self.suggestions),
            **kwargs,
        )

    def step(self, **cleaned: Any) -> None:
        self.success_message = told(actions.decide(self.object, self.form.lines(), session=None, by=self.user))
