"""No certificate without training and tests, and none changes after: docs/trust.md 3, kept by the database."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION certificate_passes_its_gates() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    person record;
    agreement record;
    needed integer;
    attended integer;
    missing integer;
    gate text;
BEGIN
    SELECT enrollment.state, batch.id AS batch_id, batch.state AS batch_state, batch.starts_on, batch.ends_on,
           batch.tested_on, batch.agreement_id, package.id AS package_id, package.centre_id,
           package.lesson_hours, package.attendance_threshold
    INTO person
    FROM programs_enrollment enrollment
    JOIN programs_batch batch ON batch.id = enrollment.batch_id
    JOIN programs_package package ON package.id = batch.package_id
    WHERE enrollment.id = NEW.enrollment_id
    FOR SHARE OF enrollment, batch;

    SELECT * INTO agreement FROM facilities_agreement WHERE id = person.agreement_id;
    needed := ceil(person.lesson_hours * person.attendance_threshold / 100.0);
    SELECT coalesce(sum(attendance.lesson_hours), 0) INTO attended
    FROM programs_attendance attendance WHERE attendance.enrollment_id = NEW.enrollment_id;
    SELECT count(*) INTO missing
    FROM programs_packageunit package_unit
    WHERE package_unit.package_id = person.package_id AND package_unit.is_compulsory AND NOT EXISTS (
        SELECT 1 FROM programs_unitresult result
        WHERE result.enrollment_id = NEW.enrollment_id AND result.unit_id = package_unit.unit_id
          AND result.verdict = 'K');

    gate := CASE
        WHEN person.batch_state <> 'CLOSED' THEN 'certificate_needs_a_closed_batch'
        WHEN person.state <> 'COMPLETED' THEN 'certificate_needs_completion'
        WHEN agreement.signed_on IS NULL OR agreement.starts_on > person.starts_on
            OR agreement.ends_on < greatest(person.ends_on, person.tested_on)
            OR agreement.terminated_on <= greatest(person.ends_on, person.tested_on)
            THEN 'certificate_needs_an_agreement_in_force'
        WHEN attended < needed THEN 'certificate_needs_the_hours'
        WHEN missing > 0 OR NOT EXISTS (
            SELECT 1 FROM programs_packageunit WHERE package_id = person.package_id AND is_compulsory)
            THEN 'certificate_needs_every_compulsory_unit'
        WHEN NOT EXISTS (
            SELECT 1 FROM certificates_proposal proposal
            WHERE proposal.id = NEW.proposal_id AND proposal.enrollment_id = NEW.enrollment_id
              AND proposal.kind = NEW.kind AND proposal.proposed_by_id <> NEW.issued_by_id)
            THEN 'certificate_needs_another_proposer'
        WHEN EXISTS (
            SELECT 1 FROM programs_unitresult result
            WHERE result.enrollment_id = NEW.enrollment_id AND result.recorded_by_id = NEW.issued_by_id)
            THEN 'certificate_issuer_recorded_no_result'
        WHEN NOT EXISTS (
            SELECT 1 FROM facilities_posting posting
            WHERE posting.user_id = NEW.issued_by_id AND posting.role = 'CENTRE_HEAD'
              AND posting.centre_id = person.centre_id AND posting.starts_on <= current_date + 1
              AND (posting.ends_on IS NULL OR posting.ends_on >= current_date - 1))
            THEN 'certificate_issuer_heads_the_centre'
        WHEN NEW.issued_on < greatest(person.ends_on, person.tested_on)
            OR NEW.issued_on > (now() AT TIME ZONE 'Asia/Jayapura')::date THEN 'certificate_date_is_true'
        WHEN NEW.revoked_at IS NOT NULL THEN 'certificate_is_born_valid'
    END;
    IF gate IS NOT NULL THEN
        RAISE EXCEPTION 'no certificate: %', gate
            USING ERRCODE = 'check_violation', CONSTRAINT = gate, TABLE = TG_TABLE_NAME;
    END IF;
    NEW.issued_at := now();
    RETURN NEW;
END $$;
CREATE TRIGGER passes_its_gates BEFORE INSERT ON certificates_certificate
    FOR EACH ROW EXECUTE FUNCTION certificate_passes_its_gates();

-- What was issued stays as it was issued. The one thing that may be added, once, is a revocation.
CREATE FUNCTION certificate_stays_as_issued() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.revoked_at IS NOT NULL
        OR (to_jsonb(NEW) - ARRAY['revoked_at', 'revoked_by_id', 'revocation_reason'])
           IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['revoked_at', 'revoked_by_id', 'revocation_reason']) THEN
        RAISE EXCEPTION 'an issued certificate does not change'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certificate_stays_as_issued', TABLE = TG_TABLE_NAME;
    END IF;
    NEW.revoked_at := now();
    RETURN NEW;
END $$;
CREATE TRIGGER stays_as_issued BEFORE UPDATE ON certificates_certificate
    FOR EACH ROW EXECUTE FUNCTION certificate_stays_as_issued();
CREATE TRIGGER never_removed BEFORE DELETE ON certificates_certificate
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON certificates_certificate
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

BACKWARD = """
DROP TRIGGER no_truncate ON certificates_certificate;
DROP TRIGGER never_removed ON certificates_certificate;
DROP TRIGGER stays_as_issued ON certificates_certificate;
DROP TRIGGER passes_its_gates ON certificates_certificate;
DROP FUNCTION certificate_stays_as_issued, certificate_passes_its_gates;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0002_initial"),
        ("audit", "0002_append_only"),
        ("programs", "0003_facts"),
        ("facilities", "0001_initial"),
    ]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
