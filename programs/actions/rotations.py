"""A rotation plan: laid out, changed, and made into its batches, all of them or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import move, record, require
from audit.models import Verb
from audit.refusals import CHANGED_MEANWHILE
from facilities.models import Agreement, Workshop
from programs.actions.batches import begin_with_package_tags
from programs.actions.timetable import Pattern, lay_out_timetable
from programs.actions.wording import for_the_record
from programs.findings import planning_findings
from programs.models import Batch, Instructor, Package, RotationCell, RotationPlan
from programs.rotation.checks import clashes, name_of
from programs.rotation.plan import Cell, Problem, first_layout
from programs.rotation.reading import batch_of, cells_of, problem_of
from programs.rotation.solver import Proposal
from trainees.eligibility import blocks

State = RotationPlan.State
LONGEST_NAME = 100  # of a batch


def locked(plan: RotationPlan) -> RotationPlan:
    """The plan, locked: its classes change only behind its row. Raises ValidationError once it is gone."""
    rows = RotationPlan.objects.select_for_update(of=("self",), no_key=True).with_places()
    row: RotationPlan | None = rows.filter(pk=plan.pk).first()
    if row is None:
        raise ValidationError(str(CHANGED_MEANWHILE), code="race")
    return row


@transaction.atomic
def save_plan(
    plan: RotationPlan, packages: Sequence[Package], *, lay_out: bool, changed: list[str], by: User
) -> RotationPlan:
    """Save a plan; with `lay_out` all its classes are laid out anew, one after another.

    Raises ValidationError once its batches are created, and where the classes would not fit into three years.
    """
    verb = Verb.EDIT if plan.pk else Verb.ADD
    if plan.pk:
        require(locked(plan), State.DRAFT)
    problem = problem_of(plan, packages)
    if problem.frame.least_blocks > len(problem.frame.blocks):
        raise ValidationError(_("The classes do not fit into three years."))
    plan.save()
    if lay_out:
        _replace(plan, first_layout(problem))
    record(verb, plan, by=by, fields=sorted(changed))
    return plan


def _replace(plan: RotationPlan, cells: Iterable[Cell]) -> None:
    plan.cells.all().delete()
    rows = [
        RotationCell(
            plan=plan,
            package_id=cell.course.pk,
            group=cell.group,
            block=cell.block,
            track=cell.track,
            workshop_id=cell.room.pk if cell.room else None,
            instructor_id=cell.teacher.pk if cell.teacher else None,
        )
        for cell in sorted(cells, key=lambda cell: (cell.block, cell.track))
    ]
    RotationCell.objects.bulk_create(rows)


@transaction.atomic
def change_cell(
    cell: RotationCell, *, block: int, track: int, workshop: Workshop | None, instructor: Instructor | None, by: User
) -> None:
    """Move a class, or give it another workshop or instructor; a class that stands there takes its former place."""
    plan = locked(cell.plan)
    require(plan, State.DRAFT)
    now = plan.cells.filter(pk=cell.pk).first()
    if now is None:
        raise ValidationError(str(CHANGED_MEANWHILE), code="race")
    plan.cells.filter(block=block, track=track).exclude(pk=now.pk).update(block=now.block, track=now.track)
    now.block, now.track, now.workshop, now.instructor = block, track, workshop, instructor
    now.save(update_fields=["block", "track", "workshop", "instructor"])
    record(Verb.EDIT, plan, by=by)


@transaction.atomic
def take_proposal(
    plan: RotationPlan, proposal: Proposal, *, problem: Problem, instead_of: Sequence[Cell], by: User
) -> None:
    """Put the proposal in the place of the classes that it was made from.

    Raises ValidationError with the reasons when there is none, and when the plan or its classes changed meanwhile.
    """
    if not proposal.cells:
        raise ValidationError(proposal.reasons)
    plan = locked(plan)
    require(plan, State.DRAFT)
    now = problem_of(plan)
    stands = {cell.key: cell for cell in cells_of(plan, now)}
    if now.frame != problem.frame or stands != {cell.key: cell for cell in instead_of}:
        raise ValidationError(str(CHANGED_MEANWHILE), code="race")
    plan.starts_on = proposal.starts_on
    plan.save(update_fields=["starts_on"])
    _replace(plan, proposal.cells)
    record(Verb.PROPOSE, plan, by=by)


@transaction.atomic
def create_batches(plan: RotationPlan, *, by: User) -> list[Batch]:
    """Make every class a batch with its timetable, all of them or none, and only once.

    Raises ValidationError with everything that stands against it, each sentence naming its class.
    """
    plan = locked(plan)
    require(plan, State.DRAFT)
    # Two plans at once must not both take the last seats of the quota.
    Agreement.objects.select_for_update(no_key=True).get(pk=plan.agreement_id)
    problem = problem_of(plan)
    cells = {cell.key: cell for cell in cells_of(plan, problem)}
    found = clashes(problem, cells.values())
    if found:
        raise ValidationError([clash.text for clash in found])
    rows = plan.cells.select_related("package__centre", "package__field", "workshop", "instructor")
    pattern = Pattern(frozenset(plan.weekdays), plan.lessons_start_at, plan.hours_per_day)
    created = []
    for row in rows.order_by("block", "track"):
        batch = batch_of(plan, row, cells[row.key], problem.frame, batch_name(plan, row))
        try:
            _add(batch, by=by)
            # A class without an instructor is a clash.
            lay_out_timetable(batch, pattern, cast(Instructor, row.instructor), by=by)
        except ValidationError as refusal:
            raise ValidationError([f"{name_of(cells[row.key])}: {text}" for text in refusal.messages]) from refusal
        row.batch = batch
        row.save(update_fields=["batch"])
        created.append(batch)
    move(plan, State.CREATED, Verb.CREATE, by=by)
    return created


def _add(batch: Batch, *, by: User) -> None:
    batch.full_clean()
    against = blocks(planning_findings(batch))
    if against:
        raise ValidationError([finding.text for finding in against])
    batch.save()
    begin_with_package_tags(batch)
    record(Verb.ADD, batch, by=by)


def batch_name(plan: RotationPlan, row: RotationCell) -> str:
    """Package, group and plan, such as "Menjahit, kelompok 1 – Tahap 1 2021"; a long name of a package is cut."""
    with for_the_record():
        rest = _(", group %(group)d – %(plan)s") % {"group": row.group, "plan": plan.name}
    return row.package.name[: LONGEST_NAME - len(rest)].rstrip() + rest


@transaction.atomic
def remove_plan(plan: RotationPlan, *, by: User) -> None:
    """Take a draft away that nobody wants. Raises ValidationError once its batches are created."""
    plan = locked(plan)
    require(plan, State.DRAFT)
    record(Verb.REMOVE, plan, by=by)
    plan.delete()
