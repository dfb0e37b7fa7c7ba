"""Nobody edits or removes a line of the trail: no UPDATE, DELETE or TRUNCATE, by whatever path."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_is_append_only', TABLE = TG_TABLE_NAME;
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_auditevent
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON audit_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION audit_event_takes_the_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.at := now();
    RETURN NEW;
END $$;

CREATE TRIGGER takes_the_time BEFORE INSERT ON audit_auditevent
    FOR EACH ROW EXECUTE FUNCTION audit_event_takes_the_time();
"""

BACKWARD = """
DROP TRIGGER takes_the_time ON audit_auditevent;
DROP FUNCTION audit_event_takes_the_time;
DROP TRIGGER no_truncate ON audit_auditevent;
DROP TRIGGER append_only ON audit_auditevent;
DROP FUNCTION refuse_change;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
