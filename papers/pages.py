"""The page that hands a paper out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from audit.pages import DetailPage
from papers.rendering import paper_response


class PaperPage(DetailPage):
    """A paper of one row as PDF."""

    def paper(self) -> tuple[bytes, str]:
        """The PDF and its file name, which names nobody."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        self.object = self.get_object()
        pdf, name = self.paper()
        return paper_response(pdf, name)
