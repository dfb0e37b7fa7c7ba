"""What the file outside the database knows: an alarm outlives the piece that met it, and a new database has its own."""

import datetime as dt
import uuid

import pytest
from django.conf import settings
from django.db import IntegrityError
from django.utils import timezone

from audit.models import AuditEvent
from certificates import jobs
from certificates.actions import runs
from certificates.actions.issuing import issue
from certificates.actions.witnessing import notice_file
from certificates.ledger import witness_file
from certificates.ledger.checking import faults
from certificates.ledger.keys import signed
from certificates.ledger.notes import Statement
from certificates.models import Certificate, Checkpoint, Ledger, LedgerAlarm, LedgerEntry, LedgerNode
from tests.certificates.classes import TODAY, Class, past_the_triggers, register_of, settle


def keep_all() -> None:
    for note in Checkpoint.objects.order_by("size").values_list("note", flat=True):
        witness_file.keep(note)


def restore(size: int) -> None:
    """The database as an older backup has it: nothing of what was entered after `size`."""
    with past_the_triggers():
        Checkpoint.objects.filter(size__gt=size).delete()
        LedgerEntry.objects.filter(position__gte=size).delete()
        Certificate.objects.filter(ledger_entries__isnull=True).delete()


def made_anew() -> None:
    """As a new database begins: nothing in the ledger, and an identity that no other has."""
    restore(0)
    with past_the_triggers():
        LedgerNode.objects.all().delete()
        Ledger.objects.update(identity=uuid.uuid4())


@pytest.fixture
def two_batches(db: None) -> Class:
    school = Class(("Ayu", "Budi"))
    school.people += Class(("Citra",), beside=school).people
    return school


def test_a_run_that_meets_a_loss_ends_and_leaves_the_alarm_behind(two_batches):
    register_of(6)
    keep_all()
    restore(3)
    run = runs.open_run(two_batches.proposals(), confirmed_at=timezone.now(), by=two_batches.head)

    jobs.continue_run(run.pk)

    run.refresh_from_db()
    alarm = LedgerAlarm.objects.get()
    assert (run.state, Certificate.objects.count()) == ("FAILED", 3)
    assert (alarm.kind, alarm.source, alarm.size, alarm.entries) == ("SHORTER", "FILE", 6, 3)
    assert AuditEvent.objects.filter(object_type="certificates.ledgeralarm").count() == 1


def test_a_loss_between_two_pieces_is_met_by_the_second(two_batches):
    run = runs.open_run(two_batches.proposals(), confirmed_at=timezone.now(), by=two_batches.head)
    runs.issue_piece(run.pk, on=TODAY)
    longer = Statement(settings.LEDGER_ORIGIN, 99, b"x" * 32, dt.datetime(2021, 7, 19, tzinfo=dt.UTC))
    witness_file.keep(signed(longer))

    jobs.continue_run(run.pk)

    run.refresh_from_db()
    assert (run.state, list(run.items.values_list("outcome", flat=True))) == ("FAILED", ["ISSUED", "ISSUED", "LEFT"])
    assert LedgerAlarm.objects.get().size == 99


def test_a_new_database_beside_the_file_of_an_old_one_raises_no_alarm(two_batches):
    register_of(6)
    keep_all()
    old = witness_file.path()
    made_anew()

    jobs.continue_run(runs.open_run(two_batches.proposals(), confirmed_at=timezone.now(), by=two_batches.head).pk)
    keep_all()

    assert (Certificate.objects.count(), notice_file(), faults()) == (3, None, [])
    assert sorted(path.name for path in old.parent.iterdir()) == sorted({old.name, witness_file.path().name})


def test_the_older_backup_of_the_same_database_is_noticed_beside_other_files(two_batches):
    register_of(6)
    keep_all()
    made_anew()
    issue(two_batches.proposals()[:2], on=TODAY, by=two_batches.head)
    settle()
    keep_all()
    restore(0)

    assert (notice_file().kind, notice_file().size) == ("SHORTER", 2)


def test_an_identity_is_never_changed_by_the_application(db):
    """Whoever could would hide a loss behind a new file."""
    with pytest.raises(IntegrityError, match="append"):
        Ledger.objects.update(identity=uuid.uuid4())
