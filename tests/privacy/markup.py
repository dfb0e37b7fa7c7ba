"""Markup in every text that people write, to see whether some page obeys it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import Error, connection, models, transaction

# One after another, so that each room has all of them: out of an attribute, out of a text, into an attribute, as an
# address, and as what a template engine or a script would fill in.
MARKUP = (
    "\"'><img src=x onerror=marker()>",
    "</title></script><script>marker()</script>",
    "' onfocus=marker() autofocus x=\"",
    "javascript:marker()//",
    "<svg onload=alert(1)>{{7*7}}${7*7}",
)
OBEYED = ("<img src=x", "<script>marker", "' onfocus=marker", "<svg onload")
SHOWN = ("&lt;img src=x", "&lt;script&gt;marker", "&#x27; onfocus=marker", "&lt;svg onload")
ROOMS = ("accounts", "audit", "facilities", "trainees", "programs", "certificates")
# Words that programs read, not people.
CODES = {
    *("username", "password", "email", "token", "typed_code", "language", "note", "body", "pem", "identity", "file"),
    *("object_type", "object_id", "request_id", "template_version", "nik", "nik_digest", "fingerprint", "time_zone"),
}


def free_texts() -> Iterator[tuple[type[models.Model], models.Field[Any, Any]]]:
    for model in (model for room in ROOMS for model in apps.get_app_config(room).get_models()):
        for field in model._meta.concrete_fields if not hasattr(model, "pgh_obj_id") else ():
            is_text = type(field) in (models.CharField, models.TextField) and not field.choices
            if is_text and field.name not in CODES and not getattr(field, "generated", False):
                yield model, field


def put_markup_everywhere() -> int:
    """Before each text that the database lets stand, past all triggers; how many columns it were."""
    done = 0
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for number, (model, field) in enumerate(free_texts()):
            table, column, length = model._meta.db_table, field.column, field.max_length or 10_000
            statement = f'UPDATE "{table}" SET "{column}" = left(%s || "{column}", %s) WHERE "{column}" <> \'\''
            try:
                with transaction.atomic():
                    cursor.execute(statement, [MARKUP[number % len(MARKUP)], length])
                    done += bool(cursor.rowcount)
            except Error:
                continue
        cursor.execute("SET session_replication_role = origin")
    return done
