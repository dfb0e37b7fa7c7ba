"""What a certificate rests on stays: the closed batch, its sessions and people, the package's rules, the agreement."""

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
DROP TRIGGER closed_batch_keeps_people ON programs_enrollment;
DROP FUNCTION closed_batch_keeps_its_people;
CREATE TRIGGER closed_batch_keeps_people BEFORE INSERT OR UPDATE OR DELETE ON programs_enrollment
    FOR EACH ROW EXECUTE FUNCTION closed_batch_keeps_its_rows();
CREATE TRIGGER closed_batch_keeps_sessions BEFORE INSERT OR UPDATE OR DELETE ON programs_session
    FOR EACH ROW EXECUTE FUNCTION closed_batch_keeps_its_rows();
CREATE TRIGGER closed_batch_keeps_scores BEFORE INSERT OR UPDATE OR DELETE ON programs_selectionscore
    FOR EACH ROW EXECUTE FUNCTION closed_batch_keeps_its_evidence();

-- The hours that were earned in a session stay earned in it.
CREATE FUNCTION session_keeps_its_attendance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM programs_attendance attendance
        WHERE attendance.session_id = OLD.id AND (
            NEW.id <> OLD.id OR NEW.batch_id <> OLD.batch_id
            OR (NEW.cancelled_at IS NOT NULL AND OLD.cancelled_at IS NULL)
            OR NEW.lesson_hours < attendance.lesson_hours)
    ) THEN
        RAISE EXCEPTION 'the session has attendance'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'session_keeps_its_attendance', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keeps_its_attendance BEFORE UPDATE ON programs_session
    FOR EACH ROW EXECUTE FUNCTION session_keeps_its_attendance();

-- A package's rules stand still while people are chosen, trained and certified by them.
CREATE FUNCTION package_is_in_use(wanted bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM programs_batch
                   WHERE package_id = wanted AND state NOT IN ('PLANNED', 'POSTPONED', 'CANCELLED'))
$$;
CREATE FUNCTION package_in_use_keeps_its_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF package_is_in_use(OLD.id) THEN
        RAISE EXCEPTION 'package % is in use', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'package_in_use_keeps_its_rules', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keeps_its_rules BEFORE UPDATE ON programs_package
    FOR EACH ROW
    WHEN ((OLD.lesson_hours, OLD.attendance_threshold, OLD.field_id, OLD.centre_id)
          IS DISTINCT FROM (NEW.lesson_hours, NEW.attendance_threshold, NEW.field_id, NEW.centre_id))
    EXECUTE FUNCTION package_in_use_keeps_its_rules();

CREATE FUNCTION package_in_use_keeps_its_units() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN RETURN NEW; END IF;
    IF (TG_OP <> 'INSERT' AND package_is_in_use(OLD.package_id))
        OR (TG_OP <> 'DELETE' AND package_is_in_use(NEW.package_id)) THEN
        RAISE EXCEPTION 'the package is in use'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'package_in_use_keeps_its_rules', TABLE = TG_TABLE_NAME;
    END IF;
    IF TG_OP <> 'INSERT' AND EXISTS (
        SELECT 1 FROM programs_unitresult result
        JOIN programs_enrollment enrollment ON enrollment.id = result.enrollment_id
        JOIN programs_batch batch ON batch.id = enrollment.batch_id
        WHERE batch.package_id = OLD.package_id AND result.unit_id = OLD.unit_id
    ) AND (TG_OP = 'DELETE' OR (NEW.package_id, NEW.unit_id) IS DISTINCT FROM (OLD.package_id, OLD.unit_id)) THEN
        RAISE EXCEPTION 'the unit has results'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'unit_with_results_stays', TABLE = TG_TABLE_NAME;
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keeps_its_units BEFORE INSERT OR UPDATE OR DELETE ON programs_packageunit
    FOR EACH ROW EXECUTE FUNCTION package_in_use_keeps_its_units();

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
DROP TRIGGER keeps_its_units ON programs_packageunit;
DROP TRIGGER keeps_its_rules ON programs_package;
DROP TRIGGER keeps_its_attendance ON programs_session;
DROP TRIGGER closed_batch_keeps_scores ON programs_selectionscore;
DROP TRIGGER closed_batch_keeps_sessions ON programs_session;
DROP TRIGGER closed_batch_keeps_people ON programs_enrollment;
DROP TRIGGER stays_as_closed ON programs_batch;
DROP FUNCTION agreement_of_a_closed_batch_stays, package_in_use_keeps_its_units, package_in_use_keeps_its_rules,
    package_is_in_use, session_keeps_its_attendance, closed_batch_keeps_its_rows, batch_stays_as_closed;
CREATE FUNCTION closed_batch_keeps_its_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT state FROM programs_batch WHERE id = OLD.batch_id) = 'CLOSED' THEN
        RAISE EXCEPTION 'the batch is closed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_batch_keeps_its_evidence', TABLE = TG_TABLE_NAME;
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER closed_batch_keeps_people BEFORE UPDATE OF state, batch_id, inmate_id OR DELETE ON programs_enrollment
    FOR EACH ROW EXECUTE FUNCTION closed_batch_keeps_its_people();
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0003_facts"), ("facilities", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
