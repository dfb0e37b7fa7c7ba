"""Counts that are exact at once: changes mark what they touch, and whoever reads counts what is marked anew."""

from django.db import migrations

COUNTING = """
-- How far the enrollments of these batches came. A dropped one was accepted if it ever had a seat; competent means K in
-- every compulsory unit of the package; a certificate counts while nobody has revoked it.
CREATE FUNCTION reports_count_batches(wanted bigint[]) RETURNS TABLE (
    batch_id bigint, proposed integer, accepted integer, active integer,
    completed integer, competent integer, certified integer
) LANGUAGE sql STABLE ROWS 20 AS $$
    SELECT batch.id,
        count(one.id)::integer,
        count(*) FILTER (WHERE one.state IN ('ACCEPTED', 'ACTIVE', 'SUSPENDED', 'COMPLETED')
            OR (one.state = 'DROPPED' AND EXISTS (
                SELECT FROM programs_enrollmentevent earlier WHERE earlier.pgh_obj_id = one.id
                AND earlier.state IN ('ACCEPTED', 'ACTIVE', 'SUSPENDED', 'COMPLETED'))))::integer,
        count(*) FILTER (WHERE one.state = 'ACTIVE')::integer,
        count(*) FILTER (WHERE one.state = 'COMPLETED')::integer,
        count(*) FILTER (WHERE one.id IS NOT NULL AND EXISTS (
            SELECT FROM programs_packageunit part WHERE part.package_id = batch.package_id AND part.is_compulsory
        ) AND NOT EXISTS (
            SELECT FROM programs_packageunit part WHERE part.package_id = batch.package_id AND part.is_compulsory
            AND NOT EXISTS (SELECT FROM programs_unitresult result WHERE result.enrollment_id = one.id
                AND result.unit_id = part.unit_id AND result.verdict = 'K')
        ))::integer,
        count(*) FILTER (WHERE EXISTS (SELECT FROM certificates_certificate paper
            WHERE paper.enrollment_id = one.id AND paper.revoked_at IS NULL))::integer
    FROM programs_batch batch LEFT JOIN programs_enrollment one ON one.batch_id = batch.id
    WHERE batch.id = ANY (wanted)
    GROUP BY batch.id
$$;

-- Hours of those who were listed, without additional lessons, and the first day that still waits for its attendance.
CREATE FUNCTION reports_count_lessons(wanted bigint[]) RETURNS TABLE (
    batch_id bigint, waiting_since date, hours_attended integer, hours_due integer
) LANGUAGE sql STABLE ROWS 20 AS $$
    SELECT batch.id,
        min(session.day) FILTER (WHERE session.cancelled_at IS NULL AND listed.lines IS NULL),
        coalesce(sum(listed.hours) FILTER (WHERE NOT session.is_additional), 0)::integer,
        coalesce(sum(listed.lines * session.lesson_hours) FILTER (WHERE NOT session.is_additional), 0)::integer
    FROM programs_batch batch
    LEFT JOIN programs_session session ON session.batch_id = batch.id
    LEFT JOIN LATERAL (
        SELECT count(*) AS lines, sum(attendance.lesson_hours) AS hours
        FROM programs_attendance attendance WHERE attendance.session_id = session.id
        HAVING count(*) > 0
    ) listed ON true
    WHERE batch.id = ANY (wanted)
    GROUP BY batch.id
$$;

-- Where nothing is marked nothing is counted: the functions above are planned anew at each call, ten times a page.
CREATE FUNCTION reports_marked_batches() RETURNS TABLE (
    batch_id bigint, proposed integer, accepted integer, active integer,
    completed integer, competent integer, certified integer
) LANGUAGE plpgsql STABLE ROWS 20 AS $$
#variable_conflict use_column
BEGIN
    IF EXISTS (SELECT FROM reports_batchmark) THEN
        RETURN QUERY SELECT * FROM reports_count_batches(ARRAY(SELECT DISTINCT mark.batch_id FROM reports_batchmark mark));
    END IF;
END $$;

CREATE FUNCTION reports_marked_lessons() RETURNS TABLE (
    batch_id bigint, waiting_since date, hours_attended integer, hours_due integer
) LANGUAGE plpgsql STABLE ROWS 20 AS $$
#variable_conflict use_column
BEGIN
    IF EXISTS (SELECT FROM reports_lessonmark) THEN
        RETURN QUERY SELECT * FROM reports_count_lessons(ARRAY(SELECT DISTINCT mark.batch_id FROM reports_lessonmark mark));
    END IF;
END $$;

CREATE VIEW reports_batchnow AS
    SELECT batch.id AS batch_id,
        coalesce(people.proposed, kept.proposed, 0) AS proposed,
        coalesce(people.accepted, kept.accepted, 0) AS accepted,
        coalesce(people.active, kept.active, 0) AS active,
        coalesce(people.completed, kept.completed, 0) AS completed,
        coalesce(people.competent, kept.competent, 0) AS competent,
        coalesce(people.certified, kept.certified, 0) AS certified,
        CASE WHEN lessons.batch_id IS NULL THEN learnt.waiting_since ELSE lessons.waiting_since END AS waiting_since,
        coalesce(lessons.hours_attended, learnt.hours_attended, 0) AS hours_attended,
        coalesce(lessons.hours_due, learnt.hours_due, 0) AS hours_due
    FROM programs_batch batch
    LEFT JOIN reports_batchcount kept ON kept.batch_id = batch.id
    LEFT JOIN reports_lessoncount learnt ON learnt.batch_id = batch.id
    LEFT JOIN reports_marked_batches() people ON people.batch_id = batch.id
    LEFT JOIN reports_marked_lessons() lessons ON lessons.batch_id = batch.id;
"""
BACKWARD = """
DROP VIEW reports_batchnow;
DROP FUNCTION reports_marked_lessons, reports_marked_batches, reports_count_lessons, reports_count_batches;
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("certificates", "0008_public_check")]

    operations = [migrations.RunSQL(COUNTING, BACKWARD)]
