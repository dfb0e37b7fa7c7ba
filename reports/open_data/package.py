"""Open data as one zip: a CSV for each subject, a text that explains them, and a data package for machines.

https://datapackage.org describes datapackage.json. Rows are read, written and forgotten one after the other.
"""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import IO, Any

from django.db.models import QuerySet
from django.utils.formats import date_format

from accounts.models import User
from audit.columns import Cell
from audit.downloads import CHUNK, Progress
from audit.exports import write_csv
from programs.demand import FEWEST
from reports.open_data.subjects import Subject, open_to

README, DATAPACKAGE = "README.txt", "datapackage.json"
# Said of a column by what stood in it; days before moments, which are days too.
TYPES = ((int, "integer"), (Decimal, "number"), (dt.datetime, "datetime"), (dt.date, "date"))


def size_of(rows: QuerySet[Any] | list[Any]) -> int:
    return len(rows) if isinstance(rows, list) else rows.count()


def rows_for(user: User, *, on: dt.date) -> int:
    """How many rows all files together will have."""
    return sum(size_of(subject.rows(user, on)) for subject in open_to(user))


@dataclass
class Written:
    """A subject that is in the zip: how many rows, and for each column the type of what stood in it."""

    subject: Subject
    rows: int = 0
    types: dict[int, str] = field(default_factory=dict)

    def noting(self, rows: Iterator[list[Cell]]) -> Iterator[list[Cell]]:
        for row in rows:
            self.rows += 1
            for place, cell in enumerate(row):
                if cell is not None and cell != "":
                    found = type_of(cell)
                    self.types[place] = found if self.types.get(place, found) == found else "string"
            yield row

    @property
    def path(self) -> str:
        return self.subject.path


def type_of(cell: Cell) -> str:
    return next((name for kind, name in TYPES if isinstance(cell, kind)), "string")


def cells(subject: Subject, user: User, on: dt.date) -> Iterator[list[Cell]]:
    rows = subject.rows(user, on)
    for row in rows if isinstance(rows, list) else rows.iterator(chunk_size=CHUNK):
        yield [column.of(row) for column in subject.columns]


def write_package(file: IO[bytes], user: User, *, now: dt.datetime, progress: Progress) -> None:
    """Everything that the user may have, as of this moment at the user's place."""
    parts = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for subject in open_to(user):
            part = Written(subject)
            with package.open(named(part.path, now), "w") as table:
                rows = progress.through(part.noting(cells(subject, user, now.date())))
                write_csv(table, [str(column.title) for column in subject.columns], rows)
            parts.append(part)
        package.writestr(named(README, now), readme(user, parts, now))
        package.writestr(named(DATAPACKAGE, now), json.dumps(described(parts, now), ensure_ascii=False, indent=2))


def named(path: str, now: dt.datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, date_time=now.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def readme(user: User, parts: Sequence[Written], now: dt.datetime) -> str:
    """In Indonesian, whatever the reader's language: it goes with the data to whoever gets them."""
    posting = user.posting
    lines = [
        "DATA TERBUKA PELATIHAN",
        "",
        f"Lingkup       : {posting.place_name if posting else '-'}",
        f"Keadaan data  : {date_format(now, 'j F Y')} pukul {now:%H.%M} ({posting.time_zone_label if posting else ''})",
        "",
        "Isi",
        "---",
        *(f"{part.path}: {part.subject.title}, {part.rows} baris" for part in parts),
        "datapackage.json: uraian yang sama untuk mesin (datapackage.org)",
        "",
        "Aturan",
        "------",
        "- Tanpa data pribadi: tidak ada nama orang, NIK, nomor register, dan tanggal lahir.",
        f"- Jumlah orang di bawah {FEWEST} dikosongkan, begitu pula jam pelajaran dari kurang dari {FEWEST} orang,",
        "  karena dapat menunjuk orang tertentu. Karena itu penjumlahan baris dapat lebih kecil daripada dasbor.",
        "  Sel kosong berarti dikosongkan atau tidak ada; nol ditulis 0 bila bukan jumlah orang.",
        "- CSV menurut RFC 4180: UTF-8 dengan tanda urutan bita, pemisah koma, tanggal sebagai TTTT-BB-HH,",
        "  angka tanpa pemisah ribuan. Teks yang berawal seperti rumus didahului tanda petik tunggal.",
        "- Bulan ditulis TTTT-BB. Rupiah tanpa pecahan. JP adalah jam pelajaran.",
    ]
    for part in parts:
        lines += ["", part.path, "-" * len(part.path), str(part.subject.definition)]
        lines += [f"- {column.title}{definition_of(part, column)}" for column in part.subject.columns]
    return "\r\n".join(lines) + "\r\n"


def definition_of(part: Written, column: Any) -> str:
    said = part.subject.definition_of(column)
    return f": {said}" if said else ""


def described(parts: Sequence[Written], now: dt.datetime) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": "data-terbuka-pelatihan",
        "title": "Data terbuka pelatihan",
        "created": now.isoformat(timespec="seconds"),
        "resources": [resource(part) for part in parts],
    }


def resource(part: Written) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": part.subject.name,
        "path": part.path,
        "title": str(part.subject.title),
        "description": str(part.subject.definition),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [
                {
                    "name": str(column.title),
                    "type": part.types.get(place, "string"),
                    **({"description": str(said)} if (said := part.subject.definition_of(column)) else {}),
                }
                for place, column in enumerate(part.subject.columns)
            ],
            "missingValues": [""],
        },
    }
