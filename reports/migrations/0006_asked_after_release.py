"""Whom to ask after release is counted for each prison and day, as who is eligible is."""

from django.db import migrations, models

MARKING = """
CREATE FUNCTION reports_outcomes_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO reports_facilitymark (facility_id) SELECT DISTINCT inmate.facility_id
            FROM gone JOIN programs_enrollment one ON one.id = gone.enrollment_id
            JOIN trainees_inmate inmate ON inmate.id = one.inmate_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO reports_facilitymark (facility_id) SELECT DISTINCT inmate.facility_id
            FROM came JOIN programs_enrollment one ON one.id = came.enrollment_id
            JOIN trainees_inmate inmate ON inmate.id = one.inmate_id;
    END IF;
    RETURN NULL;
END $$;
"""
WATCHED = {"programs_outcome": "reports_outcomes_changed", "trainees_movement": "reports_records_changed"}
ROWS = {
    "INSERT": "NEW TABLE AS came",
    "UPDATE": "OLD TABLE AS gone NEW TABLE AS came",
    "DELETE": "OLD TABLE AS gone",
}
TRIGGERS = [
    f"CREATE TRIGGER counts_after_{event.lower()} AFTER {event} ON {table} REFERENCING {rows} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION {function}();"
    for table, function in WATCHED.items()
    for event, rows in ROWS.items()
]
BACKWARD = "\n".join(
    [
        *(f"DROP TRIGGER counts_after_{event.lower()} ON {table};" for table in WATCHED for event in ROWS),
        "DROP FUNCTION reports_outcomes_changed;",
    ]
)
# Counts without the new columns are forgotten: until the job has counted anew, readers count.
FORGET = "DELETE FROM reports_facilitycount;"


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_notices"), ("programs", "0040_after_release"), ("trainees", "0013_release_days")]

    operations = [
        migrations.RunSQL(FORGET, migrations.RunSQL.noop),
        migrations.AddField("facilitycount", "to_ask", models.IntegerField(default=0), preserve_default=False),
        migrations.AddField("facilitycount", "asked_of", models.IntegerField(default=0), preserve_default=False),
        migrations.RunSQL("\n".join([MARKING, *TRIGGERS]), BACKWARD),
    ]
