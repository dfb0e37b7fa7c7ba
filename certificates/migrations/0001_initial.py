import certificates.models.audits
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

from lapastraining.operations import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("facilities", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("programs", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TrigramExtension(),
        CreateModels(
            models=[
                migrations.CreateModel(
                    name="Proposal",
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
                                related_name="proposals",
                                to="programs.enrollment",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("TRAINING", "Training certificate"),
                                    ("COMPETENCE", "Competence certificate"),
                                ],
                                default="TRAINING",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "verdict",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="certificates.competenceverdict",
                                verbose_name="verdict of the LSP",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        (
                            "replaces",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replacing_proposals",
                                to="certificates.certificate",
                                verbose_name="replaces",
                            ),
                        ),
                        (
                            "end_class",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("DATA_ERROR", "Error in the data"),
                                    ("HOLDER_REQUEST", "Holder's request"),
                                    ("SHEET_LOST", "Sheet lost or damaged"),
                                    ("NOT_ENTITLED", "Holder not entitled"),
                                    ("FRAUD", "Fraud"),
                                    ("OTHER", "Other"),
                                ],
                                max_length=14,
                                verbose_name="class of the reason",
                            ),
                        ),
                        ("correction", models.TextField(blank=True, verbose_name="what is corrected")),
                    ],
                    options={
                        "verbose_name": "proposal of a certificate",
                        "verbose_name_plural": "proposals of certificates",
                        "ordering": (
                            django.db.models.functions.comparison.Coalesce(
                                "enrollment__inmate__name", "enrollment__officer__name"
                            ),
                        ),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "TRAINING"), ("verdict__isnull", True)),
                                    models.Q(("kind", "COMPETENCE"), ("verdict__isnull", False)),
                                    _connector="OR",
                                ),
                                name="competence_proposal_names_its_verdict",
                                violation_error_message="Only a competence certificate rests on an LSP's decision, and always does.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("correction", ""), ("end_class", ""), ("replaces__isnull", True)),
                                    models.Q(
                                        ("end_class__in", ("DATA_ERROR", "HOLDER_REQUEST", "SHEET_LOST", "OTHER")),
                                        ("replaces__isnull", False),
                                        models.Q(("correction", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="replacing_proposal_says_what_is_corrected",
                                violation_error_message="A replacement needs the class of its reason and what is corrected.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "certificates_proposalevent" ("correction", "end_class", "enrollment_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "replaces_id", "verdict_id") VALUES (NEW."correction", NEW."end_class", NEW."enrollment_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."replaces_id", NEW."verdict_id"); RETURN NULL;',
                                    hash="739cff6634e0790b02acdf144116f7f39762b8fb",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_8e767",
                                    table="certificates_proposal",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "certificates_proposalevent" ("correction", "end_class", "enrollment_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "replaces_id", "verdict_id") VALUES (NEW."correction", NEW."end_class", NEW."enrollment_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."replaces_id", NEW."verdict_id"); RETURN NULL;',
                                    hash="2e5ed5f2b0beb2487b441241e35a881f3b174dba",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_809c6",
                                    table="certificates_proposal",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "certificates_proposalevent" ("correction", "end_class", "enrollment_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "replaces_id", "verdict_id") VALUES (OLD."correction", OLD."end_class", OLD."enrollment_id", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."replaces_id", OLD."verdict_id"); RETURN NULL;',
                                    hash="283114b30f4d56d6bba2c9fca8bed1d8a452a090",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_8e823",
                                    table="certificates_proposal",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProposalEvent",
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
                                to="certificates.proposal",
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
                                choices=[
                                    ("TRAINING", "Training certificate"),
                                    ("COMPETENCE", "Competence certificate"),
                                ],
                                default="TRAINING",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "verdict",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="certificates.competenceverdict",
                                verbose_name="verdict of the LSP",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        (
                            "replaces",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="certificates.certificate",
                                verbose_name="replaces",
                            ),
                        ),
                        (
                            "end_class",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("DATA_ERROR", "Error in the data"),
                                    ("HOLDER_REQUEST", "Holder's request"),
                                    ("SHEET_LOST", "Sheet lost or damaged"),
                                    ("NOT_ENTITLED", "Holder not entitled"),
                                    ("FRAUD", "Fraud"),
                                    ("OTHER", "Other"),
                                ],
                                max_length=14,
                                verbose_name="class of the reason",
                            ),
                        ),
                        ("correction", models.TextField(blank=True, verbose_name="what is corrected")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SealCertificate",
                    fields=[
                        (
                            "sha256",
                            models.CharField(
                                max_length=64, primary_key=True, serialize=False, verbose_name="SHA-256 fingerprint"
                            ),
                        ),
                        ("subject", models.CharField(max_length=500, verbose_name="name")),
                        (
                            "standing",
                            models.CharField(
                                choices=[
                                    ("DEVELOPMENT", "Development key: proves nothing"),
                                    ("UNCERTIFIED", "Not certified"),
                                    ("CERTIFIED", "Of a certified provider (PSrE)"),
                                ],
                                max_length=11,
                                verbose_name="standing",
                            ),
                        ),
                        ("valid_from", models.DateTimeField(verbose_name="valid from")),
                        ("valid_until", models.DateTimeField(verbose_name="valid until")),
                        ("pem", models.TextField(verbose_name="certificate")),
                        (
                            "first_used_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="first used"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "seal certificate",
                        "verbose_name_plural": "seal certificates",
                    },
                ),
                migrations.CreateModel(
                    name="Certificate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="certificate",
                                to="certificates.proposal",
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="certificates",
                                to="programs.enrollment",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("TRAINING", "Training certificate"),
                                    ("COMPETENCE", "Competence certificate"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("number", models.CharField(max_length=120, unique=True, verbose_name="number")),
                        ("token", models.CharField(max_length=26, unique=True)),
                        ("typed_code", models.CharField(max_length=17, unique=True, verbose_name="code")),
                        ("holder_name", models.CharField(max_length=200, verbose_name="holder")),
                        ("record", models.JSONField()),
                        ("record_sha256", models.CharField(max_length=64)),
                        ("file", models.FileField(max_length=200, upload_to="certificates/")),
                        (
                            "file_sha256",
                            models.CharField(max_length=64, unique=True, verbose_name="SHA-256 of the file"),
                        ),
                        (
                            "seal",
                            models.ForeignKey(
                                blank=True,
                                db_column="signer_sha256",
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="certificates",
                                to="certificates.sealcertificate",
                                verbose_name="sealed with",
                            ),
                        ),
                        ("issued_on", models.DateField(verbose_name="issued on")),
                        ("valid_until", models.DateField(null=True, verbose_name="valid until")),
                        (
                            "issued_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="issued by",
                            ),
                        ),
                        ("issued_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ("revoked_at", models.DateTimeField(null=True, verbose_name="revoked at")),
                        (
                            "revoked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("revocation_reason", models.TextField(blank=True, verbose_name="reason of revocation")),
                        (
                            "revocation_class",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("DATA_ERROR", "Error in the data"),
                                    ("HOLDER_REQUEST", "Holder's request"),
                                    ("SHEET_LOST", "Sheet lost or damaged"),
                                    ("NOT_ENTITLED", "Holder not entitled"),
                                    ("FRAUD", "Fraud"),
                                    ("OTHER", "Other"),
                                ],
                                max_length=14,
                                verbose_name="class of the reason",
                            ),
                        ),
                        ("is_replaced", models.BooleanField(default=False, verbose_name="replaced")),
                        (
                            "replaces",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replacement",
                                to="certificates.certificate",
                                verbose_name="replaces",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "certificate",
                        "verbose_name_plural": "certificates",
                        "ordering": ("-issued_on", "-id"),
                        "indexes": [
                            models.Index(fields=["-issued_on", "-id"], name="certificate_newest_first"),
                            models.Index(
                                condition=models.Q(("revoked_at__isnull", False)),
                                fields=["revoked_at"],
                                name="certificate_revoked",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.indexes.OpClass(
                                    django.db.models.functions.text.Upper("holder_name"), name="gin_trgm_ops"
                                ),
                                name="certificate_holder_name_trgm",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.indexes.OpClass(
                                    django.db.models.functions.text.Upper("number"), name="gin_trgm_ops"
                                ),
                                name="certificate_number_trgm",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at__isnull", True)),
                                fields=("enrollment", "kind"),
                                name="one_standing_certificate_per_enrollment_and_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("revocation_reason", ""),
                                        ("revoked_at__isnull", True),
                                        ("revoked_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("revoked_at__isnull", False),
                                        ("revoked_by__isnull", False),
                                        models.Q(("revocation_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="revoked_has_day_name_and_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("is_replaced", False), ("revocation_class", ""), ("revoked_at__isnull", True)
                                    ),
                                    models.Q(
                                        (
                                            "revocation_class__in",
                                            [
                                                "DATA_ERROR",
                                                "HOLDER_REQUEST",
                                                "SHEET_LOST",
                                                "NOT_ENTITLED",
                                                "FRAUD",
                                                "OTHER",
                                            ],
                                        ),
                                        ("revoked_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="revoked_has_class",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "TRAINING"), ("valid_until__isnull", True)),
                                    models.Q(("kind", "COMPETENCE"), ("valid_until__isnull", False)),
                                    _connector="OR",
                                ),
                                name="only_competence_certificates_expire",
                                violation_error_message="A competence certificate has a last day, a training certificate has none.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "certificates_certificateevent" ("enrollment_id", "file", "file_sha256", "holder_name", "id", "is_replaced", "issued_at", "issued_by_id", "issued_on", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id", "record_sha256", "replaces_id", "revocation_class", "revocation_reason", "revoked_at", "revoked_by_id", "signer_sha256", "token", "typed_code", "valid_until") VALUES (NEW."enrollment_id", NEW."file", NEW."file_sha256", NEW."holder_name", NEW."id", NEW."is_replaced", NEW."issued_at", NEW."issued_by_id", NEW."issued_on", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposal_id", NEW."record_sha256", NEW."replaces_id", NEW."revocation_class", NEW."revocation_reason", NEW."revoked_at", NEW."revoked_by_id", NEW."signer_sha256", NEW."token", NEW."typed_code", NEW."valid_until"); RETURN NULL;',
                                    hash="b636a79e1b5b0cea8c44a83602c355517ef86e8c",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_261ce",
                                    table="certificates_certificate",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."enrollment_id" IS DISTINCT FROM (NEW."enrollment_id") OR OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."file_sha256" IS DISTINCT FROM (NEW."file_sha256") OR OLD."holder_name" IS DISTINCT FROM (NEW."holder_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_replaced" IS DISTINCT FROM (NEW."is_replaced") OR OLD."issued_at" IS DISTINCT FROM (NEW."issued_at") OR OLD."issued_by_id" IS DISTINCT FROM (NEW."issued_by_id") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."proposal_id" IS DISTINCT FROM (NEW."proposal_id") OR OLD."record_sha256" IS DISTINCT FROM (NEW."record_sha256") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id") OR OLD."revocation_class" IS DISTINCT FROM (NEW."revocation_class") OR OLD."revocation_reason" IS DISTINCT FROM (NEW."revocation_reason") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."revoked_by_id" IS DISTINCT FROM (NEW."revoked_by_id") OR OLD."signer_sha256" IS DISTINCT FROM (NEW."signer_sha256") OR OLD."token" IS DISTINCT FROM (NEW."token") OR OLD."typed_code" IS DISTINCT FROM (NEW."typed_code") OR OLD."valid_until" IS DISTINCT FROM (NEW."valid_until"))',
                                    func='INSERT INTO "certificates_certificateevent" ("enrollment_id", "file", "file_sha256", "holder_name", "id", "is_replaced", "issued_at", "issued_by_id", "issued_on", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id", "record_sha256", "replaces_id", "revocation_class", "revocation_reason", "revoked_at", "revoked_by_id", "signer_sha256", "token", "typed_code", "valid_until") VALUES (NEW."enrollment_id", NEW."file", NEW."file_sha256", NEW."holder_name", NEW."id", NEW."is_replaced", NEW."issued_at", NEW."issued_by_id", NEW."issued_on", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposal_id", NEW."record_sha256", NEW."replaces_id", NEW."revocation_class", NEW."revocation_reason", NEW."revoked_at", NEW."revoked_by_id", NEW."signer_sha256", NEW."token", NEW."typed_code", NEW."valid_until"); RETURN NULL;',
                                    hash="28e870ca8b68716b0a3fd0f026aaf023b207bc14",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_f76a0",
                                    table="certificates_certificate",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "certificates_certificateevent" ("enrollment_id", "file", "file_sha256", "holder_name", "id", "is_replaced", "issued_at", "issued_by_id", "issued_on", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id", "record_sha256", "replaces_id", "revocation_class", "revocation_reason", "revoked_at", "revoked_by_id", "signer_sha256", "token", "typed_code", "valid_until") VALUES (OLD."enrollment_id", OLD."file", OLD."file_sha256", OLD."holder_name", OLD."id", OLD."is_replaced", OLD."issued_at", OLD."issued_by_id", OLD."issued_on", OLD."kind", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposal_id", OLD."record_sha256", OLD."replaces_id", OLD."revocation_class", OLD."revocation_reason", OLD."revoked_at", OLD."revoked_by_id", OLD."signer_sha256", OLD."token", OLD."typed_code", OLD."valid_until"); RETURN NULL;',
                                    hash="cef087679db0b208813d8374a0e93bf90cd486b1",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_480fe",
                                    table="certificates_certificate",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CertificateEvent",
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
                                to="certificates.certificate",
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
                            "proposal",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="certificates.proposal",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("TRAINING", "Training certificate"),
                                    ("COMPETENCE", "Competence certificate"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("number", models.CharField(max_length=120, verbose_name="number")),
                        ("token", models.CharField(max_length=26)),
                        ("typed_code", models.CharField(max_length=17, verbose_name="code")),
                        ("holder_name", models.CharField(max_length=200, verbose_name="holder")),
                        ("record_sha256", models.CharField(max_length=64)),
                        ("file", models.FileField(max_length=200, upload_to="certificates/")),
                        ("file_sha256", models.CharField(max_length=64, verbose_name="SHA-256 of the file")),
                        (
                            "seal",
                            models.ForeignKey(
                                blank=True,
                                db_column="signer_sha256",
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="certificates.sealcertificate",
                                verbose_name="sealed with",
                            ),
                        ),
                        ("issued_on", models.DateField(verbose_name="issued on")),
                        ("valid_until", models.DateField(null=True, verbose_name="valid until")),
                        (
                            "issued_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="issued by",
                            ),
                        ),
                        ("issued_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ("revoked_at", models.DateTimeField(null=True, verbose_name="revoked at")),
                        (
                            "revoked_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("revocation_reason", models.TextField(blank=True, verbose_name="reason of revocation")),
                        (
                            "revocation_class",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("DATA_ERROR", "Error in the data"),
                                    ("HOLDER_REQUEST", "Holder's request"),
                                    ("SHEET_LOST", "Sheet lost or damaged"),
                                    ("NOT_ENTITLED", "Holder not entitled"),
                                    ("FRAUD", "Fraud"),
                                    ("OTHER", "Other"),
                                ],
                                max_length=14,
                                verbose_name="class of the reason",
                            ),
                        ),
                        ("is_replaced", models.BooleanField(default=False, verbose_name="replaced")),
                        (
                            "replaces",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="certificates.certificate",
                                verbose_name="replaces",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="AuditRun",
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
                                    ("CERTIFICATES", "Audit of certificates"),
                                    ("ANOMALIES", "Search for anomalies"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("began_at", models.DateTimeField(verbose_name="began at")),
                        ("ended_at", models.DateTimeField(verbose_name="ended at")),
                        ("checked", models.PositiveIntegerField(verbose_name="checked")),
                        ("found", models.PositiveIntegerField(verbose_name="findings")),
                        (
                            "left_out",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40),
                                default=list,
                                size=None,
                                verbose_name="left out",
                            ),
                        ),
                        ("since", models.DateField(null=True, verbose_name="classes that ended since")),
                    ],
                    options={
                        "verbose_name": "audit run",
                        "verbose_name_plural": "audit runs",
                        "ordering": ("-id",),
                        "indexes": [models.Index(fields=["kind", "ended_at"], name="audit_run_kind_ended")],
                    },
                ),
                migrations.CreateModel(
                    name="AuditFinding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="certificates.auditrun",
                            ),
                        ),
                        ("rule", models.CharField(max_length=40, verbose_name="rule")),
                        ("about", models.CharField(max_length=200, verbose_name="about")),
                        (
                            "certificate",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="certificates.certificate",
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="programs.batch",
                                verbose_name="batch",
                            ),
                        ),
                        ("facts", models.JSONField(default=dict)),
                    ],
                    options={
                        "verbose_name": "audit finding",
                        "verbose_name_plural": "audit findings",
                        "ordering": ("id",),
                    },
                ),
                migrations.CreateModel(
                    name="AnomalyLimit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "sign",
                            models.CharField(
                                choices=certificates.models.audits.titles_of_signs, max_length=40, verbose_name="sign"
                            ),
                        ),
                        ("name", models.CharField(max_length=20, verbose_name="figure")),
                        ("value", models.PositiveIntegerField(verbose_name="value")),
                    ],
                    options={
                        "verbose_name": "limit of an anomaly",
                        "verbose_name_plural": "limits of anomalies",
                        "ordering": ("sign", "name"),
                        "constraints": [models.UniqueConstraint(fields=("sign", "name"), name="anomaly_limit_once")],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "certificates_anomalylimitevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sign", "value") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sign", NEW."value"); RETURN NULL;',
                                    hash="e3a2eb57449b21ef68f351111d17e55dae044c34",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_ecd73",
                                    table="certificates_anomalylimit",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "certificates_anomalylimitevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sign", "value") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sign", NEW."value"); RETURN NULL;',
                                    hash="b1691dd28de5620b8e863c92671f1f6899ea5121",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_6e8a3",
                                    table="certificates_anomalylimit",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "certificates_anomalylimitevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sign", "value") VALUES (OLD."id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sign", OLD."value"); RETURN NULL;',
                                    hash="61a4cc2cba747d311de488c15a4543ced218d268",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_77fe2",
                                    table="certificates_anomalylimit",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AnomalyLimitEvent",
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
                                to="certificates.anomalylimit",
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
                            "sign",
                            models.CharField(
                                choices=certificates.models.audits.titles_of_signs, max_length=40, verbose_name="sign"
                            ),
                        ),
                        ("name", models.CharField(max_length=20, verbose_name="figure")),
                        ("value", models.PositiveIntegerField(verbose_name="value")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Lsp",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=150, unique=True, verbose_name="name")),
                        ("city", models.CharField(max_length=100, verbose_name="city or regency")),
                        ("address", models.CharField(blank=True, max_length=200, verbose_name="address")),
                        (
                            "licence_number",
                            models.CharField(max_length=60, unique=True, verbose_name="number of the BNSP licence"),
                        ),
                        ("licence_from", models.DateField(verbose_name="licensed from")),
                        ("licence_until", models.DateField(verbose_name="licensed until")),
                        (
                            "chair_name",
                            models.CharField(
                                help_text="Signs the certificates.", max_length=150, verbose_name="name of the chair"
                            ),
                        ),
                        (
                            "chair_position",
                            models.CharField(default="Ketua", max_length=100, verbose_name="position of the chair"),
                        ),
                    ],
                    options={
                        "verbose_name": "certification body (LSP)",
                        "verbose_name_plural": "certification bodies (LSP)",
                        "ordering": ("name",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("licence_until__gte", models.F("licence_from"))),
                                name="lsp_licence_ends_after_it_begins",
                                violation_error_message="A licence cannot end before it begins.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "certificates_lspevent" ("address", "chair_name", "chair_position", "city", "id", "licence_from", "licence_number", "licence_until", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."address", NEW."chair_name", NEW."chair_position", NEW."city", NEW."id", NEW."licence_from", NEW."licence_number", NEW."licence_until", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="e3239ab94d57159da591a6589c48eac8798551f8",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_c1855",
                                    table="certificates_lsp",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "certificates_lspevent" ("address", "chair_name", "chair_position", "city", "id", "licence_from", "licence_number", "licence_until", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."address", NEW."chair_name", NEW."chair_position", NEW."city", NEW."id", NEW."licence_from", NEW."licence_number", NEW."licence_until", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="1c9112dbd955812de8d63093aa2127280129ecd1",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_27e39",
                                    table="certificates_lsp",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "certificates_lspevent" ("address", "chair_name", "chair_position", "city", "id", "licence_from", "licence_number", "licence_until", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."address", OLD."chair_name", OLD."chair_position", OLD."city", OLD."id", OLD."licence_from", OLD."licence_number", OLD."licence_until", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="f675f59c598340e839e464316d7221e0b095ed42",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_20c48",
                                    table="certificates_lsp",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LspEvent",
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
                                to="certificates.lsp",
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
                        ("name", models.CharField(max_length=150, verbose_name="name")),
                        ("city", models.CharField(max_length=100, verbose_name="city or regency")),
                        ("address", models.CharField(blank=True, max_length=200, verbose_name="address")),
                        ("licence_number", models.CharField(max_length=60, verbose_name="number of the BNSP licence")),
                        ("licence_from", models.DateField(verbose_name="licensed from")),
                        ("licence_until", models.DateField(verbose_name="licensed until")),
                        (
                            "chair_name",
                            models.CharField(
                                help_text="Signs the certificates.", max_length=150, verbose_name="name of the chair"
                            ),
                        ),
                        (
                            "chair_position",
                            models.CharField(default="Ketua", max_length=100, verbose_name="position of the chair"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Scheme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "lsp",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="schemes",
                                to="certificates.lsp",
                                verbose_name="LSP",
                            ),
                        ),
                        ("code", models.CharField(max_length=80, verbose_name="code")),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("title_en", models.CharField(blank=True, max_length=200, verbose_name="title in English")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("OKUPASI", "Occupation (okupasi)"),
                                    ("KLASTER", "Cluster (klaster)"),
                                    ("KKNI", "Qualification (KKNI)"),
                                ],
                                default="KLASTER",
                                max_length=10,
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
                        (
                            "years_valid",
                            models.PositiveSmallIntegerField(
                                default=3,
                                help_text="From the day of the LSP's decision; usually 3.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(10),
                                ],
                                verbose_name="years that a certificate is valid",
                            ),
                        ),
                        (
                            "units",
                            models.ManyToManyField(related_name="schemes", to="programs.unit", verbose_name="units"),
                        ),
                    ],
                    options={
                        "verbose_name": "certification scheme",
                        "verbose_name_plural": "certification schemes",
                        "ordering": ("lsp__name", "title"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("lsp", "code"),
                                name="scheme_code_once_per_lsp",
                                violation_error_message="The LSP already has a scheme of this code.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("years_valid__range", (1, 10))), name="scheme_years_in_range"
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "certificates_schemeevent" ("code", "field_id", "id", "kind", "lsp_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "title_en", "years_valid") VALUES (NEW."code", NEW."field_id", NEW."id", NEW."kind", NEW."lsp_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."title", NEW."title_en", NEW."years_valid"); RETURN NULL;',
                                    hash="de34987a59ccdeb0e4ed780dcbfef5891a766d13",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_b5a28",
                                    table="certificates_scheme",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "certificates_schemeevent" ("code", "field_id", "id", "kind", "lsp_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "title_en", "years_valid") VALUES (NEW."code", NEW."field_id", NEW."id", NEW."kind", NEW."lsp_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."title", NEW."title_en", NEW."years_valid"); RETURN NULL;',
                                    hash="61efedfe4e6a291b8b649d9709646de76d6ab2b1",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_da86e",
                                    table="certificates_scheme",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "certificates_schemeevent" ("code", "field_id", "id", "kind", "lsp_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "title_en", "years_valid") VALUES (OLD."code", OLD."field_id", OLD."id", OLD."kind", OLD."lsp_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."title", OLD."title_en", OLD."years_valid"); RETURN NULL;',
                                    hash="0cc092151af1ea43cb8d309d7bb93a59c0c8192d",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_82250",
                                    table="certificates_scheme",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SchemeEvent",
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
                                to="certificates.scheme",
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
                            "lsp",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="certificates.lsp",
                                verbose_name="LSP",
                            ),
                        ),
                        ("code", models.CharField(max_length=80, verbose_name="code")),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("title_en", models.CharField(blank=True, max_length=200, verbose_name="title in English")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("OKUPASI", "Occupation (okupasi)"),
                                    ("KLASTER", "Cluster (klaster)"),
                                    ("KKNI", "Qualification (KKNI)"),
                                ],
                                default="KLASTER",
                                max_length=10,
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
                        (
                            "years_valid",
                            models.PositiveSmallIntegerField(
                                default=3,
                                help_text="From the day of the LSP's decision; usually 3.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(10),
                                ],
                                verbose_name="years that a certificate is valid",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SchemeUnit",
                    fields=[],
                    options={
                        "proxy": True,
                    },
                    bases=("certificates.scheme_units",),
                ),
                migrations.CreateModel(
                    name="SchemeUnitEvent",
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
                                to="certificates.schemeunit",
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
                            "scheme",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="certificates.scheme",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="programs.unit",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CompetenceDecision",
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
                                related_name="competence_decisions",
                                to="programs.batch",
                                verbose_name="batch",
                            ),
                        ),
                        (
                            "scheme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="certificates.scheme",
                                verbose_name="certification scheme",
                            ),
                        ),
                        ("number", models.CharField(max_length=100, verbose_name="number of the decision")),
                        ("decided_on", models.DateField(verbose_name="day of the decision")),
                        ("assessor_name", models.CharField(max_length=150, verbose_name="assessor of the LSP")),
                        (
                            "assessor_registration",
                            models.CharField(max_length=60, verbose_name="registration number of the assessor"),
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
                        ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        "verbose_name": "decision of an LSP",
                        "verbose_name_plural": "decisions of LSPs",
                        "ordering": ("-decided_on", "-id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("batch", "scheme", "number"),
                                name="competence_decision_once_per_batch",
                                violation_error_message="This decision is recorded already.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "certificates_competencedecisionevent" ("assessor_name", "assessor_registration", "batch_id", "decided_on", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "scheme_id") VALUES (NEW."assessor_name", NEW."assessor_registration", NEW."batch_id", NEW."decided_on", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."scheme_id"); RETURN NULL;',
                                    hash="0faa733048c4bcb843df363d19b572beb312794b",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_400f0",
                                    table="certificates_competencedecision",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "certificates_competencedecisionevent" ("assessor_name", "assessor_registration", "batch_id", "decided_on", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "scheme_id") VALUES (NEW."assessor_name", NEW."assessor_registration", NEW."batch_id", NEW."decided_on", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."scheme_id"); RETURN NULL;',
                                    hash="b93d534f1bb3b8fd599c5510d2855447d12c8692",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_c9157",
                                    table="certificates_competencedecision",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "certificates_competencedecisionevent" ("assessor_name", "assessor_registration", "batch_id", "decided_on", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "scheme_id") VALUES (OLD."assessor_name", OLD."assessor_registration", OLD."batch_id", OLD."decided_on", OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."scheme_id"); RETURN NULL;',
                                    hash="7b6811f19adb14b33c7b11ad79cf325ce9f6c88c",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_3b952",
                                    table="certificates_competencedecision",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CompetenceDecisionEvent",
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
                                to="certificates.competencedecision",
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
                            "scheme",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="certificates.scheme",
                                verbose_name="certification scheme",
                            ),
                        ),
                        ("number", models.CharField(max_length=100, verbose_name="number of the decision")),
                        ("decided_on", models.DateField(verbose_name="day of the decision")),
                        ("assessor_name", models.CharField(max_length=150, verbose_name="assessor of the LSP")),
                        (
                            "assessor_registration",
                            models.CharField(max_length=60, verbose_name="registration number of the assessor"),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CompetenceVerdict",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="verdicts",
                                to="certificates.competencedecision",
                            ),
                        ),
                        (
                            "enrollment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="competence_verdicts",
                                to="programs.enrollment",
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
                            "registration_number",
                            models.CharField(blank=True, max_length=60, verbose_name="registration number"),
                        ),
                        (
                            "blank_number",
                            models.CharField(blank=True, max_length=60, verbose_name="number of the blank"),
                        ),
                    ],
                    options={
                        "verbose_name": "verdict of an LSP",
                        "verbose_name_plural": "verdicts of LSPs",
                        "ordering": (
                            django.db.models.functions.comparison.Coalesce(
                                "enrollment__inmate__name", "enrollment__officer__name"
                            ),
                        ),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("decision", "enrollment"), name="one_verdict_per_decision_and_person"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("verdict", "K"),
                                        models.Q(("registration_number", ""), _negated=True),
                                        models.Q(("blank_number", ""), _negated=True),
                                    ),
                                    models.Q(("blank_number", ""), ("registration_number", ""), ("verdict", "BK")),
                                    _connector="OR",
                                ),
                                name="competent_has_its_numbers",
                                violation_error_message="K needs registration number and number of the blank; BK has neither.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("blank_number", ""), _negated=True),
                                fields=("blank_number",),
                                name="blank_is_used_once",
                                violation_error_message="This number of a blank is recorded already.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("registration_number", ""), _negated=True),
                                expressions=[("registration_number", "="), ("enrollment", "<>")],
                                name="registration_number_of_one_person",
                                violation_error_message="This registration number belongs to somebody else.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "certificates_competenceverdictevent" ("blank_number", "decision_id", "enrollment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registration_number", "verdict") VALUES (NEW."blank_number", NEW."decision_id", NEW."enrollment_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."registration_number", NEW."verdict"); RETURN NULL;',
                                    hash="18177f121475625b34aac5ce1275782213771f4f",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_c6234",
                                    table="certificates_competenceverdict",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "certificates_competenceverdictevent" ("blank_number", "decision_id", "enrollment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registration_number", "verdict") VALUES (NEW."blank_number", NEW."decision_id", NEW."enrollment_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."registration_number", NEW."verdict"); RETURN NULL;',
                                    hash="c4f330df47838b1ed649572404dac239f4699035",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_92679",
                                    table="certificates_competenceverdict",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "certificates_competenceverdictevent" ("blank_number", "decision_id", "enrollment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registration_number", "verdict") VALUES (OLD."blank_number", OLD."decision_id", OLD."enrollment_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."registration_number", OLD."verdict"); RETURN NULL;',
                                    hash="659289be1f19e111568157f32bf9ef268c268ae8",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_11aa9",
                                    table="certificates_competenceverdict",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CompetenceVerdictEvent",
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
                                to="certificates.competenceverdict",
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
                            "decision",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="certificates.competencedecision",
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
                                choices=[("K", "K – competent"), ("BK", "BK – not yet competent")],
                                max_length=2,
                                verbose_name="verdict",
                            ),
                        ),
                        (
                            "registration_number",
                            models.CharField(blank=True, max_length=60, verbose_name="registration number"),
                        ),
                        (
                            "blank_number",
                            models.CharField(blank=True, max_length=60, verbose_name="number of the blank"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Handover",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "certificate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handovers",
                                to="certificates.certificate",
                                verbose_name="certificate",
                            ),
                        ),
                        ("received_on", models.DateField(null=True, verbose_name="received on")),
                        (
                            "received_by_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("HOLDER", "The holder in person"),
                                    ("BAPAS", "An officer of the Bapas, after release"),
                                    ("FAMILY", "A family member"),
                                    ("PRISON", "An officer of the prison where the holder is now"),
                                ],
                                max_length=6,
                                verbose_name="received by",
                            ),
                        ),
                        (
                            "receiver_name",
                            models.CharField(blank=True, max_length=150, verbose_name="name of the receiver"),
                        ),
                        (
                            "receiver_role",
                            models.CharField(blank=True, max_length=150, verbose_name="relation or office"),
                        ),
                        ("identity_shown", models.BooleanField(default=False, verbose_name="identity card was shown")),
                        ("witness", models.CharField(blank=True, max_length=150, verbose_name="witness")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                        (
                            "handed_over_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="handed over by",
                            ),
                        ),
                        (
                            "recorded_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="recorded at"
                            ),
                        ),
                        (
                            "corrects",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrected_by",
                                to="certificates.handover",
                                verbose_name="corrects",
                            ),
                        ),
                        (
                            "correction",
                            models.CharField(blank=True, max_length=300, verbose_name="why it was corrected"),
                        ),
                        ("is_void", models.BooleanField(default=False, verbose_name="not handed over after all")),
                    ],
                    options={
                        "verbose_name": "handover of a sheet",
                        "verbose_name_plural": "handovers of sheets",
                        "ordering": ("-id",),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("corrects__isnull", True)),
                                fields=("certificate",),
                                name="sheet_handed_over_once",
                                violation_error_message="This sheet has already been handed over.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("correction", ""), ("corrects__isnull", True), ("is_void", False)),
                                    models.Q(("corrects__isnull", False), models.Q(("correction", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="handover_correction_says_why",
                                violation_error_message="A correction needs a reason.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("identity_shown", False),
                                        ("is_void", True),
                                        ("note", ""),
                                        ("received_by_kind", ""),
                                        ("received_on__isnull", True),
                                        ("receiver_name", ""),
                                        ("receiver_role", ""),
                                        ("witness", ""),
                                    ),
                                    models.Q(
                                        ("is_void", False),
                                        ("received_by_kind", "HOLDER"),
                                        ("received_on__isnull", False),
                                        ("receiver_name", ""),
                                        ("receiver_role", ""),
                                    ),
                                    models.Q(
                                        ("is_void", False),
                                        ("received_by_kind__in", ("BAPAS", "FAMILY", "PRISON")),
                                        ("received_on__isnull", False),
                                        models.Q(("receiver_name", ""), _negated=True),
                                        models.Q(("receiver_role", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="handover_names_its_receiver",
                                violation_error_message="Who receives a sheet for the holder is named, with relation or office.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EndedSheet",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "certificate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ended_sheets",
                                to="certificates.certificate",
                                verbose_name="certificate",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("DESTROYED", "In our hands and destroyed"),
                                    ("LOST", "Lost or ruined before"),
                                    ("OUTSIDE", "Could not be taken back"),
                                ],
                                max_length=9,
                                verbose_name="what became of the sheet",
                            ),
                        ),
                        ("ended_on", models.DateField(verbose_name="day")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
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
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="recorded at"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "sheet that no longer counts",
                        "verbose_name_plural": "sheets that no longer count",
                        "ordering": ("-id",),
                    },
                ),
                migrations.CreateModel(
                    name="Ledger",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("identity", models.UUIDField(default=uuid.uuid4, unique=True)),
                    ],
                    options={
                        "verbose_name": "ledger",
                        "verbose_name_plural": "ledgers",
                    },
                ),
                migrations.CreateModel(
                    name="LedgerEntry",
                    fields=[
                        (
                            "position",
                            models.BigIntegerField(primary_key=True, serialize=False, verbose_name="position"),
                        ),
                        (
                            "event",
                            models.CharField(
                                choices=[("ISSUED", "Issued"), ("REVOKED", "Revoked"), ("REPLACED", "Replaced")],
                                max_length=10,
                                verbose_name="event",
                            ),
                        ),
                        (
                            "certificate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ledger_entries",
                                to="certificates.certificate",
                            ),
                        ),
                        ("salt", models.BinaryField()),
                        ("body", models.TextField()),
                        ("leaf_hash", models.BinaryField()),
                        ("entered_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        "verbose_name": "ledger entry",
                        "verbose_name_plural": "ledger entries",
                        "ordering": ("position",),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("event", "ISSUED")),
                                fields=("certificate",),
                                name="one_ledger_entry_of_issue",
                                violation_error_message="This certificate is in the ledger already.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("event", "ISSUED"), _negated=True),
                                fields=("certificate",),
                                name="one_ledger_entry_of_the_end",
                                violation_error_message="The end of this certificate is in the ledger already.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LedgerNode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("level", models.PositiveSmallIntegerField()),
                        ("index", models.BigIntegerField()),
                        ("hash", models.BinaryField()),
                    ],
                    options={
                        "verbose_name": "ledger node",
                        "verbose_name_plural": "ledger nodes",
                        "ordering": ("level", "index"),
                        "constraints": [models.UniqueConstraint(fields=("level", "index"), name="one_node_per_place")],
                    },
                ),
                migrations.CreateModel(
                    name="Checkpoint",
                    fields=[
                        ("size", models.BigIntegerField(primary_key=True, serialize=False, verbose_name="entries")),
                        ("root", models.BinaryField()),
                        ("note", models.TextField(verbose_name="note")),
                        (
                            "made_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="made at"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "checkpoint",
                        "verbose_name_plural": "checkpoints",
                        "ordering": ("-size",),
                        "indexes": [models.Index(fields=["made_at"], name="checkpoint_made_at")],
                    },
                ),
                migrations.CreateModel(
                    name="Witness",
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
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                        (
                            "region",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="facilities.region",
                                verbose_name="region",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("BROWSER", "Browser"),
                                    ("PASTED", "Pasted note"),
                                    ("REPORT", "Monthly report"),
                                ],
                                max_length=10,
                                verbose_name="from",
                            ),
                        ),
                        ("size", models.BigIntegerField(verbose_name="entries")),
                        ("root", models.BinaryField()),
                        (
                            "seen_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="compared at"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "witness of the ledger",
                        "verbose_name_plural": "witnesses of the ledger",
                        "ordering": ("-id",),
                    },
                ),
                migrations.CreateModel(
                    name="LedgerAlarm",
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
                                    ("SHORTER", "The ledger has fewer entries than the kept checkpoint"),
                                    ("OTHER", "The ledger has other entries than the kept checkpoint"),
                                ],
                                max_length=10,
                                verbose_name="finding",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("FILE", "Checkpoint file on the server"),
                                    ("BROWSER", "Browser"),
                                    ("PASTED", "Pasted note"),
                                    ("REPORT", "Monthly report"),
                                ],
                                max_length=10,
                                verbose_name="from",
                            ),
                        ),
                        ("size", models.BigIntegerField(verbose_name="entries of the kept checkpoint")),
                        (
                            "fingerprint",
                            models.CharField(max_length=24, verbose_name="fingerprint of the kept checkpoint"),
                        ),
                        ("base", models.BigIntegerField()),
                        ("entries", models.BigIntegerField(verbose_name="entries of the ledger")),
                        (
                            "raised_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="raised at"
                            ),
                        ),
                        (
                            "raised_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="raised by",
                            ),
                        ),
                        ("accepted_at", models.DateTimeField(null=True, verbose_name="accepted at")),
                        (
                            "accepted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="accepted by",
                            ),
                        ),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                    ],
                    options={
                        "verbose_name": "ledger alarm",
                        "verbose_name_plural": "ledger alarms",
                        "ordering": ("-id",),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("accepted_at__isnull", True)),
                                fields=("size", "fingerprint"),
                                name="one_standing_alarm_per_checkpoint",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("accepted_at__isnull", True), ("accepted_by__isnull", True), ("reason", "")
                                    ),
                                    models.Q(
                                        ("accepted_at__isnull", False),
                                        ("accepted_by__isnull", False),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="accepted_alarm_has_moment_name_and_reason",
                                violation_error_message="Accepting an alarm needs a reason.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DecisionScan",
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
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scans",
                                to="certificates.competencedecision",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "scan of an LSP's letter",
                        "verbose_name_plural": "scans of LSPs' letters",
                        "ordering": ("-id",),
                    },
                ),
                migrations.CreateModel(
                    name="NumberSeries",
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
                                related_name="+",
                                to="facilities.trainingcentre",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("last", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name": "number series",
                        "verbose_name_plural": "number series",
                        "constraints": [
                            models.UniqueConstraint(fields=("centre", "year"), name="one_series_per_centre_and_year")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProposalEnd",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proposal",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="end",
                                to="certificates.proposal",
                                verbose_name="proposal of a certificate",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("WITHDRAWN", "Withdrawn"), ("DECLINED", "Declined")],
                                max_length=9,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("ended_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ("reason", models.TextField(blank=True, verbose_name="reason")),
                    ],
                    options={
                        "verbose_name": "end of a proposal",
                        "verbose_name_plural": "ends of proposals",
                        "ordering": ("-id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "WITHDRAWN"),
                                    models.Q(("kind", "DECLINED"), models.Q(("reason", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="declined_proposal_says_why",
                                violation_error_message="Declining needs a reason.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IssueRun",
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
                                related_name="+",
                                to="facilities.trainingcentre",
                                verbose_name="training centre",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("RUNNING", "being issued"),
                                    ("DONE", "done"),
                                    ("STOPPED", "stopped"),
                                    ("FAILED", "broken off"),
                                ],
                                default="RUNNING",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("language", models.CharField(max_length=5, verbose_name="language of the messages")),
                        (
                            "started_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="started by",
                            ),
                        ),
                        (
                            "started_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="started at"
                            ),
                        ),
                        ("confirmed_at", models.DateTimeField(null=True, verbose_name="second factor given at")),
                        ("warrant", models.CharField(blank=True, max_length=64)),
                        ("moved_at", models.DateTimeField(null=True, verbose_name="last sheet at")),
                        (
                            "stop_asked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="stopped by",
                            ),
                        ),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="ended at")),
                        ("failure", models.TextField(blank=True, verbose_name="why it broke off")),
                    ],
                    options={
                        "verbose_name": "issue of many certificates",
                        "verbose_name_plural": "issues of many certificates",
                        "ordering": ("-id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", True), ("state", "RUNNING")),
                                    models.Q(
                                        models.Q(("state", "RUNNING"), _negated=True), ("ended_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="issue_run_ends_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state", "FAILED"), ("failure", ""), _connector="XOR"),
                                name="issue_run_says_why_it_broke_off",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("warrant", ""), _negated=True),
                                fields=("warrant",),
                                name="issue_run_warrant_once",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "certificates_issuerunevent" ("centre_id", "confirmed_at", "ended_at", "failure", "id", "language", "moved_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_at", "started_by_id", "state", "stop_asked_by_id", "warrant") VALUES (NEW."centre_id", NEW."confirmed_at", NEW."ended_at", NEW."failure", NEW."id", NEW."language", NEW."moved_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."started_at", NEW."started_by_id", NEW."state", NEW."stop_asked_by_id", NEW."warrant"); RETURN NULL;',
                                    hash="07ba11f32d0ebe4d535a6c21b1ad7ebc87876c30",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_f9be4",
                                    table="certificates_issuerun",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "certificates_issuerunevent" ("centre_id", "confirmed_at", "ended_at", "failure", "id", "language", "moved_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_at", "started_by_id", "state", "stop_asked_by_id", "warrant") VALUES (NEW."centre_id", NEW."confirmed_at", NEW."ended_at", NEW."failure", NEW."id", NEW."language", NEW."moved_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."started_at", NEW."started_by_id", NEW."state", NEW."stop_asked_by_id", NEW."warrant"); RETURN NULL;',
                                    hash="41d058b12fcc78d1a44ace27fc6c584b8bc5f94b",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_628d7",
                                    table="certificates_issuerun",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "certificates_issuerunevent" ("centre_id", "confirmed_at", "ended_at", "failure", "id", "language", "moved_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_at", "started_by_id", "state", "stop_asked_by_id", "warrant") VALUES (OLD."centre_id", OLD."confirmed_at", OLD."ended_at", OLD."failure", OLD."id", OLD."language", OLD."moved_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."started_at", OLD."started_by_id", OLD."state", OLD."stop_asked_by_id", OLD."warrant"); RETURN NULL;',
                                    hash="cfbdaedc04274313fe13e8c48f4dc1479af6efdc",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_4322e",
                                    table="certificates_issuerun",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="keep_the_steps",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{RUNNING:DONE,RUNNING:FAILED,RUNNING:STOPPED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="2b4d501e4201eefd9d0d9a28c3a9c5cdbef04eae",
                                    operation="UPDATE",
                                    pgid="pgtrigger_keep_the_steps_385fe",
                                    table="certificates_issuerun",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IssueRunEvent",
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
                                to="certificates.issuerun",
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
                            "state",
                            models.CharField(
                                choices=[
                                    ("RUNNING", "being issued"),
                                    ("DONE", "done"),
                                    ("STOPPED", "stopped"),
                                    ("FAILED", "broken off"),
                                ],
                                default="RUNNING",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("language", models.CharField(max_length=5, verbose_name="language of the messages")),
                        (
                            "started_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="started by",
                            ),
                        ),
                        (
                            "started_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(), verbose_name="started at"
                            ),
                        ),
                        ("confirmed_at", models.DateTimeField(null=True, verbose_name="second factor given at")),
                        ("warrant", models.CharField(blank=True, max_length=64)),
                        ("moved_at", models.DateTimeField(null=True, verbose_name="last sheet at")),
                        (
                            "stop_asked_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="stopped by",
                            ),
                        ),
                        ("ended_at", models.DateTimeField(null=True, verbose_name="ended at")),
                        ("failure", models.TextField(blank=True, verbose_name="why it broke off")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="IssueRunItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="certificates.issuerun",
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="run_items",
                                to="certificates.proposal",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("WAITING", "waiting"),
                                    ("ISSUED", "issued"),
                                    ("REFUSED", "refused"),
                                    ("LEFT", "not issued"),
                                ],
                                default="WAITING",
                                max_length=10,
                                verbose_name="outcome",
                            ),
                        ),
                        ("sentence", models.TextField(blank=True, verbose_name="why it was refused")),
                    ],
                    options={
                        "verbose_name": "sheet of a run",
                        "verbose_name_plural": "sheets of runs",
                        "ordering": ("id",),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("outcome", "WAITING")),
                                fields=("proposal",),
                                name="proposal_waits_in_one_run",
                            ),
                            models.UniqueConstraint(fields=("run", "proposal"), name="proposal_once_in_a_run"),
                            models.CheckConstraint(
                                condition=models.Q(("outcome", "REFUSED"), ("sentence", ""), _connector="XOR"),
                                name="refused_sheet_says_why",
                            ),
                        ],
                    },
                ),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schemeunit",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "certificates_schemeunitevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id", "unit_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."scheme_id", NEW."unit_id"); RETURN NULL;',
                    hash="73d1d8b40283e664c3835ef428364fdafbc8a896",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2cda7",
                    table="certificates_scheme_units",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schemeunit",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "certificates_schemeunitevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id", "unit_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."scheme_id", NEW."unit_id"); RETURN NULL;',
                    hash="90d821f8ecb7759cafc813c4531239365986cccb",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_393cc",
                    table="certificates_scheme_units",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schemeunit",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "certificates_schemeunitevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme_id", "unit_id") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."scheme_id", OLD."unit_id"); RETURN NULL;',
                    hash="47e37946c6845b406dbf83735fd867ebdb03b422",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c3f09",
                    table="certificates_scheme_units",
                    when="AFTER",
                ),
            ),
        ),
    ]
