"""The sheets on which interest and aptitude are typed."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests import factories as make
from tests.cast import Place
from trainees.models import Interest

pytestmark = pytest.mark.django_db
DAY = dt.date(2021, 5, 3)
SHEET = reverse("trainees:interest-sheet")


@pytest.fixture
def place() -> Place:
    return Place("Pekalongan")


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sheet(place: Place) -> str:
    return f"{SHEET}?field={place.field.pk}"


def as_shown(client: Client, url: str) -> dict[str, object]:
    """All inputs of the sheet as the browser would send them back untouched."""
    form = client.get(url).context["form"]
    sent: dict[str, object] = {"line": [inmate.pk for inmate, _field in form.pairs]}
    for bound in form:
        value = bound.initial
        sent[bound.html_name] = "" if value is None else value
        if bound.field.show_hidden_initial:
            sent[bound.html_initial_name] = sent[bound.html_name]
    return sent


def test_nobody_is_listed_before_a_field_is_chosen(place):
    place.inmate(name="Raka Permana")

    page = client_of(place.staff).get(SHEET)

    assert "Raka Permana" not in page.content.decode()


def test_a_sheet_sent_back_untouched_changes_nothing(place):
    make.InterestFactory.create(inmate=place.inmate(), field=place.field, choice=2, skill="Obras")
    client = client_of(place.staff)

    client.post(sheet(place), as_shown(client, sheet(place)))

    assert list(Interest.objects.values_list("choice", "skill")) == [(2, "Obras")]


def test_what_is_typed_is_saved_with_its_test_and_day(place):
    one, other = place.inmate(), place.inmate()
    client = client_of(place.staff)
    typed = {
        f"choice_{one.pk}_{place.field.pk}": "1",
        f"aptitude_{one.pk}_{place.field.pk}": "77",
        f"skill_{other.pk}_{place.field.pk}": "Konveksi",
        "instrument": "Kuesioner",
        "tested_on": "2021-05-03",
    }

    response = client.post(sheet(place), as_shown(client, sheet(place)) | typed)

    assert (response.status_code, response["Location"]) == (302, sheet(place))
    rows = Interest.objects.order_by("inmate")
    assert list(rows.values_list("inmate", "choice", "aptitude", "instrument", "tested_on", "skill")) == [
        (one.pk, 1, 77, "Kuesioner", DAY, ""),
        (other.pk, None, None, "", None, "Konveksi"),
    ]


def test_an_old_page_undoes_nobody_elses_line(place):
    one, other = place.inmate(), place.inmate()
    client = client_of(place.staff)
    old = as_shown(client, sheet(place))
    make.InterestFactory.create(inmate=other, field=place.field, choice=3)

    client.post(sheet(place), old | {f"choice_{one.pk}_{place.field.pk}": "2"})

    assert list(Interest.objects.order_by("inmate").values_list("inmate", "choice")) == [(one.pk, 2), (other.pk, 3)]


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ({"aptitude": "101"}, "aptitude"),
        ({"aptitude": "tujuh"}, "aptitude"),
        ({"choice": "9"}, "choice"),
        ({"skill": "x" * 201}, "skill"),
        ({"aptitude": "70"}, "instrument"),
        ({"aptitude": "70", "instrument": "Tes", "tested_on": "2999-01-01"}, "tested_on"),
        ({"aptitude": "70", "instrument": "Tes", "tested_on": "0021-01-01"}, "tested_on"),
    ],
)
def test_bad_input_is_said_at_its_field_and_nothing_is_saved(place, typed, at):
    inmate, other = place.inmate(), place.inmate()
    client = client_of(place.staff)
    key = f"{inmate.pk}_{place.field.pk}"
    named = {name if name in ("instrument", "tested_on") else f"{name}_{key}": value for name, value in typed.items()}
    good = {f"choice_{other.pk}_{place.field.pk}": "1"}

    response = client.post(sheet(place), as_shown(client, sheet(place)) | good | named)

    assert response.status_code == 200
    assert (at if at in ("instrument", "tested_on") else f"{at}_{key}") in response.context["form"].errors
    assert Interest.objects.count() == 0


def test_a_second_first_choice_comes_back_as_a_sentence(place):
    inmate = place.inmate(name="Raka")
    make.InterestFactory.create(inmate=inmate, field=make.FieldFactory.create(name="Batik"))
    client = client_of(place.staff)

    response = client.post(sheet(place), as_shown(client, sheet(place)) | {f"choice_{inmate.pk}_{place.field.pk}": "1"})

    assert response.context["form"].non_field_errors() == [
        "Raka: Batik dan Menjahit Pekalongan sama-sama menjadi “Pilihan pertama”."
    ]


def test_a_person_of_another_prison_cannot_be_sent_in(place):
    foreign = Place("Medan").inmate()
    client = client_of(place.staff)

    client.post(sheet(place), {"line": [foreign.pk, "x"], f"choice_{foreign.pk}_{place.field.pk}": "1"})

    assert Interest.objects.count() == 0


def test_only_people_without_an_interest_are_listed_when_asked(place):
    make.InterestFactory.create(inmate=place.inmate(name="Sudah Memilih"))
    place.inmate(name="Belum Memilih")

    page = client_of(place.staff).get(f"{sheet(place)}&open=on").content.decode()

    assert ("Sudah Memilih" in page, "Belum Memilih" in page) == (False, True)


def test_on_a_persons_own_sheet_first_and_second_choice_change_places(place):
    inmate, batik = place.inmate(), make.FieldFactory.create(name="Batik")
    make.InterestFactory.create(inmate=inmate, field=place.field, choice=1)
    make.InterestFactory.create(inmate=inmate, field=batik, choice=2)
    client = client_of(place.staff)
    url = reverse("trainees:interest-edit", args=[inmate.pk])
    typed = {f"choice_{inmate.pk}_{place.field.pk}": "2", f"choice_{inmate.pk}_{batik.pk}": "1"}

    response = client.post(url, as_shown(client, url) | typed)

    assert response["Location"] == inmate.get_absolute_url()
    assert list(inmate.interests.values_list("field", "choice")) == [(batik.pk, 1), (place.field.pk, 2)]


@pytest.mark.parametrize("people", [1, 3])
def test_the_sheet_costs_the_same_queries_with_one_line_and_with_three(place, people, django_assert_num_queries):
    for _person in range(people):
        make.InterestFactory.create(inmate=place.inmate(), field=place.field)
    client = client_of(place.staff)
    url = sheet(place)

    with django_assert_num_queries(13):
        client.get(url)
