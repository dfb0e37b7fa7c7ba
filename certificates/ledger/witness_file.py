"""Each checkpoint, one line of JSON, in a file outside the database: a restored older copy contradicts it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import structlog
from django.conf import settings

from certificates.ledger.keys import read_note
from certificates.ledger.notes import NoteError, Statement
from certificates.models.ledger import Ledger

log = structlog.get_logger()

TAIL = 16_384
"""Bytes at the end that are looked at before each entry: some forty checkpoints."""


def path() -> Path:
    folder: Path = settings.LEDGER_WITNESS_DIR
    return folder / f"{Ledger.objects.get().identity}.txt"


def keep(note: str) -> None:
    """Called once the checkpoint is committed. A file that cannot be written weakens the watch, not the issue."""
    try:
        file = path()
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        line = json.dumps(note, ensure_ascii=False) + "\n"
        handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as lines:
            lines.write(line)
    except OSError:
        log.exception("ledger_witness_file_not_written")


def last_statements() -> list[Statement]:
    """What the last lines say; nothing where no file is."""
    try:
        with path().open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - TAIL))
            tail = file.read()
    except FileNotFoundError:
        return []
    except OSError:
        log.exception("ledger_witness_file_not_read")
        return []
    return list(statements(tail.decode(errors="replace").splitlines()))


def statements(lines: Iterable[str]) -> Iterator[Statement]:
    """What the readable lines say; half lines and foreign notes are passed over."""
    for line in lines:
        try:
            note = json.loads(line)
            if isinstance(note, str):
                yield read_note(note)
        except (json.JSONDecodeError, NoteError):
            continue
