"""The dashboard counts what the tables hold: checked against SQL written apart, on random data."""

import random

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.permissions import Role
from programs.models import Batch, Enrollment, UnitResult
from reports.funnel import Figures, funnel, total, years_of
from tests.factories import (
    BatchFactory,
    EnrollmentFactory,
    FacilityFactory,
    InstructorFactory,
    PackageFactory,
    RegionFactory,
    TrainingCentreFactory,
    UserFactory,
    convict,
    posted,
)

pytestmark = pytest.mark.django_db
DASHBOARD = reverse("reports:dashboard")
State = Enrollment.State
SEATED = (State.ACCEPTED, State.ACTIVE, State.SUSPENDED, State.COMPLETED)

COUNTED_APART = """
SELECT count(*),
       count(*) FILTER (WHERE e.state IN ('ACCEPTED', 'ACTIVE', 'SUSPENDED', 'COMPLETED')
           OR (e.state = 'DROPPED' AND e.id IN (
               SELECT pgh_obj_id FROM programs_enrollmentevent
               WHERE state IN ('ACCEPTED', 'ACTIVE', 'SUSPENDED', 'COMPLETED')))),
       count(*) FILTER (WHERE e.state = 'COMPLETED'),
       count(*) FILTER (WHERE k.passed = k.needed AND k.needed > 0)
FROM programs_enrollment e
JOIN programs_batch b ON b.id = e.batch_id
CROSS JOIN LATERAL (
    SELECT count(*) AS needed, count(*) FILTER (WHERE EXISTS (
        SELECT FROM programs_unitresult r
        WHERE r.enrollment_id = e.id AND r.unit_id = u.unit_id AND r.verdict = 'K')) AS passed
    FROM programs_packageunit u WHERE u.package_id = b.package_id AND u.is_compulsory
) k
WHERE (%(year)s IS NULL OR extract(year FROM b.starts_on) = %(year)s)
  AND (%(facility)s IS NULL OR b.facility_id = %(facility)s)
"""


def counted_apart(year: int | None = None, facility: int | None = None) -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(COUNTED_APART, {"year": year, "facility": facility})
        return cursor.fetchone()


def counts(figures: Figures) -> tuple[int, ...]:
    return (figures.proposed, figures.accepted, figures.completed, figures.competent)


def assess(enrollment: Enrollment, units, chance: random.Random) -> None:
    assessor = InstructorFactory.create(centre=enrollment.batch.package.centre)
    for unit in units:
        verdicts = chance.choice([[], ["K"], ["BK"], ["BK", "K"], ["BK", "BK"]])
        for attempt, verdict in enumerate(verdicts, start=1):
            UnitResult.objects.create(
                enrollment=enrollment,
                unit=unit,
                attempt=attempt,
                verdict=verdict,
                assessor=assessor,
                assessed_on=enrollment.batch.tested_on,
                recorded_by_id=chance.recorder,
            )


@pytest.fixture(params=[1, 2])
def random_data(request) -> None:
    """Three prisons, six batches of two years, people in every state, some dropped out after having a seat."""
    chance = random.Random(request.param)
    chance.recorder = UserFactory.create().pk
    region = RegionFactory.create()
    prisons = [FacilityFactory.create(region=region) for _ in range(3)]
    package = PackageFactory.create(unit_hours=[8, 8, 4])
    package.package_units.filter(position=3).update(is_compulsory=False)
    for number in range(6):
        year = 2020 + number % 2
        batch = BatchFactory.create(
            facility=chance.choice(prisons),
            package=package,
            seats=30,
            starts_on=f"{year}-06-{number + 10}",
            ends_on=f"{year}-06-{number + 10}",
            tested_on=f"{year}-06-{number + 10}",
        )
        for _ in range(chance.randint(0, 6)):
            add_somebody(batch, chance)


def add_somebody(batch: Batch, chance: random.Random) -> None:
    state = chance.choice(list(State))
    if state == State.DROPPED:
        enrollment = EnrollmentFactory.create(batch=batch, state=chance.choice([State.PROPOSED, State.ACTIVE]))
        enrollment.state, enrollment.drop_reason = state, "HEALTH"
        enrollment.save()
    else:
        enrollment = EnrollmentFactory.create(
            batch=batch, state=state, reason="tidak memenuhi syarat" if state == State.REJECTED else ""
        )
    if state in SEATED:
        assess(enrollment, batch.package.units.all(), chance)


@pytest.mark.parametrize("year", [None, 2020, 2021, 1999])
def test_the_sums_equal_an_independent_count(random_data, year):
    rows = funnel(posted(Role.AUDITOR), year)

    assert counts(total(rows)) == counted_apart(year)


