"""What happens in a class: lessons held, cancelled and made up, who was there, tools counted, tests and permits."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import partial
from typing import Any

from bench.classes import COMPLETED, DECREED, PROPOSED
from bench.issued import certificates
from bench.nation import LESSON_HOURS, SEATS, SESSIONS, TOOLS, UNITS, Nation
from bench.outcomes import outcomes
from bench.people import dice
from bench.rows import insert
from programs.models import (
    Attendance,
    InstructorAbsence,
    MissedTest,
    OutsidePermit,
    Session,
    ToolLog,
    ToolLogLine,
    UnitResult,
    WrittenTest,
)

LESSONS = SESSIONS + 1  # the last number is the make-up's
DROPPED_AFTER = 16  # sessions
MOST_ABSENT = 6  # of 33 sessions, so that everybody who completed has the 80 %
LATE_BELOW = 20  # minutes, which cost no lesson hour
CHUNKS = 8
HELD = "state IN ('RUNNING', 'TESTING', 'CLOSED')"
SEATED = f"least({SEATS}, CASE WHEN slot < 24 THEN people ELSE held END / rooms)"
ENROLLMENT = f"(batch_id - 1) * {PROPOSED} + k"


def draw_lessons(cursor: Any, nation: Nation) -> None:
    """Every lesson with its day: those of the plan, and on the Saturday after a cancelled one its make-up."""
    cursor.execute(
        f"""
        CREATE UNLOGGED TABLE bench.lesson AS
        WITH planned AS (
            SELECT class.*, no, starts_on + (no - 1) / 5 * 7 + (no - 1) % 5 AS day,
                starts_on + (missed - 1) / 5 * 7 + (missed - 1) % 5 < '{nation.today}' AND missed > 0 AS has_missed
            FROM bench.class, generate_series(1, {LESSONS}) AS no WHERE {DECREED}
        ), dated AS (
            SELECT *, no = missed AND has_missed AS is_cancelled, no = {LESSONS} AS is_make_up,
                CASE WHEN no = {LESSONS} THEN starts_on + (missed - 1) / 5 * 7 + 5 ELSE day END AS held_on,
                CASE WHEN no = {LESSONS} THEN missed ELSE no END AS place
            FROM planned WHERE no < {LESSONS} OR (has_missed AND is_made_up)
        )
        SELECT (dated.id - 1) * {LESSONS} + no AS id, dated.id AS batch_id, no, place, held_on AS day, is_cancelled,
            CASE WHEN is_make_up THEN (dated.id - 1) * {LESSONS} + missed END AS makes_up_id,
            {HELD} AND held_on < '{nation.today}' AND NOT is_cancelled AND {SEATED} > 0 AS was_held,
            {SEATED} AS people, staff, giatja, zone, instructor_id, workshop_id, dated.package_id,
            field.has_dangerous_tools
        FROM dated JOIN programs_package package ON package.id = dated.package_id
        JOIN facilities_field field ON field.id = package.field_id
        ORDER BY dated.id, no
        """
    )
    cursor.execute("CREATE INDEX ON bench.lesson (batch_id)")
    cursor.execute("ANALYZE bench.lesson")


def load_lessons(cursor: Any, nation: Nation) -> None:
    kinds = "ARRAY['POWER_CUT', 'MATERIALS_MISSING', 'INSTRUCTOR_ABSENT', 'SECURITY']"
    insert(
        cursor,
        Session,
        {
            "id": "id",
            "batch_id": "batch_id",
            "unit_id": "unit_id",
            "instructor_id": "instructor_id",
            "workshop_id": "workshop_id",
            "day": "day",
            "starts_at": "(day + time '07:30') AT TIME ZONE zone",
            "ends_at": "(day + time '13:30') AT TIME ZONE zone",
            "lesson_hours": str(LESSON_HOURS),
            "makes_up_id": "makes_up_id",
            "cancelled_at": "CASE WHEN is_cancelled THEN (day + time '07:00') AT TIME ZONE zone END",
            "cancellation": f"CASE WHEN is_cancelled THEN ({kinds})[1 + {dice('id', 4, 61, nation)}] ELSE '' END",
            "closed_at": "CASE WHEN was_held THEN (day + time '15:00') AT TIME ZONE zone END",
            "closed_by_id": "CASE WHEN was_held THEN staff END",
        },
        f"""
        FROM bench.lesson
        JOIN (SELECT package_id AS taught, position, unit_id FROM programs_packageunit) AS part
          ON taught = package_id AND position = 1 + (place - 1) * {UNITS} / {SESSIONS}
        ORDER BY id
        """,
    )
    insert(
        cursor,
        InstructorAbsence,
        {
            "instructor_id": "instructor_id",
            "starts_on": "tested_on + 8",
            "ends_on": "tested_on + 12",
            "reason": f"(ARRAY['LEAVE', 'DUTY', 'TRAINING'])[1 + {dice('id', 3, 62, nation)}]",
        },
        "FROM bench.class WHERE slot >= 20",
    )


def tools(nation: Nation, cursor: Any) -> None:
    """Counted out and in at every lesson of a field with dangerous tools; now and then one stays away."""
    lost = f"{dice('lesson.id', 500, 63, nation)} = 0"
    source = "FROM bench.lesson WHERE was_held AND has_dangerous_tools ORDER BY id"
    insert(
        cursor,
        ToolLog,
        {
            "id": "id",
            "session_id": "id",
            "handed_out_by_id": "giatja",
            "handed_out_at": "(day + time '07:30') AT TIME ZONE zone",
            "returned_by_id": "giatja",
            "returned_at": "(day + time '13:30') AT TIME ZONE zone",
            "guard_name": f"CASE WHEN {lost} THEN 'Petugas Jaga' ELSE '' END",
            "guard_at": f"CASE WHEN {lost} THEN (day + time '13:45') AT TIME ZONE zone END",
            "guard_noted_by_id": f"CASE WHEN {lost} THEN giatja END",
            "guard_action": f"CASE WHEN {lost} THEN 'Penggeledahan bengkel dan kamar' ELSE '' END",
            "outcome": f"CASE WHEN {lost} AND id % 5 > 0 THEN 'FOUND' ELSE '' END",
            "outcome_on": f"CASE WHEN {lost} AND id % 5 > 0 THEN day END",
            "outcome_note": f"CASE WHEN {lost} AND id % 5 > 0 THEN 'Di bawah meja kerja' ELSE '' END",
        },
        source,
    )
    names = "ARRAY[" + ", ".join(f"'{name}'" for name in TOOLS) + "]"
    insert(
        cursor,
        ToolLogLine,
        {
            "log_id": "id",
            "name": f"({names})[nth]",
            "counted": str(SEATS),
            "handed_out": "people",
            "returned": f"people - CASE WHEN nth = 1 AND {lost} THEN 1 ELSE 0 END",
        },
        f"FROM (SELECT * {source}) AS lesson, generate_series(1, {len(TOOLS)}) AS nth",
    )


def attendance(first: int, last: int, nation: Nation, cursor: Any) -> None:
    """Of the batches from `first` to `last`: everybody in class in every session that was held by yesterday."""
    absent = dice("enrollment", MOST_ABSENT + 1, 60, nation)
    excuse = "substr('SIADA', (1 + (enrollment + place) % 5)::int, 1)"
    was_there = f"(place * 7 + enrollment) % {SESSIONS} >= {absent}"
    insert(
        cursor,
        Attendance,
        {
            "id": f"(batch_id - 1) * {SEATS * SESSIONS} + (k - 1) * {SESSIONS} + place",
            "session_id": "session_id",
            "enrollment_id": "enrollment",
            "status": f"CASE WHEN {was_there} THEN 'H' ELSE {excuse} END",
            "lesson_hours": f"CASE WHEN {was_there} THEN {LESSON_HOURS} ELSE 0 END",
            "minutes_late": f"CASE WHEN {was_there} AND (enrollment * 3 + place) % 25 = 0 "
            f"THEN 5 + (enrollment + place) % {LATE_BELOW - 5} ELSE 0 END",
            "entered_on": "day",
            "recorded_on": "day",
            "recorded_by_id": "staff",
            "recorded_at": "day + time '08:00'",
        },
        f"""
        FROM (SELECT id AS session_id, batch_id, staff, k, place, day, {ENROLLMENT} AS enrollment
              FROM bench.lesson, generate_series(1, people) AS k
              WHERE batch_id BETWEEN {first} AND {last} AND was_held
                AND (k <= {COMPLETED} OR place <= {DROPPED_AFTER})) AS row
        """,
    )


def results(nation: Nation, cursor: Any) -> None:
    """Every unit of those who completed, by another than who taught; one in ten only at the second attempt."""
    retried = f"{dice('enrollment * 7 + unit_id', 10, 70, nation)} = 0"
    points = "CASE WHEN attempt = tries THEN 72 ELSE 40 END"
    insert(
        cursor,
        UnitResult,
        {
            "enrollment_id": "enrollment",
            "unit_id": "unit_id",
            "attempt": "attempt",
            "verdict": "CASE WHEN attempt = tries THEN 'K' ELSE 'BK' END",
            "knowledge": f"{points} + (enrollment + unit_id) % 25",
            "skill": f"{points} + (enrollment * 3 + unit_id) % 25",
            "attitude": f"{points} + (enrollment * 5 + unit_id) % 25",
            "assessor_id": "assessor_id",
            "assessed_on": "tested_on",
            "recorded_by_id": "staff",
            "recorded_at": "tested_on + time '08:00'",
        },
        f"""
        FROM (SELECT class.*, (class.id - 1) * {PROPOSED} + k AS enrollment, part.unit_id
              FROM bench.class, generate_series(1, least({COMPLETED}, people / rooms)) AS k,
                  programs_packageunit part
              WHERE state = 'CLOSED' AND part.package_id = class.package_id) AS row,
            LATERAL (SELECT CASE WHEN {retried} THEN 2 ELSE 1 END AS tries) AS tried,
            generate_series(1, tries) AS attempt
        """,
    )


def written_tests(nation: Nation, cursor: Any) -> None:
    """Everybody before the lessons, who stayed after them; who was not at the unit test on its first day."""
    people = f"""
        FROM (SELECT id AS batch_id, k, staff, state, starts_on, ends_on, tested_on,
                  (id - 1) * {PROPOSED} + k AS enrollment
              FROM bench.class, generate_series(1, {SEATED}) AS k WHERE {HELD}) AS row
    """
    for kind, day, least, who in (
        ("PRE", "starts_on", 30, f"starts_on < '{nation.today}'"),
        ("POST", "ends_on", 70, f"k <= {COMPLETED} AND ends_on < '{nation.today}' AND state <> 'RUNNING'"),
    ):
        insert(
            cursor,
            WrittenTest,
            {
                "enrollment_id": "enrollment",
                "kind": f"'{kind}'",
                "score": f"{least} + {dice('enrollment', 28, 71, nation)}",
                "taken_on": day,
                "recorded_by_id": "staff",
                "recorded_at": f"{day} + time '09:00'",
            },
            f"{people} WHERE {who}",
        )
    insert(
        cursor,
        MissedTest,
        {
            "enrollment_id": "enrollment",
            "missed_on": "tested_on - 1",
            "reason": f"(ARRAY['S', 'I', 'A', 'D'])[1 + {dice('enrollment', 4, 73, nation)}]",
            "recorded_by_id": "staff",
            "recorded_at": "tested_on - 1 + time '08:00'",
        },
        f"{people} WHERE state = 'CLOSED' AND k <= {COMPLETED} AND {dice('enrollment', 40, 72, nation)} = 0",
    )


def permits(nation: Nation, cursor: Any) -> None:
    """For everybody who trains in the prison's open facility, until the day of the test."""
    insert(
        cursor,
        OutsidePermit,
        {
            "enrollment_id": f"(id - 1) * {PROPOSED} + k",
            "kind": "CASE WHEN id % 3 = 0 THEN 'ESCORT' ELSE 'ASSIMILATION' END",
            "number": "'W-IZIN-' || id",
            "dated_on": "starts_on - 10",
            "valid_until": "tested_on",
            "filed_by_id": "giatja",
            "filed_at": "starts_on - 9 + time '03:00'",
        },
        f"FROM bench.class, generate_series(1, {SEATED}) AS k WHERE is_outside AND {DECREED}",
    )


def evidence(nation: Nation, batches: int) -> list[Callable[[Any], None]]:
    """The works that fill the large tables, which any number of connections may do at once."""
    bounds = [batches * at // CHUNKS for at in range(CHUNKS + 1)]
    chunks = [
        partial(attendance, first + 1, last, nation) for first, last in itertools.pairwise(bounds) if last > first
    ]
    others = [certificates, results, written_tests, tools, permits, outcomes]
    return [*(partial(work, nation) for work in others), *chunks]
