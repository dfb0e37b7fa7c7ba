"""What a certificate rests on stays: the closed batch, its sessions, people, marks and tools, and its agreement."""

from django.db import migrations

FORWARD = """
-- A closed batch is a record. The table of steps speaks first: its trigger's name comes earlier in the alphabet.
CREATE FUNCTION batch_stays_as_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'the batch is closed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_batch_keeps_its_evidence', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays_as_closed BEFORE UPDATE OR DELETE ON programs_batch
    FOR EACH ROW WHEN (OLD.state = 'CLOSED') EXECUTE FUNCTION batch_stays_as_closed();

-- Its sessions and its people neither change nor come nor go. Who comes waits for a batch that is being closed.
CREATE FUNCTION closed_batch_keeps_its_rows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_closed boolean := false;
BEGIN
    IF TG_OP <> 'DELETE' THEN
        SELECT state = 'CLOSED' INTO is_closed FROM programs_batch WHERE id = NEW.batch_id FOR NO KEY UPDATE;
    END IF;
    IF TG_OP <> 'INSERT' AND is_closed IS NOT TRUE THEN
        SELECT state = 'CLOSED' INTO is_closed FROM programs_batch WHERE id = OLD.batch_id;
    END IF;
    IF is_closed AND NOT (TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD) THEN
        RAISE EXCEPTION 'the batch is closed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_batch_keeps_its_evidence', TABLE = TG_TABLE_NAME;
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER closed_batch_keeps_people BEFORE INSERT OR UPDATE OR DELETE ON programs_enrollment
    FOR EACH ROW EXECUTE FUNCTION closed_batch_keeps_its_rows();
CREATE TRIGGER closed_batch_keeps_sessions BEFORE INSERT OR UPDATE OR DELETE ON programs_session
    FOR EACH ROW EXECUTE FUNCTION closed_batch_keeps_its_rows();
CREATE TRIGGER closed_batch_keeps_helpers BEFORE INSERT OR UPDATE OR DELETE ON programs_helper
    FOR EACH ROW EXECUTE FUNCTION closed_batch_keeps_its_rows();
-- Nothing is allowed after the fact.
CREATE TRIGGER closed_batch_keeps_exceptions BEFORE INSERT ON programs_assessorexception
    FOR EACH ROW EXECUTE FUNCTION closed_batch_keeps_its_rows();
CREATE TRIGGER closed_batch_keeps_exceptions BEFORE INSERT ON programs_standardexception
    FOR EACH ROW EXECUTE FUNCTION closed_batch_keeps_its_rows();

-- Attendance, results, tests, scores, decisions and permits are evidence: with the batch closed nothing moves.
CREATE FUNCTION closed_batch_keeps_its_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    evidence record;
BEGIN
    IF TG_OP = 'DELETE' THEN evidence := OLD; ELSE evidence := NEW; END IF;
    IF EXISTS (
        SELECT 1 FROM programs_enrollment enrollment JOIN programs_batch batch ON batch.id = enrollment.batch_id
        WHERE batch.state = 'CLOSED' AND (enrollment.id = evidence.enrollment_id
              OR (TG_OP = 'UPDATE' AND enrollment.id = OLD.enrollment_id))
    ) THEN
        RAISE EXCEPTION 'the batch is closed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_batch_keeps_its_evidence', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN evidence;
END $$;
CREATE TRIGGER closed_batch_keeps_attendance BEFORE INSERT OR UPDATE OR DELETE ON programs_attendance
    FOR EACH ROW EXECUTE FUNCTION closed_batch_keeps_its_evidence();
CREATE TRIGGER closed_batch_keeps_results BEFORE INSERT OR UPDATE OR DELETE ON programs_unitresult
    FOR EACH ROW EXECUTE FUNCTION closed_batch_keeps_its_evidence();
CREATE TRIGGER closed_batch_keeps_scores BEFORE INSERT OR UPDATE OR DELETE ON programs_selectionscore
    FOR EACH ROW EXECUTE FUNCTION closed_batch_keeps_its_evidence();
CREATE TRIGGER closed_batch_keeps_decisions BEFORE INSERT OR UPDATE OR DELETE ON programs_tppdecision
    FOR EACH ROW EXECUTE FUNCTION closed_batch_keeps_its_evidence();
CREATE TRIGGER closed_batch_keeps_permits BEFORE INSERT OR UPDATE OR DELETE ON programs_outsidepermit
    FOR EACH ROW EXECUTE FUNCTION closed_batch_keeps_its_evidence();
CREATE TRIGGER closed_batch_keeps_missed_tests BEFORE INSERT OR UPDATE OR DELETE ON programs_missedtest
    FOR EACH ROW EXECUTE FUNCTION closed_batch_keeps_its_evidence();
CREATE TRIGGER closed_batch_keeps_written_tests BEFORE INSERT OR UPDATE OR DELETE ON programs_writtentest
    FOR EACH ROW EXECUTE FUNCTION closed_batch_keeps_its_evidence();

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
CREATE TRIGGER over_batch_keeps_lines BEFORE INSERT OR UPDATE OR DELETE ON programs_toollogline
    FOR EACH ROW EXECUTE FUNCTION closed_batch_keeps_its_tools();
CREATE TRIGGER over_batch_keeps_log BEFORE INSERT OR DELETE OR UPDATE OF session_id, guard_name, guard_at,
    guard_action, guard_noted_by_id, handed_out_by_id, handed_out_at, returned_by_id, returned_at ON programs_toollog
    FOR EACH ROW EXECUTE FUNCTION closed_batch_keeps_its_tools();

-- The agreement under which a batch was closed was in force then and stays so. It stands in a room that knows no
-- batches; this trigger watches it from here.
CREATE FUNCTION agreement_of_a_closed_batch_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM programs_batch batch
        WHERE batch.agreement_id = OLD.id AND batch.state = 'CLOSED' AND (
            (NEW.starts_on, NEW.ends_on, NEW.signed_on) IS DISTINCT FROM (OLD.starts_on, OLD.ends_on, OLD.signed_on)
            OR NEW.terminated_on <= greatest(batch.ends_on, batch.tested_on))
    ) THEN
        RAISE EXCEPTION 'a closed batch stands under the agreement'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'agreement_of_a_closed_batch_stays', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays_for_closed_batches BEFORE UPDATE ON facilities_agreement
    FOR EACH ROW
    WHEN ((OLD.starts_on, OLD.ends_on, OLD.signed_on, OLD.terminated_on)
          IS DISTINCT FROM (NEW.starts_on, NEW.ends_on, NEW.signed_on, NEW.terminated_on))
    EXECUTE FUNCTION agreement_of_a_closed_batch_stays();
"""

