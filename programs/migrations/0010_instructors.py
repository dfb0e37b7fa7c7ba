"""Certificates let people teach, lessons keep off their instructors' free days, and helpers know the field."""

from django.db import migrations

FORWARD = """
-- Whether certificates let somebody teach a field on a day (rule 5.8): of each kind on file for it one is valid then;
-- an officer has one of methodology; where the centre demands certificates, its people have both kinds.
CREATE FUNCTION instructor_may_teach(wanted bigint, taught bigint, on_day date) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(bool_and(held.is_valid), true) AND (
        SELECT CASE
            WHEN instructor.kind = 'OFFICER' THEN coalesce(bool_or(held.kind = 'METHODOLOGY'), false)
            WHEN centre.demands_certificates THEN count(held.kind) = 2
            ELSE true END
        FROM programs_instructor instructor
        LEFT JOIN facilities_trainingcentre centre ON centre.id = instructor.centre_id
        WHERE instructor.id = wanted)
    FROM (
        SELECT kind, bool_or(valid_until IS NULL OR valid_until >= on_day) AS is_valid
        FROM programs_instructorcertificate WHERE instructor_id = wanted AND field_id = taught GROUP BY kind
    ) held
$$;

-- The row of the instructor makes a lesson and an absence of the same moment wait for each other.
CREATE FUNCTION lesson_has_its_instructor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.cancelled_at IS NOT NULL THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' AND OLD.cancelled_at IS NULL AND (NEW.instructor_id, NEW.day, NEW.batch_id)
        IS NOT DISTINCT FROM (OLD.instructor_id, OLD.day, OLD.batch_id) THEN RETURN NEW; END IF;
    PERFORM 1 FROM programs_instructor WHERE id = NEW.instructor_id FOR SHARE;
    IF EXISTS (
        SELECT 1 FROM programs_instructorabsence
        WHERE instructor_id = NEW.instructor_id AND NEW.day BETWEEN starts_on AND ends_on
    ) THEN
        RAISE EXCEPTION 'the instructor is away on %', NEW.day
            USING ERRCODE = 'check_violation', CONSTRAINT = 'lesson_on_a_day_of_its_instructor', TABLE = TG_TABLE_NAME;
    END IF;
    IF NOT instructor_may_teach(NEW.instructor_id, (
        SELECT package.field_id FROM programs_batch batch JOIN programs_package package ON package.id = batch.package_id
        WHERE batch.id = NEW.batch_id), NEW.day) THEN
        RAISE EXCEPTION 'no certificate that is valid on %', NEW.day
            USING ERRCODE = 'check_violation', CONSTRAINT = 'lesson_by_a_certified_instructor', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER has_its_instructor BEFORE INSERT OR UPDATE ON programs_session
    FOR EACH ROW EXECUTE FUNCTION lesson_has_its_instructor();

CREATE FUNCTION absence_has_no_lessons() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM programs_instructor WHERE id = NEW.instructor_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM programs_session
        WHERE instructor_id = NEW.instructor_id AND cancelled_at IS NULL AND day BETWEEN NEW.starts_on AND NEW.ends_on
    ) THEN
        RAISE EXCEPTION 'lessons on these days'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'absence_without_lessons', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER has_no_lessons BEFORE INSERT OR UPDATE ON programs_instructorabsence
    FOR EACH ROW EXECUTE FUNCTION absence_has_no_lessons();

-- An officer's methodology is earned, by completing a training of instructors, and for the field that it trains for.
CREATE FUNCTION officers_methodology_is_earned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.earned_in_id IS NOT NULL OR NEW.kind = 'METHODOLOGY' AND
        (SELECT kind FROM programs_instructor WHERE id = NEW.instructor_id) = 'OFFICER') AND NOT EXISTS (
        SELECT 1 FROM programs_enrollment enrollment
        JOIN programs_instructor instructor ON instructor.officer_id = enrollment.officer_id
        JOIN programs_batch batch ON batch.id = enrollment.batch_id
        JOIN programs_package package ON package.id = batch.package_id
        WHERE enrollment.id = NEW.earned_in_id AND instructor.id = NEW.instructor_id
            AND enrollment.state = 'COMPLETED' AND package.trains_instructors
            AND coalesce(package.instructor_field_id, package.field_id) = NEW.field_id
    ) THEN
        RAISE EXCEPTION 'not earned in a training of instructors'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'officers_methodology_is_earned', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER is_earned BEFORE INSERT OR UPDATE ON programs_instructorcertificate
    FOR EACH ROW EXECUTE FUNCTION officers_methodology_is_earned();

-- What an officer earned in a training says for how long and in which field; only its number and issuer are filled in.
CREATE FUNCTION earned_certificate_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'certificate % was earned', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'earned_certificate_stays', TABLE = TG_TABLE_NAME;
END $$;
CREATE TRIGGER earned_stays BEFORE UPDATE ON programs_instructorcertificate
    FOR EACH ROW WHEN (OLD.earned_in_id IS NOT NULL AND
        (OLD.earned_in_id, OLD.instructor_id, OLD.kind, OLD.field_id, OLD.valid_until)
        IS DISTINCT FROM (NEW.earned_in_id, NEW.instructor_id, NEW.kind, NEW.field_id, NEW.valid_until))
    EXECUTE FUNCTION earned_certificate_stays();
CREATE TRIGGER earned_is_kept BEFORE DELETE ON programs_instructorcertificate
    FOR EACH ROW WHEN (OLD.earned_in_id IS NOT NULL) EXECUTE FUNCTION earned_certificate_stays();

-- Who helps is held in the prison, has completed the field in another batch and takes no part in this one.
CREATE FUNCTION helper_fits_its_batch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM trainees_inmate inmate JOIN programs_batch batch ON batch.facility_id = inmate.facility_id
        WHERE inmate.id = NEW.inmate_id AND inmate.status = 'IN_CUSTODY' AND batch.id = NEW.batch_id
    ) THEN
        RAISE EXCEPTION 'held elsewhere'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'helper_held_in_the_prison', TABLE = TG_TABLE_NAME;
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM programs_batch helped JOIN programs_package package ON package.id = helped.package_id
        JOIN programs_package learnt ON learnt.field_id = package.field_id
        JOIN programs_batch earlier ON earlier.package_id = learnt.id
        JOIN programs_enrollment enrollment ON enrollment.batch_id = earlier.id
        WHERE helped.id = NEW.batch_id AND enrollment.inmate_id = NEW.inmate_id AND enrollment.state = 'COMPLETED'
            AND earlier.id <> helped.id
    ) THEN
        RAISE EXCEPTION 'has not completed the field'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'helper_completed_the_field', TABLE = TG_TABLE_NAME;
    END IF;
    IF EXISTS (
        SELECT 1 FROM programs_enrollment WHERE batch_id = NEW.batch_id AND inmate_id = NEW.inmate_id
            AND state IN ('PROPOSED', 'SHORTLISTED', 'ACCEPTED', 'RESERVE', 'ACTIVE', 'SUSPENDED', 'COMPLETED')
    ) THEN
        RAISE EXCEPTION 'takes part in the batch'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'helper_is_no_participant', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fits_its_batch BEFORE INSERT OR UPDATE OF batch_id, inmate_id ON programs_helper
    FOR EACH ROW EXECUTE FUNCTION helper_fits_its_batch();

CREATE FUNCTION participant_is_no_helper() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM programs_helper
        WHERE batch_id = NEW.batch_id AND inmate_id = NEW.inmate_id AND left_on IS NULL
    ) THEN
        RAISE EXCEPTION 'helps in the batch'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'helper_is_no_participant', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER is_no_helper BEFORE INSERT OR UPDATE OF batch_id, inmate_id ON programs_enrollment
    FOR EACH ROW WHEN (NEW.inmate_id IS NOT NULL) EXECUTE FUNCTION participant_is_no_helper();
"""

BACKWARD = """
DROP TRIGGER is_no_helper ON programs_enrollment;
DROP TRIGGER fits_its_batch ON programs_helper;
DROP TRIGGER earned_is_kept ON programs_instructorcertificate;
DROP TRIGGER earned_stays ON programs_instructorcertificate;
DROP TRIGGER is_earned ON programs_instructorcertificate;
DROP TRIGGER has_no_lessons ON programs_instructorabsence;
DROP TRIGGER has_its_instructor ON programs_session;
DROP FUNCTION participant_is_no_helper, helper_fits_its_batch, earned_certificate_stays,
    officers_methodology_is_earned, absence_has_no_lessons, lesson_has_its_instructor, instructor_may_teach;
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0009_tools")]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
