"""How a list is looked at: columns, rows of a page and saved views, all of it said by the address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

import django_filters
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.http import QueryDict
from django.utils.formats import date_format, number_format

from accounts.models import PAGE_SIZES
from audit.columns import Cell, Column
from audit.models import SavedView

if TYPE_CHECKING:
    from audit.pages import ListPage

COLUMNS, ROWS, VIEW = "kolom", "baris", "tampilan"
# What a field says of an address that does not ask for it, or asks for nonsense; a tick is on or it is not there.
EMPTY: tuple[Any, ...] = (None, False, "", [])
FOUR_DIGITS = 9999
"""Up to here a number may be a year."""


def chosen(columns: Sequence[Column], keys: Iterable[str]) -> list[Column]:
    """Those that the address names, in the list's own order; none of it means all, as the page shows them."""
    wanted = set(keys)
    return [column for column in columns if column.key in wanted]


def page_size(asked: str, usual: int) -> int:
    """Rows on a page: what the address asks for, if it is one of the sizes, else what the reader is used to."""
    return int(asked) if asked in map(str, PAGE_SIZES) else usual


def kept_filters(filterset: Any, query: QueryDict) -> dict[str, list[str]]:
    """What of the address a view may keep: valid choices, days, figures and the order; never typed words."""
    form = filterset.form
    form.is_valid()
    return {
        name: said_of(one, query.getlist(name))
        for name, one in filterset.filters.items()
        if any(query.getlist(name)) and not holds_words(one) and form.cleaned_data.get(name) not in EMPTY
    }


def said_of(one: django_filters.Filter, said: list[str]) -> list[str]:
    """What the list went by: of a name that the address repeats the last; those before were asked of nobody."""
    if isinstance(one, django_filters.BooleanFilter):
        return ["on"]
    return said if isinstance(one, django_filters.MultipleChoiceFilter) else said[-1:]


def drops_words(filterset: Any, query: QueryDict) -> bool:
    return any(query.get(name) for name, one in filterset.filters.items() if holds_words(one))


def holds_words(one: django_filters.Filter) -> bool:
    return isinstance(one, django_filters.CharFilter)


@dataclass(frozen=True)
class Heading:
    """A chosen column's heading; `sort` is the word by which the address sorts by it, where it can."""

    title: str
    sort: str
    is_number: bool


@dataclass(frozen=True)
class Line:
    """A row: its own page's address, and of each column title, words and whether they are a number."""

    url: str
    cells: list[tuple[str, str, bool]]


@dataclass(frozen=True)
class Table:
    """The chosen columns of the rows of a page."""

    headings: list[Heading]
    lines: list[Line]


def lists_of_person() -> ArraySubquery:
    """Of which lists somebody keeps views that may concern the person, inside a query of people: mostly of none."""
    mine = Q(owner=OuterRef("pk")) | ~Q(office="")
    return ArraySubquery(SavedView.objects.filter(mine).order_by().values("list_name").distinct())


class ListChoices:
    """What a list's templates ask about the way it is looked at."""

    def __init__(self, page: ListPage) -> None:
        self.page, self.query, self.user = page, page.request.GET, page.user

    @cached_property
    def columns(self) -> list[Column]:
        return chosen(self.page.columns, self.query.getlist(COLUMNS))

    @cached_property
    def boxes(self) -> list[tuple[str, str, bool]]:
        """Key, title and whether it is shown, of each column."""
        shown = self.columns or self.page.columns
        return [(column.key, str(column.title), column in shown) for column in self.page.columns]

    @cached_property
    def views(self) -> list[SavedView]:
        """One's own and the office's. Asked only where the reader was told that somebody keeps one of this list."""
        if self.list_name not in getattr(self.user, "kept_lists", ()):
            return []
        rows = SavedView.objects.visible_to(self.user).filter(list_name=self.list_name)
        return list(rows.select_related("owner"))

    @cached_property
    def removable(self) -> list[SavedView]:
        return [view for view in self.views if view.is_removable_by(self.user)]

    @property
    def default(self) -> SavedView | None:
        return next((view for view in self.views if view.is_default and view.owner_id == self.user.pk), None)

    @property
    def current(self) -> SavedView | None:
        return next((view for view in self.views if str(view.pk) == self.query.get(VIEW)), None)

    @property
    def list_name(self) -> str:
        match = self.page.request.resolver_match
        return match.view_name if match else ""

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Columns and rows, for the form of the filters."""
        return [(name, value) for name in (COLUMNS, ROWS) for value in self.query.getlist(name)]

    @property
    def filters(self) -> list[tuple[str, str]]:
        """Filters, order and rows, for the form of the columns; what the list does not take is dropped."""
        form = self.page.filterset.form
        taken = {ROWS, *self.page.filterset.filters} - set(form.errors)
        return [(name, value) for name, values in self.query.lists() if name in taken for value in values]

    @property
    def clear_url(self) -> str:
        """The whole list, also where a view opens with it."""
        return f"{self.page.request.path}?{VIEW}=0" if self.default else self.page.request.path

    @property
    def address(self) -> str:
        return self.query.urlencode()

    @property
    def sizes(self) -> Sequence[int]:
        return PAGE_SIZES if self.page.has_page_sizes else ()

    def table(self, rows: Iterable[Any]) -> Table | None:
        """None where the page shows itself as it is."""
        if not self.columns:
            return None
        found = [(self.page.url_of(row), [column.of(row) for column in self.columns]) for row in rows]
        titles = [str(column.title) for column in self.columns]
        numbers = [any(is_number(cells[place]) for _url, cells in found) for place in range(len(titles))]
        params = getattr(self.page.filterset.filters.get("sort"), "param_map", {})
        return Table(
            [
                Heading(title, sort_word(column, params), right)
                for title, column, right in zip(titles, self.columns, numbers, strict=True)
            ],
            [
                Line(url, [(title, words(cell), is_number(cell)) for title, cell in zip(titles, cells, strict=True)])
                for url, cells in found
            ],
        )


def sort_word(column: Column, params: dict[str, str]) -> str:
    """The word of the address that sorts by what the column shows; empty where none does."""
    if not isinstance(column.value, str):
        return ""
    field = column.value.replace(".", "__")
    return params.get(field) or params.get(f"{field}__name", "")


def is_number(value: Cell) -> bool:
    return isinstance(value, int | Decimal)


def words(value: Cell) -> str:
    """As a page shows it: days and moments in short, great numbers in groups."""
    match value:
        case None | "":
            return "–"
        case dt.datetime():
            return date_format(value, "j M Y, H.i")
        case dt.date():
            return date_format(value, "SHORT_DATE_FORMAT")
        case int() | Decimal():
            is_great = abs(Decimal(value)) > FOUR_DIGITS
            return number_format(value, use_l10n=True, force_grouping=True) if is_great else str(value)
    return str(value)
