"""A training centre plans its year too: seats and certificates in all prisons together."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("facilities", "0002_meetings_reviews_agreements"),
        ("programs", "0015_told_counts"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="yearplan",
            options={
                "ordering": ("-year", "facility", "centre"),
                "verbose_name": "year plan",
                "verbose_name_plural": "year plans",
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="yearplan",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="yearplan",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="yearplan",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="yearplan",
            name="year_plan_once",
        ),
        migrations.AddField(
            model_name="yearplan",
            name="centre",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="year_plans",
                to="facilities.trainingcentre",
                verbose_name="training centre",
            ),
        ),
        migrations.AddField(
            model_name="yearplanevent",
            name="centre",
            field=models.ForeignKey(
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
        migrations.AlterField(
            model_name="yearplan",
            name="facility",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="year_plans",
                to="facilities.facility",
                verbose_name="prison",
            ),
        ),
        migrations.AlterField(
            model_name="yearplanevent",
            name="facility",
            field=models.ForeignKey(
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
        pgtrigger.migrations.AddTrigger(
            model_name="yearplan",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_yearplanevent" ("centre_id", "certified", "facility_id", "id", "participants", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (NEW."centre_id", NEW."certified", NEW."facility_id", NEW."id", NEW."participants", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."year"); RETURN NULL;',
                    hash="27ec30e534525a9466907e35e0b455380185c14c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d7b38",
                    table="programs_yearplan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="yearplan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_yearplanevent" ("centre_id", "certified", "facility_id", "id", "participants", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (NEW."centre_id", NEW."certified", NEW."facility_id", NEW."id", NEW."participants", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."year"); RETURN NULL;',
                    hash="3331a4211505981fd84959c0c8ea7494eb2f794a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dfcca",
                    table="programs_yearplan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="yearplan",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_yearplanevent" ("centre_id", "certified", "facility_id", "id", "participants", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (OLD."centre_id", OLD."certified", OLD."facility_id", OLD."id", OLD."participants", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."year"); RETURN NULL;',
                    hash="ce6221f29c727e6826b55c1b444a026f503fe090",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7695f",
                    table="programs_yearplan",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="yearplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("facility__isnull", True), ("centre__isnull", True), _connector="XOR"),
                name="year_plan_of_one_place",
                violation_error_message="A plan belongs either to a prison or to a training centre.",
            ),
        ),
        migrations.AddConstraint(
            model_name="yearplan",
            constraint=models.UniqueConstraint(
                fields=("facility", "centre", "year"),
                name="year_plan_once",
                nulls_distinct=False,
                violation_error_message="This place already has a plan for the year.",
            ),
        ),
    ]
