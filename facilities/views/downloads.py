from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import structlog
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from accounts.access import Access
from facilities.stored_pdfs import StoredPdfFaultError, stored_bytes

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Download:
    """A stored PDF and the name that it is handed out under, which names nobody."""

    file_name: str
    sha256: str
    shown_as: str


class PdfDownload(Access, SingleObjectMixin, View):
    """An uploaded PDF of one row, always as a download and never shown by the browser: nobody has looked into it."""

    http_method_names = ["get", "head", "options"]
    missing_message: str | Promise = _("No file has been uploaded yet.")

    def download(self) -> Download | None:
        """Which file of `self.object`; None while there is none."""
        raise NotImplementedError

    def get_back_url(self) -> str:
        return str(self.object.get_absolute_url())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object = self.get_object()
        wanted = self.download()
        if wanted is None:
            messages.info(request, str(self.missing_message))
            return HttpResponseRedirect(self.get_back_url())
        try:
            content = stored_bytes(wanted.file_name, wanted.sha256)
        except StoredPdfFaultError as fault:
            log.error("stored_pdf_fault", file=wanted.shown_as, fault=str(fault))
            messages.error(request, _("The file is not what was uploaded. Upload it again."))
            return HttpResponseRedirect(self.get_back_url())
        response = FileResponse(
            BytesIO(content), content_type="application/pdf", as_attachment=True, filename=wanted.shown_as
        )
        response["Cache-Control"] = "no-store, private"
        return response
