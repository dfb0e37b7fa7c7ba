"""Results are corrected on record by the centre's head, and never otherwise (rules 5.6 and 5.8)."""

from django.db import migrations

FORWARD = """
-- A correction is the word of whoever is head of the centre that day, about the result as it stands.
CREATE FUNCTION correction_is_the_heads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM programs_unitresult result
        JOIN programs_enrollment enrollment ON enrollment.id = result.enrollment_id
        JOIN programs_batch batch ON batch.id = enrollment.batch_id
        JOIN programs_package package ON package.id = batch.package_id
        JOIN facilities_trainingcentre centre ON centre.id = package.centre_id
        JOIN facilities_region region ON region.id = centre.region_id
        JOIN facilities_posting posting ON posting.centre_id = centre.id
        WHERE result.id = NEW.result_id AND posting.user_id = NEW.corrected_by_id AND posting.role = 'CENTRE_HEAD'
            AND posting.starts_on <= (now() AT TIME ZONE region.time_zone)::date
            AND (posting.ends_on IS NULL OR posting.ends_on >= (now() AT TIME ZONE region.time_zone)::date)
    ) THEN
        RAISE EXCEPTION 'a correction that the head of the centre has not made'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'correction_is_the_heads', TABLE = TG_TABLE_NAME;
    ELSIF NOT EXISTS (
        SELECT 1 FROM programs_unitresult
        WHERE id = NEW.result_id AND recognised_from_id IS NULL AND (verdict, knowledge, skill, attitude) IS NOT DISTINCT
            FROM (NEW.former_verdict, NEW.former_knowledge, NEW.former_skill, NEW.former_attitude)
    ) THEN
        RAISE EXCEPTION 'the result says something else'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'correction_of_what_stands', TABLE = TG_TABLE_NAME;
    ELSIF (NEW.verdict, NEW.knowledge, NEW.skill, NEW.attitude) IS NOT DISTINCT
        FROM (NEW.former_verdict, NEW.former_knowledge, NEW.former_skill, NEW.former_attitude) THEN
        RAISE EXCEPTION 'a correction of nothing'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'correction_changes_something', TABLE = TG_TABLE_NAME;
    END IF;
    NEW.corrected_at := now();
    RETURN NEW;
END $$;
CREATE TRIGGER is_the_heads BEFORE INSERT ON programs_resultcorrection
    FOR EACH ROW EXECUTE FUNCTION correction_is_the_heads();

CREATE FUNCTION correction_is_applied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM programs_unitresult result
        WHERE result.id = NEW.result_id
            AND NEW.id = (SELECT max(id) FROM programs_resultcorrection WHERE result_id = NEW.result_id)
            AND (result.verdict, result.knowledge, result.skill, result.attitude)
                IS DISTINCT FROM (NEW.verdict, NEW.knowledge, NEW.skill, NEW.attitude)
    ) THEN
        RAISE EXCEPTION 'a correction that the result does not say'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'correction_is_applied', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER correction_is_applied AFTER INSERT ON programs_resultcorrection
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION correction_is_applied();

-- Verdict and points change by the newest correction alone. Who turns BK into K has recorded that K, and so issues no
-- certificate on it; who turns K into BK has given nobody anything.
CREATE FUNCTION result_changes_by_correction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM programs_resultcorrection correction
        WHERE correction.id = (SELECT max(id) FROM programs_resultcorrection WHERE result_id = NEW.id)
            AND (correction.former_verdict, correction.former_knowledge, correction.former_skill,
                 correction.former_attitude) IS NOT DISTINCT FROM (OLD.verdict, OLD.knowledge, OLD.skill, OLD.attitude)
            AND (correction.verdict, correction.knowledge, correction.skill, correction.attitude)
                IS NOT DISTINCT FROM (NEW.verdict, NEW.knowledge, NEW.skill, NEW.attitude)
            AND NEW.recorded_by_id = CASE WHEN NEW.verdict = 'K' AND OLD.verdict = 'BK'
                                          THEN correction.corrected_by_id ELSE OLD.recorded_by_id END
    ) THEN
        RAISE EXCEPTION 'a result is corrected, not changed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'result_changes_by_correction', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER changes_by_correction AFTER UPDATE OF verdict, knowledge, skill, attitude ON programs_unitresult
    FOR EACH ROW WHEN ((OLD.verdict, OLD.knowledge, OLD.skill, OLD.attitude)
                       IS DISTINCT FROM (NEW.verdict, NEW.knowledge, NEW.skill, NEW.attitude))
    EXECUTE FUNCTION result_changes_by_correction();

CREATE FUNCTION result_stays_on_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'result % stays', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'result_stays_on_record', TABLE = TG_TABLE_NAME;
END $$;
CREATE TRIGGER stays_on_record AFTER DELETE ON programs_unitresult
    FOR EACH ROW EXECUTE FUNCTION result_stays_on_record();
"""

BACKWARD = """
DROP TRIGGER stays_on_record ON programs_unitresult;
DROP TRIGGER changes_by_correction ON programs_unitresult;
DROP TRIGGER correction_is_applied ON programs_resultcorrection;
DROP TRIGGER is_the_heads ON programs_resultcorrection;
DROP FUNCTION result_stays_on_record, result_changes_by_correction, correction_is_applied, correction_is_the_heads;
"""

ONLY_GROW = ("resultcorrection",)
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
    dependencies = [("programs", "0011_results")]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(
            migrations.RunSQL(APPEND_ONLY.format(table=table), NO_LONGER_APPEND_ONLY.format(table=table))
            for table in ONLY_GROW
        ),
    ]
