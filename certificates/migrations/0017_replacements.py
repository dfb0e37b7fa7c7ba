"""A certificate is replaced by another in one step, and each end has the class of its reason.

What is replaced and by what was proposed before; the ledger says which it was. Revocations of earlier versions are
of the class OTHER.
"""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


CLASSES_OF_EARLIER_REVOCATIONS = """
ALTER TABLE certificates_certificate DISABLE TRIGGER USER;
UPDATE certificates_certificate SET revocation_class = 'OTHER' WHERE revoked_at IS NOT NULL;
ALTER TABLE certificates_certificate ENABLE TRIGGER USER;
"""

FORWARD = """
-- Triggers fire in the order of their names: after passes_its_gates.
CREATE FUNCTION certificate_replaces_what_was_proposed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.replaces_id IS DISTINCT FROM (SELECT replaces_id FROM certificates_proposal WHERE id = NEW.proposal_id)
        OR NEW.replaces_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM certificates_certificate replaced
            WHERE replaced.id = NEW.replaces_id AND replaced.enrollment_id = NEW.enrollment_id
              AND replaced.kind = NEW.kind AND replaced.revoked_at IS NOT NULL) THEN
        RAISE EXCEPTION 'no certificate: it replaces another than was proposed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certificate_replaces_what_was_proposed',
                  TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER replaces_what_was_proposed BEFORE INSERT ON certificates_certificate
    FOR EACH ROW EXECUTE FUNCTION certificate_replaces_what_was_proposed();

CREATE FUNCTION certificate_has_its_replacement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM certificates_certificate WHERE replaces_id = NEW.id) THEN
        RAISE EXCEPTION 'replaced by nothing'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certificate_has_its_replacement', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER has_its_replacement AFTER UPDATE ON certificates_certificate
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.is_replaced)
    EXECUTE FUNCTION certificate_has_its_replacement();

CREATE FUNCTION proposal_replaces_a_standing_certificate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.replaces_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM certificates_certificate certificate
        WHERE certificate.id = NEW.replaces_id AND certificate.enrollment_id = NEW.enrollment_id
          AND certificate.kind = NEW.kind AND certificate.revoked_at IS NULL) THEN
        RAISE EXCEPTION 'nothing to replace'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'proposal_replaces_a_standing_certificate',
                  TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER replaces_a_standing_certificate BEFORE INSERT ON certificates_proposal
    FOR EACH ROW EXECUTE FUNCTION proposal_replaces_a_standing_certificate();

-- The public check says of a replaced one what it is, and asks the ledger about both.
CREATE OR REPLACE VIEW certificate_verification.certificates_certificate WITH (security_barrier) AS
    SELECT id, kind, number, token, typed_code, record, record_sha256, file_sha256, issued_on, revoked_at,
           is_replaced, replaces_id
    FROM public.certificates_certificate;
"""
BACKWARD = """
DROP VIEW certificate_verification.certificates_certificate;
CREATE VIEW certificate_verification.certificates_certificate WITH (security_barrier) AS
    SELECT id, kind, number, token, typed_code, record, record_sha256, file_sha256, issued_on, revoked_at
    FROM public.certificates_certificate;
DROP TRIGGER replaces_a_standing_certificate ON certificates_proposal;
DROP TRIGGER has_its_replacement ON certificates_certificate;
DROP TRIGGER replaces_what_was_proposed ON certificates_certificate;
DROP FUNCTION proposal_replaces_a_standing_certificate, certificate_has_its_replacement,
    certificate_replaces_what_was_proposed;
"""

SWAP = """
DO $do$
BEGIN
    EXECUTE replace(pg_get_functiondef('{function}'::regproc), $part${before}$part$, $part${after}$part$);
END $do$;
"""
OLD_ENDING = "ARRAY['revoked_at', 'revoked_by_id', 'revocation_reason']"
ENDING = "ARRAY['revoked_at', 'revoked_by_id', 'revocation_reason', 'revocation_class', 'is_replaced']"
OLD_PROPOSAL = "AND certificate.revoked_at IS NULL"
PROPOSAL = """AND certificate.revoked_at IS NULL
          AND (NEW.replaces_id IS NULL OR certificate.id IS DISTINCT FROM NEW.replaces_id)"""
OLD_ENTRY_EVENT = "NEW.event <> 'ISSUED' AND paper.revoked_at IS NULL"
ENTRY_EVENT = """NEW.event <> 'ISSUED' AND (
                paper.revoked_at IS NULL OR paper.is_replaced <> (NEW.event = 'REPLACED'))"""
