"""The steps of a batch: opened for selection, started, tested, closed; postponed or cancelled. Decreed: decrees.py."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, Sum
from django.db.models.functions import Now
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from audit.actions import move, record, require
from audit.models import Verb
from facilities.models import Agreement, Meeting
from programs.actions.instructors import make_instructors, refuse_uncertified_lessons
from programs.actions.sheets import copy_sheet
from programs.actions.wording import for_the_record
from programs.assessors import unallowed_results
from programs.completion import Progress, progress_of
from programs.findings import (
    enrollment_findings,
    planning_findings,
    standing_blocks,
    starting_findings,
    trainees_of,
    with_training,
)
from programs.models import Batch, Enrollment, Instructor, Session, StandardException
from trainees.eligibility import Finding, blocks
from trainees.models import RuleSet

State = Batch.State


def locked(batch: Batch) -> Batch:
    """The batch's row as it is now, locked: it carries the state and the seats."""
    return Batch.objects.select_for_update(of=("self",), no_key=True).with_places().get(pk=batch.pk)


@transaction.atomic
def open_selection(batch: Batch, *, by: User) -> None:
    """Let candidates be proposed, to be scored by the sheet of now. Refused while something stands against the plan."""
    batch = locked(batch)
    refuse_for_the_plan(batch)
    copy_sheet(batch)
    move(batch, State.SELECTING, Verb.SELECT, by=by)


def begin_with_package_tags(batch: Batch) -> None:
    """A new batch is reported under its package's programmes, besides those chosen for it."""
    batch.tags.add(*batch.package.tags.all())


@transaction.atomic
def start(batch: Batch, *, on: dt.date, by: User) -> None:
    """The first day has come: accepted people become active, unless something blocks one of them by now.

    The workshop must have been found ready for the first day, by both sides. Outside the prison each inmate has a
    permit on file. The timetable must hold the package's hours, or fewer as the centre's head allowed, on the days
    and at the places of the plan as it stands now.
    """
    batch = locked(batch)
    _refuse(batch, starting_findings)
    if on < batch.starts_on:
        raise ValidationError(_("The batch starts only on %(day)s.") % {"day": date_format(batch.starts_on)})
    planned = batch.sessions.held().of_the_package().aggregate(total=Sum("lesson_hours", default=0))["total"]
    if planned != batch.package.lesson_hours and not _is_short_as_allowed(batch, planned):
        raise ValidationError(
            _("The timetable has %(planned)d JP; the package has %(standard)d JP.")
            % {"planned": planned, "standard": batch.package.lesson_hours}
        )
    held = batch.sessions.held()
    if held.exclude(_fits_the_plan(batch)).exists() or not held.filter(workshop=batch.workshop_id).exists():
        raise ValidationError(_("The timetable no longer fits the plan: lay it out again."))
    refuse_uncertified_lessons(batch)
    refuse_who_is_blocked(batch)
    move(batch, State.RUNNING, Verb.START, by=by)
    for enrollment in batch.enrollments.select_for_update(of=("self",)).filter(state=Enrollment.State.ACCEPTED):
        move(enrollment, Enrollment.State.ACTIVE, Verb.START, by=by)


@transaction.atomic
def open_tests(batch: Batch, *, on: dt.date, by: User) -> None:
    """Lessons are over: results may be recorded. Every session held must be closed: attendance there, tools back.

    With nobody active there is nobody whose attendance could still be recorded.
    """
    batch = locked(batch)
    if on < batch.ends_on:
        raise ValidationError(_("Lessons go on until %(day)s.") % {"day": date_format(batch.ends_on)})
    if batch.enrollments.active().exists():
        refuse_open_sessions(batch)
    move(batch, State.TESTING, Verb.TEST, by=by)


def refuse_open_sessions(batch: Batch) -> None:
    """Raises ValidationError that says how many sessions lack their attendance and how many their tools."""
    still_open = batch.sessions.held().filter(closed_at__isnull=True)
    missing = still_open.filter(attendances__isnull=True).count()
    if missing:
        raise ValidationError(
            ngettext(
                "%(count)d session has no attendance yet.",
                "%(count)d sessions have no attendance yet.",
                missing,
            )
            % {"count": missing}
        )
    if without_tools := still_open.count():
        raise ValidationError(
            ngettext(
                "%(count)d session is not closed: its tool log is not complete.",
                "%(count)d sessions are not closed: their tool logs are not complete.",
                without_tools,
            )
            % {"count": without_tools}
        )


@transaction.atomic
def close(batch: Batch, *, on: dt.date, by: User) -> None:
    """End the batch: who has the hours and the units has completed, who has not is dropped, with that reason.

    Officers who completed a training of instructors are instructors from then on. From here on attendance and
    results are evidence, and the database lets nobody change them.
    """
    batch = locked(batch)
    if on < batch.last_day:
        raise ValidationError(_("The batch goes on until %(day)s.") % {"day": date_format(batch.last_day)})
    require(batch, State.TESTING)
    _refuse_who_judged_alone(batch)
    rows = batch.enrollments.select_for_update(of=("self",)).filter(
        state__in=(Enrollment.State.ACTIVE, Enrollment.State.SUSPENDED)
    )
    completed = []
    for progress in progress_of(batch, rows):
        if progress.is_complete and progress.enrollment.state == Enrollment.State.ACTIVE:
            move(progress.enrollment, Enrollment.State.COMPLETED, Verb.COMPLETE, by=by)
            completed.append(progress.enrollment)
        else:
            move(
                progress.enrollment,
                Enrollment.State.DROPPED,
                Verb.DROP,
                by=by,
                reason=_gaps_for_the_record(progress),
                drop_reason=Enrollment.DropReason.BATCH_ENDED,
            )
    make_instructors(batch, completed, by=by)
    move(batch, State.CLOSED, Verb.CLOSE, by=by, closed_on=on)


