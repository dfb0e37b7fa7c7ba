"""Pekerjaan saya: what is late, what is due, what comes next; each task asks the rows its reader may see."""

from reports.tasks import (
    accounts,
    agreements,
    batches,
    certificates,
    circumstances,
    imports,
    make_ups,
    meetings,
    money,
    officers,
    readiness,
    rotations,
    selection,
    sessions,
    standards,
)
from reports.tasks.task import FINDERS, Example, Task, task_named, tasks_of

__all__ = [
    "FINDERS",
    "Example",
    "Task",
    "accounts",
    "agreements",
    "batches",
    "certificates",
    "circumstances",
    "imports",
    "make_ups",
    "meetings",
    "money",
    "officers",
    "readiness",
    "rotations",
    "selection",
    "sessions",
    "standards",
    "task_named",
    "tasks_of",
]
