"""A template becomes a paper: A4 or F4, tagged for screen readers, in formal Indonesian whoever asks for it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.http import FileResponse
from django.template.loader import render_to_string
from django.utils.translation import override
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from papers.assets import ADDRESS, ONE_AT_A_TIME, STATIC, BundledAssets

FOLDERS = ("papers", "certificates/fonts")


@dataclass(frozen=True, slots=True)
class Paper:
    """What a paper says, before it is drawn: a template that extends papers/base.html and its context.

    `context` needs `title`; `letterhead` (facilities.letterheads) prints the head of the office, `paper` "f4" takes
    F4 instead of A4, `signatures` is what papers/_signatures.html wants. `pictures` are JPEGs by the name that the
    template calls them; nothing else is read but bundled fonts.
    """

    template: str
    context: dict[str, Any]
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    def pdf(self) -> bytes:
        page = self._page()
        try:
            with ONE_AT_A_TIME:
                style, fonts = _style()
                fetcher = BundledAssets(*FOLDERS, pictures=self.pictures) if self.pictures else _fetcher()
                html = HTML(string=page, base_url=ADDRESS, url_fetcher=fetcher)
                file: bytes = html.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
                return file
        except FatalURLFetchingError as error:  # a BaseException, which no caller expects
            raise RuntimeError("the paper asked for a file that is not bundled") from error

    def preview(self, bar: str) -> str:
        """The same words as a page for the screen, with the reader's own bar of links above them."""
        return self._page(preview_bar=bar)

    def _page(self, **more: Any) -> str:
        with override("id"):
            return render_to_string(self.template, {"paper": "a4", **self.context, **more})


def paper_response(pdf: bytes, name: str) -> FileResponse:
    """The PDF under a file name that must say nothing of a person; no cache keeps it."""
    response = FileResponse(BytesIO(pdf), content_type="application/pdf", filename=f"{name}.pdf")
    response["Cache-Control"] = "no-store, private"
    return response


@functools.cache
def _fetcher() -> BundledAssets:
    return BundledAssets(*FOLDERS)


@functools.cache
def _style() -> tuple[CSS, FontConfiguration]:
    fonts = FontConfiguration()
    text = (STATIC / "papers" / "paper.css").read_text(encoding="utf-8")
    return CSS(string=text, base_url=f"{ADDRESS}papers/", url_fetcher=_fetcher(), font_config=fonts), fonts
