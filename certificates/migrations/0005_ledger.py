"""What is not in the ledger does not count, and the ledger only grows: docs/trust.md 3, kept by the database.

At the end of the transaction each new certificate has its entry, each revoked one the entry of its end, and each
entry a checkpoint.
"""

from django.db import migrations

FORWARD = """
INSERT INTO certificates_ledger (identity) VALUES (gen_random_uuid());

CREATE FUNCTION ledger_entry_is_true() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    paper certificates_certificate;
    fact text;
BEGIN
    SELECT * INTO paper FROM certificates_certificate WHERE id = NEW.certificate_id;
    fact := CASE
        WHEN NEW.position <> (SELECT coalesce(max(position), -1) + 1 FROM certificates_ledgerentry)
            THEN 'ledger_has_no_gap'
        WHEN octet_length(NEW.salt) <> 16
            OR NEW.leaf_hash <> sha256('\\x00'::bytea || NEW.salt || convert_to(NEW.body, 'UTF8'))
            THEN 'ledger_leaf_is_the_hash_of_its_body'
        WHEN NEW.event <> 'ISSUED' AND (
                paper.revoked_at IS NULL OR paper.is_replaced <> (NEW.event = 'REPLACED'))
            OR NEW.body::jsonb IS DISTINCT FROM CASE
                WHEN NEW.event = 'ISSUED' AND paper.replaces_id IS NOT NULL THEN jsonb_build_object('replaces', (
                    SELECT record_sha256 FROM certificates_certificate WHERE id = paper.replaces_id))
                ELSE '{}'::jsonb END || jsonb_build_object(
                'event', NEW.event, 'kind', paper.kind,
                'day', CASE WHEN NEW.event = 'ISSUED' THEN paper.issued_on
                       ELSE (paper.revoked_at AT TIME ZONE 'Asia/Jakarta')::date END,
                'record_sha256', paper.record_sha256, 'file_sha256', paper.file_sha256)
            THEN 'ledger_entry_names_its_certificate'
    END;
    IF fact IS NOT NULL THEN
        RAISE EXCEPTION 'no ledger entry: %', fact
            USING ERRCODE = 'check_violation', CONSTRAINT = fact, TABLE = TG_TABLE_NAME;
    END IF;
    NEW.entered_at := now();
    RETURN NEW;
END $$;
CREATE TRIGGER is_true BEFORE INSERT ON certificates_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION ledger_entry_is_true();

CREATE FUNCTION ledger_checkpoint_is_of_now() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.size <> (SELECT coalesce(max(position), -1) + 1 FROM certificates_ledgerentry)
        OR NEW.size < (SELECT coalesce(max(size), 0) FROM certificates_checkpoint) OR octet_length(NEW.root) <> 32 THEN
        RAISE EXCEPTION 'a checkpoint is of the whole ledger'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'checkpoint_is_of_the_whole_ledger', TABLE = TG_TABLE_NAME;
    END IF;
    NEW.made_at := now();
    RETURN NEW;
END $$;
CREATE TRIGGER is_of_now BEFORE INSERT ON certificates_checkpoint
    FOR EACH ROW EXECUTE FUNCTION ledger_checkpoint_is_of_now();

CREATE FUNCTION ledger_misses(fact text, source text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'not in the ledger: %', fact
        USING ERRCODE = 'check_violation', CONSTRAINT = fact, TABLE = source;
END $$;

CREATE FUNCTION certificate_is_in_the_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM certificates_ledgerentry
                   WHERE certificate_id = NEW.id AND (event = 'ISSUED') = (TG_OP = 'INSERT')) THEN
        PERFORM ledger_misses('certificate_is_in_the_ledger', TG_TABLE_NAME);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER is_in_the_ledger AFTER INSERT ON certificates_certificate
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION certificate_is_in_the_ledger();
CREATE CONSTRAINT TRIGGER end_is_in_the_ledger AFTER UPDATE ON certificates_certificate
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.revoked_at IS NOT NULL)
    EXECUTE FUNCTION certificate_is_in_the_ledger();

CREATE FUNCTION ledger_entry_has_its_checkpoint() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM certificates_checkpoint WHERE size > NEW.position) THEN
        PERFORM ledger_misses('ledger_entry_has_its_checkpoint', TG_TABLE_NAME);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER has_its_checkpoint AFTER INSERT ON certificates_ledgerentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_entry_has_its_checkpoint();

-- An alarm begins unaccepted: written in as accepted already, it would silence the witness that raises it.
CREATE FUNCTION ledger_alarm_begins_standing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.accepted_at IS NOT NULL THEN
        RAISE EXCEPTION 'a ledger alarm begins unaccepted'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_alarm_begins_standing', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER begins_standing BEFORE INSERT ON certificates_ledgeralarm
    FOR EACH ROW EXECUTE FUNCTION ledger_alarm_begins_standing();

-- An alarm is accepted once; nothing else of it changes.
CREATE FUNCTION ledger_alarm_is_accepted_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.accepted_at IS NOT NULL OR NEW.accepted_at IS NULL
        OR (to_jsonb(NEW) - ARRAY['accepted_at', 'accepted_by_id', 'reason'])
           IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['accepted_at', 'accepted_by_id', 'reason']) THEN
        RAISE EXCEPTION 'a ledger alarm does not change'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_alarm_is_accepted_once', TABLE = TG_TABLE_NAME;
    END IF;
    NEW.accepted_at := now();
    RETURN NEW;
END $$;
CREATE TRIGGER is_accepted_once BEFORE UPDATE ON certificates_ledgeralarm
    FOR EACH ROW EXECUTE FUNCTION ledger_alarm_is_accepted_once();
CREATE TRIGGER never_removed BEFORE DELETE ON certificates_ledgeralarm
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON certificates_ledgeralarm
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

BACKWARD = """
DROP TRIGGER no_truncate ON certificates_ledgeralarm;
DROP TRIGGER never_removed ON certificates_ledgeralarm;
DROP TRIGGER is_accepted_once ON certificates_ledgeralarm;
DROP TRIGGER begins_standing ON certificates_ledgeralarm;
DROP TRIGGER has_its_checkpoint ON certificates_ledgerentry;
DROP TRIGGER end_is_in_the_ledger ON certificates_certificate;
DROP TRIGGER is_in_the_ledger ON certificates_certificate;
DROP TRIGGER is_of_now ON certificates_checkpoint;
DROP TRIGGER is_true ON certificates_ledgerentry;
DROP FUNCTION ledger_alarm_is_accepted_once, ledger_alarm_begins_standing, ledger_entry_has_its_checkpoint,
    certificate_is_in_the_ledger, ledger_misses, ledger_checkpoint_is_of_now, ledger_entry_is_true;
DELETE FROM certificates_ledger;
"""

ONLY_GROW = ("ledger", "ledgerentry", "ledgernode", "checkpoint", "witness")
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
    dependencies = [("certificates", "0004_competence")]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(
            migrations.RunSQL(APPEND_ONLY.format(table=table), NO_LONGER_APPEND_ONLY.format(table=table))
            for table in ONLY_GROW
        ),
    ]
