"""Why lessons in a workshop were cancelled, for the next look at it.

Lessons belong to a later room, which this one may not import: that room enlists a finder here when it starts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from facilities.models import Topic, Workshop


@dataclass(frozen=True, slots=True)
class Disruption:
    """So many lessons were cancelled for one reason; `topic` is where the checklist asks about it, "" for nowhere."""

    label: str | Promise
    topic: Topic | str
    count: int


Finder = Callable[[Workshop, dt.date | None, dt.date], Iterable[Disruption]]
FINDERS: list[Finder] = []


def disruptions(workshop: Workshop, *, since: dt.date | None, until: dt.date) -> list[Disruption]:
    """What went wrong after the day `since` (None for ever) up to `until`, the most frequent first."""
    found = [row for find in FINDERS for row in find(workshop, since, until)]
    return sorted(found, key=lambda row: -row.count)
