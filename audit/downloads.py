"""What leaves as a file: at once when it is short, by a job when it is long; each is written down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar, cast
from zoneinfo import ZoneInfo

import structlog
from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.urls import resolve
from django.utils import timezone
from django.utils.translation import get_language, override

from accounts.models import User
from accounts.permissions import Permission
from audit.actions import record
from audit.columns import Cell
from audit.exports import csv_response, write_csv, write_workbook, xlsx_response
from audit.jobs import enqueue, enqueue_later, job
from audit.models import Download, Verb
from audit.sealed_files import seal

if TYPE_CHECKING:
    from audit.pages import ListPage

log = structlog.get_logger()

# Longer ones keep a web worker busy for seconds.
ROWS_AT_ONCE = 2_000
CHUNK = 2_000
KEPT = dt.timedelta(days=1)
# A job that has not come to its end by then may be asked for anew.
PATIENCE = dt.timedelta(hours=1)
AT_ONCE = {Download.Kind.CSV: csv_response, Download.Kind.XLSX: xlsx_response}
WRITTEN = {Download.Kind.CSV: write_csv, Download.Kind.XLSX: write_workbook}


Row = TypeVar("Row")


class Page(Protocol):
    """A page of which something can be taken away; its job opens it anew from its address."""

    request: HttpRequest
    permission: ClassVar[Permission]

    @property
    def user(self) -> User: ...
    def name_of_file(self) -> str: ...
    def size_of_file(self) -> int: ...
    def write_file(self, file: IO[bytes], kind: Download.Kind, progress: Progress) -> None: ...


def answer(page: ListPage, kind: Download.Kind) -> HttpResponseBase:
    """The file itself, or the page that shows how far it is."""
    rows = page.size_of_file()
    download = start(page, kind, rows=rows, is_long=rows > ROWS_AT_ONCE)
    if download.state == Download.State.WAITING:
        return HttpResponseRedirect(download.get_absolute_url())
    return AT_ONCE[kind](download.filename, header(page), cells(page))


@transaction.atomic
def start(page: Page, kind: Download.Kind, *, rows: int, is_long: bool) -> Download:
    """Write down that so many rows are taken away; a job makes the file of what is long.

    Asked for again while it is being written, a long one is the same file: impatient clicks make no second job.
    """
    asked = {
        "by": page.user,
        "path": page.request.path if is_long else "",
        "query": page.request.GET.urlencode() if is_long else "",
        "kind": kind,
        "language": get_language() or "",
    }
    if is_long:
        User.objects.select_for_update(no_key=True).get(pk=page.user.pk)
        waiting = Download.objects.filter(**asked, state=Download.State.WAITING, asked_at__gt=timezone.now() - PATIENCE)
        same = waiting.first()
        if same is not None and same.is_of_this_posting:
            return same
    download = Download.objects.create(
        **asked,
        list_name=page.name_of_file(),
        state=Download.State.WAITING if is_long else Download.State.DONE,
        rows=rows,
    )
    record(Verb.DOWNLOAD, download, by=page.user, rows=rows)
    if is_long:
        enqueue("audit.downloads.write_download", download.pk)
        enqueue_later("audit.downloads.forget_download", download.pk, at=timezone.now() + KEPT)
    return download


def header(page: ListPage) -> list[str]:
    return [str(column.title) for column in page.shown_columns]


def cells(page: ListPage) -> Iterator[list[Cell]]:
    for row in page.rows().iterator(chunk_size=CHUNK):
        yield [column.of(row) for column in page.shown_columns]


@job
def write_download(pk: int) -> None:
    """Write the file as its owner may see the list now; done twice it is the same file again."""
    download = Download.objects.select_related("by").get(pk=pk)
    if download.state != Download.State.WAITING:
        return
    with TemporaryFile() as sealed:
        try:
            with written(download) as content:
                seal(content, sealed)
        except OperationalError:
            raise
        except Exception:
            log.exception("download_failed", download=pk)
            Download.objects.filter(pk=pk).update(state=Download.State.FAILED)
            return
        sealed.seek(0)
        download.file.save("", File(sealed), save=False)
    if not keep(download):
        # Another worker was done first, or it is forgotten already: no second file may be left behind.
        download.file.delete(save=False)


@transaction.atomic
def keep(download: Download) -> bool:
    """Note that the file is there, once."""
    waiting = Download.objects.filter(pk=download.pk, state=Download.State.WAITING)
    if not waiting.update(state=Download.State.DONE, file=download.file.name):
        return False
    record(Verb.END, download, by=None)
    return True


def written(download: Download) -> IO[bytes]:
    """The file, on the disk, to be read from its beginning.

    Raises PermissionDenied when its owner may no longer open the page.
    """
    page, posting = page_of(download), download.by.posting
    if posting is None or not page.user.has(page.permission):
        raise PermissionDenied
    file = TemporaryFile()  # noqa: SIM115 (the caller closes it)
    with override(download.language), timezone.override(ZoneInfo(posting.time_zone)):
        page.write_file(file, Download.Kind(download.kind), Progress(download))
    file.seek(0)
    return file


def page_of(download: Download) -> Page:
    """The page as its owner opened it."""
    match = resolve(download.path)
    page = match.func.view_class(**match.func.view_initkwargs)  # type: ignore[attr-defined]
    request: Any = HttpRequest()
    request.method, request.path, request.user = "GET", download.path, download.by
    request.GET = QueryDict(download.query)
    page.setup(request, *match.args, **match.kwargs)
    return cast(Page, page)


class Progress:
    """How many rows are through, kept where the page looks."""

    def __init__(self, download: Download) -> None:
        self.pk, self.done = download.pk, 0

    def through(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The same rows, counted."""
        for row in rows:
            yield row
            self.done += 1
            if self.done % CHUNK == 0:
                self.keep()
        self.keep()

    def keep(self) -> None:
        Download.objects.filter(pk=self.pk).update(rows_done=self.done)


@job
def forget_download(pk: int) -> None:
    """Delete the file and what was searched for; that somebody took the list away stays on record."""
    download = Download.objects.get(pk=pk)
    if download.file:
        download.file.delete(save=False)
    Download.objects.filter(pk=pk).update(file="", query="", path="")
    Download.objects.filter(pk=pk, state=Download.State.WAITING).update(state=Download.State.FAILED)
