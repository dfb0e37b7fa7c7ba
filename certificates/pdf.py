"""The certificate as a file: two pages A4 landscape, bilingual, PDF/A-3a and PDF/UA-1.

The same record gives the same bytes in every process.
"""

import bisect
import functools
import io
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pydyf  # type: ignore[import-untyped]
import segno
from django.template import Context, Engine
from django.utils.safestring import SafeString, mark_safe
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from weasyprint import CSS, HTML, Document
from weasyprint.css import ColorProfile
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from papers.assets import ADDRESS, ONE_AT_A_TIME, STATIC, BundledAssets
from papers.wording import MONTHS_ID, indonesian_date

from .competence_record import CompetenceRecord
from .record import RECOGNISED, CertificateRecord, CertificateUnit, digest

TEMPLATE_VERSION = "training-1"
COMPETENCE_TEMPLATE_VERSION = "competence-1"
"""Raised whenever template, style or fonts change what is printed; copied into each record at issue."""

PROJECT = Path(__file__).resolve().parent.parent
ASSETS = STATIC / "certificates"
ASSETS_URL = f"{ADDRESS}certificates/"

MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

COLOURS = "certificate-srgb"

QR_MODULE_MM = 0.78
QR_LEAST_MM = 30.0
QR_MASK = 2
QR_QUIET_MODULES = 4

# Letters from which a text is set smaller, one step each (see .long-1 to .long-4 in pdf.css).
LONG_TEXT = (28, 46, 76, 130)
# Tighter and tighter unit tables; the last leaves out the English titles, which are a courtesy.
FITS = (("fit-0", True), ("fit-1", True), ("fit-2", True), ("fit-3", True), ("fit-4", True), ("fit-4", False))


class UnprintableCertificateError(ValueError):
    """The record holds letters that no bundled font has, or more text than two pages carry."""

    def __init__(self, sentence: str, holder_name: str) -> None:
        super().__init__(sentence)
        self.holder_name = holder_name


def render(record: CertificateRecord) -> bytes:
    """The PDF of a record; reads only bundled assets. Raises UnprintableCertificateError."""
    if missing := missing_letters(record):
        raise UnprintableCertificateError(f"no bundled font has the letters {' '.join(missing)}", record.holder_name)
    try:
        with ONE_AT_A_TIME:
            return write(lay_out(record)[1], record)
    except FatalURLFetchingError as error:  # a BaseException, which no caller expects
        raise RuntimeError("the certificate asked for a file that is not bundled") from error


def missing_letters(record: CertificateRecord) -> list[str]:
    """Letters of the record that the bundled fonts cannot print, sorted."""
    return sorted(set("".join(_texts(record.to_dict()))) - _printable_letters())


def verification_url(record: CertificateRecord) -> str:
    """What the QR holds: all upper case, so that it stays in the dense alphanumeric mode."""
    return f"{record.origin}/V/{record.token}".upper()


@functools.cache
def _fetcher() -> BundledAssets:
    return BundledAssets(ASSETS.name)


@functools.cache
def _style() -> tuple[CSS, FontConfiguration]:
    fonts = FontConfiguration()
    text = (ASSETS / "pdf.css").read_text()
    return CSS(string=text, base_url=ASSETS_URL, url_fetcher=_fetcher(), font_config=fonts), fonts


def _colours() -> ColorProfile:
    """The sRGB profile that WeasyPrint ships; its own way of loading it leaves the file open."""
    content = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
    return ColorProfile(io.BytesIO(content), "sRGB2014.icc", "relative-colorimetric", ("r", "g", "b"))


@functools.cache
def _engine() -> Engine:
    return Engine(dirs=[str(PROJECT / "templates")], autoescape=True)


@functools.cache
def _printable_letters() -> frozenset[str]:
    """Letters that every face has, in its Latin or its extended file."""
    faces: dict[str, set[int]] = {}
    for path in (ASSETS / "fonts").glob("*.woff2"):
        face = path.stem.replace("-latin-ext", "-latin")
        with TTFont(path) as font:
            faces.setdefault(face, set()).update(font.getBestCmap())
    return frozenset(map(chr, set.intersection(*faces.values())))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def lay_out(
    record: CertificateRecord, *, like: CertificateRecord | None = None, more: tuple[CSS, ...] = ()
) -> tuple[int, Document]:
    """The first layout that fits two pages, from the roomiest that the amount of text suggests, and its number.

    Sizes go by the length of the texts of `like`, where it is given; `more` style comes after the certificate's own.
    """
    context = {**_context(record), **sizes(like or record)}
    for number, (fit, has_english) in enumerate(FITS[first_fit(record) :], start=first_fit(record)):
        units = [_unit_line(unit, has_english) for unit in record.units]
        document = _html_document(page({**context, "fit": fit, "units": units}), more)
        if len(document.pages) == 2:
            return number, document
    sentence = "the certificate does not fit two pages; shorten the longest texts"
    raise UnprintableCertificateError(sentence, record.holder_name)


