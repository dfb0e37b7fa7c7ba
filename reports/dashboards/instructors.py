"""Where a field that an agreement wants has nobody to teach it; says the same as `programs.gaps`, for any scope."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from facilities.models import AgreementParty
from reports.dashboards.scope import Level, Scope


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """A prison and a field that its agreements want."""

    facility: int
    field: int
    is_lacking: bool


def gaps(scope: Scope, agreements: Collection[int], *, on: dt.date) -> list[Gap]:
    """Each pair that these agreements want, once; three queries."""
    parties = AgreementParty.objects.filter(agreement__in=agreements).order_by()
    centres: dict[int, set[int]] = {}
    for agreement, centre in parties.filter(centre__isnull=False).values_list("agreement", "centre"):
        centres.setdefault(agreement, set()).add(centre)
    prisons = parties.filter(facility__isnull=False, agreement__fields__isnull=False)
    if scope.level is not Level.CENTRE:
        prisons = prisons.filter(facility__in=scope.prisons().order_by())
    wanted: dict[tuple[int, int], set[int]] = {}
    for agreement, prison, field in prisons.values_list("agreement", "facility", "agreement__fields"):
        wanted.setdefault((prison, field), set()).update(centres.get(agreement, set()))
    teachers = _teachers(on)
    return sorted(
        Gap(prison, field, not teachers & {(-prison, field), *((centre, field) for centre in named)})
        for (prison, field), named in wanted.items()
    )


# `instructor_may_teach` (programs, migration 0030) asked of everybody at once, in a tenth of the time that asking it of
# each would take; a test holds both together.
WHO_MAY_TEACH = """
    SELECT DISTINCT teacher.centre_id, officer.facility_id, taught.field_id
    FROM programs_instructor teacher
    JOIN programs_instructor_fields taught ON taught.instructor_id = teacher.id
    LEFT JOIN facilities_trainingcentre centre ON centre.id = teacher.centre_id
    LEFT JOIN trainees_officer officer ON officer.id = teacher.officer_id
    LEFT JOIN (
        SELECT instructor_id, field_id, bool_and(is_valid) AS are_valid, count(*) AS kinds,
            bool_or(kind = 'METHODOLOGY') AS has_methodology
        FROM (
            SELECT instructor_id, field_id, kind, bool_or(valid_until IS NULL OR valid_until >= %(on)s) AS is_valid
            FROM programs_instructorcertificate GROUP BY instructor_id, field_id, kind
        ) AS each_kind GROUP BY instructor_id, field_id
    ) AS held ON held.instructor_id = teacher.id AND held.field_id = taught.field_id
    WHERE (officer.left_on IS NULL OR officer.left_on > %(on)s) AND coalesce(held.are_valid, true) AND CASE
        WHEN teacher.kind = 'OFFICER' THEN coalesce(held.has_methodology, false)
        WHEN centre.demands_certificates THEN coalesce(held.kinds, 0) = 2
        ELSE true END
"""


def _teachers(on: dt.date) -> set[tuple[int, int]]:
    """Who may teach which field today: centres, and prisons under their key below zero."""
    with connection.cursor() as cursor:
        cursor.execute(WHO_MAY_TEACH, {"on": on})
        return {(-prison if prison else centre, field) for centre, prison, field in cursor.fetchall()}
