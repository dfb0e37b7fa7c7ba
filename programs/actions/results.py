"""What the tests said: K or BK for each unit, by an assessor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record, require
from audit.models import Verb
from programs.actions.batches import locked
from programs.actions.instructors import refuse_who_is_of_elsewhere
from programs.actions.participants import refuse_who_is_not_in_class
from programs.models import Batch, Enrollment, Instructor, UnitResult


@dataclass(frozen=True, slots=True)
class Assessment:
    """One verdict to be recorded."""

    enrollment: Enrollment
    unit_id: int
    verdict: UnitResult.Verdict


@transaction.atomic
def record_results(
    batch: Batch, assessments: Iterable[Assessment], *, assessor: Instructor, on: dt.date, today: dt.date, by: User
) -> None:
    """An assessor's verdicts of the day `on`. A unit that is K stays K; one that is BK gets its next attempt.

    Raises ValidationError outside the testing state, for a day in the future or before the batch's first, for
    somebody who is not an active participant of it, or for a unit already K.
    """
    batch = locked(batch)
    require(batch, Batch.State.TESTING)
    refuse_who_is_of_elsewhere(assessor, batch, _("The assessor belongs to another training centre."))
    if on > today:
        raise ValidationError({"on": _("The test cannot lie in the future.")})
    if on < batch.starts_on:
        raise ValidationError({"on": _("The test cannot lie before the first day of the batch.")})
    assessments = list(assessments)
    refuse_who_is_not_in_class(batch, [assessment.enrollment for assessment in assessments])
    for assessment in assessments:
        _record_one(assessment, assessor, on, by)
    record(Verb.ASSESS, batch, by=by)


def _record_one(given: Assessment, assessor: Instructor, on: dt.date, by: User) -> None:
    earlier = UnitResult.objects.filter(enrollment=given.enrollment, unit=given.unit_id)
    if earlier.competent().exists():
        raise ValidationError(_("%(name)s is already competent in this unit.") % {"name": given.enrollment.person.name})
    last = earlier.aggregate(last=Max("attempt"))["last"] or 0
    UnitResult.objects.create(
        enrollment=given.enrollment,
        unit_id=given.unit_id,
        attempt=last + 1,
        verdict=given.verdict,
        assessor=assessor,
        assessed_on=on,
        recorded_by=by,
    )
