"""Rows by the hundred thousand: INSERT … SELECT with every column filled, between taking indexes down and up."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import connection, models


def table(model: type[models.Model]) -> str:
    return model._meta.db_table


def insert(cursor: Any, model: type[models.Model], values: dict[str, str], source: str) -> int:
    """Insert one row of `model` for each row of `source` (what follows SELECT's list: FROM …).

    `values` maps columns to SQL expressions; columns left out take the field's default, so that a field added to
    the model later does not break the bench. Raises LookupError for a column that cannot be left out, and for
    a name that is no column.
    """
    columns = {field.column: field for field in model._meta.concrete_fields if not field.generated}
    if unknown := values.keys() - columns.keys():
        raise LookupError(f"{model.__name__} has no column {', '.join(sorted(unknown))}")
    filled = {column: values.get(column) or left_out(cursor, field) for column, field in columns.items()}
    filled = {column: expression for column, expression in filled.items() if expression}
    names = ", ".join(f'"{column}"' for column in filled)
    cursor.execute(f'INSERT INTO "{table(model)}" ({names}) SELECT {", ".join(filled.values())} {source}')
    return int(cursor.rowcount)


def left_out(cursor: Any, field: models.Field[Any, Any]) -> str:
    """The SQL of the field's default; nothing where the database fills the column by itself."""
    if field.primary_key or field.has_db_default():  # type: ignore[attr-defined]
        return ""
    value = field.get_default() if field.has_default() else None
    if value is None and not field.null:
        if not field.empty_strings_allowed:
            raise LookupError(f"say what goes into {field.model.__name__}.{field.column}")
        value = ""
    value = field.get_db_prep_save(value, connection)
    text = cursor.mogrify("%s", [value]).decode()
    return f"{text}::{str(field.db_type(connection)).split(' CHECK')[0]}"


def run(statement: str, cursor: Any) -> None:
    cursor.execute(statement)


def without_indexes(cursor: Any, *models_: type[models.Model], keys_too: bool = False) -> list[Callable[[Any], None]]:
    """Take down all indexes of these tables but primary keys; returns what brings each back."""
    back: list[Callable[[Any], None]] = []
    for model in models_:
        cursor.execute(
            """
            SELECT index.relname, pg_get_indexdef(index.oid), con.conname, pg_get_constraintdef(con.oid)
            FROM pg_index JOIN pg_class index ON index.oid = indexrelid
            LEFT JOIN pg_constraint con ON con.conindid = index.oid AND con.contype IN ('p', 'u', 'x')
                AND con.conrelid = indrelid
            WHERE indrelid = %s::regclass AND (%s OR NOT indisprimary)
            ORDER BY pg_relation_size(index.oid), index.relname
            """,
            [table(model), keys_too],
        )
        for index, definition, constraint, rule in cursor.fetchall():
            if constraint:
                cursor.execute(f'ALTER TABLE "{table(model)}" DROP CONSTRAINT "{constraint}"')
                definition = f'ALTER TABLE "{table(model)}" ADD CONSTRAINT "{constraint}" {rule}'
            else:
                cursor.execute(f'DROP INDEX "{index}"')
            back.append(partial(run, definition))
    return back


def set_sequences(cursor: Any) -> None:
    """Continue every sequence after the highest number given."""
    cursor.execute(
        """
        SELECT seq.relname, tab.relname, att.attname FROM pg_class seq
        JOIN pg_depend dep ON dep.objid = seq.oid AND dep.deptype IN ('a', 'i')
        JOIN pg_class tab ON tab.oid = dep.refobjid
        JOIN pg_attribute att ON att.attrelid = tab.oid AND att.attnum = dep.refobjsubid
        WHERE seq.relkind = 'S'
        """
    )
    for sequence, owner, column in cursor.fetchall():
        cursor.execute(f"""SELECT setval('"{sequence}"', coalesce(max("{column}"), 0) + 1, false) FROM "{owner}" """)
