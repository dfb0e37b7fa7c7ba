"""Classes of the past six years: who sat in them, what they attended, how they were tested and certified."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from audit.models import AuditEvent
from bench.nation import LESSON_HOURS, SEATS, SESSIONS, SLOTS, UNITS, Nation
from bench.people import dice
from bench.rows import insert
from certificates.codes import ALPHABET, new_token, new_typed_code
from certificates.models import Certificate, NumberSeries, Proposal
from certificates.pdf import TEMPLATE_VERSION
from certificates.record import CertificateRecord, CertificateUnit
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


CERTIFIED_ROWS = f"""
    FROM (SELECT class.*, k, (class.id - 1) * {PROPOSED} + k AS enrollment, tested_on + 7 AS issued_on
          FROM bench.class, generate_series(1, least({CERTIFIED}, people / rooms)) AS k
          WHERE state = 'CLOSED') AS row
"""


def certificates(nation: Nation, cursor: Any) -> None:
    insert(
        cursor,
        Proposal,
        {
            "id": "enrollment",
            "enrollment_id": "enrollment",
            "proposed_by_id": "staff",
            "proposed_at": "tested_on + 6 + time '02:00'",
        },
        CERTIFIED_ROWS,
    )
    code = f"upper(md5('{nation.seed}' || enrollment))"
    # As certificates.codes: 16 digits of base 32 and their value mod 37, which must be a digit of base 32 too.
    weights = [pow(32, 15 - at, 37) for at in range(15)]
    digits = [f"strpos('0123456789ABCDEF', substr({code}, {at}, 1)) - 1" for at in range(1, 17)]
    body = " + ".join(f"{weight} * ({digit})" for weight, digit in zip(weights, digits, strict=False))
    number = (
        "lpad(seq::text, 6, '0') || '/' || field || '/BLK-U' || centre_id || '/' || to_char(issued_on, 'FMRM/YYYY')"
    )
    cursor.execute(
        f"""
        CREATE UNLOGGED TABLE bench.certificate AS
        SELECT row.*, {number} AS number, left({code}, 26) AS token,
            left({code}, 15) || substr('{ALPHABET}', 1 + digit, 1)
                || substr('{ALPHABET}', 1 + (value + digit) % 37, 1)
                AS typed_code
        FROM (SELECT row.*, package.centre_id, package.name AS programme, field.code AS field, field.name AS field_name,
                  row_number() OVER (PARTITION BY package.centre_id, extract(year FROM issued_on) ORDER BY enrollment)
                      AS seq,
                      CASE WHEN (value + last) % 37 < 32 THEN last ELSE (last + 5) % 16 END AS digit
              FROM (SELECT row.*, {body} AS value, {digits[15]} AS last {CERTIFIED_ROWS}) AS row
              JOIN programs_package package ON package.id = row.package_id
              JOIN facilities_field field ON field.id = package.field_id) AS row
        """
    )
    revoked = f"{dice('enrollment', 500, 80, nation)} = 0"
    insert(
        cursor,
        Certificate,
        {
            "id": "enrollment",
            "proposal_id": "enrollment",
            "enrollment_id": "enrollment",
            "kind": "'TRAINING'",
            "number": "number",
            "token": "token",
            "typed_code": "typed_code",
            "holder_name": "holder",
            "record": "printed::jsonb",
            "record_sha256": "encode(sha256(convert_to(printed, 'UTF8')), 'hex')",
            "file": "'certificates/' || token || '.pdf'",
            "file_sha256": "encode(sha256(token::bytea), 'hex')",
            "issued_on": "issued_on",
            "issued_by_id": "head",
            "issued_at": "issued_on + time '03:00'",
            "revoked_at": f"CASE WHEN {revoked} THEN issued_on + 30 + time '03:00' END",
            "revoked_by_id": f"CASE WHEN {revoked} THEN head END",
            "revocation_reason": f"CASE WHEN {revoked} THEN 'Salah tulis' ELSE '' END",
            "revocation_class": f"CASE WHEN {revoked} THEN 'DATA_ERROR' ELSE '' END",
            "is_replaced": "false",
        },
        f"""
        FROM (SELECT one.*, inmate.name AS holder, {printed()} AS printed
              FROM bench.certificate one JOIN programs_enrollment enrollment ON enrollment.id = one.enrollment
              JOIN trainees_inmate inmate ON inmate.id = enrollment.inmate_id) AS row
        """,
    )
    insert(
        cursor,
        NumberSeries,
        {"centre_id": "centre_id", "year": "extract(year FROM issued_on)::int", "last": "max(seq)"},
        "FROM bench.certificate GROUP BY centre_id, extract(year FROM issued_on)",
    )
    insert(
        cursor,
        AuditEvent,
        {
            "at": "issued_on + time '03:00'",
            "by_id": "head",
            "verb": "'issue'",
            "object_type": "'certificates.certificate'",
            "object_id": "enrollment",
            "object_label": "number",
            "scope": "ARRAY['centre:' || centre_id, 'facility:' || facility_id, 'region:' || region_id]",
        },
        """
        FROM bench.certificate JOIN facilities_facility place ON place.id = facility_id
        ORDER BY issued_on, enrollment
        """,
    )


OWN_WORDS = {
    "number": "number",
    "holder_name": "inmate.name",
    "holder_birth_place": "inmate.birth_place",
    "holder_birth_date": "inmate.birth_date",
    "programme": "programme",
    "field": "field_name",
    "starts_on": "starts_on",
    "ends_on": "greatest(ends_on, tested_on)",
    "issued_on": "issued_on",
    "token": "token",
    "typed_code": "typed_code",
}


def printed() -> str:
    """SQL: the canonical bytes of a certificate's record, as certificates.record would write them."""
    marked = {**sheet(), **{key: f"@@{column}@@" for key, column in OWN_WORDS.items()}}
    text = json.dumps(marked, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    parts = text.split("@@")
    return " || ".join(part if at % 2 else f"'{part}'" for at, part in enumerate(parts))


def sheet() -> dict[str, Any]:
    """A record as long as a real one; what differs from one to the other is `OWN_WORDS`."""
    day, units = dt.date(2000, 1, 1), []
    for at in range(1, UNITS + 1):
        title = "Unit kompetensi bangku uji"
        units.append(
            CertificateUnit(
                order=at, code="C.10ABC01.001.1", code_verified=True, title=title, jp=SESSIONS * LESSON_HOURS // UNITS
            )
        )
    record = CertificateRecord(
        number="1",
        holder_name="Nama",
        holder_birth_place="Kota",
        holder_birth_date=day,
        programme="Program",
        field="Bidang",
        kind="Klaster",
        lesson_hours=SESSIONS * LESSON_HOURS,
        minutes_per_jp=45,
        starts_on=day,
        ends_on=day,
        place="Kota Uji",
        issuer="UPTD BLK Bangku Uji",
        issuer_owner="Dinas Tenaga Kerja",
        signatory_name="Petugas",
        signatory_position="Kepala",
        issued_on=day,
        units=tuple(units),
        token=new_token(),
        typed_code=new_typed_code(),
        origin="https://uji.invalid",
        template_version=TEMPLATE_VERSION,
    )
    return record.to_dict()
