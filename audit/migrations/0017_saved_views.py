"""Ways to look at lists are kept, and the trail says when work beside the pages has ended."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0016_open_data"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="auditevent",
            name="verb",
            field=models.CharField(
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
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="saved_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
    ]
