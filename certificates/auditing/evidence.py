"""The gates asked again in our own SQL, of the evidence as it stood when each certificate was written.

Nothing here calls a function or trusts a trigger of the database: whoever switched those off is whom we look for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection

from certificates.models import CertificateKind

CHUNK = 500
LAST_DAY = "greatest(batch.ends_on, batch.tested_on)"
HEAD_ON = """EXISTS (
    SELECT 1 FROM facilities_posting posting
    WHERE posting.user_id = {by} AND posting.role = 'CENTRE_HEAD' AND posting.centre_id = package.centre_id
      AND posting.starts_on <= ({at} AT TIME ZONE region.time_zone)::date
      AND (posting.ends_on IS NULL OR posting.ends_on >= ({at} AT TIME ZONE region.time_zone)::date))"""
HEAD_ISSUED = HEAD_ON.format(by="paper.issued_by_id", at="paper.issued_at")
HEAD_ENDED = HEAD_ON.format(by="paper.revoked_by_id", at="paper.revoked_at")

# By each rule's name, what is so when it is broken. A missing row makes nothing true by being unknown.
OF_EVERY_KIND = {
    "enrolment": "enrollment.id IS NULL OR batch.id IS NULL OR package.id IS NULL OR proposal.id IS NULL",
    "proposer": """proposal.enrollment_id IS DISTINCT FROM paper.enrollment_id
        OR proposal.kind IS DISTINCT FROM paper.kind OR proposal.proposed_by_id = paper.issued_by_id
        OR proposal.proposed_at > paper.issued_at
        OR EXISTS (SELECT 1 FROM certificates_proposalend ended WHERE ended.proposal_id = proposal.id)""",
    "head": f"NOT {HEAD_ISSUED}",
    "date": f"""paper.issued_on < {LAST_DAY}
        OR paper.issued_on > (paper.issued_at AT TIME ZONE 'Asia/Jayapura')::date""",
    "identity": """NOT (
        paper.record->>'holder_name' = paper.holder_name AND paper.record->>'number' = paper.number
        AND paper.record->>'token' = paper.token AND paper.record->>'typed_code' = paper.typed_code
        AND paper.record->>'issued_on' = paper.issued_on::text
        AND (EXISTS (SELECT 1 FROM trainees_inmate one WHERE one.id = enrollment.inmate_id
                AND normalize(one.name, NFC) = paper.holder_name
                AND one.birth_date::text = paper.record->>'holder_birth_date')
            OR EXISTS (SELECT 1 FROM trainees_officer one WHERE one.id = enrollment.officer_id
                AND normalize(one.name, NFC) = paper.holder_name
                AND one.birth_date::text = paper.record->>'holder_birth_date')
            OR EXISTS (SELECT 1 FROM trainees_inmateevent one WHERE one.pgh_obj_id = enrollment.inmate_id
                AND one.pgh_created_at <= paper.issued_at AND normalize(one.name, NFC) = paper.holder_name
                AND one.birth_date::text = paper.record->>'holder_birth_date')
            OR EXISTS (SELECT 1 FROM trainees_officerevent one WHERE one.pgh_obj_id = enrollment.officer_id
                AND one.pgh_created_at <= paper.issued_at AND normalize(one.name, NFC) = paper.holder_name
                AND one.birth_date::text = paper.record->>'holder_birth_date')))""",
    "twice": """paper.revoked_at IS NULL AND EXISTS (
        SELECT 1 FROM certificates_certificate other
        WHERE other.enrollment_id = paper.enrollment_id AND other.kind = paper.kind
          AND other.revoked_at IS NULL AND other.id < paper.id)""",
    "end": f"""CASE WHEN paper.revoked_at IS NULL
        THEN paper.revoked_by_id IS NOT NULL OR paper.is_replaced OR paper.revocation_class <> ''
            OR paper.revocation_reason <> ''
        ELSE paper.revocation_class = '' OR paper.revocation_reason = '' OR paper.revoked_at < paper.issued_at
            OR NOT {HEAD_ENDED} END""",
    "replacement": """paper.replaces_id IS DISTINCT FROM proposal.replaces_id
        OR (paper.replaces_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM certificates_certificate old
            WHERE old.id = paper.replaces_id AND old.enrollment_id = paper.enrollment_id AND old.kind = paper.kind
              AND old.revoked_at <= paper.issued_at))
        OR (paper.is_replaced AND NOT EXISTS (
            SELECT 1 FROM certificates_certificate new WHERE new.replaces_id = paper.id))""",
}
OF_TRAINING = {
    "batch": """batch.state IS DISTINCT FROM 'CLOSED'
        OR batch.closed_on > (paper.issued_at AT TIME ZONE 'Asia/Jayapura')::date""",
    "completion": "enrollment.state IS DISTINCT FROM 'COMPLETED'",
    "agreement": f"""agreement.id IS NULL OR agreement.signed_on IS NULL OR agreement.signed_on > batch.starts_on
        OR agreement.starts_on > batch.starts_on
        OR coalesce((
            SELECT addendum.ends_on FROM facilities_agreement addendum
            WHERE addendum.amends_id = agreement.id AND addendum.state = 'SIGNED' AND addendum.starts_on <= {LAST_DAY}
            ORDER BY addendum.starts_on DESC, addendum.id DESC LIMIT 1), agreement.ends_on) < {LAST_DAY}
        OR agreement.terminated_on <= {LAST_DAY}""",  # noqa: S608
    "hours": "hours.attended < ceil(package.lesson_hours * package.attendance_threshold / 100.0)",
    "units": """units.missing > 0 OR units.compulsory = 0
        OR jsonb_array_length(paper.record->'units') <> units.passed""",
    "pass_mark": """package.pass_mark > coalesce((
        SELECT test.score FROM programs_writtentest test
        WHERE test.enrollment_id = paper.enrollment_id AND test.kind = 'POST'
          AND test.recorded_at <= paper.issued_at), 0)""",
    "recorder": """EXISTS (
        SELECT 1 FROM programs_unitresult result
        LEFT JOIN programs_unitresult source ON source.id = result.recognised_from_id
        WHERE result.enrollment_id = paper.enrollment_id
          AND paper.issued_by_id IN (result.recorded_by_id, source.recorded_by_id)
          AND NOT EXISTS (
              SELECT 1 FROM programs_resultcorrection later
              WHERE later.result_id IN (result.id, source.id) AND later.corrected_at > paper.issued_at
                AND later.corrected_by_id = paper.issued_by_id))
        OR EXISTS (
        SELECT 1 FROM programs_writtentest test
        WHERE test.enrollment_id = paper.enrollment_id AND test.recorded_by_id = paper.issued_by_id)""",
    "identity": """NOT (
        paper.record->>'lesson_hours' = package.lesson_hours::text
        AND paper.record->>'starts_on' = batch.starts_on::text
        AND paper.record->>'ends_on' = greatest(batch.ends_on, batch.tested_on)::text
        AND (normalize(package.name, NFC) = paper.record->>'programme' OR EXISTS (
            SELECT 1 FROM programs_packageevent one WHERE one.pgh_obj_id = package.id
              AND one.pgh_created_at <= paper.issued_at AND normalize(one.name, NFC) = paper.record->>'programme')))""",
}
# Another kind brings its own rules here; a kind without any is a finding itself.
RULES_OF = {CertificateKind.TRAINING: OF_TRAINING}

# A verdict at the moment of issue: what later corrections changed is taken back.
VERDICT_THEN = """coalesce((
    SELECT later.former_verdict FROM programs_resultcorrection later
    WHERE later.result_id = {row}.id AND later.corrected_at > paper.issued_at
    ORDER BY later.id LIMIT 1), {row}.verdict)"""
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


def _broken(rules: dict[str, str]) -> str:
    cases = ", ".join(f"CASE WHEN {broken} THEN '{name}' END" for name, broken in rules.items())
    return f"array_remove(ARRAY[{cases}], NULL)"


def _by_kind() -> str:
    """The names of the broken rules, once each however many parts of a rule are broken."""
    whens = " ".join(f"WHEN '{kind}' THEN {_broken(rules)}" for kind, rules in RULES_OF.items())
    return f"{_broken(OF_EVERY_KIND)} || CASE paper.kind {whens} ELSE ARRAY['kind'] END"


STATEMENT = f"""
    WITH paper AS MATERIALIZED (
        SELECT * FROM certificates_certificate WHERE id > %(after)s ORDER BY id LIMIT %(chunk)s
    )
    SELECT paper.id, paper.number, paper.record, paper.record_sha256, paper.token, paper.typed_code, paper.file,
        paper.file_sha256, hours.attended,
        ceil(package.lesson_hours * package.attendance_threshold / 100.0)::int AS needed, {_by_kind()} AS broken
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
            SELECT taught.is_compulsory, EXISTS (
                SELECT 1 FROM programs_unitresult result
                LEFT JOIN programs_unitresult source ON source.id = result.recognised_from_id
                LEFT JOIN programs_enrollment earlier ON earlier.id = source.enrollment_id
                WHERE result.enrollment_id = paper.enrollment_id AND result.unit_id = taught.unit_id
                  AND result.recorded_at <= paper.issued_at
                  AND result.assessed_on <= (paper.issued_at AT TIME ZONE 'Asia/Jayapura')::date
                  AND {VERDICT_THEN.format(row="result")} = 'K'
                  AND (result.recognised_from_id IS NULL OR (
                      {VERDICT_THEN.format(row="source")} = 'K' AND source.unit_id = result.unit_id
                      AND source.recognised_from_id IS NULL
                      AND (earlier.inmate_id = enrollment.inmate_id OR earlier.officer_id = enrollment.officer_id)))
            ) AS is_passed
            FROM programs_packageunit taught WHERE taught.package_id = package.id
        ) AS unit
    ) units ON true
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
