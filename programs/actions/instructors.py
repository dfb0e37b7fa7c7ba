"""Who may teach a batch, and officers who become instructors in their own prison by passing a training."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Q, Value
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from audit.models import Verb
from programs.models import Batch, Enrollment, Instructor, InstructorCertificate
from programs.models.instructors import MayTeach
from trainees.dates import Term, add_term
from trainees.models import Officer


def make_instructors(batch: Batch, completed: Iterable[Enrollment], *, by: User) -> list[Instructor]:
    """Each officer who completed this training of instructors may teach its field, in the own prison, for the months
    that the package gives from the day of the test (rule 5.8). Part of closing the batch, in its transaction.

    Who is an instructor already gets the certificate besides. The number is filled in when the centre has printed it.
    """
    if not batch.package.trains_instructors or not batch.is_for_officers:
        return []
    return [_make_instructor(batch, enrollment, by) for enrollment in completed]


def _make_instructor(batch: Batch, enrollment: Enrollment, by: User) -> Instructor:
    package = batch.package
    officer = Officer.objects.select_for_update(of=("self",), no_key=True).get(enrollments=enrollment)
    instructor, is_new = Instructor.objects.get_or_create(
        officer=officer, defaults={"kind": Instructor.Kind.OFFICER, "name": officer.name}
    )
    instructor.fields.add(package.taught_afterwards)
    InstructorCertificate.objects.get_or_create(
        earned_in=enrollment,
        defaults={
            "instructor": instructor,
            "field": package.taught_afterwards,
            "issued_by": package.centre.name,
            "valid_until": add_term(batch.tested_on, Term(months=package.instructor_months)),
        },
    )
    record(Verb.ADD if is_new else Verb.EDIT, instructor, by=by, fields=["fields"])
    return instructor


def refuse_who_is_of_elsewhere(instructor: Instructor, batch: Batch, why: str) -> None:
    if not Instructor.objects.of_batch(batch).filter(pk=instructor.pk).exists():
        raise ValidationError(why)


def refuse_uncertified_lessons(batch: Batch) -> None:
    """Certificates may have been entered or have changed since the timetable was laid out."""
    certified = Q(MayTeach("instructor", Value(batch.package.field_id), "day"))
    for session in batch.sessions.held().exclude(certified).select_related("instructor")[:1]:
        raise ValidationError(
            _("%(name)s has no valid certificate for %(field)s on %(day)s: give the session to another instructor.")
            % {"name": session.instructor, "field": batch.package.field, "day": date_format(session.day)}
        )
