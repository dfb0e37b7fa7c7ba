"""Scores on their own sheet, decrees that are only amended, TPP sessions of their own prison and agenda."""

from django.db import migrations

FORWARD = """
-- Points are given in a criterion of the candidate's own batch, and a sheet with points on it stays as it is.
CREATE FUNCTION score_fits_its_sheet() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT batch_id FROM programs_enrollment WHERE id = NEW.enrollment_id) IS DISTINCT FROM (
        SELECT sheet.batch_id FROM programs_scorecriterion criterion
        JOIN programs_scoresheet sheet ON sheet.id = criterion.sheet_id WHERE criterion.id = NEW.criterion_id
    ) THEN
        RAISE EXCEPTION 'a score in a criterion of another sheet'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'score_inside_its_sheet', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fits_its_sheet BEFORE INSERT OR UPDATE ON programs_selectionscore
    FOR EACH ROW EXECUTE FUNCTION score_fits_its_sheet();

CREATE FUNCTION scored_sheet_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    criterion record;
BEGIN
    IF TG_OP = 'DELETE' THEN criterion := OLD; ELSE criterion := NEW; END IF;
    IF EXISTS (
        SELECT 1 FROM programs_selectionscore score JOIN programs_scorecriterion own ON own.id = score.criterion_id
        WHERE own.sheet_id = criterion.sheet_id
    ) THEN
        RAISE EXCEPTION 'the sheet has scores'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'scored_sheet_stays', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN criterion;
END $$;
CREATE TRIGGER scored_sheet_stays BEFORE INSERT OR UPDATE OR DELETE ON programs_scorecriterion
    FOR EACH ROW EXECUTE FUNCTION scored_sheet_stays();

-- A TPP session speaks of its own prison's batches, of those on its agenda, and not of a closed one any more.
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
"""

BACKWARD = """
DROP TRIGGER fits_its_agenda ON programs_tppdecision;
DROP TRIGGER fits_its_session ON programs_tppitem;
DROP TRIGGER scored_sheet_stays ON programs_scorecriterion;
DROP TRIGGER fits_its_sheet ON programs_selectionscore;
DROP FUNCTION tpp_decision_fits_its_agenda, tpp_item_fits_its_session, scored_sheet_stays, score_fits_its_sheet;
"""

# A decree is printed from what it says; it is never changed, only amended.
ONLY_GROW = ("decree",)
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
    dependencies = [("programs", "0004_evidence")]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(
            migrations.RunSQL(APPEND_ONLY.format(table=table), NO_LONGER_APPEND_ONLY.format(table=table))
            for table in ONLY_GROW
        ),
    ]
