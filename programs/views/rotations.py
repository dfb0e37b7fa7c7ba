from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from audit.models import AuditEvent
from audit.pages import AddPage, DetailPage, EditPage, ListPage, StepButton, StepPage
from audit.states import OnlyWhile
from facilities.calendar import closures
from facilities.models import Workshop
from programs import columns
from programs.actions import rotations as actions
from programs.filters import RotationFilter
from programs.forms.batches import ConfirmForm
from programs.forms.rotations import RotationCellForm, RotationForm
from programs.forms.timetable import WEEKDAYS
from programs.models import Instructor, RotationCell, RotationPlan
from programs.prospects import prospects_of, region_of
from programs.rotation.chart import TONES, Span, rotation_chart
from programs.rotation.checks import Clash, cautions, clashes
from programs.rotation.plan import Block, Course, Problem
from programs.rotation.reading import cells_of, problem_of
from programs.rotation.solver import propose

ROTATIONS = (_("Rotation plans"), reverse_lazy("programs:rotation-list"))
DRAFT = RotationPlan.State.DRAFT


class RotationList(ListPage):
    model = RotationPlan
    permission = Permission.SEE_BATCHES
    filterset_class = RotationFilter
    template_name = "programs/rotation_list.html"
    columns = columns.ROTATIONS

    def get_queryset(self) -> QuerySet[RotationPlan]:
        return super().get_queryset().with_places().with_counts()  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class PlannedClass:
    """A class with its days, as its block gives them or as its batch has them by now."""

    row: RotationCell
    span: Span
    found: list[Clash]


class RotationDetail(DetailPage):
    """The plan as a chart and a table; while it is a draft, with all that stands against it."""

    queryset = RotationPlan.objects.with_places()
    permission = Permission.SEE_BATCHES
    context_object_name = "plan"
    template_name = "programs/rotation_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan, problem = self.object, problem_of(self.object)
        cells = cells_of(plan, problem)
        found = clashes(problem, cells) if plan.is_draft else []
        rows = plan.cells.select_related("package", "workshop", "instructor", "batch")
        classes = [planned(row, problem, found) for row in rows]
        events = AuditEvent.objects.visible_to(self.user).filter(
            object_type=RotationPlan._meta.label_lower, object_id=plan.pk
        )
        return super().get_context_data(
            classes=classes,
            clashes=found,
            cautions=cautions(problem, cells) if plan.is_draft else [],
            chart=rotation_chart(
                [each.span for each in classes],
                problem.frame.closed,
                {teacher.name: teacher.away for teacher in problem.teachers},
                gettext("Track"),
            ),
            closed=sorted(skipped_days(plan, classes).items()),
            weekdays=[str(label) for number, label in WEEKDAYS if number in plan.weekdays],
            may_plan=plan.is_draft and self.user.has(Permission.PLAN_ROTATIONS),
            events=events.select_related("by"),
            **kwargs,
        )


def planned(row: RotationCell, problem: Problem, found: list[Clash]) -> PlannedClass:
    frame, course = problem.frame, next(course for course in problem.courses if course.pk == row.package_id)
    if row.batch is not None:
        first, last, tested_on = row.batch.starts_on, row.batch.ends_on, row.batch.tested_on
    else:
        # No block is left where the prison has been closed on too many days since.
        blocks = frame.blocks or [Block(row.block, (frame.starts_on,), frame.starts_on)]
        days, tested_on = frame.days_of(course, blocks[min(row.block, len(blocks)) - 1])
        first, last = days[0], days[-1]
    own = [clash for clash in found if row.key in clash.classes]
    return PlannedClass(
        row,
        Span(
            first=first,
            last=last,
            tested_on=tested_on,
            track=row.track,
            teacher=row.instructor.name if row.instructor else "",
            label=course.name,
            detail=gettext("Group %(number)d") % {"number": row.group},
            tone=tone_of(course, problem),
            is_clash=bool(own),
        ),
        own,
    )


def tone_of(course: Course, problem: Problem) -> int:
    """The same colour for a package wherever its classes stand."""
    return sorted(each.pk for each in problem.courses).index(course.pk) % TONES + 1


def skipped_days(plan: RotationPlan, classes: list[PlannedClass]) -> dict[dt.date, str]:
    """The lesson days on which the prison is closed between the plan's first and last day, with their occasions."""
    if not classes:
        return {}
    first = min(each.span.first for each in classes)
    last = max(each.span.tested_on for each in classes)
    return {day: name for day, name in closures(plan.facility, first, last).items() if day.weekday() in plan.weekdays}


