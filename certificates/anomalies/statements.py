"""Each sign as one statement over the classes in question: the batch, the figure (`count`), another class (`other`).

Where the clock of the database is asked, in a demonstration classes that were typed in after they had begun are left
out: there they come with the load. Outside of it nothing is left out.
"""

from __future__ import annotations

CLASSES = """
    class AS MATERIALIZED (
        SELECT batch.*, NOT (%(is_demonstration)s AND EXISTS (
            SELECT 1 FROM programs_batchevent planned
            WHERE planned.pgh_obj_id = batch.id AND planned.pgh_label = 'insert'
              AND planned.pgh_created_at::date > batch.starts_on)) AS has_moments
        FROM programs_batch batch
        WHERE batch.state IN ('RUNNING', 'TESTING', 'CLOSED') AND batch.ends_on >= %(since)s
    )"""

TAUGHT = """
    lesson AS MATERIALIZED (
        SELECT session.*, class.facility_id, class.name AS class_name
        FROM programs_session session JOIN class ON class.id = session.batch_id
        WHERE EXISTS (SELECT 1 FROM programs_attendance attendance
                      WHERE attendance.session_id = session.id AND attendance.lesson_hours > 0)
    )"""

STATEMENTS = {
    "entry_burst": """
        WITH {classes}, entry AS (
            SELECT session.batch_id, session.id, min(attendance.recorded_at) AS at
            FROM class JOIN programs_session session ON session.batch_id = class.id
            JOIN programs_attendance attendance ON attendance.session_id = session.id
            WHERE class.has_moments
            GROUP BY session.batch_id, session.id, session.ends_at
            HAVING min(attendance.recorded_at) > session.ends_at + make_interval(days => %(days)s)
        )
        SELECT batch_id, max(lessons), NULL FROM (
            SELECT batch_id, count(*) OVER (
                PARTITION BY batch_id ORDER BY at
                RANGE BETWEEN %(minutes)s * interval '1 minute' PRECEDING AND CURRENT ROW) AS lessons
            FROM entry) AS sitting
        GROUP BY batch_id HAVING max(lessons) >= %(lessons)s""",
    "same_pattern": """
        WITH {classes}, person AS (
            SELECT session.batch_id, string_agg(attendance.status, '' ORDER BY session.starts_at) AS letters,
                count(*) FILTER (WHERE attendance.status <> 'H') AS absences
            FROM class JOIN programs_session session ON session.batch_id = class.id
            JOIN programs_attendance attendance ON attendance.session_id = session.id
            GROUP BY session.batch_id, attendance.enrollment_id
        ), pattern AS (
            SELECT batch_id, md5(string_agg(letters, '/' ORDER BY letters)) AS letters FROM person
            GROUP BY batch_id HAVING sum(absences) >= %(absences)s
        )
        SELECT one.batch_id, count(*), min(class.name) FROM pattern one
        JOIN pattern other ON other.letters = one.letters AND other.batch_id <> one.batch_id
        JOIN class ON class.id = other.batch_id GROUP BY one.batch_id""",
    "instructor_twice": """
        WITH {classes}, {taught}, teaching AS MATERIALIZED (
            SELECT lesson.*, coalesce(nullif(instructor.nip, ''), nullif(officer.nip, ''), '#' || instructor.id) AS who
            FROM lesson JOIN programs_instructor instructor ON instructor.id = lesson.instructor_id
            LEFT JOIN trainees_officer officer ON officer.id = instructor.officer_id
        )
        SELECT one.batch_id, count(*), min(other.class_name)
        FROM teaching one JOIN teaching other ON other.who = one.who AND other.day = one.day AND other.id <> one.id
        WHERE (one.starts_at < other.ends_at AND other.starts_at < one.ends_at)
            OR (one.facility_id <> other.facility_id
                AND one.starts_at < other.ends_at + make_interval(mins => %(minutes)s)
                AND other.starts_at < one.ends_at + make_interval(mins => %(minutes)s))
        GROUP BY one.batch_id""",
    "too_many_hours": """
        WITH {classes}, day AS (
            SELECT enrollment.inmate_id, enrollment.officer_id, session.day, array_agg(DISTINCT class.id) AS batches,
                sum(attendance.lesson_hours * centre.minutes_per_jp) AS minutes
            FROM class JOIN programs_session session ON session.batch_id = class.id
            JOIN programs_attendance attendance ON attendance.session_id = session.id AND attendance.lesson_hours > 0
            JOIN programs_enrollment enrollment ON enrollment.id = attendance.enrollment_id
            JOIN programs_package package ON package.id = class.package_id
            JOIN facilities_trainingcentre centre ON centre.id = package.centre_id
            GROUP BY enrollment.inmate_id, enrollment.officer_id, session.day
            HAVING sum(attendance.lesson_hours * centre.minutes_per_jp) > %(hours)s * 60
        )
        SELECT batch_id, max(minutes), NULL FROM day, unnest(batches) AS batch_id GROUP BY batch_id""",
    "results_last_minute": """
        WITH {classes}, moment AS (
            SELECT class.id AS batch_id, (
                SELECT max(result.recorded_at) FROM programs_unitresult result
                JOIN programs_enrollment enrollment ON enrollment.id = result.enrollment_id
                WHERE enrollment.batch_id = class.id AND result.recognised_from_id IS NULL) AS typed_at, (
                SELECT min(certificate.issued_at) FROM certificates_certificate certificate
                JOIN programs_enrollment enrollment ON enrollment.id = certificate.enrollment_id
                WHERE enrollment.batch_id = class.id) AS issued_at
            FROM class WHERE class.has_moments AND class.state = 'CLOSED'
        )
        SELECT batch_id, floor(extract(epoch FROM issued_at - typed_at) / 60), NULL FROM moment
        WHERE issued_at - typed_at < make_interval(mins => %(minutes)s)""",
    "equal_scores": """
        WITH {classes}
        SELECT batch_id, max(people), NULL FROM (
            SELECT class.id AS batch_id, result.unit_id, count(*) AS people
            FROM class JOIN programs_enrollment enrollment ON enrollment.batch_id = class.id
            JOIN programs_unitresult result ON result.enrollment_id = enrollment.id
            WHERE result.recognised_from_id IS NULL
            GROUP BY class.id, result.unit_id
            HAVING count(*) >= %(people)s AND bool_and(result.verdict = 'K' AND result.attempt = 1)
                AND bool_and(result.knowledge IS NOT NULL OR result.skill IS NOT NULL OR result.attitude IS NOT NULL)
                AND count(DISTINCT (result.knowledge, result.skill, result.attitude)) = 1
        ) AS unit GROUP BY batch_id""",
    "closed_day": """
        WITH {classes}, {taught}
        SELECT lesson.batch_id, count(*), NULL FROM lesson
        JOIN facilities_facility facility ON facility.id = lesson.facility_id
        WHERE lesson.cancelled_at IS NOT NULL OR lesson.day = ANY(%(holidays)s) OR EXISTS (
            SELECT 1 FROM facilities_closedday closed WHERE lesson.day BETWEEN closed.starts_on AND closed.ends_on
              AND (closed.facility_id = facility.id OR closed.region_id = facility.region_id
                   OR (closed.facility_id IS NULL AND closed.region_id IS NULL)))
        GROUP BY lesson.batch_id HAVING count(*) >= %(lessons)s""",
    "assessor_overload": """
        WITH {classes}, day AS (
            SELECT result.assessor_id, result.assessed_on, count(DISTINCT result.enrollment_id) AS people,
                array_agg(DISTINCT class.id) AS batches
            FROM class JOIN programs_enrollment enrollment ON enrollment.batch_id = class.id
            JOIN programs_unitresult result ON result.enrollment_id = enrollment.id
            WHERE result.recognised_from_id IS NULL
            GROUP BY result.assessor_id, result.assessed_on HAVING count(DISTINCT result.enrollment_id) > %(people)s
        )
        SELECT batch_id, max(people), NULL FROM day, unnest(batches) AS batch_id GROUP BY batch_id""",
    "issued_in_seconds": """
        WITH {classes}
        SELECT class.id, count(*), NULL
        FROM class JOIN programs_enrollment enrollment ON enrollment.batch_id = class.id
        JOIN certificates_certificate certificate ON certificate.enrollment_id = enrollment.id
        JOIN certificates_proposal proposal ON proposal.id = certificate.proposal_id
        WHERE class.has_moments
          AND certificate.issued_at - proposal.proposed_at < make_interval(secs => %(seconds)s)
        GROUP BY class.id HAVING count(*) >= %(certificates)s""",
    "late_decree": """
        WITH {classes}
        SELECT class.id, max(written.pgh_created_at::date - class.starts_on), NULL
        FROM class JOIN programs_decree_batches linked ON linked.batch_id = class.id
        JOIN programs_decree decree ON decree.id = linked.decree_id AND decree.kind = 'DECREE'
        JOIN programs_decreeevent written ON written.pgh_obj_id = decree.id AND written.pgh_label = 'insert'
        WHERE class.has_moments AND decree.decreed_on <= class.starts_on
          AND written.pgh_created_at::date > class.starts_on + %(days)s
        GROUP BY class.id""",
    "person_twice": """
        WITH {classes}, often AS MATERIALIZED (
            SELECT enrollment.inmate_id, enrollment.officer_id
            FROM class JOIN programs_enrollment enrollment ON enrollment.batch_id = class.id
            GROUP BY enrollment.inmate_id, enrollment.officer_id HAVING count(*) > 1
        ), presence AS MATERIALIZED (
            SELECT coalesce('i' || enrollment.inmate_id, 'o' || enrollment.officer_id) AS who, class.id AS batch_id,
                class.name, session.id, session.day, session.starts_at, session.ends_at
            FROM often JOIN programs_enrollment enrollment ON enrollment.inmate_id = often.inmate_id
                OR enrollment.officer_id = often.officer_id
            JOIN class ON class.id = enrollment.batch_id
            JOIN programs_attendance attendance ON attendance.enrollment_id = enrollment.id
                AND attendance.lesson_hours > 0
            JOIN programs_session session ON session.id = attendance.session_id
        )
        SELECT one.batch_id, count(*), min(other.name)
        FROM presence one JOIN presence other ON other.who = one.who AND other.day = one.day AND other.id <> one.id
            AND one.starts_at < other.ends_at AND other.starts_at < one.ends_at
        GROUP BY one.batch_id HAVING count(*) >= %(lessons)s""",
    "test_before_lesson": """
        WITH {classes}, {taught}, unit AS (
            SELECT batch_id, unit_id, max(day) AS last_day FROM lesson
            WHERE unit_id IS NOT NULL AND makes_up_id IS NULL AND NOT is_additional GROUP BY batch_id, unit_id
        )
        SELECT unit.batch_id, count(*), NULL
        FROM unit JOIN programs_enrollment enrollment ON enrollment.batch_id = unit.batch_id
        JOIN programs_unitresult result ON result.enrollment_id = enrollment.id AND result.unit_id = unit.unit_id
        WHERE result.recognised_from_id IS NULL AND result.verdict = 'K' AND result.assessed_on < unit.last_day
        GROUP BY unit.batch_id HAVING count(*) >= %(verdicts)s""",
    # Numbers are compared without spaces and capitals: who copies a letter seldom copies those.
    "letter_of_many": """
        WITH {classes}, letter AS (
            SELECT DISTINCT decision.batch_id, class.name, scheme.lsp_id,
                lower(regexp_replace(decision.number, '\\s', '', 'g')) AS number
            FROM class JOIN certificates_competencedecision decision ON decision.batch_id = class.id
            JOIN certificates_scheme scheme ON scheme.id = decision.scheme_id
        )
        SELECT one.batch_id, count(DISTINCT other.batch_id) + 1, min(other.name) FROM letter one
        JOIN letter other ON other.lsp_id = one.lsp_id AND other.number = one.number AND other.batch_id <> one.batch_id
        GROUP BY one.batch_id HAVING count(DISTINCT other.batch_id) + 1 >= %(batches)s""",
    "k_without_test": """
        WITH {classes}
        SELECT class.id, count(DISTINCT verdict.enrollment_id), NULL
        FROM class JOIN certificates_competencedecision decision ON decision.batch_id = class.id
        JOIN certificates_competenceverdict verdict ON verdict.decision_id = decision.id AND verdict.verdict = 'K'
        JOIN certificates_scheme_units asked ON asked.scheme_id = decision.scheme_id
        WHERE class.state = 'CLOSED' AND NOT EXISTS (
            SELECT 1 FROM programs_unitresult result
            WHERE result.enrollment_id = verdict.enrollment_id AND result.unit_id = asked.unit_id)
        GROUP BY class.id HAVING count(DISTINCT verdict.enrollment_id) >= %(verdicts)s""",
    "decided_before_test": """
        WITH {classes}
        SELECT class.id, count(DISTINCT verdict.enrollment_id), NULL
        FROM class JOIN certificates_competencedecision decision ON decision.batch_id = class.id
        JOIN certificates_competenceverdict verdict ON verdict.decision_id = decision.id AND verdict.verdict = 'K'
        JOIN certificates_scheme_units asked ON asked.scheme_id = decision.scheme_id
        JOIN programs_unitresult result ON result.enrollment_id = verdict.enrollment_id
            AND result.unit_id = asked.unit_id
        WHERE result.recognised_from_id IS NULL AND result.assessed_on > decision.decided_on
        GROUP BY class.id HAVING count(DISTINCT verdict.enrollment_id) >= %(verdicts)s""",
    "letter_in_minutes": """
        WITH {classes}
        SELECT class.id, floor(extract(epoch FROM min(proposal.proposed_at - decision.recorded_at)) / 60), NULL
        FROM class JOIN certificates_competencedecision decision ON decision.batch_id = class.id
        JOIN certificates_competenceverdict verdict ON verdict.decision_id = decision.id
        JOIN certificates_proposal proposal ON proposal.verdict_id = verdict.id
        WHERE class.has_moments
        GROUP BY class.id
        HAVING min(proposal.proposed_at - decision.recorded_at) < make_interval(mins => %(minutes)s)""",
    "letter_not_kept": """
        WITH {classes}
        SELECT class.id, count(*), NULL
        FROM class JOIN certificates_competencedecision decision ON decision.batch_id = class.id
        JOIN certificates_competenceverdict verdict ON verdict.decision_id = decision.id
        JOIN certificates_proposal proposal ON proposal.verdict_id = verdict.id
        JOIN certificates_certificate certificate ON certificate.proposal_id = proposal.id
        WHERE NOT EXISTS (SELECT 1 FROM certificates_decisionscan scan WHERE scan.decision_id = decision.id)
        GROUP BY class.id HAVING count(*) >= %(certificates)s""",
    # As certificates/identity.py compares: with the newest entry until the first day, or else with the very first.
    "renamed": """
        WITH {classes}, holder AS (
            SELECT class.id AS batch_id, class.starts_on, certificate.record,
                enrollment.inmate_id, enrollment.officer_id
            FROM class JOIN programs_enrollment enrollment ON enrollment.batch_id = class.id
            JOIN certificates_certificate certificate ON certificate.enrollment_id = enrollment.id
            WHERE class.has_moments
        ), entry AS (
            SELECT 'i' || pgh_obj_id AS who, pgh_id, pgh_created_at, name, birth_date FROM trainees_inmateevent
            WHERE pgh_obj_id IN (SELECT inmate_id FROM holder)
            UNION ALL
            SELECT 'o' || pgh_obj_id, pgh_id, pgh_created_at, name, birth_date FROM trainees_officerevent
            WHERE pgh_obj_id IN (SELECT officer_id FROM holder)
        )
        SELECT holder.batch_id, count(*), NULL
        FROM holder JOIN LATERAL (
            SELECT entry.name, entry.birth_date FROM entry
            WHERE entry.who = coalesce('i' || holder.inmate_id, 'o' || holder.officer_id)
            ORDER BY entry.pgh_created_at::date <= holder.starts_on DESC,
                CASE WHEN entry.pgh_created_at::date <= holder.starts_on THEN -entry.pgh_id ELSE entry.pgh_id END
            LIMIT 1) AS was ON true
        WHERE (was.name, was.birth_date::text)
            IS DISTINCT FROM (holder.record->>'holder_name', holder.record->>'holder_birth_date')
        GROUP BY holder.batch_id HAVING count(*) >= %(people)s""",
}


def statement_of(sign: str) -> str:
    return STATEMENTS[sign].replace("{classes}", CLASSES.strip()).replace("{taught}", TAUGHT.strip())
