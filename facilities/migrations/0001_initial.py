import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import facilities.models.health
import facilities.models.postings
import facilities.number_patterns
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

from lapastraining.operations import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGistExtension(),
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="Region",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=10, unique=True, verbose_name="code")),
                        ("code_verified", models.BooleanField(default=False, verbose_name="code is verified")),
                        ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                        (
                            "province_codes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=4),
                                size=None,
                                verbose_name="province codes (BPS)",
                            ),
                        ),
                        (
                            "time_zone",
                            models.CharField(
                                choices=[("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")],
                                max_length=40,
                                verbose_name="time zone",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "region",
                        "verbose_name_plural": "regions",
                        "ordering": ("name",),
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_regionevent" ("code", "code_verified", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_codes", "time_zone") VALUES (NEW."code", NEW."code_verified", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."province_codes", NEW."time_zone"); RETURN NULL;',
                                    hash="a83aedb1ca439006e987f17ca7b615b420b112ef",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_e15a6",
                                    table="facilities_region",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "facilities_regionevent" ("code", "code_verified", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_codes", "time_zone") VALUES (NEW."code", NEW."code_verified", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."province_codes", NEW."time_zone"); RETURN NULL;',
                                    hash="39397c2edc3e825f81b095f5e3433e2443f4ee77",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_8f47a",
                                    table="facilities_region",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_regionevent" ("code", "code_verified", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "province_codes", "time_zone") VALUES (OLD."code", OLD."code_verified", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."province_codes", OLD."time_zone"); RETURN NULL;',
                                    hash="30313669e1d101d871ad64ad580e663406cd02c9",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_e173a",
                                    table="facilities_region",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RegionEvent",
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
                                to="facilities.region",
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
                        ("code", models.CharField(max_length=10, verbose_name="code")),
                        ("code_verified", models.BooleanField(default=False, verbose_name="code is verified")),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "province_codes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=4),
                                size=None,
                                verbose_name="province codes (BPS)",
                            ),
                        ),
                        (
                            "time_zone",
                            models.CharField(
                                choices=[("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")],
                                max_length=40,
                                verbose_name="time zone",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Field",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=12, unique=True, verbose_name="code")),
                        ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                        (
                            "has_dangerous_tools",
                            models.BooleanField(default=False, verbose_name="uses dangerous tools"),
                        ),
                        (
                            "ruled_out_limits",
                            facilities.models.health.HealthLimitsField(
                                base_field=models.CharField(
                                    choices=[
                                        ("COLOUR_BLIND", "Colour-blind"),
                                        ("LOW_VISION", "Sees badly, also with glasses"),
                                        ("LOW_HEARING", "Hears badly"),
                                        ("NO_HEAVY_LIFTING", "Must not lift heavy things"),
                                        ("NO_LONG_STANDING", "Cannot stand or walk for long"),
                                        ("HANDS", "Limited use of the hands"),
                                        ("DUST_SMOKE", "Must keep away from dust and smoke"),
                                        ("SEIZURES", "Seizures or fainting"),
                                        ("SKIN", "Skin must not touch chemicals"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                db_default=models.Value("{}"),
                                default=list,
                                help_text="Whoever has one of these is warned of among the candidates.",
                                size=None,
                                verbose_name="health limits that do not go with it",
                            ),
                        ),
                        (
                            "review_months",
                            models.PositiveSmallIntegerField(
                                default=6,
                                help_text="Proposed to whoever submits a review of a workshop for this field.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(36),
                                ],
                                verbose_name="months that a readiness review holds",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "field",
                        "verbose_name_plural": "fields",
                        "ordering": ("name",),
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_fieldevent" ("code", "has_dangerous_tools", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_months", "ruled_out_limits") VALUES (NEW."code", NEW."has_dangerous_tools", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."review_months", NEW."ruled_out_limits"); RETURN NULL;',
                                    hash="2e18e7b5cfba23f8780234d7a8fbe45f3cdef973",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_7806c",
                                    table="facilities_field",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "facilities_fieldevent" ("code", "has_dangerous_tools", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_months", "ruled_out_limits") VALUES (NEW."code", NEW."has_dangerous_tools", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."review_months", NEW."ruled_out_limits"); RETURN NULL;',
                                    hash="d83de37276ae48c0dd93768822004465cc22a4b6",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_edc63",
                                    table="facilities_field",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_fieldevent" ("code", "has_dangerous_tools", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_months", "ruled_out_limits") VALUES (OLD."code", OLD."has_dangerous_tools", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."review_months", OLD."ruled_out_limits"); RETURN NULL;',
                                    hash="3e9eb455b1f2bf2c6b5c758d70c34fdd26d042fc",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_5cbc4",
                                    table="facilities_field",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FieldEvent",
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
                                to="facilities.field",
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
                        ("code", models.CharField(max_length=12, verbose_name="code")),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "has_dangerous_tools",
                            models.BooleanField(default=False, verbose_name="uses dangerous tools"),
                        ),
                        (
                            "ruled_out_limits",
                            facilities.models.health.HealthLimitsField(
                                base_field=models.CharField(
                                    choices=[
                                        ("COLOUR_BLIND", "Colour-blind"),
                                        ("LOW_VISION", "Sees badly, also with glasses"),
                                        ("LOW_HEARING", "Hears badly"),
                                        ("NO_HEAVY_LIFTING", "Must not lift heavy things"),
                                        ("NO_LONG_STANDING", "Cannot stand or walk for long"),
                                        ("HANDS", "Limited use of the hands"),
                                        ("DUST_SMOKE", "Must keep away from dust and smoke"),
                                        ("SEIZURES", "Seizures or fainting"),
                                        ("SKIN", "Skin must not touch chemicals"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                db_default=models.Value("{}"),
                                default=list,
                                help_text="Whoever has one of these is warned of among the candidates.",
                                size=None,
                                verbose_name="health limits that do not go with it",
                            ),
                        ),
                        (
                            "review_months",
                            models.PositiveSmallIntegerField(
                                default=6,
                                help_text="Proposed to whoever submits a review of a workshop for this field.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(36),
                                ],
                                verbose_name="months that a readiness review holds",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Facility",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="facilities",
                                to="facilities.region",
                                verbose_name="region",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("LAPAS", "Prison (Lapas)"),
                                    ("LAPAS_NARKOTIKA", "Narcotics prison"),
                                    ("LPP", "Women's prison (LPP)"),
                                    ("LPKA", "Child institution (LPKA)"),
                                    ("LAPAS_PEMUDA", "Youth prison"),
                                    ("LAPAS_TERBUKA", "Open prison"),
                                    ("RUTAN", "Remand house (Rutan)"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "klass",
                            models.CharField(
                                choices=[("I", "I"), ("II", "II"), ("IIA", "IIA"), ("IIB", "IIB"), ("III", "III")],
                                max_length=3,
                                verbose_name="class",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="Only the name, for example “Pekalongan”.",
                                max_length=100,
                                verbose_name="place name",
                            ),
                        ),
                        ("city", models.CharField(max_length=100, verbose_name="city or regency")),
                        ("capacity", models.PositiveIntegerField(blank=True, null=True, verbose_name="capacity")),
                        (
                            "time_zone",
                            models.CharField(
                                choices=[("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")],
                                default="Asia/Jakarta",
                                max_length=40,
                                verbose_name="time zone",
                            ),
                        ),
                        (
                            "handover_days",
                            models.PositiveSmallIntegerField(
                                default=14,
                                help_text="A sheet that has not reached its holder so many days after issue is shown to the prison's staff.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(365),
                                ],
                                verbose_name="days until a certificate is handed over",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "prison",
                        "verbose_name_plural": "prisons",
                        "ordering": ("name", "kind"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "klass", "name"),
                                name="facility_once",
                                violation_error_message="This prison is already listed.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_facilityevent" ("capacity", "city", "handover_days", "id", "kind", "klass", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "time_zone") VALUES (NEW."capacity", NEW."city", NEW."handover_days", NEW."id", NEW."kind", NEW."klass", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id", NEW."time_zone"); RETURN NULL;',
                                    hash="f96fb53a20a7752e7a452011548ff938923031ba",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_cccf6",
                                    table="facilities_facility",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "facilities_facilityevent" ("capacity", "city", "handover_days", "id", "kind", "klass", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "time_zone") VALUES (NEW."capacity", NEW."city", NEW."handover_days", NEW."id", NEW."kind", NEW."klass", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id", NEW."time_zone"); RETURN NULL;',
                                    hash="40d69cd9c0b942405f9232c406dafc5833007454",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_0d9d6",
                                    table="facilities_facility",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_facilityevent" ("capacity", "city", "handover_days", "id", "kind", "klass", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "time_zone") VALUES (OLD."capacity", OLD."city", OLD."handover_days", OLD."id", OLD."kind", OLD."klass", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."region_id", OLD."time_zone"); RETURN NULL;',
                                    hash="de62eeed96d45bdb5aa4fab9f4b93e1a8c20811f",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_1f9a9",
                                    table="facilities_facility",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FacilityEvent",
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
                                to="facilities.facility",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("LAPAS", "Prison (Lapas)"),
                                    ("LAPAS_NARKOTIKA", "Narcotics prison"),
                                    ("LPP", "Women's prison (LPP)"),
                                    ("LPKA", "Child institution (LPKA)"),
                                    ("LAPAS_PEMUDA", "Youth prison"),
                                    ("LAPAS_TERBUKA", "Open prison"),
                                    ("RUTAN", "Remand house (Rutan)"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "klass",
                            models.CharField(
                                choices=[("I", "I"), ("II", "II"), ("IIA", "IIA"), ("IIB", "IIB"), ("III", "III")],
                                max_length=3,
                                verbose_name="class",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="Only the name, for example “Pekalongan”.",
                                max_length=100,
                                verbose_name="place name",
                            ),
                        ),
                        ("city", models.CharField(max_length=100, verbose_name="city or regency")),
                        ("capacity", models.PositiveIntegerField(blank=True, null=True, verbose_name="capacity")),
                        (
                            "time_zone",
                            models.CharField(
                                choices=[("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")],
                                default="Asia/Jakarta",
                                max_length=40,
                                verbose_name="time zone",
                            ),
                        ),
                        (
                            "handover_days",
                            models.PositiveSmallIntegerField(
                                default=14,
                                help_text="A sheet that has not reached its holder so many days after issue is shown to the prison's staff.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(365),
                                ],
                                verbose_name="days until a certificate is handed over",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="TrainingCentre",
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
                                    ("UPTP", "Central government centre (UPTP)"),
                                    ("UPT_BLK", "Provincial centre (UPT BLK)"),
                                    ("UPTD_BLK", "Regency or city centre (UPTD BLK)"),
                                    ("LLK", "Workshop centre (LLK)"),
                                    ("BLKI", "Industrial centre (BLKI)"),
                                    ("PPKD", "Jakarta regional centre (PPKD)"),
                                    ("COMMUNITY", "Community centre (BLK Komunitas)"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("name", models.CharField(max_length=150, unique=True, verbose_name="name")),
                        (
                            "owner",
                            models.CharField(
                                help_text="The office the centre belongs to.", max_length=150, verbose_name="owner"
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="centres",
                                to="facilities.region",
                                verbose_name="region",
                            ),
                        ),
                        ("city", models.CharField(max_length=100, verbose_name="city or regency")),
                        (
                            "minutes_per_jp",
                            models.PositiveSmallIntegerField(
                                default=45,
                                validators=[
                                    django.core.validators.MinValueValidator(30),
                                    django.core.validators.MaxValueValidator(60),
                                ],
                                verbose_name="minutes per lesson hour (JP)",
                            ),
                        ),
                        (
                            "lateness",
                            models.CharField(
                                choices=[
                                    ("BEGUN", "Each lesson hour that has begun is lost"),
                                    ("HALF", "A lesson hour is lost once half of it is missed"),
                                    ("WHOLE", "Only lesson hours missed as a whole are lost"),
                                ],
                                default="HALF",
                                help_text="Attendance that is recorded already keeps the lesson hours that it was given.",
                                max_length=5,
                                verbose_name="what coming late costs",
                            ),
                        ),
                        (
                            "demands_certificates",
                            models.BooleanField(
                                default=False,
                                help_text="Then nobody of the centre teaches a field without a technical and a methodology certificate.",
                                verbose_name="instructors need certificates on file",
                            ),
                        ),
                        (
                            "certificate_number_pattern",
                            models.CharField(
                                error_messages={
                                    "unique": "Another training centre numbers its certificates like this."
                                },
                                help_text="Parts in braces are filled in: {seq:04}, {field}, {month} (Roman), {year}. Name your centre in it, as in {seq:04}/{field}/BLK-PKL/{month}/{year}: no two centres may give the same number.",
                                max_length=100,
                                unique=True,
                                validators=[facilities.number_patterns.validate_number_pattern],
                                verbose_name="certificate number pattern",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "training centre",
                        "verbose_name_plural": "training centres",
                        "ordering": ("name",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("minutes_per_jp__range", (30, 60))),
                                name="centre_minutes_per_jp_plausible",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_trainingcentreevent" ("certificate_number_pattern", "city", "demands_certificates", "id", "kind", "lateness", "minutes_per_jp", "name", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id") VALUES (NEW."certificate_number_pattern", NEW."city", NEW."demands_certificates", NEW."id", NEW."kind", NEW."lateness", NEW."minutes_per_jp", NEW."name", NEW."owner", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id"); RETURN NULL;',
                                    hash="7c7ed96f1ca6feea3056a39df013098f624c8ca0",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_ad3a1",
                                    table="facilities_trainingcentre",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "facilities_trainingcentreevent" ("certificate_number_pattern", "city", "demands_certificates", "id", "kind", "lateness", "minutes_per_jp", "name", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id") VALUES (NEW."certificate_number_pattern", NEW."city", NEW."demands_certificates", NEW."id", NEW."kind", NEW."lateness", NEW."minutes_per_jp", NEW."name", NEW."owner", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id"); RETURN NULL;',
                                    hash="8796687c2823ef592518e865434969ad2761fae7",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_7619c",
                                    table="facilities_trainingcentre",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_trainingcentreevent" ("certificate_number_pattern", "city", "demands_certificates", "id", "kind", "lateness", "minutes_per_jp", "name", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id") VALUES (OLD."certificate_number_pattern", OLD."city", OLD."demands_certificates", OLD."id", OLD."kind", OLD."lateness", OLD."minutes_per_jp", OLD."name", OLD."owner", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."region_id"); RETURN NULL;',
                                    hash="996aafb2a7e6852dbc1a1798974e6ac1946d5b20",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_70fcc",
                                    table="facilities_trainingcentre",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TrainingCentreEvent",
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
                                to="facilities.trainingcentre",
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
                                    ("UPTP", "Central government centre (UPTP)"),
                                    ("UPT_BLK", "Provincial centre (UPT BLK)"),
                                    ("UPTD_BLK", "Regency or city centre (UPTD BLK)"),
                                    ("LLK", "Workshop centre (LLK)"),
                                    ("BLKI", "Industrial centre (BLKI)"),
                                    ("PPKD", "Jakarta regional centre (PPKD)"),
                                    ("COMMUNITY", "Community centre (BLK Komunitas)"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("name", models.CharField(max_length=150, verbose_name="name")),
                        (
                            "owner",
                            models.CharField(
                                help_text="The office the centre belongs to.", max_length=150, verbose_name="owner"
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
                        ("city", models.CharField(max_length=100, verbose_name="city or regency")),
                        (
                            "minutes_per_jp",
                            models.PositiveSmallIntegerField(
                                default=45,
                                validators=[
                                    django.core.validators.MinValueValidator(30),
                                    django.core.validators.MaxValueValidator(60),
                                ],
                                verbose_name="minutes per lesson hour (JP)",
                            ),
                        ),
                        (
                            "lateness",
                            models.CharField(
                                choices=[
                                    ("BEGUN", "Each lesson hour that has begun is lost"),
                                    ("HALF", "A lesson hour is lost once half of it is missed"),
                                    ("WHOLE", "Only lesson hours missed as a whole are lost"),
                                ],
                                default="HALF",
                                help_text="Attendance that is recorded already keeps the lesson hours that it was given.",
                                max_length=5,
                                verbose_name="what coming late costs",
                            ),
                        ),
                        (
                            "demands_certificates",
                            models.BooleanField(
                                default=False,
                                help_text="Then nobody of the centre teaches a field without a technical and a methodology certificate.",
                                verbose_name="instructors need certificates on file",
                            ),
                        ),
                        (
                            "certificate_number_pattern",
                            models.CharField(
                                error_messages={
                                    "unique": "Another training centre numbers its certificates like this."
                                },
                                help_text="Parts in braces are filled in: {seq:04}, {field}, {month} (Roman), {year}. Name your centre in it, as in {seq:04}/{field}/BLK-PKL/{month}/{year}: no two centres may give the same number.",
                                max_length=100,
                                validators=[facilities.number_patterns.validate_number_pattern],
                                verbose_name="certificate number pattern",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="AgreementParty",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parties",
                                to="facilities.agreement",
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                blank=True,
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
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="facilities.trainingcentre",
                                verbose_name="training centre",
                            ),
                        ),
                        ("number", models.CharField(blank=True, max_length=100, verbose_name="number")),
                        ("signatory_name", models.CharField(blank=True, max_length=200, verbose_name="signatory")),
                        (
                            "signatory_position",
                            models.CharField(blank=True, max_length=200, verbose_name="position of the signatory"),
                        ),
                        (
                            "signatory_nip",
                            models.CharField(blank=True, max_length=30, verbose_name="NIP of the signatory"),
                        ),
                    ],
                    options={
                        "verbose_name": "party",
                        "verbose_name_plural": "parties",
                        "ordering": ("id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("facility__isnull", True), ("centre__isnull", True), _connector="XOR"
                                ),
                                name="party_is_one_place",
                            ),
                            models.UniqueConstraint(
                                fields=("agreement", "facility", "centre"),
                                name="party_once_per_agreement",
                                nulls_distinct=False,
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_agreementpartyevent" ("agreement_id", "centre_id", "facility_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signatory_name", "signatory_nip", "signatory_position") VALUES (NEW."agreement_id", NEW."centre_id", NEW."facility_id", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."signatory_name", NEW."signatory_nip", NEW."signatory_position"); RETURN NULL;',
                                    hash="11086e09d4b5157102a2f495ed274d40373a5db5",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_4f0e9",
                                    table="facilities_agreementparty",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "facilities_agreementpartyevent" ("agreement_id", "centre_id", "facility_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signatory_name", "signatory_nip", "signatory_position") VALUES (NEW."agreement_id", NEW."centre_id", NEW."facility_id", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."signatory_name", NEW."signatory_nip", NEW."signatory_position"); RETURN NULL;',
                                    hash="1750b8c2e11da7ff364e05a6c2981a6e69f89612",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_c2db5",
                                    table="facilities_agreementparty",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_agreementpartyevent" ("agreement_id", "centre_id", "facility_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signatory_name", "signatory_nip", "signatory_position") VALUES (OLD."agreement_id", OLD."centre_id", OLD."facility_id", OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."signatory_name", OLD."signatory_nip", OLD."signatory_position"); RETURN NULL;',
                                    hash="4e90c87ba18b46ce20d12ba80b7070b75106b769",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_7f5fe",
                                    table="facilities_agreementparty",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgreementPartyEvent",
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
                                to="facilities.agreementparty",
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
                            ),
                        ),
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
                        ("number", models.CharField(blank=True, max_length=100, verbose_name="number")),
                        ("signatory_name", models.CharField(blank=True, max_length=200, verbose_name="signatory")),
                        (
                            "signatory_position",
                            models.CharField(blank=True, max_length=200, verbose_name="position of the signatory"),
                        ),
                        (
                            "signatory_nip",
                            models.CharField(blank=True, max_length=30, verbose_name="NIP of the signatory"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="AgreementWitness",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="witnesses",
                                to="facilities.agreement",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("position", models.CharField(max_length=200, verbose_name="position")),
                    ],
                    options={
                        "verbose_name": "witness",
                        "verbose_name_plural": "witnesses",
                        "ordering": ("id",),
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_agreementwitnessevent" ("agreement_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."agreement_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                                    hash="6b7f1be58dd0577571005edafd3adbebd4a8736f",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_162a3",
                                    table="facilities_agreementwitness",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "facilities_agreementwitnessevent" ("agreement_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."agreement_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                                    hash="b2b419aff6aaebdd70d3099ce615456ad7e5d849",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_1c821",
                                    table="facilities_agreementwitness",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_agreementwitnessevent" ("agreement_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."agreement_id", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position"); RETURN NULL;',
                                    hash="a4e32e91997d78c9efacd7071bd2134299862089",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_2fa0e",
                                    table="facilities_agreementwitness",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgreementWitnessEvent",
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
                                to="facilities.agreementwitness",
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
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("position", models.CharField(max_length=200, verbose_name="position")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="AgreementScan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("file_name", models.CharField(max_length=100, unique=True)),
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
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scans",
                                to="facilities.agreement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "scan of an agreement",
                        "verbose_name_plural": "scans of agreements",
                        "ordering": ("-id",),
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_agreementscanevent" ("agreement_id", "file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uploaded_at", "uploaded_by_id") VALUES (NEW."agreement_id", NEW."file_name", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sha256", NEW."size", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;',
                                    hash="271d67435f183a37993933bd7ca9a1d87e9d0100",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_6493c",
                                    table="facilities_agreementscan",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "facilities_agreementscanevent" ("agreement_id", "file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uploaded_at", "uploaded_by_id") VALUES (NEW."agreement_id", NEW."file_name", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sha256", NEW."size", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;',
                                    hash="8842e1610dfffdc61d44c9b13048fd1be4e9a36d",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_473f7",
                                    table="facilities_agreementscan",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_agreementscanevent" ("agreement_id", "file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uploaded_at", "uploaded_by_id") VALUES (OLD."agreement_id", OLD."file_name", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sha256", OLD."size", OLD."uploaded_at", OLD."uploaded_by_id"); RETURN NULL;',
                                    hash="16a4282ad68e7dbab98d7c55b181bb6acb534d04",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_f5501",
                                    table="facilities_agreementscan",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgreementScanEvent",
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
                                to="facilities.agreementscan",
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
                        ("file_name", models.CharField(max_length=100)),
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
                            "agreement",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.agreement",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Agreement",
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
                                    ("MOU", "Memorandum of understanding (MoU)"),
                                    ("PKS", "Working agreement (PKS)"),
                                    ("ADDENDUM", "Addendum"),
                                ],
                                default="PKS",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "umbrella",
                            models.ForeignKey(
                                blank=True,
                                help_text="The memorandum that this agreement stands under, if there is one.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="facilities.agreement",
                                verbose_name="umbrella agreement",
                            ),
                        ),
                        (
                            "amends",
                            models.ForeignKey(
                                blank=True,
                                help_text="Only for an addendum. Batches stay under the agreement; the addendum's terms hold from its first day.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="addenda",
                                to="facilities.agreement",
                                verbose_name="agreement that it amends",
                            ),
                        ),
                        (
                            "renews",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="renewals",
                                to="facilities.agreement",
                                verbose_name="agreement that it renews",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("starts_on", models.DateField(verbose_name="in force from")),
                        ("ends_on", models.DateField(verbose_name="until")),
                        (
                            "trainee_policy",
                            models.CharField(
                                choices=[
                                    ("ALL_CONVICTS", "All convicts"),
                                    ("ASSIMILATION_ELIGIBLE", "Those who meet the conditions of assimilation"),
                                    ("NEAR_RELEASE", "Those near their release"),
                                ],
                                default="ALL_CONVICTS",
                                max_length=24,
                                verbose_name="who may be trained",
                            ),
                        ),
                        (
                            "quota",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="The most people trained under this agreement; empty when none was agreed.",
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="quota of trainees",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("DRAFT", "Draft"), ("SIGNED", "Signed"), ("TERMINATED", "Terminated")],
                                default="DRAFT",
                                editable=False,
                                max_length=12,
                            ),
                        ),
                        ("signed_on", models.DateField(editable=False, null=True, verbose_name="signed on")),
                        ("terminated_on", models.DateField(editable=False, null=True, verbose_name="terminated on")),
                        (
                            "termination_reason",
                            models.TextField(blank=True, editable=False, verbose_name="reason of termination"),
                        ),
                        (
                            "fields",
                            models.ManyToManyField(
                                related_name="agreements", to="facilities.field", verbose_name="fields in scope"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "agreement",
                        "verbose_name_plural": "agreements",
                        "ordering": ("-starts_on", "-id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="agreement_ends_after_it_starts",
                                violation_error_message="The last day cannot be before the first day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("amends__isnull", True),
                                    models.Q(("kind", "ADDENDUM"), models.Q(("state", "TERMINATED"), _negated=True)),
                                    _connector="OR",
                                ),
                                name="agreement_amends_as_an_addendum",
                                violation_error_message="Only an addendum amends another agreement.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("quota__isnull", True), ("quota__gte", 1), _connector="OR"),
                                name="agreement_quota_is_positive",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("signed_on__isnull", True), ("state", "DRAFT")),
                                    models.Q(models.Q(("state", "DRAFT"), _negated=True), ("signed_on__isnull", False)),
                                    _connector="OR",
                                ),
                                name="agreement_signed_has_its_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "TERMINATED"), ("terminated_on__isnull", False)),
                                    models.Q(
                                        models.Q(("state", "TERMINATED"), _negated=True),
                                        ("terminated_on__isnull", True),
                                        ("termination_reason", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="agreement_terminated_has_its_day",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="signed_addendum_stays",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."amends_id" IS NOT NULL AND OLD."state" = \'SIGNED\')',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="ba9110d843e81bf91e5be797b897e4f1fb229fe9",
                                    operation="UPDATE",
                                    pgid="pgtrigger_signed_addendum_stays_44ba7",
                                    table="facilities_agreement",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_agreementevent" ("amends_id", "ends_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quota", "renews_id", "signed_on", "starts_on", "state", "terminated_on", "termination_reason", "title", "trainee_policy", "umbrella_id") VALUES (NEW."amends_id", NEW."ends_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quota", NEW."renews_id", NEW."signed_on", NEW."starts_on", NEW."state", NEW."terminated_on", NEW."termination_reason", NEW."title", NEW."trainee_policy", NEW."umbrella_id"); RETURN NULL;',
                                    hash="7021e7b82fa7f37b3128a615c8d64d1f8ab310ac",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_6de3f",
                                    table="facilities_agreement",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "facilities_agreementevent" ("amends_id", "ends_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quota", "renews_id", "signed_on", "starts_on", "state", "terminated_on", "termination_reason", "title", "trainee_policy", "umbrella_id") VALUES (NEW."amends_id", NEW."ends_on", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quota", NEW."renews_id", NEW."signed_on", NEW."starts_on", NEW."state", NEW."terminated_on", NEW."termination_reason", NEW."title", NEW."trainee_policy", NEW."umbrella_id"); RETURN NULL;',
                                    hash="2a99e471b05ae688ea8bb1eef7e064ed37ea202c",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_58c25",
                                    table="facilities_agreement",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_agreementevent" ("amends_id", "ends_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quota", "renews_id", "signed_on", "starts_on", "state", "terminated_on", "termination_reason", "title", "trainee_policy", "umbrella_id") VALUES (OLD."amends_id", OLD."ends_on", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quota", OLD."renews_id", OLD."signed_on", OLD."starts_on", OLD."state", OLD."terminated_on", OLD."termination_reason", OLD."title", OLD."trainee_policy", OLD."umbrella_id"); RETURN NULL;',
                                    hash="3712adba226df2b766609b528ef095523e385be1",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_9391d",
                                    table="facilities_agreement",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="keep_the_steps",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{DRAFT:SIGNED,SIGNED:TERMINATED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="072d4e7fcebc814fb65c00be8e66976a9ed0952b",
                                    operation="UPDATE",
                                    pgid="pgtrigger_keep_the_steps_7a767",
                                    table="facilities_agreement",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgreementEvent",
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
                                to="facilities.agreement",
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
                                    ("MOU", "Memorandum of understanding (MoU)"),
                                    ("PKS", "Working agreement (PKS)"),
                                    ("ADDENDUM", "Addendum"),
                                ],
                                default="PKS",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "umbrella",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="The memorandum that this agreement stands under, if there is one.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.agreement",
                                verbose_name="umbrella agreement",
                            ),
                        ),
                        (
                            "amends",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Only for an addendum. Batches stay under the agreement; the addendum's terms hold from its first day.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.agreement",
                                verbose_name="agreement that it amends",
                            ),
                        ),
                        (
                            "renews",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.agreement",
                                verbose_name="agreement that it renews",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("starts_on", models.DateField(verbose_name="in force from")),
                        ("ends_on", models.DateField(verbose_name="until")),
                        (
                            "trainee_policy",
                            models.CharField(
                                choices=[
                                    ("ALL_CONVICTS", "All convicts"),
                                    ("ASSIMILATION_ELIGIBLE", "Those who meet the conditions of assimilation"),
                                    ("NEAR_RELEASE", "Those near their release"),
                                ],
                                default="ALL_CONVICTS",
                                max_length=24,
                                verbose_name="who may be trained",
                            ),
                        ),
                        (
                            "quota",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="The most people trained under this agreement; empty when none was agreed.",
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="quota of trainees",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("DRAFT", "Draft"), ("SIGNED", "Signed"), ("TERMINATED", "Terminated")],
                                default="DRAFT",
                                editable=False,
                                max_length=12,
                            ),
                        ),
                        ("signed_on", models.DateField(editable=False, null=True, verbose_name="signed on")),
                        ("terminated_on", models.DateField(editable=False, null=True, verbose_name="terminated on")),
                        (
                            "termination_reason",
                            models.TextField(blank=True, editable=False, verbose_name="reason of termination"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="AgreementField",
                    fields=[],
                    options={
                        "proxy": True,
                    },
                    bases=("facilities.agreement_fields",),
                ),
                migrations.CreateModel(
                    name="AgreementFieldEvent",
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
                                to="facilities.agreementfield",
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
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.agreement",
                            ),
                        ),
                        (
                            "field",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.field",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Workshop",
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
                                related_name="workshops",
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
                                related_name="workshops",
                                to="facilities.trainingcentre",
                                verbose_name="training centre",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "seats",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)], verbose_name="work places"
                            ),
                        ),
                        (
                            "place",
                            models.CharField(
                                choices=[
                                    ("INSIDE", "Inside the prison"),
                                    ("OPEN", "Open facility of the prison (SAE)"),
                                    ("CENTRE", "At the training centre"),
                                    ("COMPANY", "At a company"),
                                ],
                                default="INSIDE",
                                max_length=7,
                                verbose_name="where",
                            ),
                        ),
                        (
                            "company_name",
                            models.CharField(blank=True, max_length=150, verbose_name="name of the company"),
                        ),
                        (
                            "company_address",
                            models.CharField(blank=True, max_length=300, verbose_name="address of the company"),
                        ),
                        (
                            "fields",
                            models.ManyToManyField(
                                related_name="workshops", to="facilities.field", verbose_name="fields"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "workshop",
                        "verbose_name_plural": "workshops",
                        "ordering": ("name",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("facility__isnull", True), ("centre__isnull", True), _connector="XOR"
                                ),
                                name="workshop_at_one_place",
                                violation_error_message="A workshop stands either at a prison or at a training centre.",
                            ),
                            models.CheckConstraint(condition=models.Q(("seats__gte", 1)), name="workshop_has_seats"),
                            models.CheckConstraint(
                                condition=models.Q(("centre__isnull", True), ("place", "CENTRE"), _connector="XOR"),
                                name="workshop_of_a_centre_is_at_the_centre",
                                violation_error_message="A workshop of a training centre stands at the centre, and no other does.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("place", "COMPANY"),
                                        models.Q(("company_name", ""), _negated=True),
                                        models.Q(("company_address", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("place", "COMPANY"), _negated=True),
                                        ("company_address", ""),
                                        ("company_name", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="workshop_of_a_company_names_it",
                                violation_error_message="A workshop at a company has the company's name and address; others do not.",
                            ),
                            models.UniqueConstraint(
                                fields=("facility", "centre", "name"),
                                name="workshop_name_once_per_place",
                                nulls_distinct=False,
                                violation_error_message="A workshop of this name is already listed here.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_workshopevent" ("centre_id", "company_address", "company_name", "facility_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "seats") VALUES (NEW."centre_id", NEW."company_address", NEW."company_name", NEW."facility_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."seats"); RETURN NULL;',
                                    hash="3741b4b14c8200e178499be5f767c9417c64cdf2",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_1e228",
                                    table="facilities_workshop",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "facilities_workshopevent" ("centre_id", "company_address", "company_name", "facility_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "seats") VALUES (NEW."centre_id", NEW."company_address", NEW."company_name", NEW."facility_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."seats"); RETURN NULL;',
                                    hash="8fbab43075f43e014f9a7090728bf66882cc95a4",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_54b5c",
                                    table="facilities_workshop",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_workshopevent" ("centre_id", "company_address", "company_name", "facility_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "seats") VALUES (OLD."centre_id", OLD."company_address", OLD."company_name", OLD."facility_id", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."seats"); RETURN NULL;',
                                    hash="72556221ecceae813a21aafe46ab9320bc56db42",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_579bf",
                                    table="facilities_workshop",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkshopEvent",
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
                                to="facilities.workshop",
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
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "seats",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)], verbose_name="work places"
                            ),
                        ),
                        (
                            "place",
                            models.CharField(
                                choices=[
                                    ("INSIDE", "Inside the prison"),
                                    ("OPEN", "Open facility of the prison (SAE)"),
                                    ("CENTRE", "At the training centre"),
                                    ("COMPANY", "At a company"),
                                ],
                                default="INSIDE",
                                max_length=7,
                                verbose_name="where",
                            ),
                        ),
                        (
                            "company_name",
                            models.CharField(blank=True, max_length=150, verbose_name="name of the company"),
                        ),
                        (
                            "company_address",
                            models.CharField(blank=True, max_length=300, verbose_name="address of the company"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="WorkshopField",
                    fields=[],
                    options={
                        "proxy": True,
                    },
                    bases=("facilities.workshop_fields",),
                ),
                migrations.CreateModel(
                    name="WorkshopFieldEvent",
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
                                to="facilities.workshopfield",
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
                            "workshop",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.workshop",
                            ),
                        ),
                        (
                            "field",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.field",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ReadinessReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "workshop",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to="facilities.workshop",
                                verbose_name="workshop",
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
                        (
                            "facility",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to="facilities.facility",
                                verbose_name="prison",
                            ),
                        ),
                        (
                            "centre",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to="facilities.trainingcentre",
                                verbose_name="training centre",
                            ),
                        ),
                        (
                            "reviewed_on",
                            models.DateField(
                                help_text="The day on which the workshop was looked at.", verbose_name="reviewed on"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("DRAFT", "Draft"),
                                    ("SUBMITTED", "Waits for the heads"),
                                    ("CONFIRMED", "Confirmed"),
                                    ("REJECTED", "Rejected"),
                                ],
                                default="DRAFT",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "verdict",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("READY", "Ready"),
                                    ("READY_WITH_NOTES", "Ready, with notes"),
                                    ("NOT_READY", "Not ready"),
                                ],
                                editable=False,
                                max_length=16,
                                verbose_name="verdict",
                            ),
                        ),
                        ("valid_until", models.DateField(editable=False, null=True, verbose_name="valid until")),
                        (
                            "blocking_gaps",
                            models.PositiveSmallIntegerField(
                                default=0, editable=False, verbose_name="blocking points missing"
                            ),
                        ),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "facility_confirmed_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("facility_confirmed_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "centre_confirmed_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("centre_confirmed_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "witnessed_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("witnessed_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "rejection_reason",
                            models.TextField(blank=True, editable=False, verbose_name="reason of rejection"),
                        ),
                    ],
                    options={
                        "verbose_name": "readiness review",
                        "verbose_name_plural": "readiness reviews",
                        "ordering": ("-reviewed_on", "-id"),
                        "indexes": [
                            models.Index(fields=["workshop", "field", "-reviewed_on"], name="review_of_workshop")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("DRAFT", "SUBMITTED", "REJECTED"))),
                                fields=("workshop", "field"),
                                name="review_open_once",
                                violation_error_message="A review of this workshop for this field is already under way.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "DRAFT"), models.Q(("verdict", ""), _negated=True), _connector="OR"
                                ),
                                name="review_submitted_has_its_verdict",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("blocking_gaps", 0), ("verdict__in", ("", "NOT_READY")), _connector="OR"
                                ),
                                name="review_blocking_gap_is_not_ready",
                                violation_error_message="A blocking point is missing, so the workshop is not ready.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("valid_until__isnull", True), ("verdict__in", ("", "NOT_READY"))),
                                    models.Q(
                                        ("valid_until__gte", models.F("reviewed_on")),
                                        ("valid_until__isnull", False),
                                        ("verdict__in", ("READY", "READY_WITH_NOTES")),
                                    ),
                                    _connector="OR",
                                ),
                                name="review_ready_until_a_day",
                                violation_error_message="The last day of validity cannot be before the day of the review.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("facility_confirmed_at__isnull", True), ("facility_confirmed_by__isnull", True)
                                    ),
                                    models.Q(
                                        ("facility_confirmed_at__isnull", False),
                                        ("facility_confirmed_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="review_facility_confirmed_by_and_at",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("centre_confirmed_at__isnull", True), ("centre_confirmed_by__isnull", True)
                                    ),
                                    models.Q(
                                        ("centre_confirmed_at__isnull", False), ("centre_confirmed_by__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="review_centre_confirmed_by_and_at",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("witnessed_at__isnull", True), ("witnessed_by__isnull", True)),
                                    models.Q(("witnessed_at__isnull", False), ("witnessed_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="review_witnessed_by_and_at",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ("SUBMITTED", "CONFIRMED")),
                                    models.Q(
                                        ("centre_confirmed_at__isnull", True),
                                        ("facility_confirmed_at__isnull", True),
                                        ("witnessed_at__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="review_only_submitted_is_confirmed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("centre_confirmed_at__isnull", False),
                                        ("facility_confirmed_at__isnull", False),
                                        ("state", "CONFIRMED"),
                                    ),
                                    models.Q(
                                        models.Q(("state", "CONFIRMED"), _negated=True),
                                        models.Q(
                                            ("facility_confirmed_at__isnull", True),
                                            ("centre_confirmed_at__isnull", True),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="review_confirmed_by_both_sides",
                                violation_error_message="A review is confirmed by both sides.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "REJECTED"), models.Q(("rejection_reason", ""), _negated=True)),
                                    models.Q(models.Q(("state", "REJECTED"), _negated=True), ("rejection_reason", "")),
                                    _connector="OR",
                                ),
                                name="review_rejected_says_why",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_readinessreviewevent" ("blocking_gaps", "centre_confirmed_at", "centre_confirmed_by_id", "centre_id", "facility_confirmed_at", "facility_confirmed_by_id", "facility_id", "field_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rejection_reason", "reviewed_on", "state", "submitted_by_id", "valid_until", "verdict", "witnessed_at", "witnessed_by_id", "workshop_id") VALUES (NEW."blocking_gaps", NEW."centre_confirmed_at", NEW."centre_confirmed_by_id", NEW."centre_id", NEW."facility_confirmed_at", NEW."facility_confirmed_by_id", NEW."facility_id", NEW."field_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rejection_reason", NEW."reviewed_on", NEW."state", NEW."submitted_by_id", NEW."valid_until", NEW."verdict", NEW."witnessed_at", NEW."witnessed_by_id", NEW."workshop_id"); RETURN NULL;',
                                    hash="2713210a5b54d478a3498842846fef1315c5a45e",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_027a7",
                                    table="facilities_readinessreview",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "facilities_readinessreviewevent" ("blocking_gaps", "centre_confirmed_at", "centre_confirmed_by_id", "centre_id", "facility_confirmed_at", "facility_confirmed_by_id", "facility_id", "field_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rejection_reason", "reviewed_on", "state", "submitted_by_id", "valid_until", "verdict", "witnessed_at", "witnessed_by_id", "workshop_id") VALUES (NEW."blocking_gaps", NEW."centre_confirmed_at", NEW."centre_confirmed_by_id", NEW."centre_id", NEW."facility_confirmed_at", NEW."facility_confirmed_by_id", NEW."facility_id", NEW."field_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rejection_reason", NEW."reviewed_on", NEW."state", NEW."submitted_by_id", NEW."valid_until", NEW."verdict", NEW."witnessed_at", NEW."witnessed_by_id", NEW."workshop_id"); RETURN NULL;',
                                    hash="620e654b29414cdbaa5d39bb2f041015861ed50f",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_2e828",
                                    table="facilities_readinessreview",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_readinessreviewevent" ("blocking_gaps", "centre_confirmed_at", "centre_confirmed_by_id", "centre_id", "facility_confirmed_at", "facility_confirmed_by_id", "facility_id", "field_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rejection_reason", "reviewed_on", "state", "submitted_by_id", "valid_until", "verdict", "witnessed_at", "witnessed_by_id", "workshop_id") VALUES (OLD."blocking_gaps", OLD."centre_confirmed_at", OLD."centre_confirmed_by_id", OLD."centre_id", OLD."facility_confirmed_at", OLD."facility_confirmed_by_id", OLD."facility_id", OLD."field_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rejection_reason", OLD."reviewed_on", OLD."state", OLD."submitted_by_id", OLD."valid_until", OLD."verdict", OLD."witnessed_at", OLD."witnessed_by_id", OLD."workshop_id"); RETURN NULL;',
                                    hash="584c19a136b00ae04505b9bc85b462202a81ba2e",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_c61e3",
                                    table="facilities_readinessreview",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="keep_the_steps",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{DRAFT:SUBMITTED,SUBMITTED:CONFIRMED,SUBMITTED:DRAFT,SUBMITTED:REJECTED,REJECTED:DRAFT}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="3ce19a3301e21048ac6f4349c1a453f3681730be",
                                    operation="UPDATE",
                                    pgid="pgtrigger_keep_the_steps_9fd08",
                                    table="facilities_readinessreview",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReadinessReviewEvent",
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
                                to="facilities.readinessreview",
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
                            "reviewed_on",
                            models.DateField(
                                help_text="The day on which the workshop was looked at.", verbose_name="reviewed on"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("DRAFT", "Draft"),
                                    ("SUBMITTED", "Waits for the heads"),
                                    ("CONFIRMED", "Confirmed"),
                                    ("REJECTED", "Rejected"),
                                ],
                                default="DRAFT",
                                editable=False,
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "verdict",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("READY", "Ready"),
                                    ("READY_WITH_NOTES", "Ready, with notes"),
                                    ("NOT_READY", "Not ready"),
                                ],
                                editable=False,
                                max_length=16,
                                verbose_name="verdict",
                            ),
                        ),
                        ("valid_until", models.DateField(editable=False, null=True, verbose_name="valid until")),
                        (
                            "blocking_gaps",
                            models.PositiveSmallIntegerField(
                                default=0, editable=False, verbose_name="blocking points missing"
                            ),
                        ),
                        (
                            "submitted_by",
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
                        (
                            "facility_confirmed_by",
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
                        ("facility_confirmed_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "centre_confirmed_by",
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
                        ("centre_confirmed_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "witnessed_by",
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
                        ("witnessed_at", models.DateTimeField(editable=False, null=True)),
                        (
                            "rejection_reason",
                            models.TextField(blank=True, editable=False, verbose_name="reason of rejection"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Meeting",
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
                                    ("CONSULTATION", "Consultation"),
                                    ("COORDINATION", "Coordination meeting"),
                                    ("EVALUATION", "Evaluation meeting"),
                                    ("VISIT", "Visit to the place of practice"),
                                    ("OTHER", "Other occasion"),
                                ],
                                default="COORDINATION",
                                max_length=14,
                                verbose_name="occasion",
                            ),
                        ),
                        ("subject", models.CharField(max_length=200, verbose_name="subject")),
                        ("held_on", models.DateField(verbose_name="day of the meeting")),
                        ("place", models.CharField(max_length=200, verbose_name="held at")),
                        (
                            "agreement",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="facilities.agreement",
                                verbose_name="agreement",
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="facilities.readinessreview",
                                verbose_name="readiness review",
                            ),
                        ),
                        ("agenda", models.TextField(help_text="One point per line.", verbose_name="agenda")),
                        ("minutes", models.TextField(blank=True, verbose_name="what was said")),
                        (
                            "decisions",
                            models.TextField(blank=True, help_text="One decision per line.", verbose_name="decisions"),
                        ),
                        (
                            "minutes_number",
                            models.CharField(blank=True, max_length=100, verbose_name="number of the minutes"),
                        ),
                    ],
                    options={
                        "verbose_name": "meeting",
                        "verbose_name_plural": "meetings",
                        "ordering": ("-held_on", "-id"),
                        "triggers": [
                            pgtrigger.compiler.Trigger(
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
                            pgtrigger.compiler.Trigger(
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
                            pgtrigger.compiler.Trigger(
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
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingEvent",
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
                                to="facilities.meeting",
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
                                    ("CONSULTATION", "Consultation"),
                                    ("COORDINATION", "Coordination meeting"),
                                    ("EVALUATION", "Evaluation meeting"),
                                    ("VISIT", "Visit to the place of practice"),
                                    ("OTHER", "Other occasion"),
                                ],
                                default="COORDINATION",
                                max_length=14,
                                verbose_name="occasion",
                            ),
                        ),
                        ("subject", models.CharField(max_length=200, verbose_name="subject")),
                        ("held_on", models.DateField(verbose_name="day of the meeting")),
                        ("place", models.CharField(max_length=200, verbose_name="held at")),
                        (
                            "agreement",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.agreement",
                                verbose_name="agreement",
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
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
                        ("agenda", models.TextField(help_text="One point per line.", verbose_name="agenda")),
                        ("minutes", models.TextField(blank=True, verbose_name="what was said")),
                        (
                            "decisions",
                            models.TextField(blank=True, help_text="One decision per line.", verbose_name="decisions"),
                        ),
                        (
                            "minutes_number",
                            models.CharField(blank=True, max_length=100, verbose_name="number of the minutes"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MeetingParty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parties",
                                to="facilities.meeting",
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                blank=True,
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
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="facilities.trainingcentre",
                                verbose_name="training centre",
                            ),
                        ),
                        ("has_called", models.BooleanField(default=False, verbose_name="has called the meeting")),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="minutes confirmed by",
                            ),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="minutes confirmed at"),
                        ),
                    ],
                    options={
                        "verbose_name": "party of a meeting",
                        "verbose_name_plural": "parties of meetings",
                        "ordering": ("-has_called", "id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("facility__isnull", True), ("centre__isnull", True), _connector="XOR"
                                ),
                                name="meeting_party_is_one_place",
                            ),
                            models.UniqueConstraint(
                                fields=("meeting", "facility", "centre"),
                                name="meeting_party_once",
                                nulls_distinct=False,
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("has_called", True)),
                                fields=("meeting",),
                                name="meeting_is_called_by_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                                    models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="meeting_party_confirmed_by_and_at",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_meetingpartyevent" ("centre_id", "confirmed_at", "confirmed_by_id", "facility_id", "has_called", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."centre_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."facility_id", NEW."has_called", NEW."id", NEW."meeting_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="8582092602377b8027618f8dc61d674f9cd62df3",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_71350",
                                    table="facilities_meetingparty",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "facilities_meetingpartyevent" ("centre_id", "confirmed_at", "confirmed_by_id", "facility_id", "has_called", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."centre_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."facility_id", NEW."has_called", NEW."id", NEW."meeting_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="2a74c52dab600feb8ee908db798845c17c7bed2e",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_87a25",
                                    table="facilities_meetingparty",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_meetingpartyevent" ("centre_id", "confirmed_at", "confirmed_by_id", "facility_id", "has_called", "id", "meeting_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."centre_id", OLD."confirmed_at", OLD."confirmed_by_id", OLD."facility_id", OLD."has_called", OLD."id", OLD."meeting_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="27de577fed62b59ae3c40bc77490779121c7be1e",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_acf92",
                                    table="facilities_meetingparty",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingPartyEvent",
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
                                to="facilities.meetingparty",
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
                            "meeting",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.meeting",
                            ),
                        ),
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
                        ("has_called", models.BooleanField(default=False, verbose_name="has called the meeting")),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="minutes confirmed by",
                            ),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(editable=False, null=True, verbose_name="minutes confirmed at"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MeetingAttendee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendees",
                                to="facilities.meeting",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("position", models.CharField(max_length=200, verbose_name="position")),
                        (
                            "facility",
                            models.ForeignKey(
                                blank=True,
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
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="facilities.trainingcentre",
                                verbose_name="training centre",
                            ),
                        ),
                        ("office", models.CharField(blank=True, max_length=200, verbose_name="other office")),
                    ],
                    options={
                        "verbose_name": "attendee",
                        "verbose_name_plural": "attendees",
                        "ordering": ("id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("centre__isnull", True), ("facility__isnull", False), ("office", "")),
                                    models.Q(("centre__isnull", False), ("facility__isnull", True), ("office", "")),
                                    models.Q(
                                        ("centre__isnull", True),
                                        ("facility__isnull", True),
                                        models.Q(("office", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="attendee_stands_for_one",
                                violation_error_message="Whoever attends stands for one place, or for the office named.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_meetingattendeeevent" ("centre_id", "facility_id", "id", "meeting_id", "name", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."centre_id", NEW."facility_id", NEW."id", NEW."meeting_id", NEW."name", NEW."office", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                                    hash="eed8fff829242cfc94101bf7f7287baf49e7b265",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_77764",
                                    table="facilities_meetingattendee",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "facilities_meetingattendeeevent" ("centre_id", "facility_id", "id", "meeting_id", "name", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."centre_id", NEW."facility_id", NEW."id", NEW."meeting_id", NEW."name", NEW."office", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                                    hash="486eb3af09eacfd3a62a17c4cc7d4243fa5d2525",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_2ee81",
                                    table="facilities_meetingattendee",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_meetingattendeeevent" ("centre_id", "facility_id", "id", "meeting_id", "name", "office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."centre_id", OLD."facility_id", OLD."id", OLD."meeting_id", OLD."name", OLD."office", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position"); RETURN NULL;',
                                    hash="9a572cfd8cf3687e69822cfde8c2a364d27dfa1d",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_1d6ce",
                                    table="facilities_meetingattendee",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingAttendeeEvent",
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
                                to="facilities.meetingattendee",
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
                            "meeting",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.meeting",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("position", models.CharField(max_length=200, verbose_name="position")),
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
                        ("office", models.CharField(blank=True, max_length=200, verbose_name="other office")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ActionItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="action_items",
                                to="facilities.meeting",
                                verbose_name="meeting",
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="action_items",
                                to="facilities.readinessreview",
                                verbose_name="readiness review",
                            ),
                        ),
                        ("what", models.CharField(max_length=300, verbose_name="what is to be done")),
                        (
                            "facility",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="action_items",
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
                                related_name="action_items",
                                to="facilities.trainingcentre",
                                verbose_name="training centre",
                            ),
                        ),
                        (
                            "owner",
                            models.CharField(
                                blank=True,
                                help_text="Name or position, as the minutes say it.",
                                max_length=200,
                                verbose_name="who does it",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="due on")),
                        ("done_on", models.DateField(editable=False, null=True, verbose_name="done on")),
                        (
                            "done_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ticked by",
                            ),
                        ),
                        ("done_note", models.TextField(blank=True, editable=False, verbose_name="how it was done")),
                    ],
                    options={
                        "verbose_name": "action item",
                        "verbose_name_plural": "action items",
                        "ordering": ("due_on", "id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("meeting__isnull", True), ("review__isnull", True), _connector="XOR"
                                ),
                                name="action_item_has_one_origin",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("facility__isnull", True), ("centre__isnull", True), _connector="XOR"
                                ),
                                name="action_item_has_one_owner",
                                violation_error_message="Either a prison or a training centre has to do it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("done_by__isnull", True), ("done_note", ""), ("done_on__isnull", True)),
                                    models.Q(
                                        ("done_by__isnull", False),
                                        ("done_on__isnull", False),
                                        models.Q(("done_note", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="action_item_done_says_who_and_how",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_actionitemevent" ("centre_id", "done_by_id", "done_note", "done_on", "due_on", "facility_id", "id", "meeting_id", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id", "what") VALUES (NEW."centre_id", NEW."done_by_id", NEW."done_note", NEW."done_on", NEW."due_on", NEW."facility_id", NEW."id", NEW."meeting_id", NEW."owner", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."review_id", NEW."what"); RETURN NULL;',
                                    hash="0c32a3dac0513bcd33c3a0d3a072ab47d523f8d2",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_2a51b",
                                    table="facilities_actionitem",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "facilities_actionitemevent" ("centre_id", "done_by_id", "done_note", "done_on", "due_on", "facility_id", "id", "meeting_id", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id", "what") VALUES (NEW."centre_id", NEW."done_by_id", NEW."done_note", NEW."done_on", NEW."due_on", NEW."facility_id", NEW."id", NEW."meeting_id", NEW."owner", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."review_id", NEW."what"); RETURN NULL;',
                                    hash="ad11f9d10112b2f792f7d8261d9ffd0cbe38e41a",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_d4f1b",
                                    table="facilities_actionitem",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_actionitemevent" ("centre_id", "done_by_id", "done_note", "done_on", "due_on", "facility_id", "id", "meeting_id", "owner", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id", "what") VALUES (OLD."centre_id", OLD."done_by_id", OLD."done_note", OLD."done_on", OLD."due_on", OLD."facility_id", OLD."id", OLD."meeting_id", OLD."owner", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."review_id", OLD."what"); RETURN NULL;',
                                    hash="1a9fbe1b48541cea60586c71ef3e90445fa46a35",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_fda91",
                                    table="facilities_actionitem",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ActionItemEvent",
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
                                to="facilities.actionitem",
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
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.meeting",
                                verbose_name="meeting",
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
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
                        ("what", models.CharField(max_length=300, verbose_name="what is to be done")),
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
                            "owner",
                            models.CharField(
                                blank=True,
                                help_text="Name or position, as the minutes say it.",
                                max_length=200,
                                verbose_name="who does it",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="due on")),
                        ("done_on", models.DateField(editable=False, null=True, verbose_name="done on")),
                        (
                            "done_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ticked by",
                            ),
                        ),
                        ("done_note", models.TextField(blank=True, editable=False, verbose_name="how it was done")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ClosedDay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="closed_days",
                                to="facilities.region",
                                verbose_name="region",
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="closed_days",
                                to="facilities.facility",
                                verbose_name="prison",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="occasion")),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day")),
                    ],
                    options={
                        "verbose_name": "closed day",
                        "verbose_name_plural": "closed days",
                        "ordering": ("starts_on", "name"),
                        "indexes": [models.Index(fields=["facility", "ends_on"], name="closed_day_facility")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("region__isnull", True), ("facility__isnull", True), _connector="OR"
                                ),
                                name="closed_day_of_one_place",
                                violation_error_message="Closed days are a region's or a prison's, never both.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="closed_day_ends_after_it_starts",
                                violation_error_message="The last day cannot be before the first day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "ends_on__lt",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("starts_on"), "+", models.Value(datetime.timedelta(days=366))
                                        ),
                                    )
                                ),
                                name="closed_day_within_a_year",
                                violation_error_message="Closed days last a year at most: check the years.",
                            ),
                            models.UniqueConstraint(
                                fields=("region", "facility", "starts_on", "name"),
                                name="closed_day_once",
                                nulls_distinct=False,
                                violation_error_message="This closed day is already listed.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_closeddayevent" ("ends_on", "facility_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "starts_on") VALUES (NEW."ends_on", NEW."facility_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id", NEW."starts_on"); RETURN NULL;',
                                    hash="796cf0f234e39610257f598c22119ac0a49356d4",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_63848",
                                    table="facilities_closedday",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "facilities_closeddayevent" ("ends_on", "facility_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "starts_on") VALUES (NEW."ends_on", NEW."facility_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id", NEW."starts_on"); RETURN NULL;',
                                    hash="b51890319bb5e022b4a6f26d8e9c5aa502b1b510",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_cd070",
                                    table="facilities_closedday",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_closeddayevent" ("ends_on", "facility_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "starts_on") VALUES (OLD."ends_on", OLD."facility_id", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."region_id", OLD."starts_on"); RETURN NULL;',
                                    hash="2a9c58ed0bb77da0dec7e569cca61dea838b8641",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_2c8c6",
                                    table="facilities_closedday",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClosedDayEvent",
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
                                to="facilities.closedday",
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
                            "region",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.region",
                                verbose_name="region",
                            ),
                        ),
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
                        ("name", models.CharField(max_length=100, verbose_name="occasion")),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ChecklistItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    ("SPACE", "Room"),
                                    ("POWER", "Electricity"),
                                    ("TOOLS", "Tools and machines"),
                                    ("SAFETY", "Safety and health"),
                                    ("MATERIALS", "Training materials"),
                                    ("SECURITY", "Security"),
                                ],
                                max_length=10,
                                verbose_name="topic",
                            ),
                        ),
                        (
                            "text",
                            models.CharField(
                                help_text="In Indonesian, as a sentence to tick.",
                                max_length=200,
                                verbose_name="what must be so",
                            ),
                        ),
                        (
                            "field",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty for every field.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checklist_items",
                                to="facilities.field",
                                verbose_name="field",
                            ),
                        ),
                        (
                            "is_blocking",
                            models.BooleanField(
                                default=False,
                                help_text="Without it no class may be held in the workshop.",
                                verbose_name="blocks",
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
                                blank=True,
                                help_text="For example watt or m². Empty for none.",
                                max_length=20,
                                verbose_name="figure wanted, in",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                        (
                            "is_in_use",
                            models.BooleanField(
                                default=True, help_text="New reviews ask only what is in use.", verbose_name="in use"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "checklist item",
                        "verbose_name_plural": "checklist items",
                        "ordering": (
                            models.Case(
                                models.When(then=models.Value(0), topic="SPACE"),
                                models.When(then=models.Value(1), topic="POWER"),
                                models.When(then=models.Value(2), topic="TOOLS"),
                                models.When(then=models.Value(3), topic="SAFETY"),
                                models.When(then=models.Value(4), topic="MATERIALS"),
                                models.When(then=models.Value(5), topic="SECURITY"),
                                output_field=models.IntegerField(),
                            ),
                            "position",
                            "id",
                        ),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("text", "field"),
                                name="checklist_item_once",
                                nulls_distinct=False,
                                violation_error_message="The checklist of this field already asks this.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_checklistitemevent" ("field_id", "id", "is_blocking", "is_in_use", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source", "text", "topic", "unit") VALUES (NEW."field_id", NEW."id", NEW."is_blocking", NEW."is_in_use", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."source", NEW."text", NEW."topic", NEW."unit"); RETURN NULL;',
                                    hash="c4e1a051324e39033fc961f36e24cbaaf987f4ba",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_a283f",
                                    table="facilities_checklistitem",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "facilities_checklistitemevent" ("field_id", "id", "is_blocking", "is_in_use", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source", "text", "topic", "unit") VALUES (NEW."field_id", NEW."id", NEW."is_blocking", NEW."is_in_use", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."source", NEW."text", NEW."topic", NEW."unit"); RETURN NULL;',
                                    hash="42f1edb41ba3ce1bc47c6f69edb331c073806b4e",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_e5665",
                                    table="facilities_checklistitem",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_checklistitemevent" ("field_id", "id", "is_blocking", "is_in_use", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source", "text", "topic", "unit") VALUES (OLD."field_id", OLD."id", OLD."is_blocking", OLD."is_in_use", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."source", OLD."text", OLD."topic", OLD."unit"); RETURN NULL;',
                                    hash="8242dd5f25ce22474002a72302c37d636ae406d7",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_aab6e",
                                    table="facilities_checklistitem",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChecklistItemEvent",
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
                                to="facilities.checklistitem",
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
                            "topic",
                            models.CharField(
                                choices=[
                                    ("SPACE", "Room"),
                                    ("POWER", "Electricity"),
                                    ("TOOLS", "Tools and machines"),
                                    ("SAFETY", "Safety and health"),
                                    ("MATERIALS", "Training materials"),
                                    ("SECURITY", "Security"),
                                ],
                                max_length=10,
                                verbose_name="topic",
                            ),
                        ),
                        (
                            "text",
                            models.CharField(
                                help_text="In Indonesian, as a sentence to tick.",
                                max_length=200,
                                verbose_name="what must be so",
                            ),
                        ),
                        (
                            "field",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Empty for every field.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.field",
                                verbose_name="field",
                            ),
                        ),
                        (
                            "is_blocking",
                            models.BooleanField(
                                default=False,
                                help_text="Without it no class may be held in the workshop.",
                                verbose_name="blocks",
                            ),
                        ),
                        (
                            "unit",
                            models.CharField(
                                blank=True,
                                help_text="For example watt or m². Empty for none.",
                                max_length=20,
                                verbose_name="figure wanted, in",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                        (
                            "is_in_use",
                            models.BooleanField(
                                default=True, help_text="New reviews ask only what is in use.", verbose_name="in use"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Posting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="postings",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="user",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("GIATJA_STAFF", "Work-activities staff"),
                                    ("FACILITY_HEAD", "Head of prison"),
                                    ("CENTRE_STAFF", "Training centre staff"),
                                    ("INSTRUCTOR", "Instructor"),
                                    ("CENTRE_HEAD", "Head of training centre"),
                                    ("REGIONAL_HEAD", "Regional head"),
                                    ("NATIONAL_ADMIN", "National administrator"),
                                    ("AUDITOR", "Auditor"),
                                ],
                                max_length=20,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="postings",
                                to="facilities.region",
                                verbose_name="region",
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="postings",
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
                                related_name="postings",
                                to="facilities.trainingcentre",
                                verbose_name="training centre",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                    ],
                    options={
                        "verbose_name": "posting",
                        "verbose_name_plural": "postings",
                        "ordering": ("-starts_on",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                                ),
                                name="posting_ends_after_it_starts",
                                violation_error_message="The last day cannot be before the first day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("centre__isnull", True),
                                        ("facility__isnull", False),
                                        ("region__isnull", True),
                                        ("role__in", ("GIATJA_STAFF", "FACILITY_HEAD")),
                                    ),
                                    models.Q(
                                        ("centre__isnull", False),
                                        ("facility__isnull", True),
                                        ("region__isnull", True),
                                        ("role__in", ("CENTRE_STAFF", "INSTRUCTOR", "CENTRE_HEAD")),
                                    ),
                                    models.Q(
                                        ("centre__isnull", True),
                                        ("facility__isnull", True),
                                        ("region__isnull", False),
                                        ("role", "REGIONAL_HEAD"),
                                    ),
                                    models.Q(
                                        ("centre__isnull", True),
                                        ("facility__isnull", True),
                                        ("region__isnull", True),
                                        ("role__in", ("NATIONAL_ADMIN", "AUDITOR")),
                                    ),
                                    _connector="OR",
                                ),
                                name="posting_place_fits_role",
                                violation_error_message="Choose exactly the one place that belongs to the role.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=(
                                    ("user", "="),
                                    (
                                        facilities.models.postings.DateRange(
                                            "starts_on",
                                            "ends_on",
                                            django.contrib.postgres.fields.ranges.RangeBoundary(
                                                inclusive_lower=True, inclusive_upper=True
                                            ),
                                        ),
                                        "&&",
                                    ),
                                ),
                                name="one_posting_of_a_user_at_a_time",
                                violation_error_message="This person already has a posting on some of these days.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_postingevent" ("centre_id", "ends_on", "facility_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "role", "starts_on", "user_id") VALUES (NEW."centre_id", NEW."ends_on", NEW."facility_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id", NEW."role", NEW."starts_on", NEW."user_id"); RETURN NULL;',
                                    hash="e6893a32f31d7e19c921482e130e84da4219eb9c",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_7fa4e",
                                    table="facilities_posting",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "facilities_postingevent" ("centre_id", "ends_on", "facility_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "role", "starts_on", "user_id") VALUES (NEW."centre_id", NEW."ends_on", NEW."facility_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id", NEW."role", NEW."starts_on", NEW."user_id"); RETURN NULL;',
                                    hash="d91bc4a9be937c4410d5169ce02e0a343937fa8b",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_8764e",
                                    table="facilities_posting",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_postingevent" ("centre_id", "ends_on", "facility_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "role", "starts_on", "user_id") VALUES (OLD."centre_id", OLD."ends_on", OLD."facility_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."region_id", OLD."role", OLD."starts_on", OLD."user_id"); RETURN NULL;',
                                    hash="e44ac28eb5514b3492c4ef2bccc888bf68f8a6e4",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_cf8eb",
                                    table="facilities_posting",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PostingEvent",
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
                                to="facilities.posting",
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
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="user",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("GIATJA_STAFF", "Work-activities staff"),
                                    ("FACILITY_HEAD", "Head of prison"),
                                    ("CENTRE_STAFF", "Training centre staff"),
                                    ("INSTRUCTOR", "Instructor"),
                                    ("CENTRE_HEAD", "Head of training centre"),
                                    ("REGIONAL_HEAD", "Regional head"),
                                    ("NATIONAL_ADMIN", "National administrator"),
                                    ("AUDITOR", "Auditor"),
                                ],
                                max_length=20,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.region",
                                verbose_name="region",
                            ),
                        ),
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
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ReadinessAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="facilities.readinessreview",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    ("SPACE", "Room"),
                                    ("POWER", "Electricity"),
                                    ("TOOLS", "Tools and machines"),
                                    ("SAFETY", "Safety and health"),
                                    ("MATERIALS", "Training materials"),
                                    ("SECURITY", "Security"),
                                ],
                                max_length=10,
                                verbose_name="topic",
                            ),
                        ),
                        ("text", models.CharField(max_length=200, verbose_name="what must be so")),
                        ("unit", models.CharField(blank=True, max_length=20)),
                        ("is_blocking", models.BooleanField(default=False)),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[("YES", "Yes"), ("NO", "No"), ("NOT_APPLICABLE", "Not applicable")],
                                max_length=14,
                                verbose_name="answer",
                            ),
                        ),
                        (
                            "figure",
                            models.DecimalField(
                                blank=True,
                                decimal_places=1,
                                max_digits=10,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="figure",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                    ],
                    options={
                        "verbose_name": "answer of a review",
                        "verbose_name_plural": "answers of reviews",
                        "ordering": ("position",),
                        "constraints": [
                            models.UniqueConstraint(fields=("review", "position"), name="answer_once_per_position"),
                            models.CheckConstraint(
                                condition=models.Q(("figure__isnull", True), ("figure__gte", 0), _connector="OR"),
                                name="answer_figure_not_negative",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_readinessanswerevent" ("answer", "figure", "id", "is_blocking", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "review_id", "text", "topic", "unit") VALUES (NEW."answer", NEW."figure", NEW."id", NEW."is_blocking", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."review_id", NEW."text", NEW."topic", NEW."unit"); RETURN NULL;',
                                    hash="81c2dbbaf1eebdd7d7b5b8f23f63b2f7c479db78",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_348c6",
                                    table="facilities_readinessanswer",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "facilities_readinessanswerevent" ("answer", "figure", "id", "is_blocking", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "review_id", "text", "topic", "unit") VALUES (NEW."answer", NEW."figure", NEW."id", NEW."is_blocking", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."review_id", NEW."text", NEW."topic", NEW."unit"); RETURN NULL;',
                                    hash="41c5934276c393cf6c8e8af089f75f8f89524156",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_1359d",
                                    table="facilities_readinessanswer",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_readinessanswerevent" ("answer", "figure", "id", "is_blocking", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "review_id", "text", "topic", "unit") VALUES (OLD."answer", OLD."figure", OLD."id", OLD."is_blocking", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."review_id", OLD."text", OLD."topic", OLD."unit"); RETURN NULL;',
                                    hash="9ec474e4f6b370869532fc9fb618e5d9cb0cd001",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_aa72e",
                                    table="facilities_readinessanswer",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReadinessAnswerEvent",
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
                                to="facilities.readinessanswer",
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
                            "review",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.readinessreview",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "topic",
                            models.CharField(
                                choices=[
                                    ("SPACE", "Room"),
                                    ("POWER", "Electricity"),
                                    ("TOOLS", "Tools and machines"),
                                    ("SAFETY", "Safety and health"),
                                    ("MATERIALS", "Training materials"),
                                    ("SECURITY", "Security"),
                                ],
                                max_length=10,
                                verbose_name="topic",
                            ),
                        ),
                        ("text", models.CharField(max_length=200, verbose_name="what must be so")),
                        ("unit", models.CharField(blank=True, max_length=20)),
                        ("is_blocking", models.BooleanField(default=False)),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[("YES", "Yes"), ("NO", "No"), ("NOT_APPLICABLE", "Not applicable")],
                                max_length=14,
                                verbose_name="answer",
                            ),
                        ),
                        (
                            "figure",
                            models.DecimalField(
                                blank=True,
                                decimal_places=1,
                                max_digits=10,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="figure",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ReadinessPhoto",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="photos",
                                to="facilities.readinessreview",
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(8),
                                ]
                            ),
                        ),
                        ("file", models.FileField(upload_to="readiness/")),
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
                        "verbose_name": "photo of a review",
                        "verbose_name_plural": "photos of reviews",
                        "ordering": ("position",),
                        "constraints": [
                            models.UniqueConstraint(fields=("review", "position"), name="photo_once_per_position"),
                            models.CheckConstraint(
                                condition=models.Q(("position__range", (1, 8))),
                                name="photo_at_most_eight",
                                violation_error_message="A review takes at most 8 photos.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_readinessphotoevent" ("added_at", "added_by_id", "file", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "review_id") VALUES (NEW."added_at", NEW."added_by_id", NEW."file", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."review_id"); RETURN NULL;',
                                    hash="33428d467a95e9780d401a99c571bd73b4a56b59",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_1b9c8",
                                    table="facilities_readinessphoto",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "facilities_readinessphotoevent" ("added_at", "added_by_id", "file", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "review_id") VALUES (NEW."added_at", NEW."added_by_id", NEW."file", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."review_id"); RETURN NULL;',
                                    hash="5eff673b5e5f84c20a5f69ee2c0b73069af38224",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_7743d",
                                    table="facilities_readinessphoto",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_readinessphotoevent" ("added_at", "added_by_id", "file", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "review_id") VALUES (OLD."added_at", OLD."added_by_id", OLD."file", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."review_id"); RETURN NULL;',
                                    hash="2c509e787e8525b6b297199aa7166283d24ef336",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_f4c78",
                                    table="facilities_readinessphoto",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReadinessPhotoEvent",
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
                                to="facilities.readinessphoto",
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
                            "review",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.readinessreview",
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(8),
                                ]
                            ),
                        ),
                        ("file", models.FileField(upload_to="readiness/")),
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
                    name="Tool",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "workshop",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tools",
                                to="facilities.workshop",
                                verbose_name="workshop",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="tool")),
                        (
                            "count",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1000),
                                ],
                                verbose_name="how many",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "tool",
                        "verbose_name_plural": "tools",
                        "ordering": ("name",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("workshop", "name"),
                                name="tool_once_per_workshop",
                                violation_error_message="This tool is already listed in this workshop.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("count__range", (1, 1000))), name="tool_count_plausible"
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_toolevent" ("count", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "workshop_id") VALUES (NEW."count", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."workshop_id"); RETURN NULL;',
                                    hash="c99b34d4a65b237513afe792dd5aa7ac6aa417ee",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_87f58",
                                    table="facilities_tool",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "facilities_toolevent" ("count", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "workshop_id") VALUES (NEW."count", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."workshop_id"); RETURN NULL;',
                                    hash="9129b2d9f5562cc2f47b0fccfbd845a0bff8d1bf",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_7067f",
                                    table="facilities_tool",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_toolevent" ("count", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "workshop_id") VALUES (OLD."count", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."workshop_id"); RETURN NULL;',
                                    hash="2e30ede89cda862dd93a228d50b03695e64b6615",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_d3167",
                                    table="facilities_tool",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ToolEvent",
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
                                to="facilities.tool",
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
                        ("name", models.CharField(max_length=100, verbose_name="tool")),
                        (
                            "count",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(1000),
                                ],
                                verbose_name="how many",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ToolProposal",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tool_proposals",
                                to="facilities.field",
                                verbose_name="field",
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="tool")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                    ],
                    options={
                        "verbose_name": "proposed tool",
                        "verbose_name_plural": "proposed tools",
                        "ordering": ("field", "name"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("field", "name"),
                                name="tool_proposed_once_per_field",
                                violation_error_message="This tool is already proposed for this field.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_toolproposalevent" ("field_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") VALUES (NEW."field_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source"); RETURN NULL;',
                                    hash="8df236ae8ac5003928b4013b5ef0130c83712d2f",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_95d71",
                                    table="facilities_toolproposal",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "facilities_toolproposalevent" ("field_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") VALUES (NEW."field_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source"); RETURN NULL;',
                                    hash="af09e350f2562e32966484c578a728037b8450e5",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_8b826",
                                    table="facilities_toolproposal",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "facilities_toolproposalevent" ("field_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source") VALUES (OLD."field_id", OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source"); RETURN NULL;',
                                    hash="56c4a092324fa1c5cf6d6e08a63a71994e5a224b",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_ec392",
                                    table="facilities_toolproposal",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ToolProposalEvent",
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
                                to="facilities.toolproposal",
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
                        ("name", models.CharField(max_length=100, verbose_name="tool")),
                        ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementfield",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "facilities_agreementfieldevent" ("agreement_id", "field_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."agreement_id", NEW."field_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="dc5ec0e84fca558dc8a7dd9783d40be7c0cf3142",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_99b2e",
                    table="facilities_agreement_fields",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementfield",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "facilities_agreementfieldevent" ("agreement_id", "field_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."agreement_id", NEW."field_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="1244a9ebd3bd835f59c5545278138515c3b61cb5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_eedb8",
                    table="facilities_agreement_fields",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementfield",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "facilities_agreementfieldevent" ("agreement_id", "field_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."agreement_id", OLD."field_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="4edc0a4bfc9196b9d5349ee1e2a96eaad35680d2",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f5747",
                    table="facilities_agreement_fields",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workshopfield",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "facilities_workshopfieldevent" ("field_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "workshop_id") VALUES (NEW."field_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."workshop_id"); RETURN NULL;',
                    hash="15ba1066ec46bcec7b8083499a90fbca7de62339",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_149ce",
                    table="facilities_workshop_fields",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workshopfield",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "facilities_workshopfieldevent" ("field_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "workshop_id") VALUES (NEW."field_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."workshop_id"); RETURN NULL;',
                    hash="0bb87a69659821c79051b233e2e05595b3581752",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1f40f",
                    table="facilities_workshop_fields",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workshopfield",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "facilities_workshopfieldevent" ("field_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "workshop_id") VALUES (OLD."field_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."workshop_id"); RETURN NULL;',
                    hash="aa206c58e816efdd8589a2eea1eb198848bca466",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_002b9",
                    table="facilities_workshop_fields",
                    when="AFTER",
                ),
            ),
        ),
    ]
