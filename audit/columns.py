"""What a list says of each row: told once beside the list, and the same in its files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

Cell = str | int | Decimal | dt.date | dt.datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and where a row keeps what stands below it: a dotted path, or a function of the row.

    A part of the path that is a method is called; one that is missing leaves the cell empty.
    """

    title: str | Promise
    value: str | Callable[[Any], object]

    @property
    def key(self) -> str:
        """Its word in addresses: the English title, whatever the reader's language."""
        with override("en"):
            return slugify(str(self.title))

    def of(self, row: Any) -> Cell:
        return cell(self.value(row) if callable(self.value) else follow(row, self.value))


def follow(row: Any, path: str) -> object:
    found = row
    for name in path.split("."):
        if found is None:
            return None
        found = getattr(found, name)
        if callable(found) and not isinstance(found, models.Manager):
            found = found()
    return found


def cell(value: object) -> Cell:
    """The value as a sheet keeps it: numbers and days as such, moments by the reader's clock, the rest in words."""
    match value:
        case bool():
            return _("yes") if value else _("no")
        case int() | Decimal() | None:
            return value
        case dt.datetime():
            return timezone.localtime(value).replace(tzinfo=None, microsecond=0)
        case dt.date():
            return value
        case models.Manager() | models.QuerySet():
            return ", ".join(str(one) for one in value.all())
        case list() | tuple():
            return ", ".join(str(one) for one in value)
    return str(value)
