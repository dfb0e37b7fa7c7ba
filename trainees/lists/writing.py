"""Confirmed rows become inmates and sentences: thousands at a time, each with its line in the trail.

Rows are written in bulk, for 10,000 single saves would hold the facility's people locked for a minute; row history
and constraints are the database's own and see bulk writes too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from accounts.models import User
from audit.actions import record_all
from audit.models import Verb
from facilities.models import Facility
from imports.sheets import Values
from trainees.lists.sentences import SENTENCE_FIELDS, whole_sentence
from trainees.models import Inmate, Sentence

BATCH = 500


def fields_of(values: Values) -> dict[str, Any]:
    """The row's values as fields of an inmate."""
    fields = {name: value for name, value in values.items() if name not in SENTENCE_FIELDS}
    register, nik = fields.pop("register", None), fields.pop("nik", None)
    if register is not None:
        fields |= {
            "register_kind": register.kind,
            "register_serial": register.serial,
            "register_year": register.year,
        }
    if nik is not None:
        fields |= {"nik": nik.digits, "nik_digest": nik.digest}
    return fields


def told(fields: Iterable[str]) -> dict[str, list[str]]:
    """What the trail tells of a row: which fields, never what stands in them."""
    return {"fields": sorted(set(fields) - {"nik_digest"})}


def record_inmates(facility: Facility, new: list[Values], *, by: User) -> None:
    """Add people with their sentences."""
    rows = [(fields_of(values), whole_sentence(values, None)) for values in new]
    inmates = Inmate.objects.bulk_create(
        [Inmate(facility=facility, **fields) for fields, _sentence in rows], batch_size=BATCH
    )
    record_all(Verb.ADD, ((inmate, told(fields)) for inmate, (fields, _none) in zip(inmates, rows, strict=True)), by=by)
    record_sentences(
        [(inmate, sentence) for inmate, (_fields, sentence) in zip(inmates, rows, strict=True) if sentence], by=by
    )


def record_sentences(rows: list[tuple[Inmate, Values]], *, by: User) -> None:
    sentences = Sentence.objects.bulk_create(
        [Sentence(inmate=inmate, **values) for inmate, values in rows], batch_size=BATCH
    )
    record_all(Verb.ADD, ((sentence, told(SENTENCE_FIELDS)) for sentence in sentences), by=by)


def change_inmates(facility: Facility, changed: list[tuple[int, Values]], *, by: User) -> None:
    """Change what differs, for people and sentences apart. A first sentence of somebody known is added."""
    people = (
        Inmate.objects.filter(facility=facility).select_related("sentence").in_bulk([pk for pk, _values in changed])
    )
    inmates: list[tuple[Inmate, dict[str, Any]]] = []
    sentences: list[tuple[Sentence, dict[str, Any]]] = []
    first: list[tuple[Inmate, Values]] = []
    for pk, values in changed:
        inmate = people[pk]
        inmate.facility = facility
        inmates.append((inmate, fields_of(values)))
        sentence = getattr(inmate, "sentence", None)
        given = {name: value for name, value in values.items() if name in SENTENCE_FIELDS}
        if sentence is not None:
            sentence.inmate = inmate
            sentences.append((sentence, given))
        elif whole := whole_sentence(given, None):
            first.append((inmate, whole))
    change_all(Inmate, inmates, by=by)
    change_all(Sentence, sentences, by=by)
    record_sentences(first, by=by)


def change_all(model: Any, rows: list[tuple[Any, dict[str, Any]]], *, by: User) -> None:
    """Rows whose same fields change go together: a field that does not change is not written again."""
    groups: dict[tuple[str, ...], list[Any]] = defaultdict(list)
    for row, fields in rows:
        if fields:
            for name, value in fields.items():
                setattr(row, name, value)
            groups[tuple(sorted(fields))].append(row)
    for names, members in groups.items():
        model.objects.bulk_update(members, names, batch_size=BATCH)
        record_all(Verb.EDIT, ((member, told(names)) for member in members), by=by)
