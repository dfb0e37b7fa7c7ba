"""What a bulk load goes past is counted afterwards: foreign keys, and the facts that triggers keep.

Unique, exclusion and check constraints need no count: the database held them while loading or when they came back.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from bench import databases

BUSY = "('ACCEPTED', 'ACTIVE', 'SUSPENDED', 'COMPLETED')"
LAST = "greatest(batch.ends_on, batch.tested_on)"
FACTS = {
    "seats_never_oversold": f"""
        FROM programs_batch batch WHERE seats < (SELECT count(*) FROM programs_enrollment one
            WHERE one.batch_id = batch.id AND one.state IN {BUSY})""",
    "takes_the_batch_days": f"""
        FROM programs_enrollment one JOIN programs_batch batch ON batch.id = one.batch_id
        WHERE one.period IS DISTINCT FROM daterange(batch.starts_on, {LAST}, '[]')""",
    "attendance_inside_its_batch_and_hours": """
        FROM programs_attendance row JOIN programs_session session ON session.id = row.session_id
        JOIN programs_enrollment one ON one.id = row.enrollment_id
        WHERE one.batch_id <> session.batch_id OR row.lesson_hours > session.lesson_hours
            OR session.cancelled_at IS NOT NULL OR least(entered_on, recorded_on) < session.day
            OR greatest(entered_on, recorded_on) > current_date + 1
            OR (recorded_on > session.day + 7 AND correction_reason = '')""",
    "result_inside_its_package": """
        FROM programs_unitresult row JOIN programs_enrollment one ON one.id = row.enrollment_id
        JOIN programs_batch batch ON batch.id = one.batch_id
        LEFT JOIN programs_packageunit part ON part.package_id = batch.package_id AND part.unit_id = row.unit_id
        WHERE part.id IS NULL""",
    "closed_batch_is_decided": """
        FROM programs_enrollment one JOIN programs_batch batch ON batch.id = one.batch_id
        WHERE batch.state = 'CLOSED' AND one.state IN ('PROPOSED', 'SHORTLISTED', 'ACCEPTED', 'ACTIVE', 'SUSPENDED')""",
    "people_of_the_batch_s_prison": """
        FROM programs_enrollment one JOIN programs_batch batch ON batch.id = one.batch_id
        JOIN trainees_inmate inmate ON inmate.id = one.inmate_id WHERE inmate.facility_id <> batch.facility_id""",
    "released_with_a_movement_and_the_reverse": """
        FROM trainees_inmate inmate LEFT JOIN trainees_movement way ON way.inmate_id = inmate.id AND kind = 'RELEASE'
        WHERE (inmate.status = 'RELEASED') <> (way.id IS NOT NULL)""",
    "nobody_is_in_class_after_the_release": f"""
        FROM programs_enrollment one JOIN programs_batch batch ON batch.id = one.batch_id
        JOIN trainees_movement way ON way.inmate_id = one.inmate_id AND way.kind = 'RELEASE'
        WHERE way.moved_on <= {LAST} OR one.state NOT IN ('REJECTED', 'RESERVE', 'DROPPED', 'COMPLETED')""",
    "agreement_covers_the_batch": f"""
        FROM programs_batch batch JOIN facilities_agreement agreement ON agreement.id = batch.agreement_id
        WHERE agreement.signed_on IS NULL OR agreement.signed_on > batch.starts_on
            OR agreement.starts_on > batch.starts_on OR agreement.ends_on < {LAST}""",
    "certificate_needs_a_closed_batch_and_completion": f"""
        FROM certificates_certificate paper JOIN programs_enrollment one ON one.id = paper.enrollment_id
        JOIN programs_batch batch ON batch.id = one.batch_id
        WHERE batch.state <> 'CLOSED' OR one.state <> 'COMPLETED' OR paper.issued_on < {LAST}
            OR paper.issued_on > current_date""",
    "completed_has_the_hours": """
        FROM (SELECT enrollment_id, sum(lesson_hours) AS hours FROM programs_attendance GROUP BY 1) row
        RIGHT JOIN programs_enrollment one ON one.id = row.enrollment_id
        JOIN programs_batch batch ON batch.id = one.batch_id JOIN programs_package package ON package.id = package_id
        WHERE one.state = 'COMPLETED'
            AND coalesce(hours, 0) < ceil(package.lesson_hours * package.attendance_threshold / 100.0)""",
    "completed_has_every_compulsory_unit": """
        FROM programs_enrollment one JOIN programs_batch batch ON batch.id = one.batch_id
        JOIN programs_packageunit part ON part.package_id = batch.package_id AND part.is_compulsory
        LEFT JOIN programs_unitresult row ON row.enrollment_id = one.id AND row.unit_id = part.unit_id
            AND row.verdict = 'K'
        WHERE one.state = 'COMPLETED' AND row.id IS NULL""",
    "completed_has_the_pass_mark": """
        FROM programs_enrollment one JOIN programs_batch batch ON batch.id = one.batch_id
        JOIN programs_package package ON package.id = batch.package_id
        LEFT JOIN programs_writtentest test ON test.enrollment_id = one.id AND test.kind = 'POST'
        WHERE one.state = 'COMPLETED' AND coalesce(test.score, 0) < package.pass_mark""",
    "attempts_follow_each_other": """
        FROM (SELECT attempt, row_number() OVER turn AS place, lag(verdict) OVER turn AS former
              FROM programs_unitresult WINDOW turn AS (PARTITION BY enrollment_id, unit_id ORDER BY attempt)) AS row
        WHERE attempt <> place OR former = 'K'""",
    "assessor_taught_not_alone": """
        FROM (SELECT one.batch_id, row.unit_id, row.assessor_id FROM programs_unitresult row
              JOIN programs_enrollment one ON one.id = row.enrollment_id
              WHERE row.recognised_from_id IS NULL GROUP BY 1, 2, 3) AS tested
        JOIN (SELECT batch_id, unit_id, min(instructor_id) AS teacher FROM programs_session
              WHERE cancelled_at IS NULL GROUP BY 1, 2 HAVING count(DISTINCT instructor_id) = 1) AS taught
            USING (batch_id, unit_id)
        WHERE teacher = assessor_id""",
    "absent_is_not_assessed": """
        FROM programs_missedtest missed JOIN programs_unitresult result ON result.enrollment_id = missed.enrollment_id
            AND result.assessed_on = missed.missed_on AND coalesce(missed.unit_id, result.unit_id) = result.unit_id""",
    "session_fits_its_batch": """
        FROM programs_session session JOIN programs_batch batch ON batch.id = session.batch_id
        JOIN facilities_facility place ON place.id = batch.facility_id
        LEFT JOIN programs_packageunit part ON part.package_id = batch.package_id AND part.unit_id = session.unit_id
        LEFT JOIN programs_session missed ON missed.id = session.makes_up_id
        WHERE session.cancelled_at IS NULL AND (
            session.day NOT BETWEEN batch.starts_on AND batch.ends_on
            OR session.day <> (session.starts_at AT TIME ZONE place.time_zone)::date
            OR session.workshop_id <> batch.workshop_id OR part.id IS NULL
            OR (session.makes_up_id IS NOT NULL
                AND (missed.batch_id <> session.batch_id OR missed.cancelled_at IS NULL
                    OR missed.day > session.day)))""",
    "lesson_by_a_certified_instructor": """
        FROM (SELECT instructor_id, package.field_id, max(day) AS day FROM programs_session session
              JOIN programs_batch batch ON batch.id = session.batch_id
              JOIN programs_package package ON package.id = batch.package_id
              WHERE cancelled_at IS NULL GROUP BY 1, 2) AS taught
        WHERE NOT instructor_may_teach(instructor_id, field_id, day)""",
    "absence_without_lessons": """
        FROM programs_instructorabsence away JOIN programs_session session
            ON session.instructor_id = away.instructor_id AND session.day BETWEEN away.starts_on AND away.ends_on
        WHERE session.cancelled_at IS NULL""",
    "session_closes_complete": """
        FROM programs_session session JOIN programs_batch batch ON batch.id = session.batch_id
        JOIN programs_package package ON package.id = batch.package_id
        JOIN facilities_field field ON field.id = package.field_id
        LEFT JOIN (SELECT session_id FROM programs_attendance GROUP BY 1) AS there ON there.session_id = session.id
        LEFT JOIN programs_toollog log ON log.session_id = session.id
        WHERE session.closed_at IS NOT NULL AND (there.session_id IS NULL
            OR (log.id IS NULL AND field.has_dangerous_tools) OR (log.id IS NOT NULL AND log.returned_at IS NULL))""",
    "missing_tool_has_the_guards_note": """
        FROM programs_toollogline line JOIN programs_toollog log ON log.id = line.log_id
        WHERE coalesce(returned, 0) < handed_out AND (guard_name = '' OR returned IS NULL)""",
    "participant_outside_has_a_permit": f"""
        FROM programs_enrollment one JOIN programs_batch batch ON batch.id = one.batch_id
        JOIN facilities_workshop workshop ON workshop.id = batch.workshop_id
        LEFT JOIN programs_outsidepermit permit ON permit.enrollment_id = one.id AND permit.valid_until >= {LAST}
        WHERE one.state IN ('ACTIVE', 'COMPLETED') AND workshop.place <> 'INSIDE' AND permit.id IS NULL""",
    "versions_bear_one_name": """
        FROM programs_package package JOIN programs_package former ON former.id = package.supersedes_id
        WHERE (former.centre_id, former.name, former.version)
            IS DISTINCT FROM (package.centre_id, package.name, (package.version - 1)::smallint)""",
    "batch_inside_the_agreed_scope": """
        FROM programs_batch batch JOIN programs_package package ON package.id = batch.package_id
        WHERE NOT EXISTS (SELECT 1 FROM facilities_agreement_fields terms
                WHERE terms.agreement_id = batch.agreement_id AND terms.field_id = package.field_id)
            OR NOT EXISTS (SELECT 1 FROM facilities_agreementparty party
                WHERE party.agreement_id = batch.agreement_id AND party.facility_id = batch.facility_id)
            OR NOT EXISTS (SELECT 1 FROM facilities_agreementparty party
                WHERE party.agreement_id = batch.agreement_id AND party.centre_id = package.centre_id)""",
    "certificate_by_four_eyes": """
        FROM certificates_certificate paper JOIN certificates_proposal proposal ON proposal.id = paper.proposal_id
        WHERE proposal.enrollment_id <> paper.enrollment_id OR proposal.proposed_by_id = paper.issued_by_id""",
    "certificate_issuer_heads_the_centre": """
        FROM certificates_certificate paper JOIN programs_enrollment one ON one.id = paper.enrollment_id
        JOIN programs_batch batch ON batch.id = one.batch_id JOIN programs_package package ON package.id = package_id
        WHERE NOT EXISTS (SELECT 1 FROM facilities_posting posting WHERE posting.user_id = paper.issued_by_id
            AND posting.role = 'CENTRE_HEAD' AND posting.centre_id = package.centre_id)""",
    "certificate_says_who_was_trained": """
        FROM certificates_certificate paper JOIN programs_enrollment one ON one.id = paper.enrollment_id
        JOIN trainees_inmate inmate ON inmate.id = one.inmate_id
        JOIN programs_batch batch ON batch.id = one.batch_id JOIN programs_package package ON package.id = package_id
        WHERE paper.holder_name <> inmate.name OR paper.record->>'holder_name' <> paper.holder_name
            OR paper.record->>'holder_birth_date' <> inmate.birth_date::text
            OR paper.record->>'programme' <> package.name OR paper.record->>'number' <> paper.number
            OR paper.record->>'token' <> paper.token OR paper.record->>'issued_on' <> paper.issued_on::text""",
    "certificate_is_in_the_ledger": """
        FROM certificates_certificate paper
        WHERE (SELECT count(*) FROM certificates_ledgerentry entry WHERE entry.certificate_id = paper.id)
            <> 1 + (paper.revoked_at IS NOT NULL)::int""",
    "handover_is_true": """
        FROM certificates_handover sheet JOIN certificates_certificate paper ON paper.id = sheet.certificate_id
        WHERE sheet.received_on NOT BETWEEN paper.issued_on AND current_date
            OR sheet.recorded_at >= paper.revoked_at""",
    "outcome_asked_so_many_months_after_release": """
        FROM programs_outcome told JOIN programs_enrollment one ON one.id = told.enrollment_id
        JOIN trainees_inmate inmate ON inmate.id = one.inmate_id
        JOIN trainees_movement gone ON gone.inmate_id = inmate.id AND gone.kind = 'RELEASE'
        WHERE one.state <> 'COMPLETED' OR told.asked_on < gone.moved_on + make_interval(months => told.months)
            OR told.asked_on > current_date""",
    "ledger_has_no_gap": """
        FROM (SELECT position, row_number() OVER (ORDER BY position) - 1 AS at FROM certificates_ledgerentry) AS entry
        WHERE position <> at""",
}
COUNTED = {
    "prisons": "facilities_facility",
    "centres": "facilities_trainingcentre",
    "inmates": "trainees_inmate",
    "releases": "trainees_movement",
    "batches": "programs_batch",
    "sessions": "programs_session",
    "enrollments": "programs_enrollment",
    "attendance rows": "programs_attendance",
    "unit results": "programs_unitresult",
    "written tests": "programs_writtentest",
    "lines of tool logs": "programs_toollogline",
    "permits": "programs_outsidepermit",
    "certificates": "certificates_certificate",
    "ledger entries": "certificates_ledgerentry",
    "handovers": "certificates_handover",
    "outcomes after release": "programs_outcome",
}


def violations(name: str) -> dict[str, int]:
    """How often each rule is broken in this database; empty when none is."""
    counts: dict[str, int] = {}
    with databases.loading(name) as cursor:
        keys = foreign_keys(cursor)
    works = [partial(count_fact, counts, rule) for rule in FACTS] + [partial(count_keys, counts, *key) for key in keys]
    databases.at_once(name, works)
    return {rule: broken for rule, broken in sorted(counts.items()) if broken}


def count_fact(counts: dict[str, int], rule: str, cursor: Any) -> None:
    counts[rule] = count(cursor, FACTS[rule])


def foreign_keys(cursor: Any) -> list[tuple[str, list[list[str]]]]:
    """Each table, the largest first, with its keys: constraint, column, other table, its column."""
    cursor.execute(
        """
        SELECT con.conrelid::regclass::text,
            array_agg(ARRAY[con.conname, own.attname, con.confrelid::regclass::text, other.attname]::text[])
        FROM pg_constraint con
        JOIN pg_attribute own ON own.attrelid = con.conrelid AND own.attnum = con.conkey[1]
        JOIN pg_attribute other ON other.attrelid = con.confrelid AND other.attnum = con.confkey[1]
        WHERE con.contype = 'f' AND con.connamespace = 'public'::regnamespace
        GROUP BY con.conrelid ORDER BY pg_relation_size(con.conrelid) DESC
        """
    )
    tables: list[tuple[str, list[list[str]]]] = cursor.fetchall()
    return tables


def count_keys(counts: dict[str, int], table: str, keys: list[list[str]], cursor: Any) -> None:
    """Rows of the table that lead nowhere, for all its keys in one reading."""
    joins = " ".join(
        f'LEFT JOIN {other} t{at} ON t{at}."{key}" = row."{column}"' for at, (_, column, other, key) in enumerate(keys)
    )
    lost = ", ".join(
        f'count(*) FILTER (WHERE row."{column}" IS NOT NULL AND t{at}."{key}" IS NULL)'
        for at, (_, column, _, key) in enumerate(keys)
    )
    cursor.execute(f"SELECT {lost} FROM {table} row {joins}")
    counts.update(zip((name for name, *_ in keys), cursor.fetchone(), strict=True))


def count(cursor: Any, rows: str) -> int:
    cursor.execute(f"SELECT count(*) {rows}")
    return int(cursor.fetchone()[0])


def volumes(cursor: Any) -> tuple[dict[str, int], str]:
    """Rows by what they are, and the size of the whole database in words."""
    counts = {what: count(cursor, f"FROM {name}") for what, name in COUNTED.items()}
    cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
    return counts, cursor.fetchone()[0]
