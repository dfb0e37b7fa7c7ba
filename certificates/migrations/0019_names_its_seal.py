"""Each new certificate names the seal of its file; those that earlier versions issued without one stay as they are."""

from django.db import migrations

FORWARD = """
-- Triggers fire in the order of their names: the gates are asked first.
CREATE FUNCTION certificate_names_its_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.signer_sha256 IS NULL THEN
        RAISE EXCEPTION 'no certificate without a seal'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'certificate_names_its_seal', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER seal_is_named BEFORE INSERT ON certificates_certificate
    FOR EACH ROW EXECUTE FUNCTION certificate_names_its_seal();
"""
BACKWARD = """
DROP TRIGGER seal_is_named ON certificates_certificate;
DROP FUNCTION certificate_names_its_seal;
"""


class Migration(migrations.Migration):
    dependencies = [("certificates", "0018_runs")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
