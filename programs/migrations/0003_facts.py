"""Facts about seats, attendance and results that span several tables, kept by the database."""

from django.db import migrations

FORWARD = """
-- An enrollment carries its batch's days, for the constraint that nobody sits in two places on one day.
CREATE FUNCTION enrollment_takes_the_batch_days() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT daterange(starts_on, greatest(ends_on, tested_on), '[]') INTO NEW.period
    FROM programs_batch WHERE id = NEW.batch_id;
    RETURN NEW;
END $$;
CREATE TRIGGER takes_the_batch_days BEFORE INSERT OR UPDATE OF batch_id, period ON programs_enrollment
    FOR EACH ROW EXECUTE FUNCTION enrollment_takes_the_batch_days();

CREATE FUNCTION batch_hands_on_its_days() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE programs_enrollment SET period = NULL WHERE batch_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER hands_on_its_days AFTER UPDATE OF starts_on, ends_on, tested_on ON programs_batch
    FOR EACH ROW
    WHEN ((OLD.starts_on, OLD.ends_on, OLD.tested_on) IS DISTINCT FROM (NEW.starts_on, NEW.ends_on, NEW.tested_on))
    EXECUTE FUNCTION batch_hands_on_its_days();

-- Seats are never oversold. The batch's row is locked, so that of two who take the last seat one waits and loses.
CREATE FUNCTION seats_are_never_oversold() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    room integer;
    taken integer;
BEGIN
    SELECT seats INTO room FROM programs_batch WHERE id = NEW.batch_id FOR NO KEY UPDATE;
    SELECT count(*) INTO taken FROM programs_enrollment
    WHERE batch_id = NEW.batch_id AND state IN ('ACCEPTED', 'ACTIVE', 'SUSPENDED', 'COMPLETED');
    IF taken > room THEN
        RAISE EXCEPTION 'batch % has % seats', NEW.batch_id, room
            USING ERRCODE = 'check_violation', CONSTRAINT = 'seats_never_oversold', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER seats_never_oversold AFTER INSERT OR UPDATE OF state, batch_id ON programs_enrollment
    FOR EACH ROW WHEN (NEW.state IN ('ACCEPTED', 'ACTIVE', 'SUSPENDED', 'COMPLETED'))
    EXECUTE FUNCTION seats_are_never_oversold();

CREATE FUNCTION batch_keeps_the_seats_taken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seats < (SELECT count(*) FROM programs_enrollment
                    WHERE batch_id = NEW.id AND state IN ('ACCEPTED', 'ACTIVE', 'SUSPENDED', 'COMPLETED')) THEN
        RAISE EXCEPTION 'batch % has more people than % seats', NEW.id, NEW.seats
            USING ERRCODE = 'check_violation', CONSTRAINT = 'seats_not_below_the_seated', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keeps_the_seats_taken BEFORE UPDATE OF seats ON programs_batch
    FOR EACH ROW WHEN (NEW.seats < OLD.seats) EXECUTE FUNCTION batch_keeps_the_seats_taken();

-- Attendance stays inside the session's batch and hours, and is evidence: with the batch closed nothing moves.
CREATE FUNCTION attendance_fits_its_session() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    session_batch bigint;
    session_hours integer;
    session_cancelled timestamptz;
BEGIN
    SELECT batch_id, lesson_hours, cancelled_at INTO session_batch, session_hours, session_cancelled
    FROM programs_session WHERE id = NEW.session_id;
    IF session_batch <> (SELECT batch_id FROM programs_enrollment WHERE id = NEW.enrollment_id) THEN
        RAISE EXCEPTION 'attendance outside the batch of its session'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'attendance_inside_its_batch', TABLE = TG_TABLE_NAME;
    END IF;
    IF NEW.lesson_hours > session_hours OR session_cancelled IS NOT NULL THEN
        RAISE EXCEPTION 'more hours than the session has'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'attendance_inside_its_hours', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fits_its_session BEFORE INSERT OR UPDATE ON programs_attendance
    FOR EACH ROW EXECUTE FUNCTION attendance_fits_its_session();

CREATE FUNCTION result_fits_its_package() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM programs_enrollment enrollment
        JOIN programs_batch batch ON batch.id = enrollment.batch_id
        JOIN programs_packageunit package_unit ON package_unit.package_id = batch.package_id
        WHERE enrollment.id = NEW.enrollment_id AND package_unit.unit_id = NEW.unit_id
    ) THEN
        RAISE EXCEPTION 'a result for a unit that the package does not teach'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'result_inside_its_package', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fits_its_package BEFORE INSERT OR UPDATE ON programs_unitresult
    FOR EACH ROW EXECUTE FUNCTION result_fits_its_package();

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

BACKWARD = """
DROP TRIGGER closed_batch_keeps_people ON programs_enrollment;
DROP TRIGGER closed_batch_keeps_results ON programs_unitresult;
DROP TRIGGER closed_batch_keeps_attendance ON programs_attendance;
DROP TRIGGER fits_its_package ON programs_unitresult;
DROP TRIGGER fits_its_session ON programs_attendance;
DROP TRIGGER keeps_the_seats_taken ON programs_batch;
DROP TRIGGER seats_never_oversold ON programs_enrollment;
DROP TRIGGER hands_on_its_days ON programs_batch;
DROP TRIGGER takes_the_batch_days ON programs_enrollment;
DROP FUNCTION closed_batch_keeps_its_people, closed_batch_keeps_its_evidence, result_fits_its_package,
    attendance_fits_its_session, batch_keeps_the_seats_taken, seats_are_never_oversold, batch_hands_on_its_days,
    enrollment_takes_the_batch_days;
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0002_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
