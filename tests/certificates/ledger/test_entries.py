"""The ledger beside the register: every issue and every end has its entry, and the database sees to it."""

import datetime as dt
import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from audit.refusals import refusals_explained
from certificates.actions.issuing import issue
from certificates.actions.ledger import checkpoint, enter
from certificates.actions.revoking import revoke
from certificates.ledger import witness_file
from certificates.ledger.keys import read_note
from certificates.ledger.standing import standing
from certificates.ledger.store import Tiles, close_tiles, root_at, size_now
from certificates.ledger.tree import leaf_hash, root_of
from certificates.models import Certificate, Checkpoint, LedgerEntry, LedgerNode
from tests.certificates.classes import TODAY, entered, past_the_triggers, register_of, settle, unissued

Event = LedgerEntry.Event


def refusal(write) -> str | None:
    """The constraint that refuses what `write` does, at once or at the end of the transaction."""
    try:
        with transaction.atomic():
            write()
            settle()
    except IntegrityError as error:
        return error.__cause__.diag.constraint_name
    return None


def copy_of(entry: LedgerEntry, **changes) -> LedgerEntry:
    values = {field.attname: getattr(entry, field.attname) for field in LedgerEntry._meta.concrete_fields}
    return LedgerEntry(**values | changes)


@pytest.fixture
def certificate(school) -> Certificate:
    issued = school.issued()
    settle()
    return issued


