"""Where a field that an agreement wants has nobody to teach it; says the same as `programs.gaps`, for any scope."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from reports.dashboards.scope import Level, Scope


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """A prison and a field that its agreements want."""

    facility: int
    field: int
    is_lacking: bool


# `instructor_may_teach` (programs, migration 0010) asked of everybody at once, in a tenth of the time that asking it of
# each would take; a test holds both together.
WHO_MAY_TEACH = """
    SELECT DISTINCT teacher.centre_id, officer.facility_id, taught.field_id
    FROM programs_instructor teacher
    JOIN programs_instructor_fields taught ON taught.instructor_id = teacher.id
    LEFT JOIN facilities_trainingcentre centre ON centre.id = teacher.centre_id
    LEFT JOIN trainees_officer officer ON officer.id = teacher.officer_id
    LEFT JOIN (
        SELECT instructor_id, field_id,
            bool_or(valid_until IS NULL OR valid_until >= %(on)s) FILTER (WHERE kind = 'METHODOLOGY') AS methodology,
            bool_or(valid_until IS NULL OR valid_until >= %(on)s) FILTER (WHERE kind = 'TECHNICAL') AS technical
        FROM programs_instructorcertificate GROUP BY instructor_id, field_id
    ) AS held ON held.instructor_id = teacher.id AND held.field_id = taught.field_id
    WHERE (officer.left_on IS NULL OR officer.left_on > %(on)s)
        AND coalesce(held.methodology, true) AND coalesce(held.technical, true) AND CASE
        WHEN teacher.kind = 'OFFICER' THEN coalesce(held.methodology, false)
        WHEN centre.demands_certificates THEN coalesce(held.methodology AND held.technical, false)
        ELSE true END
"""

WANTED = f"""
    WITH who AS MATERIALIZED ({WHO_MAY_TEACH})
    SELECT prison.facility_id, wanted.field_id, bool_and(own.field_id IS NULL AND theirs.field_id IS NULL)
    FROM facilities_agreementparty prison
    JOIN facilities_agreement_fields wanted ON wanted.agreement_id = prison.agreement_id
    LEFT JOIN facilities_agreementparty centre
        ON centre.agreement_id = prison.agreement_id AND centre.centre_id IS NOT NULL
    LEFT JOIN who own ON own.facility_id = prison.facility_id AND own.field_id = wanted.field_id
    LEFT JOIN who theirs ON theirs.centre_id = centre.centre_id AND theirs.field_id = wanted.field_id
    WHERE prison.facility_id IS NOT NULL AND prison.agreement_id = ANY (%(agreements)s)
        AND (%(prisons)s::bigint[] IS NULL OR prison.facility_id = ANY (%(prisons)s))
    GROUP BY prison.facility_id, wanted.field_id ORDER BY prison.facility_id, wanted.field_id
"""  # noqa: S608 (two constants)


def gaps(scope: Scope, agreements: Iterable[int], *, on: dt.date) -> list[Gap]:
    """Each pair of a prison here and a field that these agreements want, once."""
    is_narrow = scope.level in (Level.REGION, Level.FACILITY)
    prisons = list(scope.prisons().order_by().values_list("pk", flat=True)) if is_narrow else None
    with connection.cursor() as cursor:
        cursor.execute(WANTED, {"on": on, "agreements": list(agreements), "prisons": prisons})
        return [Gap(*row) for row in cursor.fetchall()]
