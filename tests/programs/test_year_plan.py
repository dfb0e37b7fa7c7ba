"""The plan of a year: entered by the head of a prison or a training centre, or by the region for its prisons."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.permissions import Role
from audit.models import AuditEvent
from programs.models import YearPlan
from tests.cast import Place
from tests.factories import FacilityFactory, posted

pytestmark = pytest.mark.django_db
PAGE = reverse("programs:year-plan") + "?year=2026"


@pytest.fixture
def prison():
    return FacilityFactory.create()


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def plans() -> list[tuple[int, int, int, int]]:
    return list(YearPlan.objects.order_by("pk").values_list("facility", "year", "participants", "certified"))


def test_the_head_enters_changes_and_takes_back_the_prison_s_plan(prison):
    client = client_of(posted(Role.FACILITY_HEAD, prison))

    for said in (("60", "54"), ("64", "54"), ("", "")):
        client.post(PAGE, {f"participants_{prison.pk}": said[0], f"certified_{prison.pk}": said[1]})

    assert plans() == []
    assert list(
        AuditEvent.objects.filter(object_type="programs.yearplan").order_by("pk").values_list("verb", flat=True)
    ) == ["add", "edit", "remove"]


def test_the_region_plans_for_its_prisons_and_for_no_other(prison):
    own, stranger = FacilityFactory.create(region=prison.region), FacilityFactory.create()
    client = client_of(posted(Role.REGIONAL_HEAD, prison.region))

    client.post(PAGE, {f"{name}_{each.pk}": "5" for name in ("participants", "certified") for each in (own, stranger)})

    assert plans() == [(own.pk, 2026, 5, 5)]


def test_the_head_of_a_centre_plans_for_the_centre_and_for_no_prison(prison):
    place = Place("Pekalongan")
    client = client_of(place.person(Role.CENTRE_HEAD))
    said = {f"{name}_{key}": "5" for name in ("participants", "certified") for key in (place.centre.pk, prison.pk + 90)}

    client.post(PAGE, said)

    assert list(YearPlan.objects.values_list("facility", "centre", "year", "participants", "certified")) == [
        (None, place.centre.pk, 2026, 5, 5)
    ]


def test_a_centre_s_plan_is_shown_on_its_dashboard_and_in_no_prison_s():
    place = Place("Pekalongan")
    YearPlan.objects.create(centre=place.centre, year=2026, participants=40, certified=30)

    shown = [
        client_of(place.person(role)).get(reverse("reports:dashboard"), {"tahun": "2026"}).context["board"].plan
        for role in (Role.CENTRE_HEAD, Role.FACILITY_HEAD)
    ]

    assert [plan and (plan.places, plan.participants, plan.certified) for plan in shown] == [(1, 40, 30), None]


def test_a_partner_s_plan_is_the_partner_s_affair():
    place = Place("Pekalongan")
    YearPlan.objects.create(centre=place.centre, year=2026, participants=40, certified=30)
    YearPlan.objects.create(facility=place.facility, year=2026, participants=20, certified=10)

    seen = {
        role: [plan.place for plan in YearPlan.objects.visible_to(place.person(role))]
        for role in (Role.CENTRE_HEAD, Role.FACILITY_HEAD)
    }

    assert seen == {Role.CENTRE_HEAD: [place.centre], Role.FACILITY_HEAD: [place.facility]}


@pytest.mark.parametrize(
    ("participants", "certified"), [("10", ""), ("", "10"), ("10", "11"), ("-1", "0"), ("abc", "1"), ("9999999", "1")]
)
def test_what_makes_no_sense_is_refused_with_nothing_saved_and_nothing_lost(prison, participants, certified):
    client = client_of(posted(Role.FACILITY_HEAD, prison))

    response = client.post(PAGE, {f"participants_{prison.pk}": participants, f"certified_{prison.pk}": certified})

    assert (response.status_code, plans()) == (200, [])
    assert response.context["form"].errors
    assert response.context["form"][f"participants_{prison.pk}"].value() == participants


def test_the_database_keeps_one_plan_of_a_prison_and_year_and_certifies_participants_only(prison):
    YearPlan.objects.create(facility=prison, year=2026, participants=5, certified=5)

    with pytest.raises(IntegrityError), transaction.atomic():
        YearPlan.objects.create(facility=prison, year=2026, participants=5, certified=5)
    with pytest.raises(IntegrityError), transaction.atomic():
        YearPlan.objects.create(facility=prison, year=2027, participants=5, certified=6)


@pytest.mark.parametrize("year", ["", "abc", "99999999999", "1066"])
def test_a_year_that_is_none_shows_this_year(prison, year):
    client = client_of(posted(Role.FACILITY_HEAD, prison))

    assert client.get(reverse("programs:year-plan"), {"year": year}).status_code == 200
