"""Lists as files that a spreadsheet opens without being told what to run."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any

from django.http import FileResponse, StreamingHttpResponse
from xlsxwriter import Workbook

# A cell that begins with one of these is a formula to Excel and its kin (OWASP, "CSV injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# Without it Excel takes UTF-8 for the machine's own code page.
BYTE_ORDER_MARK = "\ufeff"
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
# Text stays text: no formula, no link, no number out of a register number (trust.md, A10).
AS_TYPED = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WIDTH = 18


class Echo:
    """A file that hands back each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def safe_cell(value: object) -> str:
    """The value as text; what would be read as a formula gets a quote in front. A number is none."""
    text = "" if value is None else str(value)
    is_number = isinstance(value, int | Decimal)
    return f"'{text}" if text.startswith(FORMULA_STARTS) and not is_number else text


def csv_lines(header: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield BYTE_ORDER_MARK + writer.writerow([safe_cell(cell) for cell in header])
    for row in rows:
        yield writer.writerow([safe_cell(cell) for cell in row])


def csv_response(filename: str, header: Sequence[object], rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """The rows as a download, sent line by line as they are read."""
    response = StreamingHttpResponse(csv_lines(header, rows), content_type=MEDIA_TYPES["csv"])
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def xlsx_response(filename: str, header: Sequence[object], rows: Iterable[Sequence[object]]) -> FileResponse:
    """The rows as a workbook, written through to the disk row by row and sent from there."""
    file = TemporaryFile()  # noqa: SIM115 (the response closes it)
    write_workbook(file, header, rows)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=filename, content_type=MEDIA_TYPES["xlsx"])


def write_csv(file: IO[bytes], header: Sequence[object], rows: Iterable[Sequence[object]]) -> None:
    for line in csv_lines(header, rows):
        file.write(line.encode())


def write_workbook(file: IO[bytes], header: Sequence[object], rows: Iterable[Sequence[object]]) -> None:
    """One sheet: headings that stay in sight and filter, days and moments as such, all else as it was typed."""
    with Workbook(file, {"constant_memory": True, "default_date_format": "dd/mm/yyyy", **AS_TYPED}) as book:
        page = book.add_worksheet()
        head = book.add_format({"bold": True, "bg_color": "#0a3a40", "font_color": "#ffffff", "text_wrap": True})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        page.set_column(0, max(len(header) - 1, 0), WIDTH)
        page.freeze_panes(1, 0)
        page.write_row(0, 0, [str(title) for title in header], head)
        last = 0
        for last, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                write_cell(page, last, place, value, moment)
        page.autofilter(0, 0, last, max(len(header) - 1, 0))


def write_cell(page: Any, row: int, place: int, value: object, moment: Any) -> None:
    if hasattr(value, "hour"):
        page.write_datetime(row, place, value, moment)
    elif isinstance(value, str):
        page.write_string(row, place, value)
    else:
        page.write(row, place, value)
