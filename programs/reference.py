"""Reference data of rule 5.9, 6.2 and 3, from the JSON files beside each room's models.

An operator may edit every row in the admin. A row is the file's row when any of its keys still agrees, so
that somebody who corrects a code or a title is not given the old row beside it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, TypeVar

from django.conf import settings
from django.db import models, transaction

from audit.actions import record
from audit.models import Verb
from audit.refusals import refusals_explained
from facilities.models import ChecklistItem, Field, Region, ToolProposal
from programs.models import Account, ProgrammeTag, ScoreCriterion, ScoreSheet, Standard, Unit
from trainees.conditions import standard_conditions
from trainees.models import RuleSet

RULES = (
    "fraction_policy",
    "conduct_months",
    "conduct_months_special",
    "near_release_months",
    "certificate_days",
    "minimum_age",
    "conduct_score_minimum",
    "risk_warns_from",
    "risk_blocks_tools_from",
    "training_documents",
)
Row = dict[str, Any]
Model = TypeVar("Model", bound=models.Model)


@transaction.atomic
def load_reference_data(*, update: bool = False) -> Counter[str]:
    """Add the rows that are missing; with `update` also take edited ones back to the files.

    Returns how many rows were "added", "updated" and "kept". Only updates leave a line in the audit trail:
    they undo what a person did. Raises ValidationError when a row of the files clashes with an edited one.
    """
    loader = Loader(update=update)
    with refusals_explained():
        loader.regions()
        loader.fields()
        loader.checklist()
        loader.tools()
        loader.rule_sets()
        loader.standards()
        loader.money_and_programmes()
        loader.score_sheet()
    return loader.counts


class Loader:
    def __init__(self, *, update: bool) -> None:
        self.update = update
        self.counts: Counter[str] = Counter(added=0, updated=0, kept=0)
        self.field_of_code: dict[str, Field] = {}

    def regions(self) -> None:
        for row in rows("facilities/data/regions.json"):
            values = picked(row, "code", "code_verified", "name", "province_codes", "time_zone")
            self.see_to(Region, values, keys=("code", "name"))

    def fields(self) -> None:
        for row in rows("facilities/data/fields.json"):
            values = picked(row, "code", "name", "has_dangerous_tools", "ruled_out_limits")
            self.field_of_code[row["code"]] = self.see_to(Field, values, keys=("code", "name"))

    def checklist(self) -> None:
        """A point is known by its words within its field, or among those that every field needs."""
        for row in rows("facilities/data/checklist_items.json"):
            values = picked(row, "topic", "text", "is_blocking", "unit", "position", "source")
            field = self.field_of_code[row["field"]] if row["field"] else None
            self.see_to(ChecklistItem, values, keys=("text",), within={"field": field})

    def tools(self) -> None:
        for row in rows("facilities/data/tools.json"):
            within = {"field": self.field_of_code[row["field"]]}
            self.see_to(ToolProposal, picked(row, "name", "source"), keys=("name",), within=within)

    def rule_sets(self) -> None:
        for row in rows("trainees/data/rule_sets.json"):
            values = picked(row, "name", "legal_basis", *RULES) | {
                "valid_from": dt.date.fromisoformat(row["valid_from"]),
                "assimilation": standard_conditions(),
            }
            self.see_to(RuleSet, values, keys=("name", "valid_from"))

    def standards(self) -> None:
        for row in rows("programs/data/standards.json"):
            values = picked(row, "decree", "title", "source")
            within = {"field": self.field_of_code[row["field"]]}
            standard = self.see_to(Standard, values, keys=("decree", "title"), within=within)
            for unit in row["units"]:
                self.see_to(
                    Unit,
                    picked(unit, "code", "title", "code_verified", "source"),
                    keys=("code", "title") if unit["code"] else ("title",),
                    within={"standard": standard},
                )

    def money_and_programmes(self) -> None:
        """Typical accounts (rule 6.9) and the points of the minister's programmes that sources name (rule 6.10)."""
        for row in rows("programs/data/accounts.json"):
            self.see_to(Account, picked(row, "code", "name", "type"), keys=("code",))
        for row in rows("programs/data/programme_tags.json"):
            within = picked(row, "programme")
            self.see_to(ProgrammeTag, picked(row, "name", "source"), keys=("name",), within=within)

    def score_sheet(self) -> None:
        """The national sheet, whole or not at all: weights of half a sheet would not make 100 %."""
        file = json.loads((settings.BASE_DIR / "programs/data/score_sheet.json").read_text(encoding="utf-8"))
        found = ScoreSheet.objects.filter(package=None, batch=None).first()
        wanted = [picked(row, "kind", "name", "weight") for row in file["criteria"]]
        kept = list(found.criteria.values("kind", "name", "weight")) if found else []
        if found and (kept == wanted or not self.update):
            self.counts["kept"] += 1
            return
        sheet = found or ScoreSheet.objects.create(**picked(file, "least_scorers", "joins_until"))
        sheet.criteria.all().delete()
        ScoreCriterion.objects.bulk_create(
            ScoreCriterion(sheet=sheet, position=position, **row) for position, row in enumerate(wanted, start=1)
        )
        if found:
            record(Verb.EDIT, sheet, by=None, fields=["criteria"], command="load_reference_data --update")
        self.counts["updated" if found else "added"] += 1

    def see_to(self, model: type[Model], values: Row, *, keys: tuple[str, ...], within: Row | None = None) -> Model:
        """The row that agrees in one of the keys, else a new one."""
        within = within or {}
        for key in keys:
            found = model._default_manager.filter(**within, **{key: values[key]}).first()
            if found is not None:
                self.take_back(found, values)
                return found
        self.counts["added"] += 1
        return model._default_manager.create(**within, **values)

    def take_back(self, row: Any, values: Row) -> None:
        edited = sorted(name for name, value in values.items() if getattr(row, name) != value)
        if not self.update or not edited:
            self.counts["kept"] += 1
            return
        for name in edited:
            setattr(row, name, values[name])
        row.save(update_fields=edited)
        record(Verb.EDIT, row, by=None, fields=edited, command="load_reference_data --update")
        self.counts["updated"] += 1


def rows(path: str) -> Iterator[Row]:
    yield from json.loads((settings.BASE_DIR / path).read_text(encoding="utf-8"))


def picked(row: Row, *names: str) -> Row:
    return {name: row[name] for name in names}
