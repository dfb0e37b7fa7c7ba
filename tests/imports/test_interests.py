"""Interest and aptitude by list: each row about somebody of the own register, seen first, saved once."""

import datetime as dt
import io
import zipfile

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from imports.models import Import
from imports.sheets import SHEETS
from imports.workbooks import template_of
from tests import factories as make
from tests.cast import Place
from tests.imports import files
from tests.imports.test_flow import confirm
from tests.imports.test_outcomes import errors
from trainees.models import Interest

pytestmark = pytest.mark.django_db

HEADINGS = (
    "Nomor Register", "NIK", "Pilihan 1", "Bakat 1", "Keterampilan 1", "Pilihan 2", "Bakat 2", "Pilihan 3",
    "Tes Bakat", "Tanggal Tes",
)  # fmt: skip
TESTED = {"Tes Bakat": "Tes dasar", "Tanggal Tes": "10/05/2021"}
NIK = "3375011705900001"


@pytest.fixture
def fields(place: Place) -> None:
    make.FieldFactory.create(name="Las", code="LAS")
    make.FieldFactory.create(name="Batik", code="BTK")


@pytest.fixture
def inmate(place: Place, fields: None):
    return place.inmate(name="Raka", register_kind="B.I", register_serial="045", register_year=2021, nik=NIK)


def row(**cells: str) -> dict[str, str]:
    return {"Nomor Register": "B.I 45/2021", **cells}


def preview(client, *rows: dict[str, str]) -> Import:
    content = files.workbook(files.sheet(rows, HEADINGS))
    client.post(reverse("imports:import-add"), {"sheet": "interests", "file": files.upload(content)})
    return Import.objects.latest("pk")


def recorded(inmate) -> list[tuple[object, ...]]:
    rows = Interest.objects.filter(inmate=inmate).order_by("choice", "field__code")
    return list(rows.values_list("field__name", "choice", "aptitude", "instrument", "skill"))


WISHES = {"Pilihan 1": "Las", "Bakat 1": "80", "Keterampilan 1": "Las listrik", "Pilihan 2": "btk", **TESTED}


def test_a_confirmed_row_is_on_record(client, inmate):
    source = confirm(client, preview(client, row(**WISHES)))

    assert (source.state, source.failure, source.counts["changed_rows"]) == ("DONE", "", 1)
    assert recorded(inmate) == [("Las", 1, 80, "Tes dasar", "Las listrik"), ("Batik", 2, None, "", "")]
    assert Interest.objects.get(choice=1).tested_on == dt.date(2021, 5, 10)
    assert [event.verb for event in AuditEvent.objects.order_by("pk")] == ["upload", "add", "add", "import"]


def test_the_same_file_twice_changes_nothing(client, inmate):
    confirm(client, preview(client, row(**WISHES)))

    again = preview(client, row(**WISHES))

    assert again.counts == {"new_rows": 0, "changed_rows": 0, "unchanged_rows": 1, "error_rows": 0}


def test_what_would_change_is_told_column_by_column(client, inmate):
    confirm(client, preview(client, row(**WISHES)))

    source = preview(client, row(**{**WISHES, "Bakat 1": "85", "Pilihan 2": "", "Pilihan 3": "Batik"}))

    assert source.rows.get().said["changes"] == [["aptitude_1", "80", "85"], ["choice_3", "–", "Batik"]]


def test_a_new_first_choice_leaves_of_the_old_one_what_else_is_known(client, inmate):
    confirm(client, preview(client, row(**WISHES)))

    confirm(client, preview(client, row(**{"Pilihan 1": "Batik"})))

    assert recorded(inmate) == [("Batik", 1, None, "", ""), ("Las", None, 80, "Tes dasar", "Las listrik")]


def test_choices_change_places_in_one_row(client, inmate):
    confirm(client, preview(client, row(**WISHES)))

    confirm(client, preview(client, row(**{"Pilihan 1": "Batik", "Pilihan 2": "Las"})))

    assert [found[:3] for found in recorded(inmate)] == [("Batik", 1, None), ("Las", 2, 80)]


