"""Outcomes are of released graduates, and one that was withdrawn stays withdrawn."""

from django.db import migrations

FORWARD = """
-- Asked is who completed a training and was released, so many calendar months after the day of release or later.
CREATE FUNCTION outcome_of_a_released_graduate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM programs_enrollment enrollment
        JOIN trainees_inmate inmate ON inmate.id = enrollment.inmate_id AND inmate.status = 'RELEASED'
        JOIN trainees_movement release ON release.inmate_id = inmate.id AND release.kind = 'RELEASE'
        WHERE enrollment.id = NEW.enrollment_id AND enrollment.state = 'COMPLETED'
            AND release.moved_on + make_interval(months => NEW.months) <= NEW.asked_on
    ) THEN
        RAISE EXCEPTION 'an outcome of somebody who was not released so long ago, or has completed nothing'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'outcome_of_a_released_graduate', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER of_a_released_graduate BEFORE INSERT OR UPDATE OF enrollment_id, months, asked_on ON programs_outcome
    FOR EACH ROW EXECUTE FUNCTION outcome_of_a_released_graduate();

-- An outcome stays whose it is; and what was withdrawn is not filled in again by somebody who remembers it.
CREATE FUNCTION outcome_stays_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.enrollment_id, NEW.months) <> (OLD.enrollment_id, OLD.months)
        OR (OLD.kind = 'WITHDRAWN' AND NEW.kind <> 'WITHDRAWN') THEN
        RAISE EXCEPTION 'an outcome that was withdrawn, or is another person''s'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'outcome_stays_withdrawn', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays_withdrawn BEFORE UPDATE ON programs_outcome
    FOR EACH ROW EXECUTE FUNCTION outcome_stays_withdrawn();

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
DROP TRIGGER stays_withdrawn ON programs_outcome;
DROP TRIGGER of_a_released_graduate ON programs_outcome;
DROP FUNCTION outcome_withdrawn_is_kept, outcome_stays_withdrawn, outcome_of_a_released_graduate;
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0013_rotations")]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
