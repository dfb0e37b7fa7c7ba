"""Files of any length sealed piece by piece, so that neither sealing nor opening holds more than a piece in memory.

Each line of a sealed file is one piece. A piece says its place and whether it is the last one, so that pieces that
were left out, swapped or cut off at the end are noticed.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import IO

from accounts.keyring import keyring

PIECE_BYTES = 1024 * 1024
HEAD = struct.Struct(">I?")


def seal(file: IO[bytes], sealed: IO[bytes]) -> None:
    """Write what is left to read of the file into `sealed`."""
    piece, place = file.read(PIECE_BYTES), 0
    while True:
        following = file.read(PIECE_BYTES)
        sealed.write(keyring().encrypt(HEAD.pack(place, not following) + piece) + b"\n")
        if not following:
            return
        piece, place = following, place + 1


def unsealed(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces of a sealed file. Raises ValueError, or cryptography's InvalidToken, for one that is not whole."""
    is_last = False
    for number, line in enumerate(lines):
        opened = keyring().decrypt(line.rstrip(b"\n"))
        place, is_last = HEAD.unpack_from(opened)
        if place != number:
            raise ValueError("A piece of a sealed file is not in its place.")
        yield opened[HEAD.size :]
    if not is_last:
        raise ValueError("A sealed file has no end.")
