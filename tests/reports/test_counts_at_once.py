"""Eight writers and a process that folds in, all at once: nobody waits for long, and nothing is counted wrongly."""

import random
import threading

import pytest
from django.db import connection, transaction

from programs.models import Enrollment
from reports.rollups import batches as batch_counts
from tests.factories import BatchFactory, EnrollmentFactory, PackageFactory
from tests.reports.test_counts import counted_apart, kept

STATES = ["PROPOSED", "SHORTLISTED", "ACCEPTED", "ACTIVE", "SUSPENDED"]
NEXT = {
    "PROPOSED": ["SHORTLISTED", "ACCEPTED"],
    "SHORTLISTED": ["PROPOSED", "ACCEPTED"],
    "ACCEPTED": ["ACTIVE", "RESERVE"],
    "RESERVE": ["ACCEPTED"],
    "ACTIVE": ["SUSPENDED", "COMPLETED"],
    "SUSPENDED": ["ACTIVE"],
    "COMPLETED": [],
}


def write(seed: int, people: list[int], faults: list[BaseException]) -> None:
    """Two steps of somebody's in each transaction; every fifth is taken back."""
    chance = random.Random(seed)
    try:
        for step in range(20):
            with transaction.atomic():
                for one in Enrollment.objects.filter(pk__in=sorted(chance.sample(people, 2))).order_by("pk"):
                    if following := NEXT[one.state]:
                        Enrollment.objects.filter(pk=one.pk).update(state=chance.choice(following))
                transaction.set_rollback(step % 5 == 0)
    except BaseException as fault:
        faults.append(fault)
    finally:
        connection.close()


def keep_folding(done: threading.Event, faults: list[BaseException]) -> None:
    try:
        while not done.is_set():
            batch_counts.fold_in()
    except BaseException as fault:
        faults.append(fault)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_eight_writers_and_one_who_folds_in_leave_no_mismatch_at_any_moment() -> None:
    package = PackageFactory.create()
    batches = [BatchFactory.create(package=package, seats=99) for _ in range(3)]
    people = [EnrollmentFactory.create(batch=batch).pk for batch in batches for _ in range(16)]
    faults: list[BaseException] = []
    done = threading.Event()
    # Each writer has people of its own in all the batches, so that none is refused by a rule of the others' making.
    writers = [threading.Thread(target=write, args=(seed, people[seed::8], faults)) for seed in range(8)]
    folder = threading.Thread(target=keep_folding, args=(done, faults))
    moments = []

    for thread in (folder, *writers):
        thread.start()
    while any(thread.is_alive() for thread in writers):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            moments.append(kept() == counted_apart())
    done.set()
    folder.join()

    assert (faults, set(moments)) == ([], {True})
    assert kept() == counted_apart()
