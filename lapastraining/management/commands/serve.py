"""``script/serve``: everything from an empty folder to an address in the browser, and back to nothing."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from contextlib import ExitStack, suppress
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from lapastraining.addresses import LOOPBACK, public_origin
from lapastraining.health import has_subsetter, storage_writable

SECONDS_TO_START = 60
SECONDS_TO_STOP = 15
SECONDS_BETWEEN_LOOKS = 0.5
# One of the migrations that were folded into fewer before the first release (docs/decisions/migrations-begin-anew.md).
MIGRATION_OF_BEFORE = ("programs", "0003_facts")


class Command(BaseCommand):
    help = "Prepares the database and files, serves the application and stops everything on Ctrl-C."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=settings.SERVE_HOST, help="address to listen on (127.0.0.1)")
        parser.add_argument("--port", type=int, default=settings.PORT, help="port to listen on (8000)")
        parser.add_argument("--dev", action="store_true", help="show errors in the browser and reload on change")

    def handle(self, *, host: str, port: int, dev: bool, **options: Any) -> None:
        refuse_half_a_configuration(dev)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, stop)
        with listen(host, port) as listener:
            port = listener.getsockname()[1]
            self.prepare(dev)
            if dev:
                listener.close()
            self.serve(listener, host, port, dev)

    def prepare(self, dev: bool) -> None:
        """Database, files and, in the demonstration's first start, its data."""
        try:
            connection.ensure_connection()
        except OperationalError as error:
            reason = str(error).strip().splitlines()[0]
            raise CommandError(f"The database cannot be reached: {reason}") from None
        if not storage_writable():
            raise CommandError(f"Cannot write to {settings.MEDIA_ROOT}; set FILES_DIR to a writable folder.")
        if not has_subsetter():
            self.stderr.write("libharfbuzz-subset0 is missing: certificates will take six times longer to make.")
        refuse_a_database_of_before()
        self.stdout.write("Bringing the database up to date …")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_reference_data", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("verify_ledger", newest=True)
        call_command("plan_jobs")
        if not dev:
            collect_static()
        if settings.DEMO and is_empty():
            self.stdout.write("Loading the demonstration data (only the first time) …")
            call_command("load_demo")
        connection.close()

    def serve(self, listener: socket.socket, host: str, port: int, dev: bool) -> None:
        environment = os.environ | {"PORT": str(port), "SERVE_HOST": host} | ({"DEBUG": "1"} if dev else {})
        log_path = settings.BASE_DIR / "var" / "log" / "serve.log"
        log_path.parent.mkdir(parents=True, exist_ok=True)
        with ExitStack() as ends, log_path.open("ab") as log:
            output = log if settings.DEMO and not dev else None

            def started(command: list[str], pass_fds: tuple[int, ...] = ()) -> subprocess.Popen[bytes]:
                process = subprocess.Popen(  # noqa: S603
                    command,
                    env=environment,
                    cwd=settings.BASE_DIR,
                    stdout=output,
                    stderr=output,
                    pass_fds=pass_fds,
                    start_new_session=True,
                )
                ends.callback(end, process)
                return process

            jobs = started([sys.executable, "manage.py", "qcluster"])
            server = started(command(listener, host, port, dev), () if dev else (listener.fileno(),))
            wait_until_up(server, host, port, log_path)
            self.welcome(host, port, log_path if output else None)
            wait_for_the_first({"server": server, "queue of jobs": jobs}, log_path)

    def welcome(self, host: str, port: int, log_path: Path | None) -> None:
        if settings.DEMO:
            call_command("demo_accounts")
        if log_path:
            self.stdout.write(f"Log lines go to {log_path}")
        self.stdout.write(self.style.SUCCESS(f"Ready: {public_origin(host, port)}/   (Ctrl-C stops it)"))
        self.stdout.flush()


def refuse_half_a_configuration(dev: bool) -> None:
    """Raises CommandError when a server for people would guess its secret or its address."""
    if settings.MISSING and not (settings.DEMO or settings.DEBUG or dev):
        names = ", ".join(settings.MISSING)
        raise CommandError(f"Not set: {names}. A server for people needs them; to try it out, set DEMO=1.")


def refuse_a_database_of_before() -> None:
    """Raises CommandError when migrations made the database that are no more."""
    if MIGRATION_OF_BEFORE in MigrationRecorder(connection).applied_migrations():
        where = "remove the folder var/" if settings.PRIVATE_CLUSTER else "name an empty database in DATABASE_URL"
        raise CommandError(
            f"This database is older than the first release and cannot be used: {where} and start again."
        )


def stop(number: int, frame: FrameType | None) -> NoReturn:
    """Leave through every ``finally``; a second Ctrl-C must not cut that short."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    sys.exit(0)


def listen(host: str, port: int) -> socket.socket:
    """Take the port before anything else, so that nobody else gets it meanwhile."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        reason = getattr(error, "strerror", None) or "that is not a port"
        raise CommandError(f"Cannot listen on {host}:{port}: {reason}. Choose another with --port.") from None
    return listener


def command(listener: socket.socket, host: str, port: int, dev: bool) -> list[str]:
    if dev:
        return [sys.executable, "manage.py", "runserver", f"[{host}]:{port}" if ":" in host else f"{host}:{port}"]
    bind = f"fd://{listener.fileno()}"
    return [sys.executable, "-m", "gunicorn", "--config", "python:lapastraining.gunicorn", "--bind", bind]


def collect_static() -> None:
    """Gather and compress the static files, unless none has changed since the last time."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    files = sorted(
        f"{path} {storage.size(path)} {storage.get_modified_time(path).timestamp()}"
        for finder in get_finders()
        for path, storage in finder.list([])
    )
    state = hashlib.sha256("\n".join(files).encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == state:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(state)


def is_empty() -> bool:
    return not apps.get_model(settings.AUTH_USER_MODEL).objects.exists()


def wait_until_up(server: subprocess.Popen[bytes], host: str, port: int, log_path: Path) -> None:
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    address = f"http://[{near}]:{port}/healthz" if ":" in near else f"http://{near}:{port}/healthz"
    request = urllib.request.Request(address, headers={"Host": known_host()})  # noqa: S310
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise CommandError(f"The server did not start (code {server.returncode}); its reasons are in {log_path}.")
        try:
            urllib.request.urlopen(request, timeout=5)  # noqa: S310
        except urllib.error.HTTPError as error:
            raise CommandError(f"The server answers with an error ({error.code}); see {log_path}.") from None
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise CommandError(f"The server did not answer in {SECONDS_TO_START} seconds; see {log_path}.")


def wait_for_the_first(processes: dict[str, subprocess.Popen[bytes]], log_path: Path) -> NoReturn:
    """Raises CommandError as soon as one of them ends by itself."""
    while True:
        for name, process in processes.items():
            if process.poll() is not None:
                raise CommandError(f"The {name} ended by itself with code {process.returncode}; see {log_path}.")
        time.sleep(SECONDS_BETWEEN_LOOKS)


def known_host() -> str:
    """A name that the server answers to."""
    names = [name.lstrip(".") for name in settings.ALLOWED_HOSTS if name != "*"]
    return next((name for name in LOOPBACK if name in names), names[0] if names else "localhost")


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started: first it is asked alone, so that a job may come to its end."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(SECONDS_TO_STOP)
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            break
        time.sleep(SECONDS_BETWEEN_LOOKS)
    process.wait()
