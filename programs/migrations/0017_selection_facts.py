"""Scores of before get the one criterion they were given for; and what the database itself keeps of a selection."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

ONE = {"position": 1, "kind": "INTERVIEW", "name": "Penilaian seleksi", "weight": 100}


def give_old_scores_their_criterion(apps: Any, schema_editor: Any) -> None:
    """A batch scored before had one figure of each officer for each candidate, and no least number of officers.

    Scores of closed batches are evidence that a trigger keeps; it rests while they are given the criterion, for the
    transaction of this migration alone. Their history says it too, without a line that somebody changed them.
    """
    schema_editor.execute("ALTER TABLE programs_selectionscore DISABLE TRIGGER USER")
    sheets, criteria = apps.get_model("programs", "ScoreSheet"), apps.get_model("programs", "ScoreCriterion")
    scores, events = apps.get_model("programs", "SelectionScore"), apps.get_model("programs", "SelectionScoreEvent")
    for model in (scores, events):
        for batch in model.objects.filter(criterion=None).values_list("enrollment__batch", flat=True).distinct():
            sheet, _new = sheets.objects.get_or_create(batch_id=batch, defaults={"least_scorers": 1})
            criterion, _new = criteria.objects.get_or_create(sheet=sheet, position=1, defaults=ONE)
            model.objects.filter(criterion=None, enrollment__batch=batch).update(criterion=criterion)
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    schema_editor.execute("ALTER TABLE programs_selectionscore ENABLE TRIGGER USER")


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

-- A decree is printed from what it says; it is never changed, only amended.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON programs_decree
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON programs_decree
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

BACKWARD = """
DROP TRIGGER no_truncate ON programs_decree;
DROP TRIGGER append_only ON programs_decree;
DROP TRIGGER scored_sheet_stays ON programs_scorecriterion;
DROP FUNCTION scored_sheet_stays;
DROP TRIGGER fits_its_sheet ON programs_selectionscore;
DROP FUNCTION score_fits_its_sheet;
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0016_selection"), ("audit", "0002_append_only")]

    operations = [
        migrations.RunPython(give_old_scores_their_criterion, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="selectionscore",
            name="criterion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="scores",
                to="programs.scorecriterion",
            ),
        ),
        migrations.AlterField(
            model_name="selectionscoreevent",
            name="criterion",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="programs.scorecriterion",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
