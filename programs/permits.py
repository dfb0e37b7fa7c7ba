"""Who of a class outside the prison may leave it: a permit on file that reaches to the batch's last day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.db.models.functions import Greatest
from django.utils.formats import date_format
from django.utils.translation import ngettext

from facilities.models import Place
from programs.models import Batch, Enrollment, EnrollmentQuerySet, OutsidePermit
from trainees.eligibility import Finding, Level

State = Enrollment.State
# Who is in the class, or will be.
TO_TRAIN = (State.ACCEPTED, State.ACTIVE, State.SUSPENDED)


def reaching(until: dt.date | None) -> Exists:
    """A permit of the enrollment of the outer query that is valid until that day, or its batch's last day."""
    last_day = until or Greatest("enrollment__batch__ends_on", "enrollment__batch__tested_on")
    return Exists(OutsidePermit.objects.filter(enrollment=OuterRef("pk"), valid_until__gte=last_day))


def without_permit(rows: EnrollmentQuerySet, *, until: dt.date | None = None) -> EnrollmentQuerySet:
    """Inmates of classes outside the prison who may not leave it for all days of the class, or until a later day."""
    outside = rows.filter(inmate__isnull=False).exclude(batch__workshop__place=Place.INSIDE)
    return outside.filter(~reaching(until))


def permit_findings(batch: Batch, level: Level) -> Iterator[Finding]:
    """PERMITS_MISSING for a class outside: it warns while people are chosen, and blocks the start.

    Read by the centre too: it counts, and says nothing of the kind of permit.
    """
    if batch.pk is None or not batch.needs_permits:
        return
    people = batch.enrollments.filter(state__in=TO_TRAIN)
    lacking, total = without_permit(people).count(), people.count()
    if lacking:
        text = ngettext(
            "%(lacking)d of %(total)d participant has no permit on file to train outside until %(day)s.",
            "%(lacking)d of %(total)d participants have no permit on file to train outside until %(day)s.",
            total,
        )
        facts = {"lacking": lacking, "total": total, "day": date_format(batch.last_day)}
        yield Finding("PERMITS_MISSING", level, text % facts, str(batch.place.label))


@dataclass(frozen=True, slots=True)
class Permits:
    """How many of a class have a permit until its last day, and the enrollments that lack one."""

    on_file: int
    total: int
    lacking: frozenset[int]


def permits_of(batch: Batch) -> Permits | None:
    """None where nobody needs one, or nobody is in the class or will be."""
    if not batch.needs_permits:
        return None
    people = batch.enrollments.filter(state__in=TO_TRAIN)
    lacks = Exists(without_permit(Enrollment.objects.filter(pk=OuterRef("pk"))))
    rows = people.annotate(lacks=lacks).values_list("pk", "lacks")
    lacking = frozenset(pk for pk, is_lacking in rows if is_lacking)
    return Permits(len(rows) - len(lacking), len(rows), lacking) if rows else None