def test_each_row_equals_an_independent_count(random_data):
    rows = funnel(posted(Role.AUDITOR), 2021)

    assert [counts(row.figures) for row in rows] == [counted_apart(2021, row.facility.pk) for row in rows]


def test_the_sums_are_the_sums_of_the_rows(random_data):
    rows = funnel(posted(Role.AUDITOR))

    assert total(rows).held == sum(row.figures.held for row in rows)
    assert total(rows).proposed == sum(row.figures.proposed for row in rows)
    assert total(rows).competent == sum(row.figures.competent for row in rows)


def test_who_dropped_out_before_having_a_seat_was_not_accepted():
    for before in (State.PROPOSED, State.ACTIVE):
        enrollment = EnrollmentFactory.create(state=before)
        enrollment.state, enrollment.drop_reason = State.DROPPED, "OWN_WISH"
        enrollment.save()

    figures = total(funnel(posted(Role.AUDITOR)))

    assert (figures.proposed, figures.accepted) == (2, 1)


def test_a_package_without_compulsory_units_makes_nobody_competent():
    enrollment = EnrollmentFactory.create(state=State.ACTIVE)
    enrollment.batch.package.package_units.update(is_compulsory=False)

    assert total(funnel(posted(Role.AUDITOR))).competent == 0


def test_a_regional_head_counts_the_own_region_only():
    here, elsewhere = FacilityFactory.create(), FacilityFactory.create()
    for facility in (here, elsewhere):
        EnrollmentFactory.create(batch__facility=facility)

    rows = funnel(posted(Role.REGIONAL_HEAD, here.region))

    assert [(row.facility, row.figures.held, row.figures.proposed) for row in rows] == [(here, 1, 1)]


def test_a_head_of_a_prison_sees_the_own_row_even_without_a_batch():
    facility = FacilityFactory.create()
    convict(facility)

    rows = funnel(posted(Role.FACILITY_HEAD, facility))

    assert [(row.facility, row.figures) for row in rows] == [(facility, Figures(held=1))]


def test_a_centre_counts_its_own_batches_and_not_who_is_held():
    enrollment = EnrollmentFactory.create()
    EnrollmentFactory.create(batch__facility=enrollment.batch.facility)

    rows = funnel(posted(Role.CENTRE_HEAD, enrollment.batch.package.centre))

    assert [(row.facility, row.figures.held, row.figures.proposed) for row in rows] == [
        (enrollment.batch.facility, None, 1)
    ]


def test_a_ratio_over_one_whole_is_shown_as_it_is():
    cells = {cell.figure.name: cell for cell in Figures(accepted=3, proposed=2, certified=1).cells}

    assert (cells["accepted"].count, cells["accepted"].of) == (3, 2)
    assert (cells["certified"].count, cells["certified"].of) == (1, 0)
    assert (cells["held"].count, cells["held"].of) == (None, None)


def test_years_are_those_of_the_visible_batches():
    batch = BatchFactory.create()
    BatchFactory.create(starts_on="2019-01-02")

    assert years_of(posted(Role.FACILITY_HEAD, batch.facility)) == [2021]


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(posted(Role.AUDITOR))
    client.get(DASHBOARD)
    return client


@pytest.mark.parametrize("year", ["", "2021", "1999", "sulap", "2021'", "9" * 40, "-1"])
def test_a_wrong_year_is_no_crash(client, year):
    EnrollmentFactory.create()

    assert client.get(DASHBOARD, {"year": year}).status_code == 200


def test_a_chosen_year_narrows_the_page_and_its_links(client):
    batch = EnrollmentFactory.create().batch

    response = client.get(DASHBOARD, {"year": 2021})

    assert (response.context["year"], response.context["sums"].proposed) == (2021, 1)
    assert f'href="/angkatan/?facility={batch.facility_id}&amp;year=2021"' in response.content.decode()


def test_a_prison_leads_to_its_own_batches(client):
    here = BatchFactory.create()
    BatchFactory.create()

    page = client.get(reverse("programs:batch-list"), {"facility": here.facility_id, "year": 2021})

    assert [batch.pk for batch in page.context["page_obj"]] == [here.pk]


def test_without_a_prison_the_page_says_so():
    client = Client()
    client.force_login(posted(Role.CENTRE_HEAD, TrainingCentreFactory.create()))

    assert "empty-state" in client.get(DASHBOARD).content.decode()


def test_the_dashboard_takes_as_many_queries_for_three_prisons_as_for_one(client, django_assert_num_queries):
    EnrollmentFactory.create()
    with django_assert_num_queries(10):
        client.get(DASHBOARD)

    EnrollmentFactory.create()
    EnrollmentFactory.create()
    with django_assert_num_queries(10):
        client.get(DASHBOARD)
