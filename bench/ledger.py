"""The ledger of the bench's certificates, as the actions would have written it, hashed by the server and by Python.

`python -m bench.ledger` prints what one more entry, a proof and a check cost beside all that are there.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

from bench import databases

BODY = """
    '{"day":"' || day || '","event":"' || event || '","file_sha256":"' || file_sha256 || '","kind":"' || kind
    || '","record_sha256":"' || record_sha256 || '"}'
"""


def enter_all(cursor: Any) -> None:
    """Each issue and each revocation in the order of their moments, the nodes over them, and one checkpoint."""
    cursor.execute("UPDATE certificates_ledger SET identity = gen_random_uuid()")
    cursor.execute(
        f"""
        INSERT INTO certificates_ledgerentry (position, event, certificate_id, salt, body, leaf_hash, entered_at)
        SELECT position, event, id, salt, body, sha256('\\x00'::bytea || salt || convert_to(body, 'UTF8')), at
        FROM (SELECT line.*, {BODY} AS body, decode(md5('salt' || id || event), 'hex') AS salt,
                  row_number() OVER (ORDER BY at, id, event) - 1 AS position
              FROM (SELECT id, 'ISSUED' AS event, issued_on AS day, issued_at AS at, kind, file_sha256, record_sha256
                    FROM certificates_certificate
                    UNION ALL
                    SELECT id, 'REVOKED', (revoked_at AT TIME ZONE 'Asia/Jakarta')::date, revoked_at, kind, file_sha256,
                        record_sha256
                    FROM certificates_certificate WHERE revoked_at IS NOT NULL) AS line) AS entry
        ORDER BY position
        """
    )
    _close(cursor)


def _close(cursor: Any) -> None:
    from certificates.actions.ledger import statement_of
    from certificates.ledger.keys import signed
    from certificates.ledger.tree import Growing

    cursor.execute("SELECT leaf_hash FROM certificates_ledgerentry ORDER BY position")
    tree, nodes = Growing(), []
    for (leaf,) in cursor.fetchall():
        full = tree.add(bytes(leaf))
        nodes += [(level // 8, index, hashed) for level, index, hashed in full if level % 8 == 0]
    cursor.executemany("INSERT INTO certificates_ledgernode (level, index, hash) VALUES (%s, %s, %s)", nodes)
    if tree.size:
        cursor.execute("SELECT date_trunc('second', now())")
        statement = statement_of(tree.size, tree.root, cursor.fetchone()[0])
        cursor.execute(
            "INSERT INTO certificates_checkpoint (size, root, note) VALUES (%s, %s, %s)",
            [tree.size, tree.root, signed(statement)],
        )


FILLING = """
    INSERT INTO certificates_ledgerentry (position, event, certificate_id, salt, body, leaf_hash, entered_at)
    SELECT at, 'ISSUED', 1000000000 + at, salt, '{}', sha256('\\x00'::bytea || salt || '{}'::bytea), now()
    FROM (SELECT at, decode(md5(at::text), 'hex') AS salt FROM generate_series(%s, %s - 1) AS at) AS entry
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="whose database of bench.generate, per cent")
    parser.add_argument("--entries", type=int, default=800_000, help="fill the ledger up to so many for the while")
    said = parser.parse_args()
    databases.set_up()
    databases.use(databases.name_of(said.share))
    from django.db import connection, transaction

    from certificates.ledger.checking import faults
    from certificates.ledger.store import size_now

    size = size_now()
    clock(f"verify_ledger's reading of {size:,} entries", faults, times=1)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM certificates_ledgernode")
        cursor.execute("DELETE FROM certificates_checkpoint")
        cursor.execute(FILLING, [size, said.entries])
        _close(cursor)
        measure()
        transaction.set_rollback(True)


def measure() -> None:
    """What the ledger's steps cost beside all entries that are there."""
    from certificates.actions.ledger import checkpoint, enter
    from certificates.ledger.standing import standing
    from certificates.ledger.store import consistency_proof, inclusion_proof, size_now
    from certificates.models import Certificate, LedgerEntry

    size, one = size_now(), Certificate.objects.filter(revoked_at__isnull=True).order_by("-pk")[0]
    print(f"beside {size:,} entries")
    clock("standing of a certificate", lambda: standing(one))
    clock("inclusion proof", lambda: inclusion_proof(size // 3, size))
    clock("consistency proof", lambda: consistency_proof(size // 3, size))
    clock("entry and checkpoint", lambda: (enter([one], LedgerEntry.Event.REPLACED), checkpoint()), times=1)


def clock(what: str, work: Callable[[], Any], *, times: int = 20) -> None:
    began = time.perf_counter()
    for _time in range(times):
        work()
    print(f"  {1000 * (time.perf_counter() - began) / times:10.2f} ms  {what}", flush=True)


if __name__ == "__main__":
    main()
