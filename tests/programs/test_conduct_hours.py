"""Attendance per inmate and month for the conduct assessment adds up to the attendance ledger."""

import datetime as dt
import random

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.permissions import Role
from programs.conduct_hours import hours_of_month, months_of, share
from tests.audit.test_downloads import table
from tests.cast import Place
from tests.factories import AttendanceFactory, EnrollmentFactory, SessionFactory, WorkshopFactory

pytestmark = pytest.mark.django_db
PAGE = reverse("programs:conduct-hours")
JUNE = dt.date(2021, 6, 1)

LEDGER = """
SELECT e.inmate_id,
       coalesce(sum(s.lesson_hours) FILTER (WHERE NOT s.is_additional), 0),
       coalesce(sum(a.lesson_hours) FILTER (WHERE NOT s.is_additional), 0),
       coalesce(sum(a.lesson_hours) FILTER (WHERE s.is_additional), 0),
       count(*) FILTER (WHERE a.status IN ('S', 'I', 'D') AND NOT s.is_additional),
       count(*) FILTER (WHERE a.status = 'A' AND NOT s.is_additional)
  FROM programs_attendance a
  JOIN programs_session s ON s.id = a.session_id AND s.cancelled_at IS NULL
  JOIN programs_enrollment e ON e.id = a.enrollment_id AND e.inmate_id IS NOT NULL
  JOIN programs_batch b ON b.id = e.batch_id
 WHERE b.facility_id = %s AND to_char(s.day, 'YYYY-MM') = %s
 GROUP BY e.inmate_id
"""


@pytest.fixture
def place() -> Place:
    return Place("Pekalongan")


@pytest.fixture
def client(place) -> Client:
    client = Client()
    client.force_login(place.staff)
    return client


def marked(place: Place, status: str = "H", *, day: dt.date = dt.date(2021, 6, 10), **session: object):
    """Somebody of a class of its own, with one mark."""
    workshop = WorkshopFactory.create(facility=place.facility, fields=[place.field])
    batch = place.batch(
        state="RUNNING", workshop=workshop, starts_on=day, ends_on=day, tested_on=day + dt.timedelta(days=1)
    )
    lesson = SessionFactory.create(batch=batch, **session)
    return AttendanceFactory.create(session=lesson, enrollment=place.enrolled(batch), status=status)


