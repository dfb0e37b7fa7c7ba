"""Two hundred at once: real connections, consecutive numbers; and the race that the lock keeps away."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet

from certificates.models import NumberSeries
from certificates.numbering import take_number
from tests.certificates.classes import TODAY
from tests.factories import BatchFactory

pytestmark = pytest.mark.django_db(transaction=True)
HANDS, NUMBERS = 20, 200


def taken_by_twenty_hands() -> list[int]:
    """Numbers that 20 connections took, ten each, every one in a transaction of its own."""
    batch = BatchFactory.create()
    NumberSeries.objects.create(centre=batch.package.centre, year=TODAY.year)

    def take(hand: int) -> list[int]:
        try:
            return [_take(batch) for _turn in range(NUMBERS // HANDS)]
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as pool:
        return sorted(number for numbers in pool.map(take, range(HANDS)) for number in numbers)


def _take(batch: Any) -> int:
    with transaction.atomic():
        return int(take_number(batch, on=TODAY).split("/")[0])


def test_two_hundred_at_once_are_consecutive():
    assert taken_by_twenty_hands() == list(range(1, NUMBERS + 1))


def test_without_the_lock_numbers_come_twice(monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **kwargs: rows.all())

    taken = taken_by_twenty_hands()

    assert len(taken) == NUMBERS
    assert len(set(taken)) < NUMBERS
