"""What holds of versions, exceptions to standards and permits to train outside, however the rows are written."""

from django.db import migrations

FORWARD = """
-- All versions of a package bear one name at one centre and are counted without a hole.
CREATE FUNCTION package_versions_bear_one_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.supersedes_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM programs_package former WHERE former.id = NEW.supersedes_id
                AND former.centre_id = NEW.centre_id AND former.name = NEW.name AND former.version = NEW.version - 1))
        OR EXISTS (
            SELECT 1 FROM programs_package later WHERE later.supersedes_id = NEW.id
                AND (later.centre_id, later.name, later.version - 1)
                    IS DISTINCT FROM (NEW.centre_id, NEW.name, NEW.version::integer))
    THEN
        RAISE EXCEPTION 'the versions of package % bear one name', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'package_versions_bear_one_name', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER versions_bear_one_name BEFORE INSERT OR UPDATE OF supersedes_id, version, name, centre_id
    ON programs_package FOR EACH ROW EXECUTE FUNCTION package_versions_bear_one_name();

-- What else a batch was planned by stands still with the hours and the threshold.
CREATE TRIGGER keeps_its_standard BEFORE UPDATE ON programs_package
    FOR EACH ROW
    WHEN ((OLD.least_participants, OLD.most_participants, OLD.kind, OLD.trains_instructors, OLD.requirements)
          IS DISTINCT FROM
          (NEW.least_participants, NEW.most_participants, NEW.kind, NEW.trains_instructors, NEW.requirements))
    EXECUTE FUNCTION package_in_use_keeps_its_rules();

-- No decree for fewer or more people than the package's standard, unless the centre's head allowed that figure.
CREATE FUNCTION batch_keeps_its_standard() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER keeps_its_standard BEFORE UPDATE OF state ON programs_batch
    FOR EACH ROW WHEN (NEW.state = 'DECREED' AND OLD.state = 'SELECTING')
    EXECUTE FUNCTION batch_keeps_its_standard();

-- An exception is the word of the head of the package's centre, and is not taken back or reworded.
CREATE FUNCTION exception_is_the_heads() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER is_the_heads BEFORE INSERT ON programs_standardexception
    FOR EACH ROW EXECUTE FUNCTION exception_is_the_heads();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON programs_standardexception
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON programs_standardexception
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

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
CREATE TRIGGER closed_batch_keeps_permits BEFORE INSERT OR UPDATE OR DELETE ON programs_outsidepermit
    FOR EACH ROW EXECUTE FUNCTION closed_batch_keeps_its_evidence();
"""

BACKWARD = """
DROP TRIGGER closed_batch_keeps_permits ON programs_outsidepermit;
DROP TRIGGER of_a_participant_stays ON programs_outsidepermit;
DROP TRIGGER place_stays ON facilities_workshop;
DROP TRIGGER moves_out_with_permits ON programs_batch;
DROP TRIGGER outside_has_a_permit ON programs_enrollment;
DROP TRIGGER no_truncate ON programs_standardexception;
DROP TRIGGER append_only ON programs_standardexception;
DROP TRIGGER is_the_heads ON programs_standardexception;
DROP TRIGGER keeps_its_standard ON programs_batch;
DROP TRIGGER keeps_its_standard ON programs_package;
DROP TRIGGER versions_bear_one_name ON programs_package;
DROP FUNCTION permit_of_a_participant_stays, workshop_place_stays, batch_moves_out_with_permits,
    participant_outside_has_a_permit, lacks_a_permit, exception_is_the_heads, batch_keeps_its_standard,
    package_versions_bear_one_name;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0020_standards_kept"),
        ("facilities", "0010_workshop_places"),
        ("audit", "0002_append_only"),
    ]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
