"""Lessons lie within their batch, and one that was held stays as it was held."""

from django.db import migrations

FORWARD = """
-- A lesson that is held lies within its batch's days, in a workshop of its prison or centre, and teaches the package.
-- The trigger that keeps closed batches, earlier in the alphabet, has locked the batch's row.
CREATE FUNCTION session_fits_its_batch() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    batch record;
    refused text;
BEGIN
    SELECT b.starts_on, b.ends_on, b.facility_id, b.workshop_id, b.package_id, p.centre_id, f.time_zone INTO batch
    FROM programs_batch b
    JOIN programs_package p ON p.id = b.package_id
    JOIN facilities_facility f ON f.id = b.facility_id
    WHERE b.id = NEW.batch_id;
    IF NEW.day < batch.starts_on OR NEW.day > batch.ends_on THEN
        refused := 'session_inside_its_days';
    ELSIF NEW.day <> (NEW.starts_at AT TIME ZONE batch.time_zone)::date THEN
        refused := 'session_on_its_day';
    ELSIF NEW.workshop_id <> batch.workshop_id AND NOT EXISTS (
        SELECT 1 FROM facilities_workshop w WHERE w.id = NEW.workshop_id
        AND (w.facility_id = batch.facility_id OR w.centre_id = batch.centre_id)) THEN
        refused := 'session_at_a_place_of_its_batch';
    ELSIF NEW.unit_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM programs_packageunit pu WHERE pu.package_id = batch.package_id AND pu.unit_id = NEW.unit_id) THEN
        refused := 'session_teaches_its_package';
    ELSIF NEW.makes_up_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM programs_session s
        WHERE s.id = NEW.makes_up_id AND s.batch_id = NEW.batch_id AND s.cancelled_at IS NOT NULL) THEN
        refused := 'make_up_of_a_cancelled_session';
    ELSIF EXISTS (SELECT 1 FROM programs_session s WHERE s.makes_up_id = NEW.id AND s.cancelled_at IS NULL) THEN
        refused := 'made_up_session_stays_cancelled';
    END IF;
    IF refused IS NOT NULL THEN
        RAISE EXCEPTION 'the session does not fit its batch'
            USING ERRCODE = 'check_violation', CONSTRAINT = refused, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fits_its_batch
    BEFORE INSERT OR UPDATE OF batch_id, day, starts_at, workshop_id, unit_id, makes_up_id, cancelled_at
    ON programs_session FOR EACH ROW WHEN (NEW.cancelled_at IS NULL) EXECUTE FUNCTION session_fits_its_batch();

-- Once a class runs, its days go on holding its lessons. Before, a plan that changed asks for a new timetable.
CREATE FUNCTION running_batch_holds_its_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM programs_session s WHERE s.batch_id = NEW.id AND s.cancelled_at IS NULL
               AND (s.day < NEW.starts_on OR s.day > NEW.ends_on)) THEN
        RAISE EXCEPTION 'lessons lie outside the days of the batch'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'running_batch_holds_its_sessions', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER holds_its_sessions BEFORE UPDATE OF starts_on, ends_on ON programs_batch
    FOR EACH ROW WHEN (NEW.state IN ('RUNNING', 'TESTING') AND (OLD.starts_on, OLD.ends_on)
                       IS DISTINCT FROM (NEW.starts_on, NEW.ends_on))
    EXECUTE FUNCTION running_batch_holds_its_sessions();

-- The hours that were earned in a session stay earned in it.
-- A lesson that was held stays on its day, with its instructor: by them edits are closed and assessors are barred.
CREATE FUNCTION session_keeps_its_attendance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM programs_attendance attendance
        WHERE attendance.session_id = OLD.id AND (
            NEW.id <> OLD.id OR NEW.batch_id <> OLD.batch_id
            OR (NEW.day, NEW.starts_at, NEW.ends_at, NEW.instructor_id, NEW.workshop_id)
                <> (OLD.day, OLD.starts_at, OLD.ends_at, OLD.instructor_id, OLD.workshop_id)
            OR NEW.unit_id IS DISTINCT FROM OLD.unit_id
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

-- Beyond the package's hours lessons are added to a class that runs, and what a lesson is stays.
CREATE FUNCTION additional_session_while_running() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT state FROM programs_batch WHERE id = NEW.batch_id) <> 'RUNNING' THEN
        RAISE EXCEPTION 'the class does not run'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'additional_session_while_running', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER is_added_while_running BEFORE INSERT ON programs_session
    FOR EACH ROW WHEN (NEW.is_additional) EXECUTE FUNCTION additional_session_while_running();

CREATE FUNCTION additional_session_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'session % stays what it is', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'additional_session_stays', TABLE = TG_TABLE_NAME;
END $$;
CREATE TRIGGER stays_additional BEFORE UPDATE OF is_additional ON programs_session
    FOR EACH ROW WHEN (NEW.is_additional <> OLD.is_additional) EXECUTE FUNCTION additional_session_stays();

-- Nothing is made up before it was missed.
CREATE FUNCTION make_up_not_before_its_lesson() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.day < (SELECT day FROM programs_session WHERE id = NEW.makes_up_id) THEN
        RAISE EXCEPTION 'made up before the lesson'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'make_up_not_before_its_lesson', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER is_made_up_afterwards BEFORE INSERT OR UPDATE OF day, makes_up_id ON programs_session
    FOR EACH ROW WHEN (NEW.makes_up_id IS NOT NULL AND NEW.cancelled_at IS NULL)
    EXECUTE FUNCTION make_up_not_before_its_lesson();
"""

BACKWARD = """
DROP TRIGGER is_made_up_afterwards ON programs_session;
DROP TRIGGER stays_additional ON programs_session;
DROP TRIGGER is_added_while_running ON programs_session;
DROP TRIGGER keeps_its_attendance ON programs_session;
DROP TRIGGER holds_its_sessions ON programs_batch;
DROP TRIGGER fits_its_batch ON programs_session;
DROP FUNCTION make_up_not_before_its_lesson, additional_session_stays, additional_session_while_running,
    session_keeps_its_attendance, running_batch_holds_its_sessions, session_fits_its_batch;
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0006_permits")]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