def first_fit(record: CertificateRecord) -> int:
    lines = sum(1 + (len(unit.title) + len(unit.title_en)) // 110 for unit in record.units)
    return bisect.bisect_left((13, 18, 30), lines)


def page(context: dict[str, Any]) -> str:
    sheet = "competence" if isinstance(context["record"], CompetenceRecord) else "certificate"
    return _engine().get_template(f"certificates/pdf/{sheet}.html").render(Context(context, use_l10n=False))


def _html_document(html_text: str, more: tuple[CSS, ...] = ()) -> Document:
    style, fonts = _style()
    html = HTML(string=html_text, base_url=ASSETS_URL, url_fetcher=_fetcher())
    return html.render(
        font_config=fonts,
        stylesheets=[style, *more],
        color_profiles={COLOURS: _colours()},
        pdf_variant="pdf/a-3a",
        output_intent=COLOURS,
    )


def write(document: Document, record: CertificateRecord) -> bytes:
    file: bytes = document.write_pdf(
        finisher=_claim_pdf_ua,
        pdf_variant="pdf/a-3a",
        output_intent=COLOURS,
        pdf_identifier=digest(record)[:32].encode(),
    )
    return file


def _claim_pdf_ua(document: Document, pdf: pydyf.PDF) -> None:
    """Adds PDF/UA-1 beside PDF/A-3a, with the extension schema that PDF/A asks for, in the one rdf:RDF."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    claim = (ASSETS / "pdfua.rdf").read_bytes().strip()
    metadata.stream = [part.replace(b"</rdf:RDF>", claim + b"</rdf:RDF>") for part in metadata.stream]


def _context(record: CertificateRecord) -> dict[str, Any]:
    return {
        "record": record,
        **_dates(record),
        "outcome_en": " and passed" if record.results == "LULUS" else "",
        "lesson_hours": str(record.lesson_hours),
        "minutes_per_jp": str(record.minutes_per_jp),
        "total_jp": str(record.units_jp),
        **_seal(record),
        "check_address": f"{record.origin}/v/",
        "qr": _qr(record),
        "has_hours": not isinstance(record, CompetenceRecord),
        "has_scores": any(unit.score is not None for unit in record.units),
        "has_unverified": any(unit.is_unverified for unit in record.units),
        "has_recognised": any(unit.result == RECOGNISED for unit in record.units),
    }


def _unit_line(unit: CertificateUnit, has_english: bool) -> dict[str, Any]:
    return {
        "order": str(unit.order),
        "code": unit.code,
        "is_unverified": unit.is_unverified,
        "title": unit.title,
        "title_en": unit.title_en if has_english else "",
        "jp": str(unit.jp),
        "score": "" if unit.score is None else str(unit.score).replace(".", ","),
        "result": unit.result,
    }


def sizes(record: CertificateRecord) -> dict[str, Any]:
    """Style classes by the length of the texts on page one."""
    name, programme = _size(record.holder_name), _size(record.subject, letters_more=16)
    issuer = _size(record.issuer, letters_more=40)
    signature = "long" if len(record.signatory_name + record.signatory_position + record.place) > 130 else ""
    has_short_lines = max(map(len, (record.issuer_owner, record.issuer_address, record.field + record.kind))) < 90
    return {
        "name_size": name,
        "programme_size": programme,
        "issuer_size": issuer,
        "signature_size": signature,
        "is_roomy": has_short_lines and len(record.place) < 60 and not (name or programme or issuer or signature),
    }


def _dates(record: CertificateRecord) -> dict[str, str]:
    lasts = {}
    if isinstance(record, CompetenceRecord):
        lasts = {"decided": indonesian_date(record.decided_on), "valid_until": indonesian_date(record.valid_until)}
    return {
        **lasts,
        "born": indonesian_date(record.holder_birth_date),
        "issued": indonesian_date(record.issued_on),
        "issued_iso": record.issued_on.isoformat(),
        "period": period(record, MONTHS_ID, "sampai dengan"),
        "period_en": period(record, MONTHS_EN, "to"),
    }


def _seal(record: CertificateRecord) -> dict[str, str]:
    indonesian, _, english = record.seal_note.partition(" / ")
    return {"seal_id": indonesian, "seal_en": english}


def _size(text: str, letters_more: int = 0) -> str:
    step = sum(len(text) > letters + letters_more for letters in LONG_TEXT)
    return f"long-{step}" if step else ""


def period(record: CertificateRecord, months: tuple[str, ...], until: str) -> str:
    first, last = record.starts_on, record.ends_on
    end = f"{last.day} {months[last.month - 1]} {last.year}"
    return end if first == last else f"{first.day} {months[first.month - 1]} {first.year} {until} {end}"


def qr_code(record: CertificateRecord) -> segno.QRCode:
    return segno.make_qr(verification_url(record), error="m", mask=QR_MASK, boost_error=False)


def _qr(record: CertificateRecord) -> SafeString:
    """Inline SVG, at least 30 mm with its quiet zone and 0.78 mm a module, which survives a photocopy."""
    code = qr_code(record)
    modules = code.symbol_size(border=QR_QUIET_MODULES)[0]
    side = max(QR_LEAST_MM, modules * QR_MODULE_MM)
    picture = code.svg_inline(
        border=QR_QUIET_MODULES,
        scale=round(side / modules, 4),
        unit="mm",
        dark="#000",
        light="#fff",
        title="Kode QR untuk memeriksa sertifikat",
        svgclass=None,
        lineclass=None,
    )
    return mark_safe(picture)  # noqa: S308 -- segno's own drawing of a URL that the record has validated
