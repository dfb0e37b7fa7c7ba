"""The rows of an uploaded file, read in a process of its own that may use little and not for long."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Timer

from django.utils.translation import gettext as _

from imports import limits
from imports.cells import Cell

READER = Path(__file__).with_name("sheet_reader.py")
MEGABYTES = 200
CPU_SECONDS = 2
# The clock of the wall, for a machine with much else to do.
SECONDS = 30

Line = tuple[int, list[Cell]]


class UnreadableError(Exception):
    """Why a file cannot be read, in a sentence for the person who uploaded it."""


def lines_of(content: bytes, kind: str) -> Iterator[Line]:
    """The rows that are not empty, with their numbers in the file. Raises UnreadableError, also in the middle."""
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-I", str(READER), kind, *map(str, budget())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
    )
    stopper = Timer(SECONDS, process.kill)
    stopper.start()
    try:
        assert process.stdin is not None and process.stdout is not None  # noqa: S101
        # The child reads everything before it says anything, so that neither waits for the other.
        with suppress(BrokenPipeError):
            process.stdin.write(content)
        with suppress(BrokenPipeError):
            process.stdin.close()
        yield from answers(process.stdout)
    finally:
        stopper.cancel()
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def budget() -> tuple[int, ...]:
    return MEGABYTES, CPU_SECONDS, limits.MOST_ROWS, limits.MOST_COLUMNS, limits.LONGEST_CELL


def answers(output: Iterator[bytes]) -> Iterator[Line]:
    for line in output:
        try:
            said = json.loads(line)
        except ValueError:
            break
        if said == "end":
            return
        if isinstance(said, str):
            raise UnreadableError(too_many(said))
        yield said[0], said[1]
    raise UnreadableError(
        _("The file cannot be read: it is damaged, or holds more than a list. Copy the list into the empty template.")
    )


def too_many(what: str) -> str:
    if what == "rows":
        return _("The file has more than %(most)d rows. Divide it into several.") % {"most": limits.MOST_ROWS}
    return _("The file has more than %(most)d columns. Copy the list into the empty template.") % {
        "most": limits.MOST_COLUMNS
    }
