"""Days away are entered by who keeps them, never over lessons; calendars show who is free."""

import datetime as dt

import pytest
from django.urls import reverse

from accounts.permissions import Role
from audit.models import AuditEvent
from programs.models import Instructor, InstructorAbsence
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn

pytestmark = pytest.mark.django_db

AWAY = {"starts_on": "2021-06-07", "ends_on": "2021-06-09", "reason": "LEAVE"}


def page(instructor: Instructor) -> str:
    return reverse("programs:absence-add", args=[instructor.pk])


def test_the_centre_enters_and_removes_days_away(place: Place, sign_in: SignIn) -> None:
    client = sign_in(place.centre_staff)

    client.post(page(place.instructor), AWAY)
    absence = InstructorAbsence.objects.get()
    client.post(reverse("programs:absence-remove", args=[absence.pk]))

    assert (absence.starts_on, absence.ends_on) == (dt.date(2021, 6, 7), dt.date(2021, 6, 9))
    assert not InstructorAbsence.objects.exists()
    verbs = AuditEvent.objects.filter(object_type="programs.instructorabsence").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["add", "remove"]


def test_a_single_day_needs_no_last_one(place: Place, sign_in: SignIn) -> None:
    sign_in(place.centre_staff).post(page(place.instructor), {**AWAY, "ends_on": ""})

    assert InstructorAbsence.objects.get().ends_on == dt.date(2021, 6, 7)


def test_each_keeps_their_own_days_and_nobody_elses(place: Place, sign_in: SignIn) -> None:
    user = place.person(Role.INSTRUCTOR)
    own = make.InstructorFactory.create(centre=place.centre, user=user)
    officer = Instructor.objects.create(kind="OFFICER", officer=place.officer(), name="Petugas")
    place.sessions(place.batch())

    allowed = {
        role: [name for name, row in (("centre", place.instructor), ("own", own), ("officer", officer))
               if client.get(page(row)).status_code == 200]
        for role, client in (
            ("staff", sign_in(place.centre_staff)), ("instructor", sign_in(user)), ("giatja", sign_in(place.staff))
        )
    }  # fmt: skip

    assert allowed == {"staff": ["centre", "own"], "instructor": ["own"], "giatja": ["officer"]}


def test_days_over_lessons_are_refused_with_the_lessons_in_words(place: Place, sign_in: SignIn) -> None:
    batch = place.batch(name="Jahit 1", state="RUNNING", decree_number="1", decreed_on=dt.date(2021, 6, 1))
    session = place.sessions(batch)[0]

    response = sign_in(place.centre_staff).post(page(place.instructor), {**AWAY, "ends_on": "2021-06-10"})

    text = response.content.decode()
    assert not InstructorAbsence.objects.exists()
    assert response.context["form"].non_field_errors() == [
        "The instructor teaches 1 session on these days. Give it to another one or cancel it first.",
        "Thursday, 10 June 2021, 07.30–13.30 WIB: Jahit 1",
    ]
    assert reverse("programs:session-cancel", args=[session.pk]) in text


def test_days_the_wrong_way_round_and_twice_are_refused_at_the_form(place: Place, sign_in: SignIn) -> None:
    client = sign_in(place.centre_staff)
    make.InstructorAbsenceFactory.create(instructor=place.instructor, starts_on="2021-06-08", ends_on="2021-06-08")

    turned = client.post(page(place.instructor), {**AWAY, "ends_on": "2021-06-01"}).context["form"]
    twice = client.post(page(place.instructor), AWAY).context["form"]

    assert turned.errors == {"ends_on": ["The last day cannot be before the first day."]}
    assert twice.non_field_errors() == ["The instructor is already entered as away on one of these days."]


def test_the_month_shows_lessons_days_away_and_holidays(place: Place, sign_in: SignIn) -> None:
    place.sessions(place.batch())
    make.InstructorAbsenceFactory.create(instructor=place.instructor, starts_on="2021-06-07", ends_on="2021-06-08")
    url = reverse("programs:instructor-calendar", args=[place.instructor.pk])

    context = sign_in(place.centre_staff).get(url, {"bulan": "2021-06"}).context

    days = {day.on.day: day for week in context["weeks"] for day in week if not day.is_outside}
    assert len(days) == 30
    assert {number for number, day in days.items() if day.hours} == {10, 11}
    assert {number for number, day in days.items() if day.absence} == {7, 8}
    assert days[1].holiday == "Pancasila Day"
    assert (context["hours"], context["free"]) == (16, 21)


