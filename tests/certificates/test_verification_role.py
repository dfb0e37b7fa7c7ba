"""The check runs under a database role that could not read an inmate's row if it wanted to (docs/trust.md 3)."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from certificates.actions.replacing import propose_replacement, replace
from certificates.files import issued_bytes
from certificates.management.commands.verification_role import COUNTED, READ
from certificates.models import Certificate
from tests.certificates.test_public_file import sent, told

ROLE = "pemeriksa sertifikat"


@contextmanager
def as_the_role() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f'SET LOCAL ROLE "{ROLE}"')
        cursor.execute("SET LOCAL search_path = certificate_verification, public")
        yield
        cursor.execute("RESET ROLE")
        cursor.execute("SET LOCAL search_path = public")


@pytest.fixture
def role(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE ROLE "{ROLE}"')
        cursor.execute(f'GRANT SELECT ON trainees_inmate TO "{ROLE}"')
    call_command("verification_role", ROLE, verbosity=0)


def test_the_check_needs_nothing_else(school, role, client):
    certificate = school.issued()
    file = issued_bytes(certificate)

    with as_the_role():
        answers = [
            told(client.get(f"/v/{certificate.token}/")),
            told(client.get("/v/", {"kode": certificate.typed_code})),
            told(sent(client, file)),
            told(client.get("/v/x/")),
        ]

    assert answers == [(200, "valid"), (200, "valid"), (200, "valid"), (404, "unknown")]


def test_a_replaced_one_and_its_replacement_are_told_apart(school, role, client):
    old = school.issued()
    propose_replacement(old, on=timezone.localdate(), end_class="DATA_ERROR", correction="Ejaan nama", by=school.staff)
    new = replace(old, on=timezone.localdate(), by=school.head)

    with as_the_role():
        before, after = (client.get(f"/v/{certificate.token}/") for certificate in (old, new))

    assert (told(before), told(after)) == ((200, "replaced"), (200, "valid"))
    assert new.number in before.content.decode()
    assert f"<dd>{old.number}</dd>" in after.content.decode()


def test_it_reads_no_other_table(role):
    tables = {f"public.{name}" for name in connection.introspection.table_names()}
    open_to_it = set()

    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(
                "SELECT has_table_privilege(%s, %s::regclass, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')",
                [ROLE, table],
            )
            if cursor.fetchone() == (True,):
                open_to_it.add(table)

    assert open_to_it == {*READ[1:], COUNTED}
    assert len(tables) > len(apps.get_models()) / 2


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT name FROM trainees_inmate",
        "SELECT holder_name FROM public.certificates_certificate",
        "SELECT revocation_reason FROM certificates_certificate",
        "UPDATE certificates_certificate SET revoked_at = NULL",
        "DELETE FROM certificates_ledgerentry",
        "INSERT INTO certificates_checkpoint (size) VALUES (9)",
    ],
)
def test_the_database_refuses_it_everything_else(school, role, statement):
    school.issued()

    with pytest.raises(ProgrammingError), transaction.atomic(), as_the_role(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_view_holds_what_the_check_asks_for_and_no_more(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM certificate_verification.certificates_certificate")
        columns = {column.name for column in cursor.description or ()}

    asked = {"id", *Certificate.objects.as_checked().query.deferred_loading[0]}
    assert columns == asked - {"replaces__record_sha256", "replaces__number"} | {"replaces_id"}


def test_a_role_that_is_not_there_is_said_in_one_line(db):
    with pytest.raises(CommandError, match='role "tidak ada" does not exist'):
        call_command("verification_role", "tidak ada")
