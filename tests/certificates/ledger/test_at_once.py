"""Eight at once: positions without a gap, and the control that shows the race when the row is not locked."""

from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from certificates.actions import ledger
from certificates.ledger.checking import faults
from certificates.models import Certificate, Ledger, LedgerEntry
from tests.certificates.classes import Class, past_the_triggers, unissued
from tests.certificates.test_at_once import NAMES, all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def written() -> list[Certificate]:
    """Eight certificates of the register that nobody has entered yet."""
    school = Class(NAMES)
    with transaction.atomic(), past_the_triggers():
        return Certificate.objects.bulk_create([unissued(row, school.head) for row in school.proposals()])


def enter_one(certificate: Certificate) -> str:
    try:
        with transaction.atomic():
            ledger.enter([certificate], LedgerEntry.Event.ISSUED)
            ledger.checkpoint()
    except IntegrityError as refusal:
        return str(refusal.__cause__.diag.constraint_name)
    return ""


def positions() -> list[int]:
    return list(LedgerEntry.objects.values_list("position", flat=True))


def test_eight_at_once_leave_no_gap() -> None:
    answers = all_at_once([partial(enter_one, row) for row in written()])

    assert answers == [""] * 8
    assert positions() == list(range(8))
    assert faults() == []


def test_without_the_lock_the_race_is_there_and_the_database_refuses(monkeypatch: Any) -> None:
    monkeypatch.setattr(ledger, "lock", Ledger.objects.get)

    answers = all_at_once([partial(enter_one, row) for row in written()])

    refused = [answer for answer in answers if answer]
    assert refused
    assert positions() == list(range(8 - len(refused)))