def ledger(place: Place, month: str) -> dict[int, tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(LEDGER, [place.facility.pk, month])
        return {key: tuple(map(int, rest)) for key, *rest in cursor.fetchall()}


def said(place: Place, month: dt.date) -> dict[int, tuple[int, ...]]:
    return {
        row.pk: (
            row.hours_planned,
            row.hours_attended,
            row.hours_additional,
            row.missed_with_excuse,
            row.missed_without,
        )
        for row in hours_of_month(place.facility, month)
    }


def test_every_row_adds_up_to_the_ledger_on_random_attendance(place):
    dice = random.Random(4)
    other = Place("Lampung")
    for where in (place, other):
        for month in (5, 6, 7):
            day = dt.date(2021, month, 10)
            batch = where.batch(
                state="RUNNING", starts_on=day, ends_on=day + dt.timedelta(days=5), tested_on=day.replace(day=20)
            )
            people = [where.enrolled(batch) for _ in range(4)]
            for offset in range(4):
                lesson = SessionFactory.create(
                    batch=batch,
                    day=day + dt.timedelta(days=offset),
                    instructor=where.instructor,
                    lesson_hours=dice.randint(4, 9),
                    is_additional=offset == 3,
                )
                for person in dice.sample(people, 3):
                    status = dice.choice("HHHSIAD")
                    hours = dice.randint(0, lesson.lesson_hours) if status == "H" else 0
                    AttendanceFactory.create(session=lesson, enrollment=person, status=status, lesson_hours=hours)

    for month in (5, 6, 7):
        assert said(place, dt.date(2021, month, 1)) == ledger(place, f"2021-{month:02}")
    assert len(said(place, JUNE)) >= 3


@pytest.mark.parametrize(
    ("status", "missed"), [("S", (1, 0)), ("I", (1, 0)), ("D", (1, 0)), ("A", (0, 1)), ("H", (0, 0))]
)
def test_only_absence_without_a_reason_is_without_excuse(place, status, missed):
    marked(place, status)

    [row] = hours_of_month(place.facility, JUNE)

    assert (row.missed_with_excuse, row.missed_without) == missed


def test_officers_have_no_conduct_assessment(place):
    batch = place.batch(state="RUNNING", trainee_kind="OFFICER")
    lesson = SessionFactory.create(batch=batch)
    enrollment = EnrollmentFactory.create(batch=batch, inmate=None, officer=place.officer())
    AttendanceFactory.create(session=lesson, enrollment=enrollment)

    assert (list(hours_of_month(place.facility, JUNE)), months_of(place.facility)) == ([], [])


def test_nobody_misses_an_additional_lesson(place):
    marked(place, "A", is_additional=True)

    [row] = hours_of_month(place.facility, JUNE)

    assert (row.hours_planned, row.missed_without, share(row)) == (0, 0, None)


def test_the_first_and_the_last_day_belong_to_the_month(place):
    for day in (dt.date(2021, 5, 31), dt.date(2021, 6, 1), dt.date(2021, 6, 30), dt.date(2021, 7, 1)):
        marked(place, day=day)

    assert hours_of_month(place.facility, JUNE).count() == 2
    assert months_of(place.facility) == [dt.date(2021, 7, 1), JUNE, dt.date(2021, 5, 1)]


def test_the_page_opens_with_the_newest_month_and_the_file_says_the_same(place, client):
    marked(place, day=dt.date(2021, 5, 3))
    mark = marked(place, "A")

    page = client.get(PAGE)
    header, row = table(client.post(PAGE, {"file": "csv"}))

    inmate = mark.enrollment.inmate
    assert page.context["month"] == JUNE
    assert [found.pk for found in page.context["page_obj"]] == [inmate.pk]
    assert row == [inmate.name, inmate.register_shown, "8", "0", "0", "0", "0", "1"]
    assert header[2:4] == ["JP terjadwal", "JP hadir"]


def test_another_month_is_chosen_in_the_address(place, client):
    marked(place, day=dt.date(2021, 5, 3))
    marked(place)

    page = client.get(PAGE, {"bulan": "2021-05"})

    assert page.context["month"] == dt.date(2021, 5, 1)
    assert page.context["filter"].form.fields["bulan"].choices[1] == ("2021-05", "Mei 2021")


@pytest.mark.parametrize("month", ["9999-12", "0001-01", "2021-13", "x", "2021-06-01"])
def test_any_month_is_answered(place, client, month):
    assert client.get(PAGE, {"bulan": month}).status_code == 200


def test_another_prisons_classes_are_not_counted(place, client):
    marked(Place("Lampung"))

    assert client.get(PAGE).context["page_obj"].paginator.count == 0


def test_who_has_left_keeps_the_month_but_shows_no_number_of_the_next_prison(place, client):
    mark = marked(place)
    inmate = mark.enrollment.inmate
    inmate.facility = Place("Lampung").facility
    inmate.save()

    page = client.get(PAGE)
    [row] = table(client.post(PAGE, {"file": "csv"}))[1:]

    assert row[:3] == [inmate.name, "", "8"]
    assert inmate.get_absolute_url() not in page.content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.GIATJA_STAFF])
def test_nobody_else_opens_it(place, role):
    client = Client()
    client.force_login(place.person(role))

    assert client.get(PAGE).status_code == 403


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_asks_as_often_for_one_as_for_three(place, client, django_assert_num_queries, people):
    for _ in range(people):
        marked(place)
    client.get(PAGE)

    with django_assert_num_queries(9):
        client.get(PAGE)
