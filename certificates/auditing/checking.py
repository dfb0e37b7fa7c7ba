"""All of the audit, one certificate after another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from certificates.auditing import books, evidence, numbers, papers, warrants
from certificates.auditing.rules import Found


class Audit:
    """`checked` counts the certificates as they are read."""

    def __init__(self, *, with_files: bool = True) -> None:
        self.with_files = with_files
        self.checked = 0

    def findings(self) -> Iterator[Found]:
        """Reads all certificates in chunks: memory does not grow with their number."""
        with one_moment():
            for row in evidence.rows():
                self.checked += 1
                broken = dict.fromkeys([*row["broken"], *papers.broken(row, with_files=self.with_files)])
                for rule in broken:
                    facts = {"hours": row["attended"], "needed": row["needed"]} if rule == "hours" else {}
                    yield Found(rule, row["number"], row["id"], facts)
            yield from numbers.findings()
            yield from books.findings()
            yield from warrants.findings()


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything as it was when the audit began, whatever is issued meanwhile; inside a transaction, as that has it."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
