"""What spans several tables: until when an agreement lasts, whose workshop is reviewed, minutes that stand."""

from django.db import migrations

FORWARD = """
-- For triggers of later rooms: until when an agreement lasts, as it was written down by the day. The same as
-- Agreement.terms(on=day).ends_on.
CREATE FUNCTION agreement_last_day(agreement bigint, day date) RETURNS date LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT ends_on FROM facilities_agreement
         WHERE amends_id = agreement AND state = 'SIGNED' AND starts_on <= day
         ORDER BY starts_on DESC, id DESC LIMIT 1),
        (SELECT ends_on FROM facilities_agreement WHERE id = agreement))
$$;

-- A review is of a workshop of one of its two sides; a constraint of one table cannot look at the workshop's own place.
CREATE FUNCTION review_is_of_a_side() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM facilities_workshop room WHERE room.id = NEW.workshop_id
            AND (room.facility_id = NEW.facility_id OR room.centre_id = NEW.centre_id)
    ) THEN
        RAISE EXCEPTION 'the workshop of review % belongs to neither side', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'review_workshop_is_of_a_side', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER workshop_is_of_a_side BEFORE INSERT OR UPDATE OF workshop_id, facility_id, centre_id
    ON facilities_readinessreview FOR EACH ROW EXECUTE FUNCTION review_is_of_a_side();

-- Minutes that all sides have confirmed are not changed.
CREATE FUNCTION confirmed_minutes_stand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM facilities_meetingparty WHERE meeting_id = NEW.id AND confirmed_at IS NULL)
            AND EXISTS (SELECT FROM facilities_meetingparty WHERE meeting_id = NEW.id) THEN
        RAISE EXCEPTION 'all sides have confirmed the minutes of meeting %', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'confirmed_minutes_stand', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER confirmed_minutes_stand
    BEFORE UPDATE OF kind, subject, held_on, place, agenda, minutes, decisions, minutes_number ON facilities_meeting
    FOR EACH ROW EXECUTE FUNCTION confirmed_minutes_stand();
"""

BACKWARD = """
DROP TRIGGER confirmed_minutes_stand ON facilities_meeting;
DROP TRIGGER workshop_is_of_a_side ON facilities_readinessreview;
DROP FUNCTION confirmed_minutes_stand, review_is_of_a_side, agreement_last_day;
"""


class Migration(migrations.Migration):
    dependencies = [("facilities", "0001_initial")]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
