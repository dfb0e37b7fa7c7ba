"""A certificate's record names the person, programme and codes that its row and its evidence have."""

from django.db import migrations

FORWARD = """
-- Runs after passes_its_gates: triggers fire in the order of their names.
CREATE FUNCTION certificate_says_who_was_trained() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM programs_enrollment enrollment
        JOIN trainees_inmate inmate ON inmate.id = enrollment.inmate_id
        JOIN programs_batch batch ON batch.id = enrollment.batch_id
        JOIN programs_package package ON package.id = batch.package_id
        WHERE enrollment.id = NEW.enrollment_id
          AND NEW.holder_name = normalize(inmate.name, NFC)
          AND NEW.record->>'holder_name' = NEW.holder_name
          AND NEW.record->>'holder_birth_date' = inmate.birth_date::text
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

-- Who proposed stays on record: a certificate's four eyes are counted from it.
CREATE TRIGGER stays_as_proposed BEFORE UPDATE ON certificates_proposal
    FOR EACH ROW WHEN (NEW IS DISTINCT FROM OLD) EXECUTE FUNCTION refuse_change();
"""

BACKWARD = """
DROP TRIGGER stays_as_proposed ON certificates_proposal;
DROP TRIGGER says_who_was_trained ON certificates_certificate;
DROP FUNCTION certificate_says_who_was_trained;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0007_proposed_anew"),
        ("trainees", "0001_initial"),
    ]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
