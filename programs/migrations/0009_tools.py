"""A session is closed with its attendance and its tools; its tool log then stays as it was closed with."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION session_closes_complete() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    log record;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM programs_attendance WHERE session_id = NEW.id) THEN
        RAISE EXCEPTION 'session % has no attendance', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'session_closes_with_attendance', TABLE = TG_TABLE_NAME;
    END IF;
    SELECT id, guard_name, returned_at INTO log FROM programs_toollog WHERE session_id = NEW.id;
    IF (log.id IS NOT NULL AND log.returned_at IS NULL) OR (log.id IS NULL AND EXISTS (
        SELECT 1 FROM programs_batch batch JOIN programs_package package ON package.id = batch.package_id
        JOIN facilities_field field ON field.id = package.field_id
        WHERE batch.id = NEW.batch_id AND field.has_dangerous_tools
    )) THEN
        RAISE EXCEPTION 'the tools of session % have not been counted in', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'session_closes_with_its_tool_log', TABLE = TG_TABLE_NAME;
    END IF;
    IF log.guard_name = '' AND EXISTS (
        SELECT 1 FROM programs_toollogline WHERE log_id = log.id AND returned < handed_out
    ) THEN
        RAISE EXCEPTION 'a tool of session % is missing', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'missing_tool_has_the_guards_note', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER closes_complete BEFORE INSERT OR UPDATE OF closed_at ON programs_session
    FOR EACH ROW WHEN (NEW.closed_at IS NOT NULL) EXECUTE FUNCTION session_closes_complete();

-- Whoever writes into a log waits for a session that is being closed, and then may not any more.
CREATE FUNCTION closed_session_keeps_its_tools() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    entry record;
    of_session bigint;
    moment timestamptz;
BEGIN
    IF TG_OP = 'DELETE' THEN entry := OLD; ELSE entry := NEW; END IF;
    IF TG_TABLE_NAME = 'programs_toollog' THEN
        of_session := entry.session_id;
    ELSE
        SELECT session_id INTO of_session FROM programs_toollog WHERE id = entry.log_id;
    END IF;
    SELECT closed_at INTO moment FROM programs_session WHERE id = of_session FOR SHARE;
    IF moment IS NOT NULL THEN
        RAISE EXCEPTION 'session % is closed', of_session
            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_session_keeps_its_tool_log',
                TABLE = TG_TABLE_NAME;
    END IF;
    RETURN entry;
END $$;
CREATE TRIGGER closed_session_keeps_lines BEFORE INSERT OR UPDATE OR DELETE ON programs_toollogline
    FOR EACH ROW EXECUTE FUNCTION closed_session_keeps_its_tools();
CREATE TRIGGER closed_session_keeps_log BEFORE INSERT OR DELETE OR UPDATE OF session_id, guard_name, guard_at,
    guard_action, guard_noted_by_id, handed_out_by_id, handed_out_at, returned_by_id, returned_at ON programs_toollog
    FOR EACH ROW EXECUTE FUNCTION closed_session_keeps_its_tools();

-- Once counted in, every line says how many came back.
CREATE FUNCTION tools_counted_in_are_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM programs_toollogline WHERE log_id = NEW.id AND returned IS NULL) THEN
        RAISE EXCEPTION 'a tool has not been counted in'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'session_closes_with_its_tool_log', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER counted_in_are_counted BEFORE UPDATE OF returned_at ON programs_toollog
    FOR EACH ROW WHEN (NEW.returned_at IS NOT NULL) EXECUTE FUNCTION tools_counted_in_are_counted();
"""

BACKWARD = """
DROP TRIGGER counted_in_are_counted ON programs_toollog;
DROP TRIGGER closed_session_keeps_log ON programs_toollog;
DROP TRIGGER closed_session_keeps_lines ON programs_toollogline;
DROP TRIGGER closes_complete ON programs_session;
DROP FUNCTION tools_counted_in_are_counted, closed_session_keeps_its_tools, session_closes_complete;
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0008_attendance")]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
