"""script/serve and script/setup, run as a person at a terminal runs them, in a copy of the project."""

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from lapastraining.addresses import public_origin

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("serve")]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "node_modules", "__pycache__", ".*_cache")
SECONDS = 120


@pytest.fixture(scope="module")
def project() -> Iterator[Path]:
    """A copy in a folder that any account may enter, sharing only the installed packages."""
    folder = Path(tempfile.mkdtemp(prefix="lapas-serve-"))
    folder.chmod(0o755)
    shutil.copytree(settings.BASE_DIR, folder / "p", ignore=LEFT_OUT)
    (folder / "p" / ".venv").symlink_to(settings.BASE_DIR / ".venv")
    yield folder / "p"
    shutil.rmtree(folder, ignore_errors=True)


def environment(**values: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | values


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(project: Path, *command: str, **values: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=project,
        env=environment(**values),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


@contextmanager
def serving(project: Path, port: int, *options: str) -> Iterator[subprocess.Popen[str]]:
    """The server, once it has said that it is ready; stopped at the end whatever happens."""
    with subprocess.Popen(
        ["script/serve", "--port", str(port), *options],
        cwd=project,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as server:
        printed = []
        try:
            for line in server.stdout:
                printed.append(line)
                if "Ready:" in line:
                    server.ready = line
                    yield server
                    break
            else:
                pytest.fail("It did not start:\n" + "".join(printed))
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(SECONDS)


def processes_of(project: Path) -> list[str]:
    """Command lines of living processes that run in the project or were told its path."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            folder = str((entry / "cwd").readlink())
        except OSError:
            continue
        if command and (str(project) in command or folder.startswith(str(project))):
            found.append(command)
    return found


def fetch(port: int, path: str) -> tuple[int, str, dict[str, str]]:
    with urllib.request.urlopen(f"http://localhost:{port}{path}", timeout=30) as answer:
        return answer.status, answer.read().decode(errors="replace"), dict(answer.headers)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_serves_and_leaves_nothing_running(project: Path, number: int):
    port = free_port()

    with serving(project, port) as server:
        status, sign_in, _ = fetch(port, "/akun/login/")
        ready, _, _ = fetch(port, "/readyz")
        busy = processes_of(project)
        server.send_signal(number)
        code = server.wait(SECONDS)

    assert (code, status, ready, "<html" in sign_in) == (0, 200, 200, True)
    assert any("gunicorn" in command for command in busy)
    assert any("qcluster" in command for command in busy)
    assert any("postgres" in command for command in busy)
    assert processes_of(project) == []


def test_a_server_for_others_answers_at_the_address_that_it_prints(project: Path):
    port = free_port()

    with serving(project, port, "--host", "0.0.0.0") as server:  # noqa: S104
        address = re.search(r"http://\S+", server.ready)[0]
        with urllib.request.urlopen(f"{address}akun/login/", timeout=30) as answer:  # noqa: S310
            status = answer.status

    assert (status, address) == (200, f"{public_origin('0.0.0.0', port)}/")  # noqa: S104


def test_static_files_are_compressed_and_kept_by_browsers(project: Path):
    port = free_port()

    with serving(project, port):
        _, sign_in, _ = fetch(port, "/akun/login/")
        sheet = re.search(r'href="(/static/[^"]+\.css)"', sign_in)[1]
        status, _, headers = fetch(port, sheet)

    assert (status, "immutable" in headers["Cache-Control"]) == (200, True)


def test_a_later_start_takes_seconds(project: Path):
    with serving(project, free_port()):
        pass
    began = time.monotonic()

    with serving(project, free_port()):
        took = time.monotonic() - began

    assert took < 30


def test_dev_serves_too_and_leaves_nothing_running(project: Path):
    port = free_port()

    with serving(project, port, "--dev") as server:
        status, _, _ = fetch(port, "/akun/login/")
        server.send_signal(signal.SIGINT)
        code = server.wait(SECONDS)

    assert (code, status, processes_of(project)) == (0, 200, [])


def test_a_port_that_is_taken_is_said_in_one_sentence(project: Path):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]

        done = run(project, "script/serve", "--port", str(port))

    assert (done.returncode, done.stderr) == (
        1,
        f"CommandError: Cannot listen on 127.0.0.1:{port}: Address already in use. Choose another with --port.\n",
    )
    assert processes_of(project) == []


def test_a_database_that_does_not_answer_is_said_in_one_sentence(project: Path):
    done = run(project, "script/serve", "--port", str(free_port()), DATABASE_URL="postgres://x@127.0.0.1:1/x", DEMO="1")

    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: The database cannot be reached: ")
    assert len(done.stderr.splitlines()) == 1


def test_a_folder_for_files_that_cannot_be_written_is_said_in_one_sentence(project: Path, tmp_path: Path):
    (tmp_path / "file").write_text("not a folder")

    done = run(project, "script/serve", "--port", str(free_port()), FILES_DIR=str(tmp_path / "file" / "files"))

    assert (done.returncode, done.stderr) == (
        1,
        f"CommandError: Cannot write to {tmp_path}/file/files; set FILES_DIR to a writable folder.\n",
    )


def test_a_project_folder_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path):
    shutil.copytree(settings.BASE_DIR / "script", tmp_path / "script")
    (tmp_path / "var").write_text("not a folder")

    done = run(tmp_path, "script/serve")

    assert (done.returncode, done.stderr) == (
        1,
        f"Cannot write to {tmp_path}/var; make it a writable folder and try again.\n",
    )


def test_a_python_too_old_is_said_in_one_sentence(tmp_path: Path):
    shutil.copytree(settings.BASE_DIR / "script", tmp_path / "script")
    old = tmp_path / "python"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2 && exit 0\nexit 1\n')
    old.chmod(0o755)

    done = run(tmp_path, "script/serve", PYTHON=str(old))

    assert (done.returncode, done.stderr) == (
        1,
        "Python 3.11 or newer is needed; this machine has Python 3.9.2. Set PYTHON to a newer one.\n",
    )


def test_setup_repeated_does_nothing_and_takes_no_time(project: Path):
    run(project, "script/setup")
    began = time.monotonic()

    done = run(project, "script/setup")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert time.monotonic() - began < 5
