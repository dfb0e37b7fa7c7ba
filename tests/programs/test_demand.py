"""Wanted fields beside packages on offer: right numbers, and never a person."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from programs.demand import demand_of, packages_on_offer, prisons_for_demand
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn
from trainees.models import RiskLevel, RiskScreening

pytestmark = pytest.mark.django_db
DAY = dt.date(2021, 6, 10)
TESTED = {"instrument": "Tes", "tested_on": dt.date(2021, 5, 3)}
URL = reverse("programs:demand")


def asked(place: Place, people: int, **facts: Any) -> None:
    for _person in range(people):
        make.InterestFactory.create(inmate=place.inmate(), **{"field": place.field, **facts})


def test_wishes_aptitude_eligible_seats_and_gap_are_counted_per_field(place):
    batik = make.FieldFactory.create(name="Batik")
    asked(place, 2, choice=1, aptitude=60, **TESTED)
    asked(place, 1, choice=2, aptitude=90, **TESTED)
    detainee = make.InmateFactory.create(facility=place.facility, register_kind="A.III")
    make.InterestFactory.create(inmate=detainee, field=place.field, choice=1)
    asked(place, 1, field=batik, choice=1)
    place.batch(seats=10)
    place.batch(seats=20, state="CANCELLED")

    rows = demand_of(place.facility, on=DAY, hides_the_few=False)

    said = [
        (row.field, row.first, row.wanted, row.mean_aptitude, row.eligible, row.packages, row.seats, row.gap)
        for row in rows
    ]
    assert said == [
        (place.field, 3, 4, 70.0, 3, [place.package], 10, -7),
        (batik, 1, 1, None, 1, [], 0, 1),
    ]


def test_outside_the_prison_figures_about_fewer_than_five_are_left_out(place):
    asked(place, 4, aptitude=60, **TESTED)
    few = demand_of(place.facility, on=DAY, hides_the_few=True)
    asked(place, 1, aptitude=60, **TESTED)
    enough = demand_of(place.facility, on=DAY, hides_the_few=True)

    assert [(row.first, row.mean_aptitude, row.eligible) for row in few] == [(4, None, None)]
    assert [(row.first, row.mean_aptitude, row.eligible) for row in enough] == [(5, 60.0, 5)]


def test_who_may_not_handle_the_tools_of_a_field_could_start_in_another(place):
    welding = make.FieldFactory.create(name="Las", has_dangerous_tools=True)
    inmate = place.inmate()
    RiskScreening.objects.create(inmate=inmate, level=RiskLevel.HIGH, screened_on=dt.date(2021, 1, 4))
    for choice, field in ((1, welding), (2, place.field)):
        make.InterestFactory.create(inmate=inmate, field=field, choice=choice)
    asked(place, 1, field=welding)

    rows = demand_of(place.facility, on=DAY, hides_the_few=False)

    assert {row.field: (row.eligible, row.wanted) for row in rows} == {welding: (1, 2), place.field: (1, 1)}


def test_who_has_a_seat_these_days_could_not_start(place):
    seated = place.enrolled(place.batch(state="RUNNING", decree_number="SK-1", decreed_on=dt.date(2021, 6, 1)))
    make.InterestFactory.create(inmate=seated.inmate, field=place.field)
    asked(place, 2)

    [row] = demand_of(place.facility, on=DAY, hides_the_few=False)

    assert (row.eligible, row.wanted) == (2, 3)


def test_who_has_left_the_prison_wants_nothing_there_any_more(place):
    asked(place, 1)
    gone = (
        place.inmate(status="RELEASED"),
        place.inmate(status="DIED"),
        make.InmateFactory.create(facility=make.FacilityFactory.create()),
    )
    for person in gone:
        make.InterestFactory.create(inmate=person, field=place.field, choice=1, aptitude=90, **TESTED)

    [row] = demand_of(place.facility, on=DAY, hides_the_few=False)

    assert (row.first, row.wanted, row.eligible, row.measured, row.mean_aptitude) == (1, 1, 1, 0, None)


def test_only_packages_in_an_agreements_scope_and_days_are_on_offer(place, stranger):
    make.PackageFactory.create(centre=place.centre)
    make.PackageFactory.create(centre=stranger.centre, field=place.field)

    assert packages_on_offer(place.facility, on=DAY) == [place.package]
    assert packages_on_offer(place.facility, on=dt.date(2022, 1, 1)) == []


def test_a_centre_sees_the_demand_of_prisons_it_has_an_agreement_with(place, stranger):
    seen = {
        user: list(prisons_for_demand(user, on=DAY))
        for user in (place.staff, place.centre_staff, place.regional_head, stranger.centre_staff)
    }

    assert seen == {
        place.staff: [place.facility],
        place.centre_staff: [place.facility],
        place.regional_head: [place.facility],
        stranger.centre_staff: [stranger.facility],
    }
    assert list(prisons_for_demand(place.centre_staff, on=dt.date(2022, 1, 1))) == []


def test_the_page_names_no_person_and_no_prison_of_others(place, stranger, sign_in: SignIn):
    make.AgreementFactory.create(
        signed=True,
        between=(place.facility, place.centre),
        fields=[place.field],
        ends_on=dt.date(2099, 1, 1),
    )
    inmate = place.inmate(name="Nama Rahasia")
    make.InterestFactory.create(inmate=inmate, field=place.field, skill="Keterampilan rahasia")

    page = sign_in(place.centre_staff).get(URL, {"facility": stranger.facility.pk}).content.decode()
    own = sign_in(place.centre_staff).get(URL).content.decode()

    assert ("Padang" in page, "Rahasia" in own, "rahasia" in own, "Menjahit Pekalongan" in own) == (
        False,
        False,
        False,
        True,
    )


def test_officers_are_counted_apart_from_inmates_and_only_while_they_serve(place):
    welding = make.FieldFactory.create(name="Las")
    asked(place, 1, choice=2)
    for choice, officer in ((1, place.officer()), (2, place.officer()), (1, place.officer(left_on=DAY))):
        make.InterestFactory.create(officer=officer, field=place.field, choice=choice)
    make.InterestFactory.create(officer=place.officer(), field=welding, choice=1)
    place.batch(seats=7)
    place.batch(seats=3, trainee_kind="OFFICER")

    rows = demand_of(place.facility, on=DAY, hides_the_few=False)

    said = [
        (row.field, row.first, row.wanted, row.seats, row.officers_first, row.officers_wanted, row.officers_seats)
        for row in rows
    ]
    assert said == [(place.field, 0, 1, 7, 1, 2, 3), (welding, 0, 0, 0, 1, 1, 0)]
    assert rows[1].gap == 0


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_costs_the_same_queries_with_one_person_and_with_three(
    place, sign_in: SignIn, people: int, django_assert_num_queries: Any
):
    asked(place, people)
    for _person in range(people):
        make.InterestFactory.create(officer=place.officer(), field=place.field)
    client = sign_in(place.staff)

    with django_assert_num_queries(19):
        client.get(URL)