def test_a_choice_of_which_nothing_else_is_known_goes_with_its_place(client, inmate):
    confirm(client, preview(client, row(**{"Pilihan 1": "Batik"})))

    confirm(client, preview(client, row(**{"Pilihan 1": "Las"})))

    assert [found[:2] for found in recorded(inmate)] == [("Las", 1)]


def test_somebody_is_found_by_nik_where_the_register_number_is_empty(client, inmate):
    confirm(client, preview(client, row(**{"Nomor Register": "", "NIK": NIK, "Pilihan 1": "Las"})))

    assert [found[:2] for found in recorded(inmate)] == [("Las", 1)]


def test_people_of_another_prison_are_as_unknown_as_nobody(client, inmate):
    Place("Medan").inmate(register_kind="B.I", register_serial="77", register_year=2021)

    source = preview(
        client,
        row(**{"Nomor Register": "B.I 77/2021", "Pilihan 1": "Las"}),
        row(**{"Nomor Register": "B.I 78/2021", "Pilihan 1": "Las"}),
    )

    found = errors(source)
    assert [name for reasons in found.values() for name, _reason in reasons] == ["register", "register"]
    assert found[2] == found[3]


WRONG = {
    "a field unknown": ({"Pilihan 1": "Sihir"}, ["choice_1"]),
    "an aptitude beyond": ({"Pilihan 1": "Las", "Bakat 1": "101", **TESTED}, ["aptitude_1"]),
    "an aptitude for nothing": ({"Bakat 1": "80", **TESTED}, ["choice_1"]),
    "a skill for nothing": ({"Keterampilan 1": "Las listrik"}, ["choice_1"]),
    "a field twice": ({"Pilihan 1": "Las", "Pilihan 3": "LAS"}, ["choice_3"]),
    "no test": ({"Pilihan 1": "Las", "Bakat 1": "80"}, ["instrument", "tested_on"]),
    "a test to come": ({"Pilihan 1": "Las", "Bakat 1": "80", **TESTED, "Tanggal Tes": "10/05/2990"}, ["tested_on"]),
    "a test long ago": ({"Pilihan 1": "Las", "Bakat 1": "80", **TESTED, "Tanggal Tes": "10/05/1921"}, ["tested_on"]),
    "nobody named": ({"Nomor Register": "", "Pilihan 1": "Las"}, ["register"]),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_cell_is_named_by_row_and_column(client, inmate, case):
    cells, columns = WRONG[case]

    source = preview(client, row(**cells))

    assert {number: [name for name, _reason in found] for number, found in errors(source).items()} == {2: columns}


def test_a_test_that_measured_nobody_in_the_row_is_passed_over(client, inmate):
    confirm(client, preview(client, row(**{"Pilihan 1": "Las", **TESTED})))

    assert (recorded(inmate), preview(client, row(**{"Pilihan 1": "Las", **TESTED})).counts["unchanged_rows"]) == (
        [("Las", 1, None, "", "")],
        1,
    )


def test_the_template_lists_the_fields_that_there_are(place, fields):
    with zipfile.ZipFile(io.BytesIO(template_of(SHEETS["interests"]))) as archive:
        words = archive.read("xl/sharedStrings.xml").decode()

    assert words.count(f"Batik; Las; {place.field.name}") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_is_read_with_the_same_queries_however_long(place, client, fields, count, django_assert_num_queries):
    for number in range(count):
        place.inmate(register_kind="B.I", register_serial=f"{number + 1}", register_year=2021)
    rows = [row(**{"Nomor Register": f"B.I {number + 1}/2021", **WISHES}) for number in range(count)]
    content = files.upload(files.workbook(files.sheet(rows, HEADINGS)))

    with django_assert_num_queries(35):
        client.post(reverse("imports:import-add"), {"sheet": "interests", "file": content})
