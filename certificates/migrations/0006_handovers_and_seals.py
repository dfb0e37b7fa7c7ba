"""Sheets are handed over or accounted for, once and on a true day; seal certificates are public for ever."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION handover_is_true() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    paper record;
    earlier record;
    gate text;
BEGIN
    SELECT certificate.issued_on, certificate.revoked_at, enrollment.inmate_id,
           (now() AT TIME ZONE facility.time_zone)::date AS today
    INTO paper
    FROM certificates_certificate certificate
    JOIN programs_enrollment enrollment ON enrollment.id = certificate.enrollment_id
    JOIN programs_batch batch ON batch.id = enrollment.batch_id
    JOIN facilities_facility facility ON facility.id = batch.facility_id
    WHERE certificate.id = NEW.certificate_id
    FOR SHARE OF certificate;
    SELECT certificate_id, is_void INTO earlier FROM certificates_handover WHERE id = NEW.corrects_id;

    gate := CASE
        WHEN NEW.corrects_id IS NOT NULL AND earlier.certificate_id IS DISTINCT FROM NEW.certificate_id
            THEN 'handover_corrects_its_own_sheet'
        WHEN NOT NEW.is_void AND paper.revoked_at IS NOT NULL AND earlier.is_void IS NOT FALSE
            THEN 'handover_of_a_standing_certificate'
        WHEN NEW.received_on NOT BETWEEN paper.issued_on AND paper.today THEN 'handover_day_is_true'
        WHEN NEW.received_by_kind IN ('BAPAS', 'PRISON') AND paper.inmate_id IS NULL
            THEN 'handover_through_an_office_is_an_inmates'
    END;
    IF gate IS NOT NULL THEN
        RAISE EXCEPTION 'no handover: %', gate
            USING ERRCODE = 'check_violation', CONSTRAINT = gate, TABLE = TG_TABLE_NAME;
    END IF;
    NEW.recorded_at := now();
    RETURN NEW;
END $$;
CREATE TRIGGER is_true BEFORE INSERT ON certificates_handover FOR EACH ROW EXECUTE FUNCTION handover_is_true();

CREATE FUNCTION ended_sheet_is_true() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    paper record;
    gate text;
BEGIN
    SELECT certificate.issued_on, certificate.revoked_at, (now() AT TIME ZONE facility.time_zone)::date AS today
    INTO paper
    FROM certificates_certificate certificate
    JOIN programs_enrollment enrollment ON enrollment.id = certificate.enrollment_id
    JOIN programs_batch batch ON batch.id = enrollment.batch_id
    JOIN facilities_facility facility ON facility.id = batch.facility_id
    WHERE certificate.id = NEW.certificate_id;
    gate := CASE
        WHEN paper.revoked_at IS NULL THEN 'ended_sheet_of_an_ended_certificate'
        WHEN NEW.ended_on NOT BETWEEN paper.issued_on AND paper.today THEN 'ended_sheet_day_is_true'
    END;
    IF gate IS NOT NULL THEN
        RAISE EXCEPTION 'no end of a sheet: %', gate
            USING ERRCODE = 'check_violation', CONSTRAINT = gate, TABLE = TG_TABLE_NAME;
    END IF;
    NEW.recorded_at := now();
    RETURN NEW;
END $$;
CREATE TRIGGER is_true BEFORE INSERT ON certificates_endedsheet FOR EACH ROW EXECUTE FUNCTION ended_sheet_is_true();
"""

BACKWARD = """
DROP TRIGGER is_true ON certificates_endedsheet;
DROP TRIGGER is_true ON certificates_handover;
DROP FUNCTION ended_sheet_is_true, handover_is_true;
"""

# A seal certificate is public for ever: files that bear its seal are.
ONLY_GROW = ("handover", "endedsheet", "sealcertificate")
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


class Migration(migrations.Migration):
    dependencies = [("certificates", "0005_ledger")]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(
            migrations.RunSQL(APPEND_ONLY.format(table=table), NO_LONGER_APPEND_ONLY.format(table=table))
            for table in ONLY_GROW
        ),
    ]
