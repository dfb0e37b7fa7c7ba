"""The funnel of every prison both ways, side by side: `.venv/bin/python -m bench.dashboards`, after bench.generate.

Plain: enrollments counted row by row, as any report would. Kept: the counts that the database keeps for each batch.
Prints milliseconds of SQL at each share and whether both ways give the same numbers.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from bench import databases

COLUMNS = ("proposed", "accepted", "completed", "competent", "certified")
HAD_SEAT = "('ACCEPTED', 'ACTIVE', 'SUSPENDED', 'COMPLETED')"
PLAIN = f"""
    SELECT batch.facility_id, count(*),
        count(*) FILTER (WHERE one.state IN {HAD_SEAT} OR (one.state = 'DROPPED' AND EXISTS (
            SELECT FROM programs_enrollmentevent earlier
            WHERE earlier.pgh_obj_id = one.id AND earlier.state IN {HAD_SEAT}))),
        count(*) FILTER (WHERE one.state = 'COMPLETED'),
        count(*) FILTER (WHERE EXISTS (
            SELECT FROM programs_packageunit part WHERE part.package_id = batch.package_id AND part.is_compulsory
        ) AND NOT EXISTS (
            SELECT FROM programs_packageunit part WHERE part.package_id = batch.package_id AND part.is_compulsory
            AND NOT EXISTS (SELECT FROM programs_unitresult result WHERE result.enrollment_id = one.id
                AND result.unit_id = part.unit_id AND result.verdict = 'K'))),
        count(*) FILTER (WHERE EXISTS (SELECT FROM certificates_certificate paper
            WHERE paper.enrollment_id = one.id AND paper.revoked_at IS NULL))
    FROM programs_enrollment one JOIN programs_batch batch ON batch.id = one.batch_id
    WHERE batch.starts_on BETWEEN %s AND %s GROUP BY batch.facility_id
"""
KEPT = """
    SELECT batch.facility_id, sum(proposed), sum(accepted), sum(completed), sum(competent), sum(certified)
    FROM programs_batch batch JOIN reports_batchnow now ON now.batch_id = batch.id
    WHERE batch.starts_on BETWEEN %s AND %s GROUP BY batch.facility_id HAVING sum(proposed) > 0
"""
ATTENDED = """
    SELECT sum(attendance.lesson_hours) FROM programs_attendance attendance
    JOIN programs_session session ON session.id = attendance.session_id
    JOIN programs_batch batch ON batch.id = session.batch_id
    WHERE batch.starts_on BETWEEN %s AND %s AND NOT session.is_additional
"""
KEPT_HOURS = """
    SELECT sum(hours_attended) FROM reports_batchnow now JOIN programs_batch batch ON batch.id = now.batch_id
    WHERE batch.starts_on BETWEEN %s AND %s
"""
PAIRS = {"funnel of every prison": (PLAIN, KEPT), "attendance": (ATTENDED, KEPT_HOURS)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shares", nargs="*", type=float, default=databases.SHARES)
    parser.add_argument("--times", type=int, default=3, help="how often each is asked; the quickest counts")
    said = parser.parse_args()
    databases.set_up()
    print(f"{'':<34}{'share':>7}{'plain ms':>12}{'kept ms':>10}  same")
    for share in said.shares:
        if databases.exists(databases.name_of(share)):
            databases.use(databases.name_of(share))
            side_by_side(share, said.times)


def side_by_side(share: float, times: int) -> None:
    from django.utils import timezone

    year = timezone.localdate().year - 1
    periods = {"a year": (f"{year}-01-01", f"{year}-12-31"), "six years": ("2000-01-01", "2099-12-31")}
    for what, (plain, kept) in PAIRS.items():
        for period, days in periods.items():
            slow, counted = quickest(lambda sql=plain, days=days: rows_of(sql, days), times)
            fast, found = quickest(lambda sql=kept, days=days: rows_of(sql, days), times)
            name = f"{what}, {period}"
            print(
                f"{name:<34}{share:>6g}%{slow:>12,.1f}{fast:>10,.1f}  {'yes' if counted == found else 'NO'}", flush=True
            )


def quickest(ask: Callable[[], list[tuple[int, ...]]], times: int) -> tuple[float, list[tuple[int, ...]]]:
    """Milliseconds and rows."""
    taken = []
    for _time in range(times):
        began = time.perf_counter()
        rows = ask()
        taken.append(1000 * (time.perf_counter() - began))
    return min(taken), rows


def rows_of(sql: str, days: tuple[str, str]) -> list[tuple[int, ...]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, days)
        return sorted(tuple(int(value or 0) for value in row) for row in cursor.fetchall())


if __name__ == "__main__":
    main()