def test_an_issue_is_entered_and_signed_for(school, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        certificate = school.issued()

    entry = LedgerEntry.objects.get()
    assert (entry.position, entry.event, entry.certificate) == (0, "ISSUED", certificate)
    assert json.loads(entry.body) == {
        "event": "ISSUED",
        "kind": "TRAINING",
        "day": "2021-07-19",
        "record_sha256": certificate.record_sha256,
        "file_sha256": certificate.file_sha256,
    }
    assert bytes(entry.leaf_hash) == leaf_hash(bytes(entry.salt) + entry.body.encode())
    point = Checkpoint.objects.get()
    said = read_note(point.note)
    assert (said.size, said.root) == (1, bytes(entry.leaf_hash))
    assert [json.loads(line) for line in witness_file.path().read_text().splitlines()] == [point.note]


def test_an_entry_says_nothing_of_the_person(certificate):
    text = LedgerEntry.objects.get().body

    for word in ("Bagas", "Menjahit", certificate.number, certificate.token):
        assert word not in text


def test_a_revocation_is_entered_too(school, certificate):
    revoke(certificate, reason="Salah tulis", by=school.head)

    certificate.refresh_from_db()
    last = LedgerEntry.objects.last()
    assert [entry.event for entry in LedgerEntry.objects.all()] == ["ISSUED", "REVOKED"]
    assert json.loads(last.body)["day"] == certificate.revoked_on.isoformat()
    assert [point.size for point in Checkpoint.objects.all()] == [2, 1]
    assert standing(certificate)


def test_salts_differ_and_have_sixteen_bytes(db):
    register_of(4)

    salts = {bytes(salt) for salt in LedgerEntry.objects.values_list("salt", flat=True)}
    assert [len(salt) for salt in salts] == [16] * 4


def test_the_database_refuses_a_certificate_that_is_not_entered(school):
    assert refusal(unissued(school.proposals()[0], school.head).save) == "certificate_is_in_the_ledger"


def test_the_database_refuses_a_revocation_that_is_not_entered(school, certificate):
    ended = {
        "revoked_at": timezone.now(),
        "revoked_by": school.head,
        "revocation_reason": "Salah nama",
        "revocation_class": "OTHER",
    }

    assert refusal(lambda: Certificate.objects.filter(pk=certificate.pk).update(**ended)) == (
        "certificate_is_in_the_ledger"
    )


def test_the_database_refuses_an_entry_without_a_checkpoint(school):
    def write() -> None:
        row = unissued(school.proposals()[0], school.head)
        row.save()
        enter([row], Event.ISSUED)

    assert refusal(write) == "ledger_entry_has_its_checkpoint"


def test_the_database_refuses_false_entries(school, certificate):
    entry = LedgerEntry.objects.get()
    other = entry.body.replace(certificate.file_sha256, "0" * 64)
    true_leaf = leaf_hash(bytes(entry.salt) + other.encode())
    short = bytes(entry.salt)[:8]
    ended = entry.body.replace("ISSUED", "REVOKED")

    def write(**changes):
        return refusal(lambda: copy_of(entry, **changes).save(force_insert=True))

    assert write(position=0) == "ledger_has_no_gap"
    assert write(position=2) == "ledger_has_no_gap"
    assert write(position=1, body=other) == "ledger_leaf_is_the_hash_of_its_body"
    assert write(position=1, salt=short, leaf_hash=leaf_hash(short + entry.body.encode())) == (
        "ledger_leaf_is_the_hash_of_its_body"
    )
    assert write(position=1, body=other, leaf_hash=true_leaf) == "ledger_entry_names_its_certificate"
    assert write(position=1, event="REVOKED", body=ended, leaf_hash=leaf_hash(bytes(entry.salt) + ended.encode())) == (
        "ledger_entry_names_its_certificate"
    )
    assert write(position=1) == "one_ledger_entry_of_issue"


def test_the_end_is_entered_once(school, certificate):
    revoke(certificate, reason="Salah tulis", by=school.head)
    last = LedgerEntry.objects.last()

    assert refusal(lambda: copy_of(last, position=2).save(force_insert=True)) == "one_ledger_entry_of_the_end"


@pytest.mark.parametrize("size", [0, 1, 3])
def test_the_database_refuses_a_checkpoint_of_another_size(db, size):
    register_of(2)

    assert refusal(lambda: Checkpoint.objects.create(size=size, root=b"x" * 32, note="")) == (
        "checkpoint_is_of_the_whole_ledger"
    )


@pytest.mark.parametrize("table", ["ledger", "ledgerentry", "ledgernode", "checkpoint", "witness"])
def test_nothing_of_the_ledger_is_changed_or_removed(certificate, table):
    with past_the_triggers():
        LedgerNode.objects.create(level=1, index=0, hash=b"x")
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO certificates_witness (user_id, source, size, root) SELECT %s, 'BROWSER', 1, ''",
                [certificate.issued_by_id],
            )
    columns = {"ledger": "identity", "ledgerentry": "body", "checkpoint": "note", "witness": "root"}
    column = columns.get(table, "hash")

    def run(statement):
        def write():
            with connection.cursor() as cursor:
                cursor.execute(statement)

        return refusal(write)

    name = f"certificates_{table}"
    assert run(f"UPDATE {name} SET {column} = {column}") == f"{name}_is_append_only"
    assert run(f"DELETE FROM {name}") == f"{name}_is_append_only"
    assert run(f"TRUNCATE {name} CASCADE") == f"{name}_is_append_only"


def test_the_refusals_have_sentences(school):
    with pytest.raises(ValidationError) as refused, refusals_explained():
        unissued(school.proposals()[0], school.head).save()
        settle()

    assert refused.value.code == "certificate_is_in_the_ledger"


def test_without_a_key_nothing_is_issued(school, settings, tmp_path):
    settings.LEDGER_KEY_FILE = tmp_path / "none.pem"

    with pytest.raises(ValidationError) as refused:
        issue(school.proposals(), on=TODAY, by=school.head)

    assert refused.value.code == "ledger_stopped"
    assert Certificate.objects.count() == 0


def test_nothing_new_makes_no_second_checkpoint(certificate):
    assert checkpoint() == Checkpoint.objects.get()
    assert enter([], Event.ISSUED) == []


def test_a_checkpoint_bears_the_clock_of_the_database(certificate):
    point = Checkpoint.objects.get()

    assert point.made_at - read_note(point.note).at < dt.timedelta(seconds=1)


def test_a_file_that_cannot_be_written_stops_no_issue(school, settings, django_capture_on_commit_callbacks):
    settings.LEDGER_WITNESS_DIR.parent.joinpath("ledger").write_text("in the way")

    with django_capture_on_commit_callbacks(execute=True):
        issued = school.issued()

    assert standing(issued)