BACKWARD = """
DROP TRIGGER stays_for_closed_batches ON facilities_agreement;
DROP TRIGGER over_batch_keeps_log ON programs_toollog;
DROP TRIGGER over_batch_keeps_lines ON programs_toollogline;
DROP TRIGGER closed_batch_keeps_written_tests ON programs_writtentest;
DROP TRIGGER closed_batch_keeps_missed_tests ON programs_missedtest;
DROP TRIGGER closed_batch_keeps_permits ON programs_outsidepermit;
DROP TRIGGER closed_batch_keeps_decisions ON programs_tppdecision;
DROP TRIGGER closed_batch_keeps_scores ON programs_selectionscore;
DROP TRIGGER closed_batch_keeps_results ON programs_unitresult;
DROP TRIGGER closed_batch_keeps_attendance ON programs_attendance;
DROP TRIGGER closed_batch_keeps_exceptions ON programs_standardexception;
DROP TRIGGER closed_batch_keeps_helpers ON programs_helper;
DROP TRIGGER closed_batch_keeps_exceptions ON programs_assessorexception;
DROP TRIGGER closed_batch_keeps_sessions ON programs_session;
DROP TRIGGER closed_batch_keeps_people ON programs_enrollment;
DROP TRIGGER stays_as_closed ON programs_batch;
DROP FUNCTION agreement_of_a_closed_batch_stays, closed_batch_keeps_its_tools, closed_batch_keeps_its_evidence,
    closed_batch_keeps_its_rows, batch_stays_as_closed;
"""

# The evidence of certificates is not emptied table by table either.
NOT_EMPTIED = (
    "attendance",
    "unitresult",
    "session",
    "enrollment",
    "batch",
    "packageunit",
    "package",
    "toollog",
    "toollogline",
    "writtentest",
    "missedtest",
    "outsidepermit",
    "helper",
    "instructorcertificate",
)
NO_TRUNCATE = """
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON programs_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0003_packages")]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(
            migrations.RunSQL(NO_TRUNCATE.format(table=table), f"DROP TRIGGER no_truncate ON programs_{table};")
            for table in NOT_EMPTIED
        ),
    ]
