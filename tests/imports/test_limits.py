"""Files that are weapons or no lists: refused with a sentence, in little time and memory (trust.md, A9)."""

import io
import os
import resource
import struct
import time
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from imports import reading
from imports.limits import kind_of
from imports.models import Import
from imports.reading import UnreadableError, lines_of
from tests.imports import files
from tests.imports.files import archive, replaced, with_members, workbook

MEGABYTE = 1024 * 1024
LIST = workbook([["Nama"], ["Orang"]])
SHEET = "xl/worksheets/sheet1.xml"
CELL = '<c r="{place}" t="inlineStr"><is><t>x</t></is></c>'
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def sheet_with(*cells: str) -> bytes:
    """A workbook whose only sheet has cells at these places."""
    rows = "".join(f'<row r="{place.lstrip("ABCDXF")}">{CELL.format(place=place)}</row>' for place in cells)
    return replaced(LIST, SHEET, f"{HEAD}{rows}</sheetData></worksheet>".encode())


def many_members() -> bytes:
    return with_members(LIST, **{f"xl__junk{number}": b"" for number in range(300)})


def million_members() -> bytes:
    """A directory that says it has little and has much: its size is what counts."""
    data = bytearray(many_members() + b"")
    place = data.rfind(b"PK\x05\x06")
    struct.pack_into("<HH", data, place + 8, 3, 3)
    struct.pack_into("<I", data, place + 12, 500 * MEGABYTE)
    return bytes(data)