def _refuse_who_judged_alone(batch: Batch) -> None:
    """Lessons are cancelled and recorded after a test too, so that who taught alone is asked once more at the end."""
    text = _(
        "%(name)s assessed what, as it turned out, nobody else has taught: %(units)s. The head of the centre allows it "
        "first, with a reason."
    )
    refused = [text % {"name": name, "units": "; ".join(titles)} for name, titles in unallowed_results(batch).items()]
    if refused:
        raise ValidationError(refused, code="taught_alone")


@transaction.atomic
def postpone(batch: Batch, *, reason: str, by: User) -> None:
    """Put the batch off. Its timetable goes, so that instructor and workshop are free on those days."""
    batch = locked(batch)
    _refuse_without_reason(reason)
    move(batch, State.POSTPONED, Verb.POSTPONE, by=by, reason=reason)
    forget_timetable(batch)


def forget_timetable(batch: Batch) -> None:
    """Delete every session, make-ups first. The caller has locked the batch, whose class does not run yet."""
    batch.sessions.filter(makes_up__isnull=False).delete()
    batch.sessions.all().delete()


@transaction.atomic
def plan_again(batch: Batch, *, by: User) -> None:
    """Take a postponed batch up again."""
    move(locked(batch), State.PLANNED, Verb.EDIT, by=by)


@transaction.atomic
def link_meetings(batch: Batch, meetings: Iterable[Meeting], *, among: Iterable[Meeting], by: User) -> None:
    """Say which of the meetings that the person sees (`among`) were about this batch; others stay linked."""
    batch, chosen = locked(batch), set(meetings)
    batch.meetings.remove(*(set(among) - chosen))
    batch.meetings.add(*chosen)
    record(Verb.EDIT, batch, by=by, fields=["meetings"])


@transaction.atomic
def cancel(batch: Batch, *, reason: str, by: User) -> None:
    """Give the batch up; everybody in it is free again, and so are instructor and workshop."""
    batch = locked(batch)
    _refuse_without_reason(reason)
    move(batch, State.CANCELLED, Verb.CANCEL, by=by, reason=reason)
    batch.sessions.held().filter(attendances__isnull=True).update(
        cancelled_at=Now(), cancellation=Session.Cancellation.OTHER, cancellation_reason=reason[:200]
    )
    unfinished = batch.enrollments.select_for_update(of=("self",)).exclude(
        state__in=(Enrollment.State.REJECTED, Enrollment.State.COMPLETED, Enrollment.State.DROPPED)
    )
    for enrollment in unfinished:
        move(
            enrollment,
            Enrollment.State.DROPPED,
            Verb.DROP,
            by=by,
            reason=reason,
            drop_reason=Enrollment.DropReason.BATCH_ENDED,
        )


def _is_short_as_allowed(batch: Batch, planned: int) -> bool:
    """Fewer lesson hours than the package's, and its centre's head allowed so few."""
    allowed = batch.standard_exceptions.covering(StandardException.Code.HOURS_SHORT, planned)
    return 0 < planned < batch.package.lesson_hours and allowed.exists()


def _fits_the_plan(batch: Batch) -> Q:
    """Sessions that the batch could have been given with its days, places and package of now.

    Single sessions may be held in another workshop of the prison or centre.
    """
    of_the_package = Q(unit__isnull=True) | Q(unit__package_units__package=batch.package_id)
    at_its_places = (
        Q(workshop=batch.workshop_id)
        | Q(workshop__facility=batch.facility_id)
        | Q(workshop__centre=batch.package.centre_id)
    )
    return Q(
        of_the_package,
        at_its_places,
        day__range=(batch.starts_on, batch.ends_on),
        instructor__in=Instructor.objects.of_batch(batch),
    )


def _refuse_without_reason(reason: str) -> None:
    if not reason.strip():
        raise ValidationError(_("Say why."))


def refuse_for_the_plan(batch: Batch) -> None:
    _refuse(batch, planning_findings)


def _refuse(batch: Batch, findings: Callable[[Batch], list[Finding]]) -> None:
    """With the agreement's row locked: two batches at once must not both take the last seats of its quota."""
    Agreement.objects.select_for_update(no_key=True).get(pk=batch.agreement_id)
    standing = blocks(findings(batch))
    if standing:
        raise ValidationError([finding.text for finding in standing])


def refuse_who_is_blocked(batch: Batch) -> None:
    """Accepted people are judged again, as they stand now, for the batch's days."""
    rules = RuleSet.objects.in_force(on=batch.starts_on)
    accepted = {row.person_id: row for row in batch.enrollments.filter(state=Enrollment.State.ACCEPTED)}
    people = with_training(trainees_of(batch).filter(pk__in=accepted))
    standing = [
        f"{person.name}: {finding.text}"
        for person in people
        for finding in standing_blocks(accepted[person.pk], enrollment_findings(person, batch, rules))
    ]
    if standing:
        raise ValidationError(standing)


def _gaps_for_the_record(progress: Progress) -> str:
    with for_the_record():
        return " ".join(gap.text for gap in progress.gaps)
