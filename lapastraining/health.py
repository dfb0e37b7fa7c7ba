"""Two answers for whoever keeps the service running: is the process up, and can it do its work."""

import ctypes.util
import tempfile
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

ready_migrations: set[str] = set()


@never_cache
@login_not_required
@require_safe
@transaction.non_atomic_requests
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


@never_cache
@login_not_required
@require_safe
@transaction.non_atomic_requests
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether this process can serve people: 503 names the part that cannot. No details, as anyone may ask."""
    parts: dict[str, Callable[[], bool]] = {
        "database": database_answers,
        "migrations": migrations_applied,
        "storage": storage_writable,
    }
    failed = [name for name, check in parts.items() if not check()]
    warnings = [] if has_subsetter() else ["libharfbuzz-subset"]
    status = "failed" if failed else "ok"
    return JsonResponse({"status": status, "failed": failed, "warnings": warnings}, status=503 if failed else 200)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        connection.close()
        return False
    return True


def migrations_applied() -> bool:
    """Asked until the answer is yes; a process keeps the code it started with, so it stays yes."""
    if not ready_migrations:
        try:
            executor = MigrationExecutor(connection)
            if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
                ready_migrations.add(connection.alias)
        except Error:
            return False
    return bool(ready_migrations)


def storage_writable() -> bool:
    """A file can be written where uploads and certificates go (only known for a local folder)."""
    try:
        settings.MEDIA_ROOT.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.MEDIA_ROOT) as probe:
            probe.write(b"ready")
    except OSError:
        return False
    return True


def has_subsetter() -> bool:
    """Without this library certificates are made up to six times slower and with other bytes."""
    return ctypes.util.find_library("harfbuzz-subset") is not None
