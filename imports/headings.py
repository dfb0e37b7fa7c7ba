"""Which column of the file is which of the sheet: exports carry titles above the headings and columns of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from django.utils.translation import gettext as _

from imports.cells import Cell, as_text
from imports.reading import Line, UnreadableError
from imports.sheets import Column, Sheet

# A title, a date, an empty row: further down nobody puts the headings.
HEADINGS_WITHIN = 15


def plainly(heading: Cell) -> str:
    """A heading without what offices vary: case, blanks, stars, dots and brackets' marks."""
    return re.sub(r"[^a-z0-9]+", " ", as_text(heading).lower()).strip()


@dataclass(frozen=True)
class Layout:
    """Where each known column of the sheet stands in the file."""

    headings: list[str]
    places: dict[str, int]
    columns: Sequence[Column]

    def cells_of(self, line: list[Cell]) -> dict[str, Cell]:
        """The row's cells by column name; what the row is too short for is empty."""
        return {name: line[place] if place < len(line) else "" for name, place in self.places.items()}


def laid_out(lines: Iterable[Line], sheet: Sheet) -> tuple[Layout, Iterator[Line]]:
    """The layout, and the rows below the headings. Raises UnreadableError when a needed column is missing or is
    there twice."""
    rest, fixed = iter(lines), sheet.columns
    head = list(islice(rest, HEADINGS_WITHIN))
    if not head:
        raise UnreadableError(_("The file holds no rows."))
    number, heading_row = max(head, key=lambda line: len(places_in(line[1], fixed)))
    layout = layout_of([as_text(cell) for cell in heading_row], sheet)
    require_columns(layout.places, heading_row, layout.columns)
    return layout, chain((line for line in head if line[0] > number), rest)


def layout_of(headings: list[str], sheet: Sheet) -> Layout:
    """The layout of a file with these headings."""
    columns = sheet.columns_for(headings)
    return Layout(headings, places_in(list(headings), columns), columns)


def places_in(row: list[Cell], columns: Sequence[Column]) -> dict[str, int]:
    known = {word: column.name for column in columns for word in words_for(column)}
    places: dict[str, int] = {}
    for place, cell in enumerate(row):
        name = known.get(plainly(cell))
        if name is not None:
            places.setdefault(name, place)
    return places


def words_for(column: Column) -> set[str]:
    return {plainly(heading) for heading in (column.heading, *column.stands_for)}


def require_columns(places: dict[str, int], row: list[Cell], columns: Sequence[Column]) -> None:
    missing = [column.heading for column in columns if column.is_required and column.name not in places]
    if missing:
        raise UnreadableError(
            _("These columns are missing: %(columns)s. Use the headings of the template.")
            % {"columns": ", ".join(f"“{heading}”" for heading in missing)}
        )
    found = [plainly(cell) for cell in row]
    twice = [column.heading for column in columns if sum(found.count(word) for word in words_for(column)) > 1]
    if twice:
        raise UnreadableError(
            _("These columns are there more than once: %(columns)s. Delete the one that does not count.")
            % {"columns": ", ".join(f"“{heading}”" for heading in twice)}
        )
