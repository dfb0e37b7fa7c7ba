"""What happened is told: events that concern somebody are marked as they are written (docs/decisions/notices.md)."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


# What rules of `reports/notices/rules.py` speak of. The mark is seen by exactly those who see the event.
MARKING = """
CREATE FUNCTION reports_event_is_news() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reports_eventmark (event_id) VALUES (NEW.id);
    RETURN NULL;
END $$;

CREATE TRIGGER is_news AFTER INSERT ON audit_auditevent FOR EACH ROW WHEN (
    (NEW.verb, NEW.object_type) IN (
        ('move_up', 'programs.enrollment'),
        ('decree', 'programs.batch'),
        ('postpone', 'programs.batch'),
        ('cancel', 'programs.batch'),
        ('add', 'trainees.movement'),
        ('propose', 'certificates.proposal'),
        ('decline', 'certificates.proposal'),
        ('revoke', 'certificates.certificate'),
        ('end', 'certificates.issuerun'),
        ('end', 'audit.download'),
        ('terminate', 'facilities.agreement'),
        ('reject', 'facilities.readinessreview'),
        ('add', 'certificates.ledgeralarm'),
        ('add', 'certificates.auditrun'),
        ('add', 'reports.countcheck')
    )
) EXECUTE FUNCTION reports_event_is_news();
"""
UNMARKING = """
DROP TRIGGER is_news ON audit_auditevent;
DROP FUNCTION reports_event_is_news;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("facilities", "0016_handover_days"),
        ("reports", "0004_nothing_marked"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EventMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event_id", models.BigIntegerField(db_index=True)),
            ],
            options={
                "verbose_name": "event to tell of",
                "verbose_name_plural": "events to tell of",
            },
        ),
        migrations.CreateModel(
            name="DigestMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="day")),
                (
                    "sent_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="sent at"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
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
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("subject_id", models.BigIntegerField()),
                ("at", models.DateTimeField(verbose_name="when")),
                ("times", models.PositiveIntegerField(default=1, verbose_name="times")),
                ("read_at", models.DateTimeField(null=True, verbose_name="read at")),
                (
                    "posting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notices", to="facilities.posting"
                    ),
                ),
                (
                    "subject_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contenttypes.contenttype"
                    ),
                ),
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
        migrations.RunSQL(MARKING, UNMARKING),
    ]
