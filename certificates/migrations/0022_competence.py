"""Competence certificates: what an LSP decided is their basis, and they have a last day (rule 5.7)."""

import django.contrib.postgres.constraints
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


FORWARD = """
-- Triggers fire in the order of their names: after passes_its_gates, which ask the same of both kinds.
CREATE FUNCTION competence_passes_its_gates() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    basis record;
    gate text;
BEGIN
    SELECT verdict.verdict, verdict.enrollment_id, verdict.registration_number, verdict.blank_number,
           decision.batch_id, decision.decided_on, decision.recorded_by_id, decision.assessor_name,
           decision.assessor_registration, scheme.id AS scheme_id, scheme.title, scheme.code,
           (decision.decided_on + make_interval(years => scheme.years_valid))::date AS valid_until,
           lsp.name AS lsp, lsp.licence_number, lsp.licence_from, lsp.licence_until, proposal.proposed_by_id,
           enrollment.batch_id AS own_batch_id, enrollment.inmate_id, enrollment.officer_id,
           greatest(batch.ends_on, batch.tested_on) AS last_day
    INTO basis
    FROM certificates_proposal proposal
    JOIN certificates_competenceverdict verdict ON verdict.id = proposal.verdict_id
    JOIN certificates_competencedecision decision ON decision.id = verdict.decision_id
    JOIN certificates_scheme scheme ON scheme.id = decision.scheme_id
    JOIN certificates_lsp lsp ON lsp.id = scheme.lsp_id
    JOIN programs_enrollment enrollment ON enrollment.id = verdict.enrollment_id
    JOIN programs_batch batch ON batch.id = enrollment.batch_id
    WHERE proposal.id = NEW.proposal_id
    FOR SHARE OF verdict, decision, scheme, lsp;

    gate := CASE
        WHEN basis.verdict IS DISTINCT FROM 'K' OR basis.enrollment_id <> NEW.enrollment_id
            OR basis.batch_id <> basis.own_batch_id THEN 'competence_needs_the_decision'
        WHEN basis.decided_on NOT BETWEEN basis.licence_from AND basis.licence_until
            OR NEW.issued_on NOT BETWEEN basis.licence_from AND basis.licence_until THEN 'competence_needs_a_licence'
        WHEN NOT EXISTS (SELECT 1 FROM certificates_scheme_units WHERE scheme_id = basis.scheme_id)
            OR EXISTS (
            SELECT 1 FROM certificates_scheme_units scheme_unit
            WHERE scheme_unit.scheme_id = basis.scheme_id AND NOT EXISTS (
                SELECT 1 FROM programs_unitresult result
                WHERE result.enrollment_id = NEW.enrollment_id AND result.unit_id = scheme_unit.unit_id
                  AND result.verdict = 'K'
                  AND (result.recognised_from_id IS NULL OR EXISTS (
                      SELECT 1 FROM programs_unitresult source
                      JOIN programs_enrollment earlier ON earlier.id = source.enrollment_id
                      WHERE source.id = result.recognised_from_id AND source.verdict = 'K'
                        AND source.unit_id = result.unit_id AND source.recognised_from_id IS NULL
                        AND (earlier.inmate_id = basis.inmate_id OR earlier.officer_id = basis.officer_id)))))
            THEN 'competence_needs_every_unit_of_the_scheme'
        WHEN basis.recorded_by_id = NEW.issued_by_id THEN 'competence_issuer_recorded_no_decision'
        WHEN basis.recorded_by_id = basis.proposed_by_id THEN 'competence_proposer_recorded_no_decision'
        WHEN basis.decided_on < basis.last_day
            OR NEW.issued_on NOT BETWEEN basis.decided_on AND basis.valid_until THEN 'competence_date_is_true'
        WHEN NEW.valid_until IS DISTINCT FROM basis.valid_until THEN 'competence_lasts_as_its_scheme_says'
        WHEN NEW.number <> basis.blank_number
            OR NEW.record->>'registration_number' IS DISTINCT FROM normalize(basis.registration_number, NFC)
            OR NEW.record->>'scheme' IS DISTINCT FROM normalize(basis.title, NFC)
            OR NEW.record->>'scheme_code' IS DISTINCT FROM normalize(basis.code, NFC)
            OR NEW.record->>'issuer' IS DISTINCT FROM normalize(basis.lsp, NFC)
            OR NEW.record->>'lsp_licence' IS DISTINCT FROM normalize(basis.licence_number, NFC)
            OR NEW.record->>'assessor_name' IS DISTINCT FROM normalize(basis.assessor_name, NFC)
            OR NEW.record->>'assessor_registration' IS DISTINCT FROM normalize(basis.assessor_registration, NFC)
            OR NEW.record->>'decided_on' IS DISTINCT FROM basis.decided_on::text
            OR NEW.record->>'valid_until' IS DISTINCT FROM NEW.valid_until::text
            THEN 'competence_certificate_says_what_was_decided'
    END;
    IF gate IS NOT NULL THEN
        RAISE EXCEPTION 'no certificate: %', gate
            USING ERRCODE = 'check_violation', CONSTRAINT = gate, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER passes_its_gates_of_competence BEFORE INSERT ON certificates_certificate
    FOR EACH ROW WHEN (NEW.kind = 'COMPETENCE') EXECUTE FUNCTION competence_passes_its_gates();

CREATE FUNCTION competence_verdict_is_of_the_batch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM programs_enrollment enrollment
        JOIN certificates_competencedecision decision ON decision.batch_id = enrollment.batch_id
        WHERE enrollment.id = NEW.enrollment_id AND decision.id = NEW.decision_id) THEN
        RAISE EXCEPTION 'not of the batch'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'competence_verdict_is_of_the_batch',
                  TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER is_of_the_batch BEFORE INSERT OR UPDATE ON certificates_competenceverdict
    FOR EACH ROW EXECUTE FUNCTION competence_verdict_is_of_the_batch();

-- What a certificate was proposed on stays as it was; a proposal made at the same moment is waited for.
CREATE FUNCTION competence_decision_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[];
BEGIN
    IF TG_TABLE_NAME = 'certificates_competencedecision' THEN
        touched := ARRAY[OLD.id];
    ELSIF TG_OP = 'INSERT' THEN
        touched := ARRAY[NEW.decision_id];
    ELSIF TG_OP = 'DELETE' THEN
        touched := ARRAY[OLD.decision_id];
    ELSE
        touched := ARRAY[OLD.decision_id, NEW.decision_id];
    END IF;
    PERFORM 1 FROM certificates_competencedecision WHERE id = ANY(touched) FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM certificates_competenceverdict verdict
        JOIN certificates_proposal proposal ON proposal.verdict_id = verdict.id
        WHERE verdict.decision_id = ANY(touched)) THEN
        RAISE EXCEPTION 'in use'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'competence_decision_stays', TABLE = TG_TABLE_NAME;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON certificates_competencedecision
    FOR EACH ROW EXECUTE FUNCTION competence_decision_stays();
CREATE TRIGGER stays BEFORE INSERT OR UPDATE OR DELETE ON certificates_competenceverdict
    FOR EACH ROW EXECUTE FUNCTION competence_decision_stays();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON certificates_competencedecision
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON certificates_competenceverdict
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A proposal takes hold of its decision before it stands on it.
CREATE FUNCTION competence_proposal_holds_its_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM certificates_competencedecision decision
    JOIN certificates_competenceverdict verdict ON verdict.decision_id = decision.id
    WHERE verdict.id = NEW.verdict_id FOR NO KEY UPDATE OF decision;
    RETURN NEW;
END $$;
CREATE TRIGGER holds_its_decision BEFORE INSERT ON certificates_proposal
    FOR EACH ROW WHEN (NEW.verdict_id IS NOT NULL) EXECUTE FUNCTION competence_proposal_holds_its_decision();

-- The public check says until when it is valid.
CREATE OR REPLACE VIEW certificate_verification.certificates_certificate WITH (security_barrier) AS
    SELECT id, kind, number, token, typed_code, record, record_sha256, file_sha256, issued_on, revoked_at,
           is_replaced, replaces_id, valid_until
    FROM public.certificates_certificate;
"""
BACKWARD = """
DROP VIEW certificate_verification.certificates_certificate;
CREATE VIEW certificate_verification.certificates_certificate WITH (security_barrier) AS
    SELECT id, kind, number, token, typed_code, record, record_sha256, file_sha256, issued_on, revoked_at,
           is_replaced, replaces_id
    FROM public.certificates_certificate;
DROP TRIGGER holds_its_decision ON certificates_proposal;
DROP TRIGGER no_truncate ON certificates_competenceverdict;
DROP TRIGGER no_truncate ON certificates_competencedecision;
DROP TRIGGER stays ON certificates_competenceverdict;
DROP TRIGGER stays ON certificates_competencedecision;
DROP TRIGGER is_of_the_batch ON certificates_competenceverdict;
DROP TRIGGER passes_its_gates_of_competence ON certificates_certificate;
DROP FUNCTION competence_proposal_holds_its_decision, competence_decision_stays, competence_verdict_is_of_the_batch,
    competence_passes_its_gates;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0021_audits"),
        ("facilities", "0016_handover_days"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("programs", "0038_year_plan"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CompetenceDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=100, verbose_name="number of the decision")),
                ("decided_on", models.DateField(verbose_name="day of the decision")),
                ("assessor_name", models.CharField(max_length=150, verbose_name="assessor of the LSP")),
                (
                    "assessor_registration",
                    models.CharField(max_length=60, verbose_name="registration number of the assessor"),
                ),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "verbose_name": "decision of an LSP",
                "verbose_name_plural": "decisions of LSPs",
                "ordering": ("-decided_on", "-id"),
            },
        ),
        migrations.CreateModel(
            name="CompetenceDecisionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.CharField(max_length=100, verbose_name="number of the decision")),
                ("decided_on", models.DateField(verbose_name="day of the decision")),
                ("assessor_name", models.CharField(max_length=150, verbose_name="assessor of the LSP")),
                (
                    "assessor_registration",
                    models.CharField(max_length=60, verbose_name="registration number of the assessor"),
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("blank_number", models.CharField(blank=True, max_length=60, verbose_name="number of the blank")),
            ],
            options={
                "verbose_name": "verdict of an LSP",
                "verbose_name_plural": "verdicts of LSPs",
                "ordering": (
                    django.db.models.functions.comparison.Coalesce(
                        "enrollment__inmate__name", "enrollment__officer__name"
                    ),
                ),
            },
        ),
        migrations.CreateModel(
            name="CompetenceVerdictEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                ("blank_number", models.CharField(blank=True, max_length=60, verbose_name="number of the blank")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Lsp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
            },
        ),
        migrations.CreateModel(
            name="LspEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                "verbose_name": "certification scheme",
                "verbose_name_plural": "certification schemes",
                "ordering": ("lsp__name", "title"),
            },
        ),
        migrations.CreateModel(
            name="SchemeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
            name="SchemeUnitEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
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
            name="valid_until",
            field=models.DateField(null=True, verbose_name="valid until"),
        ),
        migrations.AddField(
            model_name="certificateevent",
            name="valid_until",
            field=models.DateField(null=True, verbose_name="valid until"),
        ),
        migrations.AlterField(
            model_name="certificate",
            name="kind",
            field=models.CharField(
                choices=[("TRAINING", "Training certificate"), ("COMPETENCE", "Competence certificate")],
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="certificateevent",
            name="kind",
            field=models.CharField(
                choices=[("TRAINING", "Training certificate"), ("COMPETENCE", "Competence certificate")],
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="kind",
            field=models.CharField(
                choices=[("TRAINING", "Training certificate"), ("COMPETENCE", "Competence certificate")],
                default="TRAINING",
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="proposalevent",
            name="kind",
            field=models.CharField(
                choices=[("TRAINING", "Training certificate"), ("COMPETENCE", "Competence certificate")],
                default="TRAINING",
                max_length=10,
                verbose_name="kind",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="certificate",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposal",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposal",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="proposal",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "TRAINING"), ("valid_until__isnull", True)),
                    models.Q(("kind", "COMPETENCE"), ("valid_until__isnull", False)),
                    _connector="OR",
                ),
                name="only_competence_certificates_expire",
                violation_error_message="A competence certificate has a last day, a training certificate has none.",
            ),
        ),
        migrations.AddField(
            model_name="competencedecision",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="competence_decisions",
                to="programs.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="competencedecision",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="recorded by",
            ),
        ),
        migrations.AddField(
            model_name="competencedecisionevent",
            name="batch",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="programs.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="competencedecisionevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="competencedecisionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="certificates.competencedecision",
            ),
        ),
        migrations.AddField(
            model_name="competencedecisionevent",
            name="recorded_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="recorded by",
            ),
        ),
        migrations.AddField(
            model_name="competenceverdict",
            name="decision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="verdicts",
                to="certificates.competencedecision",
            ),
        ),
        migrations.AddField(
            model_name="competenceverdict",
            name="enrollment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="competence_verdicts",
                to="programs.enrollment",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="verdict",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposals",
                to="certificates.competenceverdict",
                verbose_name="verdict of the LSP",
            ),
        ),
        migrations.AddField(
            model_name="proposalevent",
            name="verdict",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="certificates.competenceverdict",
                verbose_name="verdict of the LSP",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "TRAINING"), ("verdict__isnull", True)),
                    models.Q(("kind", "COMPETENCE"), ("verdict__isnull", False)),
                    _connector="OR",
                ),
                name="competence_proposal_names_its_verdict",
                violation_error_message="Only a competence certificate rests on an LSP's decision, and always does.",
            ),
        ),
        migrations.AddField(
            model_name="competenceverdictevent",
            name="decision",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="certificates.competencedecision",
            ),
        ),
        migrations.AddField(
            model_name="competenceverdictevent",
            name="enrollment",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="programs.enrollment",
            ),
        ),
        migrations.AddField(
            model_name="competenceverdictevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="competenceverdictevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="certificates.competenceverdict",
            ),
        ),
        migrations.AddConstraint(
            model_name="lsp",
            constraint=models.CheckConstraint(
                condition=models.Q(("licence_until__gte", models.F("licence_from"))),
                name="lsp_licence_ends_after_it_begins",
                violation_error_message="A licence cannot end before it begins.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lsp",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lsp",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lsp",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        migrations.AddField(
            model_name="lspevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="lspevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="certificates.lsp",
            ),
        ),
        migrations.AddField(
            model_name="scheme",
            name="field",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="facilities.field",
                verbose_name="field",
            ),
        ),
        migrations.AddField(
            model_name="scheme",
            name="lsp",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="schemes",
                to="certificates.lsp",
                verbose_name="LSP",
            ),
        ),
        migrations.AddField(
            model_name="scheme",
            name="units",
            field=models.ManyToManyField(related_name="schemes", to="programs.unit", verbose_name="units"),
        ),
        migrations.AddField(
            model_name="competencedecisionevent",
            name="scheme",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="certificates.scheme",
                verbose_name="certification scheme",
            ),
        ),
        migrations.AddField(
            model_name="competencedecision",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="certificates.scheme",
                verbose_name="certification scheme",
            ),
        ),
        migrations.AddField(
            model_name="schemeevent",
            name="field",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="facilities.field",
                verbose_name="field",
            ),
        ),
        migrations.AddField(
            model_name="schemeevent",
            name="lsp",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="certificates.lsp",
                verbose_name="LSP",
            ),
        ),
        migrations.AddField(
            model_name="schemeevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="schemeevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="certificates.scheme",
            ),
        ),
        migrations.AddField(
            model_name="schemeunitevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="schemeunitevent",
            name="scheme",
            field=models.ForeignKey(
                db_constraint=False,
                db_tablespace="",
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="certificates.scheme",
            ),
        ),
        migrations.AddField(
            model_name="schemeunitevent",
            name="unit",
            field=models.ForeignKey(
                db_constraint=False,
                db_tablespace="",
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="programs.unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="competenceverdict",
            constraint=models.UniqueConstraint(
                fields=("decision", "enrollment"), name="one_verdict_per_decision_and_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="competenceverdict",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="competenceverdict",
            constraint=models.UniqueConstraint(
                condition=models.Q(("blank_number", ""), _negated=True),
                fields=("blank_number",),
                name="blank_is_used_once",
                violation_error_message="This number of a blank is recorded already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="competenceverdict",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("registration_number", ""), _negated=True),
                expressions=[("registration_number", "="), ("enrollment", "<>")],
                name="registration_number_of_one_person",
                violation_error_message="This registration number belongs to somebody else.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="competenceverdict",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="competenceverdict",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="competenceverdict",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        migrations.AddConstraint(
            model_name="scheme",
            constraint=models.UniqueConstraint(
                fields=("lsp", "code"),
                name="scheme_code_once_per_lsp",
                violation_error_message="The LSP already has a scheme of this code.",
            ),
        ),
        migrations.AddConstraint(
            model_name="scheme",
            constraint=models.CheckConstraint(
                condition=models.Q(("years_valid__range", (1, 10))), name="scheme_years_in_range"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scheme",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scheme",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scheme",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        migrations.CreateModel(
            name="SchemeUnit",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("certificates.scheme_units",),
        ),
        migrations.AddConstraint(
            model_name="competencedecision",
            constraint=models.UniqueConstraint(
                fields=("batch", "scheme", "number"),
                name="competence_decision_once_per_batch",
                violation_error_message="This decision is recorded already.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="competencedecision",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="competencedecision",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="competencedecision",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        migrations.AddField(
            model_name="schemeunitevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="certificates.schemeunit",
            ),
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
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
