"""What was told after release is counted for each prison, field and month in the transaction that tells it."""

import django.db.models.deletion
from django.db import migrations, models

FORWARD = """
-- A training belongs to the month in which something was told of it first, and counts by what was told last. Of all
-- prisons where none is said. Says the same as OutcomeQuerySet.first_told and last_told.
CREATE FUNCTION told_counted(prison bigint) RETURNS TABLE (
    facility_id bigint, field_id bigint, month date, people int, told int, working int, in_field int, training int
) LANGUAGE sql STABLE AS $$
    WITH trainings AS (
        SELECT inmate.facility_id, package.field_id, inmate.id AS inmate_id, enrollment.id,
            (array_agg(outcome.asked_on ORDER BY outcome.months))[1] AS first_on,
            (array_agg(outcome.kind ORDER BY outcome.months DESC))[1] AS kind,
            (array_agg(outcome.is_in_field ORDER BY outcome.months DESC))[1] AS is_in_field
        FROM trainees_inmate inmate
        JOIN programs_enrollment enrollment ON enrollment.inmate_id = inmate.id
        JOIN programs_batch batch ON batch.id = enrollment.batch_id
        JOIN programs_package package ON package.id = batch.package_id
        JOIN programs_outcome outcome ON outcome.enrollment_id = enrollment.id
            AND outcome.kind IN ('WORK', 'BUSINESS', 'TRAINING', 'NONE')
        WHERE prison IS NULL OR inmate.facility_id = prison
        GROUP BY inmate.id, package.field_id, enrollment.id
    ), numbered AS (
        SELECT *, row_number() OVER (PARTITION BY facility_id, field_id, inmate_id, extract(year FROM first_on)
            ORDER BY first_on, id) AS at
        FROM trainings
    )
    SELECT facility_id, field_id, date_trunc('month', first_on)::date AS month,
        count(*) FILTER (WHERE at = 1)::int, count(*)::int,
        count(*) FILTER (WHERE kind IN ('WORK', 'BUSINESS'))::int,
        count(*) FILTER (WHERE kind <> 'NONE' AND is_in_field)::int,
        count(*) FILTER (WHERE kind = 'TRAINING')::int
    FROM numbered GROUP BY facility_id, field_id, date_trunc('month', first_on)
$$;

-- One writer after the other for each prison: the second counts what the first has committed.
CREATE FUNCTION keep_told(prison bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('programs_toldcount', prison));
    DELETE FROM programs_toldcount WHERE facility_id = prison;
    INSERT INTO programs_toldcount (facility_id, field_id, month, people, told, working, in_field, training)
        SELECT * FROM told_counted(prison);
END $$;

-- Until the answer is committed the person stays where they are counted; otherwise neither writer would count both
-- the answer and the move.
CREATE FUNCTION told_is_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM keep_told(held.facility_id) FROM (
        SELECT inmate.facility_id
        FROM programs_enrollment enrollment JOIN trainees_inmate inmate ON inmate.id = enrollment.inmate_id
        WHERE enrollment.id = coalesce(NEW.enrollment_id, OLD.enrollment_id) FOR SHARE OF inmate) AS held;
    RETURN NULL;
END $$;
CREATE TRIGGER told_is_counted AFTER INSERT OR UPDATE OR DELETE ON programs_outcome
    FOR EACH ROW EXECUTE FUNCTION told_is_counted();

-- Whoever is held elsewhere since counts there; the lower prison first, so that two moves do not wait for each other.
CREATE FUNCTION told_moves_along() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM programs_outcome outcome JOIN programs_enrollment enrollment
            ON enrollment.id = outcome.enrollment_id WHERE enrollment.inmate_id = NEW.id) THEN
        PERFORM keep_told(least(OLD.facility_id, NEW.facility_id));
        PERFORM keep_told(greatest(OLD.facility_id, NEW.facility_id));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER told_moves_along AFTER UPDATE OF facility_id ON trainees_inmate
    FOR EACH ROW WHEN (OLD.facility_id <> NEW.facility_id) EXECUTE FUNCTION told_moves_along();
"""

BACKWARD = """
DROP TRIGGER told_moves_along ON trainees_inmate;
DROP TRIGGER told_is_counted ON programs_outcome;
DROP FUNCTION told_moves_along, told_is_counted, keep_told, told_counted;
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0014_after_release")]

    operations = [
        migrations.CreateModel(
            name="ToldCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(verbose_name="month")),
                ("people", models.IntegerField()),
                ("told", models.IntegerField()),
                ("working", models.IntegerField()),
                ("in_field", models.IntegerField()),
                ("training", models.IntegerField()),
                (
                    "facility",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="facilities.facility",
                        verbose_name="prison",
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="facilities.field",
                        verbose_name="field",
                    ),
                ),
            ],
            options={
                "verbose_name": "count of what was told",
                "verbose_name_plural": "counts of what was told",
                "ordering": ("facility_id", "field_id", "month"),
                "constraints": [
                    models.UniqueConstraint(fields=("facility", "field", "month"), name="told_counted_once_a_month")
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
