"""Make-up lessons; and what the database itself keeps of a timetable."""

import django.contrib.postgres.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import programs.models.sessions
from django.db import migrations, models


FORWARD = """
-- A lesson that is held lies within its batch's days, in a workshop of its prison or centre, and teaches the package.
-- The trigger that keeps closed batches, earlier in the alphabet, has locked the batch's row.
CREATE FUNCTION session_fits_its_batch() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    batch record;
    refused text;
BEGIN
    SELECT b.starts_on, b.ends_on, b.facility_id, b.workshop_id, b.package_id, p.centre_id, f.time_zone INTO batch
    FROM programs_batch b
    JOIN programs_package p ON p.id = b.package_id
    JOIN facilities_facility f ON f.id = b.facility_id
    WHERE b.id = NEW.batch_id;
    IF NEW.day < batch.starts_on OR NEW.day > batch.ends_on THEN
        refused := 'session_inside_its_days';
    ELSIF NEW.day <> (NEW.starts_at AT TIME ZONE batch.time_zone)::date THEN
        refused := 'session_on_its_day';
    ELSIF NEW.workshop_id <> batch.workshop_id AND NOT EXISTS (
        SELECT 1 FROM facilities_workshop w WHERE w.id = NEW.workshop_id
        AND (w.facility_id = batch.facility_id OR w.centre_id = batch.centre_id)) THEN
        refused := 'session_at_a_place_of_its_batch';
    ELSIF NEW.unit_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM programs_packageunit pu WHERE pu.package_id = batch.package_id AND pu.unit_id = NEW.unit_id) THEN
        refused := 'session_teaches_its_package';
    ELSIF NEW.makes_up_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM programs_session s
        WHERE s.id = NEW.makes_up_id AND s.batch_id = NEW.batch_id AND s.cancelled_at IS NOT NULL) THEN
        refused := 'make_up_of_a_cancelled_session';
    ELSIF EXISTS (SELECT 1 FROM programs_session s WHERE s.makes_up_id = NEW.id AND s.cancelled_at IS NULL) THEN
        refused := 'made_up_session_stays_cancelled';
    END IF;
    IF refused IS NOT NULL THEN
        RAISE EXCEPTION 'the session does not fit its batch'
            USING ERRCODE = 'check_violation', CONSTRAINT = refused, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fits_its_batch
    BEFORE INSERT OR UPDATE OF batch_id, day, starts_at, workshop_id, unit_id, makes_up_id, cancelled_at
    ON programs_session FOR EACH ROW WHEN (NEW.cancelled_at IS NULL) EXECUTE FUNCTION session_fits_its_batch();

-- Once a class runs, its days go on holding its lessons. Before, a plan that changed asks for a new timetable.
CREATE FUNCTION running_batch_holds_its_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM programs_session s WHERE s.batch_id = NEW.id AND s.cancelled_at IS NULL
               AND (s.day < NEW.starts_on OR s.day > NEW.ends_on)) THEN
        RAISE EXCEPTION 'lessons lie outside the days of the batch'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'running_batch_holds_its_sessions', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER holds_its_sessions BEFORE UPDATE OF starts_on, ends_on ON programs_batch
    FOR EACH ROW WHEN (NEW.state IN ('RUNNING', 'TESTING') AND (OLD.starts_on, OLD.ends_on)
                       IS DISTINCT FROM (NEW.starts_on, NEW.ends_on))
    EXECUTE FUNCTION running_batch_holds_its_sessions();
"""

BACKWARD = """
DROP TRIGGER holds_its_sessions ON programs_batch;
DROP TRIGGER fits_its_batch ON programs_session;
DROP FUNCTION running_batch_holds_its_sessions, session_fits_its_batch;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("facilities", "0011_closed_days"),
        ("programs", "0021_standard_facts"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="session",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="session",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="session",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="session",
            name="makes_up",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="make_ups",
                to="programs.session",
                verbose_name="makes up for",
            ),
        ),
        migrations.AddField(
            model_name="sessionevent",
            name="makes_up",
            field=models.ForeignKey(
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="programs.session",
                verbose_name="makes up for",
            ),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["batch", "day"], name="session_batch_day"),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(
                condition=models.Q(("cancelled_at__isnull", False)), fields=["batch"], name="session_cancelled"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="session",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_sessionevent" ("batch_id", "cancellation", "cancellation_reason", "cancelled_at", "day", "ends_at", "id", "instructor_id", "lesson_hours", "makes_up_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at", "unit_id", "workshop_id") VALUES (NEW."batch_id", NEW."cancellation", NEW."cancellation_reason", NEW."cancelled_at", NEW."day", NEW."ends_at", NEW."id", NEW."instructor_id", NEW."lesson_hours", NEW."makes_up_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."starts_at", NEW."unit_id", NEW."workshop_id"); RETURN NULL;',
                    hash="ad97447419fa2c00ba375a3e347ab015a9c1fc1c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_89475",
                    table="programs_session",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="session",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_sessionevent" ("batch_id", "cancellation", "cancellation_reason", "cancelled_at", "day", "ends_at", "id", "instructor_id", "lesson_hours", "makes_up_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at", "unit_id", "workshop_id") VALUES (NEW."batch_id", NEW."cancellation", NEW."cancellation_reason", NEW."cancelled_at", NEW."day", NEW."ends_at", NEW."id", NEW."instructor_id", NEW."lesson_hours", NEW."makes_up_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."starts_at", NEW."unit_id", NEW."workshop_id"); RETURN NULL;',
                    hash="bf4f9b5f77911b184f48217a82fae44d8aa47f60",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ca529",
                    table="programs_session",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="session",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_sessionevent" ("batch_id", "cancellation", "cancellation_reason", "cancelled_at", "day", "ends_at", "id", "instructor_id", "lesson_hours", "makes_up_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at", "unit_id", "workshop_id") VALUES (OLD."batch_id", OLD."cancellation", OLD."cancellation_reason", OLD."cancelled_at", OLD."day", OLD."ends_at", OLD."id", OLD."instructor_id", OLD."lesson_hours", OLD."makes_up_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."starts_at", OLD."unit_id", OLD."workshop_id"); RETURN NULL;',
                    hash="2dd227513025113ff85573317a94338d44f2492d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_241c8",
                    table="programs_session",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cancelled_at__isnull", True)),
                fields=("makes_up",),
                name="session_made_up_once",
                violation_error_message="This session has been made up already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("cancelled_at__isnull", True)),
                expressions=(("batch", "="), (programs.models.sessions.TimestampRange("starts_at", "ends_at"), "&&")),
                name="class_in_one_lesson_at_a_time",
                violation_error_message="The participants already have a lesson at this time.",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
