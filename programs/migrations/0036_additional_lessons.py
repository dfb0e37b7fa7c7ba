"""Additional lessons beyond the package's hours; who typed a guard's note; letters and states are those we know."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


# Before the constraint wants it: of notes on record, whoever counted in typed them.
WHO_NOTED = """
UPDATE programs_toollog SET guard_noted_by_id = coalesce(returned_by_id, handed_out_by_id) WHERE guard_name <> '';
"""

FORWARD = """
-- Beyond the package's hours lessons are added to a class that runs, and what a lesson is stays.
CREATE FUNCTION additional_session_while_running() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT state FROM programs_batch WHERE id = NEW.batch_id) <> 'RUNNING' THEN
        RAISE EXCEPTION 'the class does not run'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'additional_session_while_running', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER is_added_while_running BEFORE INSERT ON programs_session
    FOR EACH ROW WHEN (NEW.is_additional) EXECUTE FUNCTION additional_session_while_running();

CREATE FUNCTION additional_session_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'session % stays what it is', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'additional_session_stays', TABLE = TG_TABLE_NAME;
END $$;
CREATE TRIGGER stays_additional BEFORE UPDATE OF is_additional ON programs_session
    FOR EACH ROW WHEN (NEW.is_additional <> OLD.is_additional) EXECUTE FUNCTION additional_session_stays();

-- Nothing is made up before it was missed.
CREATE FUNCTION make_up_not_before_its_lesson() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.day < (SELECT day FROM programs_session WHERE id = NEW.makes_up_id) THEN
        RAISE EXCEPTION 'made up before the lesson'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'make_up_not_before_its_lesson', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER is_made_up_afterwards BEFORE INSERT OR UPDATE OF day, makes_up_id ON programs_session
    FOR EACH ROW WHEN (NEW.makes_up_id IS NOT NULL AND NEW.cancelled_at IS NULL)
    EXECUTE FUNCTION make_up_not_before_its_lesson();

-- Who typed the guard's note stays with it.
DROP TRIGGER closed_session_keeps_log ON programs_toollog;
CREATE TRIGGER closed_session_keeps_log BEFORE INSERT OR DELETE OR UPDATE OF session_id, guard_name, guard_at,
    guard_action, guard_noted_by_id, handed_out_by_id, handed_out_at, returned_by_id, returned_at ON programs_toollog
    FOR EACH ROW EXECUTE FUNCTION closed_session_keeps_its_tools();
DROP TRIGGER over_batch_keeps_log ON programs_toollog;
CREATE TRIGGER over_batch_keeps_log BEFORE INSERT OR DELETE OR UPDATE OF session_id, guard_name, guard_at,
    guard_action, guard_noted_by_id, handed_out_by_id, handed_out_at, returned_by_id, returned_at ON programs_toollog
    FOR EACH ROW EXECUTE FUNCTION closed_batch_keeps_its_tools();
"""

BACKWARD = """
DROP TRIGGER over_batch_keeps_log ON programs_toollog;
CREATE TRIGGER over_batch_keeps_log BEFORE INSERT OR DELETE OR UPDATE OF session_id, guard_name, guard_at,
    guard_action, handed_out_by_id, handed_out_at, returned_by_id, returned_at ON programs_toollog
    FOR EACH ROW EXECUTE FUNCTION closed_batch_keeps_its_tools();
DROP TRIGGER closed_session_keeps_log ON programs_toollog;
CREATE TRIGGER closed_session_keeps_log BEFORE INSERT OR DELETE OR UPDATE OF session_id, guard_name, guard_at,
    guard_action, handed_out_by_id, handed_out_at, returned_by_id, returned_at ON programs_toollog
    FOR EACH ROW EXECUTE FUNCTION closed_session_keeps_its_tools();
