"""Attendance remembers the day of its first entry and of its last word; late words need the head and a reason."""

import datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION attendance_keeps_its_days() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held_on date;
BEGIN
    SELECT day INTO held_on FROM programs_session WHERE id = NEW.session_id;
    IF TG_OP = 'UPDATE' AND NEW.entered_on <> OLD.entered_on THEN
        RAISE EXCEPTION 'the day of the first entry stays'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'attendance_keeps_its_first_day', TABLE = TG_TABLE_NAME;
    END IF;
    IF least(NEW.entered_on, NEW.recorded_on) < held_on THEN
        RAISE EXCEPTION 'recorded before the session'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'attendance_not_before_its_session', TABLE = TG_TABLE_NAME;
    END IF;
    -- The easternmost of the country's zones: nowhere has a later day begun.
    IF greatest(NEW.entered_on, NEW.recorded_on) > (now() AT TIME ZONE 'Asia/Jayapura')::date THEN
        RAISE EXCEPTION 'recorded on a day to come'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'attendance_not_in_the_future', TABLE = TG_TABLE_NAME;
    END IF;
    IF NEW.recorded_on > held_on + 7 AND NEW.correction_reason = '' THEN
        RAISE EXCEPTION 'the days for changes are over'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'attendance_past_its_window', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keeps_its_days BEFORE INSERT OR UPDATE ON programs_attendance
    FOR EACH ROW EXECUTE FUNCTION attendance_keeps_its_days();
"""

BACKWARD = """
DROP TRIGGER keeps_its_days ON programs_attendance;
DROP FUNCTION attendance_keeps_its_days;
"""

# What was recorded before has its day from the moment at which it was; of closed batches too, so no trigger looks.
FILLED = """
ALTER TABLE programs_attendance DISABLE TRIGGER USER;
WITH known AS (
    SELECT attendance.id, session.day AS held_on,
        greatest(session.day, (attendance.recorded_at AT TIME ZONE facility.time_zone)::date) AS told_on
    FROM programs_attendance attendance
    JOIN programs_session session ON session.id = attendance.session_id
    JOIN programs_batch batch ON batch.id = session.batch_id
    JOIN facilities_facility facility ON facility.id = batch.facility_id
)
UPDATE programs_attendance SET entered_on = told_on, recorded_on = told_on, correction_reason =
    CASE WHEN told_on > held_on + 7 THEN 'Dicatat sebelum batas tujuh hari berlaku.' ELSE '' END
FROM known WHERE known.id = programs_attendance.id;
UPDATE programs_attendanceevent SET entered_on = pgh_created_at::date, recorded_on = pgh_created_at::date;
ALTER TABLE programs_attendance ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0027_agreement_gates"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="attendance",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="attendance",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="attendance",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="attendance",
            name="correction_reason",
            field=models.CharField(blank=True, max_length=200, verbose_name="reason of the correction"),
        ),
        migrations.AddField(
            model_name="attendance",
            name="entered_on",
            field=models.DateField(default=datetime.date(2021, 1, 1), verbose_name="first entered on"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="attendance",
            name="minutes_late",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="minutes late"),
        ),
        migrations.AddField(
            model_name="attendance",
            name="note",
            field=models.CharField(blank=True, max_length=200, verbose_name="note"),
        ),
        migrations.AddField(
            model_name="attendance",
            name="recorded_on",
            field=models.DateField(default=datetime.date(2021, 1, 1), verbose_name="recorded on"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="attendanceevent",
            name="correction_reason",
            field=models.CharField(blank=True, max_length=200, verbose_name="reason of the correction"),
        ),
        migrations.AddField(
            model_name="attendanceevent",
            name="entered_on",
            field=models.DateField(default=datetime.date(2021, 1, 1), verbose_name="first entered on"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="attendanceevent",
            name="minutes_late",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="minutes late"),
        ),
        migrations.AddField(
            model_name="attendanceevent",
            name="note",
            field=models.CharField(blank=True, max_length=200, verbose_name="note"),
        ),
        migrations.AddField(
            model_name="attendanceevent",
            name="recorded_on",
            field=models.DateField(default=datetime.date(2021, 1, 1), verbose_name="recorded on"),
            preserve_default=False,
        ),
        migrations.RunSQL(FILLED, migrations.RunSQL.noop),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_attendanceevent" ("correction_reason", "enrollment_id", "entered_on", "id", "lesson_hours", "minutes_late", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "recorded_on", "session_id", "status") VALUES (NEW."correction_reason", NEW."enrollment_id", NEW."entered_on", NEW."id", NEW."lesson_hours", NEW."minutes_late", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."recorded_on", NEW."session_id", NEW."status"); RETURN NULL;',
                    hash="f387a23ad932cfc11152c752e9cfe7822ae142d0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bf320",
                    table="programs_attendance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_attendanceevent" ("correction_reason", "enrollment_id", "entered_on", "id", "lesson_hours", "minutes_late", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "recorded_on", "session_id", "status") VALUES (NEW."correction_reason", NEW."enrollment_id", NEW."entered_on", NEW."id", NEW."lesson_hours", NEW."minutes_late", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."recorded_on", NEW."session_id", NEW."status"); RETURN NULL;',
                    hash="230b29920183f4c35e076fd639047ebafbe11f75",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b5b0d",
                    table="programs_attendance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_attendanceevent" ("correction_reason", "enrollment_id", "entered_on", "id", "lesson_hours", "minutes_late", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "recorded_on", "session_id", "status") VALUES (OLD."correction_reason", OLD."enrollment_id", OLD."entered_on", OLD."id", OLD."lesson_hours", OLD."minutes_late", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."recorded_on", OLD."session_id", OLD."status"); RETURN NULL;',
                    hash="382772a5946a883475560ee723978985581372e7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f177d",
                    table="programs_attendance",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(("status", "H"), ("minutes_late", 0), _connector="OR"),
                name="only_who_is_present_comes_late",
                violation_error_message="Only somebody present can have come late.",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
