"""Competence certificates: what an LSP decided is their basis, and they have a last day (rule 5.7)."""

from django.db import migrations

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
"""

BACKWARD = """
DROP TRIGGER holds_its_decision ON certificates_proposal;
DROP TRIGGER stays ON certificates_competenceverdict;
DROP TRIGGER stays ON certificates_competencedecision;
DROP TRIGGER is_of_the_batch ON certificates_competenceverdict;
DROP TRIGGER passes_its_gates_of_competence ON certificates_certificate;
DROP FUNCTION competence_proposal_holds_its_decision, competence_decision_stays, competence_verdict_is_of_the_batch,
    competence_passes_its_gates;
"""

ONLY_GROW = ("decisionscan",)
APPEND_ONLY = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON certificates_{table}
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON certificates_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
NO_LONGER_APPEND_ONLY = """
DROP TRIGGER no_truncate ON certificates_{table};
DROP TRIGGER append_only ON certificates_{table};
"""

NOT_EMPTIED = ("competencedecision", "competenceverdict")
NO_TRUNCATE = """
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON certificates_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("certificates", "0003_proposals")]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(
            migrations.RunSQL(APPEND_ONLY.format(table=table), NO_LONGER_APPEND_ONLY.format(table=table))
            for table in ONLY_GROW
        ),
        *(
            migrations.RunSQL(NO_TRUNCATE.format(table=table), f"DROP TRIGGER no_truncate ON certificates_{table};")
            for table in NOT_EMPTIED
        ),
    ]
