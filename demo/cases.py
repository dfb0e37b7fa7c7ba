"""The five cooperations as data/cases.json tells them, and who signs in for each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accounts.permissions import Role

# Printed by demo_accounts for everybody to see; it opens nothing but the demonstration.
PASSWORD = "pelatihan-demo-2021"  # noqa: S105

Facts = dict[str, Any]
FILE = Path(__file__).parent / "data" / "cases.json"
CASES: dict[str, Facts] = json.loads(FILE.read_text(encoding="utf-8"))["cases"]


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody who signs in: a user name, a role, and the case the role is played in ("" for the nation)."""

    username: str
    role: Role
    case: str = ""


def parts_of(case: str) -> Iterator[Part]:
    yield Part(f"giatja.{case}", Role.GIATJA_STAFF, case)
    yield Part(f"kalapas.{case}", Role.FACILITY_HEAD, case)
    yield Part(f"blk.{case}", Role.CENTRE_STAFF, case)
    for username in CASES[case]["instructors"].values():
        if username:
            yield Part(username, Role.INSTRUCTOR, case)
    yield Part(f"kablk.{case}", Role.CENTRE_HEAD, case)
    yield Part(CASES[case]["regional_head"], Role.REGIONAL_HEAD, case)
    yield Part(f"bimker.{case}", Role.GIATJA_STAFF, case)


NATIONAL = (Part("admin.nasional", Role.NATIONAL_ADMIN), Part("auditor.nasional", Role.AUDITOR))
CAST = (*(part for case in CASES for part in parts_of(case)), *NATIONAL)
USERNAMES = frozenset(part.username for part in CAST)
