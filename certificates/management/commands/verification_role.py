from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import Error, connection, transaction
from psycopg2 import sql

SCHEMA = "certificate_verification"
READ = (
    f"{SCHEMA}.certificates_certificate",
    "public.certificates_ledgerentry",
    "public.certificates_ledgernode",
    "public.certificates_checkpoint",
    "public.certificates_sealcertificate",
)
"""Of the ledger everything: it holds digests only; the keys of the seals are public."""

COUNTED = "public.certificates_checkcount"


class Command(BaseCommand):
    help = "Lets an existing database role check certificates and do nothing else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", help="made before: CREATE ROLE name LOGIN PASSWORD '...'")

    def handle(self, *, role: str, **options: Any) -> None:
        try:
            with transaction.atomic():
                grant(role)
        except Error as error:
            raise CommandError(str(error).strip()) from None
        self.stdout.write(f"{role}: {', '.join(READ)}")


def grant(role: str) -> None:
    """Take what the role has in this database, and give what the check needs. Raises django.db.Error."""
    names = {"role": sql.Identifier(role), "schema": sql.Identifier(SCHEMA), "database": sql.Identifier(_database())}
    statements = [
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        "GRANT USAGE ON SCHEMA {schema} TO {role}",
        "ALTER ROLE {role} IN DATABASE {database} SET search_path = {schema}, public",
        *(f"GRANT SELECT ON {name} TO {{role}}" for name in READ),
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {COUNTED} TO {{role}}",
    ]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(sql.SQL(statement).format(**names))


def _database() -> str:
    return str(connection.settings_dict["NAME"])
