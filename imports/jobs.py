"""What the queue calls. Each may be called twice, also at the same time: one of two gives way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from django.db import OperationalError, connection
from django.utils.translation import gettext as _
from django.utils.translation import override

from audit.jobs import job
from imports import actions
from imports.models import Import

log = structlog.get_logger()
# The first half of the lock's name; the second is the import's id.
LOCK = 4021


@contextmanager
def alone_with(source: Import) -> Iterator[bool]:
    """Whether no other job holds this import; held until the job ends or its connection dies with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, source.pk])
        (is_mine,) = cursor.fetchone()
    try:
        yield is_mine
    finally:
        if is_mine and connection.connection is not None and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, source.pk])


@contextmanager
def faults_told(source: Import) -> Iterator[None]:
    """A fault of ours ends the import with a sentence; where only the database was away, the queue tries again."""
    try:
        yield
    except OperationalError:
        raise
    except Exception:
        log.exception("import_failed", source=source.pk)
        with override(source.language):
            actions.fail(
                source, _("Something went wrong on our side. Nothing was saved; please tell the administrator.")
            )


@job
def read_import(pk: int) -> None:
    source = Import.objects.select_related("facility").get(pk=pk)
    with alone_with(source) as is_mine, faults_told(source):
        if is_mine:
            actions.read(source)


@job
def save_import(pk: int) -> None:
    source = Import.objects.select_related("facility").get(pk=pk)
    with alone_with(source) as is_mine, faults_told(source):
        if is_mine:
            actions.save(source)


@job
def forget_import(pk: int) -> None:
    actions.forget(Import.objects.get(pk=pk))
