"""Points of the tests before and after the lessons, for the whole class."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record, require
from audit.models import Verb
from programs.actions.batches import locked
from programs.actions.participants import refuse_who_is_not_in_class
from programs.models import Batch, Enrollment, WrittenTest

Kind = WrittenTest.Kind
DURING_CLASS = (Batch.State.RUNNING, Batch.State.TESTING)


@dataclass(frozen=True, slots=True)
class Score:
    """New points (0 to 100) of one person in one test, or none any more; `was` are those that were seen before."""

    enrollment: Enrollment
    kind: WrittenTest.Kind
    points: int | None
    was: int | None = None


@transaction.atomic
def record_written_tests(
    batch: Batch, scores: Iterable[Score], *, days: Mapping[WrittenTest.Kind, dt.date], today: dt.date, by: User
) -> None:
    """Record points with the day of each test. What is not among the scores stays; sent twice it is recorded once.

    Raises ValidationError before the batch runs and after it is closed, without a test's day or for one in the future
    or before the batch's first, for somebody who is not an active participant, and where somebody else has changed the
    same points meanwhile.
    """
    batch = locked(batch)
    require(batch, *DURING_CLASS)
    stands = {(row.enrollment_id, row.kind): row for row in WrittenTest.objects.filter(enrollment__batch=batch)}
    changed = [row for row in scores if row.points != _points(stands.get((row.enrollment.pk, row.kind)))]
    refuse_who_is_not_in_class(batch, [row.enrollment for row in changed])
    _refuse_what_others_changed(changed, stands)
    for kind in sorted({row.kind for row in changed if row.points is not None}):
        _refuse_the_day(batch, kind, days.get(kind), today)
    for row in changed:
        _write(row, days.get(row.kind), by)
    if changed:
        record(Verb.ASSESS, batch, by=by, points=len(changed))


def _points(row: WrittenTest | None) -> int | None:
    return row.score if row else None


def _refuse_what_others_changed(changed: list[Score], stands: dict[tuple[int, str], WrittenTest]) -> None:
    text = _("%(name)s, %(test)s: somebody recorded %(score)s meanwhile. Look at it again.")
    refused = []
    for row in changed:
        standing = _points(stands.get((row.enrollment.pk, row.kind)))
        if standing != row.was:
            words = {"name": row.enrollment.person.name, "test": row.kind.label, "score": standing}
            refused.append(text % words)
    if refused:
        raise ValidationError(refused)


def _refuse_the_day(batch: Batch, kind: WrittenTest.Kind, day: dt.date | None, today: dt.date) -> None:
    name = f"{kind.value.lower()}_on"
    if day is None:
        raise ValidationError({name: _("On which day was the test?")})
    if day > today:
        raise ValidationError({name: _("The test cannot lie in the future.")})
    if day < batch.starts_on:
        raise ValidationError({name: _("The test cannot lie before the first day of the batch.")})


def _write(row: Score, day: dt.date | None, by: User) -> None:
    if row.points is None:
        WrittenTest.objects.filter(enrollment=row.enrollment, kind=row.kind).delete()
        return
    WrittenTest.objects.update_or_create(
        enrollment=row.enrollment,
        kind=row.kind,
        defaults={"score": row.points, "taken_on": day, "recorded_by": by},
    )
