"""Whose certificate was revoked may be proposed anew; otherwise there is one proposal for each enrollment and kind."""

from django.db import migrations

FORWARD = """
-- The enrollment is locked, so that of two who propose at once the second sees the first.
CREATE FUNCTION one_proposal_per_enrollment_and_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM programs_enrollment WHERE id = NEW.enrollment_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM certificates_proposal proposal
        LEFT JOIN certificates_certificate certificate ON certificate.proposal_id = proposal.id
        WHERE proposal.enrollment_id = NEW.enrollment_id AND proposal.kind = NEW.kind AND proposal.id <> NEW.id
          AND certificate.revoked_at IS NULL
    ) THEN
        RAISE EXCEPTION 'proposed already'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'one_proposal_per_enrollment_and_kind',
                  TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER one_per_enrollment_and_kind BEFORE INSERT OR UPDATE OF id, enrollment_id, kind ON certificates_proposal
    FOR EACH ROW EXECUTE FUNCTION one_proposal_per_enrollment_and_kind();
"""

BACKWARD = """
DROP TRIGGER one_per_enrollment_and_kind ON certificates_proposal;
DROP FUNCTION one_proposal_per_enrollment_and_kind;
"""


class Migration(migrations.Migration):
    dependencies = [("certificates", "0006_signed_before_and_head_today"), ("programs", "0004_evidence")]

    operations = [
        migrations.RemoveConstraint(model_name="proposal", name="one_proposal_per_enrollment_and_kind"),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
