"""Lists that leave as files: at once when they are short, by a job when they are long; each is written down."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

import structlog
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.urls import resolve
from django.utils import timezone
from django.utils.translation import get_language, override

from accounts.keyring import keyring
from audit.actions import record
from audit.columns import Cell
from audit.exports import csv_response, write_csv, write_workbook, xlsx_response
from audit.jobs import enqueue, enqueue_later, job
from audit.models import Download, Verb

if TYPE_CHECKING:
    from audit.pages import ListPage

log = structlog.get_logger()

# Longer ones keep a web worker busy for seconds.
ROWS_AT_ONCE = 2_000
CHUNK = 2_000
KEPT = dt.timedelta(days=1)
AT_ONCE = {Download.Kind.CSV: csv_response, Download.Kind.XLSX: xlsx_response}
WRITTEN = {Download.Kind.CSV: write_csv, Download.Kind.XLSX: write_workbook}


def answer(page: ListPage, kind: Download.Kind) -> HttpResponseBase:
    """The file itself, or the page that shows how far it is."""
    download = start(page, kind)
    if download.state == Download.State.WAITING:
        return HttpResponseRedirect(download.get_absolute_url())
    return AT_ONCE[kind](download.filename, header(page), cells(page))


@transaction.atomic
def start(page: ListPage, kind: Download.Kind) -> Download:
    found = page.rows()
    rows = found.count()
    is_long = rows > ROWS_AT_ONCE
    download = Download.objects.create(
        by=page.user,
        list_name=str(found.model._meta.verbose_name_plural),
        path=page.request.path if is_long else "",
        query=page.request.GET.urlencode() if is_long else "",
        kind=kind,
        language=get_language() or "",
        state=Download.State.WAITING if is_long else Download.State.DONE,
        rows=rows,
    )
    record(Verb.DOWNLOAD, download, by=page.user, rows=rows)
    if is_long:
        enqueue("audit.downloads.write_download", download.pk)
        enqueue_later("audit.downloads.forget_download", download.pk, at=timezone.now() + KEPT)
    return download


def header(page: ListPage) -> list[str]:
    return [str(column.title) for column in page.columns]


def cells(page: ListPage) -> Iterator[list[Cell]]:
    for row in page.rows().iterator(chunk_size=CHUNK):
        yield [column.of(row) for column in page.columns]


@job
def write_download(pk: int) -> None:
    """Write the file as its owner may see the list now; done twice it is the same file again."""
    download = Download.objects.select_related("by").get(pk=pk)
    if download.state != Download.State.WAITING:
        return
    try:
        content = written(download)
    except OperationalError:
        raise
    except Exception:
        log.exception("download_failed", download=pk)
        Download.objects.filter(pk=pk).update(state=Download.State.FAILED)
        return
    download.file.save("", ContentFile(keyring().encrypt(content)), save=False)
    waiting = Download.objects.filter(pk=pk, state=Download.State.WAITING)
    if not waiting.update(state=Download.State.DONE, file=download.file.name):
        # Another worker was done first, or it is forgotten already: no second file may be left behind.
        download.file.delete(save=False)


def written(download: Download) -> bytes:
    """Raises PermissionDenied when its owner may no longer open the list."""
    page, posting, file = page_of(download), download.by.posting, io.BytesIO()
    if posting is None or not page.user.has(page.permission):
        raise PermissionDenied
    with override(download.language), timezone.override(ZoneInfo(posting.time_zone)):
        WRITTEN[Download.Kind(download.kind)](file, header(page), counted(download, cells(page)))
    return file.getvalue()


def page_of(download: Download) -> ListPage:
    """The list as its owner opened it."""
    match = resolve(download.path)
    page = match.func.view_class(**match.func.view_initkwargs)  # type: ignore[attr-defined]
    request: Any = HttpRequest()
    request.method, request.path, request.user = "GET", download.path, download.by
    request.GET = QueryDict(download.query)
    page.setup(request, *match.args, **match.kwargs)
    return cast("ListPage", page)


def counted(download: Download, rows: Iterator[list[Cell]]) -> Iterator[list[Cell]]:
    """The same rows, with the number of those that are through kept where the page looks."""
    done = 0
    for done, row in enumerate(rows, start=1):
        yield row
        if done % CHUNK == 0:
            Download.objects.filter(pk=download.pk).update(rows_done=done)
    Download.objects.filter(pk=download.pk).update(rows_done=done)


@job
def forget_download(pk: int) -> None:
    """Delete the file and what was searched for; that somebody took the list away stays on record."""
    download = Download.objects.get(pk=pk)
    if download.file:
        download.file.delete(save=False)
    Download.objects.filter(pk=pk).update(file="", query="", path="")
    Download.objects.filter(pk=pk, state=Download.State.WAITING).update(state=Download.State.FAILED)
