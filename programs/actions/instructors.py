"""Who may teach a batch, and officers who become instructors in their own prison by passing a training."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from audit.models import Verb
from facilities.models import Field
from programs.models import Batch, Enrollment, Instructor, InstructorCertificate
from trainees.models import Officer


@transaction.atomic
def make_instructor(
    enrollment: Enrollment, *, field: Field, number: str, valid_until: dt.date, today: dt.date, by: User
) -> Instructor:
    """The officer may teach the field in the own prison until that day; a certificate known before is renewed.

    Raises ValidationError unless the officer completed a package that trains instructors, and for a day that is past.
    """
    if enrollment.officer_id is None or not enrollment.batch.package.trains_instructors:
        raise ValidationError(_("Only officers who took a package that trains instructors become instructors."))
    if enrollment.state != Enrollment.State.COMPLETED:
        raise ValidationError(_("Only who completed the training becomes an instructor."))
    if valid_until <= today:
        raise ValidationError({"valid_until": _("The certificate must still be valid.")})
    officer = Officer.objects.select_for_update(of=("self",), no_key=True).get(pk=enrollment.officer_id)
    instructor = Instructor.objects.filter(officer=officer).first()
    verb = Verb.EDIT if instructor else Verb.ADD
    if instructor is None:
        instructor = Instructor.objects.create(kind=Instructor.Kind.OFFICER, officer=officer, name=officer.name)
    instructor.fields.add(field)
    InstructorCertificate.objects.update_or_create(
        instructor=instructor, field=field, defaults={"number": number, "valid_until": valid_until}
    )
    record(verb, instructor, by=by, fields=["fields"])
    return instructor


def refuse_who_is_of_elsewhere(instructor: Instructor, batch: Batch, why: str) -> None:
    if not Instructor.objects.of_batch(batch).filter(pk=instructor.pk).exists():
        raise ValidationError(why)
