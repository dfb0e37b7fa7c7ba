"""A PDF file of which all but some streams is written once."""

from __future__ import annotations

import hashlib
import io
import zlib
from dataclasses import dataclass

import pikepdf

from .gaps import NotExactError

HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
METADATA, INFO, TABLE = "metadata", "info", "table"
FREE, PLAIN, PACKED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class _Place:
    kind: int
    at: int
    within: int = 0

    @property
    def row(self) -> bytes:
        return self.kind.to_bytes(1) + self.at.to_bytes(4) + self.within.to_bytes(2)


class FileOfGaps:
    """The static objects of a PDF as bytes, and the numbers of the objects that differ from file to file.

    Gap streams are those with the key /Gap; the metadata stream, the document information, the cross-reference
    stream and the identifier differ too.
    """

    def __init__(self, pdf: pikepdf.Pdf, gaps: int, *, without: list[str]) -> None:
        """Raises NotExactError when one of the words `without` is in the static objects."""
        pdf.Root.Metadata = pdf.make_indirect(pdf.make_stream(b"", Gap=gaps))
        tidy = io.BytesIO()
        del pdf.trailer["/Info"]
        pdf.save(tidy, object_stream_mode=pikepdf.ObjectStreamMode.disable, fix_metadata_version=False)
        with pikepdf.open(tidy) as parsed:
            packed = self._take(parsed)
        if any(word.encode() in body for _number, body in packed for word in without):
            raise NotExactError("a specimen stands outside the pages")

    def _take(self, pdf: pikepdf.Pdf) -> list[tuple[int, bytes]]:
        """Streams one after the other, then all other objects, returned too, packed into one compressed stream."""
        self._root = pdf.Root.objgen[0]
        self._gaps: dict[int, int] = {}
        prefix = bytearray(HEADER)
        places: dict[int, _Place] = {0: _Place(FREE, 0)}
        packed: list[tuple[int, bytes]] = []
        for thing in pdf.objects:
            number = thing.objgen[0]
            if not isinstance(thing, pikepdf.Stream):
                packed.append((number, thing.unparse(resolved=True)))
            elif "/Gap" in thing:
                self._gaps[int(thing.Gap)] = number
            else:
                places[number] = _Place(PLAIN, len(prefix))
                prefix += _stream(number, thing.read_raw_bytes(), _entries(thing))
        pack = max(*places, *self._gaps.values(), *(number for number, _body in packed)) + 1
        places |= {number: _Place(PACKED, pack, index) for index, (number, _body) in enumerate(packed)}
        places[pack] = _Place(PLAIN, len(prefix))
        prefix += _packed(pack, packed)
        self._prefix, self._info, self._table = bytes(prefix), pack + 1, pack + 2
        self._places = [places.get(number, _Place(FREE, 0)).row for number in range(self._table)]
        return packed

    def write(self, streams: list[bytes], metadata: bytes, info: dict[str, bytes], *, identifier: str) -> bytes:
        """The file with these streams in its gaps, in their order. Equal arguments give equal bytes."""
        places = list(self._places)
        parts = [self._prefix]
        at = len(self._prefix)
        bodies = [
            _stream(self._gaps[number], zlib.compress(body), b"/Filter /FlateDecode")
            for number, body in enumerate(streams)
        ]
        bodies.append(_stream(self._gaps[len(streams)], metadata, b"/Type /Metadata /Subtype /XML"))
        bodies.append(b"%d 0 obj\n<<%b>>\nendobj\n" % (self._info, _dictionary(info)))
        for number, body in zip((*self._gaps_in_order(), self._info), bodies, strict=True):
            places[number] = _Place(PLAIN, at).row
            parts.append(body)
            at += len(body)
        parts.append(self._table_of(places, at, identifier, hashlib.md5(b"".join(bodies), usedforsecurity=False)))
        return b"".join(parts)

    def _gaps_in_order(self) -> list[int]:
        return [self._gaps[gap] for gap in sorted(self._gaps)]

    def _table_of(self, places: list[bytes], at: int, identifier: str, content: hashlib._Hash) -> bytes:
        rows = b"".join((*places, _Place(PLAIN, at).row))
        entries = b"/Type /XRef /Index [0 %d] /W [1 4 2] /Size %d /Root %d 0 R /Info %d 0 R" % (
            len(places) + 1,
            len(places) + 1,
            self._root,
            self._info,
        )
        named = b"/ID [(%b) (%b)] /Filter /FlateDecode" % (identifier.encode(), content.hexdigest().encode())
        table = _stream(self._table, zlib.compress(rows), entries + b" " + named)
        return table + b"startxref\n%d\n%%%%EOF\n" % at


def text_string(text: str) -> bytes:
    """A PDF text string: as it is where it is ASCII, else UTF-16."""
    if text.isascii():
        return b"(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode() + b")"
    return b"<" + ("\ufeff" + text).encode("utf-16-be").hex().encode() + b">"


def _dictionary(entries: dict[str, bytes]) -> bytes:
    return b" ".join(name.encode() + b" " + value for name, value in entries.items())


def _entries(stream: pikepdf.Stream) -> bytes:
    """The stream's dictionary without its length, which is written anew."""
    entries = pikepdf.Dictionary({name: value for name, value in stream.stream_dict.items() if name != "/Length"})
    return entries.unparse()[2:-2]


def _stream(number: int, body: bytes, entries: bytes) -> bytes:
    return b"%d 0 obj\n<<%b /Length %d>>\nstream\n%b\nendstream\nendobj\n" % (number, entries, len(body), body)


def _packed(number: int, objects: list[tuple[int, bytes]]) -> bytes:
    heads, at = [], 0
    for name, body in objects:
        heads.append(b"%d %d" % (name, at))
        at += len(body) + 1
    head = b" ".join(heads) + b"\n"
    body = zlib.compress(head + b"\n".join(body for _name, body in objects), 9)
    return _stream(number, body, b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(objects), len(head)))
