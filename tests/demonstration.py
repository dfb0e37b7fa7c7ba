"""The demonstration for tests: loaded once in a run, and whoever wants it works in a copy of its own.

Loading takes longer than most tests, copying a database and its files a second.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
from django.db import connection, connections
from django.test import override_settings
from django.utils import timezone

from demo.loading import load


@dataclass(frozen=True, slots=True)
class Copy:
    """A database and the folder of its files."""

    database: str
    folder: Path

    def settings(self) -> dict[str, Path]:
        return {"MEDIA_ROOT": self.folder / "files", "LEDGER_WITNESS_DIR": self.folder / "ledger"}

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Django's default connection leads here, and files are found here."""
        own = connection.settings_dict["NAME"]
        lead_to(self.database)
        try:
            with override_settings(**self.settings()):
                yield
        finally:
            lead_to(own)

    @contextmanager
    def copied(self, folder: Path) -> Iterator[Copy]:
        """A copy that is gone afterwards, with its files in this folder."""
        copy = Copy(f"{connection.settings_dict['NAME']}_demo", folder)
        copy_database(self.database, copy.database)
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        try:
            yield copy
        finally:
            drop_database(copy.database)


def loaded_once(shared: Path) -> Copy:
    """The demonstration as of today in a database that nobody else touches; one process loads it, the others wait."""
    first = Copy(name_for_the_run(), shared / "demonstration")
    with open(shared / "demonstration.lock", "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not first.folder.exists():
            send_strangers_away()
            copy_database(connection.settings_dict["NAME"], first.database)
            with first.in_use():
                load(today=timezone.localdate())
            for folder in first.settings().values():
                folder.mkdir(parents=True, exist_ok=True)
    return first


def name_for_the_run() -> str:
    """Named by the process that began the run, as the test databases are by theirs."""
    beginner = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
    return f"test_lapastraining_{beginner}_loaded"


def lead_to(database: str) -> None:
    connections.close_all()
    connection.settings_dict["NAME"] = database


def copy_database(source: str, target: str) -> None:
    lead_to(connection.settings_dict["NAME"])
    with about_databases() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


def drop_database(name: str) -> None:
    with about_databases() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def about_databases() -> Iterator[Any]:
    """A cursor on a database that nobody copies or drops, outside of any transaction."""
    parameters: dict[str, Any] = connection.get_connection_params()
    aside = psycopg2.connect(**{**parameters, "dbname": "postgres"})
    try:
        aside.autocommit = True
        with aside.cursor() as cursor:
            yield cursor
    finally:
        aside.close()


def send_strangers_away() -> None:
    """End all other connections to the database in use: a server's thread may be slow to close its own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
        )
