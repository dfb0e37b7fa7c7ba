"""docs/threats.md promises a test for each control; each of them is there."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FORGERIES = [f"F{number}" for number in range(1, 19) if number != 13]
OTHERS = [f"A{number}" for number in (1, 2, 4, 5, 7, 9, 10, 13, 16)]


def rows() -> dict[str, list[tuple[str, str]]]:
    """By the threat's number the file and name of each test that is promised."""
    found = {}
    for line in (ROOT / "docs" / "threats.md").read_text(encoding="utf-8").splitlines():
        if match := re.match(r"\| ([FA]\d+) \|", line):
            found[match[1]] = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", line.rpartition(" | ")[2])
    return found


@cache
def names_in(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_threat_has_its_row():
    assert list(rows()) == [*FORGERIES, *OTHERS]


@pytest.mark.parametrize("threat", [*FORGERIES, *OTHERS])
def test_each_promised_test_is_there(threat):
    promised = rows()[threat]

    assert [f"{file}::{name}" for file, name in promised if name not in names_in(file)] == []
    assert promised