DROP TRIGGER is_made_up_afterwards ON programs_session;
DROP TRIGGER stays_additional ON programs_session;
DROP TRIGGER is_added_while_running ON programs_session;
DROP FUNCTION make_up_not_before_its_lesson, additional_session_stays, additional_session_while_running;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("facilities", "0015_certificates_demanded"),
        ("programs", "0035_corrections"),
        ("trainees", "0011_interests_of_officers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
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
        pgtrigger.migrations.RemoveTrigger(
            model_name="toollog",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="toollog",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="toollog",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="toollog",
            name="guard_note_is_whole",
        ),
        migrations.AddField(
            model_name="session",
            name="is_additional",
            field=models.BooleanField(default=False, editable=False, verbose_name="additional"),
        ),
        migrations.AddField(
            model_name="sessionevent",
            name="is_additional",
            field=models.BooleanField(default=False, editable=False, verbose_name="additional"),
        ),
        migrations.AddField(
            model_name="toollog",
            name="guard_noted_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="toollogevent",
            name="guard_noted_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="session",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_sessionevent" ("batch_id", "cancellation", "cancellation_reason", "cancelled_at", "closed_at", "closed_by_id", "day", "ends_at", "id", "instructor_id", "is_additional", "lesson_hours", "makes_up_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at", "unit_id", "workshop_id") VALUES (NEW."batch_id", NEW."cancellation", NEW."cancellation_reason", NEW."cancelled_at", NEW."closed_at", NEW."closed_by_id", NEW."day", NEW."ends_at", NEW."id", NEW."instructor_id", NEW."is_additional", NEW."lesson_hours", NEW."makes_up_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."starts_at", NEW."unit_id", NEW."workshop_id"); RETURN NULL;',
                    hash="d0378bad44709325150c31d883bd315e7fa5b080",
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
                    func='INSERT INTO "programs_sessionevent" ("batch_id", "cancellation", "cancellation_reason", "cancelled_at", "closed_at", "closed_by_id", "day", "ends_at", "id", "instructor_id", "is_additional", "lesson_hours", "makes_up_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at", "unit_id", "workshop_id") VALUES (NEW."batch_id", NEW."cancellation", NEW."cancellation_reason", NEW."cancelled_at", NEW."closed_at", NEW."closed_by_id", NEW."day", NEW."ends_at", NEW."id", NEW."instructor_id", NEW."is_additional", NEW."lesson_hours", NEW."makes_up_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."starts_at", NEW."unit_id", NEW."workshop_id"); RETURN NULL;',
                    hash="e42262d3a970ddeb5f9b6b64da334bc2d68374b6",
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
                    func='INSERT INTO "programs_sessionevent" ("batch_id", "cancellation", "cancellation_reason", "cancelled_at", "closed_at", "closed_by_id", "day", "ends_at", "id", "instructor_id", "is_additional", "lesson_hours", "makes_up_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_at", "unit_id", "workshop_id") VALUES (OLD."batch_id", OLD."cancellation", OLD."cancellation_reason", OLD."cancelled_at", OLD."closed_at", OLD."closed_by_id", OLD."day", OLD."ends_at", OLD."id", OLD."instructor_id", OLD."is_additional", OLD."lesson_hours", OLD."makes_up_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."starts_at", OLD."unit_id", OLD."workshop_id"); RETURN NULL;',
                    hash="005e165d356903d2a7c71c6ba137e42a8e9d092c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_241c8",
                    table="programs_session",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="toollog",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_toollogevent" ("guard_action", "guard_at", "guard_name", "guard_noted_by_id", "handed_out_at", "handed_out_by_id", "id", "outcome", "outcome_note", "outcome_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returned_at", "returned_by_id", "revision", "session_id") VALUES (NEW."guard_action", NEW."guard_at", NEW."guard_name", NEW."guard_noted_by_id", NEW."handed_out_at", NEW."handed_out_by_id", NEW."id", NEW."outcome", NEW."outcome_note", NEW."outcome_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."returned_at", NEW."returned_by_id", NEW."revision", NEW."session_id"); RETURN NULL;',
                    hash="f6dc6c04f02b92d9857749b9c10e5c1a65cb0843",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8c7c3",
                    table="programs_toollog",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="toollog",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_toollogevent" ("guard_action", "guard_at", "guard_name", "guard_noted_by_id", "handed_out_at", "handed_out_by_id", "id", "outcome", "outcome_note", "outcome_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returned_at", "returned_by_id", "revision", "session_id") VALUES (NEW."guard_action", NEW."guard_at", NEW."guard_name", NEW."guard_noted_by_id", NEW."handed_out_at", NEW."handed_out_by_id", NEW."id", NEW."outcome", NEW."outcome_note", NEW."outcome_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."returned_at", NEW."returned_by_id", NEW."revision", NEW."session_id"); RETURN NULL;',
                    hash="aa65c934769fabf804086c5ea3fc7fd055f63147",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2e8b0",
                    table="programs_toollog",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="toollog",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_toollogevent" ("guard_action", "guard_at", "guard_name", "guard_noted_by_id", "handed_out_at", "handed_out_by_id", "id", "outcome", "outcome_note", "outcome_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returned_at", "returned_by_id", "revision", "session_id") VALUES (OLD."guard_action", OLD."guard_at", OLD."guard_name", OLD."guard_noted_by_id", OLD."handed_out_at", OLD."handed_out_by_id", OLD."id", OLD."outcome", OLD."outcome_note", OLD."outcome_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."returned_at", OLD."returned_by_id", OLD."revision", OLD."session_id"); RETURN NULL;',
                    hash="f6f7d17935d87e70757f420dfb835e7bbd277859",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5ac32",
                    table="programs_toollog",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(WHO_NOTED, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ("H", "S", "I", "A", "D"))), name="attendance_letter_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ("PLANNED", "SELECTING", "DECREED", "RUNNING", "TESTING", "CLOSED", "POSTPONED", "CANCELLED"),
                    )
                ),
                name="batch_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrollment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "drop_reason__in",
                        (
                            "",
                            "RELEASED",
                            "TRANSFERRED",
                            "DIED",
                            "BATCH_ENDED",
                            "OWN_WISH",
                            "DISCIPLINE",
                            "HEALTH",
                            "SECURITY",
                            "ABSENCE",
                        ),
                    )
                ),
                name="drop_reason_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrollment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            "PROPOSED",
                            "SHORTLISTED",
                            "ACCEPTED",
                            "RESERVE",
                            "REJECTED",
                            "ACTIVE",
                            "SUSPENDED",
                            "COMPLETED",
                            "DROPPED",
                        ),
                    )
                ),
                name="enrollment_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="missedtest",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__in", ("S", "I", "A", "D"))), name="missed_test_letter_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cancellation", ""),
                    (
                        "cancellation__in",
                        (
                            "POWER_CUT",
                            "TOOLS_MISSING",
                            "MATERIALS_MISSING",
                            "ROOM_UNUSABLE",
                            "INSTRUCTOR_ABSENT",
                            "SECURITY",
                            "HOLIDAY",
                            "OTHER",
                        ),
                    ),
                    _connector="OR",
                ),
                name="session_cancellation_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_additional", False), ("makes_up__isnull", True), _connector="OR"),
                name="additional_session_makes_up_nothing",
                violation_error_message="An additional lesson makes up for none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="toollog",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("guard_action", ""),
                        ("guard_at__isnull", True),
                        ("guard_name", ""),
                        ("guard_noted_by__isnull", True),
                    ),
                    models.Q(
                        models.Q(("guard_name", ""), _negated=True),
                        models.Q(("guard_action", ""), _negated=True),
                        ("guard_at__isnull", False),
                        ("guard_noted_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="guard_note_is_whole",
                violation_error_message="The guard's note says who, what was done and when.",
            ),
        ),
        migrations.AddConstraint(
            model_name="toollog",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ("", "FOUND", "WRITTEN_OFF"))), name="tool_log_outcome_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="unitresult",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ("K", "BK"))), name="verdict_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="writtentest",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("PRE", "POST"))), name="written_test_kind_is_known"
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
