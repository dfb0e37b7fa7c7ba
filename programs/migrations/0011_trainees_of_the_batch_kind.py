"""A batch is for inmates or for officers, and only those are enrolled in it."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION trainees_are_of_the_batch_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.officer_id IS NOT NULL)
        <> (SELECT trainee_kind = 'OFFICER' FROM programs_batch WHERE id = NEW.batch_id FOR KEY SHARE) THEN
        RAISE EXCEPTION 'batch % is for others', NEW.batch_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'trainees_of_the_batch_kind', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER trainees_are_of_the_batch_kind BEFORE INSERT OR UPDATE OF batch_id, inmate_id, officer_id
    ON programs_enrollment FOR EACH ROW EXECUTE FUNCTION trainees_are_of_the_batch_kind();

CREATE FUNCTION batch_keeps_its_trainee_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM programs_enrollment WHERE batch_id = NEW.id) THEN
        RAISE EXCEPTION 'batch % has people of the other kind', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'trainees_of_the_batch_kind', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keeps_its_trainee_kind BEFORE UPDATE OF trainee_kind ON programs_batch
    FOR EACH ROW WHEN (NEW.trainee_kind <> OLD.trainee_kind) EXECUTE FUNCTION batch_keeps_its_trainee_kind();
"""

BACKWARD = """
DROP TRIGGER keeps_its_trainee_kind ON programs_batch;
DROP TRIGGER trainees_are_of_the_batch_kind ON programs_enrollment;
DROP FUNCTION batch_keeps_its_trainee_kind, trainees_are_of_the_batch_kind;
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0010_officers_as_trainees")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
