"""What the tests said: K or BK for each unit by an assessor, or that somebody was not there."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Value
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record, require
from audit.models import Verb
from programs.actions.batches import locked
from programs.actions.instructors import refuse_who_is_of_elsewhere
from programs.actions.participants import refuse_who_is_not_in_class
from programs.assessors import barred_units
from programs.models import Batch, Enrollment, Instructor, MissedTest, UnitResult
from programs.models.instructors import MayTeach


class Points(NamedTuple):
    """Of 100 each, where they were given."""

    knowledge: int | None = None
    skill: int | None = None
    attitude: int | None = None


NO_POINTS = Points()


@dataclass(frozen=True, slots=True)
class Assessment:
    """One verdict to be recorded; `attempt` is the one that the assessor saw as next, if any was shown."""

    enrollment: Enrollment
    unit_id: int
    verdict: UnitResult.Verdict
    attempt: int | None = None
    points: Points = NO_POINTS


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody who was not at the test of a unit; without a unit at none."""

    enrollment: Enrollment
    unit_id: int | None
    reason: MissedTest.Reason


@transaction.atomic
def record_results(
    batch: Batch,
    assessments: Iterable[Assessment],
    *,
    absences: Iterable[Absence] = (),
    assessor: Instructor,
    on: dt.date,
    today: dt.date,
    by: User,
) -> None:
    """An assessor's verdicts of the day `on`, and who was absent. What is K stays K; what is BK gets its next attempt.

    Sent twice it is recorded once. Who comes after all is no longer absent on that day.
    Raises ValidationError outside the testing state, for a day in the future or before the batch's first or before the
    attempt that it follows, for somebody who is not an active participant, for a unit already K or recorded otherwise
    meanwhile, and for an assessor whose certificate had expired by that day, or who alone has taught a unit without
    the centre's head having allowed it.
    """
    batch = locked(batch)
    require(batch, Batch.State.TESTING)
    assessments, absences = list(assessments), list(absences)
    _refuse_the_day(batch, on, today)
    _refuse_the_assessor(batch, assessor, on, {row.unit_id for row in assessments})
    refuse_who_is_not_in_class(batch, [*(row.enrollment for row in assessments), *(row.enrollment for row in absences)])
    earlier = _earlier(batch)
    new = _not_yet_recorded(assessments, earlier, assessor, on)
    missed = _still_absent(absences, assessments, earlier, on)
    if not new and not missed:
        return
    _forget_absences(new, on)
    UnitResult.objects.bulk_create(_row(row, earlier, assessor, on, by) for row in new)
    _keep_absences(missed, on, by)
    record(Verb.ASSESS, batch, by=by, verdicts=len(new), absent=len(missed))


Earlier = dict[tuple[int, int], list[UnitResult]]


def _earlier(batch: Batch) -> Earlier:
    """All verdicts of the batch by person and unit, in the order of their attempts."""
    found: Earlier = defaultdict(list)
    for row in UnitResult.objects.filter(enrollment__batch=batch).select_related("assessor").order_by("attempt"):
        found[row.enrollment_id, row.unit_id].append(row)
    return found


def _refuse_the_day(batch: Batch, on: dt.date, today: dt.date) -> None:
    if on > today:
        raise ValidationError({"on": _("The test cannot lie in the future.")})
    if on < batch.starts_on:
        raise ValidationError({"on": _("The test cannot lie before the first day of the batch.")})


def _refuse_the_assessor(batch: Batch, assessor: Instructor, on: dt.date, units: set[int]) -> None:
    refuse_who_is_of_elsewhere(assessor, batch, _("The assessor belongs to another training centre."))
    _refuse_the_uncertified(batch, assessor, on)
    _refuse_who_taught_alone(batch, assessor, units)


def _refuse_the_uncertified(batch: Batch, assessor: Instructor, on: dt.date) -> None:
    """Who may not teach the field any more may not judge who has learnt it either."""
    may = MayTeach(F("pk"), Value(batch.package.field_id), Value(on))
    if not Instructor.objects.filter(may, pk=assessor.pk).exists():
        raise ValidationError(
            {"assessor": _("The certificate of %(name)s is not valid on that day.") % {"name": assessor.name}}
        )


def _refuse_who_taught_alone(batch: Batch, assessor: Instructor, units: set[int]) -> None:
    if not units:
        return
    barred = [row.unit.title for row in barred_units(batch, assessor) if row.unit_id in units]
    if barred:
        text = _(
            "%(name)s alone has taught: %(units)s. Choose another assessor, or ask the head of the centre to allow it "
            "before."
        )
        raise ValidationError(
            {"assessor": text % {"name": assessor.name, "units": "; ".join(barred)}}, code="taught_alone"
        )


