"""Rooms import only what stands before them, and each file key says what deletion does."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOMS = [
    "accounts",
    "audit",
    "papers",
    "facilities",
    "imports",
    "trainees",
    "programs",
    "certificates",
    "reports",
    "manual",
    "api",
    "demo",
]


def sources(room: str) -> list[Path]:
    return [path for path in (settings.BASE_DIR / room).rglob("*.py") if "tests" not in path.parts]


def is_for_types_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def imported(tree: ast.AST) -> set[str]:
    """First words of all modules that the code imports when it runs, inside functions too."""
    found: set[str] = set()
    for node in ast.iter_child_nodes(tree):
        if is_for_types_only(node):
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
        found |= imported(node)
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_rooms_before_it(room: str):
    later = set(ROOMS[ROOMS.index(room) + 1 :])

    wrong = {
        str(path.relative_to(settings.BASE_DIR)): names
        for path in sources(room)
        if (names := imported(ast.parse(path.read_text())) & later)
    }

    assert wrong == {}


def test_the_walker_sees_imports_in_functions_but_not_those_for_types():
    code = "if TYPE_CHECKING:\n    import reports\ndef f():\n    from programs.models import Batch\nimport audit.models"

    assert imported(ast.parse(code)) == {"programs", "audit"}


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_listed_exists(room: str):
    assert sources(room)


def test_no_room_has_a_drawer_for_anything():
    drawers = {"utils", "helpers", "core", "common", "services", "managers"}

    found = [str(path) for room in ROOMS for path in sources(room) if drawers & {path.stem, *path.parts}]

    assert found == []


# docs/decisions/pages-that-look-ahead.md
LOOK_AHEAD = {"programs/batch_detail.html": {"certificates"}}


@pytest.mark.parametrize("room", ROOMS)
def test_templates_of_a_room_load_tags_of_rooms_before_it_only(room: str):
    later = set(ROOMS[ROOMS.index(room) + 1 :])
    folder = settings.BASE_DIR / "templates"

    wrong = {
        str(path.relative_to(folder)): names
        for path in (folder / room).rglob("*")
        if path.is_file() and (names := loaded(path.read_text()) & later)
    }

    assert wrong == {page: names for page, names in LOOK_AHEAD.items() if page.startswith(f"{room}/")}


def loaded(template: str) -> set[str]:
    """The libraries of tags that the template loads."""
    return {name for names in re.findall(r"{%\s*load\s+(.*?)\s*%}", template) for name in names.split()}


def test_the_reader_of_templates_sees_every_library():
    assert loaded('{% load i18n components %}{%load certificates%}{% include "x.html" %}') == {
        "i18n",
        "components",
        "certificates",
    }
