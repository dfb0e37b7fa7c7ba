"""Recording interest and aptitude: many people, or many fields, at one go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record_all
from audit.models import Verb
from facilities.models import Field
from trainees.models import Inmate, Interest, Officer

FACTS = ("choice", "aptitude", "instrument", "tested_on", "skill")
BATCH = 500
# Rows with what the trail tells of each.
Rows = list[tuple[Interest, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be on record for one person and one field; all of it empty means nothing."""

    person: Inmate | Officer
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

    The people's rows are locked, so that two users cannot give somebody two first choices. Raises
    ValidationError naming the person and the choice that would stand twice, or the test that is missing.
    """
    wishes = list(wishes)
    people = {wish.person for wish in wishes}
    _lock(Inmate, people)
    _lock(Officer, people)
    rows = Interest.objects.of(people).select_related("inmate__facility", "officer__facility", "field")
    known = {(row.person, row.field): row for row in rows}
    _refuse_twice(wishes, known)
    added: Rows = []
    edited: Rows = []
    removed: Rows = []
    for wish in wishes:
        row = known.get((wish.person, wish.field))
        if wish.is_empty:
            removed += [(row, {})] if row else []
        elif fields := _settle(wish, row := row or _blank(wish)):
            (edited if row.pk else added).append((row, {"fields": fields}))
    _write(added, edited, removed, by)
    return len(added) + len(edited) + len(removed)


def _lock(kind: type[Model], people: Iterable[Model]) -> None:
    keys = [person.pk for person in people if isinstance(person, kind)]
    list(kind._default_manager.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk"))


def _blank(wish: Wish) -> Interest:
    row = Interest(field=wish.field)
    row.person = wish.person
    return row


def _settle(wish: Wish, row: Interest) -> list[str]:
    """Put what is wished into the row; the names of what changes."""
    changed = sorted(name for name, value in wish.facts.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, wish.facts[name])
    if changed:
        row.clean_fields(exclude={"inmate", "officer", "field"})
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


def _refuse_twice(wishes: list[Wish], known: dict[tuple[Inmate | Officer, Field], Interest]) -> None:
    """Nobody has two first choices once all of this is on record."""
    after = {key: row.choice for key, row in known.items()}
    after |= {(wish.person, wish.field): wish.choice for wish in wishes}
    taken: dict[tuple[Inmate | Officer, int], Field] = {}
    problems = []
    for (person, field), choice in after.items():
        if choice is None:
            continue
        other = taken.setdefault((person, choice), field)
        if other != field:
            problems.append(
                _("%(name)s: both %(one)s and %(other)s as “%(choice)s”.")
                % {"name": person.name, "one": other, "other": field, "choice": Interest.Choice(choice).label}
            )
    if problems:
        raise ValidationError(problems)
