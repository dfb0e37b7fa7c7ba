"""Work beside the pages: queued in the transaction that wants it, done by a cluster of `manage.py qcluster`.

A job is told nothing but row ids, for the queue pickles what it is told and keeps it. It is done at least once: a
worker that dies leaves its job to be done again, so that every job must bear being done twice.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps

import structlog
from django.db import connection
from django.utils import timezone
from django_q.models import Schedule
from django_q.tasks import async_task, schedule

log = structlog.get_logger()

LONGEST_NIGHT = 4 * 3600
"""Seconds that a job of the night may take."""


class JobFailedError(Exception):
    """All that the queue is told of a fault: it keeps messages and writes them to the log, and they quote rows."""


def enqueue(job: str, *ids: int) -> None:
    """Have `job`, the dotted name of a function marked with `@job`, done soon with these row ids."""
    async_task(job, *only_ids(ids))


def enqueue_later(job: str, *ids: int, at: dt.datetime) -> None:
    """Have `job` done once, at the moment or within minutes after it."""
    schedule(job, *only_ids(ids), next_run=at)


def each_night(job: str, *, at: dt.time) -> None:
    """Have `job` done once a day from tomorrow on, at that time of the country's own clock (WIB).

    Safe to repeat: one that is planned stays as it is. It may take hours, where other jobs may not; a second worker
    that is given it meanwhile must give way by itself (`alone`).
    """
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    Schedule.objects.get_or_create(
        name=job,
        defaults={
            "func": job,
            "schedule_type": Schedule.DAILY,
            "next_run": timezone.make_aware(dt.datetime.combine(tomorrow, at)),
            "kwargs": str({"q_options": {"timeout": LONGEST_NIGHT}}),
        },
    )


def each_minute(job: str) -> None:
    """Have `job` done every minute from now on. Safe to repeat, as `each_night`."""
    rhythm = {"schedule_type": Schedule.MINUTES, "minutes": 1, "next_run": timezone.now()}
    Schedule.objects.get_or_create(name=job, defaults={"func": job, **rhythm})


@contextmanager
def alone(name: str) -> Iterator[bool]:
    """True for one holder of the name at a time, on whatever machine; ends with the connection at the latest."""
    key = zlib.crc32(name.encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        (is_first,) = cursor.fetchone()
    try:
        yield is_first
    finally:
        if is_first:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


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
