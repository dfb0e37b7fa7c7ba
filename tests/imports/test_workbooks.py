"""What people download: the template, and the rows they have to correct. Nothing in it is a formula (A10)."""

import io
import zipfile
from typing import Any

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from audit.exports import FORMULA_STARTS
from imports.sheets import SHEETS
from imports.workbooks import template_of
from tests.imports import files
from tests.imports.files import person
from tests.imports.test_flow import imported
from trainees.models import Inmate, Officer

pytestmark = pytest.mark.django_db


def pages(content: bytes) -> list[list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [book.get_sheet_by_index(number).to_python() for number in range(len(book.sheet_names))]


@pytest.mark.parametrize("name", sorted(name for name, sheet in SHEETS.items() if sheet.has_template))
def test_a_template_says_each_column_and_its_example_row_is_passed_over(client, place, name):
    content = client.get(reverse("imports:import-template"), {"sheet": name}).content

    data, guide = pages(content)
    sheet = SHEETS[name]
    assert [str(heading).removesuffix(" *") for heading in data[0]] == [column.heading for column in sheet.columns]
    assert [row[0] for row in guide[1 : len(sheet.columns) + 1]] == [column.heading for column in sheet.columns]
    response = client.post(
        reverse("imports:import-add"), {"sheet": name, "file": files.upload(content, "x.xlsx")}, follow=True
    )
    assert response.context["object"].failure == "Berkas tidak berisi baris data."


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_the_example_of_a_template_would_be_right(name):
    for column in SHEETS[name].columns:
        if column.example:
            column.parse(column.example)
        for word in column.allowed:
            column.parse(word)


@pytest.mark.parametrize("name", ["x", *sorted(name for name, sheet in SHEETS.items() if not sheet.has_template)])
def test_a_template_that_there_is_not_is_not_found(client, place, name):
    assert client.get(reverse("imports:import-template"), {"sheet": name}).status_code == 404


def corrections(client, source) -> list[list[Any]]:
    return pages(client.get(reverse("imports:import-corrections", args=[source.pk])).content)[0]


def test_rows_with_errors_come_back_as_they_were_with_their_reasons(client, place):
    wrong = person(2, Pendidikan="tamat", NIK="12")
    source = imported(client, files.workbook(files.sheet([person(1), wrong])))

    found = corrections(client, source)

    assert found[0] == [*files.HEADINGS, "Kesalahan"]
    assert found[1][:-1] == [wrong[heading] for heading in files.HEADINGS]
    assert str(found[1][-1]).splitlines() == [
        "NIK: NIK terdiri atas 16 angka. Cocokkan dengan KTP, atau kosongkan selnya.",
        "Pendidikan: “tamat” tidak dikenal. Lembar “Petunjuk” pada templat memuat kata yang dapat dipakai.",
    ]


def test_the_corrected_file_can_be_brought_again(client, place):
    source = imported(client, files.workbook(files.sheet([person(1), person(2, Pendidikan="tamat")])))
    lines = corrections(client, source)
    lines[1][files.HEADINGS.index("Pendidikan")] = "SMA"

    again = imported(client, files.workbook(lines))

    assert again.counts == {"new_rows": 1, "changed_rows": 0, "unchanged_rows": 0, "error_rows": 0}


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_no_cell_of_a_corrected_file_is_a_formula(client, place, start):
    source = imported(client, files.text(files.sheet([person(1, Nama=f"{start}1+1", Pendidikan="x")])), "x.csv")

    content = client.get(reverse("imports:import-corrections", args=[source.pk])).content

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_officers_come_by_the_same_way(client, place):
    columns = [column.heading for column in SHEETS["officers"].columns]
    row = ["Ratna Contoh", "19900517 201503 2 001", "P", "Batang", "17/05/1990", "S1", "Staf Giatja"]
    content = files.workbook([columns, row, [*row[:1], "1990", *row[2:]]])

    def bring():
        return client.post(
            reverse("imports:import-add"), {"sheet": "officers", "file": files.upload(content)}, follow=True
        ).context["object"]

    source = bring()
    client.post(reverse("imports:import-confirm", args=[source.pk]))

    officer = Officer.objects.get()
    assert (officer.nip, officer.facility, Inmate.objects.count()) == ("199005172015032001", place.facility, 0)
    assert (source.counts["error_rows"], bring().counts["unchanged_rows"]) == (1, 1)
    assert template_of(SHEETS["officers"])[:2] == b"PK"
