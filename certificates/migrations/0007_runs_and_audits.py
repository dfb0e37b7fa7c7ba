"""Runs that issue bear a warrant; runs of the nightly audit are only added; the limits of anomalies are data."""

from typing import Any

from django.db import migrations

FORWARD = """
-- A run is started with the second factor, confirmed a moment ago.
CREATE FUNCTION issue_run_is_confirmed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.warrant = '' OR NEW.confirmed_at IS NULL OR NOT NEW.confirmed_at
        BETWEEN clock_timestamp() - interval '1 hour' AND clock_timestamp() + interval '1 minute' THEN
        RAISE EXCEPTION 'a run is started with the second factor'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'issue_run_is_confirmed', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER is_confirmed BEFORE INSERT ON certificates_issuerun
    FOR EACH ROW EXECUTE FUNCTION issue_run_is_confirmed();

-- What was stopped stays stopped, and a run does not go over to another head, centre or moment.
CREATE FUNCTION issue_run_stays_as_started() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
        OR (NEW.centre_id, NEW.started_by_id, NEW.started_at) <> (OLD.centre_id, OLD.started_by_id, OLD.started_at)
        OR (NEW.confirmed_at, NEW.warrant) IS DISTINCT FROM (OLD.confirmed_at, OLD.warrant)
        OR (OLD.stop_asked_by_id IS NOT NULL AND NEW.stop_asked_by_id IS DISTINCT FROM OLD.stop_asked_by_id) THEN
        RAISE EXCEPTION 'a run stays as it was started'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'issue_run_stays_as_started', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays_as_started BEFORE UPDATE OR DELETE ON certificates_issuerun
    FOR EACH ROW EXECUTE FUNCTION issue_run_stays_as_started();
"""

BACKWARD = """
DROP TRIGGER stays_as_started ON certificates_issuerun;
DROP TRIGGER is_confirmed ON certificates_issuerun;
DROP FUNCTION issue_run_stays_as_started, issue_run_is_confirmed;
"""

ONLY_GROW = ("auditrun", "auditfinding")
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

# As the signs had them when this was written; what is missing takes the sign's own figure.
LIMITS = {
    ("assessor_overload", "people"): 60,
    ("closed_day", "lessons"): 1,
    ("entry_burst", "days"): 2,
    ("entry_burst", "lessons"): 5,
    ("entry_burst", "minutes"): 10,
    ("equal_scores", "people"): 5,
    ("instructor_twice", "minutes"): 30,
    ("issued_in_seconds", "certificates"): 1,
    ("issued_in_seconds", "seconds"): 60,
    ("late_decree", "days"): 3,
    ("person_twice", "lessons"): 1,
    ("results_last_minute", "minutes"): 15,
    ("same_pattern", "absences"): 5,
    ("test_before_lesson", "verdicts"): 1,
    ("too_many_hours", "hours"): 10,
    ("letter_of_many", "batches"): 3,
    ("k_without_test", "verdicts"): 1,
    ("decided_before_test", "verdicts"): 1,
    ("letter_in_minutes", "minutes"): 5,
    ("letter_not_kept", "certificates"): 1,
    ("renamed", "people"): 1,
}


def set_limits(apps: Any, schema_editor: Any) -> None:
    model = apps.get_model("certificates", "AnomalyLimit")
    model.objects.bulk_create(model(sign=sign, name=name, value=value) for (sign, name), value in LIMITS.items())


class Migration(migrations.Migration):
    dependencies = [("certificates", "0006_handovers_and_seals")]

    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        *(
            migrations.RunSQL(APPEND_ONLY.format(table=table), NO_LONGER_APPEND_ONLY.format(table=table))
            for table in ONLY_GROW
        ),
        migrations.RunPython(set_limits, migrations.RunPython.noop),
    ]
