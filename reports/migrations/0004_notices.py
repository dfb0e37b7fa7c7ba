"""What happened is told: events that concern somebody are marked as they are written (docs/decisions/notices.md)."""

from django.db import migrations

# What rules of `reports/notices/rules.py` speak of. The mark is seen by exactly those who see the event.
MARKING = """
CREATE FUNCTION reports_event_is_news() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reports_eventmark (event_id) VALUES (NEW.id);
    RETURN NULL;
END $$;

CREATE TRIGGER is_news AFTER INSERT ON audit_auditevent FOR EACH ROW WHEN (
    (NEW.verb, NEW.object_type) IN (
        ('move_up', 'programs.enrollment'),
        ('decree', 'programs.batch'),
        ('postpone', 'programs.batch'),
        ('cancel', 'programs.batch'),
        ('add', 'trainees.movement'),
        ('propose', 'certificates.proposal'),
        ('decline', 'certificates.proposal'),
        ('revoke', 'certificates.certificate'),
        ('end', 'certificates.issuerun'),
        ('end', 'audit.download'),
        ('terminate', 'facilities.agreement'),
        ('reject', 'facilities.readinessreview'),
        ('add', 'certificates.ledgeralarm'),
        ('add', 'certificates.auditrun'),
        ('add', 'reports.countcheck')
    )
) EXECUTE FUNCTION reports_event_is_news();
"""
UNMARKING = """
DROP TRIGGER is_news ON audit_auditevent;
DROP FUNCTION reports_event_is_news;
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_marking")]

    operations = [migrations.RunSQL(MARKING, UNMARKING)]
