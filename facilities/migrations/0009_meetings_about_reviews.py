"""A meeting may be about a review, and a review is of a workshop of one of its two sides."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# A constraint of one table cannot look at the workshop's own place.
FORWARD = """
CREATE FUNCTION review_is_of_a_side() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM facilities_workshop room WHERE room.id = NEW.workshop_id
            AND (room.facility_id = NEW.facility_id OR room.centre_id = NEW.centre_id)
    ) THEN
        RAISE EXCEPTION 'the workshop of review % belongs to neither side', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'review_workshop_is_of_a_side', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER workshop_is_of_a_side BEFORE INSERT OR UPDATE OF workshop_id, facility_id, centre_id
    ON facilities_readinessreview FOR EACH ROW EXECUTE FUNCTION review_is_of_a_side();
"""
BACKWARD = """
DROP TRIGGER workshop_is_of_a_side ON facilities_readinessreview;
DROP FUNCTION review_is_of_a_side();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("facilities", "0008_ready_until_a_day"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="meeting",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="meeting",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="meeting",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="meeting",
            name="review",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meetings",
                to="facilities.readinessreview",
                verbose_name="readiness review",
            ),
        ),
        migrations.AddField(
            model_name="meetingevent",
            name="review",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="facilities.readinessreview",
                verbose_name="readiness review",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="meeting",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "facilities_meetingevent" ("agenda", "agreement_id", "decisions", "held_on", "id", "kind", "minutes", "minutes_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "review_id", "subject") VALUES (NEW."agenda", NEW."agreement_id", NEW."decisions", NEW."held_on", NEW."id", NEW."kind", NEW."minutes", NEW."minutes_number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."review_id", NEW."subject"); RETURN NULL;',
                    hash="28afc06f52db7ef31658857d3e5e5acaa44a4858",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_41f80",
                    table="facilities_meeting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="meeting",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "facilities_meetingevent" ("agenda", "agreement_id", "decisions", "held_on", "id", "kind", "minutes", "minutes_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "review_id", "subject") VALUES (NEW."agenda", NEW."agreement_id", NEW."decisions", NEW."held_on", NEW."id", NEW."kind", NEW."minutes", NEW."minutes_number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."review_id", NEW."subject"); RETURN NULL;',
                    hash="01a5f7cc77563eda09e5802263402a7becfcfdb2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_96c95",
                    table="facilities_meeting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="meeting",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "facilities_meetingevent" ("agenda", "agreement_id", "decisions", "held_on", "id", "kind", "minutes", "minutes_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "review_id", "subject") VALUES (OLD."agenda", OLD."agreement_id", OLD."decisions", OLD."held_on", OLD."id", OLD."kind", OLD."minutes", OLD."minutes_number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."review_id", OLD."subject"); RETURN NULL;',
                    hash="3a9d3ecf2f1b44f038bcaeca5a08c166ef0413fe",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_68395",
                    table="facilities_meeting",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
