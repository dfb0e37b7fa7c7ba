"""Checkpoints as signed notes (C2SP signed-note and tlog-checkpoint), signed with Ed25519.

A checkpoint says: the ledger of this origin had so many entries with this root at this moment. Anybody who kept
one can hold a later ledger against it.
"""

from __future__ import annotations

import binascii
import datetime as dt
import hashlib
from base64 import b64decode, b64encode
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
LONGEST = 4000
"""Letters of a note that are looked at: a stranger may have pasted anything."""


class NoteError(ValueError):
    """The text is no checkpoint, or none that one of our keys signed."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a checkpoint says; `at` is a whole second of UTC, in an extension line of the note."""

    origin: str
    size: int
    root: bytes
    at: dt.datetime

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n{self.at:%Y-%m-%dT%H:%M:%SZ}\n"


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key under the name it signs with."""

    name: str
    key: Ed25519PublicKey

    @classmethod
    def parse(cls, text: str) -> Verifier:
        """From the form that signed-note gives verifier keys: name+hash+base64. Raises NoteError."""
        try:
            name, said, encoded = text.strip().split("+", 2)
            raw = b64decode(encoded, validate=True)
            if raw[:1] != ED25519:
                raise ValueError
            verifier = cls(name, Ed25519PublicKey.from_public_bytes(raw[1:]))
        except (ValueError, binascii.Error) as error:
            raise NoteError("not a verifier key") from error
        if verifier.key_id.hex() != said:
            raise NoteError("not a verifier key")
        return verifier

    @property
    def raw(self) -> bytes:
        return ED25519 + self.key.public_bytes_raw()

    @property
    def key_id(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n" + self.raw).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{b64encode(self.raw).decode()}"


def sign(statement: Statement, key: Ed25519PrivateKey, name: str) -> str:
    """The note: the statement, an empty line, one signature line."""
    verifier = Verifier(name, key.public_key())
    signature = b64encode(verifier.key_id + key.sign(statement.text.encode())).decode()
    return f"{statement.text}\n— {name} {signature}\n"


def opened(note: str, verifiers: list[Verifier]) -> Statement:
    """What the note says, once one of the keys has signed it. Raises NoteError otherwise.

    Ends of lines and spaces around it are forgiven, as pasting changes them; nothing else is.
    """
    if len(note) > LONGEST:
        raise NoteError("too long for a checkpoint")
    lines = [line.strip() for line in note.strip().splitlines()]
    try:
        gap = lines.index("")
        statement = _statement(lines[:gap])
    except (ValueError, binascii.Error) as error:
        raise NoteError("not a checkpoint") from error
    if not any(_is_signed(statement, line, verifier) for line in lines[gap + 1 :] for verifier in verifiers):
        raise NoteError("not signed by a key of this ledger")
    return statement


def _statement(lines: list[str]) -> Statement:
    origin, size, root, at = lines
    if not (size.isascii() and size.isdigit()) or str(int(size)) != size:
        raise ValueError("size")
    raw = b64decode(root, validate=True)
    if len(raw) != 32 or not origin:
        raise ValueError("root")
    return Statement(origin, int(size), raw, dt.datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.UTC))


def _is_signed(statement: Statement, line: str, verifier: Verifier) -> bool:
    dash, name, encoded, *_rest = [*line.split(" "), "", "", ""]
    if dash != "—" or name != verifier.name:
        return False
    try:
        raw = b64decode(encoded, validate=True)
        if raw[:4] != verifier.key_id:
            return False
        verifier.key.verify(raw[4:], statement.text.encode())
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def fingerprint(root: bytes) -> str:
    """The first 80 bits of a root as people compare them: five groups of four hexadecimal digits."""
    digits = root[:10].hex()
    return " ".join(digits[at : at + 4] for at in range(0, 20, 4))
