"""Marks inside their lesson, from the day they were given, corrected by the prison's head once the days are over."""

from django.db import migrations

FORWARD = """
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

-- It remembers the day of its first entry and of its last word; late words need a reason.
CREATE FUNCTION attendance_keeps_its_days() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held_on date;
BEGIN
    SELECT day INTO held_on FROM programs_session WHERE id = NEW.session_id;
    IF TG_OP = 'UPDATE' AND NEW.entered_on <> OLD.entered_on THEN
        RAISE EXCEPTION 'the day of the first entry stays'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'attendance_keeps_its_first_day', TABLE = TG_TABLE_NAME;
    END IF;
    IF least(NEW.entered_on, NEW.recorded_on) < held_on THEN
        RAISE EXCEPTION 'recorded before the session'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'attendance_not_before_its_session', TABLE = TG_TABLE_NAME;
    END IF;
    -- The easternmost of the country's zones: nowhere has a later day begun.
    IF greatest(NEW.entered_on, NEW.recorded_on) > (now() AT TIME ZONE 'Asia/Jayapura')::date THEN
        RAISE EXCEPTION 'recorded on a day to come'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'attendance_not_in_the_future', TABLE = TG_TABLE_NAME;
    END IF;
    IF NEW.recorded_on > held_on + 7 AND NEW.correction_reason = '' THEN
        RAISE EXCEPTION 'the days for changes are over'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'attendance_past_its_window', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keeps_its_days BEFORE INSERT OR UPDATE ON programs_attendance
    FOR EACH ROW EXECUTE FUNCTION attendance_keeps_its_days();

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
"""

BACKWARD = """
DROP TRIGGER stays_whose_it_is ON programs_attendance;
DROP TRIGGER stays_on_record ON programs_attendance;
DROP TRIGGER past_its_window_is_the_heads ON programs_attendance;
DROP TRIGGER keeps_its_days ON programs_attendance;
DROP TRIGGER fits_its_session ON programs_attendance;
DROP FUNCTION attendance_stays_whose_it_is, attendance_corrected_by_the_head, attendance_keeps_its_days,
    attendance_fits_its_session;
"""

# Of tens of millions of rows PostgreSQL looks at thirty thousand and believes in a tenth of the sessions. Its plans then
# expect hundreds of rows behind each and read whole tables instead of an index (docs/decisions/planner.md). A session
# has the marks of its participants, some forty.
MARKS_OF_A_SESSION = "ALTER TABLE programs_attendance ALTER COLUMN session_id SET (n_distinct = -0.025)"
NOT_TOLD = "ALTER TABLE programs_attendance ALTER COLUMN session_id RESET (n_distinct)"


class Migration(migrations.Migration):
    dependencies = [("programs", "0007_timetable")]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(MARKS_OF_A_SESSION, NOT_TOLD),
    ]