def _not_yet_recorded(
    assessments: list[Assessment], earlier: Earlier, assessor: Instructor, on: dt.date
) -> list[Assessment]:
    """Those that are new: what stands there just so already is passed over, what stands there otherwise refused."""
    new, refused = [], []
    for given in assessments:
        former = earlier[given.enrollment.pk, given.unit_id]
        if given.attempt is not None and given.attempt <= len(former):
            stands = former[given.attempt - 1]
            if (stands.verdict, stands.assessor_id, stands.assessed_on) != (given.verdict, assessor.pk, on):
                refused.append(_recorded_meanwhile(given, stands))
        elif former and former[-1].verdict == UnitResult.Verdict.COMPETENT:
            words = {"name": given.enrollment.person.name}
            refused.append(_("%(name)s is already competent in this unit.") % words)
        elif former and on < former[-1].assessed_on:
            words = {"name": given.enrollment.person.name, "day": date_format(former[-1].assessed_on)}
            refused.append(_("%(name)s was last tested in this unit on %(day)s.") % words)
        else:
            new.append(given)
    if refused:
        raise ValidationError(refused)
    return new


def _recorded_meanwhile(given: Assessment, stands: UnitResult) -> str:
    text = _("%(name)s, “%(unit)s”: %(verdict)s by %(assessor)s was recorded meanwhile; your %(yours)s is not saved.")
    return text % {
        "name": given.enrollment.person.name,
        "unit": stands.unit.title,
        "verdict": stands.verdict,
        "assessor": stands.assessor.name,
        "yours": given.verdict.value,
    }


def _still_absent(
    absences: list[Absence], assessments: list[Assessment], earlier: Earlier, on: dt.date
) -> list[Absence]:
    """Absences that no verdict of the day contradicts. A unit that is K is nobody's to miss."""
    tested = {(row.enrollment.pk, row.unit_id) for row in assessments}
    tested |= {
        key for key, rows in earlier.items() for row in rows if row.assessed_on == on and not row.recognised_from_id
    }
    refused = [
        _("%(name)s was tested on this day and cannot be absent.") % {"name": row.enrollment.person.name}
        for row in absences
        if any(person == row.enrollment.pk and row.unit_id in (None, unit) for person, unit in tested)
    ]
    if refused:
        raise ValidationError(refused)
    return [row for row in absences if row.unit_id is None or not _is_competent(earlier, row)]


def _keep_absences(missed: list[Absence], on: dt.date, by: User) -> None:
    """One row of a person, unit and day; said again, the last reason stands."""
    rows = {(row.enrollment.pk, row.unit_id): row for row in missed}
    MissedTest.objects.bulk_create(
        (
            MissedTest(enrollment=row.enrollment, unit_id=row.unit_id, missed_on=on, reason=row.reason, recorded_by=by)
            for row in rows.values()
        ),
        update_conflicts=True,
        unique_fields=["enrollment", "unit", "missed_on"],
        update_fields=["reason", "recorded_by"],
    )


def _forget_absences(new: list[Assessment], on: dt.date) -> None:
    """Who is tested on the day after all was not absent."""
    came = {(row.enrollment.pk, unit) for row in new for unit in (None, row.unit_id)}
    of_the_day = MissedTest.objects.filter(missed_on=on, enrollment__in={row.enrollment.pk for row in new})
    contradicted = [pk for pk, *key in of_the_day.values_list("pk", "enrollment", "unit") if tuple(key) in came]
    if contradicted:
        MissedTest.objects.filter(pk__in=contradicted).delete()


def _is_competent(earlier: Earlier, absence: Absence) -> bool:
    former = earlier.get((absence.enrollment.pk, absence.unit_id or 0), [])
    return bool(former) and former[-1].verdict == UnitResult.Verdict.COMPETENT


def _row(given: Assessment, earlier: Earlier, assessor: Instructor, on: dt.date, by: User) -> UnitResult:
    return UnitResult(
        enrollment=given.enrollment,
        unit_id=given.unit_id,
        attempt=len(earlier[given.enrollment.pk, given.unit_id]) + 1,
        verdict=given.verdict,
        **given.points._asdict(),
        assessor=assessor,
        assessed_on=on,
        recorded_by=by,
    )
