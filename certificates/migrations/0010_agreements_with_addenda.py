"""The gate of the agreement asks until when it lasts with its addenda; everything else in it stays."""

from django.db import migrations

SWAP = """
DO $do$
BEGIN
    EXECUTE replace(
        pg_get_functiondef('certificate_passes_its_gates'::regproc), '{before}', '{after}');
END $do$;
"""
OWN, WITH_ADDENDA = (
    "agreement.ends_on < ",
    "agreement_last_day(agreement.id, greatest(person.ends_on, person.tested_on)) < ",
)


class Migration(migrations.Migration):
    dependencies = [("certificates", "0009_officers_are_certified_too"), ("facilities", "0006_addenda_renewals_scans")]

    operations = [
        migrations.RunSQL(
            SWAP.format(before=OWN, after=WITH_ADDENDA),
            SWAP.format(before=WITH_ADDENDA, after=OWN),
        )
    ]
