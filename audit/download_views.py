from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

import structlog
from cryptography.fernet import InvalidToken
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from accounts.access import Access
from accounts.permissions import Permission
from audit.exports import MEDIA_TYPES
from audit.models import Download
from audit.pages import DetailPage
from audit.sealed_files import unsealed

log = structlog.get_logger()


class DownloadDetail(DetailPage):
    """How far a long list is, and its file once it is written."""

    permission = Permission.SEE_HOME
    model = Download
    template_name = "audit/download_detail.html"


class DownloadFile(Access, SingleObjectMixin, View):
    permission = Permission.SEE_HOME
    model = Download

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        download = self.get_object()
        if not (download.file and download.is_of_this_posting):
            raise Http404
        pieces = opened(download)
        try:
            # Read before the answer begins, after which nothing could be said any more.
            first = next(pieces)
        except (OSError, InvalidToken, ValueError, StopIteration):
            log.exception("download_not_opened", download=download.pk)
            messages.error(request, _("The file cannot be opened any more. Ask for it again."))
            return HttpResponseRedirect(download.get_absolute_url())
        response = StreamingHttpResponse(chain([first], pieces), content_type=MEDIA_TYPES[download.kind])
        response["Content-Disposition"] = f'attachment; filename="{download.filename}"'
        return response


def opened(download: Download) -> Iterator[bytes]:
    with download.file.open("rb") as file:
        yield from unsealed(file)
