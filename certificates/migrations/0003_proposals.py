"""One proposal for each enrollment and kind, issued or ended; a certificate is replaced by another in one step."""

from django.db import migrations

FORWARD = """
-- Whose certificate was revoked may be proposed anew, and one that was withdrawn or declined makes room for another;
-- otherwise there is one proposal for each enrollment and kind.
-- The enrollment is locked, so that of two who propose at once the second sees the first.
CREATE FUNCTION one_proposal_per_enrollment_and_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM programs_enrollment WHERE id = NEW.enrollment_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM certificates_proposal proposal
        LEFT JOIN certificates_certificate certificate ON certificate.proposal_id = proposal.id
        WHERE proposal.enrollment_id = NEW.enrollment_id AND proposal.kind = NEW.kind AND proposal.id <> NEW.id
          AND NOT EXISTS (SELECT 1 FROM certificates_proposalend ended WHERE ended.proposal_id = proposal.id)
          AND certificate.revoked_at IS NULL
          AND (NEW.replaces_id IS NULL OR certificate.id IS DISTINCT FROM NEW.replaces_id)
    ) THEN
        RAISE EXCEPTION 'proposed already'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'one_proposal_per_enrollment_and_kind',
                  TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER one_per_enrollment_and_kind BEFORE INSERT OR UPDATE OF id, enrollment_id, kind ON certificates_proposal
    FOR EACH ROW EXECUTE FUNCTION one_proposal_per_enrollment_and_kind();

-- Who proposed stays on record: a certificate's four eyes are counted from it.
CREATE TRIGGER stays_as_proposed BEFORE UPDATE ON certificates_proposal
    FOR EACH ROW WHEN (NEW IS DISTINCT FROM OLD) EXECUTE FUNCTION refuse_change();

-- A proposal is issued or ended, never both: who writes either waits for the other by the proposal's row.
CREATE FUNCTION proposal_end_is_true() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    proposer bigint;
    gate text;
BEGIN
    SELECT proposed_by_id INTO proposer FROM certificates_proposal WHERE id = NEW.proposal_id FOR UPDATE;
    gate := CASE
        WHEN EXISTS (SELECT 1 FROM certificates_certificate WHERE proposal_id = NEW.proposal_id)
            THEN 'ended_proposal_has_no_certificate'
        WHEN (NEW.kind = 'WITHDRAWN') <> (NEW.ended_by_id = proposer) THEN 'proposal_ended_by_the_right_one'
    END;
    IF gate IS NOT NULL THEN
        RAISE EXCEPTION 'no end of a proposal: %', gate
            USING ERRCODE = 'check_violation', CONSTRAINT = gate, TABLE = TG_TABLE_NAME;
    END IF;
    NEW.ended_at := now();
    RETURN NEW;
END $$;
CREATE TRIGGER is_true BEFORE INSERT ON certificates_proposalend
    FOR EACH ROW EXECUTE FUNCTION proposal_end_is_true();

CREATE FUNCTION certificate_needs_a_waiting_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM certificates_proposal WHERE id = NEW.proposal_id FOR KEY SHARE;
    IF EXISTS (SELECT 1 FROM certificates_proposalend WHERE proposal_id = NEW.proposal_id) THEN
        RAISE EXCEPTION 'no certificate: its proposal has ended'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certificate_needs_a_waiting_proposal',
                  TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER waits_to_be_issued BEFORE INSERT ON certificates_certificate
    FOR EACH ROW EXECUTE FUNCTION certificate_needs_a_waiting_proposal();

-- What is replaced and by what was proposed before.
CREATE FUNCTION proposal_replaces_a_standing_certificate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.replaces_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM certificates_certificate certificate
        WHERE certificate.id = NEW.replaces_id AND certificate.enrollment_id = NEW.enrollment_id
          AND certificate.kind = NEW.kind AND certificate.revoked_at IS NULL) THEN
        RAISE EXCEPTION 'nothing to replace'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'proposal_replaces_a_standing_certificate',
                  TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER replaces_a_standing_certificate BEFORE INSERT ON certificates_proposal
    FOR EACH ROW EXECUTE FUNCTION proposal_replaces_a_standing_certificate();

-- Triggers fire in the order of their names: after passes_its_gates.
CREATE FUNCTION certificate_replaces_what_was_proposed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.replaces_id IS DISTINCT FROM (SELECT replaces_id FROM certificates_proposal WHERE id = NEW.proposal_id)
        OR NEW.replaces_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM certificates_certificate replaced
            WHERE replaced.id = NEW.replaces_id AND replaced.enrollment_id = NEW.enrollment_id
              AND replaced.kind = NEW.kind AND replaced.revoked_at IS NOT NULL) THEN
        RAISE EXCEPTION 'no certificate: it replaces another than was proposed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certificate_replaces_what_was_proposed',
                  TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER replaces_what_was_proposed BEFORE INSERT ON certificates_certificate
    FOR EACH ROW EXECUTE FUNCTION certificate_replaces_what_was_proposed();

CREATE FUNCTION certificate_has_its_replacement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM certificates_certificate WHERE replaces_id = NEW.id) THEN
        RAISE EXCEPTION 'replaced by nothing'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certificate_has_its_replacement', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER has_its_replacement AFTER UPDATE ON certificates_certificate
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.is_replaced)
    EXECUTE FUNCTION certificate_has_its_replacement();
"""

BACKWARD = """
DROP TRIGGER has_its_replacement ON certificates_certificate;
DROP TRIGGER replaces_what_was_proposed ON certificates_certificate;
DROP TRIGGER replaces_a_standing_certificate ON certificates_proposal;
DROP TRIGGER waits_to_be_issued ON certificates_certificate;
DROP TRIGGER is_true ON certificates_proposalend;
DROP TRIGGER stays_as_proposed ON certificates_proposal;
DROP TRIGGER one_per_enrollment_and_kind ON certificates_proposal;
DROP FUNCTION certificate_has_its_replacement, certificate_replaces_what_was_proposed,
    proposal_replaces_a_standing_certificate, certificate_needs_a_waiting_proposal, proposal_end_is_true,
    one_proposal_per_enrollment_and_kind;
"""

ONLY_GROW = ("proposalend",)
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
    dependencies = [("certificates", "0002_gates")]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(
            migrations.RunSQL(APPEND_ONLY.format(table=table), NO_LONGER_APPEND_ONLY.format(table=table))
            for table in ONLY_GROW
        ),
    ]
