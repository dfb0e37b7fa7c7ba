"""Where nothing is marked nothing is counted: the functions that count are planned anew at each call, ten times a page."""

from django.db import migrations

FORWARD = """
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
"""
VIEW = """
CREATE OR REPLACE VIEW reports_batchnow AS
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
    LEFT JOIN {people} people ON people.batch_id = batch.id
    LEFT JOIN {lessons} lessons ON lessons.batch_id = batch.id;
"""
NOW = VIEW.format(people="reports_marked_batches()", lessons="reports_marked_lessons()")
BEFORE = VIEW.format(
    people="reports_count_batches(ARRAY(SELECT DISTINCT mark.batch_id FROM reports_batchmark mark))",
    lessons="reports_count_lessons(ARRAY(SELECT DISTINCT mark.batch_id FROM reports_lessonmark mark))",
)


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_count_check")]

    operations = [
        migrations.RunSQL(
            FORWARD + NOW, BEFORE + "DROP FUNCTION reports_marked_batches; DROP FUNCTION reports_marked_lessons;"
        )
    ]
