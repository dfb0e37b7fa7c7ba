from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.pages import AddPage, DetailPage, EditPage, ListPage, StepButton, StepPage
from audit.states import OnlyWhile
from facilities.models import Meeting
from programs import columns
from programs.actions import batches as actions
from programs.actions.batch_helpers import WITH_HELPERS
from programs.actions.permits import FILING
from programs.actions.standards import ALLOWING
from programs.assessors import unallowed_results
from programs.completion import progress_of
from programs.costs import costs_of
from programs.filters import BatchFilter
from programs.findings import planning_findings, starting_findings
from programs.forms.batches import BatchForm, BatchMeetingsForm, ConfirmForm, ReasonForm
from programs.make_ups import hours_of
from programs.models import Batch, Enrollment, Package
from programs.next_steps import WAITING_FOR, next_steps, road
from programs.permits import permits_of
from programs.prospects import prospects_of, region_of
from programs.readiness import review_of
from programs.standards import standard_findings
from programs.weeks import by_week
from trainees.eligibility import Level

State = Batch.State


class BatchList(ListPage):
    model = Batch
    permission = Permission.SEE_BATCHES
    filterset_class = BatchFilter
    template_name = "programs/batch_list.html"
    columns = columns.BATCHES

    def get_queryset(self) -> QuerySet[Batch]:
        return super().get_queryset().with_places().with_counts().prefetch_related("tags")  # type: ignore[attr-defined]


class BatchDetail(DetailPage):
    queryset = Batch.objects.with_places()
    permission = Permission.SEE_BATCHES

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch = self.object
        return super().get_context_data(
            road=road(batch),
            meetings=batch.meetings.visible_to(self.user),
            helpers=batch.helpers.helping(),
            takes_helpers=batch.state in WITH_HELPERS,
            waiting_for=WAITING_FOR[Batch.State(batch.state)],
            decrees=batch.decrees.order_by("pk"),
            permits=permits_of(batch),
            may_file=batch.state in FILING and self.user.has(Permission.FILE_PERMITS),
            costs=costs_of(batch, self.user),
            participants=progress_of(batch),
            candidates=batch.enrollments.exclude(state__in=SHOWN_AS_PARTICIPANT).with_people(),
            weeks=by_week(
                batch.sessions.with_attendance_counts().with_places(),
                today=None if batch.state == State.CLOSED else timezone.localdate(),
            ),
            hours=hours_of(batch),
            **self._steps(batch),
            **self._standing(batch),
            **kwargs,
        )

    def _steps(self, batch: Batch) -> dict[str, Any]:
        steps = next_steps(batch, self.user)
        return {
            "main_steps": [(step, url) for step, url in steps if step.is_main],
            "other_steps": [(step, url) for step, url in steps if not step.is_main],
        }

    def _standing(self, batch: Batch) -> dict[str, Any]:
        """What stands against the batch's next day, and whether its workshop has been looked at."""
        before_class = batch.state in (State.PLANNED, State.SELECTING, State.DECREED)
        found = starting_findings if batch.state == State.DECREED else planning_findings
        off = list(standard_findings(batch)) if batch.state in ALLOWING else []
        review = review_of(batch)
        return {
            "findings": [*(found(batch) if before_class else []), *off],
            "exceptions": batch.standard_exceptions.select_related("allowed_by"),
            "may_allow": any(row.level is Level.BLOCK for row in off) and self.user.has(Permission.ALLOW_EXCEPTIONS),
            "review": review,
            "needs_review": before_class and (review is None or not review.is_valid(on=batch.starts_on)),
        }


SHOWN_AS_PARTICIPANT = (
    Enrollment.State.ACCEPTED,
    Enrollment.State.ACTIVE,
    Enrollment.State.SUSPENDED,
    Enrollment.State.COMPLETED,
)


