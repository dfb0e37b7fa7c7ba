"""The figures of dashboards once more, each in plain SQL over the rows themselves.

Every statement is given the place (all its keys NULL for the nation), the reader's day and the year 2021.
"""

import datetime as dt
from typing import Any

from django.db import connection

LEVELS = {
    "": {"unreported", "items", "agreements", "readiness", "instructors", "idle", "asking"},
    "region": {"unreported", "items", "agreements", "readiness", "instructors", "idle", "asking"},
    "facility": {"waiting", "items", "agreements", "readiness", "instructors", "asking"},
    "centre": {"waiting", "items", "agreements", "readiness", "instructors"},
}
"""What is said to wait on the dashboard of each level."""

BATCHES_APART = """
WITH mine AS (
    SELECT b.* FROM programs_batch b JOIN facilities_facility f ON f.id = b.facility_id
    JOIN programs_package p ON p.id = b.package_id
    WHERE b.starts_on BETWEEN %(first)s AND %(last)s AND (%(region)s IS NULL OR f.region_id = %(region)s)
    AND (%(facility)s IS NULL OR f.id = %(facility)s) AND (%(centre)s IS NULL OR p.centre_id = %(centre)s)
    AND (%(field)s IS NULL OR p.field_id = %(field)s)
    AND (%(tag)s IS NULL OR b.id IN (SELECT batch_id FROM programs_batch_tags WHERE programmetag_id = %(tag)s))),
people AS (SELECT e.*, mine.package_id FROM programs_enrollment e JOIN mine ON mine.id = e.batch_id),
listed AS (SELECT a.lesson_hours AS came, s.lesson_hours AS due FROM programs_attendance a
    JOIN programs_session s ON s.id = a.session_id JOIN mine ON mine.id = s.batch_id WHERE NOT s.is_additional)
SELECT (SELECT count(*) FROM mine), (SELECT count(*) FROM people),
    (SELECT count(*) FROM people WHERE state IN ('ACCEPTED', 'ACTIVE', 'SUSPENDED', 'COMPLETED') OR state = 'DROPPED'
        AND id IN (SELECT pgh_obj_id FROM programs_enrollmentevent
                   WHERE state IN ('ACCEPTED', 'ACTIVE', 'SUSPENDED', 'COMPLETED'))),
    (SELECT count(*) FROM people WHERE state = 'COMPLETED'),
    (SELECT count(*) FROM people WHERE (SELECT count(*) FROM programs_packageunit u
            WHERE u.package_id = people.package_id AND u.is_compulsory) =
        (SELECT count(DISTINCT r.unit_id) FROM programs_unitresult r JOIN programs_packageunit u
            ON u.unit_id = r.unit_id AND u.package_id = people.package_id AND u.is_compulsory
            WHERE r.enrollment_id = people.id AND r.verdict = 'K')),
    (SELECT count(DISTINCT c.enrollment_id) FROM certificates_certificate c JOIN people ON people.id = c.enrollment_id
        WHERE c.revoked_at IS NULL),
    (SELECT coalesce(sum(came), 0) FROM listed), (SELECT coalesce(sum(due), 0) FROM listed)
"""

PLACE = """
prison AS (
    SELECT f.id FROM facilities_facility f WHERE %(centre)s IS NULL
    AND (%(region)s IS NULL OR f.region_id = %(region)s) AND (%(facility)s IS NULL OR f.id = %(facility)s)),
office AS (
    SELECT f.id AS facility_id, NULL::bigint AS centre_id FROM prison f UNION ALL
    SELECT NULL, c.id FROM facilities_trainingcentre c WHERE %(facility)s IS NULL
    AND (%(region)s IS NULL OR c.region_id = %(region)s) AND (%(centre)s IS NULL OR c.id = %(centre)s)),
given AS (
    SELECT b.*, p.field_id FROM programs_batch b JOIN programs_package p ON p.id = b.package_id
    JOIN facilities_facility f ON f.id = b.facility_id
    WHERE (%(region)s IS NULL OR f.region_id = %(region)s) AND (%(facility)s IS NULL OR f.id = %(facility)s)
    AND (%(centre)s IS NULL OR p.centre_id = %(centre)s)),
in_force AS (
    SELECT a.* FROM facilities_agreement a WHERE a.signed_on <= %(on)s AND a.starts_on <= %(on)s
    AND coalesce(a.terminated_on > %(on)s, true)
    AND coalesce((SELECT d.ends_on FROM facilities_agreement d WHERE d.amends_id = a.id AND d.state = 'SIGNED'
        AND d.starts_on <= %(on)s ORDER BY d.starts_on DESC, d.id DESC LIMIT 1), a.ends_on) >= %(on)s
    AND EXISTS (SELECT FROM facilities_agreementparty y JOIN office o
        ON o.facility_id = y.facility_id OR o.centre_id = y.centre_id WHERE y.agreement_id = a.id))
"""

