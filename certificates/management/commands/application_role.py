from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.management import BaseCommand, CommandError
from django.db import Error, connection, transaction
from pghistory.models import Event
from psycopg2 import sql

from certificates.models import Certificate, Ledger

ENDS = ("revoked_at", "revoked_by_id", "revocation_reason", "revocation_class", "is_replaced")
"""What an issued certificate may still gain."""

MASTERS = """
    SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = %(role)s AND (rolsuper OR rolcreaterole))
        OR EXISTS (SELECT 1 FROM pg_class JOIN pg_roles ON rolname = %(role)s
                   WHERE relnamespace = 'public'::regnamespace AND pg_has_role(pg_roles.oid, relowner, 'MEMBER'))
"""


class Command(BaseCommand):
    help = "Lets an existing database role run the application, without what could put its walls to sleep."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", help="made before: CREATE ROLE name LOGIN PASSWORD '...'; it owns nothing")

    def handle(self, *, role: str, **options: Any) -> None:
        try:
            with transaction.atomic():
                grant(role)
                kept = tables_that_only_grow()
        except Error as error:
            raise CommandError(str(error).strip()) from None
        self.stdout.write(f"{role}: {len(kept)} tables only grow")


def grant(role: str) -> None:
    """Rows yes, structure and triggers no; what is append-only takes new rows alone.

    Raises django.db.Error, and CommandError for a role that could take back what it is not given.
    """
    database = sql.Identifier(str(connection.settings_dict["NAME"]))
    with connection.cursor() as cursor:
        cursor.execute(MASTERS, {"role": role})
        if cursor.fetchone()[0]:
            raise CommandError(f"{role} owns the tables or rules the server: make a role that does not.")
        for statement, name in statements():
            names = {"role": sql.Identifier(role), "table": sql.Identifier(name), "database": database}
            cursor.execute(sql.SQL(statement).format(**names))


def statements() -> Iterator[tuple[str, str]]:
    """Each with the table that it is about, where it is about one."""
    certificates = Certificate._meta.db_table
    # Tables of a session's own would come before ours.
    yield "REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC", ""
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC", ""
    yield "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}", ""
    yield "GRANT USAGE ON SCHEMA public TO {role}", ""
    yield "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}", ""
    yield "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}", ""
    yield "REVOKE INSERT, UPDATE, DELETE ON {table} FROM {role}", "django_migrations"
    for table in tables_that_only_grow():
        yield "REVOKE UPDATE, DELETE ON {table} FROM {role}", table
    yield "REVOKE UPDATE, DELETE ON {table} FROM {role}", certificates
    yield f"GRANT UPDATE ({', '.join(ENDS)}) ON {{table}} TO {{role}}", certificates
    # PostgreSQL asks for it of whoever locks the row; the row itself its trigger keeps.
    yield "GRANT UPDATE (id) ON {table} TO {role}", Ledger._meta.db_table


def tables_that_only_grow() -> list[str]:
    """Those whose trigger says so, and the row history."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE tgname = 'append_only'"
        )
        found = {name for (name,) in cursor.fetchall()}
    found |= {model._meta.db_table for model in apps.get_models() if issubclass(model, Event) and model is not Event}
    return sorted(found)
