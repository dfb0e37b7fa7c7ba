"""Two gates shut tighter: the agreement is signed by the batch's first day, and the head is the head today.

Today is the day in the time zone of the training centre's region. All other gates stand as in 0003.
"""

from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION certificate_passes_its_gates() RETURNS trigger LANGUAGE plpgsql AS $$
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
           package.lesson_hours, package.attendance_threshold,
           (now() AT TIME ZONE region.time_zone)::date AS today
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
          AND result.verdict = 'K');

    gate := CASE
        WHEN person.batch_state <> 'CLOSED' THEN 'certificate_needs_a_closed_batch'
        WHEN person.state <> 'COMPLETED' THEN 'certificate_needs_completion'
        WHEN agreement.signed_on IS NULL OR agreement.signed_on > person.starts_on
            OR agreement.starts_on > person.starts_on
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
    NEW.issued_at := now();
    RETURN NEW;
END $$;
"""

BACKWARD = """
CREATE OR REPLACE FUNCTION certificate_passes_its_gates() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""


class Migration(migrations.Migration):
    dependencies = [("certificates", "0005_number_series_name"), ("facilities", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
