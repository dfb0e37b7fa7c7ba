"""Officers as candidates and as instructors."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from accounts.access import Access
from accounts.permissions import Permission
from audit.pages import StepPage
from facilities.models import Field
from programs.actions import selection
from programs.actions.instructors import make_instructor
from programs.findings import enrollment_findings, with_training
from programs.forms.officers import MakeInstructorForm, ProposeOfficersForm
from programs.gaps import field_cover
from programs.models import Batch, Enrollment
from programs.models.batches import TraineeKind
from programs.views.selection import SelectingBatches
from trainees.eligibility import Finding, blocks
from trainees.models import Officer, RuleSet


@dataclass(frozen=True, slots=True)
class OfficerCandidate:
    """An officer of the batch's prison, with all that stands against a place in this batch."""

    officer: Officer
    findings: list[Finding]

    @property
    def is_blocked(self) -> bool:
        return bool(blocks(self.findings))


class BatchOfficers(SelectingBatches, StepPage):
    """The prison's officers who may join a batch for officers; tick and propose."""

    model = Batch
    form_class = ProposeOfficersForm
    permission = Permission.CHOOSE_TRAINEES
    template_name = "programs/batch_officers.html"
    heading = _("Propose officers")
    submit_label = _("Propose those ticked")

    def get_queryset(self) -> QuerySet[Batch]:
        return super().get_queryset().filter(trainee_kind=TraineeKind.OFFICER)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "batch": self.object}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch = self.object
        rules = RuleSet.objects.in_force(on=batch.starts_on)
        people: Any = Officer.objects.visible_to(self.user).filter(facility=batch.facility)
        people = with_training(people.exclude(enrollments__in=batch.enrollments.all()))
        everybody = [OfficerCandidate(person, enrollment_findings(person, batch, rules)) for person in people]
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

    def get_success_url(self) -> str:
        return reverse("programs:batch-officers", args=[self.object.pk])

    def step(self, *, officers: QuerySet[Officer]) -> None:
        proposed = selection.propose(self.object, officers, by=self.user)
        messages.success(
            self.request,
            ngettext("%(count)d person proposed.", "%(count)d people proposed.", len(proposed))
            % {"count": len(proposed)},
        )


class EnrollmentMakeInstructor(StepPage):
    """An officer who completed a training of instructors becomes one in the own prison."""

    model = Enrollment
    form_class = MakeInstructorForm
    permission = Permission.EDIT_OFFICERS
    heading = _("Make the officer an instructor")
    lead = _("From then on the officer can be chosen for batches in your prison.")
    submit_label = _("Make an instructor")
    success_message = _("The officer is an instructor now.")

    def get_queryset(self) -> QuerySet[Enrollment]:
        people = super().get_queryset().with_people().filter(officer__isnull=False)  # type: ignore[attr-defined]
        return people.filter(state=Enrollment.State.COMPLETED, batch__package__trains_instructors=True).select_related(
            "batch__package"
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "enrollment": self.object}

    def step(self, *, field: Field, number: str, valid_until: dt.date) -> None:
        make_instructor(
            self.object,
            field=field,
            number=number,
            valid_until=valid_until,
            today=timezone.localdate(),
            by=self.user,
        )

    def get_success_url(self) -> str:
        return reverse("programs:batch-detail", args=[self.object.batch_id])


class InstructorGaps(Access, TemplateView):
    """Which fields lack an instructor, per prison."""

    permission = Permission.SEE_INSTRUCTORS
    template_name = "programs/instructor_gaps.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(prisons=field_cover(self.user, on=timezone.localdate()), **kwargs)
