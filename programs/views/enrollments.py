from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.pages import DetailPage, StepButton, StepPage
from facilities.models.agreements import TraineePolicy
from programs.actions import participants, selection
from programs.actions.permits import UNTRAINED
from programs.completion import progress_of
from programs.forms.batches import ReasonForm
from programs.forms.participants import DropForm
from programs.models import Batch, Enrollment

ORIGIN = ("unit", "assessor", "recognised_from__enrollment__batch__package__centre")


class EnrollmentDetail(DetailPage):
    """One participant: what the training needs to know of the person, hours, units, and what is missing.

    People of a centre see name, sex, age, education and health limits, nothing of sentence or register
    (rule 8); the findings speak of both and are shown to the prison alone.
    """

    model = Enrollment
    permission = Permission.SEE_BATCHES

    def get_queryset(self) -> QuerySet[Enrollment]:
        rows: Any = super().get_queryset()
        return rows.with_people().select_related("batch__package__centre", "batch__facility")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        enrollment, batch = self.object, self.object.batch
        sees_file = self.user.has(Permission.SEE_OFFICERS if batch.is_for_officers else Permission.SEE_INMATES)
        return super().get_context_data(
            progress=progress_of(batch, Enrollment.objects.filter(pk=enrollment.pk))[0],
            age=enrollment.person.age(on=batch.starts_on),
            results=enrollment.results.select_related(*ORIGIN)
            .prefetch_related("corrections__corrected_by")
            .order_by("unit", "attempt"),
            may_correct=batch.state == Batch.State.TESTING and self.user.has(Permission.CORRECT_RESULTS),
            missed_tests=enrollment.missed_tests.select_related("unit"),
            sees_file=sees_file,
            permits=enrollment.outside_permits.all(),
            may_unfile=enrollment.state in UNTRAINED and self.user.has(Permission.FILE_PERMITS),
            is_here=enrollment.person.facility_id == batch.facility_id,
            kept_conditions=self._kept_conditions() if sees_file else [],
            findings=enrollment.findings if sees_file else [],
            may_pause=self._may_pause(batch),
            may_lift=self.user.has(Permission.LIFT_BLOCKS) and batch.state in selection.LIFTING,
            **kwargs,
        )

    def _kept_conditions(self) -> list[dict[str, Any]]:
        """Where the agreement asks for assimilation: each condition as it stood, but those only told."""
        terms = self.object.batch.agreement.terms(on=self.object.batch.starts_on)
        if terms.trainee_policy != TraineePolicy.ASSIMILATION_ELIGIBLE:
            return []
        return [fact for fact in self.object.facts.get("conditions", []) if fact["counts"]]

    def _may_pause(self, batch: Batch) -> bool:
        running = batch.state in (Batch.State.DECREED, Batch.State.RUNNING, Batch.State.TESTING)
        return running and self.user.has(Permission.CHOOSE_TRAINEES) and self.object.has_seat


class EnrollmentLift(StepPage):
    model = Enrollment
    form_class = ReasonForm
    permission = Permission.LIFT_BLOCKS
    template_name = "programs/enrollment_lift.html"
    heading = _("Lift the block")
    lead = _("You take it upon yourself that this person may join. Your name and reason stay on record.")
    submit_label = _("Lift the block")
    success_message = _("The block is lifted.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(standing=selection.blocks_today(self.object), **kwargs)

    def step(self, *, reason: str) -> None:
        seen = self.request.POST.getlist("seen")
        selection.lift_blocks(self.object, reason=reason, by=self.user, seen=seen)


class EnrollmentSuspend(StepPage):
    model = Enrollment
    form_class = ReasonForm
    permission = Permission.CHOOSE_TRAINEES
    heading = _("Suspend the participant")
    lead = _("The seat stays taken; missed sessions are not counted as absences.")
    submit_label = _("Suspend")
    success_message = _("The participant is suspended.")

    def step(self, *, reason: str) -> None:
        participants.suspend(self.object, reason=reason, by=self.user)


class EnrollmentResume(StepButton):
    model = Enrollment
    permission = Permission.CHOOSE_TRAINEES
    success_message = _("The participant is active again.")

    def step(self) -> None:
        participants.resume(self.object, by=self.user)


class EnrollmentDrop(StepPage):
    model = Enrollment
    form_class = DropForm
    permission = Permission.CHOOSE_TRAINEES
    heading = _("Take the participant out")
    extra_context = {"tone": "danger"}
    lead = _("Hours and units earned stay on record. This cannot be undone.")
    submit_label = _("Take out")
    success_message = _("The participant has left the batch.")

    def step(self, *, drop_reason: str, reason: str) -> None:
        participants.drop(self.object, drop_reason=Enrollment.DropReason(drop_reason), reason=reason, by=self.user)
