"""An alarm begins unaccepted: written in as accepted already, it would silence the witness that raises it."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION ledger_alarm_begins_standing() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.accepted_at IS NOT NULL THEN
        RAISE EXCEPTION 'a ledger alarm begins unaccepted'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_alarm_begins_standing', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER begins_standing BEFORE INSERT ON certificates_ledgeralarm
    FOR EACH ROW EXECUTE FUNCTION ledger_alarm_begins_standing();
"""
BACKWARD = """
DROP TRIGGER begins_standing ON certificates_ledgeralarm;
DROP FUNCTION ledger_alarm_begins_standing;
"""


class Migration(migrations.Migration):
    dependencies = [("certificates", "0022_competence")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
