"""The gates know the pass mark and recognised units; everything else in them stays.

A recognised unit counts only while what it rests on is the same person's K; and who recorded a post-test, or a
verdict that was recognised, does not issue the certificate.
"""

from django.db import migrations

SWAP = """
DO $do$
BEGIN
    EXECUTE replace(
        pg_get_functiondef('certificate_passes_its_gates'::regproc), $part${before}$part$, $part${after}$part$);
END $do$;
"""
OLD_COLUMNS, COLUMNS = (
    "package.lesson_hours, package.attendance_threshold,",
    "package.lesson_hours, package.attendance_threshold, package.pass_mark, enrollment.inmate_id, "
    "enrollment.officer_id,",
)
OLD_UNITS = "AND result.verdict = 'K');"
UNITS = """AND result.verdict = 'K'
          AND (result.recognised_from_id IS NULL OR EXISTS (
              SELECT 1 FROM programs_unitresult source
              JOIN programs_enrollment earlier ON earlier.id = source.enrollment_id
              WHERE source.id = result.recognised_from_id AND source.verdict = 'K'
                AND source.unit_id = result.unit_id AND source.recognised_from_id IS NULL
                AND (earlier.inmate_id = person.inmate_id OR earlier.officer_id = person.officer_id))));"""
OLD_PROPOSER = """THEN 'certificate_needs_every_compulsory_unit'"""
PROPOSER = """THEN 'certificate_needs_every_compulsory_unit'
        WHEN person.pass_mark > coalesce((
            SELECT score FROM programs_writtentest WHERE enrollment_id = NEW.enrollment_id AND kind = 'POST'), 0)
            THEN 'certificate_needs_the_pass_mark'"""
OLD_RECORDER = "WHERE result.enrollment_id = NEW.enrollment_id AND result.recorded_by_id = NEW.issued_by_id)"
RECORDER = """WHERE result.enrollment_id = NEW.enrollment_id AND NEW.issued_by_id IN (result.recorded_by_id, (
                SELECT source.recorded_by_id FROM programs_unitresult source
                WHERE source.id = result.recognised_from_id)))
            OR EXISTS (
            SELECT 1 FROM programs_writtentest test
            WHERE test.enrollment_id = NEW.enrollment_id AND test.recorded_by_id = NEW.issued_by_id)"""
PARTS = ((OLD_COLUMNS, COLUMNS), (OLD_UNITS, UNITS), (OLD_PROPOSER, PROPOSER), (OLD_RECORDER, RECORDER))


class Migration(migrations.Migration):
    dependencies = [("certificates", "0010_agreements_with_addenda"), ("programs", "0024_result_facts")]

    operations = [
        migrations.RunSQL(SWAP.format(before=before, after=after), SWAP.format(before=after, after=before))
        for before, after in PARTS
    ]
