"""Officers' interest and aptitude by list: by NIP, in the own prison alone, and twice the same changes nothing."""

import pytest
from django.urls import reverse

from imports.models import Import
from tests import factories as make
from tests.cast import Place
from tests.imports import files
from tests.imports.test_flow import confirm
from tests.imports.test_outcomes import errors
from trainees.models import Interest

pytestmark = pytest.mark.django_db

NIP = "199005172015031001"
HEADINGS = ("NIP", "Pilihan 1", "Bakat 1", "Keterampilan 1", "Pilihan 2", "Bakat 2", "Tes Bakat", "Tanggal Tes")
ROW = {
    "NIP": "19900517 201503 1 001",
    "Pilihan 1": "Las",
    "Bakat 1": "80",
    "Pilihan 2": "btk",
    "Tes Bakat": "Tes dasar",
    "Tanggal Tes": "10/05/2021",
}


@pytest.fixture(autouse=True)
def fields(place: Place) -> None:
    make.FieldFactory.create(name="Las", code="LAS")
    make.FieldFactory.create(name="Batik", code="BTK")


@pytest.fixture
def officer(place: Place):
    return place.officer(nip=NIP)


def preview(client, *rows: dict[str, str]) -> Import:
    content = files.workbook(files.sheet(rows, HEADINGS))
    client.post(reverse("imports:import-add"), {"sheet": "officer-interests", "file": files.upload(content)})
    return Import.objects.latest("pk")


def recorded() -> list[tuple[object, ...]]:
    rows = Interest.objects.order_by("choice")
    return list(rows.values_list("officer", "inmate", "field__name", "choice", "aptitude", "instrument"))


def test_a_confirmed_row_is_on_record_and_the_same_file_twice_changes_nothing(client, officer):
    confirm(client, preview(client, ROW))
    again = preview(client, ROW)

    assert recorded() == [(officer.pk, None, "Las", 1, 80, "Tes dasar"), (officer.pk, None, "Batik", 2, None, "")]
    assert again.counts == {"new_rows": 0, "changed_rows": 0, "unchanged_rows": 1, "error_rows": 0}


def test_a_new_first_choice_leaves_of_the_old_one_what_else_is_known(client, officer):
    confirm(client, preview(client, ROW))

    confirm(client, preview(client, {"NIP": NIP, "Pilihan 1": "Batik"}))

    assert recorded() == [(officer.pk, None, "Batik", 1, None, ""), (officer.pk, None, "Las", None, 80, "Tes dasar")]


def test_officers_of_another_prison_are_as_unknown_as_nobody(client, officer):
    Place("Medan").officer(nip="199005172015031002")

    source = preview(client, {**ROW, "NIP": "199005172015031002"}, {**ROW, "NIP": "199005172015031003"})

    found = errors(source)
    assert [name for reasons in found.values() for name, _reason in reasons] == ["nip", "nip"]
    assert found[2] == found[3]
    assert Interest.objects.count() == 0


@pytest.mark.parametrize("number", ["", "1990", "19900517201503100X"])
def test_a_row_without_a_whole_nip_is_refused_at_its_column(client, officer, number):
    source = preview(client, {**ROW, "NIP": number})

    assert {row: [name for name, _reason in found] for row, found in errors(source).items()} == {2: ["nip"]}


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_is_read_with_the_same_queries_however_long(place, client, count, django_assert_num_queries):
    numbers = [f"19900517201503100{number}" for number in range(count)]
    for nip in numbers:
        place.officer(nip=nip)
    content = files.upload(files.workbook(files.sheet([{**ROW, "NIP": nip} for nip in numbers], HEADINGS)))

    with django_assert_num_queries(35):
        client.post(reverse("imports:import-add"), {"sheet": "officer-interests", "file": content})
