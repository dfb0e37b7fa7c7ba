"""The gates of docs/trust.md 3 as conditions of our own: by each rule's name, what is so when it is broken.

Every condition is about one `paper` and what evidence.py joins to it; where a row is missing it must not be unknown.
"""

from __future__ import annotations

from certificates.models import CertificateKind

LAST_DAY = "greatest(batch.ends_on, batch.tested_on)"
HEAD_ON = """EXISTS (
    SELECT 1 FROM facilities_posting posting
    WHERE posting.user_id = {by} AND posting.role = 'CENTRE_HEAD' AND posting.centre_id = package.centre_id
      AND posting.starts_on <= ({at} AT TIME ZONE region.time_zone)::date
      AND (posting.ends_on IS NULL OR posting.ends_on >= ({at} AT TIME ZONE region.time_zone)::date))"""
HEAD_ISSUED = HEAD_ON.format(by="paper.issued_by_id", at="paper.issued_at")
HEAD_ENDED = HEAD_ON.format(by="paper.revoked_by_id", at="paper.revoked_at")

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
OF_THE_TRAINED = {
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
    "units": "units.missing > 0 OR units.compulsory = 0",
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
OF_TRAINING = {
    "units": "jsonb_array_length(paper.record->'units') <> units.passed",
    "validity": "paper.valid_until IS NOT NULL OR proposal.verdict_id IS NOT NULL",
}
# LSP and scheme may change later; what they said by the day of issue is in the row history.
LSP_THEN = """(
    SELECT name, licence_number, licence_from, licence_until FROM certificates_lsp WHERE id = scheme.lsp_id
    UNION ALL SELECT name, licence_number, licence_from, licence_until FROM certificates_lspevent
    WHERE pgh_obj_id = scheme.lsp_id AND pgh_created_at <= paper.issued_at) AS body"""
SCHEME_THEN = """(
    SELECT title, code, years_valid FROM certificates_scheme WHERE id = scheme.id
    UNION ALL SELECT title, code, years_valid FROM certificates_schemeevent
    WHERE pgh_obj_id = scheme.id AND pgh_created_at <= paper.issued_at) AS said"""
OF_COMPETENCE = {
    "decision": f"""verdict.verdict IS DISTINCT FROM 'K' OR verdict.enrollment_id IS DISTINCT FROM paper.enrollment_id
        OR decision.batch_id IS DISTINCT FROM batch.id OR decision.recorded_at > paper.issued_at
        OR decision.decided_on < {LAST_DAY} OR paper.issued_on < decision.decided_on""",
    "decider": "decision.recorded_by_id IN (paper.issued_by_id, proposal.proposed_by_id)",
    "licence": f"""NOT EXISTS (
        SELECT 1 FROM {LSP_THEN}
        WHERE decision.decided_on BETWEEN licence_from AND licence_until
          AND paper.issued_on BETWEEN licence_from AND licence_until
          AND normalize(licence_number, NFC) = paper.record->>'lsp_licence'
          AND normalize(name, NFC) = paper.record->>'issuer')""",  # noqa: S608
    "scheme": f"""asked.units = 0 OR asked.missing > 0 OR jsonb_array_length(paper.record->'units') <> asked.units
        OR NOT EXISTS (
        SELECT 1 FROM {SCHEME_THEN} WHERE normalize(title, NFC) = paper.record->>'scheme'
          AND normalize(code, NFC) = paper.record->>'scheme_code')""",  # noqa: S608
    "validity": f"""paper.valid_until::text IS DISTINCT FROM paper.record->>'valid_until'
        OR paper.issued_on > paper.valid_until OR NOT EXISTS (
        SELECT 1 FROM {SCHEME_THEN}
        WHERE (decision.decided_on + make_interval(years => years_valid))::date = paper.valid_until)""",  # noqa: S608
    "blank": """paper.number IS DISTINCT FROM verdict.blank_number
        OR paper.record->>'registration_number' IS DISTINCT FROM normalize(verdict.registration_number, NFC)
        OR paper.record->>'assessor_name' IS DISTINCT FROM normalize(decision.assessor_name, NFC)
        OR paper.record->>'assessor_registration' IS DISTINCT FROM normalize(decision.assessor_registration, NFC)
        OR paper.record->>'decided_on' IS DISTINCT FROM decision.decided_on::text""",
}
# A further kind brings its own rules here; a kind without any is a finding itself.
RULES_OF = {
    CertificateKind.TRAINING: (OF_THE_TRAINED, OF_TRAINING),
    CertificateKind.COMPETENCE: (OF_THE_TRAINED, OF_COMPETENCE),
}


def _broken(*tables: dict[str, str]) -> str:
    cases = ", ".join(f"CASE WHEN {broken} THEN '{name}' END" for rules in tables for name, broken in rules.items())
    return f"array_remove(ARRAY[{cases}], NULL)"


def broken_rules() -> str:
    """SQL: the names of the rules that a paper breaks; one with several parts may stand there twice."""
    whens = " ".join(f"WHEN '{kind}' THEN {_broken(*tables)}" for kind, tables in RULES_OF.items())
    return f"{_broken(OF_EVERY_KIND)} || CASE paper.kind {whens} ELSE ARRAY['kind'] END"
