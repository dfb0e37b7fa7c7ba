import datetime
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
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
                    name="ApiToken",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="The system that asks, for example “Data warehouse”.",
                                max_length=80,
                                verbose_name="what it is for",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
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
                        ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                        ("ending", models.CharField(editable=False, max_length=4, verbose_name="ends with")),
                        ("made_on", models.DateField(editable=False, verbose_name="made on")),
                        (
                            "made_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="made by",
                            ),
                        ),
                        (
                            "expires_on",
                            models.DateField(
                                help_text="At most a year; a new token takes its place then.", verbose_name="last day"
                            ),
                        ),
                        ("revoked_at", models.DateTimeField(editable=False, null=True, verbose_name="revoked at")),
                        (
                            "revoked_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="revoked by",
                            ),
                        ),
                        ("last_used_on", models.DateField(editable=False, null=True, verbose_name="last used on")),
                    ],
                    options={
                        "verbose_name": "API token",
                        "verbose_name_plural": "API tokens",
                        "ordering": ("-pk",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("facility__isnull", True), ("region__isnull", True)),
                                    models.Q(("centre__isnull", True), ("region__isnull", True)),
                                    models.Q(("centre__isnull", True), ("facility__isnull", True)),
                                    _connector="OR",
                                ),
                                name="api_token_of_one_office",
                                violation_error_message="Choose one office, or none for the nation.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("expires_on__gte", models.F("made_on")),
                                    (
                                        "expires_on__lte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("made_on"), "+", models.Value(datetime.timedelta(days=366))
                                        ),
                                    ),
                                ),
                                name="api_token_lasts_a_year",
                                violation_error_message="Choose a last day from today to a year from today.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                                    models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="api_token_revoked_by_and_at",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at__isnull", True)),
                                fields=("name", "region", "facility", "centre"),
                                name="api_token_named_once",
                                nulls_distinct=False,
                                violation_error_message="The office has a token of this name. Revoke that one, or use another name.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="api_token_is_kept",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="738eeb8074521df96e3359b16977560b26eaa81a",
                                    operation="DELETE",
                                    pgid="pgtrigger_api_token_is_kept_11e36",
                                    table="api_apitoken",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="api_token_stays_revoked",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."revoked_at" IS NOT NULL)',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="c31f4617c7255125883287e50784615a65ddc114",
                                    operation="UPDATE",
                                    pgid="pgtrigger_api_token_stays_revoked_fcbe4",
                                    table="api_apitoken",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="api_token_keeps_its_office",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."centre_id" IS DISTINCT FROM (NEW."centre_id") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."expires_on" IS DISTINCT FROM (NEW."expires_on") OR OLD."facility_id" IS DISTINCT FROM (NEW."facility_id") OR OLD."made_on" IS DISTINCT FROM (NEW."made_on") OR OLD."region_id" IS DISTINCT FROM (NEW."region_id"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="9d27d3a45ab4e19c38c726f361d4520318b47379",
                                    operation="UPDATE",
                                    pgid="pgtrigger_api_token_keeps_its_office_e7ac9",
                                    table="api_apitoken",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "api_apitokenevent" ("centre_id", "ending", "expires_on", "facility_id", "id", "made_at", "made_by_id", "made_on", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "revoked_at", "revoked_by_id") VALUES (NEW."centre_id", NEW."ending", NEW."expires_on", NEW."facility_id", NEW."id", NEW."made_at", NEW."made_by_id", NEW."made_on", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id", NEW."revoked_at", NEW."revoked_by_id"); RETURN NULL;',
                                    hash="bd6827126561a1846a401b1f4a3658e16737bb1d",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_d7986",
                                    table="api_apitoken",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."centre_id" IS DISTINCT FROM (NEW."centre_id") OR OLD."ending" IS DISTINCT FROM (NEW."ending") OR OLD."expires_on" IS DISTINCT FROM (NEW."expires_on") OR OLD."facility_id" IS DISTINCT FROM (NEW."facility_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."made_on" IS DISTINCT FROM (NEW."made_on") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."region_id" IS DISTINCT FROM (NEW."region_id") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."revoked_by_id" IS DISTINCT FROM (NEW."revoked_by_id"))',
                                    func='INSERT INTO "api_apitokenevent" ("centre_id", "ending", "expires_on", "facility_id", "id", "made_at", "made_by_id", "made_on", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "revoked_at", "revoked_by_id") VALUES (NEW."centre_id", NEW."ending", NEW."expires_on", NEW."facility_id", NEW."id", NEW."made_at", NEW."made_by_id", NEW."made_on", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id", NEW."revoked_at", NEW."revoked_by_id"); RETURN NULL;',
                                    hash="505abbdb0f0d48ad25c07b1825f25a0a64855866",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_55b1f",
                                    table="api_apitoken",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "api_apitokenevent" ("centre_id", "ending", "expires_on", "facility_id", "id", "made_at", "made_by_id", "made_on", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "revoked_at", "revoked_by_id") VALUES (OLD."centre_id", OLD."ending", OLD."expires_on", OLD."facility_id", OLD."id", OLD."made_at", OLD."made_by_id", OLD."made_on", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."region_id", OLD."revoked_at", OLD."revoked_by_id"); RETURN NULL;',
                                    hash="62b99106220063fc7b9700c587cb6925341b84c0",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_c6793",
                                    table="api_apitoken",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ApiTokenEvent",
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
                                to="api.apitoken",
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
                            "name",
                            models.CharField(
                                help_text="The system that asks, for example “Data warehouse”.",
                                max_length=80,
                                verbose_name="what it is for",
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
                        ("ending", models.CharField(editable=False, max_length=4, verbose_name="ends with")),
                        ("made_on", models.DateField(editable=False, verbose_name="made on")),
                        (
                            "made_at",
                            models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="made by",
                            ),
                        ),
                        (
                            "expires_on",
                            models.DateField(
                                help_text="At most a year; a new token takes its place then.", verbose_name="last day"
                            ),
                        ),
                        ("revoked_at", models.DateTimeField(editable=False, null=True, verbose_name="revoked at")),
                        (
                            "revoked_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="revoked by",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ],
        ),
    ]
