"""Words of heads are those of whoever is head that day; lessons that were held, and packages in use, stay as they are."""

from django.db import migrations

FORWARD = """
-- A lesson that was held stays on its day, with its instructor: by them edits are closed and assessors are barred.
CREATE OR REPLACE FUNCTION session_keeps_its_attendance() RETURNS trigger LANGUAGE plpgsql AS $$
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

-- Whoever was head once is head no more; and who lets an only teacher assess is the head of the centre as well.
CREATE OR REPLACE FUNCTION exception_is_the_heads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM programs_batch batch
        JOIN programs_package package ON package.id = batch.package_id
        JOIN facilities_trainingcentre centre ON centre.id = package.centre_id
        JOIN facilities_region region ON region.id = centre.region_id
        JOIN facilities_posting posting ON posting.centre_id = centre.id
        WHERE batch.id = NEW.batch_id AND posting.user_id = NEW.allowed_by_id AND posting.role = 'CENTRE_HEAD'
            AND posting.starts_on <= (now() AT TIME ZONE region.time_zone)::date
            AND (posting.ends_on IS NULL OR posting.ends_on >= (now() AT TIME ZONE region.time_zone)::date)
    ) THEN
        RAISE EXCEPTION 'an exception that the head of the centre has not allowed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'exception_is_the_heads', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER is_the_heads BEFORE INSERT ON programs_assessorexception
    FOR EACH ROW EXECUTE FUNCTION exception_is_the_heads();

-- After the days of staff the prison's head corrects attendance. Its name lets the trigger of the days speak first.
CREATE FUNCTION attendance_corrected_by_the_head() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM programs_session session
        JOIN programs_batch batch ON batch.id = session.batch_id
        JOIN facilities_facility facility ON facility.id = batch.facility_id
        JOIN facilities_posting posting ON posting.facility_id = facility.id
        WHERE session.id = NEW.session_id AND posting.user_id = NEW.recorded_by_id AND posting.role = 'FACILITY_HEAD'
            AND posting.starts_on <= (now() AT TIME ZONE facility.time_zone)::date
            AND (posting.ends_on IS NULL OR posting.ends_on >= (now() AT TIME ZONE facility.time_zone)::date)
    ) THEN
        RAISE EXCEPTION 'a correction that the head of the prison has not made'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'attendance_corrected_by_the_head', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER past_its_window_is_the_heads BEFORE INSERT OR UPDATE OF status, lesson_hours, minutes_late, note,
    recorded_on, recorded_by_id, correction_reason, session_id, enrollment_id ON programs_attendance
    FOR EACH ROW WHEN (NEW.correction_reason <> '') EXECUTE FUNCTION attendance_corrected_by_the_head();

-- Hours below the package's keep a batch from its decree as people do. A timetable not laid out falls short of nothing.
CREATE OR REPLACE FUNCTION batch_keeps_its_standard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    people integer;
    planned integer;
    package record;
BEGIN
    SELECT least_participants AS least, most_participants AS most, lesson_hours AS hours INTO package
    FROM programs_package WHERE id = NEW.package_id;
    SELECT count(*) INTO people FROM programs_enrollment
    WHERE batch_id = NEW.id AND state IN ('ACCEPTED', 'ACTIVE', 'SUSPENDED', 'COMPLETED');
    SELECT sum(lesson_hours) INTO planned FROM programs_session WHERE batch_id = NEW.id AND cancelled_at IS NULL;
    IF (people < package.least AND NOT EXISTS (
            SELECT 1 FROM programs_standardexception
            WHERE batch_id = NEW.id AND code = 'TOO_FEW' AND figure <= people))
        OR (people > package.most AND NOT EXISTS (
            SELECT 1 FROM programs_standardexception
            WHERE batch_id = NEW.id AND code = 'TOO_MANY' AND figure >= people))
        OR (planned < package.hours AND NOT EXISTS (
            SELECT 1 FROM programs_standardexception
            WHERE batch_id = NEW.id AND code = 'HOURS_SHORT' AND figure <= planned))
    THEN
        RAISE EXCEPTION 'batch % has % participants and % hours', NEW.id, people, planned
            USING ERRCODE = 'check_violation', CONSTRAINT = 'batch_keeps_its_standard', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

-- What a package asks of people, and what its instructors may teach afterwards, stands still with its other rules.
CREATE TRIGGER keeps_its_demands BEFORE UPDATE ON programs_package
    FOR EACH ROW
    WHEN ((OLD.minimum_age, OLD.minimum_education, OLD.instructor_field_id, OLD.instructor_months)
          IS DISTINCT FROM
          (NEW.minimum_age, NEW.minimum_education, NEW.instructor_field_id, NEW.instructor_months))
    EXECUTE FUNCTION package_in_use_keeps_its_rules();

-- A class outside goes on longer only with permits that reach to its new last day.
CREATE TRIGGER longer_with_permits AFTER UPDATE OF ends_on, tested_on ON programs_batch
    FOR EACH ROW WHEN (greatest(NEW.ends_on, NEW.tested_on) > greatest(OLD.ends_on, OLD.tested_on))
    EXECUTE FUNCTION batch_moves_out_with_permits();
"""

BACKWARD = """
DROP TRIGGER longer_with_permits ON programs_batch;
DROP TRIGGER keeps_its_demands ON programs_package;
DROP TRIGGER past_its_window_is_the_heads ON programs_attendance;
DROP TRIGGER is_the_heads ON programs_assessorexception;
DROP FUNCTION attendance_corrected_by_the_head;
CREATE OR REPLACE FUNCTION session_keeps_its_attendance() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE OR REPLACE FUNCTION exception_is_the_heads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM programs_batch batch
        JOIN programs_package package ON package.id = batch.package_id
        JOIN facilities_posting posting ON posting.centre_id = package.centre_id
        WHERE batch.id = NEW.batch_id AND posting.user_id = NEW.allowed_by_id AND posting.role = 'CENTRE_HEAD'
    ) THEN
        RAISE EXCEPTION 'an exception that the head of the centre has not allowed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'exception_is_the_heads', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION batch_keeps_its_standard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    people integer;
    package record;
BEGIN
    SELECT least_participants AS least, most_participants AS most INTO package
    FROM programs_package WHERE id = NEW.package_id;
    SELECT count(*) INTO people FROM programs_enrollment
    WHERE batch_id = NEW.id AND state IN ('ACCEPTED', 'ACTIVE', 'SUSPENDED', 'COMPLETED');
    IF (people < package.least AND NOT EXISTS (
            SELECT 1 FROM programs_standardexception
            WHERE batch_id = NEW.id AND code = 'TOO_FEW' AND figure <= people))
        OR (people > package.most AND NOT EXISTS (
            SELECT 1 FROM programs_standardexception
            WHERE batch_id = NEW.id AND code = 'TOO_MANY' AND figure >= people))
    THEN
        RAISE EXCEPTION 'batch % has % participants', NEW.id, people
            USING ERRCODE = 'check_violation', CONSTRAINT = 'batch_keeps_its_standard', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0031_rotations")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
