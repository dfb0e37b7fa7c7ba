"""Whoever has a shell as the application's role can add and ask, but not take back, nor put a trigger to sleep."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from certificates.actions.issuing import issue
from certificates.actions.replacing import propose_replacement, replace
from certificates.actions.revoking import revoke
from tests.certificates.classes import TODAY, Class
from tests.certificates.situations import CLOSED, insert, open_batch, refused_by, written
from tests.certificates.test_public_file import told

ROLE = "aplikasi pelatihan"


@contextmanager
def as_the_role() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f'SET LOCAL ROLE "{ROLE}"')
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("RESET ROLE")


@pytest.fixture
def role(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE ROLE "{ROLE}"')
        cursor.execute(f'GRANT ALL ON ALL TABLES IN SCHEMA public TO "{ROLE}"')
    call_command("application_role", ROLE, verbosity=0)


def test_it_issues_replaces_revokes_and_answers(role, client):
    school = Class(("Ayu", "Budi"))
    proposals = school.proposals()

    with as_the_role():
        ayu, budi = issue(proposals, on=TODAY, by=school.head)
        propose_replacement(ayu, on=TODAY, end_class="DATA_ERROR", correction="Ejaan nama", by=school.staff)
        new = replace(ayu, on=timezone.localdate(), by=school.head)
        revoke(budi, reason="Keliru", by=school.head)
        answers = [told(client.get(f"/v/{certificate.token}/")) for certificate in (ayu, new, budi)]

    assert answers == [(200, "replaced"), (200, "valid"), (200, "revoked")]


REFUSED = (
    "ALTER TABLE certificates_certificate DISABLE TRIGGER ALL",
    "DROP TRIGGER passes_its_gates ON certificates_certificate",
    "SET session_replication_role = replica",
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "TRUNCATE certificates_certificate CASCADE",
    "DELETE FROM certificates_certificate",
    "UPDATE certificates_certificate SET holder_name = 'Orang Lain'",
    "UPDATE certificates_certificate SET valid_until = '2099-12-31'",
    "UPDATE certificates_certificateevent SET holder_name = 'Orang Lain'",
    "DELETE FROM certificates_ledgerentry",
    "DELETE FROM certificates_ledger",
    "UPDATE certificates_checkpoint SET note = ''",
    "DELETE FROM certificates_auditfinding",
    "UPDATE audit_auditevent SET reason = ''",
    "TRUNCATE programs_attendance CASCADE",
    "DELETE FROM django_migrations",
    "CREATE RULE a AS ON DELETE TO certificates_certificate DO INSTEAD NOTHING",
    "ALTER FUNCTION certificate_passes_its_gates RESET search_path",
    "CREATE TEMP TABLE programs_unitresult (id int)",
    "CREATE TABLE pinjaman (id int)",
    "CREATE SCHEMA pinjaman",
)


@pytest.mark.parametrize("statement", REFUSED)
def test_the_database_refuses_it_before_any_trigger_is_asked(role, statement):
    with pytest.raises(ProgrammingError) as refusal, transaction.atomic(), as_the_role(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert refusal.value.__cause__.pgcode == "42501"  # insufficient_privilege


def test_a_certificate_that_was_not_earned_meets_its_gate(role):
    """The role may insert; the triggers ask."""
    row = written(open_batch().row())

    def attempt() -> None:
        with as_the_role():
            insert(row)

    assert refused_by(attempt) == CLOSED


def test_the_ledger_may_be_locked_and_not_changed(role):
    def attempt() -> None:
        with as_the_role(), connection.cursor() as cursor:
            cursor.execute("UPDATE certificates_ledger SET id = id + 1")

    assert refused_by(attempt) == "certificates_ledger_is_append_only"


def test_a_role_that_is_not_there_is_said_in_one_line(db):
    with pytest.raises(CommandError, match='role "tidak ada" does not exist'):
        call_command("application_role", "tidak ada")


@pytest.mark.parametrize("options", ["SUPERUSER", "CREATEROLE"])
def test_a_role_that_could_take_its_rights_back_is_refused(db, options):
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE ROLE "{ROLE}" {options}')

    with pytest.raises(CommandError, match="make a role that does not"):
        call_command("application_role", ROLE)


def test_the_owner_of_the_tables_is_refused(db):
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE ROLE "{ROLE}"')
        cursor.execute(f'ALTER TABLE certificates_certificate OWNER TO "{ROLE}"')

    with pytest.raises(CommandError, match="make a role that does not"):
        call_command("application_role", ROLE)
