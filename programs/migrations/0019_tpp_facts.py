"""A TPP session speaks of its own prison's batches, of those on its agenda, and not of a closed one any more."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION tpp_item_fits_its_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT facility_id FROM programs_tppsession WHERE id = NEW.session_id)
        IS DISTINCT FROM (SELECT facility_id FROM programs_batch WHERE id = NEW.batch_id) THEN
        RAISE EXCEPTION 'a batch of another prison on the agenda'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'tpp_item_inside_its_prison', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fits_its_session BEFORE INSERT OR UPDATE ON programs_tppitem
    FOR EACH ROW EXECUTE FUNCTION tpp_item_fits_its_session();

CREATE FUNCTION tpp_decision_fits_its_agenda() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM programs_tppitem item JOIN programs_enrollment enrollment ON enrollment.batch_id = item.batch_id
        WHERE item.session_id = NEW.session_id AND enrollment.id = NEW.enrollment_id
    ) THEN
        RAISE EXCEPTION 'a decision on a batch that is not on the agenda'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'tpp_decision_on_its_agenda', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fits_its_agenda BEFORE INSERT OR UPDATE ON programs_tppdecision
    FOR EACH ROW EXECUTE FUNCTION tpp_decision_fits_its_agenda();
CREATE TRIGGER closed_batch_keeps_decisions BEFORE INSERT OR UPDATE OR DELETE ON programs_tppdecision
    FOR EACH ROW EXECUTE FUNCTION closed_batch_keeps_its_evidence();
"""

BACKWARD = """
DROP TRIGGER closed_batch_keeps_decisions ON programs_tppdecision;
DROP TRIGGER fits_its_agenda ON programs_tppdecision;
DROP TRIGGER fits_its_session ON programs_tppitem;
DROP FUNCTION tpp_decision_fits_its_agenda, tpp_item_fits_its_session;
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0018_officers_teach")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
