"""What every test stands on: the private database server, a flush that append-only tables allow, a browser."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from bench.databases import migrated
from tests.demonstration import Copy, drop_database, loaded_once, name_for_the_run, send_strangers_away

# A busy machine must not decide whether a rule holds.
hypothesis_settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("any machine")

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--no-first-run",
]


def pytest_configure(config: pytest.Config) -> None:
    # Pages are tested as people read them, in Indonesian, also where script/test did not begin the run.
    if not hasattr(config, "workerinput"):
        run_path(str(settings.BASE_DIR / "script" / "compile_translations.py"), run_name="__main__")
    if settings.PRIVATE_CLUSTER is None:
        return
    settings.PRIVATE_CLUSTER.join()
    if not hasattr(config, "workerinput"):
        drop_databases_of_dead_sessions()


def drop_databases_of_dead_sessions() -> None:
    """A session that was killed leaves its databases behind; their names tell whose they were."""
    with settings.PRIVATE_CLUSTER.connect("postgres").cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_lapastraining\\_%'")
        for (name,) in cursor.fetchall():
            match = re.match(r"test_lapastraining_(\d+)", name)
            if match and not Path(f"/proc/{match[1]}").exists():
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, django_db_blocker: Any) -> None:
    """Migrating from nothing takes longer than most tests: begin with a copy of what was migrated before."""
    if settings.PRIVATE_CLUSTER is not None:
        with django_db_blocker.unblock():
            connection.settings_dict["TEST"]["TEMPLATE"] = migrated()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database, with a copy of what migrations put into it, for the flush below.

    At the end whoever still holds a connection is sent away, or the database could not be dropped: a thread of a
    server that a browser looked at may be slow to close its own.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA seed")
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}")')
            if cursor.fetchone()[0]:
                cursor.execute(f'CREATE TABLE seed."{table}" AS TABLE public."{table}"')
    yield
    with django_db_blocker.unblock():
        send_strangers_away()


@pytest.fixture(autouse=True, scope="session")
def flush_that_append_only_tables_allow() -> Iterator[None]:
    """After a transactional test empty all tables, past the triggers that forbid it, and put reference data back."""
    operations: Any = type(connection.ops)
    original = operations.execute_sql_flush
    operations.execute_sql_flush = flush
    yield
    operations.execute_sql_flush = original


def flush(operations: Any, statements: list[str]) -> None:
    """Deletes from the tables that have rows: truncating all of them would take seconds after each test."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in re.findall(r'"(\w+)"', " ".join(statements)):
            cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}")')
            if cursor.fetchone() == (True,):
                cursor.execute(f'DELETE FROM "{table}"')
        cursor.execute(
            "SELECT table_name, string_agg(quote_ident(column_name), ', ') FROM information_schema.columns "
            "WHERE table_schema = 'public' AND is_generated = 'NEVER' AND table_name IN "
            "(SELECT tablename FROM pg_tables WHERE schemaname = 'seed') GROUP BY table_name"
        )
        for table, columns in cursor.fetchall():
            cursor.execute(f'INSERT INTO public."{table}" ({columns}) SELECT {columns} FROM seed."{table}"')


@pytest.fixture(autouse=True)
def files_of_its_own(settings: Any, tmp_path: Path) -> None:
    """Each test writes its uploads and papers, and the ledger's checkpoints, into a folder of its own."""
    if settings.MEDIA_ROOT == settings.NOWHERE:
        settings.MEDIA_ROOT = tmp_path / "files"
        settings.LEDGER_WITNESS_DIR = tmp_path / "ledger"


@pytest.fixture
def no_rate_limits(db: None) -> None:
    """Forget sign-in attempts that earlier tests made."""
    cache.clear()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    # Playwright's event loop runs in this thread, and Django would forbid its database calls here.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def launched(playwright: Any) -> Any:
    return playwright.chromium.launch(
        executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        args=CHROMIUM_FLAGS,
        # Date fields are written as the browser's own words are; Debian's chromium-l10n has the Indonesian ones.
        env={**os.environ, "LANGUAGE": "id"},
    )


@pytest.fixture
def page(browser: Any, live_server: Any) -> Iterator[Any]:
    """A new visitor's page on the live server; the test fails when the page breaks its CSP or a script fails."""
    context = browser.new_context(base_url=live_server.url, locale="id-ID", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.extend([message.text] if is_problem(message) else []))
    yield page
    context.close()
    assert problems == []


def is_problem(message: Any) -> bool:
    """Errors in the console, apart from answers such as 404 that a test may have asked for."""
    return message.type == "error" and not message.text.startswith("Failed to load resource")


@pytest.fixture(scope="session")
def loaded_demonstration(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Copy]:
    """The demonstration that all tests of the run copy; nobody writes into it."""
    own = tmp_path_factory.getbasetemp()
    among_others = "PYTEST_XDIST_WORKER" in os.environ
    with django_db_blocker.unblock():
        yield loaded_once(own.parent if among_others else own)
        if not among_others:
            drop_database(name_for_the_run())


@pytest.fixture(scope="module")
def demonstration(loaded_demonstration: Copy, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Copy]:
    """The demonstration for all tests of a file; each test's own changes go with the test."""
    folder = tmp_path_factory.mktemp("demonstration")
    with django_db_blocker.unblock(), loaded_demonstration.copied(folder) as copy, copy.in_use():
        yield copy


@pytest.fixture
def demonstration_to_change(
    loaded_demonstration: Copy, django_db_blocker: Any, tmp_path: Path, settings: Any
) -> Iterator[None]:
    """The demonstration for one test that commits, such as in a browser."""
    with django_db_blocker.unblock(), loaded_demonstration.copied(tmp_path / "demonstration") as copy, copy.in_use():
        yield
