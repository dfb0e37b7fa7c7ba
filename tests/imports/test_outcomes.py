"""Each row's outcome: new, changed field by field, unchanged, or wrong with row, column and reason."""

import datetime as dt

import pytest
from django.urls import reverse

from imports.models import Import, ImportRow
from tests.cast import Place
from tests.factories import InmateFactory, convict
from tests.imports import files
from tests.imports.files import person
from tests.imports.test_flow import confirm, imported
from trainees.models import Inmate, Sentence

pytestmark = pytest.mark.django_db


def preview(client, *rows: dict[str, str], headings=files.HEADINGS) -> Import:
    return imported(client, files.workbook(files.sheet(rows, headings)))


def errors(source: Import) -> dict[int, list[list[str]]]:
    return {row.number: row.said["errors"] for row in source.rows.filter(outcome="ERROR")}


def test_a_changed_row_is_told_field_by_field(client, place):
    confirm(client, preview(client, person(1)))

    source = preview(client, person(1, **{"Pendidikan": "SMA", "Pidana Tahun": "4"}))

    row = source.rows.get()
    assert (row.outcome, row.target) == ("CHANGED", Inmate.objects.get().pk)
    assert row.said["changes"] == [["education", "SMP", "SMA/SMK"], ["years", "3", "4"]]


def test_a_changed_row_changes_only_what_differs(client, place):
    confirm(client, preview(client, person(1)))
    before = Inmate.objects.get()

    confirm(client, preview(client, person(1, **{"Pendidikan": "SMA", "Pidana Tahun": "4", "Tempat Lahir": ""})))

    after = Inmate.objects.get()
    assert errors(Import.objects.latest("pk")) == {2: [["birth_place", "Kolom ini wajib diisi."]]}
    assert (before.education, after.education) == ("SMP", "SMP")


def test_an_empty_cell_leaves_what_is_recorded(client, place):
    confirm(client, preview(client, person(1)))

    source = preview(client, person(1, NIK="", **{"Pidana Tahun": "", "Tanggal Ditahan": ""}))

    assert [row.outcome for row in source.rows.all()] == ["UNCHANGED"]


def test_somebody_whose_register_changed_is_found_by_nik_or_by_name_and_birth(client, place):
    confirm(client, preview(client, person(1), person(2, NIK="", Nama="Nama Dua")))

    source = preview(
        client,
        person(1, **{"Nomor Register": "B.I 901/2021", "Nama": "Orang Satu", "Tanggal Lahir": "18/05/1990"}),
        person(2, NIK="", Nama="NAMA DUA", **{"Nomor Register": "B.I 902/2021"}),
    )

    assert [row.outcome for row in source.rows.all()] == ["CHANGED", "CHANGED"]


