import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from lapastraining.operations import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("facilities", "0001_initial"),
        ("programs", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="BatchCount",
                    fields=[
                        (
                            "batch",
                            models.OneToOneField(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to="programs.batch",
                            ),
                        ),
                        ("proposed", models.IntegerField()),
                        ("accepted", models.IntegerField()),
                        ("active", models.IntegerField()),
                        ("completed", models.IntegerField()),
                        ("competent", models.IntegerField()),
                        ("certified", models.IntegerField()),
                    ],
                    options={
                        "verbose_name": "count of a batch",
                        "verbose_name_plural": "counts of batches",
                    },
                ),
                migrations.CreateModel(
                    name="LessonCount",
                    fields=[
                        (
                            "batch",
                            models.OneToOneField(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to="programs.batch",
                            ),
                        ),
                        ("waiting_since", models.DateField(null=True)),
                        ("hours_attended", models.IntegerField()),
                        ("hours_due", models.IntegerField()),
                    ],
                    options={
                        "verbose_name": "count of a batch's lessons",
                        "verbose_name_plural": "counts of batches' lessons",
                    },
                ),
                migrations.CreateModel(
                    name="FacilityCount",
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
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="facilities.facility",
                            ),
                        ),
                        ("day", models.DateField()),
                        ("held", models.IntegerField()),
                        ("convicts", models.IntegerField()),
                        ("eligible", models.IntegerField()),
                        ("trained", models.IntegerField()),
                        ("to_ask", models.IntegerField()),
                        ("asked_of", models.IntegerField()),
                        ("rhythm", models.CharField(max_length=40)),
                    ],
                    options={
                        "verbose_name": "count of a prison's people",
                        "verbose_name_plural": "counts of prisons' people",
                        "constraints": [
                            models.UniqueConstraint(fields=("facility", "day"), name="facility_counted_once_a_day")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BatchMark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("batch_id", models.BigIntegerField(db_index=True)),
                    ],
                    options={
                        "verbose_name": "batch to count anew",
                        "verbose_name_plural": "batches to count anew",
                    },
                ),
                migrations.CreateModel(
                    name="LessonMark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("batch_id", models.BigIntegerField(db_index=True)),
                    ],
                    options={
                        "verbose_name": "batch whose lessons to count anew",
                        "verbose_name_plural": "batches whose lessons to count anew",
                    },
                ),
                migrations.CreateModel(
                    name="FacilityMark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("facility_id", models.BigIntegerField(db_index=True)),
                    ],
                    options={
                        "verbose_name": "prison to count anew",
                        "verbose_name_plural": "prisons to count anew",
                    },
                ),
                migrations.CreateModel(
                    name="BatchNow",
                    fields=[
                        (
                            "batch",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                primary_key=True,
                                related_name="now",
                                serialize=False,
                                to="programs.batch",
                            ),
                        ),
                        ("proposed", models.IntegerField()),
                        ("accepted", models.IntegerField()),
                        ("active", models.IntegerField()),
                        ("completed", models.IntegerField()),
                        ("competent", models.IntegerField()),
                        ("certified", models.IntegerField()),
                        ("waiting_since", models.DateField(null=True)),
                        ("hours_attended", models.IntegerField()),
                        ("hours_due", models.IntegerField()),
                    ],
                    options={
                        "verbose_name": "counts of a batch now",
                        "verbose_name_plural": "counts of batches now",
                        "db_table": "reports_batchnow",
                        "managed": False,
                    },
                ),
                migrations.CreateModel(
                    name="CountCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "checked_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="checked at"
                            ),
                        ),
                        ("wrong", models.IntegerField(verbose_name="counts that were wrong")),
                    ],
                    options={
                        "verbose_name": "check of the counts",
                        "verbose_name_plural": "checks of the counts",
                        "ordering": ("-checked_at",),
                    },
                ),
                migrations.CreateModel(
                    name="EventMark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("event_id", models.BigIntegerField(db_index=True)),
                    ],
                    options={
                        "verbose_name": "event to tell of",
                        "verbose_name_plural": "events to tell of",
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "posting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notices",
                                to="facilities.posting",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("MOVED_UP", "Moved up from the reserve"),
                                    ("BATCH_DECREED", "Batch decreed"),
                                    ("BATCH_POSTPONED", "Batch postponed"),
                                    ("BATCH_CANCELLED", "Batch cancelled"),
                                    ("MOVED_OUT", "Transfer to another prison"),
                                    ("MOVED_IN", "Transfer from another prison"),
                                    ("REPLACEMENT_ASKED", "Replacement of a certificate asked for"),
                                    ("REPLACEMENT_DECLINED", "Replacement of a certificate declined"),
                                    ("CERTIFICATE_REVOKED", "Certificate revoked"),
                                    ("RUN_ENDED", "Issue of many certificates ended"),
                                    ("FILE_READY", "List as a file is ready"),
                                    ("AGREEMENT_ENDED", "Agreement terminated"),
                                    ("REVIEW_REJECTED", "Readiness check sent back"),
                                    ("LEDGER_ALARM", "Alarm of the certificate ledger"),
                                    ("AUDIT_FINDING", "Finding of the audit of certificates"),
                                    ("ANOMALY", "Anomalies in classes"),
                                    ("COUNTS_WRONG", "Counts of the dashboards were wrong"),
                                ],
                                max_length=20,
                                verbose_name="what",
                            ),
                        ),
                        (
                            "subject_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="contenttypes.contenttype",
                            ),
                        ),
                        ("subject_id", models.BigIntegerField()),
                        ("at", models.DateTimeField(verbose_name="when")),
                        ("times", models.PositiveIntegerField(default=1, verbose_name="times")),
                        ("read_at", models.DateTimeField(null=True, verbose_name="read at")),
                    ],
                    options={
                        "verbose_name": "notification",
                        "verbose_name_plural": "notifications",
                        "ordering": ("-at", "-pk"),
                        "indexes": [models.Index(fields=["posting", "-at"], name="notice_of_posting")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("read_at__isnull", True)),
                                fields=("posting", "kind", "subject_type", "subject_id"),
                                name="notice_waits_once",
                            ),
                            models.CheckConstraint(condition=models.Q(("times__gte", 1)), name="notice_happened"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DigestMail",
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("day", models.DateField(verbose_name="day")),
                        (
                            "sent_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="sent at"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "digest by e-mail",
                        "verbose_name_plural": "digests by e-mail",
                        "ordering": ("-day",),
                        "constraints": [models.UniqueConstraint(fields=("user", "day"), name="one_digest_a_day")],
                    },
                ),
            ],
        ),
    ]
