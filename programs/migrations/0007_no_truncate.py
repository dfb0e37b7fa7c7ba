"""The evidence of certificates is not emptied table by table either."""

from django.db import migrations

TABLES = ("attendance", "unitresult", "session", "enrollment", "batch", "packageunit", "package")


class Migration(migrations.Migration):
    dependencies = [("programs", "0006_reference_history"), ("audit", "0002_append_only")]

    operations = [
        migrations.RunSQL(
            f"CREATE TRIGGER no_truncate BEFORE TRUNCATE ON programs_{table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();",
            f"DROP TRIGGER no_truncate ON programs_{table};",
        )
        for table in TABLES
    ]
