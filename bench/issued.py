"""Certificates of the closed classes: proposed, issued, revoked now and then, and handed over."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from audit.models import AuditEvent
from bench.classes import CERTIFIED, PROPOSED
from bench.nation import LESSON_HOURS, SESSIONS, UNITS, Nation
from bench.people import dice
from bench.rows import insert
from certificates.codes import ALPHABET, new_token, new_typed_code
from certificates.models import Certificate, Handover, NumberSeries, Proposal
from certificates.pdf import TEMPLATE_VERSION
from certificates.record import CertificateRecord, CertificateUnit

HANDED_OVER_IN = 99  # per cent of the sheets, this many days after they were issued
HANDOVER_DAYS = 10

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
    hand_over(nation, cursor)


def hand_over(nation: Nation, cursor: Any) -> None:
    received = f"issued_on + {HANDOVER_DAYS}"
    insert(
        cursor,
        Handover,
        {
            "certificate_id": "enrollment",
            "received_on": received,
            "received_by_kind": "'HOLDER'",
            "identity_shown": "true",
            "handed_over_by_id": "giatja",
            "recorded_at": f"{received} + time '04:00'",
        },
        f"""
        FROM bench.certificate WHERE {received} < '{nation.today}'
            AND {dice("enrollment", 100, 81, nation)} < {HANDED_OVER_IN} ORDER BY enrollment
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
