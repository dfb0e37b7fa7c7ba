import django.db.models.deletion
import django.db.models.functions.datetime
import imports.models
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from lapastraining.operations import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("facilities", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="Import",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="imports",
                                to="facilities.facility",
                                verbose_name="prison",
                            ),
                        ),
                        ("sheet_name", models.CharField(max_length=30, verbose_name="kind of list")),
                        (
                            "file",
                            models.FileField(blank=True, upload_to=imports.models.sealed_path, verbose_name="file"),
                        ),
                        ("file_kind", models.CharField(max_length=4, verbose_name="kind of file")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("UPLOADED", "waiting"),
                                    ("READING", "being read"),
                                    ("PREVIEWED", "waits for your confirmation"),
                                    ("CONFIRMED", "being saved"),
                                    ("DONE", "saved"),
                                    ("FAILED", "could not be read"),
                                    ("CANCELLED", "cancelled"),
                                ],
                                default="UPLOADED",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("language", models.CharField(max_length=5, verbose_name="language of the messages")),
                        ("headings", models.TextField(blank=True, verbose_name="headings")),
                        ("rows_read", models.PositiveIntegerField(default=0, verbose_name="rows read")),
                        ("new_rows", models.PositiveIntegerField(default=0, verbose_name="new")),
                        ("changed_rows", models.PositiveIntegerField(default=0, verbose_name="changed")),
                        ("unchanged_rows", models.PositiveIntegerField(default=0, verbose_name="unchanged")),
                        ("error_rows", models.PositiveIntegerField(default=0, verbose_name="with errors")),
                        (
                            "failure",
                            models.CharField(blank=True, max_length=500, verbose_name="why it could not be read"),
                        ),
                        ("is_stale", models.BooleanField(default=False, verbose_name="looked at anew")),
                        (
                            "uploaded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                editable=False,
                                verbose_name="uploaded at",
                            ),
                        ),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="uploads",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="uploaded by",
                            ),
                        ),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed at")),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="confirmed_imports",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="confirmed by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "import",
                        "verbose_name_plural": "imports",
                        "ordering": ("-id",),
                        "indexes": [models.Index(fields=["facility", "-id"], name="import_facility")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                                    models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="import_confirmed_by_somebody",
                                violation_error_message="Who confirmed and when belong together.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["CONFIRMED", "DONE"]), _negated=True),
                                    ("confirmed_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="import_saved_when_confirmed",
                                violation_error_message="Nothing is saved before somebody confirmed it.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "imports_importevent" ("changed_rows", "confirmed_at", "confirmed_by_id", "error_rows", "facility_id", "failure", "file", "file_kind", "id", "is_stale", "language", "new_rows", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sheet_name", "state", "unchanged_rows", "uploaded_at", "uploaded_by_id") VALUES (NEW."changed_rows", NEW."confirmed_at", NEW."confirmed_by_id", NEW."error_rows", NEW."facility_id", NEW."failure", NEW."file", NEW."file_kind", NEW."id", NEW."is_stale", NEW."language", NEW."new_rows", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sheet_name", NEW."state", NEW."unchanged_rows", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;',
                                    hash="a8d60124f2a755dadcb1a1e02f09cac2acac0bed",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_5809a",
                                    table="imports_import",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."changed_rows" IS DISTINCT FROM (NEW."changed_rows") OR OLD."confirmed_at" IS DISTINCT FROM (NEW."confirmed_at") OR OLD."confirmed_by_id" IS DISTINCT FROM (NEW."confirmed_by_id") OR OLD."error_rows" IS DISTINCT FROM (NEW."error_rows") OR OLD."facility_id" IS DISTINCT FROM (NEW."facility_id") OR OLD."failure" IS DISTINCT FROM (NEW."failure") OR OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."file_kind" IS DISTINCT FROM (NEW."file_kind") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_stale" IS DISTINCT FROM (NEW."is_stale") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."new_rows" IS DISTINCT FROM (NEW."new_rows") OR OLD."sheet_name" IS DISTINCT FROM (NEW."sheet_name") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."unchanged_rows" IS DISTINCT FROM (NEW."unchanged_rows") OR OLD."uploaded_at" IS DISTINCT FROM (NEW."uploaded_at") OR OLD."uploaded_by_id" IS DISTINCT FROM (NEW."uploaded_by_id"))',
                                    func='INSERT INTO "imports_importevent" ("changed_rows", "confirmed_at", "confirmed_by_id", "error_rows", "facility_id", "failure", "file", "file_kind", "id", "is_stale", "language", "new_rows", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sheet_name", "state", "unchanged_rows", "uploaded_at", "uploaded_by_id") VALUES (NEW."changed_rows", NEW."confirmed_at", NEW."confirmed_by_id", NEW."error_rows", NEW."facility_id", NEW."failure", NEW."file", NEW."file_kind", NEW."id", NEW."is_stale", NEW."language", NEW."new_rows", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sheet_name", NEW."state", NEW."unchanged_rows", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;',
                                    hash="3c55f1b14ab4e9c0eb53a3afe9505c3654891f11",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_43cf2",
                                    table="imports_import",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "imports_importevent" ("changed_rows", "confirmed_at", "confirmed_by_id", "error_rows", "facility_id", "failure", "file", "file_kind", "id", "is_stale", "language", "new_rows", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sheet_name", "state", "unchanged_rows", "uploaded_at", "uploaded_by_id") VALUES (OLD."changed_rows", OLD."confirmed_at", OLD."confirmed_by_id", OLD."error_rows", OLD."facility_id", OLD."failure", OLD."file", OLD."file_kind", OLD."id", OLD."is_stale", OLD."language", OLD."new_rows", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sheet_name", OLD."state", OLD."unchanged_rows", OLD."uploaded_at", OLD."uploaded_by_id"); RETURN NULL;',
                                    hash="e6262077686e918177614474e60edc6905e3a184",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_1f381",
                                    table="imports_import",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="keep_the_steps",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{UPLOADED:CANCELLED,UPLOADED:FAILED,UPLOADED:READING,READING:CANCELLED,READING:FAILED,READING:PREVIEWED,PREVIEWED:CANCELLED,PREVIEWED:CONFIRMED,CONFIRMED:DONE,CONFIRMED:FAILED,CONFIRMED:PREVIEWED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="217cd506cc2ff2a7312978d89362bb9e1370c906",
                                    operation="UPDATE",
                                    pgid="pgtrigger_keep_the_steps_0410c",
                                    table="imports_import",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="imports.import",
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
                        ("id", models.BigIntegerField()),
                        (
                            "facility",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.facility",
                                verbose_name="prison",
                            ),
                        ),
                        ("sheet_name", models.CharField(max_length=30, verbose_name="kind of list")),
                        (
                            "file",
                            models.FileField(blank=True, upload_to=imports.models.sealed_path, verbose_name="file"),
                        ),
                        ("file_kind", models.CharField(max_length=4, verbose_name="kind of file")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("UPLOADED", "waiting"),
                                    ("READING", "being read"),
                                    ("PREVIEWED", "waits for your confirmation"),
                                    ("CONFIRMED", "being saved"),
                                    ("DONE", "saved"),
                                    ("FAILED", "could not be read"),
                                    ("CANCELLED", "cancelled"),
                                ],
                                default="UPLOADED",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("language", models.CharField(max_length=5, verbose_name="language of the messages")),
                        ("new_rows", models.PositiveIntegerField(default=0, verbose_name="new")),
                        ("changed_rows", models.PositiveIntegerField(default=0, verbose_name="changed")),
                        ("unchanged_rows", models.PositiveIntegerField(default=0, verbose_name="unchanged")),
                        ("error_rows", models.PositiveIntegerField(default=0, verbose_name="with errors")),
                        (
                            "failure",
                            models.CharField(blank=True, max_length=500, verbose_name="why it could not be read"),
                        ),
                        ("is_stale", models.BooleanField(default=False, verbose_name="looked at anew")),
                        (
                            "uploaded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                editable=False,
                                verbose_name="uploaded at",
                            ),
                        ),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="uploaded by",
                            ),
                        ),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed at")),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="confirmed by",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ImportRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rows",
                                to="imports.import",
                                verbose_name="import",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="row")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("ERROR", "With errors"),
                                    ("NEW", "New"),
                                    ("CHANGED", "Changed"),
                                    ("UNCHANGED", "Unchanged"),
                                ],
                                max_length=9,
                                verbose_name="outcome",
                            ),
                        ),
                        ("target", models.BigIntegerField(null=True, verbose_name="whom it changes")),
                        ("sealed", models.TextField(verbose_name="what it says")),
                    ],
                    options={
                        "verbose_name": "row of an import",
                        "verbose_name_plural": "rows of imports",
                        "ordering": ("number",),
                        "indexes": [models.Index(fields=["source", "outcome", "number"], name="import_row_outcome")],
                        "constraints": [
                            models.UniqueConstraint(fields=("source", "number"), name="import_row_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome__in", ["CHANGED", "UNCHANGED"]), ("target__isnull", False)),
                                    models.Q(("outcome__in", ["NEW", "ERROR"]), ("target__isnull", True)),
                                    _connector="OR",
                                ),
                                name="import_row_changes_somebody_known",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
