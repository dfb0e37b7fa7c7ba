"""Canaries: every fact of a person that a training centre must not learn, replaced by words found nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models

from programs.models import Enrollment, OutsidePermit, TppDecision, TppSession
from trainees.models import CrimeClass, DisciplinarySanction, Movement, RegisterKind, RiskLevel
from trainees.models.dossier import Document
from trainees.models.sentences import PlannedRelease
from trainees.nik import NikField, masked

# What people of a centre may know of a person (rule 8), and what is not of a person at all.
TOLD = {
    *("name", "sex", "birth_place", "birth_date", "education", "health_note", "photo"),
    *("created_at", "updated_at"),
}
NOT_OF_PERSONS = {"RuleSet"}
# Of other rooms' tables, what speaks of one person.
SECRET_OF_OTHERS = (
    (Enrollment, "reason"),
    (Enrollment, "blocks_lifted_reason"),
    (TppDecision, "note"),
    (TppSession, "agenda"),
    (OutsidePermit, "number"),
)
# Long enough that no random token of a page has it by chance.
WORD = "KNRKNR"
NIK = "8989898989898989"
# A NIP has digits only and is printed in groups, the first of eight; the row's number follows.
NIP = "77777777"
# A word for each thing that is written past the plain columns, and where it stands.
IN_PIECES = {
    "Enrollment.findings": "KNRKNRTEXT",
    "Enrollment.facts": "KNRKNRFACT",
    "Decree.record": "KNRKNRREGISTER",
    "AuditEvent.reason": "KNRKNRTRAIL",
    "Inmate.nik": masked(NIK),
    "Officer.nip": NIP,
}


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
            is_words = is_words and f"{model.__name__}.{field.name}" not in IN_PIECES
            if is_words and not getattr(field, "generated", False) and field.name not in TOLD:
                yield model, field
    for model, name in SECRET_OF_OTHERS:
        yield model, model._meta.get_field(name)  # type: ignore[misc]


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
        for statement, values in PIECES:
            cursor.execute(statement, values)
        cursor.execute("SET session_replication_role = origin")
    return [*released, *(Canary(where, word) for where, word in IN_PIECES.items())]


PIECES: list[tuple[str, list[str]]] = [
    (
        "UPDATE trainees_sentence SET detained_on = '1899-12-31', years = 58, months = 0, days = 0"
        " WHERE NOT (is_life OR is_death)",
        [],
    ),
    ("UPDATE trainees_riskscreening SET level = 4", []),
    ("UPDATE trainees_officer SET nip = %s || lpad(id::text, 10, '0')", [NIP]),
    ("UPDATE trainees_inmate SET nik = %s WHERE nik <> ''", [NikField().get_prep_value(NIK)]),
    (
        "UPDATE programs_enrollment SET findings = "
        "jsonb_build_array(jsonb_build_object('code', 'X', 'level', 'block', 'text', 'KNRKNRTEXT', "
        "'source', 'KNRKNRSOURCE', 'rules', 'KNRKNRRULES'))",
        [],
    ),
    (
        "UPDATE programs_enrollment SET facts = jsonb_build_object('conditions', jsonb_build_array("
        "jsonb_build_object('counts', true, 'label', 'KNRKNRFACT', 'state', 'met', 'why', 'KNRKNRFACT')))",
        [],
    ),
    (
        "UPDATE programs_decree SET record = regexp_replace(record::text, "
        """'"register": "[^"]*"', '"register": "KNRKNRREGISTER"', 'g')::jsonb""",
        [],
    ),
    ("UPDATE audit_auditevent SET reason = 'KNRKNRTRAIL' WHERE is_confidential", []),
]


def secret_words() -> list[str]:
    """What no page of a centre may say: the canaries, the days of sentences, the names of registers, crimes,
    risks and documents; and "SPPN", without which no score of conduct is told."""
    kinds = (RegisterKind, CrimeClass, Document, PlannedRelease, OutsidePermit.Kind)
    labels = [str(label) for choices in kinds for label in choices.labels]
    common = (*DisciplinarySanction.Level.labels, *RiskLevel.labels, *Movement.Kind.labels)
    labels += [f"{label} " for label in map(str, common) if " " in label]
    days = ["31 Desember 1899", "31/12/1899", "1899-12-31", "Desember 1957"]
    return [WORD, NIP, NIK, masked(NIK), "SPPN", *days, *labels]
