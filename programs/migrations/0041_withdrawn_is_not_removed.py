from django.db import migrations

FORWARD = """
-- What was withdrawn is not filled in anew by taking its row away first.
CREATE FUNCTION outcome_withdrawn_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an outcome that was withdrawn is not removed'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'outcome_stays_withdrawn', TABLE = TG_TABLE_NAME;
END $$;
CREATE TRIGGER withdrawn_is_kept BEFORE DELETE ON programs_outcome
    FOR EACH ROW WHEN (OLD.kind = 'WITHDRAWN') EXECUTE FUNCTION outcome_withdrawn_is_kept();
"""
BACKWARD = """
DROP TRIGGER withdrawn_is_kept ON programs_outcome;
DROP FUNCTION outcome_withdrawn_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0040_after_release")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
