"""Attempts, assessors, missed tests and recognised units: facts of the tests, however the rows are written."""

from django.db import migrations

FORWARD = """
-- Tested is what the package teaches.
CREATE FUNCTION result_fits_its_package() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM programs_enrollment enrollment
        JOIN programs_batch batch ON batch.id = enrollment.batch_id
        JOIN programs_packageunit package_unit ON package_unit.package_id = batch.package_id
        WHERE enrollment.id = NEW.enrollment_id AND package_unit.unit_id = NEW.unit_id
    ) THEN
        RAISE EXCEPTION 'a result for a unit that the package does not teach'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'result_inside_its_package', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fits_its_package BEFORE INSERT OR UPDATE ON programs_unitresult
    FOR EACH ROW EXECUTE FUNCTION result_fits_its_package();
CREATE TRIGGER fits_its_package BEFORE INSERT OR UPDATE ON programs_missedtest
    FOR EACH ROW WHEN (NEW.unit_id IS NOT NULL) EXECUTE FUNCTION result_fits_its_package();

-- Attempts count 1, 2, 3 without a hole and not backwards in time; what is K is not tested again.
-- The enrollment's row is locked, so that of two who write at once the second one sees what the first wrote.
CREATE FUNCTION attempts_follow_each_other() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    asked record;
    broken record;
BEGIN
    IF TG_OP = 'INSERT' THEN asked := NEW; ELSE asked := OLD; END IF;
    FOR round IN 1..2 LOOP
        PERFORM 1 FROM programs_enrollment WHERE id = asked.enrollment_id FOR NO KEY UPDATE;
        SELECT coalesce(bool_or(attempt <> place), false) AS holes, coalesce(bool_or(former = 'K'), false) AS again,
               coalesce(bool_or(assessed_on < former_day), false) AS backwards INTO broken
        FROM (
            SELECT attempt, assessed_on, row_number() OVER turn AS place, lag(verdict) OVER turn AS former,
                   lag(assessed_on) OVER turn AS former_day
            FROM programs_unitresult
            WHERE enrollment_id = asked.enrollment_id AND unit_id = asked.unit_id
            WINDOW turn AS (ORDER BY attempt)
        ) AS attempts;
        IF broken.holes THEN
            RAISE EXCEPTION 'attempts with a hole'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'attempts_without_holes', TABLE = TG_TABLE_NAME;
        ELSIF broken.again THEN
            RAISE EXCEPTION 'tested again after K'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'only_bk_is_tested_again', TABLE = TG_TABLE_NAME;
        ELSIF broken.backwards THEN
            RAISE EXCEPTION 'attempts backwards in time'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'attempts_follow_in_time', TABLE = TG_TABLE_NAME;
        END IF;
        EXIT WHEN TG_OP <> 'UPDATE';
        asked := NEW;
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER attempts_follow_each_other
    AFTER INSERT OR UPDATE OF enrollment_id, unit_id, attempt, verdict, assessed_on OR DELETE ON programs_unitresult
    FOR EACH ROW EXECUTE FUNCTION attempts_follow_each_other();

-- Whether somebody alone has taught a unit: of the lessons given, those in which somebody has earned hours, or of
-- those planned. A session without a unit is about all of them.
CREATE FUNCTION taught_alone(teacher bigint, of_batch bigint, of_unit bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(bool_and(lesson.instructor_id = teacher), false)
        OR coalesce(bool_and(lesson.instructor_id = teacher) FILTER (WHERE lesson.was_given), false)
    FROM (
        SELECT instructor_id, EXISTS (
            SELECT 1 FROM programs_attendance attendance
            WHERE attendance.session_id = session.id AND attendance.lesson_hours > 0) AS was_given
        FROM programs_session session
        WHERE batch_id = of_batch AND cancelled_at IS NULL AND (unit_id IS NULL OR unit_id = of_unit)
            AND EXISTS (SELECT 1 FROM programs_session own WHERE own.batch_id = of_batch AND own.instructor_id = teacher
                        AND own.cancelled_at IS NULL AND (own.unit_id IS NULL OR own.unit_id = of_unit))
    ) AS lesson
$$;

CREATE FUNCTION may_assess_alone(assessor bigint, of_batch bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM programs_assessorexception WHERE batch_id = of_batch AND assessor_id = assessor)
$$;

-- Whoever taught a unit alone does not assess it, unless the centre's head said so before. A session without a unit
-- is about all of them.
CREATE FUNCTION result_has_a_second_pair_of_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_batch bigint;
BEGIN
    SELECT batch_id INTO of_batch FROM programs_enrollment WHERE id = NEW.enrollment_id;
    IF taught_alone(NEW.assessor_id, of_batch, NEW.unit_id) AND NOT may_assess_alone(NEW.assessor_id, of_batch) THEN
        RAISE EXCEPTION 'the assessor alone has taught the unit'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'assessor_taught_not_alone', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER has_a_second_pair_of_eyes
    BEFORE INSERT OR UPDATE OF enrollment_id, unit_id, assessor_id, recognised_from_id ON programs_unitresult
    FOR EACH ROW WHEN (NEW.recognised_from_id IS NULL) EXECUTE FUNCTION result_has_a_second_pair_of_eyes();

-- Lessons are cancelled, given to another and recorded after a test too: what has become of them is looked at last.
CREATE FUNCTION batch_closes_with_second_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM (
            SELECT DISTINCT result.assessor_id, result.unit_id
            FROM programs_unitresult result JOIN programs_enrollment enrollment ON enrollment.id = result.enrollment_id
            WHERE enrollment.batch_id = NEW.id AND result.recognised_from_id IS NULL
        ) AS tested
        WHERE taught_alone(assessor_id, NEW.id, unit_id) AND NOT may_assess_alone(assessor_id, NEW.id)
    ) THEN
        RAISE EXCEPTION 'results of who alone has taught'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'closed_without_second_eyes', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER closes_with_second_eyes AFTER UPDATE OF state ON programs_batch
    FOR EACH ROW WHEN (NEW.state = 'CLOSED' AND OLD.state <> 'CLOSED')
    EXECUTE FUNCTION batch_closes_with_second_eyes();

-- A recognised unit is the same person's K in the same unit of another training, as it was given there.
CREATE FUNCTION recognised_unit_was_passed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1
    FROM programs_unitresult source
    JOIN programs_enrollment earlier ON earlier.id = source.enrollment_id
    JOIN programs_enrollment own ON own.id = NEW.enrollment_id
    WHERE source.id = NEW.recognised_from_id AND source.verdict = 'K' AND source.unit_id = NEW.unit_id
      AND source.recognised_from_id IS NULL AND source.assessor_id = NEW.assessor_id
      AND source.assessed_on = NEW.assessed_on AND earlier.id <> own.id
      AND (earlier.inmate_id = own.inmate_id OR earlier.officer_id = own.officer_id)
    FOR SHARE OF source, earlier;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such unit was passed before'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'recognised_unit_was_passed', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER recognised_was_passed BEFORE INSERT OR UPDATE ON programs_unitresult
    FOR EACH ROW WHEN (NEW.recognised_from_id IS NOT NULL) EXECUTE FUNCTION recognised_unit_was_passed();

CREATE FUNCTION recognised_result_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM programs_unitresult WHERE recognised_from_id = OLD.id) THEN
        RAISE EXCEPTION 'the result is recognised elsewhere'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'recognised_result_stays', TABLE = TG_TABLE_NAME;
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER recognised_result_stays BEFORE UPDATE OR DELETE ON programs_unitresult
    FOR EACH ROW EXECUTE FUNCTION recognised_result_stays();

CREATE FUNCTION enrollment_with_results_keeps_its_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM programs_unitresult WHERE enrollment_id = OLD.id) THEN
        RAISE EXCEPTION 'the enrollment has results'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'enrollment_with_results_keeps_its_person',
                  TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keeps_its_person BEFORE UPDATE OF inmate_id, officer_id ON programs_enrollment
    FOR EACH ROW
    WHEN ((OLD.inmate_id, OLD.officer_id) IS DISTINCT FROM (NEW.inmate_id, NEW.officer_id))
    EXECUTE FUNCTION enrollment_with_results_keeps_its_person();

-- Nobody is both assessed in a unit and absent from its test on one day.
CREATE FUNCTION absent_is_not_assessed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM programs_enrollment WHERE id = NEW.enrollment_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM programs_missedtest missed
        JOIN programs_unitresult result ON result.enrollment_id = missed.enrollment_id
            AND result.assessed_on = missed.missed_on AND result.recognised_from_id IS NULL
            AND (missed.unit_id IS NULL OR missed.unit_id = result.unit_id)
        WHERE missed.enrollment_id = NEW.enrollment_id
    ) THEN
        RAISE EXCEPTION 'assessed and absent on one day'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'absent_is_not_assessed', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER absent_is_not_assessed AFTER INSERT OR UPDATE ON programs_missedtest
    FOR EACH ROW EXECUTE FUNCTION absent_is_not_assessed();
CREATE TRIGGER assessed_is_not_absent
    AFTER INSERT OR UPDATE OF enrollment_id, unit_id, assessed_on, recognised_from_id ON programs_unitresult
    FOR EACH ROW EXECUTE FUNCTION absent_is_not_assessed();
"""

BACKWARD = """
DROP TRIGGER assessed_is_not_absent ON programs_unitresult;
DROP TRIGGER absent_is_not_assessed ON programs_missedtest;
DROP TRIGGER keeps_its_person ON programs_enrollment;
DROP TRIGGER recognised_result_stays ON programs_unitresult;
DROP TRIGGER recognised_was_passed ON programs_unitresult;
DROP TRIGGER closes_with_second_eyes ON programs_batch;
DROP TRIGGER has_a_second_pair_of_eyes ON programs_unitresult;
DROP TRIGGER attempts_follow_each_other ON programs_unitresult;
DROP TRIGGER fits_its_package ON programs_missedtest;
DROP TRIGGER fits_its_package ON programs_unitresult;
DROP FUNCTION absent_is_not_assessed, enrollment_with_results_keeps_its_person, recognised_result_stays,
    recognised_unit_was_passed, batch_closes_with_second_eyes, result_has_a_second_pair_of_eyes, may_assess_alone,
    taught_alone, attempts_follow_each_other, result_fits_its_package;
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0010_instructors")]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
