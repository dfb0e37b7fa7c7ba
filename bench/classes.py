"""Classes of the past six years: who sat in them, what they attended, which of them were held."""

from __future__ import annotations

from typing import Any

from bench.nation import SEATS, SESSIONS, SLOTS, Nation
from bench.people import dice
from bench.rows import insert
from programs.models import Batch, Enrollment

PROPOSED = 64  # people put forward for a class that was held
COMPLETED, CERTIFIED = 38, 37  # of the 42 seated; the others dropped out (rule 9: 6 to 10 %)
RENEWED_SLOT = 20  # from here on classes are planned with a package's second version
CANCELLED_IN = 30  # per cent of the classes one lesson does not take place
DECREED = "state IN ('DECREED', 'RUNNING', 'TESTING', 'CLOSED')"


def draw_classes(cursor: Any, nation: Nation) -> None:
    """Where each batch stands: its prison, workshop, days and state, and whom it found."""
    testing = 20 if nation.batches > 1000 else 100  # of few classes all, so that there is one
    starts = ", ".join(f"'{nation.slot_start(slot)}'::date" for slot in range(SLOTS))
    cursor.execute(
        f"""
        CREATE UNLOGGED TABLE bench.class AS
        WITH numbered AS (
            SELECT prison.*, first_batch + j AS batch_id, cardinality(workshops) AS rooms,
                (j %% cardinality(workshops))::int AS room, j / cardinality(workshops) AS turn,
                ceil(batches::numeric / cardinality(workshops)) AS turns,
                {dice("id", 1000, 40, nation)} / 1000.0 * (position > 0)::int AS shift
            FROM bench.prison, generate_series(0, batches - 1) AS j
        ), placed AS (
            SELECT *, {SLOTS - 1} - floor((turn + shift) * {SLOTS} / turns)::int AS slot FROM numbered
        ), dated AS (
            SELECT *, (ARRAY[{starts}])[1 + slot] + 7 * (position %% 2) AS starts_on,
                {dice("batch_id", 100, 41, nation)} AS luck FROM placed
        )
        SELECT batch_id AS id, id AS facility_id, zone, slot, room, rooms, starts_on, first_person, staff, head,
            held + released AS people, held, workshops[1 + room] AS workshop_id,
            instructors[1 + room] AS instructor_id, assessor AS assessor_id, giatja,
            works_outside[1 + room] AS is_outside,
            (CASE WHEN slot >= {RENEWED_SLOT} THEN renewed ELSE packages END)[1 + room %% cardinality(packages)]
                AS package_id,
            agreements[1 + extract(year FROM starts_on)::int - first_year] AS agreement_id,
            starts_on + {(SESSIONS - 1) // 5 * 7 + (SESSIONS - 1) % 5} AS ends_on,
            starts_on + {(SESSIONS - 1) // 5 * 7 + (SESSIONS - 1) % 5 + 2} AS tested_on,
            CASE WHEN slot = 26 THEN CASE WHEN position = 0 OR luck < 70 THEN 'SELECTING' ELSE 'PLANNED' END
                WHEN slot = 25 THEN CASE WHEN luck < 60 THEN 'DECREED' ELSE 'SELECTING' END
                WHEN slot = 24 THEN 'RUNNING' WHEN slot = 23 AND luck < {testing} THEN 'TESTING'
                WHEN luck < 2 THEN 'CANCELLED' ELSE 'CLOSED' END AS state,
            (SELECT id - first_person + 1 FROM bench.inmate one WHERE one.facility_id = dated.id
                AND detained_on < starts_on - 300 ORDER BY detained_on DESC, one.id DESC LIMIT 1) AS known,
            CASE WHEN {dice("batch_id", 100, 42, nation)} < {CANCELLED_IN}
                THEN 5 + {dice("batch_id", 15, 43, nation)} ELSE 0 END AS missed,
            {dice("batch_id", 100, 44, nation)} >= 30 OR slot < 24 AS is_made_up
        FROM dated
        """.replace("%%", "%")
    )
    cursor.execute("CREATE UNIQUE INDEX ON bench.class (id)")
    cursor.execute("ANALYZE bench.class")


