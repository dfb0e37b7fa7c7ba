"""Databases of the bench, one for each share of the nation, beside the working one and never the working one."""

from __future__ import annotations

import fcntl
import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

SHARES = (1.0, 10.0, 100.0)
WORKERS = 2
KEPT = 4
UNTOLD = "untold"
SETTINGS = {
    "synchronous_commit": "off",
    "maintenance_work_mem": "1GB",
    "work_mem": "256MB",
    "max_parallel_workers_per_gather": "2",
    "max_parallel_maintenance_workers": "2",
    # Without triggers and foreign keys; bench.check counts afterwards what they would have refused.
    "session_replication_role": "replica",
}


def set_up() -> None:
    """Django with the private cluster of this folder; stops here when DATABASE_URL names a server."""
    if os.environ.get("DATABASE_URL"):
        sys.exit("The bench makes databases of its own in the private cluster: run it without DATABASE_URL.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lapastraining.settings")
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    os.environ.setdefault("DEMO", "1")
    import django
    from django.conf import settings

    settings.PRIVATE_CLUSTER.join()  # type: ignore[union-attr]
    django.setup()


def name_of(share: float) -> str:
    return f"bench_{share:g}".replace(".", "_")


def use(name: str) -> None:
    """Django's default connection leads to this database from now on."""
    from django.db import connection, connections

    connections.close_all()
    connection.settings_dict["NAME"] = name


@contextmanager
def server() -> Iterator[Any]:
    """A cursor for statements about databases, on none of them."""
    from django.conf import settings

    connection = settings.PRIVATE_CLUSTER.connect("postgres")  # type: ignore[union-attr]
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        connection.close()


def exists(name: str) -> bool:
    with server() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def make(name: str) -> None:
    """An empty database with all tables, in place of an older one of the name; now Django's own."""
    template = migrated()
    drop(name)
    with server() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    # A copy has the template's ledger: without an identity of its own it would meet the files of other copies.
    with loading(name) as cursor:
        cursor.execute("UPDATE certificates_ledger SET identity = gen_random_uuid()")
    use(name)


def migrated() -> str:
    """The name of a database in which the migrations have run, kept while they stay the same.

    Of several processes that want it one makes it and the others wait. The tests begin with a copy of it too.
    """
    from django.conf import settings

    template = f"migrated_{migrations()}"
    with open(settings.BASE_DIR / "var" / "migrated.lock", "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not exists(template):
            migrate_into(template)
    return template


def migrate_into(template: str) -> None:
    """Makes the template; begins with an earlier one that only lacks the newest migrations, and keeps the last few."""
    from django.core.management import call_command
    from django.db import connection

    half, own = f"half_{template}", connection.settings_dict["NAME"]
    with server() as cursor:
        earlier, now = earlier_templates(cursor), migration_files()
        *_, begun = [
            "template1",
            *sorted((name for name in earlier if earlier[name] <= now), key=lambda name: len(earlier[name])),
        ]
        cursor.execute(f'CREATE DATABASE "{half}" TEMPLATE "{begun}"')
        for stale in list(earlier)[:-KEPT]:
            cursor.execute(f'DROP DATABASE "{stale}" WITH (FORCE)')
    use(half)
    try:
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
    finally:
        use(own)
    with server() as cursor:
        cursor.execute(f'COMMENT ON DATABASE "{half}" IS %s', [" ".join(sorted(migration_files()))])
        cursor.execute(f'ALTER DATABASE "{half}" RENAME TO "{template}"')


def earlier_templates(cursor: Any) -> dict[str, set[str]]:
    """The templates on the server, the oldest first, with the migrations that ran in them; drops unfinished ones."""
    cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'half\\_migrated\\_%'")
    for (unfinished,) in cursor.fetchall():
        cursor.execute(f'DROP DATABASE "{unfinished}" WITH (FORCE)')
    cursor.execute(
        "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database "
        "WHERE datname ~ '^migrated_[0-9a-f]{12}$' ORDER BY oid"
    )
    return {name: set((files or UNTOLD).split()) for name, files in cursor.fetchall()}


def migrations() -> str:
    """A short digest of all migrations, our own and those of the packages we pin."""
    from django.conf import settings

    pinned = (settings.BASE_DIR / "requirements.txt").read_bytes()
    return hashlib.sha256(" ".join(sorted(migration_files())).encode() + pinned).hexdigest()[:12]


def migration_files() -> set[str]:
    """A short digest of each migration of ours with its name."""
    from django.conf import settings

    home = settings.BASE_DIR
    return {
        hashlib.sha256(str(path.relative_to(home)).encode() + path.read_bytes()).hexdigest()[:16]
        for path in home.glob("*/migrations/*.py")
    }


def drop(name: str) -> None:
    from django.db import connections

    connections.close_all()
    with server() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def loading(name: str) -> Iterator[Any]:
    """A cursor of its own on the database, each statement by itself, with the settings of a bulk load."""
    from django.conf import settings

    connection = settings.PRIVATE_CLUSTER.connect(name)  # type: ignore[union-attr]
    try:
        with connection.cursor() as cursor:
            for setting, value in SETTINGS.items():
                cursor.execute(f"SET {setting} = %s", [value])
            yield cursor
    finally:
        connection.close()


# For the whole server while a bulk load runs: a load that breaks off is begun anew, so nothing need reach the disk at
# once, and tables without indexes are neither cleaned nor counted before their last row is in.
WHILE_LOADING = {
    "max_wal_size": "16GB",
    "checkpoint_timeout": "30min",
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}


@contextmanager
def in_a_hurry(name: str) -> Iterator[None]:
    """The server's settings for a bulk load, taken back afterwards and everything then written to the disk."""
    with loading(name) as cursor:
        for setting, value in WHILE_LOADING.items():
            cursor.execute(f"ALTER SYSTEM SET {setting} = %s", [value])
        cursor.execute("SELECT pg_reload_conf()")
        try:
            yield
        finally:
            for setting in WHILE_LOADING:
                cursor.execute(f"ALTER SYSTEM RESET {setting}")
            cursor.execute("SELECT pg_reload_conf()")
            cursor.execute("CHECKPOINT")


def at_once(name: str, works: Iterable[Callable[[Any], None]]) -> None:
    """Do these on as many connections as the machine has cores."""

    def one(work: Callable[[Any], None]) -> None:
        with loading(name) as cursor:
            work(cursor)

    with ThreadPoolExecutor(WORKERS) as pool:
        for done in [pool.submit(one, work) for work in works]:
            done.result()


class Clock:
    """Prints how long each part took."""

    def __init__(self) -> None:
        self.began = self.last = time.monotonic()

    def tell(self, what: str) -> None:
        now = time.monotonic()
        print(f"  {now - self.last:6.1f} s  {what}", flush=True)
        self.last = now

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began