class BatchAdd(AddPage):
    model = Batch
    form_class = BatchForm
    permission = Permission.PLAN_BATCHES
    heading = _("Plan a batch")
    lead = _("Under an agreement in force, with a package of its training centre.")
    submit_label = _("Plan the batch")
    template_name = "programs/form_with_prospects.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Beside the choice of a package what awaits people in its field."""
        offered = Package.objects.visible_to(self.user).newest()
        known = prospects_of(offered, region_of(self.user), on=timezone.localdate())
        return super().get_context_data(prospects=known, **kwargs)

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()

    def get_cancel_url(self) -> str:
        return reverse("programs:batch-list")


class BatchEdit(OnlyWhile, EditPage):
    """A plan may change while nobody is chosen; later only postponing and cancelling are left."""

    model = Batch
    states = (State.PLANNED,)
    form_class = BatchForm
    permission = Permission.PLAN_BATCHES
    heading = _("Edit the plan")

    def get_success_url(self) -> str:
        return self.object.get_absolute_url()


class BatchMeetings(StepPage):
    model = Batch
    form_class = BatchMeetingsForm
    permission = Permission.EDIT_MEETINGS
    heading = _("Meetings about this batch")
    lead = _("A meeting that is missing here is added on the page of meetings first.")
    success_message = _("Saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "batch": self.object}

    def step(self, meetings: QuerySet[Meeting]) -> None:
        among = self.form.fields["meetings"].queryset
        actions.link_meetings(self.object, meetings, among=among, by=self.user)


class BatchOpenSelection(StepButton):
    model = Batch
    permission = Permission.PLAN_BATCHES
    success_message = _("The selection is open: propose candidates.")

    def step(self) -> None:
        actions.open_selection(self.object, by=self.user)


class BatchStart(StepButton):
    model = Batch
    permission = Permission.PLAN_BATCHES
    success_message = _("The batch has started.")

    def step(self) -> None:
        actions.start(self.object, on=timezone.localdate(), by=self.user)


class BatchOpenTests(StepButton):
    model = Batch
    permission = Permission.CLOSE_BATCHES
    success_message = _("Lessons are over; results can be recorded.")

    def step(self) -> None:
        actions.open_tests(self.object, on=timezone.localdate(), by=self.user)


class BatchClose(OnlyWhile, StepPage):
    model = Batch
    states = (State.TESTING,)
    form_class = ConfirmForm
    permission = Permission.CLOSE_BATCHES
    heading = _("Close the batch")
    lead = _("Whoever has the hours and the units has completed. After this nothing in the batch can change.")
    submit_label = _("Close the batch")
    success_message = _("The batch is closed.")
    template_name = "programs/batch_close.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        progress = progress_of(self.object)
        complete = [row for row in progress if row.is_complete and row.enrollment.state == Enrollment.State.ACTIVE]
        return super().get_context_data(
            complete=complete,
            incomplete=[row for row in progress if row not in complete],
            alone=unallowed_results(self.object).items(),
            **kwargs,
        )

    def step(self) -> None:
        actions.close(self.object, on=timezone.localdate(), by=self.user)


class BatchPostpone(OnlyWhile, StepPage):
    model = Batch
    states = (State.PLANNED, State.SELECTING, State.DECREED)
    form_class = ReasonForm
    permission = Permission.PLAN_BATCHES
    heading = _("Postpone the batch")
    submit_label = _("Postpone")
    success_message = _("The batch is postponed.")

    def step(self, *, reason: str) -> None:
        actions.postpone(self.object, reason=reason, by=self.user)


class BatchPlanAgain(StepButton):
    model = Batch
    permission = Permission.PLAN_BATCHES
    success_message = _("The batch is planned again.")

    def step(self) -> None:
        actions.plan_again(self.object, by=self.user)


class BatchCancel(OnlyWhile, StepPage):
    model = Batch
    states = (State.PLANNED, State.SELECTING, State.DECREED, State.RUNNING, State.POSTPONED)
    form_class = ReasonForm
    permission = Permission.PLAN_BATCHES
    heading = _("Cancel the batch")
    extra_context = {"tone": "danger"}
    lead = _("Everybody in it is free again. A cancelled batch stays on record and cannot be taken up again.")
    submit_label = _("Cancel the batch")
    success_message = _("The batch is cancelled.")

    def step(self, *, reason: str) -> None:
        actions.cancel(self.object, reason=reason, by=self.user)