WAITING_FOR_ATTENDANCE = """
    EXISTS (SELECT FROM programs_enrollment e WHERE e.batch_id = g.id AND e.state = 'ACTIVE')
    AND EXISTS (SELECT FROM programs_session s WHERE s.batch_id = g.id AND s.cancelled_at IS NULL
        AND s.day < %(on)s::date - 3 AND NOT EXISTS (SELECT FROM programs_attendance a WHERE a.session_id = s.id))
"""

FIGURES_APART = {
    "idle": f"""WITH {PLACE} SELECT count(*) FILTER (WHERE NOT EXISTS (SELECT FROM programs_batch b
            WHERE b.facility_id = prison.id AND b.state <> 'CANCELLED' AND b.starts_on BETWEEN %(first)s AND %(last)s)),
        count(*) FROM prison""",
    "waiting": f"""WITH {PLACE} SELECT count(*) FILTER (WHERE {WAITING_FOR_ATTENDANCE}), count(*)
        FROM given g WHERE g.state IN ('RUNNING', 'TESTING')""",
    "unreported": f"""WITH {PLACE} SELECT count(DISTINCT g.facility_id) FILTER (WHERE {WAITING_FOR_ATTENDANCE}),
        count(DISTINCT g.facility_id) FROM given g WHERE g.state IN ('RUNNING', 'TESTING')""",
    "items": f"""WITH {PLACE} SELECT count(*) FILTER (WHERE i.due_on < %(on)s), count(*)
        FROM facilities_actionitem i JOIN office o ON o.facility_id = i.facility_id OR o.centre_id = i.centre_id
        WHERE i.done_on IS NULL""",
    "agreements": f"""WITH {PLACE}, last AS (SELECT a.id, a.terminated_on,
            coalesce((SELECT d.ends_on FROM facilities_agreement d WHERE d.amends_id = a.id AND d.state = 'SIGNED'
                ORDER BY d.starts_on DESC, d.id DESC LIMIT 1), a.ends_on) AS day
        FROM in_force a WHERE a.kind <> 'ADDENDUM' AND NOT EXISTS (SELECT FROM facilities_agreement r
            WHERE r.renews_id = a.id AND r.signed_on IS NOT NULL))
        SELECT count(*) FILTER (WHERE least(day, terminated_on - 1) <= %(on)s::date + 90), count(*) FROM last""",
    "readiness": f"""WITH {PLACE} SELECT count(*) FILTER (WHERE coalesce((SELECT r.valid_until < g.starts_on
                OR r.valid_until IS NULL FROM facilities_readinessreview r WHERE r.workshop_id = g.workshop_id
                AND r.field_id = g.field_id AND r.state = 'CONFIRMED' AND r.reviewed_on <= g.starts_on
                ORDER BY r.reviewed_on DESC, r.id DESC LIMIT 1), true)), count(*)
        FROM given g WHERE g.state IN ('PLANNED', 'SELECTING', 'DECREED') AND g.starts_on <= %(on)s::date + 30""",
    "instructors": f"""WITH {PLACE}, wanted AS (SELECT DISTINCT y.facility_id, w.field_id FROM in_force a
            JOIN facilities_agreementparty y ON y.agreement_id = a.id AND y.facility_id IS NOT NULL
            JOIN facilities_agreement_fields w ON w.agreement_id = a.id
            WHERE %(region)s IS NULL AND %(facility)s IS NULL OR y.facility_id IN (SELECT id FROM prison))
        SELECT count(*) FILTER (WHERE NOT EXISTS (SELECT FROM programs_instructor i
            LEFT JOIN trainees_officer who ON who.id = i.officer_id
            WHERE i.id IN (SELECT instructor_id FROM programs_instructor_fields f WHERE f.field_id = wanted.field_id)
            AND instructor_may_teach(i.id, wanted.field_id, %(on)s) AND (
                who.facility_id = wanted.facility_id AND coalesce(who.left_on > %(on)s, true)
                OR i.centre_id IN (SELECT c.centre_id FROM in_force a
                    JOIN facilities_agreementparty c ON c.agreement_id = a.id
                    JOIN facilities_agreementparty y ON y.agreement_id = a.id AND y.facility_id = wanted.facility_id
                    JOIN facilities_agreement_fields w ON w.agreement_id = a.id AND w.field_id = wanted.field_id)))),
        count(*) FROM wanted""",
    "asking": f"""WITH {PLACE}, due AS (SELECT e.id, asked.months FROM programs_enrollment e
            JOIN trainees_inmate i ON i.id = e.inmate_id AND i.status = 'RELEASED'
            JOIN prison ON prison.id = i.facility_id
            JOIN trainees_movement m ON m.inmate_id = i.id AND m.kind = 'RELEASE'
            JOIN (VALUES (3), (6)) AS asked (months) ON m.moved_on + make_interval(months => asked.months) <= %(on)s
                AND m.moved_on + make_interval(months => asked.months + 12) > %(on)s
            WHERE e.state = 'COMPLETED')
        SELECT count(DISTINCT id) FILTER (WHERE NOT EXISTS (SELECT FROM programs_outcome o
            WHERE o.enrollment_id = due.id AND o.months = due.months)), count(DISTINCT id) FROM due""",
    "working": f"""WITH {PLACE}, told AS (SELECT e.id, array_agg(o.kind ORDER BY o.months DESC) AS kinds,
                array_agg(o.asked_on ORDER BY o.months) AS days
            FROM programs_outcome o JOIN programs_enrollment e ON e.id = o.enrollment_id
            JOIN trainees_inmate i ON i.id = e.inmate_id JOIN prison ON prison.id = i.facility_id
            WHERE o.kind IN ('WORK', 'BUSINESS', 'TRAINING', 'NONE') GROUP BY e.id)
        SELECT count(*) FILTER (WHERE kinds[1] IN ('WORK', 'BUSINESS')), count(*) FROM told
        WHERE days[1] BETWEEN %(first)s AND %(last)s""",
    "budget": f"""WITH {PLACE}, line AS (SELECT l.* FROM programs_budgetline l JOIN office o
            ON o.facility_id = l.facility_id OR o.centre_id = l.centre_id WHERE l.year = 2021)
        SELECT (SELECT coalesce(sum(x.amount), 0)::bigint FROM programs_expense x JOIN line ON line.id = x.line_id
                WHERE x.spent_on BETWEEN %(first)s AND %(last)s),
            (SELECT coalesce(sum(ceiling), 0)::bigint FROM line)""",
}

PLANS_APART = f"""WITH {PLACE} SELECT count(*), sum(participants), sum(y.certified) FROM programs_yearplan y
    WHERE y.year = 2021 AND (y.facility_id IN (SELECT id FROM prison) OR y.centre_id = %(centre)s)"""

NATION = {"region": None, "facility": None, "centre": None}
YEAR = {"first": dt.date(2021, 1, 1), "last": dt.date(2021, 12, 31)}


def in_sql(statement: str, place: dict[str, int], on: dt.date) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {**NATION, **YEAR, **place, "on": on})
        return cursor.fetchall()


def batches_apart(first: dt.date, last: dt.date, **chosen: int) -> tuple[int, ...]:
    """Batches, enrollments by how far they came, and lesson hours of those that begin in these days."""
    keys = {**NATION, "field": None, "tag": None, **chosen}
    with connection.cursor() as cursor:
        cursor.execute(BATCHES_APART, {**keys, "first": first, "last": last})
        return tuple(map(int, cursor.fetchone()))
