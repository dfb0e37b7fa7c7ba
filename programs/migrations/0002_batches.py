"""What a batch stands on: its days, seats, kind of trainees, a ready workshop and an agreement in force."""

from django.db import migrations

FORWARD = """
-- An enrollment carries its batch's days, for the constraint that nobody sits in two places on one day.
CREATE FUNCTION enrollment_takes_the_batch_days() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT daterange(starts_on, greatest(ends_on, tested_on), '[]') INTO NEW.period
    FROM programs_batch WHERE id = NEW.batch_id;
    RETURN NEW;
END $$;
CREATE TRIGGER takes_the_batch_days BEFORE INSERT OR UPDATE OF batch_id, period ON programs_enrollment
    FOR EACH ROW EXECUTE FUNCTION enrollment_takes_the_batch_days();

CREATE FUNCTION batch_hands_on_its_days() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE programs_enrollment SET period = NULL WHERE batch_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER hands_on_its_days AFTER UPDATE OF starts_on, ends_on, tested_on ON programs_batch
    FOR EACH ROW
    WHEN ((OLD.starts_on, OLD.ends_on, OLD.tested_on) IS DISTINCT FROM (NEW.starts_on, NEW.ends_on, NEW.tested_on))
    EXECUTE FUNCTION batch_hands_on_its_days();

-- Seats are never oversold. The batch's row is locked, so that of two who take the last seat one waits and loses.
CREATE FUNCTION seats_are_never_oversold() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    room integer;
    taken integer;
BEGIN
    SELECT seats INTO room FROM programs_batch WHERE id = NEW.batch_id FOR NO KEY UPDATE;
    SELECT count(*) INTO taken FROM programs_enrollment
    WHERE batch_id = NEW.batch_id AND state IN ('ACCEPTED', 'ACTIVE', 'SUSPENDED', 'COMPLETED');
    IF taken > room THEN
        RAISE EXCEPTION 'batch % has % seats', NEW.batch_id, room
            USING ERRCODE = 'check_violation', CONSTRAINT = 'seats_never_oversold', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER seats_never_oversold AFTER INSERT OR UPDATE OF state, batch_id ON programs_enrollment
    FOR EACH ROW WHEN (NEW.state IN ('ACCEPTED', 'ACTIVE', 'SUSPENDED', 'COMPLETED'))
    EXECUTE FUNCTION seats_are_never_oversold();

CREATE FUNCTION batch_keeps_the_seats_taken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seats < (SELECT count(*) FROM programs_enrollment
                    WHERE batch_id = NEW.id AND state IN ('ACCEPTED', 'ACTIVE', 'SUSPENDED', 'COMPLETED')) THEN
        RAISE EXCEPTION 'batch % has more people than % seats', NEW.id, NEW.seats
            USING ERRCODE = 'check_violation', CONSTRAINT = 'seats_not_below_the_seated', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keeps_the_seats_taken BEFORE UPDATE OF seats ON programs_batch
    FOR EACH ROW WHEN (NEW.seats < OLD.seats) EXECUTE FUNCTION batch_keeps_the_seats_taken();

-- A batch is for inmates or for officers, and only those are enrolled in it.
CREATE FUNCTION trainees_are_of_the_batch_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.officer_id IS NOT NULL)
        <> (SELECT trainee_kind = 'OFFICER' FROM programs_batch WHERE id = NEW.batch_id FOR KEY SHARE) THEN
        RAISE EXCEPTION 'batch % is for others', NEW.batch_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'trainees_of_the_batch_kind', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER trainees_are_of_the_batch_kind BEFORE INSERT OR UPDATE OF batch_id, inmate_id, officer_id
    ON programs_enrollment FOR EACH ROW EXECUTE FUNCTION trainees_are_of_the_batch_kind();

CREATE FUNCTION batch_keeps_its_trainee_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM programs_enrollment WHERE batch_id = NEW.id) THEN
        RAISE EXCEPTION 'batch % has people of the other kind', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'trainees_of_the_batch_kind', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keeps_its_trainee_kind BEFORE UPDATE OF trainee_kind ON programs_batch
    FOR EACH ROW WHEN (NEW.trainee_kind <> OLD.trainee_kind) EXECUTE FUNCTION batch_keeps_its_trainee_kind();

-- No batch starts in a workshop that both sides have not found ready for its field on its first day.
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

-- No batch is opened, decreed or started outside an agreement in force, its parties, its scope and its quota.
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
DROP TRIGGER starts_in_a_ready_workshop ON programs_batch;
DROP TRIGGER keeps_its_trainee_kind ON programs_batch;
DROP TRIGGER trainees_are_of_the_batch_kind ON programs_enrollment;
DROP TRIGGER keeps_the_seats_taken ON programs_batch;
DROP TRIGGER seats_never_oversold ON programs_enrollment;
DROP TRIGGER hands_on_its_days ON programs_batch;
DROP TRIGGER takes_the_batch_days ON programs_enrollment;
DROP FUNCTION batch_stands_under_its_agreement, batch_starts_in_a_ready_workshop, batch_keeps_its_trainee_kind,
    trainees_are_of_the_batch_kind, batch_keeps_the_seats_taken, seats_are_never_oversold, batch_hands_on_its_days,
    enrollment_takes_the_batch_days;
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0001_initial"), ("facilities", "0002_meetings_reviews_agreements")]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
