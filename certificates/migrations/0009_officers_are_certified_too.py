"""A certificate names the inmate or the officer that its enrollment is of; proposals are ordered by that name."""

from django.db import migrations
from django.db.models.functions import Coalesce

FORWARD = """
CREATE OR REPLACE FUNCTION certificate_says_who_was_trained() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""

BACKWARD = """
CREATE OR REPLACE FUNCTION certificate_says_who_was_trained() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""


class Migration(migrations.Migration):
    dependencies = [
        ("certificates", "0008_says_who_was_trained"),
        ("programs", "0010_officers_as_trainees"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="proposal",
            options={
                "ordering": (Coalesce("enrollment__inmate__name", "enrollment__officer__name"),),
                "verbose_name": "proposal of a certificate",
                "verbose_name_plural": "proposals of certificates",
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
