"""The gates asked again in our own SQL, of the evidence as it stood when each certificate was written.

Nothing here calls a function or trusts a trigger of the database: whoever switched those off is whom we look for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection

from certificates.auditing.gates import broken_rules

CHUNK = 500
# A verdict at the moment of issue: what later corrections changed is taken back.
VERDICT_THEN = """coalesce((
    SELECT later.former_verdict FROM programs_resultcorrection later
    WHERE later.result_id = {row}.id AND later.corrected_at > paper.issued_at
    ORDER BY later.id LIMIT 1), {row}.verdict)"""
PASSED_THEN = f"""EXISTS (
    SELECT 1 FROM programs_unitresult result
    LEFT JOIN programs_unitresult source ON source.id = result.recognised_from_id
    LEFT JOIN programs_enrollment earlier ON earlier.id = source.enrollment_id
    WHERE result.enrollment_id = paper.enrollment_id AND result.unit_id = {{unit}}
      AND result.recorded_at <= paper.issued_at
      AND result.assessed_on <= (paper.issued_at AT TIME ZONE 'Asia/Jayapura')::date
      AND {VERDICT_THEN.format(row="result")} = 'K'
      AND (result.recognised_from_id IS NULL OR (
          {VERDICT_THEN.format(row="source")} = 'K' AND source.unit_id = result.unit_id
          AND source.recognised_from_id IS NULL
          AND (earlier.inmate_id = enrollment.inmate_id OR earlier.officer_id = enrollment.officer_id))))"""  # noqa: S608
# The units of a scheme at the moment of issue: without those that came later, with those that left later.
UNITS_THEN = """
    SELECT own.unit_id FROM certificates_scheme_units own
    WHERE own.scheme_id = scheme.id AND NOT EXISTS (
        SELECT 1 FROM certificates_schemeunitevent came WHERE came.scheme_id = scheme.id
          AND came.unit_id = own.unit_id AND came.pgh_label = 'insert' AND came.pgh_created_at > paper.issued_at)
    UNION
    SELECT gone.unit_id FROM certificates_schemeunitevent gone
    WHERE gone.scheme_id = scheme.id AND gone.pgh_label = 'delete' AND gone.pgh_created_at > paper.issued_at
      AND NOT EXISTS (
        SELECT 1 FROM certificates_schemeunitevent came WHERE came.scheme_id = scheme.id
          AND came.unit_id = gone.unit_id AND came.pgh_label = 'insert' AND came.pgh_created_at > paper.issued_at)"""
COLUMNS = (
    "id",
    "number",
    "record",
    "record_sha256",
    "token",
    "typed_code",
    "file",
    "file_sha256",
    "attended",
    "needed",
    "broken",
)

STATEMENT = f"""
    WITH paper AS MATERIALIZED (
        SELECT * FROM certificates_certificate WHERE id > %(after)s ORDER BY id LIMIT %(chunk)s
    )
    SELECT paper.id, paper.number, paper.record, paper.record_sha256, paper.token, paper.typed_code, paper.file,
        paper.file_sha256, hours.attended,
        ceil(package.lesson_hours * package.attendance_threshold / 100.0)::int AS needed, {broken_rules()} AS broken
    FROM paper
    LEFT JOIN programs_enrollment enrollment ON enrollment.id = paper.enrollment_id
    LEFT JOIN programs_batch batch ON batch.id = enrollment.batch_id
    LEFT JOIN programs_package package ON package.id = batch.package_id
    LEFT JOIN facilities_trainingcentre centre ON centre.id = package.centre_id
    LEFT JOIN facilities_region region ON region.id = centre.region_id
    LEFT JOIN facilities_agreement agreement ON agreement.id = batch.agreement_id
    LEFT JOIN certificates_proposal proposal ON proposal.id = paper.proposal_id
    LEFT JOIN LATERAL (
        SELECT coalesce(sum(least(attendance.lesson_hours, session.lesson_hours)), 0)::int AS attended
        FROM programs_attendance attendance JOIN programs_session session ON session.id = attendance.session_id
        WHERE attendance.enrollment_id = paper.enrollment_id AND attendance.status = 'H'
          AND session.batch_id = batch.id AND session.cancelled_at IS NULL
          AND attendance.recorded_at <= paper.issued_at
    ) hours ON true
    LEFT JOIN LATERAL (
        SELECT count(*) FILTER (WHERE is_compulsory AND NOT is_passed) AS missing,
            count(*) FILTER (WHERE is_compulsory) AS compulsory, count(*) FILTER (WHERE is_passed) AS passed
        FROM (
            SELECT taught.is_compulsory, {PASSED_THEN.format(unit="taught.unit_id")} AS is_passed
            FROM programs_packageunit taught WHERE taught.package_id = package.id
        ) AS unit
    ) units ON true
    LEFT JOIN certificates_competenceverdict verdict ON verdict.id = proposal.verdict_id
    LEFT JOIN certificates_competencedecision decision ON decision.id = verdict.decision_id
    LEFT JOIN certificates_scheme scheme ON scheme.id = decision.scheme_id
    LEFT JOIN LATERAL (
        SELECT count(*) AS units, count(*) FILTER (WHERE NOT {PASSED_THEN.format(unit="unit.unit_id")}) AS missing
        FROM ({UNITS_THEN}) AS unit WHERE paper.kind = 'COMPETENCE'
    ) asked ON true
    ORDER BY paper.id
"""  # noqa: S608


def rows(chunk: int = CHUNK) -> Iterator[dict[str, Any]]:
    """Every certificate by its key, a chunk at a time, with the names of the gates it should not have passed."""
    after = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(STATEMENT, {"after": after, "chunk": chunk})
            found = cursor.fetchall()
            if not found:
                return
            yield from (dict(zip(COLUMNS, row, strict=True)) for row in found)
            after = found[-1][0]
