"""What a task is, who is offered which, and in which order they are shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, wraps
from typing import Any

from django.db.models import Exists, QuerySet
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


@dataclass(frozen=True)
class Task:
    """So many rows wait: `tone` danger is late, warning is due, info comes next. `show` puts a row into words.

    Nothing is asked of the database before somebody reads the count or the examples. `words` may need the count.
    """

    words: str | Promise | Callable[[int], str]
    tone: str
    rows: QuerySet[Any]
    show: Callable[[Any], Example]
    key: str = ""

    @cached_property
    def keys(self) -> list[Any]:
        """All that wait, in their order. They are looked for once: counting and asking for the first would be twice,
        and for the first alone PostgreSQL reads the rows of all places in that order until it has met enough of one's.
        """
        return list(self.rows.values_list("pk", flat=True))

    @property
    def count(self) -> int:
        return len(self.keys)

    @cached_property
    def examples(self) -> list[Example]:
        return [self.show(row) for row in self.rows.filter(pk__in=self.keys[:SHOWN])]

    @property
    def label(self) -> str | Promise:
        return self.words(self.count) if callable(self.words) else self.words

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
    """What waits for the user, the late things first; of which kinds there are any is asked in one query."""
    found = [find(user, now) for permission, find in FINDERS.values() if user.has(permission)]
    asked = {task.key: Exists(task.rows) for task in found}
    waits = User.objects.filter(pk=user.pk).values(**asked).get() if asked else {}
    urgency = (LATE, DUE, NEXT)
    return sorted((task for task in found if waits[task.key]), key=lambda task: urgency.index(task.tone))


def task_named(key: str, user: User, now: dt.datetime) -> Task | None:
    """The task of this key; None where there is none or it is not the user's."""
    permission, find = FINDERS.get(key, (None, None))
    return find(user, now) if permission and find and user.has(permission) else None


def day_text(day: dt.date) -> str:
    return formats.date_format(day, "SHORT_DATE_FORMAT")
