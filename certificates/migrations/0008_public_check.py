"""What the public check of certificates may read and count.

The counter behind its limits is minutes old, worth no log and gone after a crash. What it reads is a schema whose
view stands where the application looks for the table: a database role with this schema first on its search path
(manage.py verification_role) runs the same code and sees of a certificate only what its sheet says and what its
status and the ledger need.
"""

from django.db import migrations

COUNTER = """
CREATE UNLOGGED TABLE certificates_checkcount (
    who varchar(64) NOT NULL,
    minute timestamptz NOT NULL,
    checks integer NOT NULL,
    PRIMARY KEY (who, minute)
);
CREATE INDEX certificates_checkcount_minute ON certificates_checkcount (minute);
"""

# It says of a replaced one what it is, asks the ledger about both, and says until when one is valid.
VIEW = """
CREATE SCHEMA certificate_verification;
CREATE VIEW certificate_verification.certificates_certificate WITH (security_barrier) AS
    SELECT id, kind, number, token, typed_code, record, record_sha256, file_sha256, issued_on, revoked_at,
           is_replaced, replaces_id, valid_until
    FROM public.certificates_certificate;
"""


class Migration(migrations.Migration):
    dependencies = [("certificates", "0007_runs_and_audits")]

    operations = [
        migrations.RunSQL(COUNTER, "DROP TABLE certificates_checkcount;"),
        migrations.RunSQL(VIEW, "DROP SCHEMA certificate_verification CASCADE;"),
    ]
