"""What is counted is marked by whoever changes it, however the rows are written."""

from django.db import migrations

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

-- Whom to ask after release is counted for each prison and day, as who is eligible is.
CREATE FUNCTION reports_outcomes_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO reports_facilitymark (facility_id) SELECT DISTINCT inmate.facility_id
            FROM gone JOIN programs_enrollment one ON one.id = gone.enrollment_id
            JOIN trainees_inmate inmate ON inmate.id = one.inmate_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO reports_facilitymark (facility_id) SELECT DISTINCT inmate.facility_id
            FROM came JOIN programs_enrollment one ON one.id = came.enrollment_id
            JOIN trainees_inmate inmate ON inmate.id = one.inmate_id;
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
    "trainees_movement": "reports_records_changed",
    "programs_outcome": "reports_outcomes_changed",
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
BACKWARD = "\n".join(
    [
        *(f"DROP TRIGGER counts_after_{event.lower()} ON {table};" for table in WATCHED for event in ROWS),
        "DROP TRIGGER counts_after_insert ON programs_batch; DROP TRIGGER counts_after_update ON programs_batch;",
        "DROP TRIGGER counts_after_change ON trainees_ruleset;",
        *(f"DROP FUNCTION {name};" for name in (*dict.fromkeys(WATCHED.values()), "reports_batches_changed")),
        "DROP FUNCTION reports_rules_changed;",
    ]
)


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_counting")]

    operations = [migrations.RunSQL("\n".join([MARKING, *TRIGGERS]), BACKWARD)]
