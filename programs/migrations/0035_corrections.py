"""Results are corrected on record, judged by who truly taught; syllabuses are kept. Rules 5.6 and 5.8."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

FORWARD = """
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
CREATE OR REPLACE FUNCTION result_has_a_second_pair_of_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON programs_resultcorrection
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON programs_resultcorrection
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

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

-- Syllabuses are only added, and a batch is taught by the one that its package had when it was planned.
CREATE FUNCTION syllabus_of_a_package_in_use_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF package_is_in_use(NEW.package_id) AND EXISTS (
        SELECT 1 FROM programs_syllabus WHERE package_id = NEW.package_id
    ) THEN
        RAISE EXCEPTION 'the package is in use'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'syllabus_of_a_package_in_use_stays', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays_while_in_use BEFORE INSERT ON programs_syllabus
    FOR EACH ROW EXECUTE FUNCTION syllabus_of_a_package_in_use_stays();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON programs_syllabus
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON programs_syllabus
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

BACKWARD = """
DROP TRIGGER no_truncate ON programs_syllabus;
DROP TRIGGER append_only ON programs_syllabus;
DROP TRIGGER stays_while_in_use ON programs_syllabus;
DROP TRIGGER stays_on_record ON programs_unitresult;
DROP TRIGGER changes_by_correction ON programs_unitresult;
DROP TRIGGER correction_is_applied ON programs_resultcorrection;
DROP TRIGGER no_truncate ON programs_resultcorrection;
DROP TRIGGER append_only ON programs_resultcorrection;
DROP TRIGGER is_the_heads ON programs_resultcorrection;
DROP TRIGGER closes_with_second_eyes ON programs_batch;
CREATE OR REPLACE FUNCTION result_has_a_second_pair_of_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_batch bigint;
    taught_alone boolean;
BEGIN
    SELECT batch_id INTO of_batch FROM programs_enrollment WHERE id = NEW.enrollment_id;
    SELECT bool_and(instructor_id = NEW.assessor_id) INTO taught_alone
    FROM programs_session
    WHERE batch_id = of_batch AND cancelled_at IS NULL AND (unit_id IS NULL OR unit_id = NEW.unit_id);
    IF taught_alone AND NOT EXISTS (
        SELECT 1 FROM programs_assessorexception WHERE batch_id = of_batch AND assessor_id = NEW.assessor_id
    ) THEN
        RAISE EXCEPTION 'the assessor alone has taught the unit'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'assessor_taught_not_alone', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
DROP FUNCTION syllabus_of_a_package_in_use_stays, result_stays_on_record, result_changes_by_correction,
    correction_is_applied, correction_is_the_heads, batch_closes_with_second_eyes, may_assess_alone, taught_alone;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("programs", "0034_tools_that_stayed_away"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ResultCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "former_verdict",
                    models.CharField(
                        choices=[("K", "K – competent"), ("BK", "BK – not yet competent")],
                        max_length=2,
                        verbose_name="verdict before",
                    ),
                ),
                (
                    "former_knowledge",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="knowledge before",
                    ),
                ),
                (
                    "former_skill",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="skill before",
                    ),
                ),
                (
                    "former_attitude",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="attitude before",
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[("K", "K – competent"), ("BK", "BK – not yet competent")],
                        max_length=2,
                        verbose_name="verdict",
                    ),
                ),
                (
                    "knowledge",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="knowledge",
                    ),
                ),
                (
                    "skill",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="skill",
                    ),
                ),
                (
                    "attitude",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="attitude",
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                (
                    "corrected_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="corrected at"
                    ),
                ),
                (
                    "corrected_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="corrected by",
                    ),
                ),
                (
                    "result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="programs.unitresult",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction of a result",
                "verbose_name_plural": "corrections of results",
                "ordering": ("result", "id"),
            },
        ),
        migrations.CreateModel(
            name="ResultCorrectionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "former_verdict",
                    models.CharField(
                        choices=[("K", "K – competent"), ("BK", "BK – not yet competent")],
                        max_length=2,
                        verbose_name="verdict before",
                    ),
                ),
                (
                    "former_knowledge",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="knowledge before",
                    ),
                ),
                (
                    "former_skill",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="skill before",
                    ),
                ),
                (
                    "former_attitude",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="attitude before",
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[("K", "K – competent"), ("BK", "BK – not yet competent")],
                        max_length=2,
                        verbose_name="verdict",
                    ),
                ),
                (
                    "knowledge",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="knowledge",
                    ),
                ),
                (
                    "skill",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="skill",
                    ),
                ),
                (
                    "attitude",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="attitude",
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                (
                    "corrected_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="corrected at"
                    ),
                ),
                (
                    "corrected_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="corrected by",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="programs.resultcorrection",
                    ),
                ),
                (
                    "result",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.unitresult",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="resultcorrection",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="correction_with_reason",
                violation_error_message="Say why.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="resultcorrection",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_resultcorrectionevent" ("attitude", "corrected_at", "corrected_by_id", "former_attitude", "former_knowledge", "former_skill", "former_verdict", "id", "knowledge", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "result_id", "skill", "verdict") VALUES (NEW."attitude", NEW."corrected_at", NEW."corrected_by_id", NEW."former_attitude", NEW."former_knowledge", NEW."former_skill", NEW."former_verdict", NEW."id", NEW."knowledge", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."result_id", NEW."skill", NEW."verdict"); RETURN NULL;',
                    hash="53ae303aae424cf0b2e160f573ef3fb39ad1240f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0e6af",
                    table="programs_resultcorrection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="resultcorrection",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_resultcorrectionevent" ("attitude", "corrected_at", "corrected_by_id", "former_attitude", "former_knowledge", "former_skill", "former_verdict", "id", "knowledge", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "result_id", "skill", "verdict") VALUES (NEW."attitude", NEW."corrected_at", NEW."corrected_by_id", NEW."former_attitude", NEW."former_knowledge", NEW."former_skill", NEW."former_verdict", NEW."id", NEW."knowledge", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."result_id", NEW."skill", NEW."verdict"); RETURN NULL;',
                    hash="1283dbf8e3b9d451829fe25bd09e2dbb6b5273b8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_92a8e",
                    table="programs_resultcorrection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="resultcorrection",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_resultcorrectionevent" ("attitude", "corrected_at", "corrected_by_id", "former_attitude", "former_knowledge", "former_skill", "former_verdict", "id", "knowledge", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "result_id", "skill", "verdict") VALUES (OLD."attitude", OLD."corrected_at", OLD."corrected_by_id", OLD."former_attitude", OLD."former_knowledge", OLD."former_skill", OLD."former_verdict", OLD."id", OLD."knowledge", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."result_id", OLD."skill", OLD."verdict"); RETURN NULL;',
                    hash="5229d7fdc1c94588d4a263398ed5b9ab7e4408e9",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b0b05",
                    table="programs_resultcorrection",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