def load_classes(cursor: Any) -> None:
    insert(
        cursor,
        Batch,
        {
            "id": "id",
            "package_id": "package_id",
            "agreement_id": "agreement_id",
            "facility_id": "facility_id",
            "workshop_id": "workshop_id",
            "name": "'Angkatan ' || (slot + 1) || '/' || (room + 1)",
            "starts_on": "starts_on",
            "ends_on": "ends_on",
            "tested_on": "tested_on",
            "seats": str(SEATS),
            "state": "state",
            "decree_number": f"CASE WHEN {DECREED} THEN 'W-SK-' || id ELSE '' END",
            "decreed_on": f"CASE WHEN {DECREED} THEN starts_on - 7 END",
            "minutes_number": f"CASE WHEN {DECREED} THEN 'TPP-' || id ELSE '' END",
            "closed_on": "CASE WHEN state = 'CLOSED' THEN tested_on + 5 END",
        },
        "FROM bench.class ORDER BY id",
    )


def load_enrollments(cursor: Any, nation: Nation) -> None:
    """Those longest known to the prison last; whom a class of today wants is still held."""
    over = "slot < 24"
    cursor.execute(
        f"""
        CREATE UNLOGGED TABLE bench.seat AS
        SELECT id AS batch_id, k, state, staff, starts_on, ends_on, tested_on,
            CASE WHEN {over} THEN
                first_person + (coalesce(known, people) + people - 1 - ((k - 1) * rooms + room)) % people
            END AS inmate_id, facility_id,
            CASE WHEN NOT {over} THEN 1 + ((k - 1) * rooms + room) % held END AS place
        FROM bench.class, generate_series(1, least({PROPOSED}, CASE WHEN {over} THEN people ELSE held END / rooms)) AS k
        WHERE state NOT IN ('PLANNED', 'CANCELLED') AND (state <> 'SELECTING' OR k <= 20)
        """
    )
    cursor.execute("ANALYZE bench.seat")
    state = f"""CASE
        WHEN state = 'SELECTING' THEN 'PROPOSED'
        WHEN k > {SEATS} + 6 THEN 'REJECTED' WHEN k > {SEATS} THEN 'RESERVE'
        WHEN state = 'DECREED' THEN 'ACCEPTED'
        WHEN state <> 'CLOSED' THEN CASE WHEN k > {COMPLETED + 2} THEN 'DROPPED'
            WHEN k > {COMPLETED} THEN 'SUSPENDED' ELSE 'ACTIVE' END
        WHEN k > {COMPLETED} THEN 'DROPPED' ELSE 'COMPLETED' END"""
    reasons = "ARRAY['TRANSFERRED', 'RELEASED', 'OWN_WISH', 'HEALTH']"
    why = f"({reasons})[1 + {dice('batch_id + k', 4, 50, nation)}]"
    insert(
        cursor,
        Enrollment,
        {
            "id": f"(batch_id - 1) * {PROPOSED} + k",
            "batch_id": "batch_id",
            "inmate_id": "person",
            "state": "step",
            "reason": "CASE WHEN step = 'REJECTED' THEN 'Nilai di bawah peserta lain' ELSE '' END",
            "drop_reason": f"CASE WHEN step = 'DROPPED' THEN {why} ELSE '' END",
            "findings": "'[]'::jsonb",
            "period": "daterange(starts_on, greatest(ends_on, tested_on), '[]')",
        },
        f"""
        FROM (SELECT seat.*, coalesce(seat.inmate_id, one.id) AS person, {state} AS step
              FROM bench.seat LEFT JOIN bench.inmate one
                ON seat.inmate_id IS NULL AND one.facility_id = seat.facility_id AND NOT one.is_released
                AND one.place = seat.place) AS row
        ORDER BY batch_id, k
        """,
    )
