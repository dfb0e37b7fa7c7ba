import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import facilities.models.health
import pgtrigger.compiler
import trainees.conditions
import trainees.nik
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
                    name="Inmate",
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
                                related_name="inmates",
                                to="facilities.facility",
                                verbose_name="prison",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("IN_CUSTODY", "In custody"), ("RELEASED", "Released"), ("DIED", "Died")],
                                default="IN_CUSTODY",
                                editable=False,
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "sex",
                            models.CharField(
                                choices=[("M", "Male"), ("F", "Female")], max_length=1, verbose_name="sex"
                            ),
                        ),
                        ("birth_place", models.CharField(max_length=100, verbose_name="place of birth")),
                        ("birth_date", models.DateField(verbose_name="date of birth")),
                        (
                            "education",
                            models.CharField(
                                choices=[
                                    ("NONE", "No school certificate"),
                                    ("SD", "SD"),
                                    ("SMP", "SMP"),
                                    ("SMA", "SMA/SMK"),
                                    ("D3", "D3"),
                                    ("S1", "S1"),
                                ],
                                max_length=4,
                                verbose_name="education",
                            ),
                        ),
                        (
                            "health_limits",
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
                                help_text="They are held against what the field of a training asks.",
                                size=None,
                                verbose_name="health limits known by name",
                            ),
                        ),
                        (
                            "health_note",
                            models.CharField(
                                blank=True,
                                help_text="Only what matters for the training, for example “colour-blind”.",
                                max_length=200,
                                verbose_name="health limits for work",
                            ),
                        ),
                        (
                            "register_kind",
                            models.CharField(
                                choices=[
                                    ("A.I", "A.I – detainee of the police"),
                                    ("A.II", "A.II – detainee of the prosecutor"),
                                    ("A.III", "A.III – detainee of the district court"),
                                    ("A.IV", "A.IV – detainee of the high court"),
                                    ("A.V", "A.V – detainee of the supreme court"),
                                    ("B.I", "B.I – sentence over one year"),
                                    ("B.IIa", "B.IIa – sentence over three months up to one year"),
                                    ("B.IIb", "B.IIb – sentence up to three months"),
                                    ("B.III", "B.III – confinement in place of a fine"),
                                    ("C", "C – held for debt"),
                                ],
                                max_length=5,
                                verbose_name="register",
                            ),
                        ),
                        ("register_serial", models.CharField(max_length=20, verbose_name="serial number")),
                        (
                            "register_year",
                            models.PositiveSmallIntegerField(
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1990),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                                verbose_name="year",
                            ),
                        ),
                        (
                            "register_number",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.db.models.functions.text.Concat(
                                    models.F("register_kind"),
                                    models.Value(" "),
                                    models.F("register_serial"),
                                    models.Value("/"),
                                    django.db.models.functions.comparison.Cast("register_year", models.CharField()),
                                ),
                                output_field=models.CharField(max_length=40),
                                verbose_name="register number",
                            ),
                        ),
                        (
                            "sdp_number",
                            models.CharField(
                                blank=True,
                                help_text="The person's number in the national database (SDP), if known. It stays on a transfer.",
                                max_length=40,
                                verbose_name="SDP number",
                            ),
                        ),
                        (
                            "nik",
                            trainees.nik.NikField(
                                blank=True,
                                default="",
                                help_text="16 digits, as on the identity card. Kept encrypted; lists and pages show it masked.",
                                verbose_name="NIK",
                            ),
                        ),
                        (
                            "nik_digest",
                            trainees.nik.NikDigestField(
                                editable=False, max_length=64, null=True, verbose_name="digest of the NIK"
                            ),
                        ),
                        ("is_child", models.BooleanField(default=False, verbose_name="child (anak binaan)")),
                        ("is_foreigner", models.BooleanField(default=False, verbose_name="foreigner")),
                    ],
                    options={
                        "verbose_name": "inmate",
                        "verbose_name_plural": "inmates",
                        "ordering": ("name", "id"),
                        "indexes": [
                            models.Index(fields=["facility", "name"], name="inmate_facility_name"),
                            models.Index(
                                condition=models.Q(("status", "IN_CUSTODY")),
                                fields=["facility", "name"],
                                name="inmate_held_by_name",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("register_serial", ""), ("register_year__isnull", True)),
                                    models.Q(
                                        models.Q(("register_serial", ""), _negated=True),
                                        ("register_year__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="register_number_whole_or_none",
                                violation_error_message="Enter both the serial number and the year.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("status__in", ["IN_CUSTODY", "RELEASED", "DIED"])),
                                name="inmate_status_known",
                            ),
                            models.UniqueConstraint(
                                fields=("facility", "register_kind", "register_serial", "register_year"),
                                name="register_number_once_per_facility",
                                violation_error_message="This register number is already taken in this prison.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("sdp_number", ""), _negated=True),
                                fields=("sdp_number",),
                                name="sdp_number_once",
                                violation_error_message="This SDP number is already recorded for another person.",
                            ),
                            models.UniqueConstraint(
                                fields=("nik_digest",),
                                name="nik_once",
                                violation_error_message="This NIK is already recorded for another person.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("nik", ""), ("nik_digest__isnull", True)),
                                    models.Q(models.Q(("nik", ""), _negated=True), ("nik_digest__isnull", False)),
                                    _connector="OR",
                                ),
                                name="nik_with_its_digest",
                                violation_error_message="A NIK is kept together with its digest.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_inmateevent" ("birth_date", "birth_place", "education", "facility_id", "health_limits", "health_note", "id", "is_child", "is_foreigner", "name", "nik", "nik_digest", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register_kind", "register_serial", "register_year", "sdp_number", "sex", "status") VALUES (NEW."birth_date", NEW."birth_place", NEW."education", NEW."facility_id", NEW."health_limits", NEW."health_note", NEW."id", NEW."is_child", NEW."is_foreigner", NEW."name", NEW."nik", NEW."nik_digest", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."register_kind", NEW."register_serial", NEW."register_year", NEW."sdp_number", NEW."sex", NEW."status"); RETURN NULL;',
                                    hash="191ebd43972083b147b1a8848ce9232d5756836f",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_79f28",
                                    table="trainees_inmate",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "trainees_inmateevent" ("birth_date", "birth_place", "education", "facility_id", "health_limits", "health_note", "id", "is_child", "is_foreigner", "name", "nik", "nik_digest", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register_kind", "register_serial", "register_year", "sdp_number", "sex", "status") VALUES (NEW."birth_date", NEW."birth_place", NEW."education", NEW."facility_id", NEW."health_limits", NEW."health_note", NEW."id", NEW."is_child", NEW."is_foreigner", NEW."name", NEW."nik", NEW."nik_digest", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."register_kind", NEW."register_serial", NEW."register_year", NEW."sdp_number", NEW."sex", NEW."status"); RETURN NULL;',
                                    hash="16ae571918e6f32c012db1f13c7751c08018c465",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_10be7",
                                    table="trainees_inmate",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_inmateevent" ("birth_date", "birth_place", "education", "facility_id", "health_limits", "health_note", "id", "is_child", "is_foreigner", "name", "nik", "nik_digest", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "register_kind", "register_serial", "register_year", "sdp_number", "sex", "status") VALUES (OLD."birth_date", OLD."birth_place", OLD."education", OLD."facility_id", OLD."health_limits", OLD."health_note", OLD."id", OLD."is_child", OLD."is_foreigner", OLD."name", OLD."nik", OLD."nik_digest", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."register_kind", OLD."register_serial", OLD."register_year", OLD."sdp_number", OLD."sex", OLD."status"); RETURN NULL;',
                                    hash="2950dc4f7226124e659edd374d3cfb43c394d554",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_7e966",
                                    table="trainees_inmate",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InmateEvent",
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
                                to="trainees.inmate",
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
                            "status",
                            models.CharField(
                                choices=[("IN_CUSTODY", "In custody"), ("RELEASED", "Released"), ("DIED", "Died")],
                                default="IN_CUSTODY",
                                editable=False,
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "sex",
                            models.CharField(
                                choices=[("M", "Male"), ("F", "Female")], max_length=1, verbose_name="sex"
                            ),
                        ),
                        ("birth_place", models.CharField(max_length=100, verbose_name="place of birth")),
                        ("birth_date", models.DateField(verbose_name="date of birth")),
                        (
                            "education",
                            models.CharField(
                                choices=[
                                    ("NONE", "No school certificate"),
                                    ("SD", "SD"),
                                    ("SMP", "SMP"),
                                    ("SMA", "SMA/SMK"),
                                    ("D3", "D3"),
                                    ("S1", "S1"),
                                ],
                                max_length=4,
                                verbose_name="education",
                            ),
                        ),
                        (
                            "health_limits",
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
                                help_text="They are held against what the field of a training asks.",
                                size=None,
                                verbose_name="health limits known by name",
                            ),
                        ),
                        (
                            "health_note",
                            models.CharField(
                                blank=True,
                                help_text="Only what matters for the training, for example “colour-blind”.",
                                max_length=200,
                                verbose_name="health limits for work",
                            ),
                        ),
                        (
                            "register_kind",
                            models.CharField(
                                choices=[
                                    ("A.I", "A.I – detainee of the police"),
                                    ("A.II", "A.II – detainee of the prosecutor"),
                                    ("A.III", "A.III – detainee of the district court"),
                                    ("A.IV", "A.IV – detainee of the high court"),
                                    ("A.V", "A.V – detainee of the supreme court"),
                                    ("B.I", "B.I – sentence over one year"),
                                    ("B.IIa", "B.IIa – sentence over three months up to one year"),
                                    ("B.IIb", "B.IIb – sentence up to three months"),
                                    ("B.III", "B.III – confinement in place of a fine"),
                                    ("C", "C – held for debt"),
                                ],
                                max_length=5,
                                verbose_name="register",
                            ),
                        ),
                        ("register_serial", models.CharField(max_length=20, verbose_name="serial number")),
                        (
                            "register_year",
                            models.PositiveSmallIntegerField(
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1990),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                                verbose_name="year",
                            ),
                        ),
                        (
                            "register_number",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.db.models.functions.text.Concat(
                                    models.F("register_kind"),
                                    models.Value(" "),
                                    models.F("register_serial"),
                                    models.Value("/"),
                                    django.db.models.functions.comparison.Cast("register_year", models.CharField()),
                                ),
                                output_field=models.CharField(max_length=40),
                                verbose_name="register number",
                            ),
                        ),
                        (
                            "sdp_number",
                            models.CharField(
                                blank=True,
                                help_text="The person's number in the national database (SDP), if known. It stays on a transfer.",
                                max_length=40,
                                verbose_name="SDP number",
                            ),
                        ),
                        (
                            "nik",
                            trainees.nik.NikField(
                                blank=True,
                                default="",
                                help_text="16 digits, as on the identity card. Kept encrypted; lists and pages show it masked.",
                                verbose_name="NIK",
                            ),
                        ),
                        (
                            "nik_digest",
                            trainees.nik.NikDigestField(
                                editable=False, max_length=64, null=True, verbose_name="digest of the NIK"
                            ),
                        ),
                        ("is_child", models.BooleanField(default=False, verbose_name="child (anak binaan)")),
                        ("is_foreigner", models.BooleanField(default=False, verbose_name="foreigner")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RiskScreening",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inmate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="screenings",
                                to="trainees.inmate",
                                verbose_name="inmate",
                            ),
                        ),
                        ("screened_on", models.DateField(verbose_name="screened on")),
                        (
                            "level",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "Low"), (2, "Medium"), (3, "High"), (4, "Very high")], verbose_name="risk"
                            ),
                        ),
                        ("instrument", models.CharField(default="ISPN", max_length=60, verbose_name="instrument")),
                    ],
                    options={
                        "verbose_name": "risk screening",
                        "verbose_name_plural": "risk screenings",
                        "ordering": ("screened_on", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("inmate", "screened_on"),
                                name="screening_once_a_day",
                                violation_error_message="A screening of this day is already recorded.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_riskscreeningevent" ("id", "inmate_id", "instrument", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "screened_on") VALUES (NEW."id", NEW."inmate_id", NEW."instrument", NEW."level", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."screened_on"); RETURN NULL;',
                                    hash="faa3be3c11d8c1fb84642bb2004bf9de384c655e",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_200f2",
                                    table="trainees_riskscreening",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "trainees_riskscreeningevent" ("id", "inmate_id", "instrument", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "screened_on") VALUES (NEW."id", NEW."inmate_id", NEW."instrument", NEW."level", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."screened_on"); RETURN NULL;',
                                    hash="64b963aa4c8f73484c179655fbf7bb2ef25cc8c1",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_274e2",
                                    table="trainees_riskscreening",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_riskscreeningevent" ("id", "inmate_id", "instrument", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "screened_on") VALUES (OLD."id", OLD."inmate_id", OLD."instrument", OLD."level", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."screened_on"); RETURN NULL;',
                                    hash="5b2156e0164cbb8c9626a57f4fd0d47048fc0d47",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_69ff2",
                                    table="trainees_riskscreening",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RiskScreeningEvent",
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
                                to="trainees.riskscreening",
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
                        ("screened_on", models.DateField(verbose_name="screened on")),
                        (
                            "level",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "Low"), (2, "Medium"), (3, "High"), (4, "Very high")], verbose_name="risk"
                            ),
                        ),
                        ("instrument", models.CharField(default="ISPN", max_length=60, verbose_name="instrument")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ConductScore",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inmate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="conduct_scores",
                                to="trainees.inmate",
                                verbose_name="inmate",
                            ),
                        ),
                        ("month", models.DateField(help_text="Its first day.", verbose_name="month")),
                        (
                            "score",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MaxValueValidator(100)], verbose_name="SPPN score"
                            ),
                        ),
                        (
                            "follows_guidance",
                            models.BooleanField(blank=True, null=True, verbose_name="follows the guidance actively"),
                        ),
                    ],
                    options={
                        "verbose_name": "conduct score",
                        "verbose_name_plural": "conduct scores",
                        "ordering": ("month",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("inmate", "month"),
                                name="conduct_once_a_month",
                                violation_error_message="The score of this month is already recorded.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="conduct_month_is_its_first_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("score__lte", 100)),
                                name="conduct_score_up_to_100",
                                violation_error_message="The score lies between 0 and 100.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_conductscoreevent" ("follows_guidance", "id", "inmate_id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "score") VALUES (NEW."follows_guidance", NEW."id", NEW."inmate_id", NEW."month", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."score"); RETURN NULL;',
                                    hash="ee610a654b85e7e5683b1994571c91cff5d9a99c",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_09493",
                                    table="trainees_conductscore",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "trainees_conductscoreevent" ("follows_guidance", "id", "inmate_id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "score") VALUES (NEW."follows_guidance", NEW."id", NEW."inmate_id", NEW."month", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."score"); RETURN NULL;',
                                    hash="d38b7281b5c30ef35707ec03971d912b877e11f2",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_0b34f",
                                    table="trainees_conductscore",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_conductscoreevent" ("follows_guidance", "id", "inmate_id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "score") VALUES (OLD."follows_guidance", OLD."id", OLD."inmate_id", OLD."month", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."score"); RETURN NULL;',
                                    hash="e41972b219d0480870cebab33e15e7af5b9574ff",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_2fff1",
                                    table="trainees_conductscore",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ConductScoreEvent",
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
                                to="trainees.conductscore",
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
                        ("month", models.DateField(help_text="Its first day.", verbose_name="month")),
                        (
                            "score",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MaxValueValidator(100)], verbose_name="SPPN score"
                            ),
                        ),
                        (
                            "follows_guidance",
                            models.BooleanField(blank=True, null=True, verbose_name="follows the guidance actively"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="AssimilationDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inmate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="assimilation_decisions",
                                to="trainees.inmate",
                                verbose_name="inmate",
                            ),
                        ),
                        ("evaluated_for", models.DateField(verbose_name="conditions judged for")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("APPROVED", "Approved"),
                                    ("POSTPONED", "Postponed"),
                                    ("REJECTED", "Rejected"),
                                ],
                                max_length=9,
                                verbose_name="decision",
                            ),
                        ),
                        ("minutes_number", models.CharField(max_length=80, verbose_name="number of the TPP minutes")),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                        ("rule_set", models.CharField(editable=False, max_length=100, verbose_name="rule set")),
                        ("facts", models.JSONField(editable=False, verbose_name="facts as they stood")),
                        (
                            "by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="recorded at")),
                    ],
                    options={
                        "verbose_name": "decision on assimilation",
                        "verbose_name_plural": "decisions on assimilation",
                        "ordering": ("-at",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("inmate", "minutes_number"),
                                name="decision_once_per_minutes",
                                violation_error_message="A decision of these minutes is already recorded.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("outcome", "APPROVED"), models.Q(("reason", ""), _negated=True), _connector="OR"
                                ),
                                name="refusal_has_a_reason",
                                violation_error_message="A postponement or rejection needs a reason.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_assimilationdecisionevent" ("at", "by_id", "evaluated_for", "facts", "id", "inmate_id", "minutes_number", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "rule_set") VALUES (NEW."at", NEW."by_id", NEW."evaluated_for", NEW."facts", NEW."id", NEW."inmate_id", NEW."minutes_number", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."rule_set"); RETURN NULL;',
                                    hash="f1c2e1fcb69f470cf19beba2cef5b37244727aa8",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_d6477",
                                    table="trainees_assimilationdecision",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "trainees_assimilationdecisionevent" ("at", "by_id", "evaluated_for", "facts", "id", "inmate_id", "minutes_number", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "rule_set") VALUES (NEW."at", NEW."by_id", NEW."evaluated_for", NEW."facts", NEW."id", NEW."inmate_id", NEW."minutes_number", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."rule_set"); RETURN NULL;',
                                    hash="9591d71a10a54a73d368905fa2707c65ceac0ff7",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_a3616",
                                    table="trainees_assimilationdecision",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_assimilationdecisionevent" ("at", "by_id", "evaluated_for", "facts", "id", "inmate_id", "minutes_number", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "rule_set") VALUES (OLD."at", OLD."by_id", OLD."evaluated_for", OLD."facts", OLD."id", OLD."inmate_id", OLD."minutes_number", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."rule_set"); RETURN NULL;',
                                    hash="e2e8053e0c0b5ac32018ceedc649774cdb8d92be",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_b22d1",
                                    table="trainees_assimilationdecision",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AssimilationDecisionEvent",
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
                                to="trainees.assimilationdecision",
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
                        ("evaluated_for", models.DateField(verbose_name="conditions judged for")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("APPROVED", "Approved"),
                                    ("POSTPONED", "Postponed"),
                                    ("REJECTED", "Rejected"),
                                ],
                                max_length=9,
                                verbose_name="decision",
                            ),
                        ),
                        ("minutes_number", models.CharField(max_length=80, verbose_name="number of the TPP minutes")),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                        ("rule_set", models.CharField(editable=False, max_length=100, verbose_name="rule set")),
                        ("facts", models.JSONField(editable=False, verbose_name="facts as they stood")),
                        (
                            "by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="recorded at")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DossierDocument",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inmate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="documents",
                                to="trainees.inmate",
                                verbose_name="inmate",
                            ),
                        ),
                        (
                            "code",
                            models.CharField(
                                choices=[
                                    ("VERDICT", "Verdict and minutes of its execution (BA.8)"),
                                    ("FINE", "Proof that fine or compensation is paid"),
                                    ("PROGRESS", "Report on progress, or risk and needs assessment"),
                                    ("LITMAS", "Social inquiry report (Litmas)"),
                                    ("REG_F", "Copy of Register F"),
                                    ("CHANGES", "List of changes of the sentence"),
                                    ("STATEMENT", "Own statement not to flee and to break no law"),
                                    ("FAMILY", "Guarantee of the family, known to the village"),
                                    ("INSTITUTION", "Guarantee of a school, office or company"),
                                    ("NO_OTHER_CASE", "Prosecutor's letter of no other case"),
                                    ("HEALTH", "Letter of a doctor or psychologist"),
                                    ("DERAD", "Letter on deradicalisation"),
                                    ("FOREIGN", "Guarantee letters for a foreigner"),
                                    ("JC", "Letter on a justice collaborator"),
                                    ("PHOTO", "Photo 3 × 4"),
                                ],
                                max_length=13,
                                verbose_name="document",
                            ),
                        ),
                        ("received_on", models.DateField(verbose_name="received on")),
                        ("note", models.CharField(blank=True, max_length=120, verbose_name="number or note")),
                    ],
                    options={
                        "verbose_name": "document of the dossier",
                        "verbose_name_plural": "documents of the dossier",
                        "ordering": ("code",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("inmate", "code"),
                                name="document_once_per_dossier",
                                violation_error_message="This document is already in the dossier.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_dossierdocumentevent" ("code", "id", "inmate_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on") VALUES (NEW."code", NEW."id", NEW."inmate_id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."received_on"); RETURN NULL;',
                                    hash="d67c7bf6f6e70087473ded3fba32a4b8a3d1e8df",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_f63ac",
                                    table="trainees_dossierdocument",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "trainees_dossierdocumentevent" ("code", "id", "inmate_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on") VALUES (NEW."code", NEW."id", NEW."inmate_id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."received_on"); RETURN NULL;',
                                    hash="de7398130ad1cc68a7516562352734acf011fda0",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_dc918",
                                    table="trainees_dossierdocument",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_dossierdocumentevent" ("code", "id", "inmate_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on") VALUES (OLD."code", OLD."id", OLD."inmate_id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."received_on"); RETURN NULL;',
                                    hash="3d8d71573d41bc7e474c24c7791801bdd235fb4b",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_63672",
                                    table="trainees_dossierdocument",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DossierDocumentEvent",
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
                                to="trainees.dossierdocument",
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
                            "code",
                            models.CharField(
                                choices=[
                                    ("VERDICT", "Verdict and minutes of its execution (BA.8)"),
                                    ("FINE", "Proof that fine or compensation is paid"),
                                    ("PROGRESS", "Report on progress, or risk and needs assessment"),
                                    ("LITMAS", "Social inquiry report (Litmas)"),
                                    ("REG_F", "Copy of Register F"),
                                    ("CHANGES", "List of changes of the sentence"),
                                    ("STATEMENT", "Own statement not to flee and to break no law"),
                                    ("FAMILY", "Guarantee of the family, known to the village"),
                                    ("INSTITUTION", "Guarantee of a school, office or company"),
                                    ("NO_OTHER_CASE", "Prosecutor's letter of no other case"),
                                    ("HEALTH", "Letter of a doctor or psychologist"),
                                    ("DERAD", "Letter on deradicalisation"),
                                    ("FOREIGN", "Guarantee letters for a foreigner"),
                                    ("JC", "Letter on a justice collaborator"),
                                    ("PHOTO", "Photo 3 × 4"),
                                ],
                                max_length=13,
                                verbose_name="document",
                            ),
                        ),
                        ("received_on", models.DateField(verbose_name="received on")),
                        ("note", models.CharField(blank=True, max_length=120, verbose_name="number or note")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Officer",
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
                                related_name="officers",
                                to="facilities.facility",
                                verbose_name="prison",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "nip",
                            models.CharField(
                                error_messages={"unique": "An officer with this NIP is already listed."},
                                max_length=18,
                                unique=True,
                                validators=[
                                    django.core.validators.RegexValidator("\\A[0-9]{18}\\Z", "A NIP has 18 digits.")
                                ],
                                verbose_name="NIP",
                            ),
                        ),
                        (
                            "sex",
                            models.CharField(
                                choices=[("M", "Male"), ("F", "Female")], max_length=1, verbose_name="sex"
                            ),
                        ),
                        ("birth_place", models.CharField(max_length=100, verbose_name="place of birth")),
                        ("birth_date", models.DateField(verbose_name="date of birth")),
                        (
                            "education",
                            models.CharField(
                                choices=[
                                    ("NONE", "No school certificate"),
                                    ("SD", "SD"),
                                    ("SMP", "SMP"),
                                    ("SMA", "SMA/SMK"),
                                    ("D3", "D3"),
                                    ("S1", "S1"),
                                ],
                                max_length=4,
                                verbose_name="education",
                            ),
                        ),
                        (
                            "position",
                            models.CharField(
                                help_text="For example “Staf Kegiatan Kerja”.", max_length=150, verbose_name="position"
                            ),
                        ),
                        (
                            "health_limits",
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
                                help_text="They are held against what the field of a training asks.",
                                size=None,
                                verbose_name="health limits known by name",
                            ),
                        ),
                        (
                            "health_note",
                            models.CharField(
                                blank=True,
                                help_text="Only what matters for the training, for example “colour-blind”.",
                                max_length=200,
                                verbose_name="health limits for work",
                            ),
                        ),
                        (
                            "left_on",
                            models.DateField(
                                blank=True,
                                help_text="Leave it empty while the officer serves.",
                                null=True,
                                verbose_name="no longer posted here since",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "officer",
                        "verbose_name_plural": "officers",
                        "ordering": ("name", "id"),
                        "indexes": [models.Index(fields=["facility", "name"], name="officer_facility_name")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("nip__regex", "^[0-9]{18}$")),
                                name="officer_nip_has_18_digits",
                                violation_error_message="A NIP has 18 digits.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("left_on__isnull", True), ("left_on__gt", models.F("birth_date")), _connector="OR"
                                ),
                                name="officer_left_after_birth",
                                violation_error_message="This day cannot be before the date of birth.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_officerevent" ("birth_date", "birth_place", "education", "facility_id", "health_limits", "health_note", "id", "left_on", "name", "nip", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "sex") VALUES (NEW."birth_date", NEW."birth_place", NEW."education", NEW."facility_id", NEW."health_limits", NEW."health_note", NEW."id", NEW."left_on", NEW."name", NEW."nip", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."sex"); RETURN NULL;',
                                    hash="bdbbf05790a899cf51ab7acee688702fb0c141ab",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_dd22d",
                                    table="trainees_officer",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "trainees_officerevent" ("birth_date", "birth_place", "education", "facility_id", "health_limits", "health_note", "id", "left_on", "name", "nip", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "sex") VALUES (NEW."birth_date", NEW."birth_place", NEW."education", NEW."facility_id", NEW."health_limits", NEW."health_note", NEW."id", NEW."left_on", NEW."name", NEW."nip", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."sex"); RETURN NULL;',
                                    hash="ae8a6bf934995e0d3232208d80d2697b8216b524",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_c4c92",
                                    table="trainees_officer",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_officerevent" ("birth_date", "birth_place", "education", "facility_id", "health_limits", "health_note", "id", "left_on", "name", "nip", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "sex") VALUES (OLD."birth_date", OLD."birth_place", OLD."education", OLD."facility_id", OLD."health_limits", OLD."health_note", OLD."id", OLD."left_on", OLD."name", OLD."nip", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."sex"); RETURN NULL;',
                                    hash="b4d95e03292d6af272f2d1ee9477931438e6e3ed",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_bf304",
                                    table="trainees_officer",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OfficerEvent",
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
                                to="trainees.officer",
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
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "nip",
                            models.CharField(
                                error_messages={"unique": "An officer with this NIP is already listed."},
                                max_length=18,
                                validators=[
                                    django.core.validators.RegexValidator("\\A[0-9]{18}\\Z", "A NIP has 18 digits.")
                                ],
                                verbose_name="NIP",
                            ),
                        ),
                        (
                            "sex",
                            models.CharField(
                                choices=[("M", "Male"), ("F", "Female")], max_length=1, verbose_name="sex"
                            ),
                        ),
                        ("birth_place", models.CharField(max_length=100, verbose_name="place of birth")),
                        ("birth_date", models.DateField(verbose_name="date of birth")),
                        (
                            "education",
                            models.CharField(
                                choices=[
                                    ("NONE", "No school certificate"),
                                    ("SD", "SD"),
                                    ("SMP", "SMP"),
                                    ("SMA", "SMA/SMK"),
                                    ("D3", "D3"),
                                    ("S1", "S1"),
                                ],
                                max_length=4,
                                verbose_name="education",
                            ),
                        ),
                        (
                            "position",
                            models.CharField(
                                help_text="For example “Staf Kegiatan Kerja”.", max_length=150, verbose_name="position"
                            ),
                        ),
                        (
                            "health_limits",
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
                                help_text="They are held against what the field of a training asks.",
                                size=None,
                                verbose_name="health limits known by name",
                            ),
                        ),
                        (
                            "health_note",
                            models.CharField(
                                blank=True,
                                help_text="Only what matters for the training, for example “colour-blind”.",
                                max_length=200,
                                verbose_name="health limits for work",
                            ),
                        ),
                        (
                            "left_on",
                            models.DateField(
                                blank=True,
                                help_text="Leave it empty while the officer serves.",
                                null=True,
                                verbose_name="no longer posted here since",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Interest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inmate",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="interests",
                                to="trainees.inmate",
                                verbose_name="inmate",
                            ),
                        ),
                        (
                            "officer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="interests",
                                to="trainees.officer",
                                verbose_name="officer",
                            ),
                        ),
                        (
                            "field",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="interests",
                                to="facilities.field",
                                verbose_name="field",
                            ),
                        ),
                        (
                            "choice",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[(1, "First choice"), (2, "Second choice"), (3, "Third choice")],
                                null=True,
                                verbose_name="interest",
                            ),
                        ),
                        (
                            "aptitude",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="aptitude (0–100)",
                            ),
                        ),
                        ("instrument", models.CharField(blank=True, max_length=100, verbose_name="aptitude test")),
                        ("tested_on", models.DateField(blank=True, null=True, verbose_name="day of the aptitude test")),
                        ("skill", models.CharField(blank=True, max_length=200, verbose_name="earlier skill")),
                    ],
                    options={
                        "verbose_name": "interest and aptitude",
                        "verbose_name_plural": "interests and aptitudes",
                        "ordering": ("choice", "field__name"),
                        "indexes": [models.Index(fields=["field", "choice"], name="interest_field_choice")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("inmate__isnull", True), ("officer__isnull", True), _connector="XOR"
                                ),
                                name="interest_of_an_inmate_or_an_officer",
                                violation_error_message="An interest is an inmate's or an officer's, never both.",
                            ),
                            models.UniqueConstraint(fields=("inmate", "field"), name="interest_once_per_field"),
                            models.UniqueConstraint(
                                fields=("officer", "field"), name="officer_interest_once_per_field"
                            ),
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("inmate", "choice"),
                                name="interest_choice_once",
                                violation_error_message="This person already has another field as that choice.",
                            ),
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("officer", "choice"),
                                name="officer_choice_once",
                                violation_error_message="This person already has another field as that choice.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("choice__isnull", True), ("choice__range", (1, 3)), _connector="OR"
                                ),
                                name="interest_choice_in_range",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("aptitude__isnull", True), ("instrument", ""), ("tested_on__isnull", True)
                                    ),
                                    models.Q(
                                        ("aptitude__range", (0, 100)),
                                        ("tested_on__isnull", False),
                                        models.Q(("instrument", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="aptitude_has_test_and_day",
                                violation_error_message="An aptitude needs the test that measured it and the day of the test.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("choice__isnull", False),
                                    ("aptitude__isnull", False),
                                    models.Q(("skill", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="interest_says_something",
                                violation_error_message="Enter a choice, an aptitude or a skill.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_interestevent" ("aptitude", "choice", "field_id", "id", "inmate_id", "instrument", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "skill", "tested_on") VALUES (NEW."aptitude", NEW."choice", NEW."field_id", NEW."id", NEW."inmate_id", NEW."instrument", NEW."officer_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."skill", NEW."tested_on"); RETURN NULL;',
                                    hash="1c11c9d7a79d2182228d1b12e7b1ef6e95115c04",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_51ff5",
                                    table="trainees_interest",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "trainees_interestevent" ("aptitude", "choice", "field_id", "id", "inmate_id", "instrument", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "skill", "tested_on") VALUES (NEW."aptitude", NEW."choice", NEW."field_id", NEW."id", NEW."inmate_id", NEW."instrument", NEW."officer_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."skill", NEW."tested_on"); RETURN NULL;',
                                    hash="b7d3e8d9546a4619cf1b233f0cb2cb7b25d1e8f9",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_1058a",
                                    table="trainees_interest",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_interestevent" ("aptitude", "choice", "field_id", "id", "inmate_id", "instrument", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "skill", "tested_on") VALUES (OLD."aptitude", OLD."choice", OLD."field_id", OLD."id", OLD."inmate_id", OLD."instrument", OLD."officer_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."skill", OLD."tested_on"); RETURN NULL;',
                                    hash="819b7e2b40941332f9dbf66718688332e10950a2",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_049c4",
                                    table="trainees_interest",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InterestEvent",
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
                                to="trainees.interest",
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
                            "inmate",
                            models.ForeignKey(
                                blank=True,
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
                                blank=True,
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
                            "choice",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[(1, "First choice"), (2, "Second choice"), (3, "Third choice")],
                                null=True,
                                verbose_name="interest",
                            ),
                        ),
                        (
                            "aptitude",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="aptitude (0–100)",
                            ),
                        ),
                        ("instrument", models.CharField(blank=True, max_length=100, verbose_name="aptitude test")),
                        ("tested_on", models.DateField(blank=True, null=True, verbose_name="day of the aptitude test")),
                        ("skill", models.CharField(blank=True, max_length=200, verbose_name="earlier skill")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Movement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inmate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="movements",
                                to="trainees.inmate",
                                verbose_name="inmate",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("TRANSFER", "Transfer to another prison"),
                                    ("RELEASE", "Release"),
                                    ("DEATH", "Death"),
                                ],
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "facility",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="facilities.facility",
                                verbose_name="prison left",
                            ),
                        ),
                        (
                            "to_facility",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="facilities.facility",
                                verbose_name="receiving prison",
                            ),
                        ),
                        ("moved_on", models.DateField(verbose_name="day")),
                        (
                            "reference",
                            models.CharField(blank=True, max_length=100, verbose_name="number of the letter"),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        ("register_number", models.CharField(max_length=40, verbose_name="register number until then")),
                    ],
                    options={
                        "verbose_name": "movement",
                        "verbose_name_plural": "movements",
                        "ordering": ("-moved_on", "-id"),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("kind", "RELEASE")),
                                fields=["moved_on"],
                                name="movement_release_day",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "TRANSFER"), ("to_facility__isnull", False)),
                                    models.Q(
                                        models.Q(("kind", "TRANSFER"), _negated=True), ("to_facility__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="movement_leads_somewhere_on_transfer",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_facility__isnull", True),
                                    models.Q(("to_facility", models.F("facility")), _negated=True),
                                    _connector="OR",
                                ),
                                name="movement_leads_elsewhere",
                                violation_error_message="The person is held in this prison already.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "TRANSFER"), _negated=True),
                                fields=("inmate",),
                                name="movement_out_of_custody_once",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_movementevent" ("facility_id", "id", "inmate_id", "kind", "moved_on", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "register_number", "to_facility_id") VALUES (NEW."facility_id", NEW."id", NEW."inmate_id", NEW."kind", NEW."moved_on", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reference", NEW."register_number", NEW."to_facility_id"); RETURN NULL;',
                                    hash="06018e677599e3dfc11907480dcffbb9110b1e44",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_728fc",
                                    table="trainees_movement",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "trainees_movementevent" ("facility_id", "id", "inmate_id", "kind", "moved_on", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "register_number", "to_facility_id") VALUES (NEW."facility_id", NEW."id", NEW."inmate_id", NEW."kind", NEW."moved_on", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reference", NEW."register_number", NEW."to_facility_id"); RETURN NULL;',
                                    hash="f4b2eb55b755907a011bbf7a0c05a80745f614fb",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_8c116",
                                    table="trainees_movement",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_movementevent" ("facility_id", "id", "inmate_id", "kind", "moved_on", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "register_number", "to_facility_id") VALUES (OLD."facility_id", OLD."id", OLD."inmate_id", OLD."kind", OLD."moved_on", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reference", OLD."register_number", OLD."to_facility_id"); RETURN NULL;',
                                    hash="60ef902834f7c493db05f466e3769e9fba18d65d",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_4d9a4",
                                    table="trainees_movement",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MovementEvent",
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
                                to="trainees.movement",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("TRANSFER", "Transfer to another prison"),
                                    ("RELEASE", "Release"),
                                    ("DEATH", "Death"),
                                ],
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
                                verbose_name="prison left",
                            ),
                        ),
                        (
                            "to_facility",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="facilities.facility",
                                verbose_name="receiving prison",
                            ),
                        ),
                        ("moved_on", models.DateField(verbose_name="day")),
                        (
                            "reference",
                            models.CharField(blank=True, max_length=100, verbose_name="number of the letter"),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        ("register_number", models.CharField(max_length=40, verbose_name="register number until then")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Illness",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inmate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="illnesses",
                                to="trainees.inmate",
                                verbose_name="inmate",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="ill since")),
                        ("expected_until", models.DateField(verbose_name="expected until")),
                        ("ended_on", models.DateField(editable=False, null=True, verbose_name="well again on")),
                        (
                            "note",
                            models.CharField(
                                blank=True,
                                help_text="What the training must know. No diagnosis.",
                                max_length=100,
                                verbose_name="note",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "illness",
                        "verbose_name_plural": "illnesses",
                        "ordering": ("-starts_on", "-id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("expected_until__gte", models.F("starts_on"))),
                                name="illness_expected_after_it_starts",
                                violation_error_message="The last day cannot be before the first day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_on__isnull", True),
                                    ("ended_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="illness_ends_after_it_starts",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ended_on__isnull", True)),
                                fields=("inmate",),
                                name="one_illness_at_a_time",
                                violation_error_message="An illness is already recorded and has not ended.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_illnessevent" ("ended_on", "expected_until", "id", "inmate_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."ended_on", NEW."expected_until", NEW."id", NEW."inmate_id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."starts_on"); RETURN NULL;',
                                    hash="3a73fe771af785cadb92a9ca1ecd4eb3dd29bf84",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_75c9b",
                                    table="trainees_illness",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "trainees_illnessevent" ("ended_on", "expected_until", "id", "inmate_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."ended_on", NEW."expected_until", NEW."id", NEW."inmate_id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."starts_on"); RETURN NULL;',
                                    hash="f3f425a30bd4a8512605c1aee37112b27527ef8c",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_06ac8",
                                    table="trainees_illness",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_illnessevent" ("ended_on", "expected_until", "id", "inmate_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (OLD."ended_on", OLD."expected_until", OLD."id", OLD."inmate_id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."starts_on"); RETURN NULL;',
                                    hash="f7dd5c3c25cb3cd9d3208590d836b83a1f1e9d67",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_84f3d",
                                    table="trainees_illness",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IllnessEvent",
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
                                to="trainees.illness",
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
                        ("starts_on", models.DateField(verbose_name="ill since")),
                        ("expected_until", models.DateField(verbose_name="expected until")),
                        ("ended_on", models.DateField(editable=False, null=True, verbose_name="well again on")),
                        (
                            "note",
                            models.CharField(
                                blank=True,
                                help_text="What the training must know. No diagnosis.",
                                max_length=100,
                                verbose_name="note",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DateOverride",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inmate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="overrides",
                                to="trainees.inmate",
                                verbose_name="inmate",
                            ),
                        ),
                        (
                            "which",
                            models.CharField(
                                choices=[
                                    ("THIRD", "1/3 served"),
                                    ("HALF", "1/2 served"),
                                    ("TWO_THIRDS", "2/3 served"),
                                    ("RELEASE", "Expected release"),
                                    ("FINAL", "Final expiry"),
                                ],
                                max_length=10,
                                verbose_name="which day",
                            ),
                        ),
                        ("day", models.DateField(verbose_name="day according to SDP")),
                        ("reason", models.TextField(verbose_name="reason")),
                        ("sdp_reference", models.CharField(max_length=120, verbose_name="SDP reference")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="recorded at")),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="withdrawn by",
                            ),
                        ),
                        ("withdrawn_at", models.DateTimeField(editable=False, null=True, verbose_name="withdrawn at")),
                        (
                            "withdrawn_reason",
                            models.TextField(blank=True, editable=False, verbose_name="reason of the withdrawal"),
                        ),
                    ],
                    options={
                        "verbose_name": "day taken from SDP",
                        "verbose_name_plural": "days taken from SDP",
                        "ordering": ("which", "-at"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at", None)),
                                fields=("inmate", "which"),
                                name="one_standing_override_per_day",
                                violation_error_message="This day is already replaced; withdraw that first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("reason", ""), _negated=True),
                                    models.Q(("sdp_reference", ""), _negated=True),
                                ),
                                name="override_has_reason_and_reference",
                                violation_error_message="Give the reason and the SDP reference.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("withdrawn_at", None), ("withdrawn_by", None), ("withdrawn_reason", "")),
                                    models.Q(
                                        ("withdrawn_at__isnull", False),
                                        ("withdrawn_by__isnull", False),
                                        models.Q(("withdrawn_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="override_withdrawn_with_reason",
                                violation_error_message="A withdrawal needs a reason.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_dateoverrideevent" ("at", "by_id", "day", "id", "inmate_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "sdp_reference", "which", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (NEW."at", NEW."by_id", NEW."day", NEW."id", NEW."inmate_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."sdp_reference", NEW."which", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason"); RETURN NULL;',
                                    hash="9f73abebda1528d4d5d1c340aefe3ac1c7d9de14",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_123c0",
                                    table="trainees_dateoverride",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "trainees_dateoverrideevent" ("at", "by_id", "day", "id", "inmate_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "sdp_reference", "which", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (NEW."at", NEW."by_id", NEW."day", NEW."id", NEW."inmate_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."sdp_reference", NEW."which", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason"); RETURN NULL;',
                                    hash="ca480e782eb47c30a260c62935d2936680f5271a",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_58efb",
                                    table="trainees_dateoverride",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_dateoverrideevent" ("at", "by_id", "day", "id", "inmate_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "sdp_reference", "which", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (OLD."at", OLD."by_id", OLD."day", OLD."id", OLD."inmate_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."sdp_reference", OLD."which", OLD."withdrawn_at", OLD."withdrawn_by_id", OLD."withdrawn_reason"); RETURN NULL;',
                                    hash="65b63bce900646cb483fa2ce0a4f844b40d1a959",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_c4cb3",
                                    table="trainees_dateoverride",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DateOverrideEvent",
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
                                to="trainees.dateoverride",
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
                            "which",
                            models.CharField(
                                choices=[
                                    ("THIRD", "1/3 served"),
                                    ("HALF", "1/2 served"),
                                    ("TWO_THIRDS", "2/3 served"),
                                    ("RELEASE", "Expected release"),
                                    ("FINAL", "Final expiry"),
                                ],
                                max_length=10,
                                verbose_name="which day",
                            ),
                        ),
                        ("day", models.DateField(verbose_name="day according to SDP")),
                        ("reason", models.TextField(verbose_name="reason")),
                        ("sdp_reference", models.CharField(max_length=120, verbose_name="SDP reference")),
                        (
                            "by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="recorded at")),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="withdrawn by",
                            ),
                        ),
                        ("withdrawn_at", models.DateTimeField(editable=False, null=True, verbose_name="withdrawn at")),
                        (
                            "withdrawn_reason",
                            models.TextField(blank=True, editable=False, verbose_name="reason of the withdrawal"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RuleSet",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                        ("valid_from", models.DateField(unique=True, verbose_name="in force from")),
                        ("legal_basis", models.CharField(max_length=300, verbose_name="legal basis")),
                        (
                            "fraction_policy",
                            models.CharField(
                                choices=[("NET", "NET"), ("SUBTRACT_FULL", "SUBTRACT_FULL"), ("IGNORE", "IGNORE")],
                                default="NET",
                                max_length=13,
                                verbose_name="how remissions bear on 1/2 and 2/3",
                            ),
                        ),
                        (
                            "conduct_months",
                            models.PositiveSmallIntegerField(
                                default=6, verbose_name="months without discipline, general crimes"
                            ),
                        ),
                        (
                            "conduct_months_special",
                            models.PositiveSmallIntegerField(
                                default=9, verbose_name="months without discipline, special crimes"
                            ),
                        ),
                        (
                            "near_release_months",
                            models.PositiveSmallIntegerField(
                                default=24, verbose_name="near release means at most so many months"
                            ),
                        ),
                        (
                            "certificate_days",
                            models.PositiveSmallIntegerField(
                                default=14, verbose_name="days needed after the test for the certificate"
                            ),
                        ),
                        (
                            "minimum_age",
                            models.PositiveSmallIntegerField(
                                default=18, verbose_name="younger than this at the start is worth a word"
                            ),
                        ),
                        (
                            "retirement_age",
                            models.PositiveSmallIntegerField(
                                default=58, verbose_name="officers of this age on the day of the test have retired"
                            ),
                        ),
                        (
                            "conduct_score_minimum",
                            models.PositiveSmallIntegerField(
                                default=65,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="lowest SPPN score that counts as good conduct",
                            ),
                        ),
                        (
                            "risk_warns_from",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "Low"), (2, "Medium"), (3, "High"), (4, "Very high")],
                                default=3,
                                verbose_name="risk from which there is a warning",
                            ),
                        ),
                        (
                            "risk_blocks_tools_from",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "Low"), (2, "Medium"), (3, "High"), (4, "Very high")],
                                default=3,
                                verbose_name="risk from which fields with dangerous tools are barred",
                            ),
                        ),
                        (
                            "training_documents",
                            models.JSONField(
                                default=trainees.conditions.documents_of_training,
                                validators=[trainees.conditions.known_documents],
                                verbose_name="documents that training needs",
                            ),
                        ),
                        (
                            "assimilation",
                            models.JSONField(
                                default=trainees.conditions.standard_conditions,
                                validators=[trainees.conditions.known_conditions],
                                verbose_name="conditions of assimilation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rule set",
                        "verbose_name_plural": "rule sets",
                        "ordering": ("-valid_from",),
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_rulesetevent" ("assimilation", "certificate_days", "conduct_months", "conduct_months_special", "conduct_score_minimum", "fraction_policy", "id", "legal_basis", "minimum_age", "name", "near_release_months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retirement_age", "risk_blocks_tools_from", "risk_warns_from", "training_documents", "valid_from") VALUES (NEW."assimilation", NEW."certificate_days", NEW."conduct_months", NEW."conduct_months_special", NEW."conduct_score_minimum", NEW."fraction_policy", NEW."id", NEW."legal_basis", NEW."minimum_age", NEW."name", NEW."near_release_months", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."retirement_age", NEW."risk_blocks_tools_from", NEW."risk_warns_from", NEW."training_documents", NEW."valid_from"); RETURN NULL;',
                                    hash="9cb26d7f3fbc36c30e53380ef7544c387c0cc1a7",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_03d0b",
                                    table="trainees_ruleset",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "trainees_rulesetevent" ("assimilation", "certificate_days", "conduct_months", "conduct_months_special", "conduct_score_minimum", "fraction_policy", "id", "legal_basis", "minimum_age", "name", "near_release_months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retirement_age", "risk_blocks_tools_from", "risk_warns_from", "training_documents", "valid_from") VALUES (NEW."assimilation", NEW."certificate_days", NEW."conduct_months", NEW."conduct_months_special", NEW."conduct_score_minimum", NEW."fraction_policy", NEW."id", NEW."legal_basis", NEW."minimum_age", NEW."name", NEW."near_release_months", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."retirement_age", NEW."risk_blocks_tools_from", NEW."risk_warns_from", NEW."training_documents", NEW."valid_from"); RETURN NULL;',
                                    hash="228e7b26165830a0d9f246e0a09e0ba9138f9ca3",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_58941",
                                    table="trainees_ruleset",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_rulesetevent" ("assimilation", "certificate_days", "conduct_months", "conduct_months_special", "conduct_score_minimum", "fraction_policy", "id", "legal_basis", "minimum_age", "name", "near_release_months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retirement_age", "risk_blocks_tools_from", "risk_warns_from", "training_documents", "valid_from") VALUES (OLD."assimilation", OLD."certificate_days", OLD."conduct_months", OLD."conduct_months_special", OLD."conduct_score_minimum", OLD."fraction_policy", OLD."id", OLD."legal_basis", OLD."minimum_age", OLD."name", OLD."near_release_months", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."retirement_age", OLD."risk_blocks_tools_from", OLD."risk_warns_from", OLD."training_documents", OLD."valid_from"); RETURN NULL;',
                                    hash="50031482d48556485ce4749891886e3cd44df684",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_920af",
                                    table="trainees_ruleset",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RuleSetEvent",
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
                                to="trainees.ruleset",
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
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        ("valid_from", models.DateField(verbose_name="in force from")),
                        ("legal_basis", models.CharField(max_length=300, verbose_name="legal basis")),
                        (
                            "fraction_policy",
                            models.CharField(
                                choices=[("NET", "NET"), ("SUBTRACT_FULL", "SUBTRACT_FULL"), ("IGNORE", "IGNORE")],
                                default="NET",
                                max_length=13,
                                verbose_name="how remissions bear on 1/2 and 2/3",
                            ),
                        ),
                        (
                            "conduct_months",
                            models.PositiveSmallIntegerField(
                                default=6, verbose_name="months without discipline, general crimes"
                            ),
                        ),
                        (
                            "conduct_months_special",
                            models.PositiveSmallIntegerField(
                                default=9, verbose_name="months without discipline, special crimes"
                            ),
                        ),
                        (
                            "near_release_months",
                            models.PositiveSmallIntegerField(
                                default=24, verbose_name="near release means at most so many months"
                            ),
                        ),
                        (
                            "certificate_days",
                            models.PositiveSmallIntegerField(
                                default=14, verbose_name="days needed after the test for the certificate"
                            ),
                        ),
                        (
                            "minimum_age",
                            models.PositiveSmallIntegerField(
                                default=18, verbose_name="younger than this at the start is worth a word"
                            ),
                        ),
                        (
                            "retirement_age",
                            models.PositiveSmallIntegerField(
                                default=58, verbose_name="officers of this age on the day of the test have retired"
                            ),
                        ),
                        (
                            "conduct_score_minimum",
                            models.PositiveSmallIntegerField(
                                default=65,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="lowest SPPN score that counts as good conduct",
                            ),
                        ),
                        (
                            "risk_warns_from",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "Low"), (2, "Medium"), (3, "High"), (4, "Very high")],
                                default=3,
                                verbose_name="risk from which there is a warning",
                            ),
                        ),
                        (
                            "risk_blocks_tools_from",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "Low"), (2, "Medium"), (3, "High"), (4, "Very high")],
                                default=3,
                                verbose_name="risk from which fields with dangerous tools are barred",
                            ),
                        ),
                        (
                            "training_documents",
                            models.JSONField(
                                default=trainees.conditions.documents_of_training,
                                validators=[trainees.conditions.known_documents],
                                verbose_name="documents that training needs",
                            ),
                        ),
                        (
                            "assimilation",
                            models.JSONField(
                                default=trainees.conditions.standard_conditions,
                                validators=[trainees.conditions.known_conditions],
                                verbose_name="conditions of assimilation",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Sentence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inmate",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sentence",
                                to="trainees.inmate",
                                verbose_name="inmate",
                            ),
                        ),
                        ("detained_on", models.DateField(verbose_name="first day of detention")),
                        (
                            "credit_days",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(3650)],
                                verbose_name="days of earlier detention",
                            ),
                        ),
                        (
                            "verdicts",
                            models.CharField(blank=True, max_length=300, verbose_name="verdicts that make up the term"),
                        ),
                        (
                            "years",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(60)],
                                verbose_name="years",
                            ),
                        ),
                        (
                            "months",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(600)],
                                verbose_name="months",
                            ),
                        ),
                        (
                            "days",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(3000)],
                                verbose_name="days",
                            ),
                        ),
                        (
                            "crime_class",
                            models.CharField(
                                choices=[
                                    ("GEN", "General crime"),
                                    ("NARC_LT5", "Narcotics, sentence under 5 years"),
                                    ("NARC_GE5", "Narcotics, sentence of 5 years or more"),
                                    ("CORR", "Corruption"),
                                    ("TERR", "Terrorism"),
                                    ("STATE", "Crime against the security of the state"),
                                    ("HR", "Gross violation of human rights"),
                                    ("TOC", "Organised transnational crime"),
                                ],
                                max_length=10,
                                verbose_name="class of crime",
                            ),
                        ),
                        ("is_life", models.BooleanField(default=False, verbose_name="life sentence")),
                        ("is_death", models.BooleanField(default=False, verbose_name="death sentence")),
                        (
                            "subsidiary_months",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(24)],
                                verbose_name="months in place of the fine",
                            ),
                        ),
                        (
                            "fine_amount",
                            models.PositiveBigIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(1000000000000000)],
                                verbose_name="fine (Rp)",
                            ),
                        ),
                        ("fine_paid", models.BooleanField(default=False, verbose_name="fine is paid")),
                        (
                            "compensation_amount",
                            models.PositiveBigIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(1000000000000000)],
                                verbose_name="compensation to the state (Rp)",
                            ),
                        ),
                        ("compensation_paid", models.BooleanField(default=False, verbose_name="compensation is paid")),
                        (
                            "serving_subsidiary",
                            models.BooleanField(
                                default=False, verbose_name="now serves the confinement in place of the fine"
                            ),
                        ),
                        (
                            "other_case_pending",
                            models.BooleanField(default=False, verbose_name="another case is pending"),
                        ),
                        (
                            "is_unsafe_outside",
                            models.BooleanField(
                                default=False,
                                verbose_name="in danger of life outside, or likely to break the law again",
                            ),
                        ),
                        ("is_repeat_offender", models.BooleanField(default=False, verbose_name="repeat offender")),
                        (
                            "is_left_out_at_home",
                            models.BooleanField(
                                default=False,
                                help_text="KUHP 285–290, 339, 340, 365; child protection 81–82. Counts until 30 June 2023.",
                                verbose_name="offence left out of assimilation at home",
                            ),
                        ),
                        (
                            "planned_release_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("PB", "Parole (PB)"),
                                    ("CMB", "Leave before release (CMB)"),
                                    ("CB", "Conditional leave (CB)"),
                                ],
                                max_length=3,
                                verbose_name="planned release",
                            ),
                        ),
                        (
                            "planned_release_on",
                            models.DateField(blank=True, null=True, verbose_name="planned day of release"),
                        ),
                        (
                            "planned_release_note",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="number of the decision or proposal"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "sentence",
                        "verbose_name_plural": "sentences",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("is_death", True), ("is_life", True), _negated=True),
                                name="sentence_not_life_and_death",
                                violation_error_message="A sentence is either for life or to death.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("is_life", True), ("is_death", True), _connector="OR"),
                                    models.Q(("years__gt", 0), ("months__gt", 0), ("days__gt", 0), _connector="OR"),
                                    _connector="XOR",
                                ),
                                name="sentence_has_a_term_unless_life_or_death",
                                violation_error_message="Enter the term, or tick life or death and leave the term at zero.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("planned_release_kind", ""), ("planned_release_on", None)),
                                    models.Q(
                                        models.Q(("planned_release_kind", ""), _negated=True),
                                        ("planned_release_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="planned_release_has_kind_and_day",
                                violation_error_message="A planned release needs its kind and its day, or neither.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_sentenceevent" ("compensation_amount", "compensation_paid", "credit_days", "crime_class", "days", "detained_on", "fine_amount", "fine_paid", "id", "inmate_id", "is_death", "is_left_out_at_home", "is_life", "is_repeat_offender", "is_unsafe_outside", "months", "other_case_pending", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_release_kind", "planned_release_note", "planned_release_on", "serving_subsidiary", "subsidiary_months", "verdicts", "years") VALUES (NEW."compensation_amount", NEW."compensation_paid", NEW."credit_days", NEW."crime_class", NEW."days", NEW."detained_on", NEW."fine_amount", NEW."fine_paid", NEW."id", NEW."inmate_id", NEW."is_death", NEW."is_left_out_at_home", NEW."is_life", NEW."is_repeat_offender", NEW."is_unsafe_outside", NEW."months", NEW."other_case_pending", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned_release_kind", NEW."planned_release_note", NEW."planned_release_on", NEW."serving_subsidiary", NEW."subsidiary_months", NEW."verdicts", NEW."years"); RETURN NULL;',
                                    hash="f1be448e1263d1e319617aca0478f3106e8430ef",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_1a750",
                                    table="trainees_sentence",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "trainees_sentenceevent" ("compensation_amount", "compensation_paid", "credit_days", "crime_class", "days", "detained_on", "fine_amount", "fine_paid", "id", "inmate_id", "is_death", "is_left_out_at_home", "is_life", "is_repeat_offender", "is_unsafe_outside", "months", "other_case_pending", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_release_kind", "planned_release_note", "planned_release_on", "serving_subsidiary", "subsidiary_months", "verdicts", "years") VALUES (NEW."compensation_amount", NEW."compensation_paid", NEW."credit_days", NEW."crime_class", NEW."days", NEW."detained_on", NEW."fine_amount", NEW."fine_paid", NEW."id", NEW."inmate_id", NEW."is_death", NEW."is_left_out_at_home", NEW."is_life", NEW."is_repeat_offender", NEW."is_unsafe_outside", NEW."months", NEW."other_case_pending", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_release_kind", NEW."planned_release_note", NEW."planned_release_on", NEW."serving_subsidiary", NEW."subsidiary_months", NEW."verdicts", NEW."years"); RETURN NULL;',
                                    hash="f06bbf1a1911036ebc75d8767dd8c7063be73cc9",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_4ce71",
                                    table="trainees_sentence",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_sentenceevent" ("compensation_amount", "compensation_paid", "credit_days", "crime_class", "days", "detained_on", "fine_amount", "fine_paid", "id", "inmate_id", "is_death", "is_left_out_at_home", "is_life", "is_repeat_offender", "is_unsafe_outside", "months", "other_case_pending", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_release_kind", "planned_release_note", "planned_release_on", "serving_subsidiary", "subsidiary_months", "verdicts", "years") VALUES (OLD."compensation_amount", OLD."compensation_paid", OLD."credit_days", OLD."crime_class", OLD."days", OLD."detained_on", OLD."fine_amount", OLD."fine_paid", OLD."id", OLD."inmate_id", OLD."is_death", OLD."is_left_out_at_home", OLD."is_life", OLD."is_repeat_offender", OLD."is_unsafe_outside", OLD."months", OLD."other_case_pending", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."planned_release_kind", OLD."planned_release_note", OLD."planned_release_on", OLD."serving_subsidiary", OLD."subsidiary_months", OLD."verdicts", OLD."years"); RETURN NULL;',
                                    hash="53f0a1904eebd37e3870e66b7a161d1d3025ec48",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_4ade8",
                                    table="trainees_sentence",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SentenceEvent",
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
                                to="trainees.sentence",
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
                        ("detained_on", models.DateField(verbose_name="first day of detention")),
                        (
                            "credit_days",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(3650)],
                                verbose_name="days of earlier detention",
                            ),
                        ),
                        (
                            "verdicts",
                            models.CharField(blank=True, max_length=300, verbose_name="verdicts that make up the term"),
                        ),
                        (
                            "years",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(60)],
                                verbose_name="years",
                            ),
                        ),
                        (
                            "months",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(600)],
                                verbose_name="months",
                            ),
                        ),
                        (
                            "days",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(3000)],
                                verbose_name="days",
                            ),
                        ),
                        (
                            "crime_class",
                            models.CharField(
                                choices=[
                                    ("GEN", "General crime"),
                                    ("NARC_LT5", "Narcotics, sentence under 5 years"),
                                    ("NARC_GE5", "Narcotics, sentence of 5 years or more"),
                                    ("CORR", "Corruption"),
                                    ("TERR", "Terrorism"),
                                    ("STATE", "Crime against the security of the state"),
                                    ("HR", "Gross violation of human rights"),
                                    ("TOC", "Organised transnational crime"),
                                ],
                                max_length=10,
                                verbose_name="class of crime",
                            ),
                        ),
                        ("is_life", models.BooleanField(default=False, verbose_name="life sentence")),
                        ("is_death", models.BooleanField(default=False, verbose_name="death sentence")),
                        (
                            "subsidiary_months",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(24)],
                                verbose_name="months in place of the fine",
                            ),
                        ),
                        (
                            "fine_amount",
                            models.PositiveBigIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(1000000000000000)],
                                verbose_name="fine (Rp)",
                            ),
                        ),
                        ("fine_paid", models.BooleanField(default=False, verbose_name="fine is paid")),
                        (
                            "compensation_amount",
                            models.PositiveBigIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(1000000000000000)],
                                verbose_name="compensation to the state (Rp)",
                            ),
                        ),
                        ("compensation_paid", models.BooleanField(default=False, verbose_name="compensation is paid")),
                        (
                            "serving_subsidiary",
                            models.BooleanField(
                                default=False, verbose_name="now serves the confinement in place of the fine"
                            ),
                        ),
                        (
                            "other_case_pending",
                            models.BooleanField(default=False, verbose_name="another case is pending"),
                        ),
                        (
                            "is_unsafe_outside",
                            models.BooleanField(
                                default=False,
                                verbose_name="in danger of life outside, or likely to break the law again",
                            ),
                        ),
                        ("is_repeat_offender", models.BooleanField(default=False, verbose_name="repeat offender")),
                        (
                            "is_left_out_at_home",
                            models.BooleanField(
                                default=False,
                                help_text="KUHP 285–290, 339, 340, 365; child protection 81–82. Counts until 30 June 2023.",
                                verbose_name="offence left out of assimilation at home",
                            ),
                        ),
                        (
                            "planned_release_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("PB", "Parole (PB)"),
                                    ("CMB", "Leave before release (CMB)"),
                                    ("CB", "Conditional leave (CB)"),
                                ],
                                max_length=3,
                                verbose_name="planned release",
                            ),
                        ),
                        (
                            "planned_release_on",
                            models.DateField(blank=True, null=True, verbose_name="planned day of release"),
                        ),
                        (
                            "planned_release_note",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="number of the decision or proposal"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Remission",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inmate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="remissions",
                                to="trainees.inmate",
                                verbose_name="inmate",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("RU", "General (17 August)"),
                                    ("RK", "Special (religious feast)"),
                                    ("RT", "Additional"),
                                ],
                                max_length=2,
                                verbose_name="kind",
                            ),
                        ),
                        ("decided_on", models.DateField(verbose_name="decided on")),
                        (
                            "months",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(12)],
                                verbose_name="months",
                            ),
                        ),
                        (
                            "days",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(90)],
                                verbose_name="days",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "remission",
                        "verbose_name_plural": "remissions",
                        "ordering": ("decided_on",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("months__gt", 0), ("days__gt", 0), _connector="OR"),
                                name="remission_is_something",
                                violation_error_message="Enter months or days.",
                            ),
                            models.UniqueConstraint(
                                fields=("inmate", "kind", "decided_on"),
                                name="remission_once",
                                violation_error_message="This remission is already recorded.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_remissionevent" ("days", "decided_on", "id", "inmate_id", "kind", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."days", NEW."decided_on", NEW."id", NEW."inmate_id", NEW."kind", NEW."months", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="7f105f8d5068fbfd4550a1bc2b11f6f69b31bc18",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_aec35",
                                    table="trainees_remission",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "trainees_remissionevent" ("days", "decided_on", "id", "inmate_id", "kind", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."days", NEW."decided_on", NEW."id", NEW."inmate_id", NEW."kind", NEW."months", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="9ab471a96b9bb0e9eba289dfa8d770b9f840ca5a",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_b3869",
                                    table="trainees_remission",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_remissionevent" ("days", "decided_on", "id", "inmate_id", "kind", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."days", OLD."decided_on", OLD."id", OLD."inmate_id", OLD."kind", OLD."months", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="73641aa256cee19614e46bacb14cb15639715794",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_5afcf",
                                    table="trainees_remission",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RemissionEvent",
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
                                to="trainees.remission",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("RU", "General (17 August)"),
                                    ("RK", "Special (religious feast)"),
                                    ("RT", "Additional"),
                                ],
                                max_length=2,
                                verbose_name="kind",
                            ),
                        ),
                        ("decided_on", models.DateField(verbose_name="decided on")),
                        (
                            "months",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(12)],
                                verbose_name="months",
                            ),
                        ),
                        (
                            "days",
                            models.PositiveSmallIntegerField(
                                default=0,
                                validators=[django.core.validators.MaxValueValidator(90)],
                                verbose_name="days",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DisciplinarySanction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inmate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sanctions",
                                to="trainees.inmate",
                                verbose_name="inmate",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[("LIGHT", "Light"), ("MEDIUM", "Medium"), ("HEAVY", "Heavy")],
                                max_length=6,
                                verbose_name="level",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day")),
                    ],
                    options={
                        "verbose_name": "disciplinary sanction",
                        "verbose_name_plural": "disciplinary sanctions",
                        "ordering": ("-starts_on",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="sanction_ends_after_it_starts",
                                violation_error_message="The last day cannot be before the first day.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_disciplinarysanctionevent" ("ends_on", "id", "inmate_id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."ends_on", NEW."id", NEW."inmate_id", NEW."level", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."starts_on"); RETURN NULL;',
                                    hash="f18dfa5c6f65275bd6664e492c061fa466343e3e",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_759bb",
                                    table="trainees_disciplinarysanction",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "trainees_disciplinarysanctionevent" ("ends_on", "id", "inmate_id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."ends_on", NEW."id", NEW."inmate_id", NEW."level", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."starts_on"); RETURN NULL;',
                                    hash="a5db372ee2d3e94dae478d815326eaf3c661d308",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_f879c",
                                    table="trainees_disciplinarysanction",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "trainees_disciplinarysanctionevent" ("ends_on", "id", "inmate_id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (OLD."ends_on", OLD."id", OLD."inmate_id", OLD."level", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."starts_on"); RETURN NULL;',
                                    hash="a7d9ca52b355d00a20a5b78b555376f44b8e4938",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_53747",
                                    table="trainees_disciplinarysanction",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DisciplinarySanctionEvent",
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
                                to="trainees.disciplinarysanction",
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
                            "level",
                            models.CharField(
                                choices=[("LIGHT", "Light"), ("MEDIUM", "Medium"), ("HEAVY", "Heavy")],
                                max_length=6,
                                verbose_name="level",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="first day")),
                        ("ends_on", models.DateField(verbose_name="last day")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ],
        ),
    ]
