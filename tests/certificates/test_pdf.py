"""The certificate's file, read back as a stranger would: rasterised, parsed, decoded."""

import hashlib
import io
import re
import subprocess
import sys
from decimal import Decimal
from functools import cache
from pathlib import Path

import pypdf
import pytest
import zxingcpp
from django.template.loader import render_to_string
from django.utils.translation import override
from PIL import Image
from weasyprint.urls import FatalURLFetchingError

from certificates import pdf
from certificates.pdf import UnprintableCertificateError, missing_letters, render, verification_url
from certificates.record import UNCERTIFIED_SEAL_NOTE, CertificateRecord
from tests.certificates.sheets import LONG_TITLE, scored_units, sheet, units

FORBIDDEN = re.compile(
    r"\b(lapas|rutan|lpka|narapidana|napi|wbp|warga\s+binaan|register|tahanan|nik|prison|inmate)\b",
    re.IGNORECASE,
)
HOSTILE_NAME = (
    "<b>\"Anak\"</b> 'Agung' <link rel=attachment href=file:///etc/passwd> <script>alert(1)</script> & "
    "Wijayakusumah Hadiningrat Suryaningprang Adikusuma Mangkubumi Noto Sastrodiharjo Kertanegara Adi Putra B"
)[:200]


@cache
def normal() -> bytes:
    return render(sheet())


def reader(file: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(file))


def squeezed(text: str) -> str:
    """Without white space: lines break where they must."""
    return "".join(text.split())


def page_texts(file: bytes) -> list[str]:
    return [squeezed(page.extract_text()) for page in reader(file).pages]


def decoded_qr(file: bytes, folder: Path) -> list[str]:
    (folder / "sheet.pdf").write_bytes(file)
    subprocess.run(
        ["pdftoppm", "-r", "150", "-f", "2", "-png", "-singlefile", folder / "sheet.pdf", folder / "page"],
        check=True,
    )
    with Image.open(folder / "page.png") as picture:
        return [found.text for found in zxingcpp.read_barcodes(picture)]


