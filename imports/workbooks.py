"""The workbooks that people download: an empty template, and the rows that have to be corrected.

Every cell is text: register numbers and NIK keep their zeros, and nothing is ever a formula (trust.md, A10).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from imports.cells import as_text
from imports.headings import layout_of
from imports.models import Import
from imports.outcomes import Outcome
from imports.sheets import Column, Sheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MISTAKES = "Kesalahan"
ROWS_WITH_LISTS = 5_000
# A list typed into a cell's rule may be no longer (Excel).
LONGEST_LIST = 255


@contextmanager
def workbook_in(output: io.BytesIO) -> Iterator[Workbook]:
    with Workbook(
        output, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    ) as workbook:
        yield workbook


def template_of(sheet: Sheet) -> bytes:
    """Headings with an example below, and a second page that explains each column."""
    output = io.BytesIO()
    with workbook_in(output) as workbook:
        fill_data(workbook, sheet)
        explain(workbook, sheet)
    return output.getvalue()


def fill_data(workbook: Workbook, sheet: Sheet) -> None:
    page = workbook.add_worksheet("Data")
    text = workbook.add_format({"num_format": "@"})
    example = workbook.add_format({"num_format": "@", "italic": True, "font_color": "#6c757d"})
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, width_of(column), text)
        page.write_string(0, place, heading_of(column), head(workbook, is_required=column.is_required))
        page.write_string(1, place, column.example, example)
        offer(page, place, column)
    page.freeze_panes(1, 1)


def heading_of(column: Column) -> str:
    return f"{column.heading} *" if column.is_required else column.heading


def head(workbook: Workbook, *, is_required: bool) -> Any:
    colour = "#0a3a40" if is_required else "#4d7378"
    return workbook.add_format(
        {"bold": True, "bg_color": colour, "font_color": "#ffffff", "text_wrap": True, "valign": "top"}
    )


def width_of(column: Column) -> int:
    return max(12, min(32, max(len(column.heading) // 2 + 4, len(column.example) + 4)))


def offer(page: Worksheet, place: int, column: Column) -> None:
    """The words that may stand in a column, as a list to pick from."""
    if column.allowed and len(",".join(column.allowed)) <= LONGEST_LIST:
        rule = {"validate": "list", "source": list(column.allowed), "error_type": "warning"}
        page.data_validation(1, place, ROWS_WITH_LISTS, place, rule)


def explain(workbook: Workbook, sheet: Sheet) -> None:
    page = workbook.add_worksheet("Petunjuk")
    bold, wrap = head(workbook, is_required=True), workbook.add_format({"text_wrap": True, "valign": "top"})
    rows = [
        (
            column.heading,
            _("Yes") if column.is_required else _("No"),
            str(column.help),
            column.example,
            "; ".join(column.allowed),
        )
        for column in sheet.columns
    ]
    titles = (
        _("Column"),
        _("Must be filled in"),
        _("What belongs there"),
        _("Example"),
        _("Words that may stand here"),
    )
    for place, (title, width) in enumerate(zip(titles, (28, 14, 60, 24, 60), strict=True)):
        page.set_column(place, place, width)
        page.write_string(0, place, title, bold)
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            page.write_string(number, place, value, wrap)
    notes = (
        _("Write one person per row below the headings. The example row may stay: it is passed over."),
        _("An empty cell leaves what is recorded as it is."),
        _("The order of the columns does not matter; further columns are passed over."),
    )
    for offset, note in enumerate(notes, start=len(rows) + 2):
        page.write_string(offset, 0, note)
    page.freeze_panes(1, 0)


def corrections_of(source: Import) -> bytes:
    """The rows with errors as they stand in the file, wrong cells marked and the reasons in a column of their own."""
    output = io.BytesIO()
    headings, sheet = source.file_headings, source.sheet
    layout = layout_of(list(headings), sheet)
    names = {column.name: column.heading for column in layout.columns}
    with workbook_in(output) as workbook:
        page = workbook.add_worksheet("Data")
        text = workbook.add_format({"num_format": "@"})
        wrong = workbook.add_format({"num_format": "@", "bg_color": "#f8d7da"})
        wrapped = workbook.add_format({"num_format": "@", "text_wrap": True, "font_color": "#842029"})
        kept = [place for place, heading in enumerate(headings) if heading != MISTAKES]
        page.set_column(0, len(kept) - 1, 18, text)
        page.set_column(len(kept), len(kept), 70)
        for column, place in enumerate(kept):
            page.write_string(0, column, headings[place], head(workbook, is_required=True))
        page.write_string(0, len(kept), MISTAKES, head(workbook, is_required=True))
        for number, row in enumerate(source.rows.filter(outcome=Outcome.ERROR).iterator(chunk_size=1000), start=1):
            said = row.said
            marked = {layout.places.get(name) for name, _message in said["errors"]}
            for column, place in enumerate(kept):
                value = as_text(said["cells"][place]) if place < len(said["cells"]) else ""
                page.write_string(number, column, value, wrong if place in marked else text)
            reasons = [f"{names[name]}: {message}" if name else message for name, message in said["errors"]]
            page.write_string(number, len(kept), "\n".join(reasons), wrapped)
        page.freeze_panes(1, 0)
    return output.getvalue()
