"""Recording interest and aptitude: many people, or many fields, at one go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record_all
from audit.models import Verb
from facilities.models import Field
from trainees.models import Inmate, Interest

FACTS = ("choice", "aptitude", "instrument", "tested_on", "skill")
BATCH = 500
# Rows with what the trail tells of each.
Rows = list[tuple[Interest, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be on record for one person and one field; all of it empty means nothing."""

    inmate: Inmate
    field: Field
    choice: int | None = None
    aptitude: int | None = None
    instrument: str = ""
    tested_on: dt.date | None = None
    skill: str = ""

    @property
    def is_empty(self) -> bool:
        return self.choice is None and self.aptitude is None and not self.skill

    @property
    def facts(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in FACTS}


@transaction.atomic
def record_interests(wishes: Iterable[Wish], *, by: User) -> int:
    """Bring the record in line with the wishes and say how many rows changed; an empty wish takes its row away.

    The inmates' rows are locked, so that two officers cannot give somebody two first choices. Raises
    ValidationError naming the person and the choice that would stand twice, or the test that is missing.
    """
    wishes = list(wishes)
    people = sorted({wish.inmate.pk for wish in wishes})
    list(Inmate.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=people).order_by("pk"))
    rows = Interest.objects.filter(inmate__in=people).select_related("inmate__facility", "field")
    known = {(row.inmate_id, row.field_id): row for row in rows}
    _refuse_twice(wishes, known)
    added: Rows = []
    edited: Rows = []
    removed: Rows = []
    for wish in wishes:
        row = known.get((wish.inmate.pk, wish.field.pk))
        if wish.is_empty:
            removed += [(row, {})] if row else []
        elif fields := _settle(wish, row := row or Interest(inmate=wish.inmate, field=wish.field)):
            (edited if row.pk else added).append((row, {"fields": fields}))
    _write(added, edited, removed, by)
    return len(added) + len(edited) + len(removed)


def _settle(wish: Wish, row: Interest) -> list[str]:
    """Put what is wished into the row; the names of what changes."""
    changed = sorted(name for name, value in wish.facts.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, wish.facts[name])
    if changed:
        row.clean_fields(exclude={"inmate", "field"})
        if (row.aptitude is None) != (row.tested_on is None) or (row.aptitude is None) != (row.instrument == ""):
            raise ValidationError(_("An aptitude needs the test that measured it and the day of the test."))
    return changed


def _write(added: Rows, edited: Rows, removed: Rows, by: User) -> None:
    """Thousands at a time: a list of a whole prison must not hold its people locked for long."""
    Interest.objects.filter(pk__in=[row.pk for row, _detail in removed]).delete()
    Interest.objects.bulk_update([row for row, _detail in edited], FACTS, batch_size=BATCH)
    Interest.objects.bulk_create([row for row, _detail in added], batch_size=BATCH)
    for verb, rows in ((Verb.ADD, added), (Verb.EDIT, edited), (Verb.REMOVE, removed)):
        record_all(verb, rows, by=by)


def _refuse_twice(wishes: list[Wish], known: dict[tuple[int, int], Interest]) -> None:
    """Nobody has two first choices once all of this is on record."""
    after = {key: (row.inmate, row.field, row.choice) for key, row in known.items()}
    after |= {(wish.inmate.pk, wish.field.pk): (wish.inmate, wish.field, wish.choice) for wish in wishes}
    taken: dict[tuple[int, int], Field] = {}
    problems = []
    for (person, _field), (inmate, field, choice) in after.items():
        if choice is None:
            continue
        other = taken.setdefault((person, choice), field)
        if other != field:
            problems.append(
                _("%(name)s: both %(one)s and %(other)s as “%(choice)s”.")
                % {"name": inmate.name, "one": other, "other": field, "choice": Interest.Choice(choice).label}
            )
    if problems:
        raise ValidationError(problems)
