"""The contract of a kind of sheet, and the register of them.

A room that wants rows from spreadsheets writes a subclass of `Sheet` and calls `register` in its AppConfig.ready().
The engine (`imports.outcomes`) reads each row's cells by `columns`, recognises whom the row is about by `keys` among
what `known` tells, compares, and hands what was confirmed to `write`. Nothing but `write` may change rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.functional import Promise

from accounts.models import User
from accounts.permissions import Permission
from facilities.models import Facility
from imports.cells import Cell, shown

Text = str | Promise
Values = dict[str, Any]
# What a row is recognised by: the name of a column (or of several together) and the value.
Key = tuple[str, str]


@dataclass(frozen=True)
class Column:
    """One column: its heading stands in the file, in Indonesian for readers of every language.

    `parse` turns a cell that is not empty into a value or raises `imports.cells.CellError`; `show` says a value as the
    preview shows it. An empty cell of a column that is not required leaves the recorded value as it is.
    `stands_for` are further headings that mean the same. `allowed` are the words that the template offers in a list.
    """

    name: str
    heading: str
    parse: Callable[[Cell], Any]
    help: Text = ""
    example: str = ""
    is_required: bool = False
    stands_for: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    show: Callable[[Any], str] = shown


@dataclass
class Known:
    """The rows that the sheet's facility has already: their ids by key, and their values by id."""

    ids: dict[Key, set[int]] = field(default_factory=dict)
    values: dict[int, Values] = field(default_factory=dict)

    def add(self, pk: int, values: Values, keys: Iterable[Key]) -> None:
        self.values[pk] = values
        for key in keys:
            self.ids.setdefault(key, set()).add(pk)


class Sheet:
    """A kind of sheet."""

    name: ClassVar[str]
    label: ClassVar[Text]
    lead: ClassVar[Text]
    # Asked for besides IMPORT_LISTS.
    permission: ClassVar[Permission]
    columns: ClassVar[Sequence[Column]]
    # Whether an empty template makes sense; else `lead` says where the file comes from.
    has_template: ClassVar[bool] = True
    # Columns that tell a reader whom a row is about, and the page that lists what was imported.
    shows: ClassVar[tuple[str, ...]]
    list_page: ClassVar[str]
    # Whether `write` gets all that a changed row says, where its columns have no sense apart.
    writes_whole: ClassVar[bool] = False

    def columns_for(self, headings: Sequence[Cell]) -> Sequence[Column]:
        """The columns of a file with these headings: `columns`, which tell the row of headings, and this file's own."""
        return self.columns

    def known(self, facility: Facility, *, lock: bool) -> Known:
        """All rows of this facility, and of no other. With `lock` they stay as they are until the transaction ends."""
        raise NotImplementedError

    def known_to(self, user: User, facility: Facility, *, lock: bool) -> Known:
        """Of these rows those that the user's file may speak of; of one's own prison all."""
        return self.known(facility, lock=lock)

    def places(self, user: User) -> QuerySet[Facility]:
        """The prisons of which the user may bring this list: one's own."""
        if user.posting is None or user.posting.facility_id is None:
            return Facility.objects.none()
        return Facility.objects.filter(pk=user.posting.facility_id)

    def keys(self, values: Mapping[str, Any]) -> list[Key]:
        """What recognises a row, strongest first; a key of which a part is missing is left out."""
        raise NotImplementedError

    def completed(self, values: Values) -> Values:
        """The row's values with what follows from several of them together."""
        return values

    # Keys that several people may share: they recognise only where no other key does.
    weak_keys: ClassVar[frozenset[str]] = frozenset()

    def taken(self, keys: set[Key], facility: Facility) -> dict[Key, Text]:
        """Of these keys those that must be unique everywhere and belong to another facility, each with a sentence
        that does not tell whose it is or where."""
        return {}

    def faults(self, values: Values, current: Values | None, *, by: frozenset[str], today: dt.date) -> dict[str, Text]:
        """What is wrong with the row as a whole, by column name.

        `values` are the row's, `current` those of the row it would change (None for a new one), recognised `by`.
        """
        return {}

    def recorded(self, values: Values, current: Values) -> Values:
        """What is on record of the things that the row speaks of, to compare with."""
        return current

    def write(
        self, facility: Facility, new: list[Values], changed: list[tuple[int, Values]], *, by: User, today: dt.date
    ) -> None:
        """Write new rows and change known ones (id, only what differs unless the sheet `writes_whole`), with their
        audit events, inside the caller's transaction."""
        raise NotImplementedError


SHEETS: dict[str, Sheet] = {}


def register(sheet: Sheet) -> None:
    SHEETS[sheet.name] = sheet


def sheets_of(user: User) -> list[Sheet]:
    """The kinds of sheet that the user may import."""
    return [sheet for sheet in SHEETS.values() if user.has(sheet.permission)]
