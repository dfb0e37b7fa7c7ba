"""Runs of the nightly audit and of the search for anomalies are only added; the limits of anomalies are data."""

from typing import Any

import certificates.models.audits
import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

APPEND_ONLY = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON certificates_{table}
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON certificates_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
NO_LONGER_APPEND_ONLY = """
DROP TRIGGER no_truncate ON certificates_{table};
DROP TRIGGER append_only ON certificates_{table};
"""
TABLES = ("auditrun", "auditfinding")
# As the signs had them when this was written; what is missing takes the sign's own figure.
LIMITS = {
    ("assessor_overload", "people"): 60,
    ("closed_day", "lessons"): 1,
    ("entry_burst", "days"): 2,
    ("entry_burst", "lessons"): 5,
    ("entry_burst", "minutes"): 10,
    ("equal_scores", "people"): 5,
    ("instructor_twice", "minutes"): 30,
    ("issued_in_seconds", "certificates"): 1,
    ("issued_in_seconds", "seconds"): 60,
    ("late_decree", "days"): 3,
    ("person_twice", "lessons"): 1,
    ("results_last_minute", "minutes"): 15,
    ("same_pattern", "absences"): 5,
    ("test_before_lesson", "verdicts"): 1,
    ("too_many_hours", "hours"): 10,
}
# The moment of the row itself and not of its transaction's beginning: after everything that the gates have seen.
MOMENTS = (
    ("certificate_passes_its_gates", "NEW.issued_at := {};"),
    ("certificate_stays_as_issued", "NEW.revoked_at := {};"),
)
SWAP = """
DO $do$
BEGIN
    EXECUTE replace(pg_get_functiondef('{function}'::regproc), $part${before}$part$, $part${after}$part$);
END $do$;
"""


def swap(function: str, line: str) -> migrations.RunSQL:
    now, clock = line.format("now()"), line.format("clock_timestamp()")
    return migrations.RunSQL(
        SWAP.format(function=function, before=now, after=clock), SWAP.format(function=function, before=clock, after=now)
    )


def set_limits(apps: Any, schema_editor: Any) -> None:
    model = apps.get_model("certificates", "AnomalyLimit")
    model.objects.bulk_create(model(sign=sign, name=name, value=value) for (sign, name), value in LIMITS.items())


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0020_handovers"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("programs", "0037_fewer_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="AnomalyLimitEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "sign",
                    models.CharField(
                        choices=certificates.models.audits.titles_of_signs, max_length=40, verbose_name="sign"
                    ),
                ),
                ("name", models.CharField(max_length=20, verbose_name="figure")),
                ("value", models.PositiveIntegerField(verbose_name="value")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AuditFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=40, verbose_name="rule")),
                ("about", models.CharField(max_length=200, verbose_name="about")),
                ("facts", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "audit finding",
                "verbose_name_plural": "audit findings",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="AuditRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("CERTIFICATES", "Audit of certificates"), ("ANOMALIES", "Search for anomalies")],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("began_at", models.DateTimeField(verbose_name="began at")),
                ("ended_at", models.DateTimeField(verbose_name="ended at")),
                ("checked", models.PositiveIntegerField(verbose_name="checked")),
                ("found", models.PositiveIntegerField(verbose_name="findings")),
                (
                    "left_out",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None, verbose_name="left out"
                    ),
                ),
                ("since", models.DateField(null=True, verbose_name="classes that ended since")),
            ],
            options={
                "verbose_name": "audit run",
                "verbose_name_plural": "audit runs",
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="AnomalyLimit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sign",
                    models.CharField(
                        choices=certificates.models.audits.titles_of_signs, max_length=40, verbose_name="sign"
                    ),
                ),
                ("name", models.CharField(max_length=20, verbose_name="figure")),
                ("value", models.PositiveIntegerField(verbose_name="value")),
            ],
            options={
                "verbose_name": "limit of an anomaly",
                "verbose_name_plural": "limits of anomalies",
                "ordering": ("sign", "name"),
                "constraints": [models.UniqueConstraint(fields=("sign", "name"), name="anomaly_limit_once")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="anomalylimit",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "certificates_anomalylimitevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sign", "value") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sign", NEW."value"); RETURN NULL;',
                    hash="e3a2eb57449b21ef68f351111d17e55dae044c34",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ecd73",
                    table="certificates_anomalylimit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="anomalylimit",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "certificates_anomalylimitevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sign", "value") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sign", NEW."value"); RETURN NULL;',
                    hash="b1691dd28de5620b8e863c92671f1f6899ea5121",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6e8a3",
                    table="certificates_anomalylimit",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="anomalylimit",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "certificates_anomalylimitevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sign", "value") VALUES (OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sign", OLD."value"); RETURN NULL;',
                    hash="61a4cc2cba747d311de488c15a4543ced218d268",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_77fe2",
                    table="certificates_anomalylimit",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="anomalylimitevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="anomalylimitevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="certificates.anomalylimit",
            ),
        ),
        migrations.AddField(
            model_name="auditfinding",
            name="batch",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programs.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="auditfinding",
            name="certificate",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="certificates.certificate",
            ),
        ),
        migrations.AddIndex(
            model_name="auditrun",
            index=models.Index(fields=["kind", "ended_at"], name="audit_run_kind_ended"),
        ),
        migrations.AddField(
            model_name="auditfinding",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="certificates.auditrun"
            ),
        ),
        migrations.RunSQL(
            "".join(APPEND_ONLY.format(table=table) for table in TABLES),
            "".join(NO_LONGER_APPEND_ONLY.format(table=table) for table in TABLES),
        ),
        migrations.RunPython(set_limits, migrations.RunPython.noop),
        *(swap(*moment) for moment in MOMENTS),
    ]