REFUSED = {
    "a bomb of zeros": ("x.xlsx", lambda: replaced(LIST, SHEET, b"0" * (60 * MEGABYTE)), "bomb"),
    "a high ratio": ("x.xlsx", lambda: replaced(LIST, SHEET, b" " * (15 * MEGABYTE)), "bomb"),
    "many members": ("x.xlsx", many_members, "bomb"),
    "a lying directory": ("x.xlsx", million_members, "bomb"),
    "a cut file": ("x.xlsx", lambda: LIST[: len(LIST) // 2], "damaged"),
    "a program": ("x.xlsx", lambda: b"MZ" + os.urandom(5000), "damaged"),
    "an old or locked workbook": ("x.xlsx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000), "damaged"),
    "an archive of something else": ("x.xlsx", lambda: archive({"a.txt": b"a"}), "damaged"),
    "macros under their own name": ("x.xlsm", lambda: LIST, "macros"),
    "macros renamed": ("x.xlsx", lambda: with_members(LIST, xl__vbaProject_dot_bin=b"x"), "macros"),
    "controls": ("x.xlsx", lambda: with_members(LIST, xl__activeX__activeX1_dot_xml=b"x"), "macros"),
    "links to other files": (
        "x.xlsx",
        lambda: with_members(LIST, xl__externalLinks__externalLink1_dot_xml=b"x"),
        "links",
    ),
    "a query": ("x.xlsx", lambda: with_members(LIST, xl__connections_dot_xml=b"x"), "links"),
    "a path out of the archive": ("x.xlsx", lambda: with_members(LIST, **{"..__..__etc__passwd": b"x"}), "damaged"),
    "nothing": ("x.xlsx", lambda: b"", "empty"),
    "too many bytes": ("x.csv", lambda: b"a;b\n" * (3 * MEGABYTE), "size"),
    "zeros in a text": ("x.csv", lambda: b"Nama;NIK\n\0;1\n", "text"),
    "a text of two bytes a letter": ("x.csv", lambda: "Nama;NIK\n".encode("utf-16"), "text"),
    "another kind": ("x.pdf", lambda: b"%PDF", "kind"),
    "no ending": ("daftar", lambda: LIST, "kind"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_dangerous_is_refused_before_it_is_read(case):
    name, make, code = REFUSED[case]
    content = make()
    began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(ValidationError) as refusal:
        kind_of(name, io.BytesIO(content), len(content))

    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert refusal.value.code == code
    assert (time.process_time() - began < 2, grown < 200 * 1024) == (True, True)


def lied() -> bytes:
    """60 MB that the directory calls a kilobyte."""
    return files.lying_about_its_size(replaced(LIST, SHEET, HEAD.encode() + b" " * (60 * MEGABYTE)), SHEET, 1000)


UNREADABLE = {
    "a million columns": lambda: sheet_with("A1", "XFD1"),
    "a corner far away": lambda: sheet_with("A1", "XFD1048576"),
    "a last row far away": lambda: sheet_with("A1", "A1048576", "B2"),
    "no sheet in it": lambda: replaced(LIST, SHEET, b"<html></html>"),
    "no XML": lambda: replaced(LIST, SHEET, b"\xff\xfe\x00" * 100),
    "a directory that lies": lied,
    "entities that grow": lambda: replaced(
        LIST,
        SHEET,
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        b"<worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>",
    ),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_is_found_while_reading_costs_little(case):
    content = UNREADABLE[case]()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)

    try:
        rows = len(list(lines_of(content, "xlsx")))
    except UnreadableError:
        rows = 0

    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert rows <= 3
    assert spent < reading.CPU_SECONDS + 1


def test_a_file_that_eats_memory_is_stopped_at_the_limit():
    with pytest.raises(UnreadableError):
        list(lines_of(sheet_with("A1", "CV1048576"), "xlsx"))

    assert reading.MEGABYTES <= 200


def test_more_rows_than_a_list_has_are_refused_with_their_number():
    content = "\n".join(["Nama", *map(str, range(20_002))]).encode()

    with pytest.raises(UnreadableError, match=r"20000"):
        list(lines_of(content, "csv"))


def test_more_columns_than_a_list_has_are_refused():
    with pytest.raises(UnreadableError):
        list(lines_of(b";".join([b"x"] * 100_000), "csv"))


def test_formulas_are_read_as_what_they_came_to():
    output = io.BytesIO()
    from xlsxwriter import Workbook

    with Workbook(output, {"in_memory": True}) as book:
        book.add_worksheet().write_formula("A1", "=1+1", None, 2)

    assert list(lines_of(output.getvalue(), "xlsx")) == [(1, [2.0])]


def test_a_long_cell_is_cut_so_that_its_column_refuses_it():
    assert [len(cells[0]) for _number, cells in lines_of(b"x" * 90_000, "csv")] == [1001]


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "utf-8"), (",", "utf-8-sig"), ("\t", "cp1252")])
def test_texts_are_read_whatever_excel_made_of_them(delimiter, encoding):
    content = files.text([["Nama", "Kota"], ["Réné", "Pekalongan"]], delimiter, encoding)

    assert list(lines_of(content, "csv")) == [(1, ["Nama", "Kota"]), (2, ["Réné", "Pekalongan"])]


def test_rows_keep_their_numbers_below_empty_ones():
    content = workbook([[], ["Nama"], [], ["Orang", "", ""]])

    assert list(lines_of(content, "xlsx")) == [(2, ["Nama"]), (4, ["Orang"])]


def test_a_member_packed_small_enough_is_read():
    assert list(lines_of(LIST, "xlsx")) == [(1, ["Nama"]), (2, ["Orang"])]
    assert zipfile.is_zipfile(io.BytesIO(LIST))


@pytest.mark.django_db
def test_a_refused_file_is_a_sentence_at_the_field_and_nothing_is_kept(client, place, settings):
    response = client.post(
        reverse("imports:import-add"), {"sheet": "inmates", "file": files.upload(b"MZ", "daftar.xlsx")}
    )

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["file"]
    assert (Import.objects.count(), settings.MEDIA_ROOT.exists()) == (0, False)


@pytest.mark.django_db
def test_a_request_far_too_large_is_refused_unread(client, place):
    response = client.post(
        reverse("imports:import-add"),
        {"sheet": "inmates", "file": files.upload(b"x" * (31 * MEGABYTE), "daftar.csv")},
    )

    assert response.status_code == 400
