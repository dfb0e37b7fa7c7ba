"""No batch starts in a workshop that both sides have not found ready for its field on its first day."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION batch_starts_in_a_ready_workshop() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_ready boolean;
BEGIN
    -- The last confirmed word on the workshop counts; without a day it says “not ready”.
    SELECT review.valid_until >= NEW.starts_on INTO is_ready
    FROM facilities_readinessreview review JOIN programs_package package ON package.id = NEW.package_id
    WHERE review.workshop_id = NEW.workshop_id AND review.field_id = package.field_id
        AND review.state = 'CONFIRMED' AND review.reviewed_on <= NEW.starts_on
    ORDER BY review.reviewed_on DESC, review.id DESC LIMIT 1;
    IF is_ready IS NOT TRUE THEN
        RAISE EXCEPTION 'the workshop of batch % is not ready', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'batch_starts_in_a_ready_workshop', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER starts_in_a_ready_workshop BEFORE UPDATE OF state ON programs_batch
    FOR EACH ROW WHEN (NEW.state = 'RUNNING' AND OLD.state <> 'RUNNING')
    EXECUTE FUNCTION batch_starts_in_a_ready_workshop();
"""
BACKWARD = """
DROP TRIGGER starts_in_a_ready_workshop ON programs_batch;
DROP FUNCTION batch_starts_in_a_ready_workshop();
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0012_coded_cancellations"), ("facilities", "0007_readiness")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
