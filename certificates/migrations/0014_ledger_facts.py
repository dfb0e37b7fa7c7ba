"""What is not in the ledger does not count, and the ledger only grows: docs/trust.md 3, kept by the database.

At the end of the transaction each new certificate has its entry, each revoked one the entry of its end, and each
entry a checkpoint. Certificates of earlier versions are entered here.
"""

import os
from typing import Any

from django.conf import settings
from django.db import connection, migrations

from certificates.ledger.body import SALT_BYTES, body_of, day_of, leaf_of
from certificates.ledger.keys import signed
from certificates.ledger.notes import Statement
from certificates.ledger.tree import Growing

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
        WHEN NEW.event <> 'ISSUED' AND paper.revoked_at IS NULL
            OR (NEW.body::jsonb - 'replaces') IS DISTINCT FROM jsonb_build_object(
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
APPEND_ONLY = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON certificates_{table}
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON certificates_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
TABLES = ("ledger", "ledgerentry", "ledgernode", "checkpoint", "witness")
BACKWARD = """
DROP TRIGGER no_truncate ON certificates_ledgeralarm;
DROP TRIGGER never_removed ON certificates_ledgeralarm;
DROP TRIGGER is_accepted_once ON certificates_ledgeralarm;
DROP TRIGGER has_its_checkpoint ON certificates_ledgerentry;
DROP TRIGGER end_is_in_the_ledger ON certificates_certificate;
DROP TRIGGER is_in_the_ledger ON certificates_certificate;
DROP TRIGGER is_of_now ON certificates_checkpoint;
DROP TRIGGER is_true ON certificates_ledgerentry;
DROP FUNCTION ledger_alarm_is_accepted_once, ledger_entry_has_its_checkpoint, certificate_is_in_the_ledger,
    ledger_misses, ledger_checkpoint_is_of_now, ledger_entry_is_true;
DELETE FROM certificates_ledger;
"""
NO_LONGER_APPEND_ONLY = """
DROP TRIGGER no_truncate ON certificates_{table};
DROP TRIGGER append_only ON certificates_{table};
"""


def for_each_table(statements: str) -> str:
    return "".join(statements.format(table=table) for table in TABLES)


def enter_earlier_certificates(apps: Any, schema_editor: Any) -> None:
    """Each issue and each revocation, in the order of their moments."""
    papers = list(apps.get_model("certificates", "Certificate").objects.order_by("pk"))
    events = [(paper.issued_at, "ISSUED", paper) for paper in papers]
    events += [(paper.revoked_at, "REVOKED", paper) for paper in papers if paper.revoked_at]
    events.sort(key=lambda event: (event[0], event[2].pk, event[1]))
    tree, entries, nodes = Growing(), [], []
    for at, (moment, event, paper) in enumerate(events):
        salt = os.urandom(SALT_BYTES)
        body = body_of(
            event,
            kind=paper.kind,
            day=paper.issued_on if event == "ISSUED" else day_of(moment),
            record_sha256=paper.record_sha256,
            file_sha256=paper.file_sha256,
        )
        entries.append({"position": at, "event": event, "certificate_id": paper.pk, "salt": salt, "body": body})
        entries[-1]["leaf_hash"] = leaf_of(salt, body)
        full = tree.add(entries[-1]["leaf_hash"])
        nodes += [{"level": level // 8, "index": at, "hash": hashed} for level, at, hashed in full if level % 8 == 0]
    for name, rows in (("LedgerEntry", entries), ("LedgerNode", nodes)):
        model = apps.get_model("certificates", name)
        model.objects.bulk_create([model(**row) for row in rows], batch_size=1000)
    if entries:
        with connection.cursor() as cursor:
            cursor.execute("SELECT date_trunc('second', now())")
            (now,) = cursor.fetchone()
        note = signed(Statement(settings.LEDGER_ORIGIN, tree.size, tree.root, now))
        apps.get_model("certificates", "Checkpoint").objects.create(size=tree.size, root=tree.root, note=note)
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [("certificates", "0013_ledger"), ("audit", "0002_append_only")]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunSQL(for_each_table(APPEND_ONLY), for_each_table(NO_LONGER_APPEND_ONLY)),
        migrations.RunPython(enter_earlier_certificates, migrations.RunPython.noop),
    ]
