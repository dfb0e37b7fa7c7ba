"""Classes whose moments are those of a class in life, so that each fraud is the one thing wrong with it."""

from __future__ import annotations

from typing import Any

from django.db import connection

from certificates.models import AnomalyLimit
from programs.models import Batch
from tests.certificates.auditing.seeds import certified
from tests.certificates.classes import Class, past_the_triggers

PEOPLE = ("Bagas Wirayudha", "Citra Kusuma")

# Planned in May, taught and recorded in June, tested, proposed the day after and issued the day after that.
MOMENTS = (
    "UPDATE programs_batchevent SET pgh_created_at = '2021-05-01 02:00Z' WHERE pgh_obj_id = {batch}",
    "UPDATE programs_attendance SET recorded_at = day + time '07:00' FROM programs_session session "
    "WHERE session.id = session_id AND session.batch_id = {batch}",
    "UPDATE programs_unitresult SET recorded_at = assessed_on + time '07:00' FROM programs_enrollment one "
    "WHERE one.id = enrollment_id AND one.batch_id = {batch}",
    "UPDATE certificates_proposal SET proposed_at = '2021-06-14 02:00Z' FROM programs_enrollment one "
    "WHERE one.id = enrollment_id AND one.batch_id = {batch}",
    "UPDATE certificates_certificate SET issued_at = '2021-07-19 02:00Z' FROM programs_enrollment one "
    "WHERE one.id = enrollment_id AND one.batch_id = {batch}",
)


def lived(people: tuple[str, ...] = PEOPLE, **facts: Any) -> Class:
    """A class with its certificates in which nothing is strange."""
    school = Class(people, **facts)
    certified(school)
    for moment in MOMENTS:
        strike(moment, school)
    return school


def strike(statement: str, *schools: Class) -> None:
    """Change something of the class, or of the first and the second, past the triggers; it must hit a row."""
    names = {"batch": schools[0].batch.pk, "other": schools[-1].batch.pk}
    with past_the_triggers(), connection.cursor() as cursor:
        cursor.execute(statement.format(**names))
        assert cursor.rowcount > 0


def limit(sign: str, **values: int) -> None:
    """The administrator sets the figures of a sign."""
    for name, value in values.items():
        assert AnomalyLimit.objects.filter(sign=sign, name=name).update(value=value) == 1


def names(*schools: Class) -> list[str]:
    return sorted(Batch.objects.get(pk=school.batch.pk).name for school in schools)
