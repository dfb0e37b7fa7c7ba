"""The journey that runs today runs whatever day today is."""

import datetime as dt

import pytest
from django.db import connection

from demo.houses import Founder
from demo.inmates import admit
from demo.journeys import kotabaru
from programs.models import Batch
from programs.reference import load_reference_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def days_to_come(db) -> None:
    """The database takes attendance of no day after its own today; these journeys play days that have yet to come."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE programs_attendance DISABLE TRIGGER keeps_its_days")


@pytest.mark.usefixtures("days_to_come")
@pytest.mark.parametrize(
    "today",
    [
        pytest.param(dt.date(2026, 11, 29), id="a Sunday"),
        pytest.param(dt.date(2026, 8, 27), id="ten days after a holiday"),
        pytest.param(dt.date(2027, 1, 1), id="New Year's Day"),
        pytest.param(dt.date(2028, 2, 29), id="after the agreement's days of the report"),
    ],
)
def test_kotabaru_owes_one_attendance_on(today):
    load_reference_data()
    founder = Founder()
    house = founder.found("kotabaru")
    admit(house, not_called=founder.names, today=today)

    kotabaru(house, today=today)

    running, planned = Batch.objects.order_by("starts_on")
    owed = running.sessions.filter(day__lt=today, attendances__isnull=True)
    assert (running.state, planned.state) == ("RUNNING", "PLANNED")
    assert running.starts_on <= today <= running.ends_on
    assert owed.count() == 1
    assert not running.sessions.filter(day__gte=today, attendances__isnull=False).exists()
    assert running.agreement.covers(running.starts_on, planned.last_day)