class SavesRotation:
    """Both forms of a plan save it with its classes, and show what awaits people in the fields to choose from."""

    model = RotationPlan
    template_name: Any = "programs/form_with_prospects.html"
    form_class: Any = RotationForm
    permission = Permission.PLAN_ROTATIONS
    user: Any
    object: Any

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        packages = context["form"].fields["packages"].queryset
        known = prospects_of(packages, region_of(self.user), on=timezone.localdate())
        return {**context, "prospects": known}

    def save(self, form: Any) -> Any:
        return actions.save_plan(
            form.instance,
            list(form.cleaned_data["packages"]),
            lay_out=form.changes_shape,
            changed=form.changed_data,
            by=self.user,
        )

    def get_success_url(self) -> str:
        return str(self.object.get_absolute_url())


class RotationAdd(SavesRotation, AddPage):
    heading = _("Plan a rotation")
    lead = _("Groups take turns at the packages. All classes are laid out at once; then you change what must change.")
    submit_label = _("Lay out the plan")
    success_message = ""
    extra_context = {"breadcrumbs": [ROTATIONS]}

    def get_cancel_url(self) -> str:
        return reverse("programs:rotation-list")


class RotationEdit(SavesRotation, OnlyWhile, EditPage):
    states = (DRAFT,)
    heading = _("Edit the rotation plan")
    lead = _("With other packages, groups or classes at the same time, all classes are laid out anew.")


class RotationCellEdit(StepPage):
    model = RotationCell
    form_class = RotationCellForm
    permission = Permission.PLAN_ROTATIONS
    success_message = _("Saved.")

    def get_queryset(self) -> QuerySet[RotationCell]:
        rows = super().get_queryset().filter(plan__state=DRAFT)
        return rows.select_related("package", "plan__facility", "plan__centre", "plan__agreement")

    @cached_property
    def problem(self) -> Problem:
        return problem_of(self.object.plan)

    def get_heading(self) -> str:
        return str(self.object)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "cell": self.object, "frame": self.problem.frame}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = self.object.plan
        crumbs = [ROTATIONS, (plan.name, plan.get_absolute_url())]
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)

    def step(self, *, block: int, track: int, workshop: Workshop | None, instructor: Instructor | None) -> None:
        actions.change_cell(
            self.object, block=block, track=track, workshop=workshop, instructor=instructor, by=self.user
        )


class RotationPropose(StepButton):
    queryset = RotationPlan.objects.with_places()
    permission = Permission.PLAN_ROTATIONS
    success_message = _("Laid out without a clash.")

    def step(self) -> None:
        """The plan is not locked while a proposal is sought: whoever changes it meanwhile keeps the change."""
        plan = self.object
        problem = problem_of(plan)
        current = cells_of(plan, problem)
        proposal = propose(problem, current)
        actions.take_proposal(plan, proposal, problem=problem, instead_of=current, by=self.user)
        for text in proposal.relaxed:
            messages.warning(self.request, text)
        if not proposal.optimal:
            messages.warning(self.request, gettext("Time was short: another arrangement may lie nearer to your plan."))


class RotationCreate(OnlyWhile, StepPage):
    model = RotationPlan
    states = (DRAFT,)
    form_class = ConfirmForm
    permission = Permission.PLAN_ROTATIONS
    heading = _("Create all batches")
    lead = _("Every class becomes a batch with its timetable. After this the rotation plan stays as it is.")
    submit_label = _("Create all batches")
    template_name = "programs/rotation_create.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        problem = problem_of(self.object)
        rows = self.object.cells.select_related("package", "workshop", "instructor", "batch")
        classes = [planned(row, problem, []) for row in rows]
        return super().get_context_data(classes=classes, **kwargs)

    def step(self) -> None:
        count = len(actions.create_batches(self.object, by=self.user))
        text = ngettext("%(count)d batch created.", "%(count)d batches created.", count)
        messages.success(self.request, text % {"count": count})


class RotationRemove(OnlyWhile, StepPage):
    model = RotationPlan
    states = (DRAFT,)
    form_class = ConfirmForm
    permission = Permission.PLAN_ROTATIONS
    heading = _("Remove the rotation plan")
    lead = _("The draft and its classes are gone; no batch is touched.")
    submit_label = _("Remove")
    success_message = _("Removed.")
    extra_context = {"tone": "danger"}

    def get_success_url(self) -> str:
        return reverse("programs:rotation-list")

    def step(self) -> None:
        actions.remove_plan(self.object, by=self.user)
