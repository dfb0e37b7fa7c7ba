"""What a certificate's own row and file say of themselves: digests, codes, bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage

from certificates.codes import TOKEN_LENGTH, TYPED_LENGTH, read_code

BLOCK = 1 << 16


def broken(row: dict[str, Any], *, with_files: bool) -> Iterator[str]:
    """The names of the rules that the row breaks."""
    if digest_of(row["record"]) != row["record_sha256"]:
        yield "record"
    if not (is_code(row["token"], TOKEN_LENGTH) and is_code(row["typed_code"], TYPED_LENGTH)):
        yield "codes"
    if with_files:
        try:
            if file_digest(row["file"]) != row["file_sha256"]:
                yield "file_changed"
        except (OSError, SuspiciousFileOperation):
            yield "file_lost"


def digest_of(record: str | dict[str, Any]) -> str:
    """SHA-256 of the canonical bytes, as `certificates.record` defines them, without its checks of the content."""
    plain = json.loads(record) if isinstance(record, str) else record
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_code(code: str, length: int) -> bool:
    return len(code) == length and read_code(code) == code


def file_digest(name: str) -> str:
    """Raises OSError when the storage does not have it."""
    digest = hashlib.sha256()
    with default_storage.open(name) as stored:
        for block in stored.chunks(BLOCK):
            digest.update(block)
    return digest.hexdigest()
