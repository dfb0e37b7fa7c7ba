"""A day begins and ends where the person works: at 22.30 in Jakarta it is tomorrow in Jayapura."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Role
from facilities.models import Posting, TrainingCentre
from tests.factories import FacilityFactory, PostingFactory, RegionFactory, TrainingCentreFactory, posted

pytestmark = pytest.mark.django_db
TODAY, TOMORROW = dt.date(2021, 6, 10), dt.date(2021, 6, 11)
LATE_EVENING = dt.datetime(2021, 6, 10, 22, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))
WIT = "Asia/Jayapura"


@pytest.fixture(autouse=True)
def own_clock_afterwards() -> Iterator[None]:
    yield
    timezone.deactivate()


def at_facility(zone: str, **days: dt.date) -> Posting:
    return PostingFactory.create(role=Role.GIATJA_STAFF, facility=FacilityFactory.create(time_zone=zone), **days)


@pytest.mark.parametrize(("zone", "day"), [("Asia/Jakarta", TODAY), ("Asia/Makassar", TODAY), (WIT, TOMORROW)])
def test_a_posting_has_the_day_of_its_prison(zone: str, day: dt.date) -> None:
    assert at_facility(zone).today(LATE_EVENING) == day


def test_a_posting_at_a_centre_or_a_region_has_the_day_of_the_region() -> None:
    region = RegionFactory.create(time_zone=WIT)
    centre: TrainingCentre = TrainingCentreFactory.create(region=region)

    of_centre = PostingFactory.create(role=Role.CENTRE_HEAD, centre=centre)
    of_region = PostingFactory.create(role=Role.REGIONAL_HEAD, region=region)

    assert {posting.today(LATE_EVENING) for posting in (of_centre, of_region)} == {TOMORROW}


def test_the_national_level_has_the_day_of_jakarta() -> None:
    posting = PostingFactory.create()

    assert (posting.today(LATE_EVENING), posting.time_zone_label) == (TODAY, "WIB")


@pytest.mark.parametrize(("zone", "runs"), [("Asia/Jakarta", True), (WIT, False)])
def test_a_posting_ends_with_the_last_day_of_its_place(zone: str, runs: bool) -> None:
    posting = at_facility(zone, ends_on=TODAY)

    assert posting.user.postings.at(LATE_EVENING) == (posting if runs else None)


@pytest.mark.parametrize(("zone", "runs"), [("Asia/Jakarta", False), (WIT, True)])
def test_a_posting_begins_with_the_first_day_of_its_place(zone: str, runs: bool) -> None:
    posting = at_facility(zone, starts_on=TOMORROW)

    assert posting.user.postings.at(LATE_EVENING) == (posting if runs else None)


def test_who_moves_east_changes_posts_at_the_new_places_midnight() -> None:
    old = at_facility("Asia/Jakarta", ends_on=TODAY)
    new = PostingFactory.create(
        user=old.user, role=Role.GIATJA_STAFF, facility=FacilityFactory.create(time_zone=WIT), starts_on=TOMORROW
    )

    assert old.user.postings.at(LATE_EVENING) == new


@pytest.mark.parametrize(("zone", "offset"), [("Asia/Jakarta", 7), (WIT, 9)])
def test_pages_show_the_hours_of_the_place_where_the_reader_works(zone: str, offset: int) -> None:
    client = Client()
    client.force_login(posted(Role.FACILITY_HEAD, FacilityFactory.create(time_zone=zone)))

    client.get("/")

    assert timezone.localtime().utcoffset() == dt.timedelta(hours=offset)


def test_the_next_visitor_does_not_inherit_a_clock() -> None:
    client = Client()
    client.force_login(posted(Role.FACILITY_HEAD, FacilityFactory.create(time_zone=WIT)))
    client.get("/")

    Client().get("/v/")

    assert timezone.get_current_timezone_name() == "Asia/Jakarta"


def test_the_trail_says_in_which_time_zone_its_hours_are() -> None:
    client = Client()
    client.force_login(posted(Role.FACILITY_HEAD, FacilityFactory.create(time_zone=WIT)))

    page = client.get(reverse("audit:event-list")).content.decode()

    assert page.count("WIT") == 1
