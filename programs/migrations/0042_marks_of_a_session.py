"""Of tens of millions of attendance rows PostgreSQL looks at thirty thousand and believes in a tenth of the sessions.

Its plans then expect hundreds of rows behind each and read whole tables instead of an index (docs/decisions/planner.md).
A session has the marks of its participants, some forty.
"""

from django.db import migrations

SAID = "ALTER TABLE programs_attendance ALTER COLUMN session_id SET (n_distinct = -0.025)"
UNSAID = "ALTER TABLE programs_attendance ALTER COLUMN session_id RESET (n_distinct)"


class Migration(migrations.Migration):
    dependencies = [("programs", "0041_withdrawn_is_not_removed")]

    operations = [migrations.RunSQL(SAID, UNSAID)]
