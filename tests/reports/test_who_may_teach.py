"""Who may teach, asked of everybody at once, says what the database's own function says of each."""

import datetime as dt
import random

import pytest
from django.db import connection

from programs.models import Instructor
from reports.dashboards.instructors import WHO_MAY_TEACH
from tests.factories import (
    FieldFactory,
    InstructorCertificateFactory,
    InstructorFactory,
    OfficerFactory,
    TrainingCentreFactory,
)

pytestmark = pytest.mark.django_db
TODAY = dt.date(2021, 6, 15)


@pytest.mark.parametrize("seed", range(3))
def test_the_whole_list_says_what_the_function_says_of_each(seed):
    chance = random.Random(seed)
    fields = [FieldFactory.create() for _ in range(3)]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no officer has to earn a methodology here
    for _ in range(24):
        teacher = somebody(chance, chance.sample(fields, 2))
        for field in teacher.fields.all():
            for kind in ("TECHNICAL", "METHODOLOGY"):
                for _ in range(chance.randint(0, 2)):
                    days = chance.choice([None, TODAY, TODAY - dt.timedelta(days=1), dt.date(2022, 1, 1)])
                    InstructorCertificateFactory.create(instructor=teacher, kind=kind, field=field, valid_until=days)

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute(WHO_MAY_TEACH, {"on": TODAY})
        together = sorted(cursor.fetchall(), key=str)
        cursor.execute(
            "SELECT DISTINCT i.centre_id, o.facility_id, f.field_id FROM programs_instructor i "
            "JOIN programs_instructor_fields f ON f.instructor_id = i.id "
            "LEFT JOIN trainees_officer o ON o.id = i.officer_id "
            "WHERE instructor_may_teach(i.id, f.field_id, %(on)s) AND (o.left_on IS NULL OR o.left_on > %(on)s)",
            {"on": TODAY},
        )
        one_by_one = sorted(cursor.fetchall(), key=str)
    assert together == one_by_one
    assert 0 < len(together) < 48


def somebody(chance: random.Random, fields) -> Instructor:
    if chance.random() < 0.4:
        officer = OfficerFactory.create(left_on=chance.choice([None, None, TODAY, dt.date(2022, 1, 1)]))
        return InstructorFactory.create(kind="OFFICER", centre=None, officer=officer, name="", fields=fields)
    centre = TrainingCentreFactory.create(demands_certificates=chance.choice([True, False]))
    return InstructorFactory.create(centre=centre, fields=fields)
