"""What an entry says, as canonical bytes: digests and dates, nothing of a person."""

from __future__ import annotations

import datetime as dt
import json

from django.utils import timezone

from certificates.ledger.tree import leaf_hash

SALT_BYTES = 16


def body_of(
    event: str, *, kind: str, day: dt.date, record_sha256: str, file_sha256: str, replaces: str | None = None
) -> str:
    """Canonical JSON. `day` is that of the event, `replaces` the record_sha256 of the certificate it replaces."""
    said = {
        "event": event,
        "kind": kind,
        "day": day.isoformat(),
        "record_sha256": record_sha256,
        "file_sha256": file_sha256,
    }
    if replaces is not None:
        said["replaces"] = replaces
    return json.dumps(said, sort_keys=True, separators=(",", ":"))


def leaf_of(salt: bytes, body: str) -> bytes:
    return leaf_hash(salt + body.encode())


def day_of(moment: dt.datetime) -> dt.date:
    """The day as the country's own clock (WIB) had it, as the database's trigger reckons it too."""
    return timezone.localdate(moment, timezone.get_default_timezone())
