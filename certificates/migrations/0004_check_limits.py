"""The counter behind the limits of the public check: minutes old, worth no log, gone after a crash."""

from django.db import migrations

FORWARD = """
CREATE UNLOGGED TABLE certificates_checkcount (
    who varchar(64) NOT NULL,
    minute timestamptz NOT NULL,
    checks integer NOT NULL,
    PRIMARY KEY (who, minute)
);
CREATE INDEX certificates_checkcount_minute ON certificates_checkcount (minute);
"""


class Migration(migrations.Migration):
    dependencies = [("certificates", "0003_gates")]

    operations = [migrations.RunSQL(FORWARD, "DROP TABLE certificates_checkcount;")]
