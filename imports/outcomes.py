"""What each row would do: new, changed field by field, unchanged, or wrong, and then why.

Nothing is written here. The same judgement runs again under locks when the preview is confirmed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from facilities.models import Facility
from imports.cells import Cell, CellError, is_empty
from imports.headings import Layout
from imports.models import ImportRow
from imports.reading import Line
from imports.sheets import Key, Known, Sheet, Values

Outcome = ImportRow.Outcome
# Rows judged together: one question to the database about numbers taken elsewhere.
CHUNK = 500


@dataclass
class Verdict:
    """What one row would do. `changes` are (column, before, after) in words, `errors` (column or "", message)."""

    number: int
    cells: list[Cell]
    outcome: Outcome = Outcome.ERROR
    target: int | None = None
    values: Values = field(default_factory=dict)
    changed: Values = field(default_factory=dict)
    changes: list[list[str]] = field(default_factory=list)
    errors: list[list[str]] = field(default_factory=list)

    def refuse(self, column: str, message: object) -> None:
        self.errors.append([column, str(message)])

    @property
    def said(self) -> dict[str, Any]:
        return {"cells": self.cells, "changes": self.changes, "errors": self.errors}


class Judge:
    """Judges the rows of one file, one after the other: the first to name somebody has the word."""

    def __init__(self, sheet: Sheet, layout: Layout, known: Known, facility: Facility, today: dt.date) -> None:
        self.sheet, self.layout, self.known, self.facility, self.today = sheet, layout, known, facility, today
        self.columns = {column.name: column for column in layout.columns}
        self.first_by_key: dict[Key, int] = {}
        self.first_by_target: dict[int, int] = {}

    def verdicts(self, lines: Iterable[Line]) -> Iterator[list[Verdict]]:
        """The rows' verdicts in chunks. The template's example row, and rows without a word, are passed over."""
        rest = iter(lines)
        while chunk := list(islice(rest, CHUNK)):
            rows = [Verdict(number, cells) for number, cells in chunk if self.says_something(cells)]
            for row in rows:
                self.read(row)
            keys = {key for row in rows for key in self.sheet.keys(row.values)}
            taken = self.sheet.taken(keys, self.facility)
            for row in rows:
                self.judge(row, taken)
            yield rows

    def says_something(self, cells: list[Cell]) -> bool:
        given = self.layout.cells_of(cells)
        if all(is_empty(cell) for cell in given.values()):
            return False
        return any(str(cell) != self.columns[name].example for name, cell in given.items())

    def read(self, row: Verdict) -> None:
        for name, cell in self.layout.cells_of(row.cells).items():
            if is_empty(cell):
                continue
            try:
                row.values[name] = self.columns[name].parse(cell)
            except CellError as error:
                row.refuse(name, error)
        row.values = self.sheet.completed(row.values)

    def judge(self, row: Verdict, taken: dict[Key, Any]) -> None:
        keys = self.sheet.keys(row.values)
        self.refuse_twins(row, keys)
        pk, by = self.recognise(row, keys)
        current = self.known.values.get(pk) if pk is not None else None
        if pk is not None and self.first_by_target.setdefault(pk, row.number) != row.number and not row.errors:
            row.refuse("", self.twin(self.first_by_target[pk]))
        self.require(row)
        for key in keys:
            if key in taken:
                row.refuse(key[0], taken[key])
        if not row.errors:
            for name, message in self.sheet.faults(row.values, current, by=by, today=self.today).items():
                row.refuse(name, message)
        if not row.errors:
            self.compare(row, pk, current)

    def refuse_twins(self, row: Verdict, keys: list[Key]) -> None:
        for key in keys:
            first = self.first_by_key.setdefault(key, row.number)
            if first != row.number:
                row.refuse(self.column_of(key), self.twin(first))
                return

    @staticmethod
    def twin(first: int) -> str:
        return _("The same person stands in row %(row)d already.") % {"row": first}

    def column_of(self, key: Key) -> str:
        return key[0] if key[0] in self.columns else ""

    def recognise(self, row: Verdict, keys: list[Key]) -> tuple[int | None, frozenset[str]]:
        """Whom the row is about among those known, and by what. Keys that point to different people are an error."""
        found = {key: self.known.ids[key] for key in keys if key in self.known.ids}
        strong = {key: ids for key, ids in found.items() if key[0] not in self.sheet.weak_keys}
        people = set().union(*(strong or found).values()) if found else set()
        agree = len(people) == 1 and all(people <= ids for ids in found.values())
        if found and not agree:
            self.refuse_conflict(row, found)
            return None, frozenset()
        return (people.pop() if people else None), frozenset(key[0] for key in found)

    def refuse_conflict(self, row: Verdict, found: dict[Key, set[int]]) -> None:
        headings = [self.columns[key[0]].heading for key in found if key[0] in self.columns]
        if len(found) == 1:
            row.refuse(
                "", _("Several people of this name and date of birth are recorded. Add a number that tells them apart.")
            )
        elif len(headings) > 1:
            row.refuse(
                next(key[0] for key in found if key[0] in self.columns),
                _("%(columns)s belong to different people that are recorded already.")
                % {"columns": ", ".join(f"“{heading}”" for heading in headings)},
            )
        else:
            row.refuse(
                next(key[0] for key in found if key[0] in self.columns),
                _("This number is recorded for another person than the one of this name and date of birth."),
            )

    def require(self, row: Verdict) -> None:
        wrong = {name for name, _message in row.errors}
        for column in self.columns.values():
            if column.is_required and column.name not in row.values and column.name not in wrong:
                row.refuse(column.name, _("This must be filled in."))

    def compare(self, row: Verdict, pk: int | None, current: Values | None) -> None:
        if pk is None or current is None:
            row.outcome = Outcome.NEW
            return
        row.target = pk
        before = self.sheet.recorded(row.values, current)
        row.changed = {name: value for name, value in row.values.items() if before.get(name) != value}
        row.changes = [
            [name, self.columns[name].show(before.get(name)), self.columns[name].show(value)]
            for name, value in row.changed.items()
        ]
        row.outcome = Outcome.CHANGED if row.changed else Outcome.UNCHANGED
