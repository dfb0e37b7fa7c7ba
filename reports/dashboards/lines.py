"""A dashboard's figures one after the other, for who reads them without its page."""

from __future__ import annotations

from collections.abc import Iterator

from reports.dashboards.board import Board, Line
from reports.dashboards.figures import FIGURES


def counted(board: Board) -> Iterator[Line]:
    """People, enrollments, hours and money, each with the number it is a part of."""
    yield from board.funnel
    if board.coverage:
        yield board.coverage
    sums, budget = board.sums, board.budget
    hours = FIGURES["hours_attended"]
    yield Line(hours, sums.hours_attended, sums.hours_due, board.before.hours_attended, board.hours_url)
    yield Line(FIGURES["budget"], budget.realised, budget.ceiling, None, board.budget_url)


def waiting(board: Board) -> Iterator[Line]:
    """What waits for somebody, and who is at work after release."""
    for row in (*board.waiting, *board.after_rows):
        yield Line(row.figure, row.count, row.whole, None, board.figure_url(row.figure.key))
