"""What a task is, who is offered which, and in which order they are shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
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
    """So many things wait: `tone` danger is late, warning is due, info comes next. `url` shows them all."""

    label: str | Promise
    tone: str
    count: int
    url: str
    examples: list[Example]


Finder = Callable[[User, dt.datetime], Task]
FINDERS: list[tuple[Permission, Finder]] = []


def task_for(permission: Permission) -> Callable[[Finder], Finder]:
    """Offers the task to everybody with the permission."""

    def enlist(find: Finder) -> Finder:
        FINDERS.append((permission, find))
        return find

    return enlist


def tasks_of(user: User, now: dt.datetime) -> list[Task]:
    """What waits for the user, the late things first."""
    found = [find(user, now) for permission, find in FINDERS if user.has(permission)]
    urgency = (LATE, DUE, NEXT)
    return sorted((task for task in found if task.count), key=lambda task: urgency.index(task.tone))


def task_of(label: str | Promise, tone: str, rows: QuerySet[Any], url: str, show: Callable[[Any], Example]) -> Task:
    count = rows.count()
    return Task(label, tone, count, url, [show(row) for row in rows[:SHOWN]] if count else [])


def day_text(day: dt.date) -> str:
    return formats.date_format(day, "SHORT_DATE_FORMAT")
