"""One week of lessons: of a prison, a centre, or an instructor's own; and the closed days beside it."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from accounts.permissions import Role
from audit.models import AuditEvent
from facilities.calendar import closed_days, closures
from facilities.models import ClosedDay
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn

pytestmark = pytest.mark.django_db
WEEK = reverse("programs:week")
FIRST = dt.date(2021, 6, 10)


def lessons(response: Any) -> list[tuple[str, str]]:
    days = response.context["days"]
    return [(f"{day.day:%a}", row.batch.name) for day in days for row in day.sessions]


def test_a_prison_sees_its_week_from_monday_to_sunday(place: Place, stranger: Place, sign_in: SignIn) -> None:
    place.sessions(place.batch(name="Las 1", running=True))
    stranger.sessions(stranger.batch(name="Rahasia", running=True))

    response = sign_in(place.staff).get(WEEK, {"day": "2021-06-12"})

    assert [day.day.day for day in response.context["days"]] == [7, 8, 9, 10, 11, 12, 13]
    assert lessons(response) == [("Thu", "Las 1"), ("Fri", "Las 1")]


def test_a_centre_sees_its_lessons_of_all_prisons_or_of_one(place: Place, sign_in: SignIn) -> None:
    place.sessions(place.batch(name="Las 1", running=True))
    other = make.BatchFactory.create(package=place.package, name="Las 2", running=False)
    make.SessionFactory.create(batch=other)
    client = sign_in(place.centre_staff)

    all_of_them = client.get(WEEK, {"day": "2021-06-10"})
    of_one = client.get(WEEK, {"day": "2021-06-10", "facility": other.facility_id})

    assert sorted(lessons(all_of_them)) == [("Fri", "Las 1"), ("Thu", "Las 1"), ("Thu", "Las 2")]
    assert lessons(of_one) == [("Thu", "Las 2")]


def test_an_instructor_sees_the_own_lessons_first(place: Place, sign_in: SignIn) -> None:
    teacher = place.person(Role.INSTRUCTOR)
    place.instructor.user = teacher
    place.instructor.save()
    place.sessions(place.batch(name="Las 1"))
    other = place.batch(name="Las 2", workshop=make.WorkshopFactory.create(facility=place.facility))
    make.SessionFactory.create(batch=other, instructor=make.InstructorFactory.create(centre=place.centre))
    client = sign_in(teacher)

    own, everybodys = (client.get(WEEK, {"day": "2021-06-10", **asked}) for asked in ({}, {"all": "on"}))

    assert lessons(own) == [("Thu", "Las 1"), ("Fri", "Las 1")]
    assert sorted(lessons(everybodys)) == [("Fri", "Las 1"), ("Thu", "Las 1"), ("Thu", "Las 2")]


def test_above_the_prisons_one_chooses_a_prison_first(place: Place, stranger: Place, sign_in: SignIn) -> None:
    place.sessions(place.batch(name="Las 1"))
    stranger.sessions(stranger.batch())
    client = sign_in(place.regional_head)

    nothing = client.get(WEEK, {"day": "2021-06-10"})
    chosen = client.get(WEEK, {"day": "2021-06-10", "facility": place.facility.pk})
    foreign = client.get(WEEK, {"day": "2021-06-10", "facility": stranger.facility.pk})

    assert (lessons(nothing), lessons(chosen)) == ([], [("Thu", "Las 1"), ("Fri", "Las 1")])
    assert list(foreign.context["form"].errors) == ["facility"]


def test_a_closed_day_says_its_occasion(place: Place, sign_in: SignIn) -> None:
    ClosedDay.objects.create(facility=place.facility, name="Hari jadi kota", starts_on=FIRST, ends_on=FIRST)

    response = sign_in(place.staff).get(WEEK, {"day": "2021-06-10"})

    assert [day.occasion for day in response.context["days"]][3] == "Hari jadi kota"


@pytest.mark.parametrize("day", ["", "gestern", "0001-01-01", "9999-12-31"])
def test_no_day_is_too_odd_to_be_asked_for(place: Place, sign_in: SignIn, day: str) -> None:
    assert sign_in(place.staff).get(WEEK, {"day": day}).status_code == 200


def test_asks_the_same_number_of_queries_for_one_and_three(
    place: Place, sign_in: SignIn, django_assert_num_queries: Any
) -> None:
    client = sign_in(place.staff)
    client.get(WEEK)  # the first visit of a session writes down the browser
    for count in (1, 3):
        for _number in range(count):
            batch = place.batch(workshop=make.WorkshopFactory.create(facility=place.facility))
            make.SessionFactory.create(batch=batch)
        with django_assert_num_queries(7):
            client.get(WEEK, {"day": "2021-06-10"})


class TestClosedDays:
    def test_of_country_region_and_prison_join_the_national_holidays(self, place: Place, stranger: Place) -> None:
        for name, facts in (
            ("Cuti bersama", {}),
            ("Hari jadi provinsi", {"region": place.facility.region}),
            ("Penggeledahan", {"facility": place.facility}),
            ("Lain", {"facility": stranger.facility}),
            ("Wilayah lain", {"region": stranger.facility.region}),
        ):
            day = FIRST + dt.timedelta(days=ClosedDay.objects.count())
            ClosedDay.objects.create(name=name, starts_on=day, ends_on=day, **facts)

        found = closures(place.facility, dt.date(2021, 6, 1), dt.date(2021, 6, 30))

        assert found == {
            dt.date(2021, 6, 1): "Pancasila Day",
            FIRST: "Cuti bersama",
            FIRST + dt.timedelta(days=1): "Hari jadi provinsi",
            FIRST + dt.timedelta(days=2): "Penggeledahan",
        }

    def test_of_many_days_count_only_between_the_days_asked_for(self, place: Place) -> None:
        ClosedDay.objects.create(name="Libur", starts_on="2021-06-05", ends_on="2021-06-20", facility=place.facility)

        found = closed_days(place.facility, FIRST, FIRST + dt.timedelta(days=1))

        assert found == {FIRST, FIRST + dt.timedelta(days=1)}

    def test_are_added_changed_and_removed_by_the_prison(self, place: Place, sign_in: SignIn) -> None:
        client = sign_in(place.staff)
        given = {"name": "Hari jadi kota", "starts_on": "2021-06-21", "ends_on": "2021-06-21"}

        client.post(reverse("facilities:closed-day-add"), given)
        row = ClosedDay.objects.get()
        client.post(reverse("facilities:closed-day-edit", args=[row.pk]), {**given, "ends_on": "2021-06-22"})
        row.refresh_from_db()
        client.post(reverse("facilities:closed-day-remove", args=[row.pk]))

        assert (row.facility, row.ends_on) == (place.facility, dt.date(2021, 6, 22))
        assert not ClosedDay.objects.exists()
        assert [event.verb for event in AuditEvent.objects.order_by("pk")] == ["add", "edit", "remove"]

    @pytest.mark.parametrize(
        ("days", "error"),
        [
            (("2021-06-21", "2021-06-20"), "The last day cannot be before the first day."),
            (("2021-06-21", "2031-06-21"), "Closed days last a year at most: check the years."),
        ],
    )
    def test_of_impossible_days_are_refused(
        self, place: Place, sign_in: SignIn, days: tuple[str, str], error: str
    ) -> None:
        given = {"name": "Libur", "starts_on": days[0], "ends_on": days[1]}

        response = sign_in(place.staff).post(reverse("facilities:closed-day-add"), given)

        assert error in response.content.decode()
        assert not ClosedDay.objects.exists()

    def test_of_the_region_are_not_the_prisons_to_change(self, place: Place, sign_in: SignIn) -> None:
        row = ClosedDay.objects.create(
            region=place.facility.region, name="Libur", starts_on="2021-06-21", ends_on="2021-06-21"
        )

        assert sign_in(place.staff).get(reverse("facilities:closed-day-edit", args=[row.pk])).status_code == 404
