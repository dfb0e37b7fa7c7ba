"""The decision table of assimilation as data (rule 4.3): who must meet what, since when, and where it is written.

Each rule set carries its own table, an administrator may correct it, and `data/assimilation.json` is what a new one
begins with. This module only reads such a table; whether somebody meets a line says `assimilation.py`.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FILE = Path(__file__).parent / "data" / "assimilation.json"
Row = dict[str, Any]


class Group(StrEnum):
    """Whom a line is for. A child is judged by the lines for children instead of GENERAL or SPECIAL."""

    EVERYBODY = "EVERYBODY"
    GENERAL = "GENERAL"
    SPECIAL = "SPECIAL"
    TERR = "TERR"
    CORR = "CORR"
    CHILD = "CHILD"
    FOREIGNER = "FOREIGNER"


class Test(StrEnum):
    """What a line asks; each has one function in `assimilation.py`."""

    CONVICT = "CONVICT"
    FIXED_TERM = "FIXED_TERM"
    PART_SERVED = "PART_SERVED"
    MONTHS_SERVED = "MONTHS_SERVED"
    NO_DISCIPLINE = "NO_DISCIPLINE"
    FOLLOWS_GUIDANCE = "FOLLOWS_GUIDANCE"
    GOOD_CONDUCT = "GOOD_CONDUCT"
    RISK_LOWERED = "RISK_LOWERED"
    DOCUMENT = "DOCUMENT"
    PAID = "PAID"
    NO_OTHER_CASE = "NO_OTHER_CASE"
    SAFE_OUTSIDE = "SAFE_OUTSIDE"
    ALLOWED_AT_HOME = "ALLOWED_AT_HOME"


NEEDS: dict[Test, tuple[str, ...]] = {
    Test.PART_SERVED: ("part",),
    Test.MONTHS_SERVED: ("months", "part"),
    Test.NO_DISCIPLINE: ("months",),
    Test.DOCUMENT: ("document",),
}
PARTS = (Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(2, 3))
NUMBERS = ("conduct_months", "conduct_months_special")


@dataclass(frozen=True, slots=True)
class Condition:
    """One line of the table. `months` is a number, or the name of the rule set's number that holds it.

    `counts` is False for what is only told: exclusions from assimilation at home do not bar training.
    """

    code: str
    rule: str
    groups: frozenset[Group]
    test: Test
    basis: str
    months: int | str = 0
    part: Fraction = Fraction(0)
    document: str = ""
    since: dt.date = dt.date.min
    until: dt.date = dt.date.max
    counts: bool = True

    def holds(self, *, on: dt.date) -> bool:
        return self.since <= on <= self.until


def months_of(condition: Condition, rules: object) -> int:
    """The months that the line asks, from the rule set where the line names its number."""
    months = condition.months
    return int(getattr(rules, months)) if isinstance(months, str) else months


def parse(rows: list[Row]) -> list[Condition]:
    """Raises ValueError, KeyError or TypeError for a row that is no line of the table."""
    return [_parse_one(json.dumps(row)) for row in rows]


@lru_cache(maxsize=512)
def _parse_one(written: str) -> Condition:
    """The line that is written so; a list of people asks for the same few lines for each of them."""
    row: Row = json.loads(written)
    test = Test(row["test"])
    for name in NEEDS.get(test, ()):
        row[name]
    months = row.get("months", 0)
    if months not in NUMBERS and not (isinstance(months, int) and 0 <= months <= 1200):
        raise ValueError(f"months: {months}")
    part = Fraction(row.get("part", 0))
    if part not in PARTS:
        raise ValueError(f"part: {part}")
    return Condition(
        code=str(row["code"]),
        rule=str(row["rule"]),
        groups=frozenset(Group(name) for name in row["for"]),
        test=test,
        basis=str(row["basis"]),
        months=months,
        part=part,
        document=str(row.get("document", "")),
        since=dt.date.fromisoformat(row["since"]) if "since" in row else dt.date.min,
        until=dt.date.fromisoformat(row["until"]) if "until" in row else dt.date.max,
        counts=bool(row.get("counts", True)),
    )


def standard_conditions() -> list[Row]:
    """The table that a new rule set begins with."""
    rows: list[Row] = json.loads(FILE.read_text(encoding="utf-8"))
    return rows


def documents_of_training() -> list[str]:
    """The papers that training needs, whatever the policy (rule 4.9)."""
    return ["VERDICT", "PHOTO"]


def known_conditions(rows: Any) -> None:
    """Raises ValidationError, naming the first line that cannot be read."""
    if not isinstance(rows, list) or not rows:
        raise ValidationError(_("Write a list of conditions, at least one."))
    for number, row in enumerate(rows, start=1):
        try:
            parse([row])
        except (ValueError, KeyError, TypeError, AttributeError, ZeroDivisionError) as error:
            raise ValidationError(
                _("Condition %(number)d cannot be read: %(error)s"), params={"number": number, "error": error}
            ) from None


def known_documents(codes: Any) -> None:
    """Raises ValidationError for a code that is none of the dossier's (rule 4.4)."""
    from trainees.models.dossier import Document

    if not isinstance(codes, list) or any(code not in Document.values for code in codes):
        raise ValidationError(_("Write a list of codes of documents, such as [“VERDICT”]."))
