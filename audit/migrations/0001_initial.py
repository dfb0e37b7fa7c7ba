import audit.models.downloads
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from lapastraining.operations import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="AuditEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                editable=False,
                                verbose_name="when",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="audit_events",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who",
                            ),
                        ),
                        (
                            "verb",
                            models.CharField(
                                choices=[
                                    ("add", "added"),
                                    ("edit", "edited"),
                                    ("remove", "removed"),
                                    ("open", "opened"),
                                    ("sign", "signed"),
                                    ("submit", "submitted"),
                                    ("confirm", "confirmed"),
                                    ("unconfirm", "took back the confirmation of"),
                                    ("terminate", "terminated"),
                                    ("select", "opened the selection of"),
                                    ("propose", "proposed"),
                                    ("score", "scored"),
                                    ("accept", "accepted"),
                                    ("shortlist", "shortlisted"),
                                    ("reserve", "put on the reserve list"),
                                    ("move_up", "moved up from the reserve"),
                                    ("free_seat", "freed a seat of"),
                                    ("defer", "put off the decision on"),
                                    ("decide", "recorded the TPP decisions of"),
                                    ("amend", "amended the decree of"),
                                    ("tick", "ticked as seen"),
                                    ("reject", "rejected"),
                                    ("lift", "lifted a block of"),
                                    ("allow", "allowed an exception for"),
                                    ("decree", "decreed"),
                                    ("lay_out", "laid out the timetable of"),
                                    ("create", "created the batches of"),
                                    ("start", "started"),
                                    ("postpone", "postponed"),
                                    ("cancel", "cancelled"),
                                    ("suspend", "suspended"),
                                    ("resume", "resumed"),
                                    ("drop", "dropped"),
                                    ("attend", "recorded the attendance of"),
                                    ("correct", "corrected the attendance of"),
                                    ("test", "opened the tests of"),
                                    ("assess", "recorded the results of"),
                                    ("correct_result", "corrected a result of"),
                                    ("close", "closed"),
                                    ("complete", "completed"),
                                    ("issue", "issued"),
                                    ("revoke", "revoked"),
                                    ("replace", "replaced"),
                                    ("withdraw", "withdrew"),
                                    ("decline", "declined"),
                                    ("reprint", "printed again the certificates of"),
                                    ("hand_over", "handed over"),
                                    ("correct_handover", "corrected the handover of"),
                                    ("end", "ended"),
                                    ("end_sheet", "recorded what became of the sheet of"),
                                    ("upload", "uploaded"),
                                    ("download", "took away as a file"),
                                    ("import", "imported"),
                                    ("sign_in", "signed in"),
                                    ("sign_in_failed", "failed to sign in"),
                                    ("sign_out", "signed out"),
                                    ("password", "changed the password of"),
                                    ("password_link", "sent a password link to"),
                                    ("factor_add", "set up a second factor for"),
                                    ("factor_remove", "removed a second factor of"),
                                    ("factor_codes", "made new recovery codes for"),
                                    ("factor_failed", "failed the second factor of"),
                                ],
                                max_length=20,
                                verbose_name="what",
                            ),
                        ),
                        ("object_type", models.CharField(max_length=60)),
                        ("object_id", models.BigIntegerField(null=True)),
                        ("object_label", models.CharField(max_length=300, verbose_name="which")),
                        ("reason", models.TextField(blank=True, verbose_name="why")),
                        ("is_confidential", models.BooleanField(default=False)),
                        ("detail", models.JSONField(default=dict)),
                        (
                            "scope",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40), size=None
                            ),
                        ),
                        ("request_id", models.CharField(blank=True, max_length=64)),
                    ],
                    options={
                        "verbose_name": "audit event",
                        "verbose_name_plural": "audit trail",
                        "ordering": ("-id",),
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(fields=["scope"], name="audit_event_scope"),
                            models.Index(fields=["object_type", "object_id"], name="audit_event_object"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Download",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="downloads",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("list_name", models.CharField(max_length=100, verbose_name="list")),
                        ("path", models.CharField(max_length=200)),
                        ("query", models.TextField(blank=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("xlsx", "Excel"), ("csv", "CSV"), ("zip", "ZIP")],
                                max_length=4,
                                verbose_name="kind of file",
                            ),
                        ),
                        ("language", models.CharField(max_length=5)),
                        (
                            "state",
                            models.CharField(
                                choices=[("WAITING", "being written"), ("DONE", "done"), ("FAILED", "failed")],
                                default="WAITING",
                                max_length=7,
                                verbose_name="state",
                            ),
                        ),
                        ("rows", models.PositiveIntegerField(verbose_name="rows")),
                        ("rows_done", models.PositiveIntegerField(default=0)),
                        ("file", models.FileField(blank=True, upload_to=audit.models.downloads.neutral_path)),
                        (
                            "asked_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                editable=False,
                                verbose_name="asked at",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "download",
                        "verbose_name_plural": "downloads",
                        "ordering": ("-id",),
                    },
                ),
                migrations.CreateModel(
                    name="SavedView",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="saved_views",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("list_name", models.CharField(max_length=100, verbose_name="list")),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        ("filters", models.JSONField(default=dict)),
                        (
                            "columns",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=60), default=list, size=None
                            ),
                        ),
                        ("page_size", models.PositiveSmallIntegerField(null=True, verbose_name="rows on a page")),
                        ("office", models.CharField(blank=True, max_length=40)),
                        ("is_default", models.BooleanField(default=False, verbose_name="opens with the list")),
                    ],
                    options={
                        "verbose_name": "saved view",
                        "verbose_name_plural": "saved views",
                        "ordering": ("name", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("owner", "list_name", "name"),
                                name="saved_view_named_once",
                                violation_error_message="You have a view of this name for this list.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("is_default", True)),
                                fields=("owner", "list_name"),
                                name="saved_view_one_default",
                                violation_error_message="Another view opens with this list already.",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
