"""What people write in cells, and what it is taken for."""

import datetime as dt

import pytest

from imports.cells import CellError, choice, day, flag, is_empty, number, text
from trainees.lists.identity import nik
from trainees.lists.officers import nip
from trainees.lists.registers import register


@pytest.mark.parametrize(
    "cell", ["17/05/1990", "17-5-1990", "17.05.1990", "17 Mei 1990", "17 mei 1990", "1990-05-17", "1990-05-17 00:00:00"]
)
def test_days_are_read_as_offices_write_them(cell):
    assert day(cell) == dt.date(1990, 5, 17)


@pytest.mark.parametrize(
    "cell", ["31/02/1990", "5/17/1990", "17/05/90", "1990", 33010, "kemarin", "17 Foo 1990", "1/1/0000"]
)
def test_what_is_no_day_is_refused(cell):
    with pytest.raises(CellError):
        day(cell)


@pytest.mark.parametrize(("cell", "expected"), [("3", 3), (3.0, 3), (3, 3), (" 12 ", 12), ("0", 0), ("60", 60)])
def test_whole_numbers_are_read_whatever_the_cell_is(cell, expected):
    assert number(0, 60)(cell) == expected


@pytest.mark.parametrize("cell", ["61", "-1", "3,5", 3.5, "tiga", "1e3", "²"])
def test_numbers_out_of_bounds_and_words_are_refused(cell):
    with pytest.raises(CellError):
        number(0, 60)(cell)


@pytest.mark.parametrize(("cell", "expected"), [("Ya", True), ("y", True), (1, True), ("TIDAK", False), ("0", False)])
def test_yes_and_no_are_read(cell, expected):
    assert flag(cell) is expected


def test_a_word_is_read_whatever_its_case():
    assert choice({"LAKI-LAKI": "M"})("Laki-Laki") == "M"


def test_text_has_single_blanks():
    assert text(20)("  Slamet   Contoh\n") == "Slamet Contoh"


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+62", "a\x00b", "x" * 21])
def test_formulas_signs_and_long_texts_are_refused(cell):
    with pytest.raises(CellError):
        text(20)(cell)


@pytest.mark.parametrize(("cell", "expected"), [("", True), (" - ", True), ("–", True), (0, False), ("0", False)])
def test_a_dash_is_an_empty_cell(cell, expected):
    assert is_empty(cell) is expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("B.I 123/2021", "B.I 123/2021"),
        ("BI.N 045/2022", "B.I N 045/2022"),
        ("B I 7/2020", "B.I 7/2020"),
        ("b.iia 12/2022", "B.IIa 12/2022"),
        ("B.IIb.3/2022", "B.IIb 3/2022"),
        ("B.III 4/2021", "B.III 4/2021"),
        ("A.III 5/2021", "A.III 5/2021"),
        ("AIV/9/2021", "A.IV 9/2021"),
        ("C 2/2019", "C 2/2019"),
    ],
)
def test_register_numbers_are_read_as_prisons_write_them(cell, expected):
    assert str(register(cell)) == expected


@pytest.mark.parametrize(
    "cell", ["", "123/2021", "B.X 1/2021", "B.II 1/2021", "D 1/2021", "F 1/2021", "B.I 123", "B.I 1/21", 5]
)
def test_other_numbers_are_no_register_of_people(cell):
    with pytest.raises(CellError):
        register(cell)


def test_a_register_number_is_the_same_without_its_zeros():
    assert register("B.I 045/2022").key == register("BI 45/2022").key
    assert register("BI.N 045/2022").key != register("BI 045/2022").key


@pytest.mark.parametrize("cell", ["3375 0117 0590 0001", "'3375011705900001", "33.75.01.170590.0001"])
def test_a_nik_is_read_as_people_copy_it(cell, settings):
    assert nik(cell).digits == "3375011705900001"


@pytest.mark.parametrize("cell", [3375011705900001, 3375011705900000.0, "337501170590000", "abc"])
def test_a_nik_that_excel_rounded_is_refused(cell):
    with pytest.raises(CellError):
        nik(cell)


@pytest.mark.parametrize("cell", [199005172015032001, "19900517201503200", "x"])
def test_a_nip_has_eighteen_digits_as_text(cell):
    with pytest.raises(CellError):
        nip(cell)
