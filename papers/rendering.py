"""A template becomes a paper: A4 or F4, tagged for screen readers, in formal Indonesian whoever asks for it."""

from __future__ import annotations

import functools
from io import BytesIO
from typing import Any

from django.http import FileResponse
from django.template.loader import render_to_string
from django.utils.translation import override
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from papers.assets import ADDRESS, ONE_AT_A_TIME, STATIC, BundledAssets


def render_paper(template: str, context: dict[str, Any]) -> bytes:
    """The PDF of a template that extends papers/base.html.

    `context` needs `title`; `letterhead` (facilities.letterheads) prints the head of the office, `paper` "f4" takes
    F4 instead of A4, `signatures` is what papers/_signatures.html wants. Nothing is read but bundled fonts.
    """
    with override("id"):
        page = render_to_string(template, {"paper": "a4", **context})
    try:
        with ONE_AT_A_TIME:
            style, fonts = _style()
            html = HTML(string=page, base_url=ADDRESS, url_fetcher=_fetcher())
            file: bytes = html.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
            return file
    except FatalURLFetchingError as error:  # a BaseException, which no caller expects
        raise RuntimeError("the paper asked for a file that is not bundled") from error


def paper_response(pdf: bytes, name: str) -> FileResponse:
    """The PDF under a file name that must say nothing of a person; no cache keeps it."""
    response = FileResponse(BytesIO(pdf), content_type="application/pdf", filename=f"{name}.pdf")
    response["Cache-Control"] = "no-store, private"
    return response


@functools.cache
def _fetcher() -> BundledAssets:
    return BundledAssets("papers", "certificates/fonts")


@functools.cache
def _style() -> tuple[CSS, FontConfiguration]:
    fonts = FontConfiguration()
    text = (STATIC / "papers" / "paper.css").read_text(encoding="utf-8")
    return CSS(string=text, base_url=f"{ADDRESS}papers/", url_fetcher=_fetcher(), font_config=fonts), fonts