def test_it_is_two_pages_of_a4_landscape():
    sizes = [(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in reader(normal()).pages]

    assert sizes == [(842, 595), (842, 595)]


def test_it_names_its_title_language_and_conformance_and_is_tagged():
    file = reader(normal())
    metadata = file.xmp_metadata.stream.get_data().decode()

    assert file.metadata.title == "Sertifikat Pelatihan 0012/MOTOR/BLK-PKL/VII/2021"
    assert file.metadata.creation_date.date() == sheet().issued_on
    assert file.root_object["/Lang"] == "id"
    assert file.root_object["/MarkInfo"]["/Marked"].value
    assert file.root_object["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert 'pdfaid:part="3"' in metadata
    assert 'pdfaid:conformance="A"' in metadata
    assert 'pdfuaid:part="1"' in metadata


def test_all_its_fonts_are_bundled_ones_and_embedded():
    fonts = {}
    for page in reader(normal()).pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            fonts[inner["/BaseFont"].split("+")[1]] = "/FontFile2" in inner["/FontDescriptor"]

    assert fonts == {
        "EB-Garamond-Italic": True,
        "EB-Garamond-Medium": True,
        "Jakarta": True,
        "Jakarta-Semi-Bold": True,
    }


def test_the_qr_on_a_rasterised_sheet_is_the_origin_and_the_token(tmp_path: Path):
    assert decoded_qr(normal(), tmp_path) == ["HTTP://LOCALHOST:8000/V/7K3M9QXW2VD5RT8HNB6CPZ4FJA"]


def test_the_qr_of_a_long_origin_still_reads(tmp_path: Path):
    record = sheet(origin="https://sertifikat.pelatihan-kerja.example.go.id")

    assert decoded_qr(render(record), tmp_path) == [verification_url(record)]


def test_the_same_record_gives_the_same_bytes_in_another_process():
    code = (
        "import hashlib; from certificates.pdf import render; from tests.certificates.sheets import sheet;"
        "print(hashlib.sha256(render(sheet())).hexdigest())"
    )
    environment = {"PATH": "/usr/bin:/bin", "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7"}

    other = subprocess.run(
        [sys.executable, "-c", code],
        cwd=pdf.PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    render(sheet(holder_name="Somebody Between"))
    assert render(sheet()) == normal()
    assert other.stdout.strip() == hashlib.sha256(normal()).hexdigest()


def test_a_different_record_gives_different_bytes_and_identifier():
    other = render(sheet(holder_name="Bagas Wirayudha Santoso"))

    assert reader(other).trailer["/ID"] != reader(normal()).trailer["/ID"]


def certified_texts(record: CertificateRecord) -> list[list[str]]:
    """What each page must say, with dates as printed."""
    front = [
        record.number,
        record.holder_name,
        record.holder_birth_place,
        "17 Februari 1994",
        record.programme,
        record.field,
        record.kind,
        f"{record.lesson_hours} jam pelatihan (JP), 1 JP = {record.minutes_per_jp} menit",
        "10 Juni 2021 sampai dengan 15 Juli 2021",
        f"di {record.place} pada",
        record.issuer,
        record.issuer_owner,
        record.issuer_address,
        record.signatory_name,
        record.signatory_position,
        f"NIP {record.printed_nip}",
        f"{record.place}, 19 Juli 2021",
        f"hasil {record.results}",
        *record.seal_note.split(" / "),
        record.printed_code,
        record.origin,
    ]
    back = [record.holder_name, record.programme, record.number, record.printed_code, record.origin]
    back += [text for unit in record.units for text in (unit.code, unit.title, unit.title_en)]
    return [front, [*back, f"Total {record.units_jp}", "kode belum diverifikasi"]]


@pytest.mark.parametrize("count", [1, 12, 20])
def test_every_field_is_on_its_page(count: int):
    record = sheet(units=units(count))

    pages = page_texts(render(record))

    missing = [
        text
        for page, texts in zip(pages, certified_texts(record), strict=True)
        for text in texts
        if squeezed(text) not in page
    ]
    assert missing == ([] if count > 1 else ["kode belum diverifikasi"])


def test_a_row_says_number_code_title_hours_and_result():
    _front, back = page_texts(render(sheet(units=scored_units())))

    assert "3G.45TSM01.020.2MelakukanPerawatanRenggangKlep/Adjustthevalveclearance2087,5K" in back
    assert "Nilai" in back
    assert "Nilai" not in page_texts(normal())[1]


def test_an_unverified_code_and_a_missing_code_say_so():
    _, back = page_texts(normal())

    assert "2G.45TSM01.019.2kodebelumdiverifikasiMelakukan" in back
    assert "10kodebelumdiverifikasiMelakukan" in back
    assert "1G.45TSM01.018.2Melakukan" in back


def test_html_in_a_name_of_200_letters_comes_out_as_text_and_attaches_nothing():
    file = render(sheet(holder_name=HOSTILE_NAME))

    assert len(HOSTILE_NAME) == 200
    assert squeezed(HOSTILE_NAME) in page_texts(file)[0]
    assert len(reader(file).pages) == 2
    assert reader(file).attachments == {}
    assert b"/etc/passwd" not in file
    assert b"root:" not in b"".join(stream_bytes(file))


def stream_bytes(file: bytes) -> list[bytes]:
    whole = reader(file)
    objects = (whole.get_object(number) for number in range(1, whole.trailer["/Size"]))
    return [thing.get_data() for thing in objects if isinstance(thing, pypdf.generic.StreamObject)]


LONG = "Kata yang Panjang Sekali dan Tidak Habis Habisnya " * 6


@pytest.mark.parametrize(
    "changes",
    [
        {"units": units(20, title=LONG_TITLE, title_en=LONG_TITLE)},
        {"units": units(20, title=LONG[:250], title_en=LONG[:250])},
        {"units": units(24)},
        {"holder_name": "W" * 200},
        {
            "holder_name": LONG[:200],
            "programme": LONG[:200],
            "issuer": LONG[:200],
            "signatory_name": LONG[:200],
        },
    ],
    ids=["long titles", "longer titles", "24 units", "wide name", "long everything"],
)
def test_long_texts_still_fit_two_pages_with_nothing_lost(changes: dict[str, object], tmp_path: Path):
    record = sheet(**changes)

    file = render(record)

    pages = page_texts(file)
    assert len(pages) == 2
    assert squeezed(record.holder_name) in pages[0]
    assert [unit.title for unit in record.units if squeezed(unit.title) not in pages[1]] == []
    assert decoded_qr(file, tmp_path) == [verification_url(record)]


def test_more_text_than_two_pages_carry_is_refused_not_cut():
    with pytest.raises(UnprintableCertificateError, match="two pages"):
        render(sheet(units=units(60, title=LONG)))


def test_letters_that_no_bundled_font_has_are_named():
    record = sheet(holder_name="Bagas 山田")

    assert missing_letters(record) == ["山", "田"]
    with pytest.raises(UnprintableCertificateError, match="山 田"):
        render(record)


def test_letters_with_marks_are_printed_from_the_extended_fonts():
    record = sheet(holder_name="Ḥasanuddīn Łukasz Żółć’s Ñandú")

    assert missing_letters(record) == []
    assert squeezed(record.holder_name) in page_texts(render(record))[0]


def test_empty_values_leave_a_line_to_fill_and_never_none():
    blank = sheet(
        signatory_name="",
        signatory_position="",
        signatory_nip="",
        issuer_address="",
        issuer_owner="",
        kind="",
    )

    front, back = page_texts(render(blank))

    assert "None" not in front + back
    assert "Jenis" not in front
    assert front.count("NIP") == 1


def test_neither_pages_nor_metadata_tell_where_the_holder_was_trained():
    file = reader(normal())
    everything = "\n".join([page.extract_text() for page in file.pages] + [str(file.metadata)])
    everything += file.xmp_metadata.stream.get_data().decode()

    assert FORBIDDEN.findall(everything) == []


def test_the_seal_is_called_uncertified_and_the_qr_never_a_signature():
    front, back = page_texts(normal())

    assert squeezed("Segel elektronik tidak tersertifikasi") in front
    assert re.findall("QR[^.;]*tandatangan|tandatangan[^.;]*QR", front + back) == []
    assert "QR" in UNCERTIFIED_SEAL_NOTE


@pytest.mark.parametrize(
    "page",
    [
        "<link rel=attachment href=file:///etc/passwd>",
        "<img src=file:///etc/hostname>",
        "<img src=http://127.0.0.1:9/x.png>",
        "<img src=data:image/png;base64,AAAA>",
        "<img src=../../certificates/pdf.py>",
        "<img src=pdf.css>",
        "<link rel=stylesheet href=https://assets.invalid/certificates/../settings.py>",
        "<p style='background: url(ftp://127.0.0.1/x)'>x</p>",
    ],
)
def test_even_raw_markup_reaches_no_file_and_no_network(page: str):
    with pytest.raises(FatalURLFetchingError):
        pdf._html_document(f"<!DOCTYPE html><html lang=id><title>x</title>{page}").write_pdf()


def test_the_fetcher_answers_for_bundled_assets_only():
    fetcher = pdf._fetcher()

    assert fetcher.fetch(pdf.ASSETS_URL + "frame.svg").read().startswith(b"<svg")
    for url in (
        "file:///etc/passwd",
        "http://localhost/",
        pdf.ASSETS_URL + "../../manage.py",
        "data:,x",
        "frame.svg",
    ):
        with pytest.raises(ValueError, match="not a bundled asset"):
            fetcher.fetch(url)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_file_is_the_same_in_every_language_of_the_reader(language: str):
    with override(language):
        assert render(sheet()) == normal()


def test_the_public_page_says_every_entry_of_the_sheet_in_under_50_kilobytes():
    record = sheet(units=units(20, score=Decimal("90")))

    with override("id"):
        page = render_to_string(
            "certificates/verify.html", {"state": "valid", "record": record, "origin": record.origin}
        )

    words = squeezed(re.sub(r"<[^>]+>", "", page))
    front, back = certified_texts(record)
    stated = [
        *(
            text
            for text in front
            if "jam pelatihan" not in text and "sampai dengan" not in text and " Juli" not in text
        ),
        *back[:-2],
    ]
    shown = [text.removeprefix("hasil ").removeprefix("di ").removesuffix(" pada") for text in stated]
    assert [text for text in shown if squeezed(text) not in words] == []
    style = Path(pdf.ASSETS / "verify.css").stat().st_size
    font = Path(pdf.ASSETS / "fonts/plus-jakarta-sans-latin-600-normal.woff2").stat().st_size
    assert len(page.encode()) + style + font < 50_000
