"""Official papers: formal Indonesian, the right ministry on top, and nothing read from anywhere else."""

import datetime as dt
import io

import pypdf
import pytest
from django.template import Context, Template
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from facilities.letterheads import letterhead_of, regional_title
from papers.rendering import Paper, _fetcher, paper_response
from papers.signatures import Signature, in_rows
from papers.wording import day_in_words, in_words, indonesian_day, printed_nip
from tests.factories import FacilityFactory, RegionFactory, TrainingCentreFactory

LAST_OLD_DAY, FIRST_NEW_DAY = dt.date(2024, 12, 31), dt.date(2025, 1, 1)


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (11, "sebelas"),
        (12, "dua belas"),
        (20, "dua puluh"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1000, "seribu"),
        (2021, "dua ribu dua puluh satu"),
        (1945, "seribu sembilan ratus empat puluh lima"),
        (253_000, "dua ratus lima puluh tiga ribu"),
    ],
)
def test_numbers_are_said_in_indonesian(number: int, words: str):
    assert in_words(number) == words


@pytest.mark.parametrize("number", [-1, 1_000_000])
def test_numbers_beyond_the_words_are_refused(number: int):
    with pytest.raises(ValueError, match=str(number)):
        in_words(number)


def test_days_are_written_as_offices_write_them():
    day = dt.date(2021, 6, 10)

    assert indonesian_day(day) == "Kamis, 10 Juni 2021"
    assert day_in_words(day) == ("Kamis tanggal sepuluh bulan Juni tahun dua ribu dua puluh satu (10-06-2021)")


def test_a_nip_is_grouped_and_anything_else_left_alone():
    assert printed_nip("196610181992031001") == "19661018 199203 1 001"
    assert printed_nip("NRP 66100123") == "NRP 66100123"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("on", "over", "head"),
    [
        (
            LAST_OLD_DAY,
            (
                "Kementerian Hukum dan Hak Asasi Manusia Republik Indonesia",
                "Kantor Wilayah Kementerian Hukum dan HAM Jawa Utara",
            ),
            "Kepala Divisi Pemasyarakatan Kantor Wilayah Kementerian Hukum dan HAM Jawa Utara",
        ),
        (
            FIRST_NEW_DAY,
            (
                "Kementerian Imigrasi dan Pemasyarakatan Republik Indonesia",
                "Kantor Wilayah Direktorat Jenderal Pemasyarakatan Jawa Utara",
            ),
            "Kepala Kantor Wilayah Direktorat Jenderal Pemasyarakatan Jawa Utara",
        ),
    ],
)
def test_the_ministry_on_top_is_that_of_the_papers_day(on: dt.date, over: tuple[str, ...], head: str):
    region = RegionFactory.create(name="Jawa Utara")
    prison = FacilityFactory.create(region=region, name="Contoh", city="Kota Contoh")

    letterhead = letterhead_of(prison, on=on)

    assert letterhead.over == over
    assert letterhead.office == "Lembaga Pemasyarakatan Kelas IIA Contoh"
    assert letterhead.address == "Kota Contoh"
    assert regional_title(region, on=on) == head


@pytest.mark.django_db
def test_the_day_of_the_new_ministry_is_a_setting(settings):
    settings.NEW_MINISTRY_FROM = dt.date(2024, 11, 1)

    letterhead = letterhead_of(FacilityFactory.create(), on=LAST_OLD_DAY)

    assert letterhead.over[0] == "Kementerian Imigrasi dan Pemasyarakatan Republik Indonesia"


@pytest.mark.django_db
def test_a_centre_writes_under_its_owner():
    centre = TrainingCentreFactory.create(owner="Dinas Tenaga Kerja", name="UPTD BLK Contoh")

    assert letterhead_of(centre, on=FIRST_NEW_DAY).over == ("Dinas Tenaga Kerja",)


def test_signatures_stand_side_by_side_and_the_one_left_over_alone():
    first, second, third = Signature("Kepala"), Signature("Ketua"), Signature("Saksi")

    assert in_rows([first, second, third]) == [[first, second], [third]]


@pytest.mark.django_db
def test_a_paper_has_head_title_number_and_signatures_whatever_the_readers_language():
    prison = FacilityFactory.create(name="Contoh")
    signatures = in_rows([Signature("Kepala Lapas", "Wening Laras", "196610181992031001", ("Contoh, 10 Juni 2021",))])
    context = {
        "title": "Berita Acara",
        "number": "W13-1/2021",
        "letterhead": letterhead_of(prison, on=FIRST_NEW_DAY),
        "signatures": signatures,
    }

    text = text_of(Paper("papers/base.html", context).pdf())

    for part in ("BERITA ACARA", "Nomor: W13-1/2021", "Contoh, 10 Juni 2021", "Wening Laras", "Halaman 1 dari 1"):
        assert part in text
    assert "NIP 19661018 199203 1 001" in text


@pytest.mark.parametrize(("paper", "size"), [("a4", (210, 297)), ("f4", (215, 330))])
def test_a_paper_is_a4_or_f4(paper: str, size: tuple[int, int]):
    pdf = Paper("papers/base.html", {"title": "Surat", "paper": paper}).pdf()

    box = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    assert tuple(round(float(side) / 72 * 25.4) for side in (box.width, box.height)) == size


@pytest.mark.parametrize("page", ["<img src=file:///etc/hostname>", "<img src=http://127.0.0.1:9/x.png>"])
def test_a_paper_reaches_no_file_and_no_network(page: str):
    with pytest.raises(FatalURLFetchingError):
        HTML(string=page, base_url="https://assets.invalid/", url_fetcher=_fetcher()).write_pdf()


def test_what_is_typed_into_a_paper_stays_text():
    text = text_of(Paper("papers/base.html", {"title": "<img src=file:///etc/hostname>"}).pdf())

    assert "<IMG SRC=FILE:///ETC/HOSTNAME>" in text.replace("\n", "")


def test_the_response_is_kept_by_no_cache():
    response = paper_response(b"%PDF-1.7", "notulen-1")

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="notulen-1.pdf"'
    assert response["Cache-Control"] == "no-store, private"


def test_the_filters_say_the_same_as_the_words():
    template = Template("{% load papers %}{{ day|formal_day }}; {{ day|formal_date }}; {{ n|in_words }}")

    assert template.render(Context({"day": dt.date(2021, 6, 10), "n": 60})) == (
        "Kamis, 10 Juni 2021; 10 Juni 2021; enam puluh"
    )
