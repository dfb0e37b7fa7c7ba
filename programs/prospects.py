"""What awaits people in a field: whom the labour market looks for, and what those trained in it told after release.

Shown where packages are chosen. Counts only, of the reader's region, and of groups alone (`programs.told`).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from accounts.models import User
from facilities.models import Field, Region
from programs.demand import Demand
from programs.models import DemandNote
from programs.models.packages import PackageQuerySet
from programs.told import AfterRelease, told_in_groups

M = TypeVar("M", bound=QuerySet[Any])


@dataclass(slots=True)
class Prospect:
    """`after` is None where nothing is known that may be told."""

    field: Field
    notes: list[DemandNote] = dataclasses.field(default_factory=list)
    after: AfterRelease | None = None

    @property
    def wanted(self) -> int | None:
        """People looked for by the sources that tell a number; None where none does."""
        numbers = [note.wanted for note in self.notes if note.wanted is not None]
        return sum(numbers) if numbers else None


def region_of(user: User) -> Region | None:
    """In which region the user chooses packages; None at the national level, which sees all."""
    key = user.posting.home_region_id if user.posting else None
    return Region.objects.filter(pk=key).first() if key else None


def prospects(region: Region | None, *, on: dt.date, fields: Collection[int] | None = None) -> dict[int, Prospect]:
    """By the key of each field of which something is known, or that is asked for."""
    chosen = Q() if fields is None else Q(field__in=fields)
    found: dict[int, Prospect] = {}
    notes = DemandNote.objects.in_region(region).standing(on=on).filter(chosen)
    for note in notes.select_related("field", "region", "facility", "centre").order_by("-wanted", "-noted_on", "pk"):
        found.setdefault(note.field_id, Prospect(note.field)).notes.append(note)
    after = told_in_groups(region=region.pk if region else None, fields=fields)
    wanted = set(after if fields is None else fields) - found.keys()
    for field in Field.objects.filter(pk__in=wanted):
        found[field.pk] = Prospect(field)
    for key, prospect in found.items():
        prospect.after = after.get(key)
    return found


def prospects_of(packages: PackageQuerySet, region: Region | None, *, on: dt.date) -> list[Prospect]:
    """What is known of the fields of these packages, by the field's name."""
    fields = set(packages.order_by().values_list("field", flat=True))
    known = [one for key, one in prospects(region, on=on).items() if key in fields]
    return sorted(known, key=lambda one: one.field.name)


def told_by_field(found: Mapping[int, Prospect]) -> list[Prospect]:
    """Those of whose people enough have told something, by the field's name."""
    return sorted((one for one in found.values() if one.after), key=lambda one: one.field.name)


def add_prospects(rows: list[Demand], found: Mapping[int, Prospect]) -> list[Demand]:
    """Give each row its field's prospect; returned are rows of the fields that nobody here has asked for."""
    for row in rows:
        row.prospect = found.get(row.field.pk)
    asked = {row.field.pk for row in rows}
    more = [Demand(one.field, prospect=one) for key, one in found.items() if key not in asked]
    return sorted(more, key=lambda row: row.field.name)


def with_prospects(rows: M, found: Mapping[int, Prospect]) -> M:
    """Packages with `notes_standing`, `people_wanted`, `told_after` and `working_after` of their field."""
    return rows.annotate(
        notes_standing=_by_field({key: len(one.notes) or None for key, one in found.items()}),
        people_wanted=_by_field({key: one.wanted for key, one in found.items()}),
        told_after=_by_field({key: one.after.told if one.after else None for key, one in found.items()}),
        working_after=_by_field({key: one.after.working if one.after else None for key, one in found.items()}),
    )


def _by_field(numbers: Mapping[int, int | None]) -> Case:
    known = [When(field=key, then=Value(number)) for key, number in numbers.items() if number is not None]
    return Case(*known, default=Value(None), output_field=IntegerField())
