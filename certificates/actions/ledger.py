"""Certificates go into the ledger in the transaction that issues or ends them."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from certificates.ledger import witness_file
from certificates.ledger.body import SALT_BYTES, body_of, day_of, leaf_of
from certificates.ledger.comparison import stop
from certificates.ledger.keys import signed
from certificates.ledger.notes import Statement
from certificates.ledger.store import close_tiles, root_at, size_now
from certificates.models import Certificate, Checkpoint, Ledger, LedgerEntry

Event = LedgerEntry.Event


@transaction.atomic
def enter(certificates: Iterable[Certificate], event: LedgerEntry.Event) -> list[LedgerEntry]:
    """Append an entry for each certificate as the database has it now; `checkpoint` must follow before the commit.

    Call it last: everybody who issues or revokes waits for the ledger's row until this transaction ends.
    Raises ValidationError when the ledger stands under an alarm or its key cannot be read.
    """
    wanted = [certificate.pk for certificate in certificates]
    if not wanted:
        return []
    lock()
    if reason := stop():
        raise ValidationError(str(reason), code="ledger_stopped")
    rows = Certificate.objects.select_related("replaces").in_bulk(wanted)
    start = size_now()
    entries = [_entry(start + at, rows[pk], event) for at, pk in enumerate(wanted)]
    LedgerEntry.objects.bulk_create(entries)
    close_tiles(start, start + len(entries))
    return entries


def lock() -> Ledger:
    """Until the end of the transaction nobody else takes a position."""
    return Ledger.objects.select_for_update().get()


@transaction.atomic
def checkpoint() -> Checkpoint | None:
    """Sign the ledger as it is now and hand it to the file outside the database; None for an empty ledger.

    Raises KeyFaultError, which `enter` has ruled out before.
    """
    size = size_now()
    made = Checkpoint.objects.newest()
    if size == 0 or (made and made.size == size):
        return made
    with connection.cursor() as cursor:
        cursor.execute("SELECT date_trunc('second', now())")
        (now,) = cursor.fetchone()
    statement = statement_of(size, root_at(size), now)
    note = signed(statement)
    made = Checkpoint.objects.create(size=size, root=statement.root, note=note)
    transaction.on_commit(lambda: witness_file.keep(note))
    return made


def statement_of(size: int, root: bytes, at: dt.datetime) -> Statement:
    return Statement(settings.LEDGER_ORIGIN, size, root, at)


def _entry(position: int, certificate: Certificate, event: LedgerEntry.Event) -> LedgerEntry:
    salt = os.urandom(SALT_BYTES)
    body = body_for(certificate, event)
    return LedgerEntry(
        position=position,
        event=event,
        certificate=certificate,
        salt=salt,
        body=body,
        leaf_hash=leaf_of(salt, body),
    )


def body_for(certificate: Certificate, event: str) -> str:
    """What the entry of its issue, or else of its end, has to say; which end it was the certificate knows."""
    ended = certificate.revoked_at
    if event != Event.ISSUED:
        event = Event.REPLACED if certificate.is_replaced else Event.REVOKED
    return body_of(
        event,
        kind=certificate.kind,
        day=day_of(ended) if ended and event != Event.ISSUED else certificate.issued_on,
        record_sha256=certificate.record_sha256,
        file_sha256=certificate.file_sha256,
        replaces=certificate.replaces.record_sha256 if certificate.replaces and event == Event.ISSUED else None,
    )
