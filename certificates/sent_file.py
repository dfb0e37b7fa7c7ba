"""The SHA-256 of a file that a stranger sends: streamed, never kept, never opened (docs/trust.md 2)."""

from __future__ import annotations

import hashlib
import re

from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

LARGEST_MB = 2
ENVELOPE_BYTES = 4096
"""What a form may add around the file: boundaries, headers, the file's name."""

MOST_THROWN_AWAY = 16 * 1024 * 1024
"""So much of a body that is too large is read and dropped, so that the browser hears our answer."""

FIELD = "berkas"


class TooLargeError(Exception):
    """The body is larger than any certificate's file."""


class Digest(FileUploadHandler):
    """Hashes the first file and lets nothing through to memory or disk."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.sha256: str | None = None
        self._hash = hashlib.sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._hash.update(raw_data)

    def file_complete(self, file_size: int) -> None:
        if file_size == 0 or self.field_name != FIELD:
            raise BadRequest("no file")
        self.sha256 = self._hash.hexdigest()
        raise StopUpload(connection_reset=False)


def digest_of_sent_file(request: HttpRequest) -> str:
    """Hexadecimal. Raises TooLargeError, and BadRequest when no file came."""
    if _announced(request) > LARGEST_MB * 1024 * 1024 + ENVELOPE_BYTES:
        _throw_away(request)
        raise TooLargeError
    handler = Digest(request)
    request.upload_handlers = [handler]
    try:
        request.FILES  # noqa: B018 -- reads the body
    except (
        MultiPartParserError,
        RequestDataTooBig,
        TooManyFieldsSent,
        TooManyFilesSent,
        UnreadablePostError,
    ) as error:
        raise BadRequest("no readable form") from error
    if handler.sha256 is None:
        raise BadRequest("no file")
    return handler.sha256


def read_digest(text: str) -> str | None:
    """A SHA-256 in hexadecimal as the browser made it, or None."""
    return text if re.fullmatch(r"[0-9a-f]{64}", text) else None


def _announced(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _throw_away(request: HttpRequest) -> None:
    left = MOST_THROWN_AWAY
    try:
        while left > 0 and (chunk := request.read(64 * 1024)):
            left -= len(chunk)
    except UnreadablePostError:
        return
