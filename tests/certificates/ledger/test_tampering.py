"""Whoever edits the database past its triggers is found: twelve kinds of tampering, each at 60 positions (F8)."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from certificates.actions.ledger import body_for, checkpoint
from certificates.ledger import witness_file
from certificates.ledger.body import leaf_of
from certificates.ledger.checking import faults
from certificates.ledger.keys import read_note, signed
from certificates.ledger.notes import Statement, sign
from certificates.ledger.store import LedgerFaultError, close_tiles, root_at
from certificates.models import Certificate, Checkpoint, LedgerEntry, LedgerNode
from tests.certificates.classes import past_the_triggers, register_of
from tests.certificates.ledger.test_entries import small_tiles

PEOPLE, REVOKED = 55, 5
ENTRIES = PEOPLE + REVOKED
Entries = LedgerEntry.objects


@pytest.fixture(scope="module")
def register(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Certificate]]:
    """60 entries under ten checkpoints, made once for all tests here."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        small_tiles(patch)
        yield register_of(PEOPLE, revoked=REVOKED, together=11)
        transaction.set_rollback(True)


@pytest.fixture
def ledger(register: list[Certificate], db: None) -> list[Certificate]:
    """Its checkpoints are kept by the file outside the database too."""
    keep_what_is_signed()
    return register


def keep_what_is_signed() -> None:
    witness_file.path().unlink(missing_ok=True)
    for note in Checkpoint.objects.order_by("size").values_list("note", flat=True):
        witness_file.keep(note)


@contextmanager
def tampering() -> Iterator[None]:
    """As a database administrator could, and undone afterwards."""
    with past_the_triggers():
        before = transaction.savepoint()
        try:
            yield
        finally:
            transaction.savepoint_rollback(before)


def edit_the_body(at: int) -> None:
    entry = Entries.get(position=at)
    Entries.filter(position=at).update(body=entry.body.replace(entry.certificate.file_sha256, "0" * 64))


def edit_the_body_and_its_hash(at: int) -> None:
    entry = Entries.get(position=at)
    body = entry.body.replace(entry.certificate.file_sha256, "0" * 64)
    Entries.filter(position=at).update(body=body, leaf_hash=leaf_of(bytes(entry.salt), body))


def edit_certificate_and_entry_alike(at: int) -> None:
    """The forger's best: register and ledger agree with each other, but not with what was signed."""
    entry = Entries.get(position=at)
    Certificate.objects.filter(pk=entry.certificate_id).update(record_sha256=f"{at:064}")
    for line in Entries.filter(certificate=entry.certificate_id).select_related("certificate"):
        body = body_for(line.certificate, line.event)
        Entries.filter(pk=line.pk).update(body=body, leaf_hash=leaf_of(bytes(line.salt), body))


def edit_the_certificate(at: int) -> None:
    Certificate.objects.filter(ledger_entries__position=at).update(record_sha256=f"{at:064}")


def take_one_out(at: int) -> None:
    Entries.filter(position=at).delete()


def take_one_out_and_close_the_gap(at: int) -> None:
    take_one_out(at)
    for position in range(at + 1, ENTRIES):
        Entries.filter(position=position).update(position=F("position") - 1)


def exchange_two(at: int) -> None:
    other = (at + 1) % ENTRIES
    for start, end in ((at, -1), (other, at), (-1, other)):
        Entries.filter(position=start).update(position=end)


def change_the_salt(at: int) -> None:
    entry = Entries.get(position=at)
    salt = os.urandom(16)
    Entries.filter(position=at).update(salt=salt, leaf_hash=leaf_of(salt, entry.body))


def cut_the_end(at: int) -> None:
    """Entries, nodes and checkpoints from here on are gone, as if they had never been."""
    Checkpoint.objects.filter(size__gt=at).delete()
    Entries.filter(position__gte=at).delete()
    for node in LedgerNode.objects.all():
        if (node.index + 1) << (2 * node.level) > at:
            node.delete()


def sign_with_another_key(at: int) -> None:
    point = Checkpoint.objects.filter(size__gt=at).last()
    said = read_note(point.note)
    note = sign(said, Ed25519PrivateKey.generate(), said.origin)
    Checkpoint.objects.filter(pk=point.pk).update(note=note)


def rewrite_all_with_the_stolen_key(at: int) -> None:
    """One leaf is another, and all nodes and checkpoints follow from it, truly signed."""
    change_the_salt(at)
    LedgerNode.objects.all().delete()
    close_tiles(0, ENTRIES)
    for point in Checkpoint.objects.all():
        said = read_note(point.note)
        root = root_at(point.size)
        note = signed(Statement(said.origin, said.size, root, said.at))
        Checkpoint.objects.filter(pk=point.pk).update(root=root, note=note)


def change_a_node(at: int) -> None:
    node = LedgerNode.objects.all()[at % LedgerNode.objects.count()]
    LedgerNode.objects.filter(pk=node.pk).update(hash=os.urandom(32))


