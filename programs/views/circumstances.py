"""Recording what happens to an inmate, the inbox that follows from it, and the training record that stays."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.actions import record
from audit.models import Verb
from audit.pages import AddPage, DetailPage, ListPage, StepButton, StepPage
from facilities.models import Facility
from programs import columns
from programs.actions import circumstances as actions
from programs.filters import CircumstanceFilter
from programs.forms.circumstances import IllnessForm, LeavingForm, TransferForm
from programs.models import Batch, Circumstance, Enrollment
from programs.training_record import training_record
from trainees.forms.inmates import SanctionForm
from trainees.models import DisciplinarySanction, Illness, Inmate
from trainees.views.inmates import INMATES, OfInmate


@dataclass(frozen=True, slots=True)
class NextStep:
    label: str | Promise
    url: str


def suggested(line: Circumstance) -> NextStep:
    """What the prison will want to do next about a line of its inbox."""
    kind, enrollment = Circumstance.Kind(line.kind), line.enrollment
    if enrollment is None:
        return NextStep(
            _("Enter the register number of this prison"), reverse("trainees:inmate-edit", args=[line.inmate_id])
        )
    if line.freed_seat:
        before = enrollment.batch.state == Batch.State.SELECTING
        page = "programs:batch-selection" if before else "programs:batch-detail"
        return NextStep(_("Call somebody from the reserve list"), reverse(page, args=[enrollment.batch_id]))
    if enrollment.state == Enrollment.State.COMPLETED:
        return NextStep(_("Hand over the certificate, with handover minutes"), enrollment.get_absolute_url())
    if enrollment.state == Enrollment.State.SUSPENDED:
        well = kind == Circumstance.Kind.ILLNESS
        label = _("Resume once well again, or take out") if well else _("Resume after the sanction, or take out")
        return NextStep(label, enrollment.get_absolute_url())
    return NextStep(_("Look at the participant"), enrollment.get_absolute_url())


class CircumstanceList(ListPage):
    """The prison's inbox: what waits first, what was handled behind a filter."""

    permission = Permission.SEE_INMATES
    queryset = Circumstance.objects.with_rows()
    filterset_class = CircumstanceFilter
    template_name = "programs/circumstance_list.html"
    columns = columns.CIRCUMSTANCES

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "lines": [(line, suggested(line)) for line in context["object_list"]]}


class CircumstanceHandle(StepButton):
    model = Circumstance
    permission = Permission.RECORD_CIRCUMSTANCES
    success_message = _("Ticked as handled.")

    def step(self) -> None:
        actions.handle(self.object, by=self.user)

    def get_success_url(self) -> str:
        return reverse("programs:circumstance-list")


class LeavingPage(StepPage):
    """A page about an inmate in custody; afterwards the person is no longer in the prison's list."""

    model = Inmate
    form_class: type[LeavingForm] = LeavingForm
    permission = Permission.RECORD_CIRCUMSTANCES
    extra_context = {"tone": "danger"}

    def get_queryset(self) -> QuerySet[Inmate]:
        return super().get_queryset().in_custody().select_related("facility")  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        inmate = self.object
        classes = actions.open_enrollments(inmate).select_related("batch")
        breadcrumbs = [INMATES, (inmate.name, inmate.get_absolute_url())]
        return super().get_context_data(breadcrumbs=breadcrumbs, classes=classes, **kwargs)

    template_name = "programs/circumstance_form.html"

    def get_success_url(self) -> str:
        return reverse("programs:circumstance-list")


class InmateTransfer(LeavingPage):
    form_class = TransferForm
    heading = _("Record a transfer")
    lead = _("From then on the file belongs to the receiving prison; your own batches stay as they are.")
    submit_label = _("Record the transfer")
    success_message = _("The transfer is recorded.")

    def step(self, *, to_facility: Facility, moved_on: dt.date, **words: str) -> None:
        today = timezone.localdate()
        actions.record_transfer(self.object, to=to_facility, on=moved_on, today=today, by=self.user, **words)


class InmateRelease(LeavingPage):
    heading = _("Record the release")
    lead = _("The file stays with you; the person is no longer offered as a candidate.")
    submit_label = _("Record the release")
    success_message = _("The release is recorded.")

    def step(self, *, moved_on: dt.date, **words: str) -> None:
        actions.record_release(self.object, on=moved_on, today=timezone.localdate(), by=self.user, **words)


class InmateDeath(LeavingPage):
    heading = _("Record the death")
    lead = _("The file stays with you; the person is no longer offered as a candidate.")
    submit_label = _("Record the death")
    success_message = _("The death is recorded.")

    def step(self, *, moved_on: dt.date, **words: str) -> None:
        actions.record_death(self.object, on=moved_on, today=timezone.localdate(), by=self.user, **words)


class SanctionAdd(OfInmate, AddPage):
    """As it stands in Register F; it pauses the training from its first day on, today or later."""

    permission = Permission.RECORD_CIRCUMSTANCES
    form_class = SanctionForm
    heading = _("Add a disciplinary sanction")
    lead = _("As it stands in Register F. While it runs, training is suspended.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": DisciplinarySanction(inmate=self.inmate)}

    def save(self, form: Any) -> Any:
        """The sanction and what follows from it, or neither."""
        sanction = super().save(form)
        actions.after_sanction(sanction, today=timezone.localdate(), by=self.user)
        return sanction


class IllnessAdd(OfInmate, StepPage):
    permission = Permission.RECORD_CIRCUMSTANCES
    form_class = IllnessForm
    heading = _("Record an illness")
    lead = _("Training is suspended until you resume it; the seat stays taken.")
    submit_label = _("Record the illness")
    success_message = _("The illness is recorded.")

    def get_object(self, queryset: Any = None) -> Inmate:
        return self.inmate

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": Illness(inmate=self.inmate)}

    def step(self, **cleaned: Any) -> None:
        actions.record_illness(self.form.instance, today=timezone.localdate(), by=self.user)


class IllnessEnd(StepButton):
    model = Illness
    permission = Permission.RECORD_CIRCUMSTANCES
    success_message = _("Recorded as well again. Resume the training where it is suspended.")

    def step(self) -> None:
        actions.end_illness(self.object, on=timezone.localdate(), by=self.user)

    def get_success_url(self) -> str:
        return self.object.inmate.get_absolute_url()


class InmateRecord(DetailPage):
    """The training record: what was learnt here and elsewhere, and nothing else. Opening it is written down."""

    model = Inmate
    permission = Permission.SEE_INMATES
    template_name = "programs/training_record.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record(Verb.OPEN, self.object, by=self.user)
        return super().get_context_data(trainings=training_record(self.object), **kwargs)
