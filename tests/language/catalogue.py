"""The texts of the code, and what the catalogue says to them."""

import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import polib

PROJECT = Path(__file__).resolve().parents[2]
CATALOGUE = PROJECT / "locale" / "id" / "LC_MESSAGES" / "django.po"
NOT_SHIPPED = {"tests", "bench", "script", "static", "locale", "docs", "var", "node_modules"}

Key = tuple[str | None, str, str]
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z%]|\{[^{}\s]*\}|</?\w+[^>]*>")


def key(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid, entry.msgid_plural or ""


def saved() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


def said(entry: polib.POEntry) -> list[str]:
    """All forms of the translation."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def placeholders(text: str) -> list[str]:
    return sorted(set(PLACEHOLDER.findall(text)))


@cache
def keys_of_the_code() -> frozenset[Key]:
    """What makemessages finds today, in a copy: it writes files beside the templates it reads."""
    with TemporaryDirectory() as name:
        copy = Path(name)
        for folder in PROJECT.iterdir():
            if folder.is_dir() and folder.name not in NOT_SHIPPED and not folder.name.startswith("."):
                shutil.copytree(folder, copy / folder.name, ignore=shutil.ignore_patterns("__pycache__", "migrations"))
        (copy / "locale").mkdir()
        command = [sys.executable, "-m", "django", "makemessages", "--locale", "id", "--no-wrap"]
        environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
        subprocess.run(command, cwd=copy, env=environment, check=True, capture_output=True)
        fresh = polib.pofile(str(copy / "locale" / "id" / "LC_MESSAGES" / "django.po"))
        return frozenset(key(entry) for entry in fresh)
