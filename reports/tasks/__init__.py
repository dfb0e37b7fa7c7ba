"""Pekerjaan saya: what is late, what is due, what comes next; each task asks the rows its reader may see."""

from reports.tasks import accounts, agreements, batches, certificates, sessions
from reports.tasks.task import Example, Task, tasks_of

__all__ = ["Example", "Task", "accounts", "agreements", "batches", "certificates", "sessions", "tasks_of"]
