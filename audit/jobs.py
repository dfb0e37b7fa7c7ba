"""Work beside the pages: queued in the transaction that wants it, done by a cluster of `manage.py qcluster`.

A job is told nothing but row ids, for the queue pickles what it is told and keeps it. It is done at least once: a
worker that dies leaves its job to be done again, so that every job must bear being done twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps

import structlog
from django_q.tasks import async_task, schedule

log = structlog.get_logger()


class JobFailedError(Exception):
    """All that the queue is told of a fault: it keeps messages and writes them to the log, and they quote rows."""


def enqueue(job: str, *ids: int) -> None:
    """Have `job`, the dotted name of a function marked with `@job`, done soon with these row ids."""
    async_task(job, *only_ids(ids))


def enqueue_later(job: str, *ids: int, at: dt.datetime) -> None:
    """Have `job` done once, at the moment or within minutes after it."""
    schedule(job, *only_ids(ids), next_run=at)


def only_ids(ids: tuple[int, ...]) -> tuple[int, ...]:
    """Raises TypeError for anything but whole numbers: names and texts have no place in the queue."""
    if any(type(number) is not int for number in ids):
        raise TypeError("A job is told row ids only.")
    return ids


def job(function: Callable[..., None]) -> Callable[..., None]:
    """Marks what the queue may call. A fault goes to our log, without values; the queue tries again later."""

    @wraps(function)
    def called(*ids: int) -> None:
        try:
            function(*ids)
        except Exception:
            log.exception("job_failed", job=function.__name__, ids=ids)
            raise JobFailedError(function.__name__) from None

    return called
