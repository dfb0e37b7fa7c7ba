"""A rotation plan whose batches are created stays, with all of its cells."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION created_rotation_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'CREATED' THEN
        RAISE EXCEPTION 'a rotation plan whose batches are created'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'created_rotation_stays', TABLE = TG_TABLE_NAME;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF NEW.state = 'CREATED' AND (
        NOT EXISTS (SELECT 1 FROM programs_rotationcell WHERE plan_id = NEW.id)
        OR EXISTS (SELECT 1 FROM programs_rotationcell WHERE plan_id = NEW.id AND batch_id IS NULL)
    ) THEN
        RAISE EXCEPTION 'a rotation plan without all of its batches'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rotation_created_with_all_batches', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER created_stays BEFORE UPDATE OR DELETE ON programs_rotationplan
    FOR EACH ROW EXECUTE FUNCTION created_rotation_stays();

CREATE FUNCTION created_rotation_keeps_its_cells() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM programs_rotationplan
        WHERE state = 'CREATED'
            AND (TG_OP <> 'DELETE' AND id = NEW.plan_id OR TG_OP <> 'INSERT' AND id = OLD.plan_id)
        FOR SHARE
    ) THEN
        RAISE EXCEPTION 'a class of a rotation plan whose batches are created'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'created_rotation_stays', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER created_keeps_cells BEFORE INSERT OR UPDATE OR DELETE ON programs_rotationcell
    FOR EACH ROW EXECUTE FUNCTION created_rotation_keeps_its_cells();
"""

BACKWARD = """
DROP TRIGGER created_keeps_cells ON programs_rotationcell;
DROP TRIGGER created_stays ON programs_rotationplan;
DROP FUNCTION created_rotation_keeps_its_cells, created_rotation_stays;
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0012_corrections")]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