def small_tiles(monkeypatch) -> None:
    """Four neighbours to a node instead of 256, so that a short ledger has nodes of several levels."""
    monkeypatch.setattr("certificates.ledger.store.TILE_HEIGHT", 2)
    monkeypatch.setattr("certificates.ledger.store.TILE", 4)
    monkeypatch.setattr("certificates.ledger.checking.TILE_HEIGHT", 2)


def test_nodes_lead_to_the_same_root_as_all_leaves(db, monkeypatch):
    small_tiles(monkeypatch)
    register_of(18)

    leaves = [bytes(leaf) for leaf in LedgerEntry.objects.values_list("leaf_hash", flat=True)]
    assert [(node.level, node.index) for node in LedgerNode.objects.all()] == [(1, 0), (1, 1), (1, 2), (1, 3), (2, 0)]
    for size in range(19):
        assert root_at(size) == root_of(leaves[:size])


def test_many_entries_at_once_close_every_tile(db, monkeypatch):
    small_tiles(monkeypatch)
    with past_the_triggers():
        LedgerEntry.objects.bulk_create(
            LedgerEntry(
                position=at, event="ISSUED", certificate_id=at, salt=b"", body="", leaf_hash=leaf_hash(b"%d" % at)
            )
            for at in range(70)
        )
        close_tiles(0, 3)
        close_tiles(3, 70)

        assert LedgerNode.objects.filter(level=1).count() == 17
        assert LedgerNode.objects.filter(level=2).count() == 4
        assert LedgerNode.objects.filter(level=3).count() == 1
        assert root_at(70) == root_of(leaf_hash(b"%d" % at) for at in range(70))
        LedgerEntry.objects.all().delete()


def test_a_proof_reads_one_tile_of_each_level(db, monkeypatch, django_assert_num_queries):
    small_tiles(monkeypatch)
    register_of(18)

    with django_assert_num_queries(3):
        tiles = Tiles()
        assert tiles(2, 0) == tiles(2, 0)
        assert tiles(4, 0) != tiles(1, 0)
    assert size_now() == 18


def test_only_what_is_in_the_ledger_as_it_stands_in_the_register_stands(school):
    with past_the_triggers():
        stray = unissued(school.proposals()[0], school.head)
        stray.save()
    assert not standing(stray)

    entered(stray)
    assert standing(stray)

    for change in ({"record_sha256": "0" * 64}, {"file_sha256": "0" * 64}, {"kind": "COMPETENCE"}):
        row = Certificate.objects.get(pk=stray.pk)
        for name, value in change.items():
            setattr(row, name, value)
        assert not standing(row)


def test_a_revocation_undone_or_slipped_in_does_not_stand(db):
    ended, valid = register_of(2, revoked=1)
    ended.refresh_from_db()
    assert (standing(ended), standing(valid)) == (True, True)

    with past_the_triggers():
        undone = {"revoked_at": None, "revoked_by": None, "revocation_reason": "", "revocation_class": ""}
        Certificate.objects.filter(pk=ended.pk).update(**undone)
        ending = {
            "revoked_at": timezone.now(),
            "revoked_by": valid.issued_by,
            "revocation_reason": "x",
            "revocation_class": "OTHER",
        }
        Certificate.objects.filter(pk=valid.pk).update(**ending)

    assert not standing(Certificate.objects.get(pk=ended.pk))
    assert not standing(Certificate.objects.get(pk=valid.pk))


def test_what_stands_under_no_true_checkpoint_does_not_stand(db, settings, tmp_path):
    (certificate,) = register_of(1)
    with past_the_triggers():
        Checkpoint.objects.update(note=Checkpoint.objects.get().note.replace("\n1\n", "\n2\n"))
    assert not standing(certificate)

    with past_the_triggers():
        Checkpoint.objects.all().delete()
    assert not standing(certificate)

    settings.LEDGER_KEY_FILE = tmp_path / "none.pem"
    assert not standing(certificate)