OLD_ENTRY_BODY = "(NEW.body::jsonb - 'replaces') IS DISTINCT FROM jsonb_build_object("
ENTRY_BODY = """NEW.body::jsonb IS DISTINCT FROM CASE
                WHEN NEW.event = 'ISSUED' AND paper.replaces_id IS NOT NULL THEN jsonb_build_object('replaces', (
                    SELECT record_sha256 FROM certificates_certificate WHERE id = paper.replaces_id))
                ELSE '{}'::jsonb END || jsonb_build_object("""
PARTS = (
    ("certificate_stays_as_issued", OLD_ENDING, ENDING),
    ("one_proposal_per_enrollment_and_kind", OLD_PROPOSAL, PROPOSAL),
    ("ledger_entry_is_true", OLD_ENTRY_EVENT, ENTRY_EVENT),
    ("ledger_entry_is_true", OLD_ENTRY_BODY, ENTRY_BODY),
)


def swap(function: str, before: str, after: str) -> migrations.RunSQL:
    forward = SWAP.replace("{function}", function)
    return migrations.RunSQL(
        forward.replace("{before}", before).replace("{after}", after),
        forward.replace("{before}", after).replace("{after}", before),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0016_verification_view"),
        ("programs", "0036_additional_lessons"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="certificate",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="certificate",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="certificate",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="proposal",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="proposal",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="proposal",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="certificate",
            name="is_replaced",
            field=models.BooleanField(default=False, verbose_name="replaced"),
        ),
        migrations.AddField(
            model_name="certificate",
            name="replaces",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replacement",
                to="certificates.certificate",
                verbose_name="replaces",
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="revocation_class",
            field=models.CharField(
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
        migrations.AddField(
            model_name="certificateevent",
            name="is_replaced",
            field=models.BooleanField(default=False, verbose_name="replaced"),
        ),
        migrations.AddField(
            model_name="certificateevent",
            name="replaces",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="certificates.certificate",
                verbose_name="replaces",
            ),
        ),
        migrations.AddField(
            model_name="certificateevent",
            name="revocation_class",
            field=models.CharField(
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
        migrations.AddField(
            model_name="proposal",
            name="correction",
            field=models.TextField(blank=True, verbose_name="what is corrected"),
        ),
        migrations.AddField(
            model_name="proposal",
            name="end_class",
            field=models.CharField(
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
        migrations.AddField(
            model_name="proposal",
            name="replaces",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replacing_proposals",
                to="certificates.certificate",
                verbose_name="replaces",
            ),
        ),
        migrations.AddField(
            model_name="proposalevent",
            name="correction",
            field=models.TextField(blank=True, verbose_name="what is corrected"),
        ),
        migrations.AddField(
            model_name="proposalevent",
            name="end_class",
            field=models.CharField(
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
        migrations.AddField(
            model_name="proposalevent",
            name="replaces",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="certificates.certificate",
                verbose_name="replaces",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "certificates_certificateevent" ("enrollment_id", "file", "file_sha256", "holder_name", "id", "is_replaced", "issued_at", "issued_by_id", "issued_on", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id", "record_sha256", "replaces_id", "revocation_class", "revocation_reason", "revoked_at", "revoked_by_id", "signer_sha256", "token", "typed_code") VALUES (NEW."enrollment_id", NEW."file", NEW."file_sha256", NEW."holder_name", NEW."id", NEW."is_replaced", NEW."issued_at", NEW."issued_by_id", NEW."issued_on", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposal_id", NEW."record_sha256", NEW."replaces_id", NEW."revocation_class", NEW."revocation_reason", NEW."revoked_at", NEW."revoked_by_id", NEW."signer_sha256", NEW."token", NEW."typed_code"); RETURN NULL;',
                    hash="90501875c91bd31ac36f2a41f7fd528db4dd4141",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_261ce",
                    table="certificates_certificate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."enrollment_id" IS DISTINCT FROM (NEW."enrollment_id") OR OLD."file" IS DISTINCT FROM (NEW."file") OR OLD."file_sha256" IS DISTINCT FROM (NEW."file_sha256") OR OLD."holder_name" IS DISTINCT FROM (NEW."holder_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_replaced" IS DISTINCT FROM (NEW."is_replaced") OR OLD."issued_at" IS DISTINCT FROM (NEW."issued_at") OR OLD."issued_by_id" IS DISTINCT FROM (NEW."issued_by_id") OR OLD."issued_on" IS DISTINCT FROM (NEW."issued_on") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."proposal_id" IS DISTINCT FROM (NEW."proposal_id") OR OLD."record_sha256" IS DISTINCT FROM (NEW."record_sha256") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id") OR OLD."revocation_class" IS DISTINCT FROM (NEW."revocation_class") OR OLD."revocation_reason" IS DISTINCT FROM (NEW."revocation_reason") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."revoked_by_id" IS DISTINCT FROM (NEW."revoked_by_id") OR OLD."signer_sha256" IS DISTINCT FROM (NEW."signer_sha256") OR OLD."token" IS DISTINCT FROM (NEW."token") OR OLD."typed_code" IS DISTINCT FROM (NEW."typed_code"))',
                    func='INSERT INTO "certificates_certificateevent" ("enrollment_id", "file", "file_sha256", "holder_name", "id", "is_replaced", "issued_at", "issued_by_id", "issued_on", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id", "record_sha256", "replaces_id", "revocation_class", "revocation_reason", "revoked_at", "revoked_by_id", "signer_sha256", "token", "typed_code") VALUES (NEW."enrollment_id", NEW."file", NEW."file_sha256", NEW."holder_name", NEW."id", NEW."is_replaced", NEW."issued_at", NEW."issued_by_id", NEW."issued_on", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposal_id", NEW."record_sha256", NEW."replaces_id", NEW."revocation_class", NEW."revocation_reason", NEW."revoked_at", NEW."revoked_by_id", NEW."signer_sha256", NEW."token", NEW."typed_code"); RETURN NULL;',
                    hash="c70ab6d2705b12f51d77323caa8e9e498f7895df",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f76a0",
                    table="certificates_certificate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "certificates_certificateevent" ("enrollment_id", "file", "file_sha256", "holder_name", "id", "is_replaced", "issued_at", "issued_by_id", "issued_on", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal_id", "record_sha256", "replaces_id", "revocation_class", "revocation_reason", "revoked_at", "revoked_by_id", "signer_sha256", "token", "typed_code") VALUES (OLD."enrollment_id", OLD."file", OLD."file_sha256", OLD."holder_name", OLD."id", OLD."is_replaced", OLD."issued_at", OLD."issued_by_id", OLD."issued_on", OLD."kind", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposal_id", OLD."record_sha256", OLD."replaces_id", OLD."revocation_class", OLD."revocation_reason", OLD."revoked_at", OLD."revoked_by_id", OLD."signer_sha256", OLD."token", OLD."typed_code"); RETURN NULL;',
                    hash="d9c44ee7a9dd31e3ab6433565580cbe364e3bd79",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_480fe",
                    table="certificates_certificate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposal",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "certificates_proposalevent" ("correction", "end_class", "enrollment_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "replaces_id") VALUES (NEW."correction", NEW."end_class", NEW."enrollment_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."replaces_id"); RETURN NULL;',
                    hash="13ba8d6e751c70ac30d5765f7d8de20af9233942",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8e767",
                    table="certificates_proposal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposal",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "certificates_proposalevent" ("correction", "end_class", "enrollment_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "replaces_id") VALUES (NEW."correction", NEW."end_class", NEW."enrollment_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."replaces_id"); RETURN NULL;',
                    hash="e60a474dcc1a817ef90f9f5b1db9a3efb8239ead",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_809c6",
                    table="certificates_proposal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposal",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "certificates_proposalevent" ("correction", "end_class", "enrollment_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "replaces_id") VALUES (OLD."correction", OLD."end_class", OLD."enrollment_id", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."replaces_id"); RETURN NULL;',
                    hash="fa673c1ebb312a79a020d71bb72c65c21c7a9994",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8e823",
                    table="certificates_proposal",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(CLASSES_OF_EARLIER_REVOCATIONS, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_replaced", False), ("revocation_class", ""), ("revoked_at__isnull", True)),
                    models.Q(
                        (
                            "revocation_class__in",
                            ["DATA_ERROR", "HOLDER_REQUEST", "SHEET_LOST", "NOT_ENTITLED", "FRAUD", "OTHER"],
                        ),
                        ("revoked_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="revoked_has_class",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
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
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
        *(swap(*part) for part in PARTS),
    ]
