from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from programs.models import Instructor, InstructorCertificate
from programs.models.instructor_certificates import InstructorCertificateQuerySet
from reports.tasks.task import DUE, LATE, NEXT, Example, Task, day_text, task_for

SOON_DAYS, AHEAD_DAYS = 30, 90


def _of_whom_the_user_keeps(user: User) -> InstructorCertificateQuerySet:
    """The newest certificates of the centre's instructors, the prison's officers, or one's own; not of who has left."""
    kept = Instructor.objects.kept_by(user).exclude(officer__left_on__isnull=False)
    return InstructorCertificate.objects.newest().filter(instructor__in=kept)


def _certificates(label: Promise, tone: str, rows: InstructorCertificateQuerySet) -> Task:
    def show(paper: InstructorCertificate) -> Example:
        assert paper.valid_until is not None  # noqa: S101  (the newest ones that end)
        hint = f"{paper.field}, {paper.get_kind_display()}, {day_text(paper.valid_until)}"
        return Example(paper.instructor.name, paper.get_absolute_url(), hint)

    return Task(label, tone, rows.select_related("instructor", "field").order_by("valid_until", "pk"), show)


@task_for(Permission.EDIT_FREE_DAYS)
def instructor_certificates_ended(user: User, now: dt.datetime) -> Task:
    today = timezone.localdate(now)
    rows = _of_whom_the_user_keeps(user).filter(valid_until__lt=today)
    return _certificates(_("Instructors' certificates have expired: no lessons can be given to them"), LATE, rows)


@task_for(Permission.EDIT_FREE_DAYS)
def instructor_certificates_ending(user: User, now: dt.datetime) -> Task:
    today = timezone.localdate(now)
    rows = _of_whom_the_user_keeps(user).ending(today, today + dt.timedelta(days=SOON_DAYS))
    return _certificates(_("Instructors' certificates expire within 30 days"), DUE, rows)


@task_for(Permission.EDIT_FREE_DAYS)
def instructor_certificates_ending_later(user: User, now: dt.datetime) -> Task:
    today = timezone.localdate(now)
    first, last = (today + dt.timedelta(days=days) for days in (SOON_DAYS + 1, AHEAD_DAYS))
    return _certificates(
        _("Instructors' certificates expire within 90 days"), NEXT, _of_whom_the_user_keeps(user).ending(first, last)
    )


@task_for(Permission.EDIT_INSTRUCTORS)
def methodology_numbers_missing(user: User, now: dt.datetime) -> Task:
    """Officers who passed with the centre wait for the number of their certificate."""

    def show(paper: InstructorCertificate) -> Example:
        return Example(paper.instructor.name, paper.get_absolute_url(), str(paper.field))

    rows = InstructorCertificate.objects.kept_by(user).filter(earned_in__isnull=False, number="")
    return Task(
        _("Enter the number of the methodology certificate"), NEXT, rows.select_related("instructor", "field"), show
    )
