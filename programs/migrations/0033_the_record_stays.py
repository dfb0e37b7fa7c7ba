"""What was recorded of a class stays: marks, tool logs, what was allowed, and the certificates earned in it."""

from django.db import migrations

TABLES = (
    "toollog",
    "toollogline",
    "writtentest",
    "missedtest",
    "outsidepermit",
    "helper",
    "instructorcertificate",
)

FORWARD = """
-- A mark is corrected, never taken away, and never becomes somebody else's.
CREATE FUNCTION attendance_stays_whose_it_is() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'attendance % stays', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'attendance_stays_whose_it_is', TABLE = TG_TABLE_NAME;
END $$;
CREATE TRIGGER stays_on_record BEFORE DELETE ON programs_attendance
    FOR EACH ROW EXECUTE FUNCTION attendance_stays_whose_it_is();
CREATE TRIGGER stays_whose_it_is BEFORE UPDATE ON programs_attendance
    FOR EACH ROW WHEN ((OLD.session_id, OLD.enrollment_id) IS DISTINCT FROM (NEW.session_id, NEW.enrollment_id))
    EXECUTE FUNCTION attendance_stays_whose_it_is();

-- Also where its session was never closed, the log of a closed batch is evidence. What became of a tool may be added.
CREATE FUNCTION closed_batch_keeps_its_tools() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    entry record;
    of_session bigint;
BEGIN
    IF TG_OP = 'DELETE' THEN entry := OLD; ELSE entry := NEW; END IF;
    IF TG_TABLE_NAME = 'programs_toollog' THEN
        of_session := entry.session_id;
    ELSE
        SELECT session_id INTO of_session FROM programs_toollog WHERE id = entry.log_id;
    END IF;
    IF EXISTS (
        SELECT 1 FROM programs_session session JOIN programs_batch batch ON batch.id = session.batch_id
        WHERE session.id = of_session AND batch.state = 'CLOSED'
    ) THEN
        RAISE EXCEPTION 'the batch is closed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_batch_keeps_its_evidence', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN entry;
END $$;
CREATE TRIGGER over_batch_keeps_log BEFORE INSERT OR DELETE OR UPDATE OF session_id, guard_name, guard_at,
    guard_action, handed_out_by_id, handed_out_at, returned_by_id, returned_at ON programs_toollog
    FOR EACH ROW EXECUTE FUNCTION closed_batch_keeps_its_tools();
CREATE TRIGGER over_batch_keeps_lines BEFORE INSERT OR UPDATE OR DELETE ON programs_toollogline
    FOR EACH ROW EXECUTE FUNCTION closed_batch_keeps_its_tools();

-- Nothing is allowed after the fact.
CREATE TRIGGER closed_batch_keeps_exceptions BEFORE INSERT ON programs_standardexception
    FOR EACH ROW EXECUTE FUNCTION closed_batch_keeps_its_rows();

-- What an officer earned in a training says for how long and in which field; only its number and issuer are filled in.
CREATE FUNCTION earned_certificate_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'certificate % was earned', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'earned_certificate_stays', TABLE = TG_TABLE_NAME;
END $$;
CREATE TRIGGER earned_stays BEFORE UPDATE ON programs_instructorcertificate
    FOR EACH ROW WHEN (OLD.earned_in_id IS NOT NULL AND
        (OLD.earned_in_id, OLD.instructor_id, OLD.kind, OLD.field_id, OLD.valid_until)
        IS DISTINCT FROM (NEW.earned_in_id, NEW.instructor_id, NEW.kind, NEW.field_id, NEW.valid_until))
    EXECUTE FUNCTION earned_certificate_stays();
CREATE TRIGGER earned_is_kept BEFORE DELETE ON programs_instructorcertificate
    FOR EACH ROW WHEN (OLD.earned_in_id IS NOT NULL) EXECUTE FUNCTION earned_certificate_stays();
"""

BACKWARD = """
DROP TRIGGER earned_is_kept ON programs_instructorcertificate;
DROP TRIGGER earned_stays ON programs_instructorcertificate;
DROP TRIGGER closed_batch_keeps_exceptions ON programs_standardexception;
DROP TRIGGER over_batch_keeps_lines ON programs_toollogline;
DROP TRIGGER over_batch_keeps_log ON programs_toollog;
DROP TRIGGER stays_whose_it_is ON programs_attendance;
DROP TRIGGER stays_on_record ON programs_attendance;
DROP FUNCTION earned_certificate_stays, closed_batch_keeps_its_tools, attendance_stays_whose_it_is;
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0032_heads_and_held_lessons"), ("audit", "0002_append_only")]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *[
            migrations.RunSQL(
                f"CREATE TRIGGER no_truncate BEFORE TRUNCATE ON programs_{table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();",
                f"DROP TRIGGER no_truncate ON programs_{table};",
            )
            for table in TABLES
        ],
    ]