WRONG = {
    "a number that is none": ({"NIK": "337501170590000"}, "nik"),
    "a register that is none": ({"Nomor Register": "X 12/2020"}, "register"),
    "a day that is none": ({"Tanggal Lahir": "31/02/1990"}, "birth_date"),
    "a day to come": ({"Tanggal Lahir": "17/05/2990"}, "birth_date"),
    "nobody is that old": ({"Tanggal Lahir": "17/05/1790"}, "birth_date"),
    "a word unknown": ({"Pendidikan": "tamat"}, "education"),
    "a sex unknown": ({"Jenis Kelamin": "X"}, "sex"),
    "no name": ({"Nama": ""}, "name"),
    "a formula": ({"Nama": '=HYPERLINK("x")'}, "name"),
    "a name too long": ({"Nama": "x" * 201}, "name"),
    "held before birth": ({"Tanggal Ditahan": "17/05/1989"}, "detained_on"),
    "half a sentence": ({"Tanggal Ditahan": ""}, "detained_on"),
    "no term": ({"Pidana Tahun": "0"}, "years"),
    "a term that is no number": ({"Pidana Tahun": "tiga"}, "years"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_cell_is_named_by_row_and_column(client, place, case):
    changes, column = WRONG[case]

    source = preview(client, person(1), person(2, **changes))

    assert {number: [name for name, _reason in found] for number, found in errors(source).items()} == {3: [column]}
    assert source.counts == {"new_rows": 1, "changed_rows": 0, "unchanged_rows": 0, "error_rows": 1}


def test_fifty_errors_in_a_thousand_rows_are_fifty_messages(client, place):
    rows = [person(number) for number in range(1, 1001)]
    for row in rows[::20]:
        row["Pendidikan"] = "tamat"

    source = preview(client, *rows)

    found = errors(source)
    assert (source.new_rows, len(found)) == (950, 50)
    assert {tuple(map(len, messages)) for messages in found.values()} == {(2,)}
    assert found[2] == [
        ["education", "“tamat” tidak dikenal. Lembar “Petunjuk” pada templat memuat kata yang dapat dipakai."]
    ]


@pytest.mark.parametrize(
    ("again", "column"),
    [
        ({"Nama": "Lain", "Tanggal Lahir": "01/01/1980", "NIK": ""}, "register"),
        ({"Nama": "Lain", "Tanggal Lahir": "01/01/1980", "Nomor Register": "B.I 77/2020"}, "nik"),
        ({"NIK": "", "Nomor Register": "B.I 77/2020"}, ""),
    ],
)
def test_the_second_of_two_rows_about_one_person_names_the_first(client, place, again, column):
    source = preview(client, person(1), person(1, **again))

    assert errors(source) == {3: [[column, "Orang yang sama sudah ada di baris 2."]]}


def test_numbers_of_two_people_in_one_row_are_a_conflict(client, place):
    confirm(client, preview(client, person(1), person(2, Nama="Dua")))

    source = preview(client, person(1, NIK=person(2)["NIK"], Nama="Tiga", **{"Tanggal Lahir": "01/01/1980"}))

    assert errors(source) == {
        2: [["nik", "“NIK”, “Nomor Register” milik orang yang berbeda-beda yang sudah tercatat."]]
    }


def test_a_register_number_of_somebody_else_does_not_make_one_person_of_two(client, place):
    confirm(client, preview(client, person(1)))

    source = preview(client, person(1, Nama="Orang Lain", NIK="", **{"Tanggal Lahir": "01/01/1980"}))

    assert [name for name, _reason in errors(source)[2]] == ["register"]


def test_namesakes_need_a_number_that_tells_them_apart(client, place):
    for serial in ("71", "72"):
        InmateFactory.create(facility=place.facility, name="Orang 1", register_serial=serial, birth_date="1990-05-17")

    source = preview(client, person(1))

    assert [name for name, _reason in errors(source)[2]] == [""]


def test_people_of_another_prison_are_never_matched(client, place):
    foreign = convict(Place("Medan").facility, name="Orang 1", register_serial="001", birth_date="1990-05-17")

    source = confirm(client, preview(client, person(1)))

    foreign.refresh_from_db()
    assert (source.counts["new_rows"], foreign.education) == (1, "SMP")
    assert Inmate.objects.filter(facility=place.facility).count() == 1


def test_a_number_taken_elsewhere_is_said_without_whose_or_where(client, place):
    foreign = convict(Place("Medan").facility, name="Rahasia", nik=person(1)["NIK"], sdp_number="SDP-1")

    source = preview(
        client,
        person(1),
        person(2, **{"Nomor SDP": "sdp-1"}),
        headings=(*files.HEADINGS, "Nomor SDP"),
    )

    reasons = [reason for found in errors(source).values() for _name, reason in found]
    assert [name for found in errors(source).values() for name, _reason in found] == ["nik", "sdp_number"]
    assert [word for word in ("Rahasia", "Medan", foreign.register_number) if word in " ".join(reasons)] == []


def test_what_changed_after_the_preview_is_shown_anew_and_nothing_is_saved(client, place):
    confirm(client, preview(client, person(1)))
    source = preview(client, person(1, Pendidikan="SMA"), person(2))
    Inmate.objects.update(education="SD")

    source = confirm(client, source)

    assert (source.state, source.is_stale, Inmate.objects.count()) == ("PREVIEWED", True, 1)
    assert source.rows.first().said["changes"] == [["education", "SD", "SMA/SMK"]]
    assert confirm(client, source).state == "DONE"


def test_a_detainee_needs_no_sentence(client, place):
    row = person(
        1, **{"Nomor Register": "A.III 5/2021", "Tanggal Ditahan": "", "Pidana Tahun": "0", "Jenis Perkara": ""}
    )

    source = confirm(client, preview(client, row))

    assert (source.state, Sentence.objects.count()) == ("DONE", 0)
    assert [found.outcome for found in preview(client, row).rows.all()] == ["UNCHANGED"]


@pytest.mark.parametrize(("years", "crime"), [("4", "NARC_LT5"), ("5", "NARC_GE5")])
def test_the_term_tells_the_class_of_narcotics(client, place, years, crime):
    confirm(client, preview(client, person(1, **{"Jenis Perkara": "Narkotika", "Pidana Tahun": years})))

    assert Sentence.objects.get().crime_class == crime


WHOLE = {
    "Hari Penahanan Sebelumnya": "12",
    "Perkara Lain": "Ya",
    "Rencana Bebas": "PB",
    "Tanggal Rencana Bebas": "10/09/2022",
    "Warga Negara Asing": "Ya",
}


def test_broken_detention_other_cases_planned_release_and_foreigners_are_read(client, place):
    row = person(1, **WHOLE)

    confirm(client, preview(client, row, headings=(*files.HEADINGS, *WHOLE)))
    again = preview(client, row, headings=(*files.HEADINGS, *WHOLE))

    sentence = Sentence.objects.select_related("inmate").get()
    assert (sentence.credit_days, sentence.other_case_pending, sentence.inmate.is_foreigner) == (12, True, True)
    assert (sentence.planned_release_kind, sentence.planned_release_on) == ("PB", dt.date(2022, 9, 10))
    assert [found.outcome for found in again.rows.all()] == ["UNCHANGED"]


def test_a_planned_release_without_its_day_is_named_by_row_and_column(client, place):
    row = person(1, **{**WHOLE, "Tanggal Rencana Bebas": ""})

    source = preview(client, row, headings=(*files.HEADINGS, *WHOLE))

    assert {number: [name for name, _reason in found] for number, found in errors(source).items()} == {
        2: ["planned_release_on"]
    }


def test_what_waits_is_sealed_in_the_database_and_on_the_disk(client, place, settings):
    source = preview(client, person(1))

    stored = [row.sealed for row in source.rows.all()] + [source.headings]
    on_disk = [path.read_bytes() for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert ("Orang 1" in "".join(stored), len(on_disk)) == (False, 1)
    assert b"PK" not in on_disk[0][:10]


def test_the_file_is_deleted_when_all_is_saved(client, place, settings, django_capture_on_commit_callbacks):
    source = preview(client, person(1))

    with django_capture_on_commit_callbacks(execute=True):
        confirm(client, source)

    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []


def test_a_cancelled_import_keeps_nothing(client, place, settings, django_capture_on_commit_callbacks):
    source = preview(client, person(1))

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("imports:import-cancel", args=[source.pk]))

    source.refresh_from_db()
    assert (source.state, source.rows.count(), Inmate.objects.count()) == ("CANCELLED", 0, 0)
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_asks_the_same_however_many_rows(client, place, count, django_assert_num_queries):
    source = preview(client, *(person(number) for number in range(1, count + 1)))

    with django_assert_num_queries(8):
        client.get(reverse("imports:import-detail", args=[source.pk]))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([["Nama", "NIK"], ["Orang", "1"]], "Kolom berikut tidak ada"),
        ([[*files.HEADINGS, "Nama"], ["x"]], "Kolom berikut ada lebih dari satu"),
        ([list(files.HEADINGS)], "Berkas tidak berisi baris data."),
        ([], "Berkas tidak berisi baris data."),
    ],
)
def test_a_file_without_what_is_needed_says_so(client, place, lines, said):
    source = imported(client, files.workbook(lines))

    assert (source.state, source.failure.startswith(said), ImportRow.objects.count()) == ("FAILED", True, 0)


def test_titles_above_the_headings_and_other_columns_are_passed_over(client, place):
    lines = files.sheet([person(1)], [*files.HEADINGS, "Agama"])

    source = imported(client, files.workbook([["DAFTAR WARGA BINAAN"], [], *lines]))

    assert (source.new_rows, source.rows.get().number) == (1, 4)
