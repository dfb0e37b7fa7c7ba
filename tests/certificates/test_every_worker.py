"""Revoked is revoked for everybody at once: no process remembers an earlier answer (docs/threats.md, F12)."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from certificates.actions.revoking import revoke
from tests.certificates.classes import Class
from tests.certificates.test_runs import database_url

WORKERS = 2
SECONDS = 60


@contextmanager
def worker(folder: Path) -> Iterator[str]:
    """A server process of its own, with connections of its own; gives its address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.set_inheritable(True)
        address = f"http://localhost:{listening.getsockname()[1]}"
        environment = os.environ | {
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "FILES_DIR": str(settings.MEDIA_ROOT),
            "LEDGER_WITNESS_DIR": str(folder),
        }
        bind = f"fd://{listening.fileno()}"
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--workers", "1", "--bind", bind, "lapastraining.wsgi"],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[listening.fileno()],
        )
        try:
            yield address
        finally:
            server.terminate()
            server.wait(SECONDS)


def said(address: str) -> str:
    """The state that this process answers with."""
    with urllib.request.urlopen(address, timeout=SECONDS) as answer:  # noqa: S310 -- our own server
        return str(answer.read().decode()).partition("verdict verdict-")[2].partition('"')[0]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_revocation_is_seen_by_every_process_within_a_minute(tmp_path):
    school = Class()
    certificate = school.issued()
    with ExitStack() as stack:
        origins = [stack.enter_context(worker(tmp_path / "ledger")) for _ in range(WORKERS)]
        pages = [f"{origin}/v/{certificate.token}/" for origin in origins]
        before = [said(page) for page in pages for _again in range(2)]

        revoke(certificate, reason="Salah tulis", by=school.head)
        began = time.monotonic()
        after = [said(page) for page in pages for _again in range(2)]
        took = time.monotonic() - began

    assert before == ["valid"] * 4
    assert after == ["revoked"] * 4
    assert took < 60
