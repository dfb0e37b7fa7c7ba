"""Officers on pages: their own prison's staff alone, the NIP as offices type it, and no page without its reason."""

import datetime as dt

import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.cast import Place
from trainees.models import Officer

pytestmark = pytest.mark.django_db

GOOD = {
    "name": "Budi Santoso",
    "nip": "19880214 201203 1 001",
    "sex": "M",
    "birth_place": "Padang",
    "birth_date": "1988-02-14",
    "education": "S1",
    "position": "Staf Kegiatan Kerja",
}


@pytest.fixture
def place() -> Place:
    return Place("Padang")


@pytest.fixture
def staff(place: Place) -> Client:
    client = Client()
    client.force_login(place.staff)
    return client


def send(client: Client, **changed: str):
    return client.post(reverse("trainees:officer-add"), {**GOOD, **changed})


def test_an_officer_is_added_to_the_own_prison_with_the_nip_as_offices_type_it(place: Place, staff: Client) -> None:
    response = send(staff)

    officer = Officer.objects.get()
    assert response.status_code == 302
    assert (officer.facility, officer.nip, officer.printed_nip) == (
        place.facility,
        "198802142012031001",
        "19880214 201203 1 001",
    )
    assert [str(message) for message in get_messages(response.wsgi_request)] == ["Tersimpan."]


def test_a_nip_that_does_not_fit_is_kept_and_said(staff: Client) -> None:
    response = send(staff, birth_date="1989-02-14")

    assert Officer.objects.get().nip == "198802142012031001"
    assert [message.level_tag for message in get_messages(response.wsgi_request)] == ["success", "warning"]


@pytest.mark.parametrize("nip", ["", "1988021420120310", "1988021420120310012", "19880214201203100x", "١" * 18])
def test_what_is_no_nip_is_refused_at_its_field(staff: Client, nip: str) -> None:
    response = send(staff, nip=nip)

    assert set(response.context["form"].errors) == {"nip"}
    assert not Officer.objects.exists()


def test_a_nip_is_taken_once_in_the_country(staff: Client) -> None:
    make.OfficerFactory.create(nip="198802142012031001")

    response = send(staff)

    assert set(response.context["form"].errors) == {"nip"}


@pytest.mark.parametrize(
    ("field", "value"),
    [("birth_date", "1850-01-01"), ("birth_date", "2024-01-01"), ("left_on", "1980-01-01"), ("left_on", "20210-01-01")],
)
def test_days_that_cannot_be_are_refused_at_their_field(staff: Client, field: str, value: str) -> None:
    response = send(staff, **{field: value})

    assert set(response.context["form"].errors) == {field}


def test_constraints_hold_past_the_form(place: Place) -> None:
    officer = place.officer()

    for change in ({"nip": "12"}, {"left_on": dt.date(1988, 2, 14)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Officer.objects.filter(pk=officer.pk).update(**change)


def test_a_centre_never_reads_a_nip(place: Place) -> None:
    batch = place.batch(trainee_kind="OFFICER", state="RUNNING")
    officer = place.officer(name="Sari Dewi")
    enrollment = make.EnrollmentFactory.create(batch=batch, inmate=None, officer=officer, state="ACTIVE")
    client = Client()
    client.force_login(place.centre_staff)

    texts = [client.get(url).content.decode() for url in (batch.get_absolute_url(), enrollment.get_absolute_url())]

    assert ["Sari Dewi" in text for text in texts] == [True, True]
    assert [officer.nip in text or officer.printed_nip in text for text in texts] == [False, False]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_of_the_database_for_one_and_for_three(
    place: Place, staff: Client, django_assert_num_queries, rows: int
) -> None:
    for _row in range(rows):
        place.officer()

    with django_assert_num_queries(10):
        staff.get(reverse("trainees:officer-list"))


def test_the_list_finds_by_name_nip_and_service(place: Place, staff: Client) -> None:
    here = place.officer(name="Andi", nip="198802142012031777")
    gone = place.officer(name="Bayu", left_on=dt.date(2020, 1, 1))
    make.OfficerFactory.create(name="Andi di tempat lain")

    found = [
        [officer for officer, _age in staff.get(reverse("trainees:officer-list"), query).context["officers"]]
        for query in ({"q": "andi"}, {"q": "19880214 201203 1 777"}, {"service": "left"}, {"service": "serving"})
    ]

    assert found == [[here], [here], [gone], [here]]
