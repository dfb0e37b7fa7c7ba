"""Canaries: every fact of a person that a training centre must not learn, replaced by words found nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models

from programs.models import Enrollment
from trainees.models import CrimeClass, DisciplinarySanction, RegisterKind

# What people of a centre may know of a person (rule 8), and what is not of a person at all.
TOLD = {
    *("name", "sex", "birth_place", "birth_date", "education", "health_note", "photo"),
    *("created_at", "updated_at"),
}
NOT_OF_PERSONS = {"RuleSet"}
SECRET_OF_ENROLLMENTS = ("reason", "blocks_lifted_reason")
WORD = "KNR"


@dataclass(frozen=True, slots=True)
class Canary:
    """The word that stands in one column of one table."""

    where: str
    word: str


def person_models() -> Iterator[type[models.Model]]:
    """The tables of trainees, without the copies that the row history keeps."""
    for model in apps.get_app_config("trainees").get_models():
        if not model._meta.proxy and not hasattr(model, "pgh_id") and model.__name__ not in NOT_OF_PERSONS:
            yield model


def secret_columns() -> Iterator[tuple[type[models.Model], models.Field[Any, Any]]]:
    """Free words of persons' tables, and those of enrollments that speak of the person."""
    for model in person_models():
        for field in model._meta.concrete_fields:
            is_words = type(field) in (models.CharField, models.TextField) and not field.choices
            if is_words and not getattr(field, "generated", False) and field.name not in TOLD:
                yield model, field
    for name in SECRET_OF_ENROLLMENTS:
        yield Enrollment, Enrollment._meta.get_field(name)  # type: ignore[misc]


def release_canaries() -> list[Canary]:
    """Overwrite every secret column that is filled in, past all triggers; the words that now stand there."""
    released = []
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for number, (model, field) in enumerate(secret_columns()):
            word = f"{WORD}{number:02}Q"
            table, column, key = model._meta.db_table, field.column, model._meta.pk.column
            length = field.max_length or 100
            cursor.execute(
                f'UPDATE "{table}" SET "{column}" = left(%s || "{key}", %s) WHERE "{column}" <> \'\'',
                [word, length],
            )
            if cursor.rowcount:
                released.append(Canary(f"{model.__name__}.{field.name}", word))
        cursor.execute(
            "UPDATE trainees_sentence SET detained_on = '1899-12-31', years = 58, months = 0, days = 0"
            " WHERE NOT (is_life OR is_death)"
        )
        cursor.execute(
            "UPDATE programs_enrollment SET findings = "
            "jsonb_build_array(jsonb_build_object('code', 'X', 'level', 'block', 'text', 'KNRTEXT', "
            "'source', 'KNRSOURCE', 'rules', 'KNRRULES'))"
        )
        cursor.execute("SET session_replication_role = origin")
    return released


def secret_words() -> list[str]:
    """What no page of a centre may say: the canaries, the days of sentences, the names of registers and crimes."""
    labels = [str(label) for choices in (RegisterKind, CrimeClass) for label in choices.labels]
    labels += [f"{label} " for label in map(str, DisciplinarySanction.Level.labels) if " " in label]
    return [WORD, "31 Desember 1899", "31/12/1899", "1899-12-31", "Desember 1957", *labels]
