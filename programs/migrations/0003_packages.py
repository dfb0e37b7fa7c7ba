"""A package's rules, units, versions and syllabus; the standard that its batches keep, and who allows exceptions."""

from django.db import migrations

FORWARD = """
-- A package's rules stand still while people are chosen, trained and certified by them.
CREATE FUNCTION package_is_in_use(wanted bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM programs_batch
                   WHERE package_id = wanted AND state NOT IN ('PLANNED', 'POSTPONED', 'CANCELLED'))
$$;

CREATE FUNCTION package_in_use_keeps_its_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF package_is_in_use(OLD.id) THEN
        RAISE EXCEPTION 'package % is in use', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'package_in_use_keeps_its_rules', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keeps_its_rules BEFORE UPDATE ON programs_package
    FOR EACH ROW
    WHEN ((OLD.lesson_hours, OLD.attendance_threshold, OLD.field_id, OLD.centre_id)
          IS DISTINCT FROM (NEW.lesson_hours, NEW.attendance_threshold, NEW.field_id, NEW.centre_id))
    EXECUTE FUNCTION package_in_use_keeps_its_rules();
-- What else a batch was planned by stands still with the hours and the threshold.
CREATE TRIGGER keeps_its_standard BEFORE UPDATE ON programs_package
    FOR EACH ROW
    WHEN ((OLD.least_participants, OLD.most_participants, OLD.kind, OLD.trains_instructors, OLD.requirements)
          IS DISTINCT FROM
          (NEW.least_participants, NEW.most_participants, NEW.kind, NEW.trains_instructors, NEW.requirements))
    EXECUTE FUNCTION package_in_use_keeps_its_rules();
-- So does the mark people are passed by.
CREATE TRIGGER keeps_its_pass_mark BEFORE UPDATE OF pass_mark ON programs_package
    FOR EACH ROW WHEN (OLD.pass_mark IS DISTINCT FROM NEW.pass_mark)
    EXECUTE FUNCTION package_in_use_keeps_its_rules();
-- What a package asks of people, and what its instructors may teach afterwards, stands still with its other rules.
CREATE TRIGGER keeps_its_demands BEFORE UPDATE ON programs_package
    FOR EACH ROW
    WHEN ((OLD.minimum_age, OLD.minimum_education, OLD.instructor_field_id, OLD.instructor_months)
          IS DISTINCT FROM
          (NEW.minimum_age, NEW.minimum_education, NEW.instructor_field_id, NEW.instructor_months))
    EXECUTE FUNCTION package_in_use_keeps_its_rules();

CREATE FUNCTION package_in_use_keeps_its_units() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN RETURN NEW; END IF;
    IF (TG_OP <> 'INSERT' AND package_is_in_use(OLD.package_id))
        OR (TG_OP <> 'DELETE' AND package_is_in_use(NEW.package_id)) THEN
        RAISE EXCEPTION 'the package is in use'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'package_in_use_keeps_its_rules', TABLE = TG_TABLE_NAME;
    END IF;
    IF TG_OP <> 'INSERT' AND EXISTS (
        SELECT 1 FROM programs_unitresult result
        JOIN programs_enrollment enrollment ON enrollment.id = result.enrollment_id
        JOIN programs_batch batch ON batch.id = enrollment.batch_id
        WHERE batch.package_id = OLD.package_id AND result.unit_id = OLD.unit_id
    ) AND (TG_OP = 'DELETE' OR (NEW.package_id, NEW.unit_id) IS DISTINCT FROM (OLD.package_id, OLD.unit_id)) THEN
        RAISE EXCEPTION 'the unit has results'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'unit_with_results_stays', TABLE = TG_TABLE_NAME;
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keeps_its_units BEFORE INSERT OR UPDATE OR DELETE ON programs_packageunit
    FOR EACH ROW EXECUTE FUNCTION package_in_use_keeps_its_units();

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

-- Syllabuses are only added, and a batch is taught by the one that its package had when it was planned.
CREATE FUNCTION syllabus_of_a_package_in_use_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF package_is_in_use(NEW.package_id) AND EXISTS (
        SELECT 1 FROM programs_syllabus WHERE package_id = NEW.package_id
    ) THEN
        RAISE EXCEPTION 'the package is in use'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'syllabus_of_a_package_in_use_stays', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays_while_in_use BEFORE INSERT ON programs_syllabus
    FOR EACH ROW EXECUTE FUNCTION syllabus_of_a_package_in_use_stays();

-- No decree for fewer or more people than the package's standard, unless the centre's head allowed that figure.
-- Hours below the package's keep a batch from its decree as people do. A timetable not laid out falls short of nothing.
CREATE FUNCTION batch_keeps_its_standard() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER keeps_its_standard BEFORE UPDATE OF state ON programs_batch
    FOR EACH ROW WHEN (NEW.state = 'DECREED' AND OLD.state = 'SELECTING')
    EXECUTE FUNCTION batch_keeps_its_standard();

-- An exception is the word of the head of the package's centre, and is not taken back or reworded.
-- Whoever was head once is head no more; and who lets an only teacher assess is the head of the centre as well.
CREATE FUNCTION exception_is_the_heads() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER is_the_heads BEFORE INSERT ON programs_standardexception
    FOR EACH ROW EXECUTE FUNCTION exception_is_the_heads();
CREATE TRIGGER is_the_heads BEFORE INSERT ON programs_assessorexception
    FOR EACH ROW EXECUTE FUNCTION exception_is_the_heads();
"""

BACKWARD = """
DROP TRIGGER is_the_heads ON programs_assessorexception;
DROP TRIGGER is_the_heads ON programs_standardexception;
DROP TRIGGER keeps_its_standard ON programs_batch;
DROP TRIGGER stays_while_in_use ON programs_syllabus;
DROP TRIGGER versions_bear_one_name ON programs_package;
DROP TRIGGER keeps_its_units ON programs_packageunit;
DROP TRIGGER keeps_its_demands ON programs_package;
DROP TRIGGER keeps_its_pass_mark ON programs_package;
DROP TRIGGER keeps_its_standard ON programs_package;
DROP TRIGGER keeps_its_rules ON programs_package;
DROP FUNCTION exception_is_the_heads, batch_keeps_its_standard, syllabus_of_a_package_in_use_stays,
    package_versions_bear_one_name, package_in_use_keeps_its_units, package_in_use_keeps_its_rules,
    package_is_in_use;
"""

# Syllabuses are only added, and what a head has allowed is neither taken back nor reworded.
ONLY_GROW = ("syllabus", "standardexception", "assessorexception")
APPEND_ONLY = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON programs_{table}
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON programs_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
NO_LONGER_APPEND_ONLY = """
DROP TRIGGER no_truncate ON programs_{table};
DROP TRIGGER append_only ON programs_{table};
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0002_batches"), ("audit", "0002_append_only")]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(
            migrations.RunSQL(APPEND_ONLY.format(table=table), NO_LONGER_APPEND_ONLY.format(table=table))
            for table in ONLY_GROW
        ),
    ]
