"""The child process that reads a stranger's file: it knows no settings, no database and no network.

    python -I sheet_reader.py KIND MEGABYTES SECONDS MOST_ROWS MOST_COLUMNS LONGEST_CELL < file > lines

Each line is JSON: the number of a row that is not empty, and its cells. The last line is "end", or the name of what
stands against the file. Without a last line the process met its limits.
"""

import csv
import datetime as dt
import io
import json
import resource
import sys
from collections.abc import Iterator
from typing import Any


def limit(megabytes: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def rows_of_workbook(data: bytes, most_columns: int) -> Iterator[list[Any]]:
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    if sheet.total_width > most_columns:
        raise OverflowError("columns")
    yield from sheet.iter_rows()


def rows_of_text(data: bytes) -> Iterator[list[Any]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    head = text[:10_000].partition("\n")[0]
    delimiter = max(";,\t", key=head.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def plain(cell: Any, longest: int) -> str | int | float:
    """A cell as text, or as the number it is; days as dd/mm/yyyy."""
    if isinstance(cell, bool):
        return "Ya" if cell else "Tidak"
    if isinstance(cell, dt.date):
        return f"{cell.day:02}/{cell.month:02}/{cell.year:04}"
    if isinstance(cell, int | float) and abs(cell) < 1e300:
        return cell
    return str(cell).strip()[: longest + 1]


def main() -> None:
    kind, *numbers = sys.argv[1:]
    megabytes, seconds, most_rows, most_columns, longest = map(int, numbers)
    limit(megabytes, seconds)
    data = sys.stdin.buffer.read()
    rows = rows_of_workbook(data, most_columns) if kind == "xlsx" else rows_of_text(data)
    # Workbooks that were edited for years have a million empty rows: they are skipped, to an end.
    for number, row in enumerate(rows, start=1):
        cells = [plain(cell, longest) for cell in row]
        while cells and cells[-1] == "":
            cells.pop()
        if len(cells) > most_columns:
            raise OverflowError("columns")
        if not cells:
            continue
        if (most_rows := most_rows - 1) < -1:
            raise OverflowError("rows")
        print(json.dumps([number, cells]))
    print('"end"', flush=True)


if __name__ == "__main__":
    try:
        main()
    except OverflowError as error:
        print(json.dumps(str(error)), flush=True)
    except BaseException:
        # What the libraries say quotes the file; the exit without a last line is enough.
        sys.exit(1)
