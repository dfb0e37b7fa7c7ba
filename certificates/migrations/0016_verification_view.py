"""What the check of certificates may read, as a schema whose view stands where the application looks for the table.

A database role with this schema first on its search path (manage.py verification_role) runs the same code and sees
of a certificate only what its sheet says and what its status and the ledger need.
"""

from django.db import migrations

FORWARD = """
CREATE SCHEMA certificate_verification;
CREATE VIEW certificate_verification.certificates_certificate WITH (security_barrier) AS
    SELECT id, kind, number, token, typed_code, record, record_sha256, file_sha256, issued_on, revoked_at
    FROM public.certificates_certificate;
"""
BACKWARD = "DROP SCHEMA certificate_verification CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("certificates", "0015_seals")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
