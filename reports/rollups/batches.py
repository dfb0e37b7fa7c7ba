"""Counts of batches: folded in when marked, and held against a full count at night."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from programs.models import Batch

AT_ONCE = 1_000
LOCK = 7_204_116  # a number of our own: one process at a time folds in


@dataclass(frozen=True, slots=True)
class Kept:
    """A table of counts, its marks, and the function of migration 0002 that counts."""

    table: str
    marks: str
    counts: str
    columns: tuple[str, ...]

    @property
    def named(self) -> str:
        return ", ".join(self.columns)

    @property
    def news(self) -> str:
        return ", ".join(f"{column} = excluded.{column}" for column in self.columns)

    def of(self, alias: str) -> str:
        return ", ".join(f"{alias}.{column}" for column in self.columns)


PEOPLE = Kept(
    "reports_batchcount",
    "reports_batchmark",
    "reports_count_batches",
    ("proposed", "accepted", "active", "completed", "competent", "certified"),
)
LESSONS = Kept(
    "reports_lessoncount",
    "reports_lessonmark",
    "reports_count_lessons",
    ("waiting_since", "hours_attended", "hours_due"),
)


def fold_in() -> int:
    """Count the marked batches, keep what was found and remove their marks; how many there were.

    The marks go first and the count comes after them: a change that commits in between leaves its own mark.
    """
    return sum(_fold_in(kept) for kept in (PEOPLE, LESSONS))


def _fold_in(kept: Kept) -> int:
    done = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            alone()
            cursor.execute(
                f"DELETE FROM {kept.marks} WHERE batch_id IN "  # noqa: S608 (names of our own tables)
                f"(SELECT DISTINCT batch_id FROM {kept.marks} LIMIT {AT_ONCE}) RETURNING batch_id"
            )
            batches = sorted({batch for (batch,) in cursor.fetchall()})
            cursor.execute(
                f"INSERT INTO {kept.table} (batch_id, {kept.named}) "  # noqa: S608
                f"SELECT batch_id, {kept.named} FROM {kept.counts}(%s) "
                f"ON CONFLICT (batch_id) DO UPDATE SET {kept.news}",
                [batches],
            )
        done += len(batches)
        if len(batches) < AT_ONCE:
            return done


def alone() -> None:
    """Until the transaction ends no other process folds in or mends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def recount() -> int:
    """Count every batch anew and mend what was wrong; how many counts were wrong though nothing marked them.

    None is, unless rows came past the triggers: a bulk load, a restored table.
    """
    wrong = sum(_mend(kept, batches) for batches in _all_batches() for kept in (PEOPLE, LESSONS))
    with connection.cursor() as cursor:
        for kept in (PEOPLE, LESSONS):
            cursor.execute(
                f"DELETE FROM {kept.table} kept WHERE NOT EXISTS "  # noqa: S608
                "(SELECT FROM programs_batch batch WHERE batch.id = kept.batch_id)"
            )
    return wrong


def _all_batches() -> Iterator[Sequence[int]]:
    keys = list(Batch.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]


def _mend(kept: Kept, batches: Sequence[int]) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        alone()
        cursor.execute(
            f"INSERT INTO {kept.table} (batch_id, {kept.named}) "  # noqa: S608
            f"SELECT counted.batch_id, {kept.of('counted')} FROM {kept.counts}(%s) counted "
            f"LEFT JOIN {kept.table} kept ON kept.batch_id = counted.batch_id "
            f"WHERE (kept.batch_id, {kept.of('kept')}) IS DISTINCT FROM (counted.batch_id, {kept.of('counted')}) "
            f"AND NOT EXISTS (SELECT FROM {kept.marks} mark WHERE mark.batch_id = counted.batch_id) "
            f"ON CONFLICT (batch_id) DO UPDATE SET {kept.news}",
            [list(batches)],
        )
        return cursor.rowcount
