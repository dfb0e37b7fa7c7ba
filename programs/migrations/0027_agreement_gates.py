"""No batch is opened, decreed or started outside an agreement in force, its parties, its scope and its quota."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION batch_stands_under_its_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    agreed facilities_agreement;
    course programs_package;
    last date := greatest(NEW.ends_on, NEW.tested_on);
    until date;
    terms_id bigint;
    quota integer;
    planned bigint;
BEGIN
    -- Locked, so that two batches at once do not both take the last seats of the quota.
    SELECT * INTO agreed FROM facilities_agreement WHERE id = NEW.agreement_id FOR NO KEY UPDATE;
    SELECT * INTO course FROM programs_package WHERE id = NEW.package_id;
    -- The newest signed addendum speaks: on the last day of how long it lasts, on the first of what and how many.
    SELECT addendum.ends_on INTO until FROM facilities_agreement addendum
    WHERE addendum.amends_id = agreed.id AND addendum.state = 'SIGNED' AND addendum.starts_on <= last
    ORDER BY addendum.starts_on DESC, addendum.id DESC LIMIT 1;
    SELECT addendum.id INTO terms_id FROM facilities_agreement addendum
    WHERE addendum.amends_id = agreed.id AND addendum.state = 'SIGNED' AND addendum.starts_on <= NEW.starts_on
    ORDER BY addendum.starts_on DESC, addendum.id DESC LIMIT 1;
    terms_id := coalesce(terms_id, agreed.id);
    SELECT terms.quota INTO quota FROM facilities_agreement terms WHERE terms.id = terms_id;
    SELECT coalesce(sum(other.seats), 0) + NEW.seats INTO planned FROM programs_batch other
    WHERE other.agreement_id = agreed.id AND other.id <> NEW.id AND other.state <> 'CANCELLED';

    IF agreed.kind <> 'PKS' OR (
        agreed.signed_on <= NEW.starts_on AND agreed.starts_on <= NEW.starts_on
        AND coalesce(until, agreed.ends_on) >= last
        AND (agreed.terminated_on IS NULL OR agreed.terminated_on > last)
    ) IS NOT TRUE THEN
        RAISE EXCEPTION 'batch %: the agreement is not in force', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'batch_under_an_agreement_in_force', TABLE = TG_TABLE_NAME;
    ELSIF NOT EXISTS (
        SELECT 1 FROM facilities_agreement_fields WHERE agreement_id = terms_id AND field_id = course.field_id
    ) THEN
        RAISE EXCEPTION 'batch %: the field is out of scope', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'batch_inside_the_agreed_scope', TABLE = TG_TABLE_NAME;
    ELSIF NOT EXISTS (
        SELECT 1 FROM facilities_agreementparty WHERE agreement_id = agreed.id AND facility_id = NEW.facility_id
    ) OR NOT EXISTS (
        SELECT 1 FROM facilities_agreementparty WHERE agreement_id = agreed.id AND centre_id = course.centre_id
    ) THEN
        RAISE EXCEPTION 'batch %: not between the parties', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'batch_between_the_agreed_parties', TABLE = TG_TABLE_NAME;
    ELSIF planned > quota THEN
        RAISE EXCEPTION 'batch %: the quota is used up', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'batch_inside_the_quota', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stands_under_its_agreement BEFORE UPDATE OF state, seats, agreement_id ON programs_batch
    FOR EACH ROW WHEN (
        NEW.state IN ('SELECTING', 'DECREED', 'RUNNING')
        AND (NEW.state <> OLD.state OR NEW.seats > OLD.seats OR NEW.agreement_id <> OLD.agreement_id)
    )
    EXECUTE FUNCTION batch_stands_under_its_agreement();
"""
BACKWARD = """
DROP TRIGGER stands_under_its_agreement ON programs_batch;
DROP FUNCTION batch_stands_under_its_agreement();
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0026_tool_facts"), ("facilities", "0013_minutes_and_health")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