TAMPERINGS: list[tuple[Callable[[int], None], set[str]]] = [
    (edit_the_body, {"leaf", "body", "checkpoint", "node", "rewritten"}),
    (edit_the_body_and_its_hash, {"body", "checkpoint", "node", "rewritten"}),
    (edit_certificate_and_entry_alike, {"checkpoint", "node", "rewritten"}),
    (edit_the_certificate, {"body"}),
    (take_one_out, {"gap", "missing", "unended", "checkpoint", "node", "rewritten", "lost"}),
    (take_one_out_and_close_the_gap, {"missing", "unended", "checkpoint", "node", "rewritten", "lost"}),
    (exchange_two, {"checkpoint", "node", "rewritten"}),
    (change_the_salt, {"checkpoint", "node", "rewritten"}),
    (cut_the_end, {"missing", "unended", "lost", "unsigned"}),
    (sign_with_another_key, {"signature"}),
    (rewrite_all_with_the_stolen_key, {"rewritten"}),
    (change_a_node, {"node"}),
]


@pytest.mark.parametrize(("tamper", "codes"), TAMPERINGS, ids=lambda value: getattr(value, "__name__", ""))
def test_tampering_is_found_wherever_it_happens(ledger, tamper, codes):
    missed, strange = [], set()

    for at in range(ENTRIES):
        with tampering():
            tamper(at)
            found = {fault.code for fault in faults()}
            strange |= found - codes
            if not found:
                missed.append(at)

    assert (missed, strange) == ([], set())


def test_an_undone_revocation_is_found(ledger):
    for certificate in ledger[:REVOKED]:
        with tampering():
            undone = {"revoked_at": None, "revoked_by": None, "revocation_reason": "", "revocation_class": ""}
            Certificate.objects.filter(pk=certificate.pk).update(**undone)

            assert {fault.code for fault in faults()} == {"undone"}


def test_a_slipped_in_revocation_is_found(ledger):
    for certificate in ledger[REVOKED:]:
        with tampering():
            ended = {
                "revoked_at": timezone.now(),
                "revoked_by": certificate.issued_by,
                "revocation_reason": "x",
                "revocation_class": "OTHER",
            }
            Certificate.objects.filter(pk=certificate.pk).update(**ended)

            assert [(fault.code, fault.at) for fault in faults()] == [("unended", certificate.pk)]


def test_without_the_witness_a_cut_with_its_certificates_would_go_unseen(ledger):
    """The control of the file outside the database: cut cleanly, only it knows."""
    with tampering():
        cut_the_end(22)
        Certificate.objects.filter(ledger_entries__isnull=True).delete()
        Certificate.objects.update(revoked_at=None, revoked_by=None, revocation_reason="", revocation_class="")

        assert {fault.code for fault in faults()} == {"lost"}
        witness_file.path().unlink()
        assert faults() == []


def as_of(size: int) -> None:
    """The register and its ledger as they were after so many entries, all of it signed and kept."""
    cut_the_end(size)
    Certificate.objects.filter(ledger_entries__isnull=True).delete()
    ended = Entries.endings().values("certificate")
    Certificate.objects.exclude(pk__in=ended).update(
        revoked_at=None, revoked_by=None, revocation_reason="", revocation_class=""
    )
    checkpoint()
    keep_what_is_signed()


def test_sixty_clean_ledgers_raise_no_alarm(ledger):
    alarms, sizes = [], []

    for size in range(ENTRIES + 1):
        with tampering():
            as_of(size)
            alarms += faults()
            sizes.append(Entries.count())

    assert (alarms, sizes) == ([], list(range(ENTRIES + 1)))


def test_the_command_says_what_is_wrong_and_fails(ledger, tmp_path):
    out = StringIO()
    call_command("verify_ledger", stdout=out)
    assert Checkpoint.objects.newest().fingerprint in out.getvalue()

    with tampering():
        edit_the_certificate(3)
        with pytest.raises(CommandError):
            call_command("verify_ledger", stdout=out)

    assert "body 3: " in out.getvalue()


def test_the_command_compares_with_a_file_kept_elsewhere(ledger, tmp_path):
    elsewhere = tmp_path / "saksi.txt"
    witness_file.path().rename(elsewhere)
    out = StringIO()
    call_command("verify_ledger", witness=[elsewhere], stdout=out)

    with tampering():
        rewrite_all_with_the_stolen_key(5)
        call_command("verify_ledger", stdout=StringIO())
        with pytest.raises(CommandError):
            call_command("verify_ledger", witness=[elsewhere], stdout=out)

    assert "rewritten 11: " in out.getvalue()


def test_missing_nodes_are_told_apart_from_an_answer(ledger):
    with tampering():
        LedgerNode.objects.all().delete()

        with pytest.raises(LedgerFaultError):
            root_at(ENTRIES)


def test_a_large_ledger_is_read_in_pieces(ledger, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        assert faults() == []
