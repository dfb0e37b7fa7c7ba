from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission, Role
from programs.models import Batch, Enrollment, PackageUnit, Session, UnitResult, WrittenTest
from programs.models.batches import BatchQuerySet
from reports.tasks.task import DUE, LATE, NEXT, Example, Task, day_text, task_for

State = Batch.State


def batch_task(
    label: Promise, tone: str, rows: BatchQuerySet, state: Batch.State, page: str = "programs:batch-detail"
) -> Task:
    def show(batch: Batch) -> Example:
        return Example(batch.name, reverse(page, args=[batch.pk]), day_text(batch.starts_on))

    rows = rows.filter(state=state).order_by("starts_on", "pk")
    return Task(label, tone, rows, show)


def taught_batches(user: User) -> BatchQuerySet:
    """The user's batches; for an instructor those that they teach in."""
    batches = Batch.objects.visible_to(user)
    if user.role != Role.INSTRUCTOR:
        return batches
    return batches.filter(Exists(Session.objects.held().filter(batch=OuterRef("pk"), instructor__user=user)))


def _undecided() -> Exists:
    return Exists(Enrollment.objects.undecided().filter(batch=OuterRef("pk")))


def _accepted() -> Exists:
    return Exists(Enrollment.objects.filter(batch=OuterRef("pk"), state=Enrollment.State.ACCEPTED))


def _unassessed() -> Exists:
    """A participant of the batch has a compulsory unit without a verdict."""
    given = UnitResult.objects.filter(enrollment=OuterRef(OuterRef("pk")), unit=OuterRef("unit"))
    open_units = PackageUnit.objects.filter(~Exists(given), package=OuterRef("batch__package"), is_compulsory=True)
    return Exists(Enrollment.objects.active().filter(Exists(open_units), batch=OuterRef("pk")))


@task_for(Permission.PLAN_BATCHES)
def selections_to_open(user: User, now: dt.datetime) -> Task:
    rows = Batch.objects.visible_to(user)
    return batch_task(_("Planned batches: open the selection"), NEXT, rows, State.PLANNED)


@task_for(Permission.PLAN_BATCHES)
def batches_to_start(user: User, now: dt.datetime) -> Task:
    rows = Batch.objects.visible_to(user).filter(starts_on__lte=timezone.localdate(now))
    return batch_task(_("The first day has come: start the batch"), LATE, rows, State.DECREED)


@task_for(Permission.CHOOSE_TRAINEES)
def candidates_to_decide(user: User, now: dt.datetime) -> Task:
    rows = Batch.objects.visible_to(user).filter(_undecided())
    label = _("Candidates wait for a decision")
    return batch_task(label, DUE, rows, State.SELECTING, "programs:batch-ranking")


@task_for(Permission.CHOOSE_TRAINEES)
def candidates_to_propose(user: User, now: dt.datetime) -> Task:
    rows = Batch.objects.visible_to(user).filter(enrollments__isnull=True)
    label = _("Selections without a candidate")
    return batch_task(label, NEXT, rows, State.SELECTING, "programs:batch-candidates")


@task_for(Permission.DECREE_BATCHES)
def batches_to_decree(user: User, now: dt.datetime) -> Task:
    rows = Batch.objects.visible_to(user).filter(_accepted(), ~_undecided())
    label = _("Participants are chosen: sign the decree")
    return batch_task(label, DUE, rows, State.SELECTING, "programs:batch-decree")


@task_for(Permission.LIFT_BLOCKS)
def blocks_to_weigh(user: User, now: dt.datetime) -> Task:
    """Candidates whom a rule blocks: the head of the prison alone may lift it, with a reason."""
    blocked = Enrollment.objects.undecided().filter(
        batch=OuterRef("pk"), blocks_lifted_by__isnull=True, findings__contains=[{"level": "block"}]
    )
    rows = Batch.objects.visible_to(user).filter(Exists(blocked))
    return batch_task(_("Candidates are blocked by a rule"), NEXT, rows, State.SELECTING)


@task_for(Permission.LAY_OUT_TIMETABLES)
def timetables_to_lay_out(user: User, now: dt.datetime) -> Task:
    states = (State.PLANNED, State.SELECTING, State.DECREED)
    taught = Session.objects.held().filter(batch=OuterRef("pk"))
    rows = Batch.objects.visible_to(user).filter(~Exists(taught), state__in=states)
    return Task(
        _("Batches without a timetable"),
        DUE,
        rows.order_by("starts_on", "pk"),
        lambda row: Example(row.name, reverse("programs:batch-timetable", args=[row.pk]), day_text(row.starts_on)),
    )


@task_for(Permission.CLOSE_BATCHES)
def tests_to_open(user: User, now: dt.datetime) -> Task:
    rows = Batch.objects.visible_to(user).filter(ends_on__lt=timezone.localdate(now))
    return batch_task(_("Lessons have ended: open the tests"), DUE, rows, State.RUNNING)


@task_for(Permission.RECORD_RESULTS)
def results_to_record(user: User, now: dt.datetime) -> Task:
    rows = taught_batches(user).filter(_unassessed())
    label = _("Results are missing")
    return batch_task(label, DUE, rows, State.TESTING, "programs:batch-results")


def _without_post_test() -> Exists:
    """A participant has no post-test though the package asks for one."""
    written = WrittenTest.objects.filter(enrollment=OuterRef("pk"), kind=WrittenTest.Kind.POST)
    people = Enrollment.objects.active().filter(~Exists(written), batch__package__pass_mark__isnull=False)
    return Exists(people.filter(batch=OuterRef("pk")))


@task_for(Permission.RECORD_RESULTS)
def post_tests_to_record(user: User, now: dt.datetime) -> Task:
    rows = taught_batches(user).filter(_without_post_test())
    return batch_task(_("Post-tests are missing"), DUE, rows, State.TESTING, "programs:batch-written-tests")


@task_for(Permission.CLOSE_BATCHES)
def batches_to_close(user: User, now: dt.datetime) -> Task:
    today = timezone.localdate(now)
    rows = Batch.objects.visible_to(user).filter(
        ~_unassessed(), ~_without_post_test(), tested_on__lte=today, ends_on__lte=today
    )
    return batch_task(_("All results are in: close the batch"), DUE, rows, State.TESTING, "programs:batch-close")
