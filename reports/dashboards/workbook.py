"""The dashboard as a workbook: a sheet for each table, every number a number and nothing a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from imports.workbooks import workbook_in
from reports.dashboards.board import Board, Line
from reports.dashboards.counting import Sums
from reports.dashboards.figures import FIGURES
from reports.dashboards.lines import counted, waiting

SUMS = ("proposed", "accepted", "completed", "competent", "certified")
Row = Sequence[str | int | None]


def workbook_of(board: Board) -> bytes:
    output = io.BytesIO()
    with workbook_in(output) as workbook:
        _sheet(workbook, _("Figures"), [_about(board), [], _heads(), *_figures(board)], head=2)
        if board.places:
            _sheet(workbook, _("Places"), [_place_heads(board), *_places(board)])
        _sheet(workbook, _("Months"), [[_("Month"), *_of_sums()], *_months(board)])
        _sheet(workbook, _("Fields"), [[_("Field"), *_of_sums()], *_fields(board)])
        _sheet(workbook, _("Programme tags"), [_tag_heads(), *_tags(board)])
    return output.getvalue()


def _sheet(workbook: Workbook, name: str, rows: Iterable[Row], *, head: int = 0) -> None:
    sheet = workbook.add_worksheet(name[:31])
    bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 38)
    sheet.set_column(1, 12, 14)
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(number, place, value)
            elif value is not None:
                sheet.write_string(number, place, value, bold if number == head else None)
    sheet.freeze_panes(head + 1, 1)


def _about(board: Board) -> Row:
    moment = date_format(timezone.localtime(), "DATETIME_FORMAT")
    return [board.scope.name, board.period.label, _("Data of %(moment)s") % {"moment": moment}]


def _heads() -> Row:
    return [_("Figure"), _("How many"), _("Of"), _("Before"), _("What is counted")]


def _figures(board: Board) -> Iterable[Row]:
    yield from map(_line, counted(board))
    if board.plan:
        plan = _("Plan of %(year)s") % {"year": board.plan.year}
        reached = board.plan.reached
        yield [f"{plan}: {_('participants')}", reached.accepted, board.plan.participants]
        yield [f"{plan}: {_('certified')}", reached.certified, board.plan.certified]
    yield from map(_line, waiting(board))


def _line(line: Line) -> Row:
    return [str(line.figure.label), line.count, line.of, line.before, str(line.figure.definition)]


def _of_sums() -> list[str]:
    return [_("Batches"), *(str(FIGURES[name].label) for name in SUMS)]


def _counts(sums: Sums) -> list[int]:
    return [sums.batches, *(getattr(sums, name) for name in SUMS)]


def _place_heads(board: Board) -> Row:
    people = [str(FIGURES[name].label) for name in ("held", "eligible", "trained")] if board.people else []
    return [_("Place"), *people, *_of_sums()]


def _places(board: Board) -> Iterable[Row]:
    for row in board.places:
        people = [row.people.held, row.people.eligible, row.people.trained] if row.people else []
        yield [str(row.place), *people, *_counts(row.sums)]


def _months(board: Board) -> Iterable[Row]:
    return ([date_format(row.day, "F Y"), *_counts(row.sums)] for row in board.months)


def _fields(board: Board) -> Iterable[Row]:
    return ([row.field.name, *_counts(row.sums)] for row in board.fields)


def _tag_heads() -> Row:
    return [_("Programme tag"), _("Batches"), str(FIGURES["accepted"].label), str(FIGURES["certified"].label)]


def _tags(board: Board) -> Iterable[Any]:
    return ([str(row.tag), row.batches, row.accepted, row.certified] for row in board.tags)
