"""The page that hands a paper out: as PDF, or as a preview on the screen."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_date

from accounts.access import Access
from audit.pages import DetailPage
from papers.rendering import Paper, paper_response

NUMBER_LENGTH = 100
FIRST_YEAR, LAST_YEAR = 1990, 2100


class PaperAnswer(Access):
    """Answers with a paper; with `?lihat` in the address as a preview that asks for what the office types itself."""

    # What the preview asks for: "nomor" (the number from the office's own agenda book) and "tanggal" (the paper's day).
    asks: ClassVar[tuple[str, ...]] = ()
    request: HttpRequest

    def paper(self) -> tuple[Paper, str]:
        """The paper and its file name, which names nobody."""
        raise NotImplementedError

    def get_back_url(self) -> str:
        raise NotImplementedError

    @property
    def number(self) -> str:
        """As typed, at most NUMBER_LENGTH letters; empty, the paper has a dotted line to write it on."""
        return self.request.GET.get("nomor", "").strip()[:NUMBER_LENGTH]

    @property
    def day(self) -> dt.date:
        """As typed; the usual day for anything that is no day of our time."""
        try:
            day = parse_date(self.request.GET.get("tanggal", ""))
        except ValueError:
            day = None
        return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else self.usual_day()

    def usual_day(self) -> dt.date:
        """The day that the paper would bear if nobody says another."""
        return timezone.localdate()

    def answer(self) -> HttpResponseBase:
        paper, name = self.paper()
        if "lihat" not in self.request.GET:
            return paper_response(paper.pdf(), name)
        response = HttpResponse(paper.preview(self.bar()))
        response["Cache-Control"] = "no-store, private"
        return response

    def bar(self) -> str:
        """The links above a preview, in the reader's language."""
        kept = [(key, value) for key, value in self.request.GET.items() if key not in ("lihat", *self.asks)]
        context = {
            "back_url": self.get_back_url(),
            "asks_number": "nomor" in self.asks,
            "asks_day": "tanggal" in self.asks,
            "number": self.number,
            "number_length": NUMBER_LENGTH,
            "day": self.day,
            "kept": kept,
        }
        return render_to_string("components/paper_bar.html", context, request=self.request)


class PaperPage(PaperAnswer, DetailPage):
    """A paper of one row."""

    def get_back_url(self) -> str:
        """The page of the row itself; home where it has none."""
        own = getattr(self.object, "get_absolute_url", None)
        return str(own()) if own else "/"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        self.object = self.get_object()
        return self.answer()
