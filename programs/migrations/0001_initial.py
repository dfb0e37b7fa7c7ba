import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import facilities.models.postings
import pgtrigger.compiler
import pgtrigger.migrations
import programs.models.budgets
import programs.models.rotations
import programs.models.sessions
from django.conf import settings
from django.db import migrations, models

from lapastraining.operations import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("facilities", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("trainees", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="Standard",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "field",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="standards",
                                to="facilities.field",
                                verbose_name="field",
                            ),
                        ),
                        ("decree", models.CharField(max_length=100, verbose_name="decree")),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                    ],
                    options={
                        "verbose_name": "standard",
                        "verbose_name_plural": "standards",
                        "ordering": ("field__name", "decree"),
                        "constraints": [
                            models.UniqueConstraint(fields=("field", "decree"), name="standard_once_per_field")
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_standardevent" ("decree", "field_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "title") VALUES (NEW."decree", NEW."field_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."title"); RETURN NULL;',
                                    hash="cfc668abc0ea14cebe77b27f0b7e7bb1ff194c62",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_f2c5c",
                                    table="programs_standard",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_standardevent" ("decree", "field_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "title") VALUES (NEW."decree", NEW."field_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."title"); RETURN NULL;',
                                    hash="93f3738c005f556081afffb826fd299d9356309b",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_7769a",
                                    table="programs_standard",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_standardevent" ("decree", "field_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "title") VALUES (OLD."decree", OLD."field_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."title"); RETURN NULL;',
                                    hash="06310953ef9e858c803888a33e3cdac4b6847263",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_85dfc",
                                    table="programs_standard",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StandardEvent",
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
                                to="programs.standard",
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
                            "field",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.field",
                                verbose_name="field",
                            ),
                        ),
                        ("decree", models.CharField(max_length=100, verbose_name="decree")),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Unit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "standard",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="units",
                                to="programs.standard",
                                verbose_name="standard",
                            ),
                        ),
                        ("code", models.CharField(blank=True, max_length=40, verbose_name="unit code")),
                        ("title", models.CharField(max_length=300, verbose_name="unit title")),
                        ("code_verified", models.BooleanField(default=False, verbose_name="code is verified")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                    ],
                    options={
                        "verbose_name": "unit of competency",
                        "verbose_name_plural": "units of competency",
                        "ordering": ("standard", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("code", ""), _negated=True),
                                fields=("standard", "code"),
                                name="unit_code_once",
                            ),
                            models.UniqueConstraint(fields=("standard", "title"), name="unit_title_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("code_verified", False), models.Q(("code", ""), _negated=True), _connector="OR"
                                ),
                                name="verified_unit_has_code",
                                violation_error_message="Only a unit with a code can be verified.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_unitevent" ("code", "code_verified", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "standard_id", "title") VALUES (NEW."code", NEW."code_verified", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."standard_id", NEW."title"); RETURN NULL;',
                                    hash="6b4b26806f55273c04dd6d0820a9d4ef04d60cc4",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_22038",
                                    table="programs_unit",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_unitevent" ("code", "code_verified", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "standard_id", "title") VALUES (NEW."code", NEW."code_verified", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."standard_id", NEW."title"); RETURN NULL;',
                                    hash="0aedbd1279e46027ce63c63234ba56451c10b759",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_ff76d",
                                    table="programs_unit",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_unitevent" ("code", "code_verified", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "standard_id", "title") VALUES (OLD."code", OLD."code_verified", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."standard_id", OLD."title"); RETURN NULL;',
                                    hash="efd57f8ff279380e3a8e59cdc107a9c70f264d5b",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_52e3a",
                                    table="programs_unit",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitEvent",
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
                                to="programs.unit",
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
                            "standard",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.standard",
                                verbose_name="standard",
                            ),
                        ),
                        ("code", models.CharField(blank=True, max_length=40, verbose_name="unit code")),
                        ("title", models.CharField(max_length=300, verbose_name="unit title")),
                        ("code_verified", models.BooleanField(default=False, verbose_name="code is verified")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ProgrammeTag",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "programme",
                            models.CharField(
                                choices=[("AKSELERASI", "13 Program Akselerasi"), ("AKSI", "15 Program Aksi")],
                                max_length=12,
                                verbose_name="programme",
                            ),
                        ),
                        ("name", models.CharField(max_length=150, verbose_name="name")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                    ],
                    options={
                        "verbose_name": "programme tag",
                        "verbose_name_plural": "programme tags",
                        "ordering": ("programme", "name"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("programme", "name"),
                                name="programme_tag_once",
                                violation_error_message="This programme already has a tag of this name.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_programmetagevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme", "source") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme", NEW."source"); RETURN NULL;',
                                    hash="b157696b901a8f7ca4e95074efea2043e98e4e3b",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_1c12e",
                                    table="programs_programmetag",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_programmetagevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme", "source") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme", NEW."source"); RETURN NULL;',
                                    hash="81837fe09f6f6af0fe84332e43c9610d55ab6770",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_007fc",
                                    table="programs_programmetag",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_programmetagevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme", "source") VALUES (OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programme", OLD."source"); RETURN NULL;',
                                    hash="848ff2a45aafe8c0e5ef948a8457362cc7181b2d",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_e9796",
                                    table="programs_programmetag",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProgrammeTagEvent",
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
                                to="programs.programmetag",
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
                            "programme",
                            models.CharField(
                                choices=[("AKSELERASI", "13 Program Akselerasi"), ("AKSI", "15 Program Aksi")],
                                max_length=12,
                                verbose_name="programme",
                            ),
                        ),
                        ("name", models.CharField(max_length=150, verbose_name="name")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Package",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "centre",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="packages",
                                to="facilities.trainingcentre",
                                verbose_name="training centre",
                            ),
                        ),
                        (
                            "field",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="packages",
                                to="facilities.field",
                                verbose_name="field",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("OKUPASI", "Occupation (okupasi)"),
                                    ("KLASTER", "Cluster (klaster)"),
                                    ("KKNI", "Qualification (KKNI)"),
                                    ("SHORT", "Short course"),
                                ],
                                default="SHORT",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "lesson_hours",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(2000),
                                ],
                                verbose_name="lesson hours (JP)",
                            ),
                        ),
                        (
                            "least_participants",
                            models.PositiveSmallIntegerField(
                                default=10,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="least participants",
                            ),
                        ),
                        (
                            "most_participants",
                            models.PositiveSmallIntegerField(
                                default=16,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(200),
                                ],
                                verbose_name="most participants",
                            ),
                        ),
                        (
                            "attendance_threshold",
                            models.PositiveSmallIntegerField(
                                default=80,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="attendance needed (%)",
                            ),
                        ),
                        (
                            "pass_mark",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                default=70,
                                help_text="Points of the post-test needed to complete, usually 70. Empty: it decides nothing.",
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="pass mark",
                            ),
                        ),
                        (
                            "trains_instructors",
                            models.BooleanField(
                                default=False,
                                help_text="For officers, ends with the methodology test: who completes it may teach.",
                                verbose_name="trains instructors",
                            ),
                        ),
                        (
                            "instructor_field",
                            models.ForeignKey(
                                blank=True,
                                help_text="Only where instructors are trained. Leave it empty for the package's own field.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="facilities.field",
                                verbose_name="field that they may teach",
                            ),
                        ),
                        (
                            "instructor_months",
                            models.PositiveSmallIntegerField(
                                default=36,
                                help_text="Only where instructors are trained: from the day of the test.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(120),
                                ],
                                verbose_name="months that they may teach",
                            ),
                        ),
                        (
                            "minimum_age",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="A warning, no bar. Leave it empty for the age that the rules ask.",
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(14),
                                    django.core.validators.MaxValueValidator(60),
                                ],
                                verbose_name="youngest age",
                            ),
                        ),
                        (
                            "minimum_education",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("NONE", "No school certificate"),
                                    ("SD", "SD"),
                                    ("SMP", "SMP"),
                                    ("SMA", "SMA/SMK"),
                                    ("D3", "D3"),
                                    ("S1", "S1"),
                                ],
                                help_text="A warning, no bar: often waived for inmates.",
                                max_length=4,
                                verbose_name="least education",
                            ),
                        ),
                        (
                            "requirements",
                            models.TextField(
                                blank=True,
                                help_text="For example health, skills at hand, clothing; one on each line.",
                                max_length=2000,
                                verbose_name="what a participant needs",
                            ),
                        ),
                        (
                            "version",
                            models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="version"),
                        ),
                        (
                            "supersedes",
                            models.OneToOneField(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="superseded_by",
                                to="programs.package",
                                verbose_name="takes the place of",
                            ),
                        ),
                        (
                            "copied_from",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="copies",
                                to="programs.package",
                                verbose_name="copied from",
                            ),
                        ),
                        (
                            "tags",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Batches of this package begin with these.",
                                related_name="packages",
                                to="programs.programmetag",
                                verbose_name="programme tags",
                            ),
                        ),
                        (
                            "units",
                            models.ManyToManyField(
                                related_name="packages",
                                through="programs.PackageUnit",
                                to="programs.unit",
                                verbose_name="units",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "training package",
                        "verbose_name_plural": "training packages",
                        "ordering": ("name", "-version"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("centre", "name", "version"),
                                name="package_name_once_per_centre",
                                violation_error_message="The centre already has a package of this name.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("least_participants__gte", 1),
                                    ("most_participants__gte", models.F("least_participants")),
                                ),
                                name="package_most_not_below_least",
                                violation_error_message="The most participants cannot be fewer than the least.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("attendance_threshold__range", (1, 100))),
                                name="package_threshold_in_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("lesson_hours__gte", 1)), name="package_has_hours"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("supersedes__isnull", True), ("version", 1)),
                                    models.Q(("supersedes__isnull", False), ("version__gt", 1)),
                                    _connector="OR",
                                ),
                                name="package_version_follows_another",
                                violation_error_message="The first version follows none; every other follows the one before it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("pass_mark__isnull", True), ("pass_mark__range", (1, 100)), _connector="OR"
                                ),
                                name="package_pass_mark_in_range",
                                violation_error_message="The pass mark goes from 1 to 100.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("instructor_months__range", (1, 120))),
                                name="package_instructor_months_plausible",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_packageevent" ("attendance_threshold", "centre_id", "copied_from_id", "field_id", "id", "instructor_field_id", "instructor_months", "kind", "least_participants", "lesson_hours", "minimum_age", "minimum_education", "most_participants", "name", "pass_mark", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requirements", "supersedes_id", "trains_instructors", "version") VALUES (NEW."attendance_threshold", NEW."centre_id", NEW."copied_from_id", NEW."field_id", NEW."id", NEW."instructor_field_id", NEW."instructor_months", NEW."kind", NEW."least_participants", NEW."lesson_hours", NEW."minimum_age", NEW."minimum_education", NEW."most_participants", NEW."name", NEW."pass_mark", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."requirements", NEW."supersedes_id", NEW."trains_instructors", NEW."version"); RETURN NULL;',
                                    hash="43cf6295bc453ab8749df32a7cf5bfe7943b103a",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_efb91",
                                    table="programs_package",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_packageevent" ("attendance_threshold", "centre_id", "copied_from_id", "field_id", "id", "instructor_field_id", "instructor_months", "kind", "least_participants", "lesson_hours", "minimum_age", "minimum_education", "most_participants", "name", "pass_mark", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requirements", "supersedes_id", "trains_instructors", "version") VALUES (NEW."attendance_threshold", NEW."centre_id", NEW."copied_from_id", NEW."field_id", NEW."id", NEW."instructor_field_id", NEW."instructor_months", NEW."kind", NEW."least_participants", NEW."lesson_hours", NEW."minimum_age", NEW."minimum_education", NEW."most_participants", NEW."name", NEW."pass_mark", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."requirements", NEW."supersedes_id", NEW."trains_instructors", NEW."version"); RETURN NULL;',
                                    hash="1c92861d6195386fcf57ee9af137310a1e147514",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_db720",
                                    table="programs_package",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_packageevent" ("attendance_threshold", "centre_id", "copied_from_id", "field_id", "id", "instructor_field_id", "instructor_months", "kind", "least_participants", "lesson_hours", "minimum_age", "minimum_education", "most_participants", "name", "pass_mark", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requirements", "supersedes_id", "trains_instructors", "version") VALUES (OLD."attendance_threshold", OLD."centre_id", OLD."copied_from_id", OLD."field_id", OLD."id", OLD."instructor_field_id", OLD."instructor_months", OLD."kind", OLD."least_participants", OLD."lesson_hours", OLD."minimum_age", OLD."minimum_education", OLD."most_participants", OLD."name", OLD."pass_mark", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."requirements", OLD."supersedes_id", OLD."trains_instructors", OLD."version"); RETURN NULL;',
                                    hash="555412c70dd412291465ac9f5c1a38cfb543f9d8",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_08947",
                                    table="programs_package",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PackageEvent",
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
                                to="programs.package",
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
                            "centre",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.trainingcentre",
                                verbose_name="training centre",
                            ),
                        ),
                        (
                            "field",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.field",
                                verbose_name="field",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("OKUPASI", "Occupation (okupasi)"),
                                    ("KLASTER", "Cluster (klaster)"),
                                    ("KKNI", "Qualification (KKNI)"),
                                    ("SHORT", "Short course"),
                                ],
                                default="SHORT",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "lesson_hours",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(2000),
                                ],
                                verbose_name="lesson hours (JP)",
                            ),
                        ),
                        (
                            "least_participants",
                            models.PositiveSmallIntegerField(
                                default=10,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="least participants",
                            ),
                        ),
                        (
                            "most_participants",
                            models.PositiveSmallIntegerField(
                                default=16,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(200),
                                ],
                                verbose_name="most participants",
                            ),
                        ),
                        (
                            "attendance_threshold",
                            models.PositiveSmallIntegerField(
                                default=80,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="attendance needed (%)",
                            ),
                        ),
                        (
                            "pass_mark",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                default=70,
                                help_text="Points of the post-test needed to complete, usually 70. Empty: it decides nothing.",
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="pass mark",
                            ),
                        ),
                        (
                            "trains_instructors",
                            models.BooleanField(
                                default=False,
                                help_text="For officers, ends with the methodology test: who completes it may teach.",
                                verbose_name="trains instructors",
                            ),
                        ),
                        (
                            "instructor_field",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Only where instructors are trained. Leave it empty for the package's own field.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.field",
                                verbose_name="field that they may teach",
                            ),
                        ),
                        (
                            "instructor_months",
                            models.PositiveSmallIntegerField(
                                default=36,
                                help_text="Only where instructors are trained: from the day of the test.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(120),
                                ],
                                verbose_name="months that they may teach",
                            ),
                        ),
                        (
                            "minimum_age",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="A warning, no bar. Leave it empty for the age that the rules ask.",
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(14),
                                    django.core.validators.MaxValueValidator(60),
                                ],
                                verbose_name="youngest age",
                            ),
                        ),
                        (
                            "minimum_education",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("NONE", "No school certificate"),
                                    ("SD", "SD"),
                                    ("SMP", "SMP"),
                                    ("SMA", "SMA/SMK"),
                                    ("D3", "D3"),
                                    ("S1", "S1"),
                                ],
                                help_text="A warning, no bar: often waived for inmates.",
                                max_length=4,
                                verbose_name="least education",
                            ),
                        ),
                        (
                            "requirements",
                            models.TextField(
                                blank=True,
                                help_text="For example health, skills at hand, clothing; one on each line.",
                                max_length=2000,
                                verbose_name="what a participant needs",
                            ),
                        ),
                        (
                            "version",
                            models.PositiveSmallIntegerField(default=1, editable=False, verbose_name="version"),
                        ),
                        (
                            "supersedes",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.package",
                                verbose_name="takes the place of",
                            ),
                        ),
                        (
                            "copied_from",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.package",
                                verbose_name="copied from",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PackageTag",
                    fields=[],
                    options={
                        "proxy": True,
                    },
                    bases=("programs.package_tags",),
                ),
                migrations.CreateModel(
                    name="PackageTagEvent",
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
                                to="programs.packagetag",
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
                            "package",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.package",
                            ),
                        ),
                        (
                            "programmetag",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.programmetag",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PackageUnit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "package",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="package_units",
                                to="programs.package",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="package_units",
                                to="programs.unit",
                                verbose_name="unit",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                        (
                            "lesson_hours",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="lesson hours (JP)",
                            ),
                        ),
                        ("is_compulsory", models.BooleanField(default=True, verbose_name="compulsory")),
                    ],
                    options={
                        "verbose_name": "unit of a package",
                        "verbose_name_plural": "units of a package",
                        "ordering": ("position",),
                        "constraints": [
                            models.UniqueConstraint(fields=("package", "unit"), name="unit_once_per_package"),
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("package", "position"),
                                name="position_once_per_package",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("lesson_hours__gte", 1)), name="package_unit_has_hours"
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_packageunitevent" ("id", "is_compulsory", "lesson_hours", "package_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "unit_id") VALUES (NEW."id", NEW."is_compulsory", NEW."lesson_hours", NEW."package_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."unit_id"); RETURN NULL;',
                                    hash="035292509f14de5aea1019343c1a9c011a4654fb",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_9abad",
                                    table="programs_packageunit",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_packageunitevent" ("id", "is_compulsory", "lesson_hours", "package_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "unit_id") VALUES (NEW."id", NEW."is_compulsory", NEW."lesson_hours", NEW."package_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."unit_id"); RETURN NULL;',
                                    hash="de1ce551ffd46f4241640a8cb32e115b5b5d7d42",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_1022d",
                                    table="programs_packageunit",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_packageunitevent" ("id", "is_compulsory", "lesson_hours", "package_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "unit_id") VALUES (OLD."id", OLD."is_compulsory", OLD."lesson_hours", OLD."package_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."unit_id"); RETURN NULL;',
                                    hash="3976cc277dc05265c653b0b75645c1f9f69e2354",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_fcf78",
                                    table="programs_packageunit",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PackageUnitEvent",
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
                                to="programs.packageunit",
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
                            "package",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.package",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.unit",
                                verbose_name="unit",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                        (
                            "lesson_hours",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="lesson hours (JP)",
                            ),
                        ),
                        ("is_compulsory", models.BooleanField(default=True, verbose_name="compulsory")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Batch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "package",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="batches",
                                to="programs.package",
                                verbose_name="training package",
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="batches",
                                to="facilities.agreement",
                                verbose_name="agreement",
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="batches",
                                to="facilities.facility",
                                verbose_name="prison",
                            ),
                        ),
                        (
                            "workshop",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="batches",
                                to="facilities.workshop",
                                verbose_name="workshop",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="For example “Sewing, group 1, 2021”.", max_length=100, verbose_name="name"
                            ),
                        ),
                        (
                            "trainee_kind",
                            models.CharField(
                                choices=[("INMATE", "Inmates"), ("OFFICER", "Officers")],
                                default="INMATE",
                                max_length=7,
                                verbose_name="for whom",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day of lessons")),
                        (
                            "tested_on",
                            models.DateField(
                                help_text="Participants must still be held here on this day.",
                                verbose_name="day of the test",
                            ),
                        ),
                        (
                            "seats",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(200),
                                ],
                                verbose_name="seats",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("PLANNED", "Planned"),
                                    ("SELECTING", "Selecting"),
                                    ("DECREED", "Decreed"),
                                    ("RUNNING", "Running"),
                                    ("TESTING", "Testing"),
                                    ("CLOSED", "Closed"),
                                    ("POSTPONED", "Postponed"),
                                    ("CANCELLED", "Cancelled"),
                                ],
                                default="PLANNED",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "decree_number",
                            models.CharField(
                                blank=True, editable=False, max_length=100, verbose_name="number of the decree (SK)"
                            ),
                        ),
                        ("decreed_on", models.DateField(editable=False, null=True, verbose_name="decreed on")),
                        (
                            "minutes_number",
                            models.CharField(
                                blank=True, editable=False, max_length=100, verbose_name="number of the TPP minutes"
                            ),
                        ),
                        ("closed_on", models.DateField(editable=False, null=True, verbose_name="closed on")),
                        (
                            "meetings",
                            models.ManyToManyField(
                                editable=False, related_name="batches", to="facilities.meeting", verbose_name="meetings"
                            ),
                        ),
                        (
                            "tags",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The minister's programmes that this batch is reported under.",
                                related_name="batches",
                                to="programs.programmetag",
                                verbose_name="programme tags",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "batch",
                        "verbose_name_plural": "batches",
                        "ordering": ("-starts_on", "name"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        (
                                            "PLANNED",
                                            "SELECTING",
                                            "DECREED",
                                            "RUNNING",
                                            "TESTING",
                                            "CLOSED",
                                            "POSTPONED",
                                            "CANCELLED",
                                        ),
                                    )
                                ),
                                name="batch_state_is_known",
                            ),
                            models.UniqueConstraint(
                                fields=("facility", "name"),
                                name="batch_name_once_per_facility",
                                violation_error_message="This prison already has a batch of this name.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="batch_ends_after_it_starts",
                                violation_error_message="The last day cannot be before the first day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("tested_on__gte", models.F("starts_on"))),
                                name="batch_tested_after_it_starts",
                                violation_error_message="The day of the test cannot be before the first day.",
                            ),
                            models.CheckConstraint(condition=models.Q(("seats__gte", 1)), name="batch_has_seats"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decree_number", ""), ("decreed_on__isnull", True)),
                                    models.Q(
                                        ("decreed_on__isnull", False), models.Q(("decree_number", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="batch_decree_has_number_and_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_on__isnull", False), ("state", "CLOSED")),
                                    models.Q(models.Q(("state", "CLOSED"), _negated=True), ("closed_on__isnull", True)),
                                    _connector="OR",
                                ),
                                name="batch_closed_has_its_day",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_batchevent" ("agreement_id", "closed_on", "decree_number", "decreed_on", "ends_on", "facility_id", "id", "minutes_number", "name", "package_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "starts_on", "state", "tested_on", "trainee_kind", "workshop_id") VALUES (NEW."agreement_id", NEW."closed_on", NEW."decree_number", NEW."decreed_on", NEW."ends_on", NEW."facility_id", NEW."id", NEW."minutes_number", NEW."name", NEW."package_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."seats", NEW."starts_on", NEW."state", NEW."tested_on", NEW."trainee_kind", NEW."workshop_id"); RETURN NULL;',
                                    hash="3f3e35708047b06c0667a7eecf8a5c693141a2db",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_8c283",
                                    table="programs_batch",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_batchevent" ("agreement_id", "closed_on", "decree_number", "decreed_on", "ends_on", "facility_id", "id", "minutes_number", "name", "package_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "starts_on", "state", "tested_on", "trainee_kind", "workshop_id") VALUES (NEW."agreement_id", NEW."closed_on", NEW."decree_number", NEW."decreed_on", NEW."ends_on", NEW."facility_id", NEW."id", NEW."minutes_number", NEW."name", NEW."package_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."seats", NEW."starts_on", NEW."state", NEW."tested_on", NEW."trainee_kind", NEW."workshop_id"); RETURN NULL;',
                                    hash="9f85cb3caba1f8652c14eb186e7ebbe2ae61435d",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_3ef51",
                                    table="programs_batch",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_batchevent" ("agreement_id", "closed_on", "decree_number", "decreed_on", "ends_on", "facility_id", "id", "minutes_number", "name", "package_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "starts_on", "state", "tested_on", "trainee_kind", "workshop_id") VALUES (OLD."agreement_id", OLD."closed_on", OLD."decree_number", OLD."decreed_on", OLD."ends_on", OLD."facility_id", OLD."id", OLD."minutes_number", OLD."name", OLD."package_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."seats", OLD."starts_on", OLD."state", OLD."tested_on", OLD."trainee_kind", OLD."workshop_id"); RETURN NULL;',
                                    hash="13dd992d7a7b5773668829f8c944341015a93fbc",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_09a35",
                                    table="programs_batch",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="keep_the_steps",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{PLANNED:CANCELLED,PLANNED:POSTPONED,PLANNED:SELECTING,SELECTING:CANCELLED,SELECTING:DECREED,SELECTING:POSTPONED,DECREED:CANCELLED,DECREED:POSTPONED,DECREED:RUNNING,RUNNING:CANCELLED,RUNNING:TESTING,TESTING:CLOSED,POSTPONED:CANCELLED,POSTPONED:PLANNED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="a6896ce7cd4edb5a748d1d3a27c796b9a6f608fb",
                                    operation="UPDATE",
                                    pgid="pgtrigger_keep_the_steps_541f4",
                                    table="programs_batch",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BatchEvent",
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
                                to="programs.batch",
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
                            "package",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.package",
                                verbose_name="training package",
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.agreement",
                                verbose_name="agreement",
                            ),
                        ),
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
                        (
                            "workshop",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.workshop",
                                verbose_name="workshop",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="For example “Sewing, group 1, 2021”.", max_length=100, verbose_name="name"
                            ),
                        ),
                        (
                            "trainee_kind",
                            models.CharField(
                                choices=[("INMATE", "Inmates"), ("OFFICER", "Officers")],
                                default="INMATE",
                                max_length=7,
                                verbose_name="for whom",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day of lessons")),
                        (
                            "tested_on",
                            models.DateField(
                                help_text="Participants must still be held here on this day.",
                                verbose_name="day of the test",
                            ),
                        ),
                        (
                            "seats",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(200),
                                ],
                                verbose_name="seats",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("PLANNED", "Planned"),
                                    ("SELECTING", "Selecting"),
                                    ("DECREED", "Decreed"),
                                    ("RUNNING", "Running"),
                                    ("TESTING", "Testing"),
                                    ("CLOSED", "Closed"),
                                    ("POSTPONED", "Postponed"),
                                    ("CANCELLED", "Cancelled"),
                                ],
                                default="PLANNED",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "decree_number",
                            models.CharField(
                                blank=True, editable=False, max_length=100, verbose_name="number of the decree (SK)"
                            ),
                        ),
                        ("decreed_on", models.DateField(editable=False, null=True, verbose_name="decreed on")),
                        (
                            "minutes_number",
                            models.CharField(
                                blank=True, editable=False, max_length=100, verbose_name="number of the TPP minutes"
                            ),
                        ),
                        ("closed_on", models.DateField(editable=False, null=True, verbose_name="closed on")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="BatchMeeting",
                    fields=[],
                    options={
                        "proxy": True,
                    },
                    bases=("programs.batch_meetings",),
                ),
                migrations.CreateModel(
                    name="BatchMeetingEvent",
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
                                to="programs.batchmeeting",
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
                            "batch",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.batch",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.meeting",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="BatchTag",
                    fields=[],
                    options={
                        "proxy": True,
                    },
                    bases=("programs.batch_tags",),
                ),
                migrations.CreateModel(
                    name="BatchTagEvent",
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
                                to="programs.batchtag",
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
                            "batch",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.batch",
                            ),
                        ),
                        (
                            "programmetag",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.programmetag",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Instructor",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("CENTRE", "Staff of the training centre"),
                                    ("THIRD_PARTY", "Third party"),
                                    ("OFFICER", "Officer of the prison"),
                                ],
                                default="CENTRE",
                                max_length=11,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "officer",
                            models.OneToOneField(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="instructor",
                                to="trainees.officer",
                                verbose_name="officer",
                            ),
                        ),
                        (
                            "centre",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="instructors",
                                to="facilities.trainingcentre",
                                verbose_name="training centre",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "nip",
                            models.CharField(
                                blank=True,
                                help_text="Leave it empty for who is no civil servant.",
                                max_length=30,
                                verbose_name="NIP",
                            ),
                        ),
                        (
                            "employer",
                            models.CharField(
                                blank=True,
                                help_text="Of a third party, for example “LKP Mandiri”.",
                                max_length=150,
                                verbose_name="company or institution",
                            ),
                        ),
                        (
                            "user",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="instructor",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="signs in as",
                            ),
                        ),
                        (
                            "fields",
                            models.ManyToManyField(
                                related_name="instructors", to="facilities.field", verbose_name="fields"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "instructor",
                        "verbose_name_plural": "instructors",
                        "ordering": ("name",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("centre__isnull", True),
                                        ("kind", "OFFICER"),
                                        ("nip", ""),
                                        ("officer__isnull", False),
                                    ),
                                    models.Q(
                                        models.Q(("kind", "OFFICER"), _negated=True),
                                        ("centre__isnull", False),
                                        ("officer__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="instructor_of_a_centre_or_an_officer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind", "THIRD_PARTY"), ("employer", ""), _connector="OR"),
                                name="instructor_employer_of_a_third_party",
                                violation_error_message="Only a third party comes from a company or institution.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_instructorevent" ("centre_id", "employer", "id", "kind", "name", "nip", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."centre_id", NEW."employer", NEW."id", NEW."kind", NEW."name", NEW."nip", NEW."officer_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."user_id"); RETURN NULL;',
                                    hash="df0ed996851d016bfbb35f5e22611c3e944627c2",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_f89c5",
                                    table="programs_instructor",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_instructorevent" ("centre_id", "employer", "id", "kind", "name", "nip", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."centre_id", NEW."employer", NEW."id", NEW."kind", NEW."name", NEW."nip", NEW."officer_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."user_id"); RETURN NULL;',
                                    hash="755647f946a03665c1e4f5b886775a227891fe69",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_d22c2",
                                    table="programs_instructor",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_instructorevent" ("centre_id", "employer", "id", "kind", "name", "nip", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (OLD."centre_id", OLD."employer", OLD."id", OLD."kind", OLD."name", OLD."nip", OLD."officer_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."user_id"); RETURN NULL;',
                                    hash="3d1dbc8318cbf494cb53f32c31eb473d5b857e03",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_ec7aa",
                                    table="programs_instructor",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InstructorEvent",
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
                                to="programs.instructor",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("CENTRE", "Staff of the training centre"),
                                    ("THIRD_PARTY", "Third party"),
                                    ("OFFICER", "Officer of the prison"),
                                ],
                                default="CENTRE",
                                max_length=11,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="trainees.officer",
                                verbose_name="officer",
                            ),
                        ),
                        (
                            "centre",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.trainingcentre",
                                verbose_name="training centre",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "nip",
                            models.CharField(
                                blank=True,
                                help_text="Leave it empty for who is no civil servant.",
                                max_length=30,
                                verbose_name="NIP",
                            ),
                        ),
                        (
                            "employer",
                            models.CharField(
                                blank=True,
                                help_text="Of a third party, for example “LKP Mandiri”.",
                                max_length=150,
                                verbose_name="company or institution",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="signs in as",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="InstructorAbsence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "instructor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="absences",
                                to="programs.instructor",
                                verbose_name="instructor",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day")),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("LEAVE", "Leave or illness"),
                                    ("DUTY", "Other duty"),
                                    ("TRAINING", "Own training"),
                                    ("ELSEWHERE", "Teaches elsewhere"),
                                    ("OTHER", "Another reason"),
                                ],
                                max_length=10,
                                verbose_name="reason",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "absence of an instructor",
                        "verbose_name_plural": "absences of instructors",
                        "ordering": ("starts_on",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="absence_ends_after_it_starts",
                                violation_error_message="The last day cannot be before the first day.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=(
                                    ("instructor", "="),
                                    (
                                        facilities.models.postings.DateRange(
                                            "starts_on", "ends_on", models.Value("[]")
                                        ),
                                        "&&",
                                    ),
                                ),
                                name="one_absence_a_day",
                                violation_error_message="The instructor is already entered as away on one of these days.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_instructorabsenceevent" ("ends_on", "id", "instructor_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on") VALUES (NEW."ends_on", NEW."id", NEW."instructor_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."starts_on"); RETURN NULL;',
                                    hash="f866b00dad174246d67bd5d1db3b33233b74d79c",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_89f20",
                                    table="programs_instructorabsence",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_instructorabsenceevent" ("ends_on", "id", "instructor_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on") VALUES (NEW."ends_on", NEW."id", NEW."instructor_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."starts_on"); RETURN NULL;',
                                    hash="13856c939cbff1a6ea01ed28f2326b5d117577d5",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_6d7b4",
                                    table="programs_instructorabsence",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_instructorabsenceevent" ("ends_on", "id", "instructor_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on") VALUES (OLD."ends_on", OLD."id", OLD."instructor_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."starts_on"); RETURN NULL;',
                                    hash="fbc7478f439f667d59c4b029cb221f80d9c260fa",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_5e986",
                                    table="programs_instructorabsence",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InstructorAbsenceEvent",
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
                                to="programs.instructorabsence",
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
                            "instructor",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.instructor",
                                verbose_name="instructor",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day")),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("LEAVE", "Leave or illness"),
                                    ("DUTY", "Other duty"),
                                    ("TRAINING", "Own training"),
                                    ("ELSEWHERE", "Teaches elsewhere"),
                                    ("OTHER", "Another reason"),
                                ],
                                max_length=10,
                                verbose_name="reason",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Enrollment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enrollments",
                                to="programs.batch",
                                verbose_name="batch",
                            ),
                        ),
                        (
                            "inmate",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enrollments",
                                to="trainees.inmate",
                                verbose_name="inmate",
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enrollments",
                                to="trainees.officer",
                                verbose_name="officer",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("PROPOSED", "Proposed"),
                                    ("SHORTLISTED", "Shortlisted"),
                                    ("ACCEPTED", "Accepted"),
                                    ("RESERVE", "Reserve"),
                                    ("REJECTED", "Rejected"),
                                    ("ACTIVE", "Active"),
                                    ("SUSPENDED", "Suspended"),
                                    ("COMPLETED", "Completed"),
                                    ("DROPPED", "Dropped"),
                                ],
                                default="PROPOSED",
                                max_length=11,
                                verbose_name="state",
                            ),
                        ),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                        (
                            "drop_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("RELEASED", "Released"),
                                    ("TRANSFERRED", "Transferred"),
                                    ("DIED", "Died"),
                                    ("BATCH_ENDED", "Batch ended before hours and units were complete"),
                                    ("OWN_WISH", "Own wish"),
                                    ("DISCIPLINE", "Discipline"),
                                    ("HEALTH", "Health"),
                                    ("SECURITY", "Security"),
                                    ("ABSENCE", "Absence"),
                                ],
                                max_length=12,
                                verbose_name="drop reason",
                            ),
                        ),
                        ("findings", models.JSONField(default=list, verbose_name="findings")),
                        (
                            "facts",
                            models.JSONField(
                                default=dict, editable=False, verbose_name="facts that the findings rest on"
                            ),
                        ),
                        (
                            "blocks_lifted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="lifted by",
                            ),
                        ),
                        (
                            "blocks_lifted_reason",
                            models.TextField(blank=True, verbose_name="reason for lifting the block"),
                        ),
                        (
                            "lifted_codes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40), default=list, editable=False, size=None
                            ),
                        ),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField(editable=False, null=True)),
                        (
                            "reserve_order",
                            models.PositiveSmallIntegerField(
                                editable=False, null=True, verbose_name="place on the reserve list"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "enrollment",
                        "verbose_name_plural": "enrollments",
                        "ordering": (
                            django.db.models.functions.comparison.Coalesce("inmate__name", "officer__name"),
                            "id",
                        ),
                        "indexes": [
                            models.Index(fields=["batch", "state"], name="enrollment_batch_state"),
                            models.Index(
                                condition=models.Q(("state__in", ("ACCEPTED", "ACTIVE", "SUSPENDED"))),
                                fields=["inmate"],
                                name="enrollment_busy_inmate",
                            ),
                            models.Index(
                                condition=models.Q(("state__in", ("ACCEPTED", "ACTIVE", "SUSPENDED"))),
                                fields=["officer"],
                                name="enrollment_busy_officer",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("batch", "inmate"),
                                name="person_once_per_batch",
                                violation_error_message="This person is already in the batch.",
                            ),
                            models.UniqueConstraint(
                                fields=("batch", "officer"),
                                name="officer_once_per_batch",
                                violation_error_message="This person is already in the batch.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("inmate__isnull", True), ("officer__isnull", True), _connector="XOR"
                                ),
                                name="enrollment_of_an_inmate_or_an_officer",
                                violation_error_message="An enrollment is an inmate's or an officer's, never both.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("state__in", ("ACCEPTED", "ACTIVE", "SUSPENDED"))),
                                expressions=(("officer", "="), ("period", "&&")),
                                name="one_seat_of_an_officer_at_a_time",
                                violation_error_message="This person already has a seat in another batch on these days.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("state__in", ("ACCEPTED", "ACTIVE", "SUSPENDED"))),
                                expressions=(("inmate", "="), ("period", "&&")),
                                name="one_seat_of_a_person_at_a_time",
                                violation_error_message="This person already has a seat in another batch on these days.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "DROPPED"), models.Q(("drop_reason", ""), _negated=True)),
                                    models.Q(models.Q(("state", "DROPPED"), _negated=True), ("drop_reason", "")),
                                    _connector="OR",
                                ),
                                name="dropped_has_a_coded_reason",
                            ),
                            models.CheckConstraint(
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
                            models.CheckConstraint(
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
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), ("state", "REJECTED"), _negated=True),
                                name="rejected_has_a_reason",
                                violation_error_message="A rejection needs a reason.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("blocks_lifted_by__isnull", True), ("blocks_lifted_reason", "")),
                                    models.Q(
                                        ("blocks_lifted_by__isnull", False),
                                        models.Q(("blocks_lifted_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="lifted_block_has_name_and_reason",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_enrollmentevent" ("batch_id", "blocks_lifted_by_id", "blocks_lifted_reason", "drop_reason", "facts", "findings", "id", "inmate_id", "lifted_codes", "officer_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reserve_order", "state") VALUES (NEW."batch_id", NEW."blocks_lifted_by_id", NEW."blocks_lifted_reason", NEW."drop_reason", NEW."facts", NEW."findings", NEW."id", NEW."inmate_id", NEW."lifted_codes", NEW."officer_id", NEW."period", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."reserve_order", NEW."state"); RETURN NULL;',
                                    hash="be6d533dbce9e3003c19f15eea018d3f4768dc0a",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_75e5e",
                                    table="programs_enrollment",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_enrollmentevent" ("batch_id", "blocks_lifted_by_id", "blocks_lifted_reason", "drop_reason", "facts", "findings", "id", "inmate_id", "lifted_codes", "officer_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reserve_order", "state") VALUES (NEW."batch_id", NEW."blocks_lifted_by_id", NEW."blocks_lifted_reason", NEW."drop_reason", NEW."facts", NEW."findings", NEW."id", NEW."inmate_id", NEW."lifted_codes", NEW."officer_id", NEW."period", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."reserve_order", NEW."state"); RETURN NULL;',
                                    hash="b3432237bb3720673a87d8f13bd3f2ee3babde20",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_96a50",
                                    table="programs_enrollment",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_enrollmentevent" ("batch_id", "blocks_lifted_by_id", "blocks_lifted_reason", "drop_reason", "facts", "findings", "id", "inmate_id", "lifted_codes", "officer_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reserve_order", "state") VALUES (OLD."batch_id", OLD."blocks_lifted_by_id", OLD."blocks_lifted_reason", OLD."drop_reason", OLD."facts", OLD."findings", OLD."id", OLD."inmate_id", OLD."lifted_codes", OLD."officer_id", OLD."period", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."reserve_order", OLD."state"); RETURN NULL;',
                                    hash="80bf524266d2f70e7f3dc1ba7d5ab26804a0bf8b",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_069fc",
                                    table="programs_enrollment",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="keep_the_steps",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{PROPOSED:ACCEPTED,PROPOSED:DROPPED,PROPOSED:REJECTED,PROPOSED:RESERVE,PROPOSED:SHORTLISTED,SHORTLISTED:ACCEPTED,SHORTLISTED:DROPPED,SHORTLISTED:PROPOSED,SHORTLISTED:REJECTED,SHORTLISTED:RESERVE,ACCEPTED:ACTIVE,ACCEPTED:DROPPED,ACCEPTED:REJECTED,ACCEPTED:RESERVE,RESERVE:ACCEPTED,RESERVE:DROPPED,RESERVE:REJECTED,REJECTED:ACCEPTED,REJECTED:RESERVE,ACTIVE:COMPLETED,ACTIVE:DROPPED,ACTIVE:SUSPENDED,SUSPENDED:ACTIVE,SUSPENDED:DROPPED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="e605d547241ee348ebfa8f2ba644feb10dedffa6",
                                    operation="UPDATE",
                                    pgid="pgtrigger_keep_the_steps_457f1",
                                    table="programs_enrollment",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EnrollmentEvent",
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
                                to="programs.enrollment",
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
                            "batch",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.batch",
                                verbose_name="batch",
                            ),
                        ),
                        (
                            "inmate",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="trainees.inmate",
                                verbose_name="inmate",
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="trainees.officer",
                                verbose_name="officer",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("PROPOSED", "Proposed"),
                                    ("SHORTLISTED", "Shortlisted"),
                                    ("ACCEPTED", "Accepted"),
                                    ("RESERVE", "Reserve"),
                                    ("REJECTED", "Rejected"),
                                    ("ACTIVE", "Active"),
                                    ("SUSPENDED", "Suspended"),
                                    ("COMPLETED", "Completed"),
                                    ("DROPPED", "Dropped"),
                                ],
                                default="PROPOSED",
                                max_length=11,
                                verbose_name="state",
                            ),
                        ),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                        (
                            "drop_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("RELEASED", "Released"),
                                    ("TRANSFERRED", "Transferred"),
                                    ("DIED", "Died"),
                                    ("BATCH_ENDED", "Batch ended before hours and units were complete"),
                                    ("OWN_WISH", "Own wish"),
                                    ("DISCIPLINE", "Discipline"),
                                    ("HEALTH", "Health"),
                                    ("SECURITY", "Security"),
                                    ("ABSENCE", "Absence"),
                                ],
                                max_length=12,
                                verbose_name="drop reason",
                            ),
                        ),
                        ("findings", models.JSONField(default=list, verbose_name="findings")),
                        (
                            "facts",
                            models.JSONField(
                                default=dict, editable=False, verbose_name="facts that the findings rest on"
                            ),
                        ),
                        (
                            "blocks_lifted_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="lifted by",
                            ),
                        ),
                        (
                            "blocks_lifted_reason",
                            models.TextField(blank=True, verbose_name="reason for lifting the block"),
                        ),
                        (
                            "lifted_codes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40), default=list, editable=False, size=None
                            ),
                        ),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField(editable=False, null=True)),
                        (
                            "reserve_order",
                            models.PositiveSmallIntegerField(
                                editable=False, null=True, verbose_name="place on the reserve list"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Session",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="programs.batch",
                                verbose_name="batch",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programs.unit",
                                verbose_name="unit",
                            ),
                        ),
                        (
                            "instructor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="programs.instructor",
                                verbose_name="instructor",
                            ),
                        ),
                        (
                            "workshop",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="facilities.workshop",
                                verbose_name="workshop",
                            ),
                        ),
                        ("day", models.DateField(verbose_name="day")),
                        ("starts_at", models.DateTimeField(verbose_name="starts at")),
                        ("ends_at", models.DateTimeField(verbose_name="ends at")),
                        (
                            "lesson_hours",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(16),
                                ],
                                verbose_name="lesson hours (JP)",
                            ),
                        ),
                        (
                            "is_additional",
                            models.BooleanField(default=False, editable=False, verbose_name="additional"),
                        ),
                        (
                            "makes_up",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="make_ups",
                                to="programs.session",
                                verbose_name="makes up for",
                            ),
                        ),
                        ("cancelled_at", models.DateTimeField(editable=False, null=True, verbose_name="cancelled at")),
                        (
                            "cancellation",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("POWER_CUT", "Power cut"),
                                    ("TOOLS_MISSING", "Tools missing or broken"),
                                    ("MATERIALS_MISSING", "Training materials missing"),
                                    ("ROOM_UNUSABLE", "Room cannot be used"),
                                    ("INSTRUCTOR_ABSENT", "Instructor absent"),
                                    ("SECURITY", "Security reasons"),
                                    ("HOLIDAY", "Holiday"),
                                    ("OTHER", "Another reason"),
                                ],
                                editable=False,
                                max_length=20,
                                verbose_name="kind of cancellation",
                            ),
                        ),
                        (
                            "cancellation_reason",
                            models.CharField(
                                blank=True, editable=False, max_length=200, verbose_name="reason of cancellation"
                            ),
                        ),
                        ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed at")),
                        (
                            "closed_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "session",
                        "verbose_name_plural": "sessions",
                        "ordering": ("starts_at",),
                        "indexes": [
                            models.Index(fields=["batch", "day"], name="session_batch_day"),
                            models.Index(
                                condition=models.Q(("cancelled_at__isnull", False)),
                                fields=["batch"],
                                name="session_cancelled",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="session_ends_after_it_starts",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("lesson_hours__range", (1, 16))), name="session_hours_plausible"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("cancellation", ""),
                                        ("cancellation_reason", ""),
                                        ("cancelled_at__isnull", True),
                                    ),
                                    models.Q(
                                        ("cancelled_at__isnull", False),
                                        models.Q(("cancellation", ""), _negated=True),
                                        models.Q(
                                            models.Q(("cancellation", "OTHER"), _negated=True),
                                            models.Q(("cancellation_reason", ""), _negated=True),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="session_cancelled_with_reason",
                                violation_error_message="A cancelled session says why.",
                            ),
                            models.CheckConstraint(
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_additional", False), ("makes_up__isnull", True), _connector="OR"
                                ),
                                name="additional_session_makes_up_nothing",
                                violation_error_message="An additional lesson makes up for none.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("cancelled_at__isnull", True)),
                                fields=("makes_up",),
                                name="session_made_up_once",
                                violation_error_message="This session has been made up already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                                    models.Q(
                                        ("cancelled_at__isnull", True),
                                        ("closed_at__isnull", False),
                                        ("closed_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="session_closed_by_and_at",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("cancelled_at__isnull", True)),
                                expressions=(
                                    ("instructor", "="),
                                    (programs.models.sessions.TimestampRange("starts_at", "ends_at"), "&&"),
                                ),
                                name="instructor_in_one_place_at_a_time",
                                violation_error_message="The instructor already teaches elsewhere at this time.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("cancelled_at__isnull", True)),
                                expressions=(
                                    ("workshop", "="),
                                    (programs.models.sessions.TimestampRange("starts_at", "ends_at"), "&&"),
                                ),
                                name="workshop_holds_one_class_at_a_time",
                                violation_error_message="The workshop is already in use at this time.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("cancelled_at__isnull", True)),
                                expressions=(
                                    ("batch", "="),
                                    (programs.models.sessions.TimestampRange("starts_at", "ends_at"), "&&"),
                                ),
                                name="class_in_one_lesson_at_a_time",
                                violation_error_message="The participants already have a lesson at this time.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
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
                            pgtrigger.compiler.Trigger(
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
                            pgtrigger.compiler.Trigger(
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
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SessionEvent",
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
                                to="programs.session",
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
                            "batch",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.batch",
                                verbose_name="batch",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.unit",
                                verbose_name="unit",
                            ),
                        ),
                        (
                            "instructor",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.instructor",
                                verbose_name="instructor",
                            ),
                        ),
                        (
                            "workshop",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.workshop",
                                verbose_name="workshop",
                            ),
                        ),
                        ("day", models.DateField(verbose_name="day")),
                        ("starts_at", models.DateTimeField(verbose_name="starts at")),
                        ("ends_at", models.DateTimeField(verbose_name="ends at")),
                        (
                            "lesson_hours",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(16),
                                ],
                                verbose_name="lesson hours (JP)",
                            ),
                        ),
                        (
                            "is_additional",
                            models.BooleanField(default=False, editable=False, verbose_name="additional"),
                        ),
                        (
                            "makes_up",
                            models.ForeignKey(
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
                        ("cancelled_at", models.DateTimeField(editable=False, null=True, verbose_name="cancelled at")),
                        (
                            "cancellation",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("POWER_CUT", "Power cut"),
                                    ("TOOLS_MISSING", "Tools missing or broken"),
                                    ("MATERIALS_MISSING", "Training materials missing"),
                                    ("ROOM_UNUSABLE", "Room cannot be used"),
                                    ("INSTRUCTOR_ABSENT", "Instructor absent"),
                                    ("SECURITY", "Security reasons"),
                                    ("HOLIDAY", "Holiday"),
                                    ("OTHER", "Another reason"),
                                ],
                                editable=False,
                                max_length=20,
                                verbose_name="kind of cancellation",
                            ),
                        ),
                        (
                            "cancellation_reason",
                            models.CharField(
                                blank=True, editable=False, max_length=200, verbose_name="reason of cancellation"
                            ),
                        ),
                        ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed at")),
                        (
                            "closed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendances",
                                to="programs.session",
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendances",
                                to="programs.enrollment",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("H", "H – present"),
                                    ("S", "S – sick"),
                                    ("I", "I – excused"),
                                    ("A", "A – absent"),
                                    ("D", "D – court or duty"),
                                ],
                                max_length=1,
                                verbose_name="status",
                            ),
                        ),
                        ("lesson_hours", models.PositiveSmallIntegerField(verbose_name="lesson hours attended (JP)")),
                        ("minutes_late", models.PositiveSmallIntegerField(default=0, verbose_name="minutes late")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        ("entered_on", models.DateField(verbose_name="first entered on")),
                        ("recorded_on", models.DateField(verbose_name="recorded on")),
                        (
                            "correction_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="reason of the correction"),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        "verbose_name": "attendance",
                        "verbose_name_plural": "attendance",
                        "constraints": [
                            models.UniqueConstraint(fields=("session", "enrollment"), name="attendance_once"),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ("H", "S", "I", "A", "D"))),
                                name="attendance_letter_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status", "H"), ("lesson_hours", 0), _connector="OR"),
                                name="only_presence_earns_hours",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status", "H"), ("minutes_late", 0), _connector="OR"),
                                name="only_who_is_present_comes_late",
                                violation_error_message="Only somebody present can have come late.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
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
                            pgtrigger.compiler.Trigger(
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
                            pgtrigger.compiler.Trigger(
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
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AttendanceEvent",
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
                                to="programs.attendance",
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
                            "session",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.session",
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.enrollment",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("H", "H – present"),
                                    ("S", "S – sick"),
                                    ("I", "I – excused"),
                                    ("A", "A – absent"),
                                    ("D", "D – court or duty"),
                                ],
                                max_length=1,
                                verbose_name="status",
                            ),
                        ),
                        ("lesson_hours", models.PositiveSmallIntegerField(verbose_name="lesson hours attended (JP)")),
                        ("minutes_late", models.PositiveSmallIntegerField(default=0, verbose_name="minutes late")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        ("entered_on", models.DateField(verbose_name="first entered on")),
                        ("recorded_on", models.DateField(verbose_name="recorded on")),
                        (
                            "correction_reason",
                            models.CharField(blank=True, max_length=200, verbose_name="reason of the correction"),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Helper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="helpers",
                                to="programs.batch",
                                verbose_name="batch",
                            ),
                        ),
                        (
                            "inmate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="helps",
                                to="trainees.inmate",
                                verbose_name="inmate",
                            ),
                        ),
                        ("left_on", models.DateField(blank=True, null=True, verbose_name="left on")),
                    ],
                    options={
                        "verbose_name": "learning helper",
                        "verbose_name_plural": "learning helpers",
                        "ordering": ("inmate__name", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("left_on__isnull", True)),
                                fields=("batch", "inmate"),
                                name="helper_once_per_batch",
                                violation_error_message="This person already helps in the batch.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_helperevent" ("batch_id", "id", "inmate_id", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."batch_id", NEW."id", NEW."inmate_id", NEW."left_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="1cd12bca35f53b16b2d8c9431a2f2bcb9c50b382",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_ed806",
                                    table="programs_helper",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_helperevent" ("batch_id", "id", "inmate_id", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."batch_id", NEW."id", NEW."inmate_id", NEW."left_on", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="4ff462ef6d0c9c6b211fe13873af63b4b4cc4d3d",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_1edb2",
                                    table="programs_helper",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_helperevent" ("batch_id", "id", "inmate_id", "left_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."batch_id", OLD."id", OLD."inmate_id", OLD."left_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="6cebcc3e0f8d0b54e7009435aa37031bd5a93cf5",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_43b00",
                                    table="programs_helper",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HelperEvent",
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
                                to="programs.helper",
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
                            "batch",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.batch",
                                verbose_name="batch",
                            ),
                        ),
                        (
                            "inmate",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="trainees.inmate",
                                verbose_name="inmate",
                            ),
                        ),
                        ("left_on", models.DateField(blank=True, null=True, verbose_name="left on")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Account",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                max_length=6,
                                unique=True,
                                validators=[django.core.validators.RegexValidator("^\\d{6}$", "Six digits.")],
                                verbose_name="account code",
                            ),
                        ),
                        ("name", models.CharField(max_length=150, verbose_name="name")),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    ("51", "51 – personnel"),
                                    ("52", "52 – goods and services"),
                                    ("53", "53 – capital"),
                                ],
                                max_length=2,
                                verbose_name="type of expenditure",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "budget account",
                        "verbose_name_plural": "budget accounts",
                        "ordering": ("code",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("code__startswith", models.F("type"))),
                                name="account_code_begins_with_its_type",
                                violation_error_message="The code begins with the two digits of its type of expenditure.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_accountevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "type") VALUES (NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."type"); RETURN NULL;',
                                    hash="a86afe3fbd343314bc82715f9974f018ce5fd7dc",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_d6c55",
                                    table="programs_account",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_accountevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "type") VALUES (NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."type"); RETURN NULL;',
                                    hash="271df45bff6ceb8d922a1834ab48f061e086355a",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_1aa68",
                                    table="programs_account",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_accountevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "type") VALUES (OLD."code", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."type"); RETURN NULL;',
                                    hash="bbb5f009dce8ccbcde5f1e2bcf2fc02461657604",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_43421",
                                    table="programs_account",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AccountEvent",
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
                                to="programs.account",
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
                            "code",
                            models.CharField(
                                max_length=6,
                                validators=[django.core.validators.RegexValidator("^\\d{6}$", "Six digits.")],
                                verbose_name="account code",
                            ),
                        ),
                        ("name", models.CharField(max_length=150, verbose_name="name")),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    ("51", "51 – personnel"),
                                    ("52", "52 – goods and services"),
                                    ("53", "53 – capital"),
                                ],
                                max_length=2,
                                verbose_name="type of expenditure",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="BudgetLine",
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
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="budget_lines",
                                to="facilities.facility",
                                verbose_name="prison",
                            ),
                        ),
                        (
                            "centre",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="budget_lines",
                                to="facilities.trainingcentre",
                                verbose_name="training centre",
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(2000),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                                verbose_name="fiscal year",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("DIPA_UPT", "DIPA of the prison"),
                                    ("APBN_KEMNAKER", "State budget, Ministry of Manpower"),
                                    ("APBD", "Regional budget (APBD)"),
                                    ("DBHCHT", "Tobacco excise share (DBHCHT)"),
                                    ("CSR", "Company donation (CSR)"),
                                    ("PARTNER", "Partner"),
                                    ("NONE", "No source"),
                                ],
                                max_length=14,
                                verbose_name="source of funds",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="As the budget document calls it.", max_length=200, verbose_name="activity"
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty where the source has no state account.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="budget_lines",
                                to="programs.account",
                                verbose_name="account",
                            ),
                        ),
                        ("ceiling", models.BigIntegerField(verbose_name="ceiling (pagu)")),
                        (
                            "blocked",
                            models.BigIntegerField(
                                default=0,
                                help_text="Part of the ceiling that may not be spent this year.",
                                verbose_name="blocked (efisiensi)",
                            ),
                        ),
                        (
                            "plan",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(),
                                default=programs.models.budgets.no_plan,
                                size=12,
                                verbose_name="plan per month (RPD)",
                            ),
                        ),
                        (
                            "is_for_batches",
                            models.BooleanField(
                                default=True,
                                help_text="Untick for tools or journeys that serve no single batch.",
                                verbose_name="every expense belongs to a batch",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "budget line",
                        "verbose_name_plural": "budget lines",
                        "ordering": ("-year", "name", "id"),
                        "indexes": [models.Index(fields=["year"], name="budget_year")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("facility__isnull", True), ("centre__isnull", True), _connector="XOR"
                                ),
                                name="budget_of_one_place",
                                violation_error_message="A budget belongs either to a prison or to a training centre.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("blocked__gte", 0), ("ceiling__gte", models.F("blocked"))),
                                name="budget_blocked_within_ceiling",
                                violation_error_message="What is blocked cannot be more than the ceiling.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("plan__len", 12),
                                    models.Func(
                                        models.F("plan"),
                                        output_field=models.BooleanField(),
                                        template="COALESCE(0 <= ALL(%(expressions)s), false)",
                                    ),
                                ),
                                name="budget_plan_has_twelve_months",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "ceiling__gte",
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        django.db.models.expressions.CombinedExpression(
                                                            django.db.models.expressions.CombinedExpression(
                                                                django.db.models.expressions.CombinedExpression(
                                                                    django.db.models.expressions.CombinedExpression(
                                                                        django.db.models.expressions.CombinedExpression(
                                                                            django.db.models.expressions.CombinedExpression(
                                                                                django.db.models.expressions.CombinedExpression(
                                                                                    django.db.models.expressions.CombinedExpression(
                                                                                        models.F("blocked"),
                                                                                        "+",
                                                                                        models.Func(
                                                                                            models.F("plan"),
                                                                                            output_field=models.BigIntegerField(),
                                                                                            template="(%(expressions)s)[1]",
                                                                                        ),
                                                                                    ),
                                                                                    "+",
                                                                                    models.Func(
                                                                                        models.F("plan"),
                                                                                        output_field=models.BigIntegerField(),
                                                                                        template="(%(expressions)s)[2]",
                                                                                    ),
                                                                                ),
                                                                                "+",
                                                                                models.Func(
                                                                                    models.F("plan"),
                                                                                    output_field=models.BigIntegerField(),
                                                                                    template="(%(expressions)s)[3]",
                                                                                ),
                                                                            ),
                                                                            "+",
                                                                            models.Func(
                                                                                models.F("plan"),
                                                                                output_field=models.BigIntegerField(),
                                                                                template="(%(expressions)s)[4]",
                                                                            ),
                                                                        ),
                                                                        "+",
                                                                        models.Func(
                                                                            models.F("plan"),
                                                                            output_field=models.BigIntegerField(),
                                                                            template="(%(expressions)s)[5]",
                                                                        ),
                                                                    ),
                                                                    "+",
                                                                    models.Func(
                                                                        models.F("plan"),
                                                                        output_field=models.BigIntegerField(),
                                                                        template="(%(expressions)s)[6]",
                                                                    ),
                                                                ),
                                                                "+",
                                                                models.Func(
                                                                    models.F("plan"),
                                                                    output_field=models.BigIntegerField(),
                                                                    template="(%(expressions)s)[7]",
                                                                ),
                                                            ),
                                                            "+",
                                                            models.Func(
                                                                models.F("plan"),
                                                                output_field=models.BigIntegerField(),
                                                                template="(%(expressions)s)[8]",
                                                            ),
                                                        ),
                                                        "+",
                                                        models.Func(
                                                            models.F("plan"),
                                                            output_field=models.BigIntegerField(),
                                                            template="(%(expressions)s)[9]",
                                                        ),
                                                    ),
                                                    "+",
                                                    models.Func(
                                                        models.F("plan"),
                                                        output_field=models.BigIntegerField(),
                                                        template="(%(expressions)s)[10]",
                                                    ),
                                                ),
                                                "+",
                                                models.Func(
                                                    models.F("plan"),
                                                    output_field=models.BigIntegerField(),
                                                    template="(%(expressions)s)[11]",
                                                ),
                                            ),
                                            "+",
                                            models.Func(
                                                models.F("plan"),
                                                output_field=models.BigIntegerField(),
                                                template="(%(expressions)s)[12]",
                                            ),
                                        ),
                                    )
                                ),
                                name="budget_plan_within_what_is_free",
                                violation_error_message="The plan cannot be more than the ceiling less what is blocked.",
                            ),
                            models.UniqueConstraint(
                                fields=("facility", "centre", "year", "source", "account", "name"),
                                name="budget_line_once",
                                nulls_distinct=False,
                                violation_error_message="This activity already has a line of this source and account in the year.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_budgetlineevent" ("account_id", "blocked", "ceiling", "centre_id", "facility_id", "id", "is_for_batches", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "source", "year") VALUES (NEW."account_id", NEW."blocked", NEW."ceiling", NEW."centre_id", NEW."facility_id", NEW."id", NEW."is_for_batches", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan", NEW."source", NEW."year"); RETURN NULL;',
                                    hash="1d757d465d26ba0e3b5caae2f0f64f53c5a25d5d",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_d0abe",
                                    table="programs_budgetline",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_budgetlineevent" ("account_id", "blocked", "ceiling", "centre_id", "facility_id", "id", "is_for_batches", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "source", "year") VALUES (NEW."account_id", NEW."blocked", NEW."ceiling", NEW."centre_id", NEW."facility_id", NEW."id", NEW."is_for_batches", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan", NEW."source", NEW."year"); RETURN NULL;',
                                    hash="c1014f552a37d0b65738a80beb65dd026c28793a",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_ee746",
                                    table="programs_budgetline",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_budgetlineevent" ("account_id", "blocked", "ceiling", "centre_id", "facility_id", "id", "is_for_batches", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "source", "year") VALUES (OLD."account_id", OLD."blocked", OLD."ceiling", OLD."centre_id", OLD."facility_id", OLD."id", OLD."is_for_batches", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan", OLD."source", OLD."year"); RETURN NULL;',
                                    hash="9c768bf3213291bc4e8873a393141991a19c7b38",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_2dbe8",
                                    table="programs_budgetline",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BudgetLineEvent",
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
                                to="programs.budgetline",
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
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.facility",
                                verbose_name="prison",
                            ),
                        ),
                        (
                            "centre",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.trainingcentre",
                                verbose_name="training centre",
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(2000),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                                verbose_name="fiscal year",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("DIPA_UPT", "DIPA of the prison"),
                                    ("APBN_KEMNAKER", "State budget, Ministry of Manpower"),
                                    ("APBD", "Regional budget (APBD)"),
                                    ("DBHCHT", "Tobacco excise share (DBHCHT)"),
                                    ("CSR", "Company donation (CSR)"),
                                    ("PARTNER", "Partner"),
                                    ("NONE", "No source"),
                                ],
                                max_length=14,
                                verbose_name="source of funds",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="As the budget document calls it.", max_length=200, verbose_name="activity"
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Empty where the source has no state account.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.account",
                                verbose_name="account",
                            ),
                        ),
                        ("ceiling", models.BigIntegerField(verbose_name="ceiling (pagu)")),
                        (
                            "blocked",
                            models.BigIntegerField(
                                default=0,
                                help_text="Part of the ceiling that may not be spent this year.",
                                verbose_name="blocked (efisiensi)",
                            ),
                        ),
                        (
                            "plan",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(),
                                default=programs.models.budgets.no_plan,
                                size=12,
                                verbose_name="plan per month (RPD)",
                            ),
                        ),
                        (
                            "is_for_batches",
                            models.BooleanField(
                                default=True,
                                help_text="Untick for tools or journeys that serve no single batch.",
                                verbose_name="every expense belongs to a batch",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Expense",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="expenses",
                                to="programs.budgetline",
                                verbose_name="budget line",
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="expenses",
                                to="programs.batch",
                                verbose_name="batch",
                            ),
                        ),
                        ("spent_on", models.DateField(verbose_name="day")),
                        ("what", models.CharField(max_length=200, verbose_name="what for")),
                        ("amount", models.BigIntegerField(verbose_name="amount")),
                        (
                            "voucher",
                            models.CharField(
                                help_text="As it stands on the receipt or the payment order.",
                                max_length=60,
                                verbose_name="voucher number",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "expense",
                        "verbose_name_plural": "expenses",
                        "ordering": ("spent_on", "id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0)),
                                name="expense_is_positive",
                                violation_error_message="An expense is more than nothing.",
                            ),
                            models.UniqueConstraint(
                                fields=("line", "batch", "voucher", "what"),
                                name="expense_once",
                                nulls_distinct=False,
                                violation_error_message="This expense is already recorded with this voucher.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_expenseevent" ("amount", "batch_id", "id", "line_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "spent_on", "voucher", "what") VALUES (NEW."amount", NEW."batch_id", NEW."id", NEW."line_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."spent_on", NEW."voucher", NEW."what"); RETURN NULL;',
                                    hash="34efcd94df79fea8d70a1613323c90d68e8679ef",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_e2ab0",
                                    table="programs_expense",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_expenseevent" ("amount", "batch_id", "id", "line_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "spent_on", "voucher", "what") VALUES (NEW."amount", NEW."batch_id", NEW."id", NEW."line_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."spent_on", NEW."voucher", NEW."what"); RETURN NULL;',
                                    hash="f92b242c3037f44e11dc233016dfa9041ba5ed15",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_afa85",
                                    table="programs_expense",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_expenseevent" ("amount", "batch_id", "id", "line_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "spent_on", "voucher", "what") VALUES (OLD."amount", OLD."batch_id", OLD."id", OLD."line_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."spent_on", OLD."voucher", OLD."what"); RETURN NULL;',
                                    hash="e8b8ce57ec096dcf376da7b96d3a466567576b63",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_acda2",
                                    table="programs_expense",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExpenseEvent",
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
                                to="programs.expense",
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
                            "line",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.budgetline",
                                verbose_name="budget line",
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.batch",
                                verbose_name="batch",
                            ),
                        ),
                        ("spent_on", models.DateField(verbose_name="day")),
                        ("what", models.CharField(max_length=200, verbose_name="what for")),
                        ("amount", models.BigIntegerField(verbose_name="amount")),
                        (
                            "voucher",
                            models.CharField(
                                help_text="As it stands on the receipt or the payment order.",
                                max_length=60,
                                verbose_name="voucher number",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Circumstance",
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
                                related_name="+",
                                to="facilities.facility",
                                verbose_name="prison",
                            ),
                        ),
                        (
                            "inmate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="trainees.inmate",
                                verbose_name="inmate",
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="circumstances",
                                to="programs.enrollment",
                                verbose_name="enrollment",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("TRANSFERRED", "Transferred"),
                                    ("RELEASED", "Released"),
                                    ("DIED", "Died"),
                                    ("DISCIPLINE", "Disciplinary sanction"),
                                    ("ILLNESS", "Illness"),
                                    ("ARRIVED", "Arrived from another prison"),
                                ],
                                max_length=11,
                                verbose_name="kind",
                            ),
                        ),
                        ("happened_on", models.DateField(verbose_name="day")),
                        ("freed_seat", models.BooleanField(default=False, verbose_name="a seat became free")),
                        ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ("done_at", models.DateTimeField(null=True, verbose_name="handled at")),
                        (
                            "done_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="handled by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "circumstance",
                        "verbose_name_plural": "circumstances",
                        "ordering": ("-recorded_at", "-id"),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("done_at__isnull", True)),
                                fields=["facility"],
                                name="circumstance_waiting",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                                    models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="circumstance_handled_at_and_by",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("enrollment__isnull", True), ("freed_seat", False), ("kind", "ARRIVED")),
                                    models.Q(
                                        models.Q(("kind", "ARRIVED"), _negated=True), ("enrollment__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="circumstance_of_an_enrollment_unless_arrived",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_circumstanceevent" ("done_at", "done_by_id", "enrollment_id", "facility_id", "freed_seat", "happened_on", "id", "inmate_id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at") VALUES (NEW."done_at", NEW."done_by_id", NEW."enrollment_id", NEW."facility_id", NEW."freed_seat", NEW."happened_on", NEW."id", NEW."inmate_id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at"); RETURN NULL;',
                                    hash="410abc19ce468d11cf67bdd2ff2a4bd931cf7ce1",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_e1e3e",
                                    table="programs_circumstance",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_circumstanceevent" ("done_at", "done_by_id", "enrollment_id", "facility_id", "freed_seat", "happened_on", "id", "inmate_id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at") VALUES (NEW."done_at", NEW."done_by_id", NEW."enrollment_id", NEW."facility_id", NEW."freed_seat", NEW."happened_on", NEW."id", NEW."inmate_id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at"); RETURN NULL;',
                                    hash="070c06f1d0e5862171f195d975112879f32a59cf",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_bd791",
                                    table="programs_circumstance",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_circumstanceevent" ("done_at", "done_by_id", "enrollment_id", "facility_id", "freed_seat", "happened_on", "id", "inmate_id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at") VALUES (OLD."done_at", OLD."done_by_id", OLD."enrollment_id", OLD."facility_id", OLD."freed_seat", OLD."happened_on", OLD."id", OLD."inmate_id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at"); RETURN NULL;',
                                    hash="f6e79fac13e28646fa8db6d05f55ada0e030b5ed",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_d2ab4",
                                    table="programs_circumstance",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CircumstanceEvent",
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
                                to="programs.circumstance",
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
                        (
                            "inmate",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="trainees.inmate",
                                verbose_name="inmate",
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.enrollment",
                                verbose_name="enrollment",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("TRANSFERRED", "Transferred"),
                                    ("RELEASED", "Released"),
                                    ("DIED", "Died"),
                                    ("DISCIPLINE", "Disciplinary sanction"),
                                    ("ILLNESS", "Illness"),
                                    ("ARRIVED", "Arrived from another prison"),
                                ],
                                max_length=11,
                                verbose_name="kind",
                            ),
                        ),
                        ("happened_on", models.DateField(verbose_name="day")),
                        ("freed_seat", models.BooleanField(default=False, verbose_name="a seat became free")),
                        ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ("done_at", models.DateTimeField(null=True, verbose_name="handled at")),
                        (
                            "done_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="handled by",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="UnitResult",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="results",
                                to="programs.enrollment",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programs.unit"
                            ),
                        ),
                        (
                            "attempt",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="attempt",
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
                        (
                            "assessor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programs.instructor",
                                verbose_name="assessor",
                            ),
                        ),
                        ("assessed_on", models.DateField(verbose_name="assessed on")),
                        (
                            "recognised_from",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recognised_as",
                                to="programs.unitresult",
                                verbose_name="recognised from",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        "verbose_name": "unit result",
                        "verbose_name_plural": "unit results",
                        "ordering": ("enrollment", "unit", "attempt"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("enrollment", "unit", "attempt"), name="one_verdict_per_attempt"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("verdict__in", ("K", "BK"))), name="verdict_is_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("attempt__gte", 1)), name="attempts_count_from_one"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("recognised_from__isnull", True),
                                    models.Q(("attempt", 1), ("verdict", "K")),
                                    _connector="OR",
                                ),
                                name="recognised_unit_is_k_at_once",
                                violation_error_message="Only a unit passed (K) and not tested here yet is recognised.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("knowledge__isnull", True), ("knowledge__lte", 100), _connector="OR"),
                                    models.Q(("skill__isnull", True), ("skill__lte", 100), _connector="OR"),
                                    models.Q(("attitude__isnull", True), ("attitude__lte", 100), _connector="OR"),
                                ),
                                name="unit_scores_out_of_hundred",
                                violation_error_message="Points go from 0 to 100.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_unitresultevent" ("assessed_on", "assessor_id", "attempt", "attitude", "enrollment_id", "id", "knowledge", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recognised_from_id", "recorded_at", "recorded_by_id", "skill", "unit_id", "verdict") VALUES (NEW."assessed_on", NEW."assessor_id", NEW."attempt", NEW."attitude", NEW."enrollment_id", NEW."id", NEW."knowledge", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recognised_from_id", NEW."recorded_at", NEW."recorded_by_id", NEW."skill", NEW."unit_id", NEW."verdict"); RETURN NULL;',
                                    hash="8e1a9445bc0a26a912cdbd3e18bdf057b79e097d",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_6223d",
                                    table="programs_unitresult",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_unitresultevent" ("assessed_on", "assessor_id", "attempt", "attitude", "enrollment_id", "id", "knowledge", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recognised_from_id", "recorded_at", "recorded_by_id", "skill", "unit_id", "verdict") VALUES (NEW."assessed_on", NEW."assessor_id", NEW."attempt", NEW."attitude", NEW."enrollment_id", NEW."id", NEW."knowledge", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recognised_from_id", NEW."recorded_at", NEW."recorded_by_id", NEW."skill", NEW."unit_id", NEW."verdict"); RETURN NULL;',
                                    hash="377833ae1fe8d10f355bebbb7627dea8c5909597",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_bf8f8",
                                    table="programs_unitresult",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_unitresultevent" ("assessed_on", "assessor_id", "attempt", "attitude", "enrollment_id", "id", "knowledge", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recognised_from_id", "recorded_at", "recorded_by_id", "skill", "unit_id", "verdict") VALUES (OLD."assessed_on", OLD."assessor_id", OLD."attempt", OLD."attitude", OLD."enrollment_id", OLD."id", OLD."knowledge", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recognised_from_id", OLD."recorded_at", OLD."recorded_by_id", OLD."skill", OLD."unit_id", OLD."verdict"); RETURN NULL;',
                                    hash="f7276fd2e6d3bb9702427bb39c8a20aacdad26f7",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_7040e",
                                    table="programs_unitresult",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnitResultEvent",
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
                                to="programs.unitresult",
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
                            "enrollment",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.enrollment",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.unit",
                            ),
                        ),
                        (
                            "attempt",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="attempt",
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
                        (
                            "assessor",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.instructor",
                                verbose_name="assessor",
                            ),
                        ),
                        ("assessed_on", models.DateField(verbose_name="assessed on")),
                        (
                            "recognised_from",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.unitresult",
                                verbose_name="recognised from",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="WrittenTest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="written_tests",
                                to="programs.enrollment",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("PRE", "Pre-test"), ("POST", "Post-test")], max_length=4, verbose_name="test"
                            ),
                        ),
                        (
                            "score",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MaxValueValidator(100)], verbose_name="score"
                            ),
                        ),
                        ("taken_on", models.DateField(verbose_name="day of the test")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        "verbose_name": "pre-test or post-test",
                        "verbose_name_plural": "pre-tests and post-tests",
                        "ordering": ("enrollment", "-kind"),
                        "constraints": [
                            models.UniqueConstraint(fields=("enrollment", "kind"), name="written_test_once"),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ("PRE", "POST"))), name="written_test_kind_is_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("score__lte", 100)),
                                name="written_test_out_of_hundred",
                                violation_error_message="Points go from 0 to 100.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_writtentestevent" ("enrollment_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "score", "taken_on") VALUES (NEW."enrollment_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."score", NEW."taken_on"); RETURN NULL;',
                                    hash="fdefab4d4f7f8e59108da6cf3a1319e39a68912d",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_c0c35",
                                    table="programs_writtentest",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_writtentestevent" ("enrollment_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "score", "taken_on") VALUES (NEW."enrollment_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."score", NEW."taken_on"); RETURN NULL;',
                                    hash="e4ee7d81bd4ce28e5c986be2ca1dc600c1a5f9df",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_3050b",
                                    table="programs_writtentest",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_writtentestevent" ("enrollment_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "score", "taken_on") VALUES (OLD."enrollment_id", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."score", OLD."taken_on"); RETURN NULL;',
                                    hash="a3efe1924bde42878f66eb172f0d5411a732045c",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_1edc5",
                                    table="programs_writtentest",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WrittenTestEvent",
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
                                to="programs.writtentest",
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
                            "enrollment",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.enrollment",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("PRE", "Pre-test"), ("POST", "Post-test")], max_length=4, verbose_name="test"
                            ),
                        ),
                        (
                            "score",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MaxValueValidator(100)], verbose_name="score"
                            ),
                        ),
                        ("taken_on", models.DateField(verbose_name="day of the test")),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MissedTest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="missed_tests",
                                to="programs.enrollment",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programs.unit",
                            ),
                        ),
                        ("missed_on", models.DateField(verbose_name="day of the test")),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("S", "S – sick"),
                                    ("I", "I – excused"),
                                    ("A", "A – absent"),
                                    ("D", "D – court or duty"),
                                ],
                                max_length=1,
                                verbose_name="reason",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        "verbose_name": "missed test",
                        "verbose_name_plural": "missed tests",
                        "ordering": ("enrollment", "missed_on", "unit"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason__in", ("S", "I", "A", "D"))),
                                name="missed_test_letter_is_known",
                            ),
                            models.UniqueConstraint(
                                fields=("enrollment", "unit", "missed_on"),
                                name="missed_test_once",
                                nulls_distinct=False,
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_missedtestevent" ("enrollment_id", "id", "missed_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "unit_id") VALUES (NEW."enrollment_id", NEW."id", NEW."missed_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."unit_id"); RETURN NULL;',
                                    hash="356239f9fab0b72b6de96e55cd96559f68ca7ff8",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_3cc06",
                                    table="programs_missedtest",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_missedtestevent" ("enrollment_id", "id", "missed_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "unit_id") VALUES (NEW."enrollment_id", NEW."id", NEW."missed_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."unit_id"); RETURN NULL;',
                                    hash="5089e240f1fc16761fccb60504194cfbf1006807",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_a1853",
                                    table="programs_missedtest",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_missedtestevent" ("enrollment_id", "id", "missed_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "recorded_by_id", "unit_id") VALUES (OLD."enrollment_id", OLD."id", OLD."missed_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."recorded_at", OLD."recorded_by_id", OLD."unit_id"); RETURN NULL;',
                                    hash="2e6ebe887fc8371db1936b5d7d3d7d735598e1b4",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_f93b1",
                                    table="programs_missedtest",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MissedTestEvent",
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
                                to="programs.missedtest",
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
                            "enrollment",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.enrollment",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.unit",
                            ),
                        ),
                        ("missed_on", models.DateField(verbose_name="day of the test")),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("S", "S – sick"),
                                    ("I", "I – excused"),
                                    ("A", "A – absent"),
                                    ("D", "D – court or duty"),
                                ],
                                max_length=1,
                                verbose_name="reason",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="AssessorException",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assessor_exceptions",
                                to="programs.batch",
                            ),
                        ),
                        (
                            "assessor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programs.instructor",
                                verbose_name="assessor",
                            ),
                        ),
                        ("reason", models.CharField(max_length=500, verbose_name="reason")),
                        (
                            "allowed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="allowed by",
                            ),
                        ),
                        (
                            "allowed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="allowed at"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "exception for an assessor",
                        "verbose_name_plural": "exceptions for assessors",
                        "ordering": ("batch", "allowed_at"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("batch", "assessor"),
                                name="assessor_allowed_once_per_batch",
                                violation_error_message="This assessor is allowed in this batch already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="assessor_allowed_with_reason",
                                violation_error_message="Say why.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_assessorexceptionevent" ("allowed_at", "allowed_by_id", "assessor_id", "batch_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."allowed_at", NEW."allowed_by_id", NEW."assessor_id", NEW."batch_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;',
                                    hash="5cf9a2d17de9438d70c4f0ce20ca3ec49b5c2968",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_0a924",
                                    table="programs_assessorexception",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_assessorexceptionevent" ("allowed_at", "allowed_by_id", "assessor_id", "batch_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."allowed_at", NEW."allowed_by_id", NEW."assessor_id", NEW."batch_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;',
                                    hash="da78948a0b8ddeae7e6a9a3dfab4ca5df535096f",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_d2efc",
                                    table="programs_assessorexception",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_assessorexceptionevent" ("allowed_at", "allowed_by_id", "assessor_id", "batch_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."allowed_at", OLD."allowed_by_id", OLD."assessor_id", OLD."batch_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;',
                                    hash="a94b97bf77ed6af187aecf7e08f7418c268d6dd3",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_d863d",
                                    table="programs_assessorexception",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AssessorExceptionEvent",
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
                                to="programs.assessorexception",
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
                            "batch",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.batch",
                            ),
                        ),
                        (
                            "assessor",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.instructor",
                                verbose_name="assessor",
                            ),
                        ),
                        ("reason", models.CharField(max_length=500, verbose_name="reason")),
                        (
                            "allowed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="allowed by",
                            ),
                        ),
                        (
                            "allowed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="allowed at"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ResultCorrection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                            "corrected_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="corrected by",
                            ),
                        ),
                        (
                            "corrected_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="corrected at"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "correction of a result",
                        "verbose_name_plural": "corrections of results",
                        "ordering": ("result", "id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="correction_with_reason",
                                violation_error_message="Say why.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
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
                            pgtrigger.compiler.Trigger(
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
                            pgtrigger.compiler.Trigger(
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
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ResultCorrectionEvent",
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
                                to="programs.resultcorrection",
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
                            "result",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.unitresult",
                            ),
                        ),
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
                            "corrected_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="corrected at"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Decree",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("DECREE", "Decree (SK)"), ("ADDENDUM", "Addendum to the decree")],
                                default="DECREE",
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decrees",
                                to="facilities.facility",
                                verbose_name="prison",
                            ),
                        ),
                        ("number", models.CharField(max_length=100, verbose_name="number of the decree (SK)")),
                        ("decreed_on", models.DateField(verbose_name="decreed on")),
                        (
                            "decreed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decreed by",
                            ),
                        ),
                        ("record", models.JSONField(editable=False)),
                        (
                            "batches",
                            models.ManyToManyField(related_name="decrees", to="programs.batch", verbose_name="batches"),
                        ),
                    ],
                    options={
                        "verbose_name": "decree",
                        "verbose_name_plural": "decrees",
                        "ordering": ("-decreed_on", "-id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("facility", "number"),
                                name="decree_number_once_per_facility",
                                violation_error_message="Another decree has this number.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number", ""), _negated=True), name="decree_has_a_number"
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_decreeevent" ("decreed_by_id", "decreed_on", "facility_id", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record") VALUES (NEW."decreed_by_id", NEW."decreed_on", NEW."facility_id", NEW."id", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."record"); RETURN NULL;',
                                    hash="44da5251e1b74ed285377782feb00f87dbd051f5",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_e3101",
                                    table="programs_decree",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_decreeevent" ("decreed_by_id", "decreed_on", "facility_id", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record") VALUES (NEW."decreed_by_id", NEW."decreed_on", NEW."facility_id", NEW."id", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."record"); RETURN NULL;',
                                    hash="be4ae65a8475caadd403627ab5bb883910152268",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_dcbf0",
                                    table="programs_decree",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_decreeevent" ("decreed_by_id", "decreed_on", "facility_id", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record") VALUES (OLD."decreed_by_id", OLD."decreed_on", OLD."facility_id", OLD."id", OLD."kind", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."record"); RETURN NULL;',
                                    hash="b124add5d3e534b73b87a960881ec6c1f5fba8ac",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_c6063",
                                    table="programs_decree",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DecreeEvent",
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
                                to="programs.decree",
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
                            "kind",
                            models.CharField(
                                choices=[("DECREE", "Decree (SK)"), ("ADDENDUM", "Addendum to the decree")],
                                default="DECREE",
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
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
                        ("number", models.CharField(max_length=100, verbose_name="number of the decree (SK)")),
                        ("decreed_on", models.DateField(verbose_name="decreed on")),
                        (
                            "decreed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decreed by",
                            ),
                        ),
                        ("record", models.JSONField(editable=False)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SeatChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "left",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seat_changes",
                                to="programs.enrollment",
                                verbose_name="who left",
                            ),
                        ),
                        (
                            "moved_up",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seat_taken",
                                to="programs.enrollment",
                                verbose_name="who moved up",
                            ),
                        ),
                        (
                            "is_tied",
                            models.BooleanField(default=False, verbose_name="several of the reserve are equal"),
                        ),
                        (
                            "needs_addendum",
                            models.BooleanField(default=False, verbose_name="needs an addendum to the decree"),
                        ),
                        (
                            "addendum",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seat_changes",
                                to="programs.decree",
                                verbose_name="addendum",
                            ),
                        ),
                        (
                            "happened_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                editable=False,
                                verbose_name="when",
                            ),
                        ),
                        ("facility_saw_at", models.DateTimeField(null=True, verbose_name="seen by the prison")),
                        ("centre_saw_at", models.DateTimeField(null=True, verbose_name="seen by the training centre")),
                    ],
                    options={
                        "verbose_name": "change of a seat",
                        "verbose_name_plural": "changes of seats",
                        "ordering": ("-id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("is_tied", False), ("moved_up__isnull", True), _connector="OR"),
                                name="a_tie_has_nobody_moved_up",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_seatchangeevent" ("addendum_id", "centre_saw_at", "facility_saw_at", "happened_at", "id", "is_tied", "left_id", "moved_up_id", "needs_addendum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."addendum_id", NEW."centre_saw_at", NEW."facility_saw_at", NEW."happened_at", NEW."id", NEW."is_tied", NEW."left_id", NEW."moved_up_id", NEW."needs_addendum", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="3a0a7da765554304f684a99c708f1ff7d52835ca",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_b1f9e",
                                    table="programs_seatchange",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_seatchangeevent" ("addendum_id", "centre_saw_at", "facility_saw_at", "happened_at", "id", "is_tied", "left_id", "moved_up_id", "needs_addendum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."addendum_id", NEW."centre_saw_at", NEW."facility_saw_at", NEW."happened_at", NEW."id", NEW."is_tied", NEW."left_id", NEW."moved_up_id", NEW."needs_addendum", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="61922a9a63812811556a97f9647de76208b8989b",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_e82a3",
                                    table="programs_seatchange",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_seatchangeevent" ("addendum_id", "centre_saw_at", "facility_saw_at", "happened_at", "id", "is_tied", "left_id", "moved_up_id", "needs_addendum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."addendum_id", OLD."centre_saw_at", OLD."facility_saw_at", OLD."happened_at", OLD."id", OLD."is_tied", OLD."left_id", OLD."moved_up_id", OLD."needs_addendum", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="ad964d27fafb91f86ddfb778443a246a9f7bddd2",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_94336",
                                    table="programs_seatchange",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SeatChangeEvent",
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
                                to="programs.seatchange",
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
                            "left",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.enrollment",
                                verbose_name="who left",
                            ),
                        ),
                        (
                            "moved_up",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.enrollment",
                                verbose_name="who moved up",
                            ),
                        ),
                        (
                            "is_tied",
                            models.BooleanField(default=False, verbose_name="several of the reserve are equal"),
                        ),
                        (
                            "needs_addendum",
                            models.BooleanField(default=False, verbose_name="needs an addendum to the decree"),
                        ),
                        (
                            "addendum",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.decree",
                                verbose_name="addendum",
                            ),
                        ),
                        (
                            "happened_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                editable=False,
                                verbose_name="when",
                            ),
                        ),
                        ("facility_saw_at", models.DateTimeField(null=True, verbose_name="seen by the prison")),
                        ("centre_saw_at", models.DateTimeField(null=True, verbose_name="seen by the training centre")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DemandNote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "field",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="demand_notes",
                                to="facilities.field",
                                verbose_name="field",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="demand_notes",
                                to="facilities.region",
                                verbose_name="region",
                            ),
                        ),
                        (
                            "district",
                            models.CharField(
                                blank=True,
                                help_text="Empty if it is true of the whole region.",
                                max_length=100,
                                verbose_name="city or regency",
                            ),
                        ),
                        (
                            "text",
                            models.CharField(
                                help_text="For example “two garment factories look for sewing operators, training from 200 JP”.",
                                max_length=300,
                                verbose_name="what is looked for",
                            ),
                        ),
                        (
                            "wanted",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="Only if the source tells.",
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100000),
                                ],
                                verbose_name="people looked for",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                help_text="Office, company or publication; no private person and no phone number.",
                                max_length=200,
                                verbose_name="source",
                            ),
                        ),
                        ("noted_on", models.DateField(help_text="The day of the source.", verbose_name="as of")),
                        (
                            "valid_until",
                            models.DateField(
                                help_text="After this day it is no longer shown to who plans.",
                                verbose_name="counts until",
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="facilities.facility",
                                verbose_name="prison",
                            ),
                        ),
                        (
                            "centre",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="facilities.trainingcentre",
                                verbose_name="training centre",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                editable=False,
                                verbose_name="recorded at",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "demand note",
                        "verbose_name_plural": "demand notes",
                        "ordering": ("-noted_on", "-id"),
                        "indexes": [models.Index(fields=["region", "valid_until"], name="demand_note_standing")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("valid_until__gte", models.F("noted_on"))),
                                name="demand_note_counts_after_its_day",
                                violation_error_message="It cannot stop counting before its own day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("text", ""), _negated=True), models.Q(("source", ""), _negated=True)
                                ),
                                name="demand_note_says_what_and_whence",
                                violation_error_message="Say what is looked for, and who says so.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("wanted__isnull", True), ("wanted__range", (1, 100000)), _connector="OR"
                                ),
                                name="demand_note_wants_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("facility__isnull", True), ("centre__isnull", True), _connector="OR"
                                ),
                                name="demand_note_of_one_office",
                            ),
                            models.UniqueConstraint(
                                fields=("field", "region", "district", "source", "noted_on"),
                                name="demand_note_once",
                                violation_error_message="What this source says of the field and place on that day is already noted.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_demandnoteevent" ("centre_id", "district", "facility_id", "field_id", "id", "noted_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "region_id", "source", "text", "valid_until", "wanted") VALUES (NEW."centre_id", NEW."district", NEW."facility_id", NEW."field_id", NEW."id", NEW."noted_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."region_id", NEW."source", NEW."text", NEW."valid_until", NEW."wanted"); RETURN NULL;',
                                    hash="5d6349063c60c8024d04ca02fdcd20e2fdc279c0",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_3beda",
                                    table="programs_demandnote",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_demandnoteevent" ("centre_id", "district", "facility_id", "field_id", "id", "noted_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "region_id", "source", "text", "valid_until", "wanted") VALUES (NEW."centre_id", NEW."district", NEW."facility_id", NEW."field_id", NEW."id", NEW."noted_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."region_id", NEW."source", NEW."text", NEW."valid_until", NEW."wanted"); RETURN NULL;',
                                    hash="bd25d4bee8dd99e3e8d382d40bb9f35c8a425e26",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_ddf63",
                                    table="programs_demandnote",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_demandnoteevent" ("centre_id", "district", "facility_id", "field_id", "id", "noted_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "region_id", "source", "text", "valid_until", "wanted") VALUES (OLD."centre_id", OLD."district", OLD."facility_id", OLD."field_id", OLD."id", OLD."noted_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."region_id", OLD."source", OLD."text", OLD."valid_until", OLD."wanted"); RETURN NULL;',
                                    hash="b84c1057a157588f3b93ae42a2d89b2b84d54079",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_32820",
                                    table="programs_demandnote",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DemandNoteEvent",
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
                                to="programs.demandnote",
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
                            "field",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.field",
                                verbose_name="field",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.region",
                                verbose_name="region",
                            ),
                        ),
                        (
                            "district",
                            models.CharField(
                                blank=True,
                                help_text="Empty if it is true of the whole region.",
                                max_length=100,
                                verbose_name="city or regency",
                            ),
                        ),
                        (
                            "text",
                            models.CharField(
                                help_text="For example “two garment factories look for sewing operators, training from 200 JP”.",
                                max_length=300,
                                verbose_name="what is looked for",
                            ),
                        ),
                        (
                            "wanted",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="Only if the source tells.",
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100000),
                                ],
                                verbose_name="people looked for",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                help_text="Office, company or publication; no private person and no phone number.",
                                max_length=200,
                                verbose_name="source",
                            ),
                        ),
                        ("noted_on", models.DateField(help_text="The day of the source.", verbose_name="as of")),
                        (
                            "valid_until",
                            models.DateField(
                                help_text="After this day it is no longer shown to who plans.",
                                verbose_name="counts until",
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.facility",
                                verbose_name="prison",
                            ),
                        ),
                        (
                            "centre",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.trainingcentre",
                                verbose_name="training centre",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                editable=False,
                                verbose_name="recorded at",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="InstructorCertificate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "instructor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="certificates",
                                to="programs.instructor",
                                verbose_name="instructor",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("TECHNICAL", "Technical"), ("METHODOLOGY", "Training methodology")],
                                default="METHODOLOGY",
                                max_length=11,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "field",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="facilities.field",
                                verbose_name="field",
                            ),
                        ),
                        ("number", models.CharField(blank=True, max_length=100, verbose_name="certificate number")),
                        ("issued_by", models.CharField(blank=True, max_length=150, verbose_name="issued by")),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True,
                                help_text="Leave it empty for one that does not expire.",
                                null=True,
                                verbose_name="valid until",
                            ),
                        ),
                        (
                            "earned_in",
                            models.OneToOneField(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="instructor_certificate",
                                to="programs.enrollment",
                                verbose_name="earned in",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "instructor's certificate",
                        "verbose_name_plural": "instructors' certificates",
                        "ordering": ("field__name", "kind", "-valid_until"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("instructor", "kind", "field", "number", "valid_until"),
                                name="instructor_certificate_once",
                                nulls_distinct=False,
                                violation_error_message="This certificate is already on file.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_instructorcertificateevent" ("earned_in_id", "field_id", "id", "instructor_id", "issued_by", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_until") VALUES (NEW."earned_in_id", NEW."field_id", NEW."id", NEW."instructor_id", NEW."issued_by", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."valid_until"); RETURN NULL;',
                                    hash="dd574efdad4f067abe24c4157e1969d8f9c9e3c8",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_b903d",
                                    table="programs_instructorcertificate",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_instructorcertificateevent" ("earned_in_id", "field_id", "id", "instructor_id", "issued_by", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_until") VALUES (NEW."earned_in_id", NEW."field_id", NEW."id", NEW."instructor_id", NEW."issued_by", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."valid_until"); RETURN NULL;',
                                    hash="6a08fd839d899a72e938389aaf58e9a780503804",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_6f629",
                                    table="programs_instructorcertificate",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_instructorcertificateevent" ("earned_in_id", "field_id", "id", "instructor_id", "issued_by", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_until") VALUES (OLD."earned_in_id", OLD."field_id", OLD."id", OLD."instructor_id", OLD."issued_by", OLD."kind", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."valid_until"); RETURN NULL;',
                                    hash="cf0a37344184b4be1a07276b6988308b376dd6e0",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_25b8b",
                                    table="programs_instructorcertificate",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InstructorCertificateEvent",
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
                                to="programs.instructorcertificate",
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
                            "instructor",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.instructor",
                                verbose_name="instructor",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("TECHNICAL", "Technical"), ("METHODOLOGY", "Training methodology")],
                                default="METHODOLOGY",
                                max_length=11,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "field",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.field",
                                verbose_name="field",
                            ),
                        ),
                        ("number", models.CharField(blank=True, max_length=100, verbose_name="certificate number")),
                        ("issued_by", models.CharField(blank=True, max_length=150, verbose_name="issued by")),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True,
                                help_text="Leave it empty for one that does not expire.",
                                null=True,
                                verbose_name="valid until",
                            ),
                        ),
                        (
                            "earned_in",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.enrollment",
                                verbose_name="earned in",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Outcome",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outcomes",
                                to="programs.enrollment",
                                verbose_name="enrollment",
                            ),
                        ),
                        (
                            "months",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(60),
                                ],
                                verbose_name="months after release",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("WORK", "Works for somebody"),
                                    ("BUSINESS", "Has an own business"),
                                    ("TRAINING", "In further training or at school"),
                                    ("NONE", "Without work so far"),
                                    ("NOT_REACHED", "Not reached"),
                                    ("NOT_ASKED", "Not asked"),
                                    ("DECLINED", "Does not want to tell"),
                                    ("WITHDRAWN", "Consent withdrawn"),
                                ],
                                max_length=11,
                                verbose_name="what the person does now",
                            ),
                        ),
                        (
                            "is_in_field",
                            models.BooleanField(blank=True, null=True, verbose_name="in the field of the training"),
                        ),
                        ("asked_on", models.DateField(verbose_name="asked on")),
                        ("consent_on", models.DateField(blank=True, null=True, verbose_name="consented on")),
                        (
                            "consent_how",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("WRITTEN", "signed on paper"),
                                    ("SPOKEN", "said in person"),
                                    ("PHONE", "said on the phone"),
                                    ("MESSAGE", "in a message"),
                                ],
                                max_length=7,
                                verbose_name="how consent was given",
                            ),
                        ),
                        (
                            "withdrawn_on",
                            models.DateField(editable=False, null=True, verbose_name="consent withdrawn on"),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                editable=False,
                                verbose_name="recorded at",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "outcome after release",
                        "verbose_name_plural": "outcomes after release",
                        "ordering": ("enrollment_id", "months"),
                        "indexes": [models.Index(fields=["asked_on"], name="outcome_asked_on")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("enrollment", "months"),
                                name="outcome_once_a_moment",
                                violation_error_message="What became of this person by that month is already recorded.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("months__range", (1, 60))), name="outcome_months_plausible"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("consent_how__in", ["WRITTEN", "SPOKEN", "PHONE", "MESSAGE"]),
                                        ("consent_on__isnull", False),
                                        ("kind__in", ("WORK", "BUSINESS", "TRAINING", "NONE")),
                                    ),
                                    models.Q(
                                        ("consent_how", ""),
                                        ("consent_on__isnull", True),
                                        ("kind__in", ("NOT_REACHED", "NOT_ASKED", "DECLINED", "WITHDRAWN")),
                                    ),
                                    _connector="OR",
                                ),
                                name="outcome_told_with_consent",
                                violation_error_message="What somebody told is kept only with the consent, its day and how it was given.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("is_in_field__isnull", False), ("kind__in", ("WORK", "BUSINESS", "TRAINING"))
                                    ),
                                    models.Q(
                                        models.Q(("kind__in", ("WORK", "BUSINESS", "TRAINING")), _negated=True),
                                        ("is_in_field__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="outcome_field_where_occupied",
                                violation_error_message="Say of work, business and training whether it is in the field, of others not.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "WITHDRAWN"), ("withdrawn_on__isnull", False)),
                                    models.Q(
                                        models.Q(("kind", "WITHDRAWN"), _negated=True), ("withdrawn_on__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="outcome_withdrawn_on_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("consent_on__isnull", True),
                                    ("consent_on__lte", models.F("asked_on")),
                                    _connector="OR",
                                ),
                                name="outcome_consent_before_asking",
                                violation_error_message="Consent is given before or on the day of asking.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutsidePermit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outside_permits",
                                to="programs.enrollment",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("ASSIMILATION", "Assimilation decree"), ("ESCORT", "Escort letter")],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("number", models.CharField(max_length=100, verbose_name="number")),
                        ("dated_on", models.DateField(verbose_name="dated")),
                        ("valid_until", models.DateField(verbose_name="valid until")),
                        ("file_name", models.CharField(blank=True, editable=False, max_length=100)),
                        ("sha256", models.CharField(blank=True, editable=False, max_length=64, verbose_name="SHA-256")),
                        (
                            "filed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "filed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="filed"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "permit to train outside",
                        "verbose_name_plural": "permits to train outside",
                        "ordering": ("id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("valid_until__gte", models.F("dated_on"))),
                                name="permit_valid_after_its_day",
                                violation_error_message="A permit cannot end before its own day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number", ""), _negated=True),
                                name="permit_has_a_number",
                                violation_error_message="Enter the number.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("file_name", ""), ("sha256", "")),
                                    models.Q(
                                        models.Q(("file_name", ""), _negated=True),
                                        models.Q(("sha256", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="permit_scan_has_hash",
                            ),
                            models.UniqueConstraint(
                                fields=("enrollment", "kind", "number"),
                                name="permit_once",
                                violation_error_message="This permit is already on file for this person.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_outsidepermitevent" ("dated_on", "enrollment_id", "file_name", "filed_at", "filed_by_id", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "valid_until") VALUES (NEW."dated_on", NEW."enrollment_id", NEW."file_name", NEW."filed_at", NEW."filed_by_id", NEW."id", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sha256", NEW."valid_until"); RETURN NULL;',
                                    hash="2cb375ea3421fa3c428d1df857fde4a135597dbe",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_1fac7",
                                    table="programs_outsidepermit",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_outsidepermitevent" ("dated_on", "enrollment_id", "file_name", "filed_at", "filed_by_id", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "valid_until") VALUES (NEW."dated_on", NEW."enrollment_id", NEW."file_name", NEW."filed_at", NEW."filed_by_id", NEW."id", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sha256", NEW."valid_until"); RETURN NULL;',
                                    hash="058fe5727eb8280dcd622be5ccb9746e88ba47af",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_e371b",
                                    table="programs_outsidepermit",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_outsidepermitevent" ("dated_on", "enrollment_id", "file_name", "filed_at", "filed_by_id", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "valid_until") VALUES (OLD."dated_on", OLD."enrollment_id", OLD."file_name", OLD."filed_at", OLD."filed_by_id", OLD."id", OLD."kind", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sha256", OLD."valid_until"); RETURN NULL;',
                                    hash="8dcfbf4865c01e33baa3577b73614845fae9a010",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_3174e",
                                    table="programs_outsidepermit",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutsidePermitEvent",
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
                                to="programs.outsidepermit",
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
                            "enrollment",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.enrollment",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("ASSIMILATION", "Assimilation decree"), ("ESCORT", "Escort letter")],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("number", models.CharField(max_length=100, verbose_name="number")),
                        ("dated_on", models.DateField(verbose_name="dated")),
                        ("valid_until", models.DateField(verbose_name="valid until")),
                        ("file_name", models.CharField(blank=True, editable=False, max_length=100)),
                        ("sha256", models.CharField(blank=True, editable=False, max_length=64, verbose_name="SHA-256")),
                        (
                            "filed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "filed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="filed"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="YearPlan",
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
                                related_name="year_plans",
                                to="facilities.facility",
                                verbose_name="prison",
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(2000),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                                verbose_name="year",
                            ),
                        ),
                        (
                            "participants",
                            models.PositiveIntegerField(
                                help_text="Seats in batches of the year.",
                                validators=[django.core.validators.MaxValueValidator(100000)],
                                verbose_name="participants planned",
                            ),
                        ),
                        (
                            "certified",
                            models.PositiveIntegerField(
                                help_text="Of the participants, those who are to be certified.",
                                validators=[django.core.validators.MaxValueValidator(100000)],
                                verbose_name="certified planned",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "year plan",
                        "verbose_name_plural": "year plans",
                        "ordering": ("-year", "facility"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("facility", "year"),
                                name="year_plan_once",
                                violation_error_message="This prison already has a plan for the year.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("certified__lte", models.F("participants"))),
                                name="year_plan_certifies_participants_only",
                                violation_error_message="No more people can be certified than take part.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_yearplanevent" ("certified", "facility_id", "id", "participants", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (NEW."certified", NEW."facility_id", NEW."id", NEW."participants", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."year"); RETURN NULL;',
                                    hash="0520034c53bcfd32077cf84851df3b15bb693a1c",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_d7b38",
                                    table="programs_yearplan",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_yearplanevent" ("certified", "facility_id", "id", "participants", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (NEW."certified", NEW."facility_id", NEW."id", NEW."participants", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."year"); RETURN NULL;',
                                    hash="8e9a7f8b9883e2f1837e248d55de9d0e8ea29677",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_dfcca",
                                    table="programs_yearplan",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_yearplanevent" ("certified", "facility_id", "id", "participants", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (OLD."certified", OLD."facility_id", OLD."id", OLD."participants", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."year"); RETURN NULL;',
                                    hash="3f6eec9e419724d0045238548c83ccb74d04a8e1",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_7695f",
                                    table="programs_yearplan",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="YearPlanEvent",
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
                                to="programs.yearplan",
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
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(2000),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                                verbose_name="year",
                            ),
                        ),
                        (
                            "participants",
                            models.PositiveIntegerField(
                                help_text="Seats in batches of the year.",
                                validators=[django.core.validators.MaxValueValidator(100000)],
                                verbose_name="participants planned",
                            ),
                        ),
                        (
                            "certified",
                            models.PositiveIntegerField(
                                help_text="Of the participants, those who are to be certified.",
                                validators=[django.core.validators.MaxValueValidator(100000)],
                                verbose_name="certified planned",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="BatchReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "batch",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="report",
                                to="programs.batch",
                                verbose_name="batch",
                            ),
                        ),
                        ("purpose", models.TextField(blank=True, max_length=3000, verbose_name="purpose")),
                        ("activities", models.TextField(blank=True, max_length=3000, verbose_name="what was done")),
                        ("obstacles", models.TextField(blank=True, max_length=3000, verbose_name="obstacles")),
                        ("suggestions", models.TextField(blank=True, max_length=3000, verbose_name="suggestions")),
                    ],
                    options={
                        "verbose_name": "report of a batch",
                        "verbose_name_plural": "reports of batches",
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_batchreportevent" ("activities", "batch_id", "id", "obstacles", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "suggestions") VALUES (NEW."activities", NEW."batch_id", NEW."id", NEW."obstacles", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."purpose", NEW."suggestions"); RETURN NULL;',
                                    hash="e8c154e5ba95db25e615f086e381374fc31ddd5c",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_b57d5",
                                    table="programs_batchreport",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_batchreportevent" ("activities", "batch_id", "id", "obstacles", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "suggestions") VALUES (NEW."activities", NEW."batch_id", NEW."id", NEW."obstacles", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."purpose", NEW."suggestions"); RETURN NULL;',
                                    hash="784188b938953af52869fd24d22cc4e19957506a",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_21c22",
                                    table="programs_batchreport",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_batchreportevent" ("activities", "batch_id", "id", "obstacles", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "suggestions") VALUES (OLD."activities", OLD."batch_id", OLD."id", OLD."obstacles", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."purpose", OLD."suggestions"); RETURN NULL;',
                                    hash="c2d06d680e9a6ca6bf4cfc527d7ead8e89e8ebd3",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_8369c",
                                    table="programs_batchreport",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BatchReportEvent",
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
                                to="programs.batchreport",
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
                            "batch",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.batch",
                                verbose_name="batch",
                            ),
                        ),
                        ("purpose", models.TextField(blank=True, max_length=3000, verbose_name="purpose")),
                        ("activities", models.TextField(blank=True, max_length=3000, verbose_name="what was done")),
                        ("obstacles", models.TextField(blank=True, max_length=3000, verbose_name="obstacles")),
                        ("suggestions", models.TextField(blank=True, max_length=3000, verbose_name="suggestions")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ReportPhoto",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="photos",
                                to="programs.batch",
                                verbose_name="batch",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(editable=False)),
                        ("file", models.FileField(upload_to="reports/", verbose_name="photo")),
                        ("caption", models.CharField(max_length=150, verbose_name="caption")),
                        ("taken_on", models.DateField(verbose_name="taken on")),
                        (
                            "has_consent",
                            models.BooleanField(
                                verbose_name="everybody who can be recognised has agreed, or nobody can be recognised"
                            ),
                        ),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("added_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        "verbose_name": "photo of a batch",
                        "verbose_name_plural": "photos of batches",
                        "ordering": ("batch", "position"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("batch", "position"),
                                name="report_photo_position_once",
                                violation_error_message="Somebody added a photo at the same time. Try again.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("position__range", (1, 8))),
                                name="report_photo_position_is_one_of_eight",
                                violation_error_message="A report takes at most 8 photos.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("has_consent", True)),
                                name="report_photo_has_consent",
                                violation_error_message="Without the consent of those in the picture it cannot be kept.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("caption", ""), _negated=True),
                                name="report_photo_has_a_caption",
                                violation_error_message="Say what the photo shows.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_reportphotoevent" ("added_at", "added_by_id", "batch_id", "caption", "file", "has_consent", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "taken_on") VALUES (NEW."added_at", NEW."added_by_id", NEW."batch_id", NEW."caption", NEW."file", NEW."has_consent", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."taken_on"); RETURN NULL;',
                                    hash="9a2b9cab70ca765e7f08fdf2ddb0e62f06fe52bd",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_7dda8",
                                    table="programs_reportphoto",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_reportphotoevent" ("added_at", "added_by_id", "batch_id", "caption", "file", "has_consent", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "taken_on") VALUES (NEW."added_at", NEW."added_by_id", NEW."batch_id", NEW."caption", NEW."file", NEW."has_consent", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."taken_on"); RETURN NULL;',
                                    hash="2ee7b7441a3062c2adf8591a296fbf821c1938d8",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_34f19",
                                    table="programs_reportphoto",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_reportphotoevent" ("added_at", "added_by_id", "batch_id", "caption", "file", "has_consent", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "taken_on") VALUES (OLD."added_at", OLD."added_by_id", OLD."batch_id", OLD."caption", OLD."file", OLD."has_consent", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."taken_on"); RETURN NULL;',
                                    hash="e96ae8b3da34d12a3113f612ca3f72fedfdeaf66",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_60439",
                                    table="programs_reportphoto",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportPhotoEvent",
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
                                to="programs.reportphoto",
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
                            "batch",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.batch",
                                verbose_name="batch",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(editable=False)),
                        ("file", models.FileField(upload_to="reports/", verbose_name="photo")),
                        ("caption", models.CharField(max_length=150, verbose_name="caption")),
                        ("taken_on", models.DateField(verbose_name="taken on")),
                        (
                            "has_consent",
                            models.BooleanField(
                                verbose_name="everybody who can be recognised has agreed, or nobody can be recognised"
                            ),
                        ),
                        (
                            "added_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("added_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RotationPlan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rotations",
                                to="facilities.agreement",
                                verbose_name="agreement",
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rotations",
                                to="facilities.facility",
                                verbose_name="prison",
                            ),
                        ),
                        (
                            "centre",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rotations",
                                to="facilities.trainingcentre",
                                verbose_name="training centre",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="For example “Stage 1, 2021”. Its batches bear it.",
                                max_length=40,
                                verbose_name="name",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        (
                            "block_days",
                            models.PositiveSmallIntegerField(
                                default=18,
                                help_text="Holidays are not counted. The test follows on the next lesson day.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(120),
                                ],
                                verbose_name="lesson days of a block",
                            ),
                        ),
                        (
                            "tracks",
                            models.PositiveSmallIntegerField(
                                default=2,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(6),
                                ],
                                verbose_name="classes at the same time",
                            ),
                        ),
                        (
                            "groups",
                            models.PositiveSmallIntegerField(
                                default=6,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(24),
                                ],
                                verbose_name="groups of participants",
                            ),
                        ),
                        (
                            "packages_per_group",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(6),
                                ],
                                verbose_name="packages that each group takes",
                            ),
                        ),
                        (
                            "seats",
                            models.PositiveSmallIntegerField(
                                default=10,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(200),
                                ],
                                verbose_name="seats of a class",
                            ),
                        ),
                        (
                            "weekdays",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(),
                                default=programs.models.rotations.monday_to_saturday,
                                size=None,
                                verbose_name="lesson days",
                            ),
                        ),
                        (
                            "lessons_start_at",
                            models.TimeField(
                                default=datetime.time(7, 30),
                                help_text="Local time of the prison.",
                                verbose_name="lessons start at",
                            ),
                        ),
                        (
                            "hours_per_day",
                            models.PositiveSmallIntegerField(
                                default=8,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(10),
                                ],
                                verbose_name="lesson hours (JP) a day",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("DRAFT", "Draft"), ("CREATED", "Batches created")],
                                default="DRAFT",
                                editable=False,
                                max_length=7,
                                verbose_name="state",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rotation plan",
                        "verbose_name_plural": "rotation plans",
                        "ordering": ("-starts_on", "name"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("facility", "name"),
                                name="rotation_name_once_per_facility",
                                violation_error_message="This prison already has a rotation plan of this name.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("block_days__range", (1, 120)),
                                    ("groups__range", (1, 24)),
                                    ("hours_per_day__range", (1, 10)),
                                    ("packages_per_group__range", (1, 6)),
                                    ("seats__gte", 1),
                                    ("tracks__range", (1, 6)),
                                ),
                                name="rotation_figures_plausible",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("weekdays__contained_by", [0, 1, 2, 3, 4, 5, 6]), ("weekdays__len__gt", 0)
                                ),
                                name="rotation_has_lesson_days",
                                violation_error_message="Choose at least one lesson day.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_rotationplanevent" ("agreement_id", "block_days", "centre_id", "facility_id", "groups", "hours_per_day", "id", "lessons_start_at", "name", "packages_per_group", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "starts_on", "state", "tracks", "weekdays") VALUES (NEW."agreement_id", NEW."block_days", NEW."centre_id", NEW."facility_id", NEW."groups", NEW."hours_per_day", NEW."id", NEW."lessons_start_at", NEW."name", NEW."packages_per_group", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."seats", NEW."starts_on", NEW."state", NEW."tracks", NEW."weekdays"); RETURN NULL;',
                                    hash="9eac3205a3f16ae3642c035610e839050db49972",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_029b5",
                                    table="programs_rotationplan",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_rotationplanevent" ("agreement_id", "block_days", "centre_id", "facility_id", "groups", "hours_per_day", "id", "lessons_start_at", "name", "packages_per_group", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "starts_on", "state", "tracks", "weekdays") VALUES (NEW."agreement_id", NEW."block_days", NEW."centre_id", NEW."facility_id", NEW."groups", NEW."hours_per_day", NEW."id", NEW."lessons_start_at", NEW."name", NEW."packages_per_group", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."seats", NEW."starts_on", NEW."state", NEW."tracks", NEW."weekdays"); RETURN NULL;',
                                    hash="8fc40acbbc97de021979a73a2fab225116d841f8",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_f2e8a",
                                    table="programs_rotationplan",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_rotationplanevent" ("agreement_id", "block_days", "centre_id", "facility_id", "groups", "hours_per_day", "id", "lessons_start_at", "name", "packages_per_group", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "starts_on", "state", "tracks", "weekdays") VALUES (OLD."agreement_id", OLD."block_days", OLD."centre_id", OLD."facility_id", OLD."groups", OLD."hours_per_day", OLD."id", OLD."lessons_start_at", OLD."name", OLD."packages_per_group", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."seats", OLD."starts_on", OLD."state", OLD."tracks", OLD."weekdays"); RETURN NULL;',
                                    hash="0c5e9bdd322ffb0c488d2d0b50d70eb936653c07",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_ab04a",
                                    table="programs_rotationplan",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="keep_the_steps",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{DRAFT:CREATED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="a7004490465a2011ccf16c22d6676d0b47b32ac6",
                                    operation="UPDATE",
                                    pgid="pgtrigger_keep_the_steps_74485",
                                    table="programs_rotationplan",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RotationPlanEvent",
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
                                to="programs.rotationplan",
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
                            "agreement",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.agreement",
                                verbose_name="agreement",
                            ),
                        ),
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
                        (
                            "centre",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.trainingcentre",
                                verbose_name="training centre",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="For example “Stage 1, 2021”. Its batches bear it.",
                                max_length=40,
                                verbose_name="name",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        (
                            "block_days",
                            models.PositiveSmallIntegerField(
                                default=18,
                                help_text="Holidays are not counted. The test follows on the next lesson day.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(120),
                                ],
                                verbose_name="lesson days of a block",
                            ),
                        ),
                        (
                            "tracks",
                            models.PositiveSmallIntegerField(
                                default=2,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(6),
                                ],
                                verbose_name="classes at the same time",
                            ),
                        ),
                        (
                            "groups",
                            models.PositiveSmallIntegerField(
                                default=6,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(24),
                                ],
                                verbose_name="groups of participants",
                            ),
                        ),
                        (
                            "packages_per_group",
                            models.PositiveSmallIntegerField(
                                default=1,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(6),
                                ],
                                verbose_name="packages that each group takes",
                            ),
                        ),
                        (
                            "seats",
                            models.PositiveSmallIntegerField(
                                default=10,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(200),
                                ],
                                verbose_name="seats of a class",
                            ),
                        ),
                        (
                            "weekdays",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(),
                                default=programs.models.rotations.monday_to_saturday,
                                size=None,
                                verbose_name="lesson days",
                            ),
                        ),
                        (
                            "lessons_start_at",
                            models.TimeField(
                                default=datetime.time(7, 30),
                                help_text="Local time of the prison.",
                                verbose_name="lessons start at",
                            ),
                        ),
                        (
                            "hours_per_day",
                            models.PositiveSmallIntegerField(
                                default=8,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(10),
                                ],
                                verbose_name="lesson hours (JP) a day",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("DRAFT", "Draft"), ("CREATED", "Batches created")],
                                default="DRAFT",
                                editable=False,
                                max_length=7,
                                verbose_name="state",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RotationCell",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="cells",
                                to="programs.rotationplan",
                            ),
                        ),
                        (
                            "package",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programs.package",
                                verbose_name="training package",
                            ),
                        ),
                        ("group", models.PositiveSmallIntegerField(verbose_name="group")),
                        ("block", models.PositiveSmallIntegerField(verbose_name="block")),
                        ("track", models.PositiveSmallIntegerField(verbose_name="track")),
                        (
                            "workshop",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="facilities.workshop",
                                verbose_name="workshop",
                            ),
                        ),
                        (
                            "instructor",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programs.instructor",
                                verbose_name="instructor",
                            ),
                        ),
                        (
                            "batch",
                            models.OneToOneField(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rotation_cell",
                                to="programs.batch",
                                verbose_name="batch",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "class of a rotation",
                        "verbose_name_plural": "classes of a rotation",
                        "ordering": ("block", "track"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan", "package", "group"), name="rotation_package_once_per_group"
                            ),
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("plan", "block", "track"),
                                name="rotation_one_class_per_track",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("block__gte", 1), ("group__gte", 1), ("track__gte", 1)),
                                name="rotation_cell_counts_from_one",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_rotationcellevent" ("batch_id", "block", "group", "id", "instructor_id", "package_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "track", "workshop_id") VALUES (NEW."batch_id", NEW."block", NEW."group", NEW."id", NEW."instructor_id", NEW."package_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."track", NEW."workshop_id"); RETURN NULL;',
                                    hash="58c6ba3357fdb8d5bfb10489a8d283bae14aec4c",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_16bbf",
                                    table="programs_rotationcell",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_rotationcellevent" ("batch_id", "block", "group", "id", "instructor_id", "package_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "track", "workshop_id") VALUES (NEW."batch_id", NEW."block", NEW."group", NEW."id", NEW."instructor_id", NEW."package_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."track", NEW."workshop_id"); RETURN NULL;',
                                    hash="cf29246bf60e82bef7a7a34b15f26d8194b604a7",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_83b40",
                                    table="programs_rotationcell",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_rotationcellevent" ("batch_id", "block", "group", "id", "instructor_id", "package_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "track", "workshop_id") VALUES (OLD."batch_id", OLD."block", OLD."group", OLD."id", OLD."instructor_id", OLD."package_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."track", OLD."workshop_id"); RETURN NULL;',
                                    hash="f2703b6518aa19772222453efab23a6ce0f1594c",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_dd877",
                                    table="programs_rotationcell",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RotationCellEvent",
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
                                to="programs.rotationcell",
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
                            "plan",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.rotationplan",
                            ),
                        ),
                        (
                            "package",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.package",
                                verbose_name="training package",
                            ),
                        ),
                        ("group", models.PositiveSmallIntegerField(verbose_name="group")),
                        ("block", models.PositiveSmallIntegerField(verbose_name="block")),
                        ("track", models.PositiveSmallIntegerField(verbose_name="track")),
                        (
                            "workshop",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.workshop",
                                verbose_name="workshop",
                            ),
                        ),
                        (
                            "instructor",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.instructor",
                                verbose_name="instructor",
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.batch",
                                verbose_name="batch",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ScoreSheet",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "package",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="score_sheets",
                                to="programs.package",
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="score_sheets",
                                to="programs.batch",
                            ),
                        ),
                        (
                            "least_scorers",
                            models.PositiveSmallIntegerField(
                                default=2,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(9),
                                ],
                                verbose_name="officers who must score each candidate",
                            ),
                        ),
                        (
                            "joins_until",
                            models.PositiveSmallIntegerField(
                                default=10,
                                help_text="After that share of the lessons a seat that falls free stays free.",
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="a reserve may join until (% of the lesson hours)",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "score sheet",
                        "verbose_name_plural": "score sheets",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("package__isnull", True), ("batch__isnull", True), _connector="OR"),
                                name="score_sheet_has_one_owner",
                            ),
                            models.UniqueConstraint(
                                fields=("package", "batch"), name="one_score_sheet_of_an_owner", nulls_distinct=False
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("least_scorers__gte", 1)), name="score_sheet_has_a_scorer"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("joins_until__range", (0, 100))),
                                name="score_sheet_joins_until_a_share",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_scoresheetevent" ("batch_id", "id", "joins_until", "least_scorers", "package_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."batch_id", NEW."id", NEW."joins_until", NEW."least_scorers", NEW."package_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="a11a847434c1757f0d3319cafaf434f88d2aa36a",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_5fcee",
                                    table="programs_scoresheet",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_scoresheetevent" ("batch_id", "id", "joins_until", "least_scorers", "package_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."batch_id", NEW."id", NEW."joins_until", NEW."least_scorers", NEW."package_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="6927f2d842f2fc8aabeef0f16ec805a537397916",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_8a392",
                                    table="programs_scoresheet",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_scoresheetevent" ("batch_id", "id", "joins_until", "least_scorers", "package_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."batch_id", OLD."id", OLD."joins_until", OLD."least_scorers", OLD."package_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="978fc9d3d0c67bc08584e89f2ec34238cae629c4",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_d3560",
                                    table="programs_scoresheet",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScoreSheetEvent",
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
                                to="programs.scoresheet",
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
                            "package",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.package",
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.batch",
                            ),
                        ),
                        (
                            "least_scorers",
                            models.PositiveSmallIntegerField(
                                default=2,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(9),
                                ],
                                verbose_name="officers who must score each candidate",
                            ),
                        ),
                        (
                            "joins_until",
                            models.PositiveSmallIntegerField(
                                default=10,
                                help_text="After that share of the lessons a seat that falls free stays free.",
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="a reserve may join until (% of the lesson hours)",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ScoreCriterion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "sheet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="criteria",
                                to="programs.scoresheet",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("APTITUDE", "Aptitude"),
                                    ("SKILL", "Skill at hand"),
                                    ("INTEREST", "Interest"),
                                    ("CONDUCT", "Conduct"),
                                    ("INTERVIEW", "Interview"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        (
                            "weight",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="weight (%)",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "score criterion",
                        "verbose_name_plural": "score criteria",
                        "ordering": ("sheet", "position"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("sheet", "position"), name="criterion_position_once_per_sheet"
                            ),
                            models.UniqueConstraint(
                                fields=("sheet", "name"),
                                name="criterion_name_once_per_sheet",
                                violation_error_message="The sheet already has a criterion of this name.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("weight__range", (1, 100))), name="criterion_weight_in_range"
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_scorecriterionevent" ("id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "sheet_id", "weight") VALUES (NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."sheet_id", NEW."weight"); RETURN NULL;',
                                    hash="43d974d214d682f44c343f74fbd68723edddac8e",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_ad458",
                                    table="programs_scorecriterion",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_scorecriterionevent" ("id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "sheet_id", "weight") VALUES (NEW."id", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."sheet_id", NEW."weight"); RETURN NULL;',
                                    hash="e0ded8a01162f3880db273ff5ea958758d214b3b",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_8585c",
                                    table="programs_scorecriterion",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_scorecriterionevent" ("id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "sheet_id", "weight") VALUES (OLD."id", OLD."kind", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."sheet_id", OLD."weight"); RETURN NULL;',
                                    hash="6c7e5f6b795915613da6645cd70877fc692cd80a",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_b3c7a",
                                    table="programs_scorecriterion",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ScoreCriterionEvent",
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
                                to="programs.scorecriterion",
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
                            "sheet",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.scoresheet",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("APTITUDE", "Aptitude"),
                                    ("SKILL", "Skill at hand"),
                                    ("INTEREST", "Interest"),
                                    ("CONDUCT", "Conduct"),
                                    ("INTERVIEW", "Interview"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        (
                            "weight",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="weight (%)",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SelectionScore",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="scores",
                                to="programs.enrollment",
                            ),
                        ),
                        (
                            "criterion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scores",
                                to="programs.scorecriterion",
                            ),
                        ),
                        (
                            "scored_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "score",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MaxValueValidator(100)], verbose_name="score (0–100)"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "selection score",
                        "verbose_name_plural": "selection scores",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("enrollment", "criterion", "scored_by"),
                                name="one_score_per_officer_and_criterion",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("score__range", (0, 100))), name="score_in_range"
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_selectionscoreevent" ("criterion_id", "enrollment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "score", "scored_by_id") VALUES (NEW."criterion_id", NEW."enrollment_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."score", NEW."scored_by_id"); RETURN NULL;',
                                    hash="5b0dbed54ca0e69a77636be37d2b37b21eee6c12",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_02920",
                                    table="programs_selectionscore",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_selectionscoreevent" ("criterion_id", "enrollment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "score", "scored_by_id") VALUES (NEW."criterion_id", NEW."enrollment_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."score", NEW."scored_by_id"); RETURN NULL;',
                                    hash="182e2b6066f21bc14a742ddcd3bc06f589489b6a",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_3704a",
                                    table="programs_selectionscore",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_selectionscoreevent" ("criterion_id", "enrollment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "score", "scored_by_id") VALUES (OLD."criterion_id", OLD."enrollment_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."score", OLD."scored_by_id"); RETURN NULL;',
                                    hash="be9cb33b0d80ad26577ffc3975c5c073c4359696",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_cc5b8",
                                    table="programs_selectionscore",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SelectionScoreEvent",
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
                                to="programs.selectionscore",
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
                            "enrollment",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.enrollment",
                            ),
                        ),
                        (
                            "criterion",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.scorecriterion",
                            ),
                        ),
                        (
                            "scored_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "score",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MaxValueValidator(100)], verbose_name="score (0–100)"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="StandardException",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="standard_exceptions",
                                to="programs.batch",
                                verbose_name="batch",
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                choices=[
                                    ("TOO_FEW", "Fewer participants than the standard"),
                                    ("TOO_MANY", "More participants than the standard"),
                                    ("HOURS_SHORT", "Fewer lesson hours than the standard"),
                                ],
                                max_length=11,
                                verbose_name="what is off the standard",
                            ),
                        ),
                        ("figure", models.PositiveSmallIntegerField(verbose_name="figure")),
                        ("standard", models.PositiveSmallIntegerField(verbose_name="standard")),
                        ("reason", models.CharField(max_length=500, verbose_name="reason")),
                        (
                            "allowed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="allowed by",
                            ),
                        ),
                        (
                            "allowed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="allowed at"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "exception to a standard",
                        "verbose_name_plural": "exceptions to standards",
                        "ordering": ("id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="standard_exception_has_a_reason",
                                violation_error_message="Say why.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("code", "TOO_MANY"), ("figure__gt", models.F("standard"))),
                                    models.Q(
                                        models.Q(("code", "TOO_MANY"), _negated=True),
                                        ("figure__lt", models.F("standard")),
                                    ),
                                    _connector="OR",
                                ),
                                name="standard_exception_is_off_the_standard",
                                violation_error_message="This figure keeps the standard; it needs no exception.",
                            ),
                            models.UniqueConstraint(
                                fields=("batch", "code", "figure"),
                                name="standard_exception_once",
                                violation_error_message="This has been allowed already.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_standardexceptionevent" ("allowed_at", "allowed_by_id", "batch_id", "code", "figure", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "standard") VALUES (NEW."allowed_at", NEW."allowed_by_id", NEW."batch_id", NEW."code", NEW."figure", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."standard"); RETURN NULL;',
                                    hash="2f9f24c611cc79b5ba8984aa3d1f0af152010d5b",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_3c7df",
                                    table="programs_standardexception",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_standardexceptionevent" ("allowed_at", "allowed_by_id", "batch_id", "code", "figure", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "standard") VALUES (NEW."allowed_at", NEW."allowed_by_id", NEW."batch_id", NEW."code", NEW."figure", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."standard"); RETURN NULL;',
                                    hash="cd67083ed8e25df5ab1be2d85380292f9863285d",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_b1c2f",
                                    table="programs_standardexception",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_standardexceptionevent" ("allowed_at", "allowed_by_id", "batch_id", "code", "figure", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "standard") VALUES (OLD."allowed_at", OLD."allowed_by_id", OLD."batch_id", OLD."code", OLD."figure", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."standard"); RETURN NULL;',
                                    hash="8af21c77cdcae4a16f0ae3eb65cf7f5a6bf0eb11",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_79498",
                                    table="programs_standardexception",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StandardExceptionEvent",
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
                                to="programs.standardexception",
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
                            "batch",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.batch",
                                verbose_name="batch",
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                choices=[
                                    ("TOO_FEW", "Fewer participants than the standard"),
                                    ("TOO_MANY", "More participants than the standard"),
                                    ("HOURS_SHORT", "Fewer lesson hours than the standard"),
                                ],
                                max_length=11,
                                verbose_name="what is off the standard",
                            ),
                        ),
                        ("figure", models.PositiveSmallIntegerField(verbose_name="figure")),
                        ("standard", models.PositiveSmallIntegerField(verbose_name="standard")),
                        ("reason", models.CharField(max_length=500, verbose_name="reason")),
                        (
                            "allowed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="allowed by",
                            ),
                        ),
                        (
                            "allowed_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="allowed at"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Syllabus",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                        (
                            "uploaded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="uploaded"
                            ),
                        ),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "package",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="syllabuses",
                                to="programs.package",
                                verbose_name="training package",
                            ),
                        ),
                        ("file_name", models.CharField(max_length=100)),
                    ],
                    options={
                        "verbose_name": "syllabus",
                        "verbose_name_plural": "syllabuses",
                        "ordering": ("-id",),
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_syllabusevent" ("file_name", "id", "package_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uploaded_at", "uploaded_by_id") VALUES (NEW."file_name", NEW."id", NEW."package_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sha256", NEW."size", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;',
                                    hash="f007c166902ca4ccc1a8afb5ef1169f6878261bb",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_17750",
                                    table="programs_syllabus",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_syllabusevent" ("file_name", "id", "package_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uploaded_at", "uploaded_by_id") VALUES (NEW."file_name", NEW."id", NEW."package_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sha256", NEW."size", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;',
                                    hash="4ccb235cb61e6dc28c482d00aa51078b9f2d6440",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_1f379",
                                    table="programs_syllabus",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_syllabusevent" ("file_name", "id", "package_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uploaded_at", "uploaded_by_id") VALUES (OLD."file_name", OLD."id", OLD."package_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sha256", OLD."size", OLD."uploaded_at", OLD."uploaded_by_id"); RETURN NULL;',
                                    hash="529db4a693e29dfad69520d7c8daa1ef8c12cda0",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_a1cab",
                                    table="programs_syllabus",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SyllabusEvent",
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
                                to="programs.syllabus",
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
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                        (
                            "uploaded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="uploaded"
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
                            ),
                        ),
                        (
                            "package",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.package",
                                verbose_name="training package",
                            ),
                        ),
                        ("file_name", models.CharField(max_length=100)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ToolLog",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tool_log",
                                to="programs.session",
                                verbose_name="session",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "handed_out_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("handed_out_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        (
                            "returned_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("returned_at", models.DateTimeField(null=True)),
                        ("guard_name", models.CharField(blank=True, max_length=150, verbose_name="name of the guard")),
                        (
                            "guard_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="when the guard was told"),
                        ),
                        ("guard_action", models.TextField(blank=True, verbose_name="what was done")),
                        (
                            "guard_noted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[("FOUND", "Found"), ("WRITTEN_OFF", "Not found, reported and written off")],
                                max_length=11,
                                verbose_name="what became of it",
                            ),
                        ),
                        ("outcome_on", models.DateField(blank=True, null=True, verbose_name="found or written off on")),
                        (
                            "outcome_note",
                            models.CharField(blank=True, max_length=300, verbose_name="where, or by which letter"),
                        ),
                    ],
                    options={
                        "verbose_name": "tool log",
                        "verbose_name_plural": "tool logs",
                        "ordering": ("session__starts_at",),
                        "constraints": [
                            models.CheckConstraint(
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("returned_at__isnull", True), ("returned_by__isnull", True)),
                                    models.Q(("returned_at__isnull", False), ("returned_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="tools_returned_by_and_at",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("outcome__in", ("", "FOUND", "WRITTEN_OFF"))),
                                name="tool_log_outcome_is_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("outcome", ""), ("outcome_note", ""), ("outcome_on__isnull", True)),
                                    models.Q(
                                        models.Q(("outcome", ""), _negated=True),
                                        models.Q(("outcome_note", ""), _negated=True),
                                        ("outcome_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="missing_tool_outcome_is_whole",
                                violation_error_message="Say when and how the missing tools were found or written off.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
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
                            pgtrigger.compiler.Trigger(
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
                            pgtrigger.compiler.Trigger(
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
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ToolLogEvent",
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
                                to="programs.toollog",
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
                            "session",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.session",
                                verbose_name="session",
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "handed_out_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("handed_out_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        (
                            "returned_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("returned_at", models.DateTimeField(null=True)),
                        ("guard_name", models.CharField(blank=True, max_length=150, verbose_name="name of the guard")),
                        (
                            "guard_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="when the guard was told"),
                        ),
                        ("guard_action", models.TextField(blank=True, verbose_name="what was done")),
                        (
                            "guard_noted_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[("FOUND", "Found"), ("WRITTEN_OFF", "Not found, reported and written off")],
                                max_length=11,
                                verbose_name="what became of it",
                            ),
                        ),
                        ("outcome_on", models.DateField(blank=True, null=True, verbose_name="found or written off on")),
                        (
                            "outcome_note",
                            models.CharField(blank=True, max_length=300, verbose_name="where, or by which letter"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ToolLogLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "log",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="programs.toollog",
                                verbose_name="tool log",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="tool")),
                        ("counted", models.PositiveSmallIntegerField(verbose_name="in the workshop")),
                        ("handed_out", models.PositiveSmallIntegerField(verbose_name="out")),
                        ("returned", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="in")),
                    ],
                    options={
                        "verbose_name": "line of a tool log",
                        "verbose_name_plural": "lines of tool logs",
                        "ordering": ("name",),
                        "indexes": [
                            models.Index(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("handed_out"), "-", models.F("returned")
                                ),
                                name="tools_that_stayed_away",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("log", "name"), name="tool_once_per_log"),
                            models.CheckConstraint(
                                condition=models.Q(("handed_out__gte", 1), ("handed_out__lte", models.F("counted"))),
                                name="no_more_tools_out_than_there_are",
                                violation_error_message="No more tools can go out than the workshop has.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("returned__isnull", True),
                                    ("returned__lte", models.F("handed_out")),
                                    _connector="OR",
                                ),
                                name="no_more_tools_in_than_out",
                                violation_error_message="No more tools can come back than went out.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_toolloglineevent" ("counted", "handed_out", "id", "log_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returned") VALUES (NEW."counted", NEW."handed_out", NEW."id", NEW."log_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."returned"); RETURN NULL;',
                                    hash="db619b7ae5414178bdeaae660b060d4a0c3f51f7",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_990f7",
                                    table="programs_toollogline",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_toolloglineevent" ("counted", "handed_out", "id", "log_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returned") VALUES (NEW."counted", NEW."handed_out", NEW."id", NEW."log_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."returned"); RETURN NULL;',
                                    hash="ac28e4abda4aadc91561ea6201af697a194ce967",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_54dbb",
                                    table="programs_toollogline",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_toolloglineevent" ("counted", "handed_out", "id", "log_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returned") VALUES (OLD."counted", OLD."handed_out", OLD."id", OLD."log_id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."returned"); RETURN NULL;',
                                    hash="c8223b26bc338db4289531e7ea3d2fb422e39870",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_04d3b",
                                    table="programs_toollogline",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ToolLogLineEvent",
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
                                to="programs.toollogline",
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
                            "log",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.toollog",
                                verbose_name="tool log",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="tool")),
                        ("counted", models.PositiveSmallIntegerField(verbose_name="in the workshop")),
                        ("handed_out", models.PositiveSmallIntegerField(verbose_name="out")),
                        ("returned", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="in")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TppSession",
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
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tpp_sessions",
                                to="facilities.facility",
                                verbose_name="prison",
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="held on")),
                        ("minutes_number", models.CharField(max_length=100, verbose_name="number of the TPP minutes")),
                        ("place", models.CharField(blank=True, max_length=120, verbose_name="place")),
                        ("chair_name", models.CharField(max_length=120, verbose_name="chair")),
                        ("chair_position", models.CharField(max_length=120, verbose_name="position of the chair")),
                        ("chair_nip", models.CharField(blank=True, max_length=30, verbose_name="NIP of the chair")),
                        ("agenda", models.TextField(verbose_name="agenda")),
                        (
                            "batches",
                            models.ManyToManyField(
                                related_name="tpp_sessions",
                                through="programs.TppItem",
                                to="programs.batch",
                                verbose_name="batches",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "TPP session",
                        "verbose_name_plural": "TPP sessions",
                        "ordering": ("-held_on", "-id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("facility", "minutes_number"),
                                name="tpp_minutes_once_per_facility",
                                violation_error_message="Another TPP session has minutes of this number.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("minutes_number", ""), _negated=True),
                                name="tpp_session_has_minutes",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_tppsessionevent" ("agenda", "chair_name", "chair_nip", "chair_position", "facility_id", "held_on", "id", "minutes_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place") VALUES (NEW."agenda", NEW."chair_name", NEW."chair_nip", NEW."chair_position", NEW."facility_id", NEW."held_on", NEW."id", NEW."minutes_number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place"); RETURN NULL;',
                                    hash="e33e25f7f96aa075832b3b2340efc7beb394e889",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_be4ab",
                                    table="programs_tppsession",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_tppsessionevent" ("agenda", "chair_name", "chair_nip", "chair_position", "facility_id", "held_on", "id", "minutes_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place") VALUES (NEW."agenda", NEW."chair_name", NEW."chair_nip", NEW."chair_position", NEW."facility_id", NEW."held_on", NEW."id", NEW."minutes_number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place"); RETURN NULL;',
                                    hash="9be43e2f8fa2905f935794ff84c71bb6021a0a14",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_b1d35",
                                    table="programs_tppsession",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_tppsessionevent" ("agenda", "chair_name", "chair_nip", "chair_position", "facility_id", "held_on", "id", "minutes_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place") VALUES (OLD."agenda", OLD."chair_name", OLD."chair_nip", OLD."chair_position", OLD."facility_id", OLD."held_on", OLD."id", OLD."minutes_number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place"); RETURN NULL;',
                                    hash="e39ec5b932d060fe5347a582fdfa394ebea8ce22",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_3430b",
                                    table="programs_tppsession",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TppSessionEvent",
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
                                to="programs.tppsession",
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
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.facility",
                                verbose_name="prison",
                            ),
                        ),
                        ("held_on", models.DateField(verbose_name="held on")),
                        ("minutes_number", models.CharField(max_length=100, verbose_name="number of the TPP minutes")),
                        ("place", models.CharField(blank=True, max_length=120, verbose_name="place")),
                        ("chair_name", models.CharField(max_length=120, verbose_name="chair")),
                        ("chair_position", models.CharField(max_length=120, verbose_name="position of the chair")),
                        ("chair_nip", models.CharField(blank=True, max_length=30, verbose_name="NIP of the chair")),
                        ("agenda", models.TextField(verbose_name="agenda")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TppMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="members",
                                to="programs.tppsession",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="position")),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("position", models.CharField(max_length=120, verbose_name="office")),
                        ("nip", models.CharField(blank=True, max_length=30, verbose_name="NIP")),
                    ],
                    options={
                        "verbose_name": "TPP member",
                        "verbose_name_plural": "TPP members",
                        "ordering": ("session", "order"),
                        "constraints": [
                            models.UniqueConstraint(fields=("session", "order"), name="tpp_member_order_once")
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_tppmemberevent" ("id", "name", "nip", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "session_id") VALUES (NEW."id", NEW."name", NEW."nip", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."session_id"); RETURN NULL;',
                                    hash="9e7fcb23844fccf32c8db3f298086154b59c7290",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_89c30",
                                    table="programs_tppmember",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_tppmemberevent" ("id", "name", "nip", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "session_id") VALUES (NEW."id", NEW."name", NEW."nip", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."session_id"); RETURN NULL;',
                                    hash="b200a59aa97cd07f9ab3d839426dbf9b763eaf73",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_c02e4",
                                    table="programs_tppmember",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_tppmemberevent" ("id", "name", "nip", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "session_id") VALUES (OLD."id", OLD."name", OLD."nip", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."session_id"); RETURN NULL;',
                                    hash="6968954c48492c7beb4a9d46aa27d0290da72d70",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_32241",
                                    table="programs_tppmember",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TppMemberEvent",
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
                                to="programs.tppmember",
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
                            "session",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.tppsession",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(verbose_name="position")),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("position", models.CharField(max_length=120, verbose_name="office")),
                        ("nip", models.CharField(blank=True, max_length=30, verbose_name="NIP")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TppItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="programs.tppsession",
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tpp_items",
                                to="programs.batch",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "item of a TPP session",
                        "verbose_name_plural": "items of a TPP session",
                        "ordering": ("session", "batch__name"),
                        "constraints": [
                            models.UniqueConstraint(fields=("session", "batch"), name="batch_once_per_tpp_session")
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_tppitemevent" ("batch_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id") VALUES (NEW."batch_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."session_id"); RETURN NULL;',
                                    hash="27cf86376051e41d2c9ebb59d6ca43407378f44a",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_24558",
                                    table="programs_tppitem",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_tppitemevent" ("batch_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id") VALUES (NEW."batch_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."session_id"); RETURN NULL;',
                                    hash="8615f6bfaad771d74661ab4e180a1cb8fa2ca6ca",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_fe841",
                                    table="programs_tppitem",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_tppitemevent" ("batch_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id") VALUES (OLD."batch_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."session_id"); RETURN NULL;',
                                    hash="462611f3e97c76ce79a17f9b1c78c3f13234457f",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_fdf60",
                                    table="programs_tppitem",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TppItemEvent",
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
                                to="programs.tppitem",
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
                            "session",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.tppsession",
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.batch",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TppDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="programs.tppsession",
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tpp_decisions",
                                to="programs.enrollment",
                            ),
                        ),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("APPROVED", "Approved"),
                                    ("POSTPONED", "Postponed"),
                                    ("REJECTED", "Rejected"),
                                ],
                                max_length=9,
                                verbose_name="verdict",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="reason or note")),
                    ],
                    options={
                        "verbose_name": "TPP decision",
                        "verbose_name_plural": "TPP decisions",
                        "ordering": ("session", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "enrollment"), name="one_tpp_decision_per_session"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("verdict", "APPROVED"), models.Q(("note", ""), _negated=True), _connector="OR"
                                ),
                                name="tpp_refusal_has_a_reason",
                                violation_error_message="Postponing or rejecting needs a reason.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_tppdecisionevent" ("enrollment_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "verdict") VALUES (NEW."enrollment_id", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."session_id", NEW."verdict"); RETURN NULL;',
                                    hash="08592ccee224f9e2943a6b0509f49b8588e0b4c4",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_ddb74",
                                    table="programs_tppdecision",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_tppdecisionevent" ("enrollment_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "verdict") VALUES (NEW."enrollment_id", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."session_id", NEW."verdict"); RETURN NULL;',
                                    hash="ec2de5a861b54ca5a3cc561b81cf0741f2b8d978",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_f64fe",
                                    table="programs_tppdecision",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_tppdecisionevent" ("enrollment_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "verdict") VALUES (OLD."enrollment_id", OLD."id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."session_id", OLD."verdict"); RETURN NULL;',
                                    hash="d17e680561b0587a8b17a5e1de97fdeeb6a1fdab",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_69e19",
                                    table="programs_tppdecision",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TppDecisionEvent",
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
                                to="programs.tppdecision",
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
                            "session",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.tppsession",
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.enrollment",
                            ),
                        ),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("APPROVED", "Approved"),
                                    ("POSTPONED", "Postponed"),
                                    ("REJECTED", "Rejected"),
                                ],
                                max_length=9,
                                verbose_name="verdict",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="reason or note")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SplitRule",
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
                                related_name="split_rules",
                                to="facilities.facility",
                                verbose_name="prison",
                            ),
                        ),
                        ("valid_from", models.DateField(verbose_name="holds from")),
                        (
                            "premi_percent",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MaxValueValidator(100)], verbose_name="premi (%)"
                            ),
                        ),
                        (
                            "pnbp_percent",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MaxValueValidator(100)], verbose_name="PNBP (%)"
                            ),
                        ),
                        (
                            "capital_percent",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MaxValueValidator(100)], verbose_name="capital (%)"
                            ),
                        ),
                        ("legal_basis", models.CharField(max_length=300, verbose_name="legal basis")),
                    ],
                    options={
                        "verbose_name": "split of proceeds",
                        "verbose_name_plural": "splits of proceeds",
                        "ordering": ("-valid_from",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "capital_percent",
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.Value(100), "-", models.F("premi_percent")
                                            ),
                                            "-",
                                            models.F("pnbp_percent"),
                                        ),
                                    )
                                ),
                                name="split_adds_up_to_100",
                                violation_error_message="Premi, PNBP and capital add up to 100 per cent.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("legal_basis", ""), _negated=True), name="split_has_a_legal_basis"
                            ),
                            models.UniqueConstraint(
                                fields=("facility", "valid_from"),
                                name="split_once_a_day",
                                violation_error_message="A split that holds from this day is already recorded.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_splitruleevent" ("capital_percent", "facility_id", "id", "legal_basis", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pnbp_percent", "premi_percent", "valid_from") VALUES (NEW."capital_percent", NEW."facility_id", NEW."id", NEW."legal_basis", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."pnbp_percent", NEW."premi_percent", NEW."valid_from"); RETURN NULL;',
                                    hash="2d17da3ac8886035efa41d65987b9b42623cb91a",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_ba614",
                                    table="programs_splitrule",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_splitruleevent" ("capital_percent", "facility_id", "id", "legal_basis", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pnbp_percent", "premi_percent", "valid_from") VALUES (NEW."capital_percent", NEW."facility_id", NEW."id", NEW."legal_basis", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pnbp_percent", NEW."premi_percent", NEW."valid_from"); RETURN NULL;',
                                    hash="c56118f5c6e9f3798fc7804efacf6430f519980c",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_6b1b6",
                                    table="programs_splitrule",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_splitruleevent" ("capital_percent", "facility_id", "id", "legal_basis", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pnbp_percent", "premi_percent", "valid_from") VALUES (OLD."capital_percent", OLD."facility_id", OLD."id", OLD."legal_basis", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."pnbp_percent", OLD."premi_percent", OLD."valid_from"); RETURN NULL;',
                                    hash="cc4e54f2aab22a2bd9dd05ca237f13c9d52f99bd",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_9d316",
                                    table="programs_splitrule",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SplitRuleEvent",
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
                                to="programs.splitrule",
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
                        ("valid_from", models.DateField(verbose_name="holds from")),
                        (
                            "premi_percent",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MaxValueValidator(100)], verbose_name="premi (%)"
                            ),
                        ),
                        (
                            "pnbp_percent",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MaxValueValidator(100)], verbose_name="PNBP (%)"
                            ),
                        ),
                        (
                            "capital_percent",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MaxValueValidator(100)], verbose_name="capital (%)"
                            ),
                        ),
                        ("legal_basis", models.CharField(max_length=300, verbose_name="legal basis")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="WorkResult",
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
                                related_name="work_results",
                                to="facilities.facility",
                                verbose_name="prison",
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty when it was made outside a batch.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="work_results",
                                to="programs.batch",
                                verbose_name="batch",
                            ),
                        ),
                        ("what", models.CharField(max_length=150, verbose_name="what was made")),
                        (
                            "quantity",
                            models.PositiveIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)], verbose_name="quantity"
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
                                help_text="For example pieces, kg, sets.", max_length=20, verbose_name="counted in"
                            ),
                        ),
                        ("made_on", models.DateField(verbose_name="made on")),
                    ],
                    options={
                        "verbose_name": "work result",
                        "verbose_name_plural": "work results",
                        "ordering": ("-made_on", "-id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("quantity__gte", 1)), name="work_result_is_something"
                            ),
                            models.UniqueConstraint(
                                fields=("facility", "batch", "what", "made_on"),
                                name="work_result_once",
                                nulls_distinct=False,
                                violation_error_message="This is already recorded for that day.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_workresultevent" ("batch_id", "facility_id", "id", "made_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "unit", "what") VALUES (NEW."batch_id", NEW."facility_id", NEW."id", NEW."made_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quantity", NEW."unit", NEW."what"); RETURN NULL;',
                                    hash="80fec6d8479e31c3d59f95aef0bbcf7ca56ff757",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_a5c7d",
                                    table="programs_workresult",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_workresultevent" ("batch_id", "facility_id", "id", "made_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "unit", "what") VALUES (NEW."batch_id", NEW."facility_id", NEW."id", NEW."made_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quantity", NEW."unit", NEW."what"); RETURN NULL;',
                                    hash="934b5539194366b07428be421ffe3bcf55ecf641",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_75aeb",
                                    table="programs_workresult",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_workresultevent" ("batch_id", "facility_id", "id", "made_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "unit", "what") VALUES (OLD."batch_id", OLD."facility_id", OLD."id", OLD."made_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quantity", OLD."unit", OLD."what"); RETURN NULL;',
                                    hash="78e37d7a09ce082291690155543526d3bf7ebb71",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_27313",
                                    table="programs_workresult",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkResultEvent",
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
                                to="programs.workresult",
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
                        (
                            "batch",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Empty when it was made outside a batch.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.batch",
                                verbose_name="batch",
                            ),
                        ),
                        ("what", models.CharField(max_length=150, verbose_name="what was made")),
                        (
                            "quantity",
                            models.PositiveIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)], verbose_name="quantity"
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
                                help_text="For example pieces, kg, sets.", max_length=20, verbose_name="counted in"
                            ),
                        ),
                        ("made_on", models.DateField(verbose_name="made on")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Sale",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "result",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sales",
                                to="programs.workresult",
                                verbose_name="work result",
                            ),
                        ),
                        ("sold_on", models.DateField(verbose_name="sold on")),
                        (
                            "quantity",
                            models.PositiveIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)], verbose_name="quantity"
                            ),
                        ),
                        ("amount", models.BigIntegerField(verbose_name="amount")),
                        (
                            "buyer",
                            models.CharField(
                                choices=[
                                    ("PUBLIC", "The public"),
                                    ("STAFF", "Officers of the prison"),
                                    ("OFFICE", "Government office"),
                                    ("COMPANY", "Company"),
                                    ("COOPERATIVE", "Cooperative"),
                                ],
                                max_length=12,
                                verbose_name="sold to",
                            ),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sales",
                                to="programs.splitrule",
                                verbose_name="split",
                            ),
                        ),
                        ("premi", models.BigIntegerField(editable=False, verbose_name="premi")),
                        ("pnbp", models.BigIntegerField(editable=False, verbose_name="PNBP")),
                        ("capital", models.BigIntegerField(editable=False, verbose_name="capital")),
                        ("deposited_on", models.DateField(editable=False, null=True, verbose_name="deposited on")),
                        (
                            "deposit_reference",
                            models.CharField(
                                blank=True, editable=False, max_length=60, verbose_name="deposit reference (SIMPONI)"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "sale",
                        "verbose_name_plural": "sales",
                        "ordering": ("sold_on", "id"),
                        "indexes": [models.Index(fields=["sold_on"], name="sale_day")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount__gt", 0), ("quantity__gte", 1)), name="sale_is_something"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "amount",
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("premi"), "+", models.F("pnbp")
                                            ),
                                            "+",
                                            models.F("capital"),
                                        ),
                                    ),
                                    ("capital__gte", 0),
                                    ("pnbp__gte", 0),
                                    ("premi__gte", 0),
                                ),
                                name="sale_parts_add_up",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("deposit_reference", ""), ("deposited_on__isnull", True)),
                                    models.Q(
                                        ("deposited_on__isnull", False),
                                        models.Q(("deposit_reference", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="deposit_has_day_and_reference",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_saleevent" ("amount", "buyer", "capital", "deposit_reference", "deposited_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pnbp", "premi", "quantity", "result_id", "rule_id", "sold_on") VALUES (NEW."amount", NEW."buyer", NEW."capital", NEW."deposit_reference", NEW."deposited_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."pnbp", NEW."premi", NEW."quantity", NEW."result_id", NEW."rule_id", NEW."sold_on"); RETURN NULL;',
                                    hash="08201bf20092454824288be8f722c85343a5742b",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_4b319",
                                    table="programs_sale",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "programs_saleevent" ("amount", "buyer", "capital", "deposit_reference", "deposited_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pnbp", "premi", "quantity", "result_id", "rule_id", "sold_on") VALUES (NEW."amount", NEW."buyer", NEW."capital", NEW."deposit_reference", NEW."deposited_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pnbp", NEW."premi", NEW."quantity", NEW."result_id", NEW."rule_id", NEW."sold_on"); RETURN NULL;',
                                    hash="3eee1b5a49a34eeda338d5ea2592b8828822ed5b",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_64103",
                                    table="programs_sale",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "programs_saleevent" ("amount", "buyer", "capital", "deposit_reference", "deposited_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pnbp", "premi", "quantity", "result_id", "rule_id", "sold_on") VALUES (OLD."amount", OLD."buyer", OLD."capital", OLD."deposit_reference", OLD."deposited_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."pnbp", OLD."premi", OLD."quantity", OLD."result_id", OLD."rule_id", OLD."sold_on"); RETURN NULL;',
                                    hash="74814034d4cf866251e1e438931b9999feec7039",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_bde1d",
                                    table="programs_sale",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SaleEvent",
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
                                to="programs.sale",
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
                            "result",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.workresult",
                                verbose_name="work result",
                            ),
                        ),
                        ("sold_on", models.DateField(verbose_name="sold on")),
                        (
                            "quantity",
                            models.PositiveIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)], verbose_name="quantity"
                            ),
                        ),
                        ("amount", models.BigIntegerField(verbose_name="amount")),
                        (
                            "buyer",
                            models.CharField(
                                choices=[
                                    ("PUBLIC", "The public"),
                                    ("STAFF", "Officers of the prison"),
                                    ("OFFICE", "Government office"),
                                    ("COMPANY", "Company"),
                                    ("COOPERATIVE", "Cooperative"),
                                ],
                                max_length=12,
                                verbose_name="sold to",
                            ),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.splitrule",
                                verbose_name="split",
                            ),
                        ),
                        ("premi", models.BigIntegerField(editable=False, verbose_name="premi")),
                        ("pnbp", models.BigIntegerField(editable=False, verbose_name="PNBP")),
                        ("capital", models.BigIntegerField(editable=False, verbose_name="capital")),
                        ("deposited_on", models.DateField(editable=False, null=True, verbose_name="deposited on")),
                        (
                            "deposit_reference",
                            models.CharField(
                                blank=True, editable=False, max_length=60, verbose_name="deposit reference (SIMPONI)"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="batchmeeting",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_batchmeetingevent" ("batch_id", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."batch_id", NEW."id", NEW."meeting_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="54d1acf02d83b8b0bc2d30c57994aa0e2b0bba2c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_07165",
                    table="programs_batch_meetings",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="batchmeeting",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_batchmeetingevent" ("batch_id", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."batch_id", NEW."id", NEW."meeting_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="6541f91356941f5acecfd034ad4f5eac38d0a922",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_187b5",
                    table="programs_batch_meetings",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="batchmeeting",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_batchmeetingevent" ("batch_id", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."batch_id", OLD."id", OLD."meeting_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="18441aa8553e89976f88ccb52146788e707163d8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_391bb",
                    table="programs_batch_meetings",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="packagetag",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_packagetagevent" ("id", "package_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programmetag_id") VALUES (NEW."id", NEW."package_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programmetag_id"); RETURN NULL;',
                    hash="d829e7ece84dabdd2f6c8a4ff963f9b1a8c2dd59",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bb042",
                    table="programs_package_tags",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="packagetag",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_packagetagevent" ("id", "package_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programmetag_id") VALUES (NEW."id", NEW."package_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programmetag_id"); RETURN NULL;',
                    hash="50e681fed1cd97d8b62b16a8d94ffebbbc9fefc3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8be85",
                    table="programs_package_tags",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="packagetag",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_packagetagevent" ("id", "package_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programmetag_id") VALUES (OLD."id", OLD."package_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programmetag_id"); RETURN NULL;',
                    hash="78af070f0e657b9394de346a6e5b88e4b9772889",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a7350",
                    table="programs_package_tags",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="batchtag",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_batchtagevent" ("batch_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programmetag_id") VALUES (NEW."batch_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programmetag_id"); RETURN NULL;',
                    hash="4e72f0c375e34027dc5977aef226a153cff4c6cd",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4a708",
                    table="programs_batch_tags",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="batchtag",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_batchtagevent" ("batch_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programmetag_id") VALUES (NEW."batch_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programmetag_id"); RETURN NULL;',
                    hash="d937ac3ce97235af9235c5ebdd880f4701c603ec",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d4c73",
                    table="programs_batch_tags",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="batchtag",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_batchtagevent" ("batch_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programmetag_id") VALUES (OLD."batch_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."programmetag_id"); RETURN NULL;',
                    hash="61fe1303a34daa3cb5e9a7eed64957485879a697",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a5712",
                    table="programs_batch_tags",
                    when="AFTER",
                ),
            ),
        ),
    ]
