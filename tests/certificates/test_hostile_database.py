"""A shell of the database: what it slips past the gates is neither signed for nor called valid (docs/trust.md 6)."""

import datetime as dt
import os

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from certificates.actions.issuing import issue
from certificates.actions.ledger import body_for
from certificates.actions.revoking import revoke
from certificates.ledger.body import leaf_of
from certificates.ledger.standing import standing
from certificates.ledger.store import size_now
from certificates.models import Certificate, Checkpoint, LedgerEntry
from tests.certificates.classes import TODAY, Class, past_the_triggers, settle, unissued
from tests.certificates.competence import DecidedClass
from tests.certificates.test_public_file import told

pytestmark = pytest.mark.django_db

OWN_TABLES = ("programs_attendance", "programs_unitresult", "programs_batch", "certificates_ledgerentry")


def slip_in(certificate: Certificate) -> Certificate:
    """With an entry that says all that it must say; only the key of the checkpoints is not at hand."""
    certificate.save()
    row = Certificate.objects.get(pk=certificate.pk)
    salt, body = os.urandom(16), body_for(row, "ISSUED")
    LedgerEntry.objects.create(
        position=size_now(), event="ISSUED", certificate=row, salt=salt, body=body, leaf_hash=leaf_of(salt, body)
    )
    return row


def page_of(client, certificate: Certificate) -> tuple[int, str]:
    return told(client.get(f"/v/{certificate.token}/"))


def untrained(names: tuple[str, ...] = ("Bagas Wirayudha",)) -> Certificate:
    school = Class(names, days_attended=0, verdicts=("BK", "BK"))
    return unissued(school.proposals()[0], school.head)


def own_tables() -> None:
    """Tables of this session alone, which everybody may make and which come before all others of their name."""
    with connection.cursor() as cursor:
        for table in OWN_TABLES:
            cursor.execute(f"CREATE TEMP TABLE {table} ON COMMIT DROP AS TABLE public.{table}")
        cursor.execute("UPDATE pg_temp.programs_unitresult SET verdict = 'K'")
        cursor.execute("UPDATE pg_temp.programs_attendance SET lesson_hours = 8, status = 'H'")
        cursor.execute("UPDATE pg_temp.programs_batch SET state = 'TESTING'")


def test_tables_of_ones_own_do_not_open_the_gates():
    certificate = untrained()
    own_tables()

    with pytest.raises(IntegrityError, match="certificate_needs_the_hours"), transaction.atomic():
        certificate.save()


def test_tables_of_ones_own_do_not_open_a_closed_batch(school):
    own_tables()

    with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
        cursor.execute("UPDATE public.programs_unitresult SET verdict = 'BK'")


def test_tables_of_ones_own_do_not_stand_for_the_ledger(school):
    certificate = unissued(school.proposals()[0], school.head)
    own_tables()

    with pytest.raises(IntegrityError, match="certificate_is_in_the_ledger"), transaction.atomic():
        certificate.save()
        settle()


def test_every_function_of_ours_says_where_it_looks():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE proconfig @> ARRAY['search_path=public, pg_temp']) > 50, array_agg(proname) "
            "FILTER (WHERE proconfig IS NULL OR NOT proconfig @> ARRAY['search_path=public, pg_temp']) "
            "FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND NOT EXISTS (SELECT 1 FROM pg_depend "
            "WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e')"
        )

        assert cursor.fetchone() == (True, None)


@pytest.mark.parametrize("checkpoint", ["none", "unsigned", "of before"])
def test_what_was_slipped_in_is_signed_by_no_later_issue(client, checkpoint):
    first = Class().issued()
    other = Class(("Sekar Ayu",))
    with past_the_triggers():
        slipped = slip_in(untrained(("Bodong Palsu",)))
        note = {"none": "", "unsigned": "saya", "of before": Checkpoint.objects.get().note}[checkpoint]
        if note:
            Checkpoint.objects.create(size=size_now(), root=b"0" * 32, note=note)

    with pytest.raises(ValidationError, match="buku besar"):
        other.issued()
    with pytest.raises(ValidationError, match="buku besar"):
        revoke(first, reason="Salah tulis", by=first.issued_by)

    assert standing(first) == (checkpoint != "unsigned")
    assert page_of(client, slipped) == (503, "unavailable")


def test_what_was_slipped_into_an_empty_ledger_is_signed_by_nobody(client):
    with past_the_triggers():
        slipped = slip_in(untrained())

    with pytest.raises(ValidationError, match="buku besar"):
        Class(("Sekar Ayu",)).issued()

    assert page_of(client, slipped) == (503, "unavailable")


FAR = dt.date(2098, 1, 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"valid_until": FAR},
        {"issued_on": FAR},
        {"number": "1/PALSU/2021"},
        {"kind": "TRAINING", "valid_until": None},
        {"file_sha256": "0" * 64},
        {"record_sha256": "0" * 64},
        {"typed_code": "0" * 17},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_no_column_beside_the_record_makes_a_lapsed_one_valid(client, changes):
    school = DecidedClass()
    [certificate] = issue(school.competence_proposals(), on=TODAY, by=school.head)
    assert page_of(client, certificate) == (200, "expired")

    with past_the_triggers():
        Certificate.objects.filter(pk=certificate.pk).update(**changes)

    assert page_of(client, certificate) == (503, "unavailable")


def test_control_without_the_fixed_search_path_the_gates_look_at_ones_own_tables():
    certificate = untrained()
    own_tables()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pg_temp.programs_batch SET state = 'CLOSED'")
        cursor.execute("ALTER FUNCTION certificate_passes_its_gates RESET search_path")

    with transaction.atomic():
        certificate.save()
        got_in = Certificate.objects.filter(pk=certificate.pk).exists()
        transaction.set_rollback(True)

    assert got_in