def test_lessons_of_batches_that_the_reader_does_not_see_are_hours_without_a_name(
    place: Place, stranger: Place, sign_in: SignIn
) -> None:
    place.sessions(place.batch())
    days = {name: dt.date(2021, 6, 15) for name in ("starts_on", "ends_on", "tested_on")}
    hidden = stranger.batch(name="Rahasia", **days)
    make.SessionFactory.create(batch=hidden, instructor=place.instructor)
    url = reverse("programs:instructor-calendar", args=[place.instructor.pk])

    response = sign_in(place.staff).get(url, {"bulan": "2021-06"})

    (day,) = [day for week in response.context["weeks"] for day in week if day.on == dt.date(2021, 6, 15)]
    assert (day.hours, day.lessons, day.elsewhere) == (8, [], 8)
    assert "Rahasia" not in response.content.decode()


def test_why_somebody_is_away_is_read_by_who_keeps_the_days(place: Place, sign_in: SignIn) -> None:
    place.sessions(place.batch())
    make.InstructorAbsenceFactory.create(instructor=place.instructor)
    url = reverse("programs:instructor-calendar", args=[place.instructor.pk])

    told = [
        "Leave or illness" in sign_in(user).get(url, {"bulan": "2021-05"}).content.decode()
        for user in (place.centre_staff, place.staff)
    ]

    assert told == [True, False]


@pytest.mark.parametrize("month", ["2021-13", "9999-12", "0001-01", "nonsense", "2100-12", "2000-01", "2021-06-01"])
def test_a_month_that_is_none_shows_another(place: Place, sign_in: SignIn, month: str) -> None:
    url = reverse("programs:instructor-calendar", args=[place.instructor.pk])

    assert sign_in(place.centre_staff).get(url, {"bulan": month}).status_code == 200


@pytest.mark.parametrize("day", ["2021-02-30", "9999-12-31", "0001-01-01", "nonsense", "2100-12-31"])
@pytest.mark.parametrize("span", ["", "bulan", "nonsense"])
def test_a_day_that_is_none_shows_another(place: Place, sign_in: SignIn, day: str, span: str) -> None:
    url = reverse("programs:instructor-days")

    assert sign_in(place.centre_staff).get(url, {"hari": day, "rentang": span}).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_overview_asks_the_same_number_of_queries(
    place: Place, sign_in: SignIn, rows: int, django_assert_num_queries
) -> None:
    place.sessions(place.batch())
    for _number in range(rows - 1):
        other = make.InstructorFactory.create(centre=place.centre)
        make.InstructorAbsenceFactory.create(instructor=other, starts_on="2021-06-08", ends_on="2021-06-08")
    client, url = sign_in(place.centre_staff), reverse("programs:instructor-days")

    with django_assert_num_queries(15):
        response = client.get(url, {"hari": "2021-06-10"})

    shown = {teacher.pk: [day.hours for day in days] for teacher, days in response.context["rows"]}
    assert len(shown) == rows + 1  # the assessor is one too
    assert shown[place.instructor.pk] == [0, 0, 0, 8, 8, 0, 0]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_calendar_asks_the_same_number_of_queries(
    place: Place, sign_in: SignIn, rows: int, django_assert_num_queries
) -> None:
    batch = place.batch(ends_on="2021-06-30", tested_on="2021-06-30")
    for number in range(rows):
        day = dt.date(2021, 6, 10) + dt.timedelta(days=number)
        make.SessionFactory.create(batch=batch, instructor=place.instructor, day=day)
        off = day + dt.timedelta(days=10)
        make.InstructorAbsenceFactory.create(instructor=place.instructor, starts_on=off, ends_on=off)
    client, url = sign_in(place.centre_staff), reverse("programs:instructor-calendar", args=[place.instructor.pk])

    with django_assert_num_queries(14):
        response = client.get(url, {"bulan": "2021-06"})

    assert (response.context["hours"], len(response.context["absences"])) == (8 * rows, rows)
