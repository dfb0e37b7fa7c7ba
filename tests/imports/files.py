"""Files as an office might upload them, good and evil."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
from collections.abc import Iterable, Sequence

from django.core.files.uploadedfile import SimpleUploadedFile
from xlsxwriter import Workbook

HEADINGS = (
    "Nama",
    "Nomor Register",
    "NIK",
    "Jenis Kelamin",
    "Tempat Lahir",
    "Tanggal Lahir",
    "Pendidikan",
    "Tanggal Ditahan",
    "Pidana Tahun",
    "Jenis Perkara",
)


def person(number: int, **changes: str) -> dict[str, str]:
    """An invented person: a row as people type it."""
    return {
        "Nama": f"Orang {number}",
        "Nomor Register": f"B.I {number:03}/2020",
        "NIK": f"33750117059{number:05}",
        "Jenis Kelamin": "L",
        "Tempat Lahir": "Pekalongan",
        "Tanggal Lahir": "17/05/1990",
        "Pendidikan": "SMP",
        "Tanggal Ditahan": "10/03/2020",
        "Pidana Tahun": "3",
        "Jenis Perkara": "Umum",
        **changes,
    }


def sheet(rows: Iterable[dict[str, str]], headings: Sequence[str] = HEADINGS) -> list[list[str]]:
    return [list(headings), *([row.get(heading, "") for heading in headings] for row in rows)]


def workbook(lines: Iterable[Sequence[object]]) -> bytes:
    output = io.BytesIO()
    with Workbook(output, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet()
        for number, line in enumerate(lines):
            for place, cell in enumerate(line):
                if isinstance(cell, str):
                    page.write_string(number, place, cell)
                else:
                    page.write(number, place, cell)
    return output.getvalue()


def text(lines: Iterable[Sequence[object]], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    output = io.StringIO()
    csv.writer(output, delimiter=delimiter).writerows(lines)
    return output.getvalue().encode(encoding)


def upload(content: bytes, name: str = "daftar.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def archive(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", compression) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return output.getvalue()


def with_members(content: bytes, **members: bytes) -> bytes:
    """The workbook with further members; `__` in a name stands for a slash, `_dot_` for a dot."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        kept = {info.filename: file.read(info) for info in file.infolist()}
    return archive(kept | {name.replace("__", "/").replace("_dot_", "."): data for name, data in members.items()})


def replaced(content: bytes, member: str, data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        kept = {info.filename: file.read(info) for info in file.infolist()}
    assert member in kept
    return archive(kept | {member: data})


def lying_about_its_size(content: bytes, member: str, said: int) -> bytes:
    """The archive whose directory says that a member unpacks to less than it does."""
    data = bytearray(content)
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        length = struct.unpack_from("<H", data, place + 28)[0]
        if data[place + 46 : place + 46 + length].decode() == member:
            struct.pack_into("<I", data, place + 24, said)
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(data)
