from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from accounts.access import Access
from accounts.permissions import Permission
from audit.exports import MEDIA_TYPES
from audit.models import Download
from audit.pages import DetailPage
from audit.sealed_files import unsealed


class DownloadDetail(DetailPage):
    """How far a long list is, and its file once it is written."""

    permission = Permission.SEE_HOME
    model = Download
    template_name = "audit/download_detail.html"


class DownloadFile(Access, SingleObjectMixin, View):
    permission = Permission.SEE_HOME
    model = Download

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> StreamingHttpResponse:
        download = self.get_object()
        if not (download.file and download.is_of_this_posting):
            raise Http404
        response = StreamingHttpResponse(opened(download), content_type=MEDIA_TYPES[download.kind])
        response["Content-Disposition"] = f'attachment; filename="{download.filename}"'
        return response


def opened(download: Download) -> Iterator[bytes]:
    with download.file.open("rb") as file:
        yield from unsealed(file)
