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
    LEFT JOIN reports_count_batches(ARRAY(SELECT DISTINCT mark.batch_id FROM reports_batchmark mark)) people
        ON people.batch_id = batch.id
    LEFT JOIN reports_count_lessons(ARRAY(SELECT DISTINCT mark.batch_id FROM reports_lessonmark mark)) lessons
        ON lessons.batch_id = batch.id;
"""

# A statement names what it touched once, however many rows it changed. Nothing is locked, so that writers never wait
# for each other here; a mark is seen by exactly those who see the change.
MARKING = """
CREATE FUNCTION reports_enrollments_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO reports_batchmark (batch_id) SELECT DISTINCT batch_id FROM came;
        INSERT INTO reports_facilitymark (facility_id) SELECT DISTINCT inmate.facility_id
            FROM came JOIN trainees_inmate inmate ON inmate.id = came.inmate_id WHERE came.state = 'COMPLETED';
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO reports_batchmark (batch_id) SELECT DISTINCT batch_id FROM gone;
        INSERT INTO reports_facilitymark (facility_id) SELECT DISTINCT inmate.facility_id
            FROM gone JOIN trainees_inmate inmate ON inmate.id = gone.inmate_id WHERE gone.state = 'COMPLETED';
    ELSE
        INSERT INTO reports_batchmark (batch_id) SELECT DISTINCT batch.id
            FROM came JOIN gone USING (id) CROSS JOIN LATERAL (VALUES (came.batch_id), (gone.batch_id)) AS batch (id)
            WHERE (came.batch_id, came.state) IS DISTINCT FROM (gone.batch_id, gone.state);
        INSERT INTO reports_facilitymark (facility_id) SELECT DISTINCT inmate.facility_id
            FROM came JOIN gone USING (id) JOIN trainees_inmate inmate ON inmate.id IN (came.inmate_id, gone.inmate_id)
            WHERE 'COMPLETED' IN (came.state, gone.state)
            AND (came.inmate_id, came.state) IS DISTINCT FROM (gone.inmate_id, gone.state);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION reports_verdicts_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO reports_batchmark (batch_id) SELECT DISTINCT one.batch_id
            FROM gone JOIN programs_enrollment one ON one.id = gone.enrollment_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO reports_batchmark (batch_id) SELECT DISTINCT one.batch_id
            FROM came JOIN programs_enrollment one ON one.id = came.enrollment_id;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION reports_units_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO reports_batchmark (batch_id) SELECT batch.id FROM programs_batch batch
            WHERE batch.package_id IN (SELECT package_id FROM gone);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO reports_batchmark (batch_id) SELECT batch.id FROM programs_batch batch
            WHERE batch.package_id IN (SELECT package_id FROM came);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION reports_batches_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO reports_batchmark (batch_id) SELECT id FROM came;
        INSERT INTO reports_lessonmark (batch_id) SELECT id FROM came;
    ELSE
        INSERT INTO reports_batchmark (batch_id) SELECT id FROM came JOIN gone USING (id)
            WHERE came.package_id <> gone.package_id;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION reports_sessions_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO reports_lessonmark (batch_id) SELECT DISTINCT batch_id FROM gone;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO reports_lessonmark (batch_id) SELECT DISTINCT batch_id FROM came;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION reports_attendance_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO reports_lessonmark (batch_id) SELECT DISTINCT session.batch_id
            FROM gone JOIN programs_session session ON session.id = gone.session_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO reports_lessonmark (batch_id) SELECT DISTINCT session.batch_id
            FROM came JOIN programs_session session ON session.id = came.session_id;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION reports_inmates_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO reports_facilitymark (facility_id) SELECT DISTINCT facility_id FROM came;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO reports_facilitymark (facility_id) SELECT DISTINCT facility_id FROM gone;
    ELSE
        INSERT INTO reports_facilitymark (facility_id) SELECT DISTINCT prison.id
            FROM came JOIN gone USING (id)
            CROSS JOIN LATERAL (VALUES (came.facility_id), (gone.facility_id)) AS prison (id)
            WHERE (came.facility_id, came.status, came.register_kind)
                IS DISTINCT FROM (gone.facility_id, gone.status, gone.register_kind);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION reports_records_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO reports_facilitymark (facility_id) SELECT DISTINCT inmate.facility_id
            FROM gone JOIN trainees_inmate inmate ON inmate.id = gone.inmate_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO reports_facilitymark (facility_id) SELECT DISTINCT inmate.facility_id
            FROM came JOIN trainees_inmate inmate ON inmate.id = came.inmate_id;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION reports_rules_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reports_facilitymark (facility_id) SELECT id FROM facilities_facility;
    RETURN NULL;
END $$;
"""

WATCHED = {
    "programs_enrollment": "reports_enrollments_changed",
    "programs_unitresult": "reports_verdicts_changed",
    "certificates_certificate": "reports_verdicts_changed",
    "programs_packageunit": "reports_units_changed",
    "programs_session": "reports_sessions_changed",
    "programs_attendance": "reports_attendance_changed",
    "trainees_inmate": "reports_inmates_changed",
    "trainees_sentence": "reports_records_changed",
    "trainees_remission": "reports_records_changed",
    "trainees_dateoverride": "reports_records_changed",
    "trainees_disciplinarysanction": "reports_records_changed",
}
ROWS = {
    "INSERT": "NEW TABLE AS came",
    "UPDATE": "OLD TABLE AS gone NEW TABLE AS came",
    "DELETE": "OLD TABLE AS gone",
}
TRIGGERS = (
    [
        f"CREATE TRIGGER counts_after_{event.lower()} AFTER {event} ON {table} REFERENCING {rows} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {function}();"
        for table, function in WATCHED.items()
        for event, rows in ROWS.items()
    ]
    + [
        f"CREATE TRIGGER counts_after_{event.lower()} AFTER {event} ON programs_batch REFERENCING {ROWS[event]} "
        "FOR EACH STATEMENT EXECUTE FUNCTION reports_batches_changed();"
        for event in ("INSERT", "UPDATE")
    ]
    + [
        "CREATE TRIGGER counts_after_change AFTER INSERT OR UPDATE OR DELETE ON trainees_ruleset "
        "FOR EACH STATEMENT EXECUTE FUNCTION reports_rules_changed();",
    ]
)
# What stands in the tables already is counted when the jobs first run; until then readers count it.
FIRST = """
INSERT INTO reports_batchmark (batch_id) SELECT id FROM programs_batch;
INSERT INTO reports_lessonmark (batch_id) SELECT id FROM programs_batch;
INSERT INTO reports_facilitymark (facility_id) SELECT id FROM facilities_facility;
"""
BACKWARD = "\n".join(
    [
        *(f"DROP TRIGGER counts_after_{event.lower()} ON {table};" for table in WATCHED for event in ROWS),
        "DROP TRIGGER counts_after_insert ON programs_batch; DROP TRIGGER counts_after_update ON programs_batch;",
        "DROP TRIGGER counts_after_change ON trainees_ruleset;",
        *(f"DROP FUNCTION {name};" for name in (*dict.fromkeys(WATCHED.values()), "reports_batches_changed")),
        "DROP FUNCTION reports_rules_changed; DROP VIEW reports_batchnow;",
        "DROP FUNCTION reports_count_batches; DROP FUNCTION reports_count_lessons;",
    ]
)


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_counts"),
        ("certificates", "0018_runs"),
        ("programs", "0038_year_plan"),
        ("trainees", "0012_held_by_name"),
    ]

    operations = [migrations.RunSQL("\n".join([COUNTING, MARKING, *TRIGGERS, FIRST]), BACKWARD)]
