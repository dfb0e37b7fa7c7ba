"""No inmate trains outside without a permit on file, and the permit by which somebody trained stays."""

from django.db import migrations

FORWARD = """
-- No inmate trains outside without a permit on file that reaches to the batch's last day.
CREATE FUNCTION lacks_a_permit(enrolled bigint, class bigint, room bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM programs_batch batch JOIN facilities_workshop workshop ON workshop.id = room
        WHERE batch.id = class AND workshop.place <> 'INSIDE' AND NOT EXISTS (
            SELECT 1 FROM programs_outsidepermit permit
            WHERE permit.enrollment_id = enrolled
                AND permit.valid_until >= greatest(batch.ends_on, batch.tested_on)))
$$;

CREATE FUNCTION participant_outside_has_a_permit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF lacks_a_permit(NEW.id, NEW.batch_id, (SELECT workshop_id FROM programs_batch WHERE id = NEW.batch_id)) THEN
        RAISE EXCEPTION 'enrollment % has no permit', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'participant_outside_has_a_permit', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outside_has_a_permit BEFORE INSERT OR UPDATE OF state, batch_id, inmate_id ON programs_enrollment
    FOR EACH ROW WHEN (NEW.state = 'ACTIVE' AND NEW.inmate_id IS NOT NULL)
    EXECUTE FUNCTION participant_outside_has_a_permit();

CREATE FUNCTION batch_moves_out_with_permits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM programs_enrollment WHERE batch_id = NEW.id AND state = 'ACTIVE' AND inmate_id IS NOT NULL
            AND lacks_a_permit(id, batch_id, NEW.workshop_id)
    ) THEN
        RAISE EXCEPTION 'participants of batch % have no permit', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'participant_outside_has_a_permit', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER moves_out_with_permits BEFORE UPDATE OF workshop_id ON programs_batch
    FOR EACH ROW WHEN (NEW.workshop_id <> OLD.workshop_id) EXECUTE FUNCTION batch_moves_out_with_permits();
-- A class outside goes on longer only with permits that reach to its new last day.
CREATE TRIGGER longer_with_permits AFTER UPDATE OF ends_on, tested_on ON programs_batch
    FOR EACH ROW WHEN (greatest(NEW.ends_on, NEW.tested_on) > greatest(OLD.ends_on, OLD.tested_on))
    EXECUTE FUNCTION batch_moves_out_with_permits();

-- Workshops stand in a room that knows no batches; this trigger watches them from here.
CREATE FUNCTION workshop_place_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM programs_batch
               WHERE workshop_id = OLD.id AND state IN ('RUNNING', 'TESTING', 'CLOSED')) THEN
        RAISE EXCEPTION 'batches have run in workshop %', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'workshop_place_stays', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER place_stays BEFORE UPDATE OF place ON facilities_workshop
    FOR EACH ROW WHEN (NEW.place <> OLD.place) EXECUTE FUNCTION workshop_place_stays();

-- The permit by which somebody trained outside stays on file.
CREATE FUNCTION permit_of_a_participant_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN RETURN NEW; END IF;
    IF EXISTS (SELECT 1 FROM programs_enrollment WHERE id = OLD.enrollment_id
                   AND state IN ('ACTIVE', 'SUSPENDED', 'COMPLETED', 'DROPPED')) THEN
        RAISE EXCEPTION 'somebody has trained by permit %', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'permit_of_a_participant_stays', TABLE = TG_TABLE_NAME;
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER of_a_participant_stays BEFORE UPDATE OR DELETE ON programs_outsidepermit
    FOR EACH ROW EXECUTE FUNCTION permit_of_a_participant_stays();
"""

BACKWARD = """
DROP TRIGGER of_a_participant_stays ON programs_outsidepermit;
DROP TRIGGER place_stays ON facilities_workshop;
DROP TRIGGER longer_with_permits ON programs_batch;
DROP TRIGGER moves_out_with_permits ON programs_batch;
DROP TRIGGER outside_has_a_permit ON programs_enrollment;
DROP FUNCTION permit_of_a_participant_stays, workshop_place_stays, batch_moves_out_with_permits,
    participant_outside_has_a_permit, lacks_a_permit;
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0005_selection")]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
