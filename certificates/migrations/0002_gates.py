"""No certificate without training and tests, and it says what its evidence says: docs/trust.md 3, kept by the database.

Triggers fire in the order of their names: passes_its_gates is asked first, what else holds of a new one after it.
"""

from django.db import migrations

FORWARD = """
-- The agreement is signed by the batch's first day and lasts with its addenda; the head is the head today, the day in
-- the time zone of the centre's region. A recognised unit counts only while what it rests on is the same person's K;
-- and who recorded a post-test, or a verdict that was recognised, does not issue the certificate.
-- Its moment is that of the row itself and not of its transaction's beginning: after everything the gates have seen.
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
           package.lesson_hours, package.attendance_threshold, package.pass_mark,
           enrollment.inmate_id, enrollment.officer_id, (now() AT TIME ZONE region.time_zone)::date AS today
    INTO person
    FROM programs_enrollment enrollment
    JOIN programs_batch batch ON batch.id = enrollment.batch_id
    JOIN programs_package package ON package.id = batch.package_id
    JOIN facilities_trainingcentre centre ON centre.id = package.centre_id
    JOIN facilities_region region ON region.id = centre.region_id
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
          AND result.verdict = 'K'
          AND (result.recognised_from_id IS NULL OR EXISTS (
              SELECT 1 FROM programs_unitresult source
              JOIN programs_enrollment earlier ON earlier.id = source.enrollment_id
              WHERE source.id = result.recognised_from_id AND source.verdict = 'K'
                AND source.unit_id = result.unit_id AND source.recognised_from_id IS NULL
                AND (earlier.inmate_id = person.inmate_id OR earlier.officer_id = person.officer_id))));

    gate := CASE
        WHEN person.batch_state <> 'CLOSED' THEN 'certificate_needs_a_closed_batch'
        WHEN person.state <> 'COMPLETED' THEN 'certificate_needs_completion'
        WHEN agreement.signed_on IS NULL OR agreement.signed_on > person.starts_on
            OR agreement.starts_on > person.starts_on
            OR agreement_last_day(agreement.id, greatest(person.ends_on, person.tested_on))
                < greatest(person.ends_on, person.tested_on)
            OR agreement.terminated_on <= greatest(person.ends_on, person.tested_on)
            THEN 'certificate_needs_an_agreement_in_force'
        WHEN attended < needed THEN 'certificate_needs_the_hours'
        WHEN missing > 0 OR NOT EXISTS (
            SELECT 1 FROM programs_packageunit WHERE package_id = person.package_id AND is_compulsory)
            THEN 'certificate_needs_every_compulsory_unit'
        WHEN person.pass_mark > coalesce((
            SELECT score FROM programs_writtentest WHERE enrollment_id = NEW.enrollment_id AND kind = 'POST'), 0)
            THEN 'certificate_needs_the_pass_mark'
        WHEN NOT EXISTS (
            SELECT 1 FROM certificates_proposal proposal
            WHERE proposal.id = NEW.proposal_id AND proposal.enrollment_id = NEW.enrollment_id
              AND proposal.kind = NEW.kind AND proposal.proposed_by_id <> NEW.issued_by_id)
            THEN 'certificate_needs_another_proposer'
        WHEN EXISTS (
            SELECT 1 FROM programs_unitresult result
            WHERE result.enrollment_id = NEW.enrollment_id AND NEW.issued_by_id IN (result.recorded_by_id, (
                SELECT source.recorded_by_id FROM programs_unitresult source
                WHERE source.id = result.recognised_from_id)))
            OR EXISTS (
            SELECT 1 FROM programs_writtentest test
            WHERE test.enrollment_id = NEW.enrollment_id AND test.recorded_by_id = NEW.issued_by_id)
            THEN 'certificate_issuer_recorded_no_result'
        WHEN NOT EXISTS (
            SELECT 1 FROM facilities_posting posting
            WHERE posting.user_id = NEW.issued_by_id AND posting.role = 'CENTRE_HEAD'
              AND posting.centre_id = person.centre_id AND posting.starts_on <= person.today
              AND (posting.ends_on IS NULL OR posting.ends_on >= person.today))
            THEN 'certificate_issuer_heads_the_centre'
        WHEN NEW.issued_on < greatest(person.ends_on, person.tested_on)
            OR NEW.issued_on > (now() AT TIME ZONE 'Asia/Jayapura')::date THEN 'certificate_date_is_true'
        WHEN NEW.revoked_at IS NOT NULL THEN 'certificate_is_born_valid'
    END;
    IF gate IS NOT NULL THEN
        RAISE EXCEPTION 'no certificate: %', gate
            USING ERRCODE = 'check_violation', CONSTRAINT = gate, TABLE = TG_TABLE_NAME;
    END IF;
    NEW.issued_at := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER passes_its_gates BEFORE INSERT ON certificates_certificate
    FOR EACH ROW EXECUTE FUNCTION certificate_passes_its_gates();

-- The record names the person, inmate or officer, the programme and the codes that its row and its evidence have.
-- Runs after passes_its_gates: triggers fire in the order of their names.
CREATE FUNCTION certificate_says_who_was_trained() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM programs_enrollment enrollment
        LEFT JOIN trainees_inmate inmate ON inmate.id = enrollment.inmate_id
        LEFT JOIN trainees_officer officer ON officer.id = enrollment.officer_id
        JOIN programs_batch batch ON batch.id = enrollment.batch_id
        JOIN programs_package package ON package.id = batch.package_id
        WHERE enrollment.id = NEW.enrollment_id
          AND NEW.holder_name = normalize(coalesce(inmate.name, officer.name), NFC)
          AND NEW.record->>'holder_name' = NEW.holder_name
          AND NEW.record->>'holder_birth_date' = coalesce(inmate.birth_date, officer.birth_date)::text
          AND NEW.record->>'programme' = normalize(package.name, NFC)
          AND NEW.record->>'lesson_hours' = package.lesson_hours::text
          AND NEW.record->>'number' = NEW.number
          AND NEW.record->>'token' = NEW.token
          AND NEW.record->>'typed_code' = NEW.typed_code
          AND NEW.record->>'issued_on' = NEW.issued_on::text
    ) THEN
        RAISE EXCEPTION 'no certificate: the record is not that of the person trained'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certificate_says_who_was_trained', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER says_who_was_trained BEFORE INSERT ON certificates_certificate
    FOR EACH ROW EXECUTE FUNCTION certificate_says_who_was_trained();

-- Each names the seal of its file.
-- Triggers fire in the order of their names: the gates are asked first.
CREATE FUNCTION certificate_names_its_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.signer_sha256 IS NULL THEN
        RAISE EXCEPTION 'no certificate without a seal'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certificate_names_its_seal', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER seal_is_named BEFORE INSERT ON certificates_certificate
    FOR EACH ROW EXECUTE FUNCTION certificate_names_its_seal();

-- What was issued stays as it was issued. The one thing that may be added, once, is a revocation.
CREATE FUNCTION certificate_stays_as_issued() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.revoked_at IS NOT NULL
        OR (to_jsonb(NEW)
            - ARRAY['revoked_at', 'revoked_by_id', 'revocation_reason', 'revocation_class', 'is_replaced'])
           IS DISTINCT FROM (to_jsonb(OLD)
            - ARRAY['revoked_at', 'revoked_by_id', 'revocation_reason', 'revocation_class', 'is_replaced']) THEN
        RAISE EXCEPTION 'an issued certificate does not change'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certificate_stays_as_issued', TABLE = TG_TABLE_NAME;
    END IF;
    NEW.revoked_at := clock_timestamp();
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
DROP TRIGGER seal_is_named ON certificates_certificate;
DROP TRIGGER says_who_was_trained ON certificates_certificate;
DROP TRIGGER passes_its_gates ON certificates_certificate;
DROP FUNCTION certificate_stays_as_issued, certificate_names_its_seal, certificate_says_who_was_trained,
    certificate_passes_its_gates;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0001_initial"),
        ("audit", "0002_append_only"),
        ("facilities", "0002_meetings_reviews_agreements"),
        ("programs", "0014_after_release"),
    ]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
