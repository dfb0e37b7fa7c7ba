"""What a task is, who is offered which, and in which order they are shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import formats
from django.utils.functional import Promise

from accounts.models import User
from accounts.permissions import Permission

SHOWN = 5
LATE, DUE, NEXT = "danger", "warning", "info"


@dataclass(frozen=True, slots=True)
class Example:
    text: str
    url: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """So many rows wait: `tone` danger is late, warning is due, info comes next. `show` puts a row into words."""

    label: str | Promise
    tone: str
    count: int
    examples: list[Example]
    rows: QuerySet[Any]
    show: Callable[[Any], Example]
    key: str = ""

    @property
    def url(self) -> str:
        """The page of all these rows and no others."""
        return f"{reverse('reports:tasks')}?task={self.key}"


Finder = Callable[[User, dt.datetime], Task]
FINDERS: dict[str, tuple[Permission, Finder]] = {}


def task_for(permission: Permission) -> Callable[[Finder], Finder]:
    """Offers the task to everybody with the permission; the finder's name is its key in the address."""

    def enlist(find: Finder) -> Finder:
        key = find.__name__

        @wraps(find)
        def find_named(user: User, now: dt.datetime) -> Task:
            return replace(find(user, now), key=key)

        FINDERS[key] = permission, find_named
        return find_named

    return enlist


def tasks_of(user: User, now: dt.datetime) -> list[Task]:
    """What waits for the user, the late things first."""
    found = [find(user, now) for permission, find in FINDERS.values() if user.has(permission)]
    urgency = (LATE, DUE, NEXT)
    return sorted((task for task in found if task.count), key=lambda task: urgency.index(task.tone))


def task_named(key: str, user: User, now: dt.datetime) -> Task | None:
    """The task of this key; None where there is none or it is not the user's."""
    permission, find = FINDERS.get(key, (None, None))
    return find(user, now) if permission and find and user.has(permission) else None


def task_of(label: str | Promise, tone: str, rows: QuerySet[Any], show: Callable[[Any], Example]) -> Task:
    """Counts in the database only where more wait than are shown: most readers have few or none of a kind."""
    first = list(rows[: SHOWN + 1])
    count = rows.count() if len(first) > SHOWN else len(first)
    return Task(label, tone, count, [show(row) for row in first[:SHOWN]], rows, show)


def day_text(day: dt.date) -> str:
    return formats.date_format(day, "SHORT_DATE_FORMAT")
