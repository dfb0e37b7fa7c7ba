"""What a stranger's file may be, before anything in it is read (trust.md, A9).

Only the directory at the end of the zip is looked at, and that only once its size is known to be small.
"""

from __future__ import annotations

import struct
import zipfile
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE
LARGEST_UNPACKED = 20 * MEGABYTE
MOST_MEMBERS = 200
HIGHEST_RATIO = 100
# A small member may be all blanks; the ratio speaks from this size on.
RATIO_COUNTS_FROM = MEGABYTE
MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 1_000

END_OF_DIRECTORY = b"PK\x05\x06"
LARGEST_DIRECTORY = MOST_MEMBERS * 512
XLSX, CSV = "xlsx", "csv"


def kind_of(name: str, file: BinaryIO, size: int) -> str:
    """Whether it is an .xlsx or a .csv file. Raises ValidationError for anything else, and for what may be a weapon."""
    ending = name.rpartition(".")[2].lower()
    if size > LARGEST_FILE:
        raise ValidationError(_("The file is larger than 10 MB. Divide it into several."), code="size")
    if size == 0:
        raise ValidationError(_("The file is empty."), code="empty")
    if ending == "xlsx":
        refuse_a_dangerous_workbook(file)
        return XLSX
    if ending == "csv":
        refuse_what_is_no_text(file)
        return CSV
    if ending in {"xlsm", "xltm", "xlam"}:
        raise macros()
    raise ValidationError(
        _("Only .xlsx and .csv files are read. Save the file as “Excel Workbook (.xlsx)”."), code="kind"
    )


def macros() -> ValidationError:
    return ValidationError(
        _("The file holds macros. Save it as “Excel Workbook (.xlsx)”, without macros, and upload that."), code="macros"
    )


def damaged() -> ValidationError:
    return ValidationError(
        _("This is not an Excel file, or it is damaged or locked with a password. Save it anew as .xlsx without one."),
        code="damaged",
    )


def too_large() -> ValidationError:
    return ValidationError(
        _("The file unpacks to more than a list of people needs. Copy the list into the empty template."), code="bomb"
    )


def refuse_what_is_no_text(file: BinaryIO) -> None:
    """Raises ValidationError when the file holds a byte zero, which no text has."""
    file.seek(0)
    is_text = all(b"\0" not in block for block in iter(lambda: file.read(MEGABYTE), b""))
    file.seek(0)
    if not is_text:
        raise ValidationError(
            _("This is not a text file. Save it as “CSV (semicolon delimited)” or as .xlsx."), code="text"
        )


def refuse_a_dangerous_workbook(file: BinaryIO) -> None:
    """Raises ValidationError for bombs, macros, links to other files, and what is no workbook."""
    refuse_a_large_directory(file)
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise damaged() from None
    finally:
        file.seek(0)
    refuse_bombs(members)
    names = {member.filename.lower() for member in members}
    if any("vbaproject" in name or name.startswith("xl/macrosheets") or "activex" in name for name in names):
        raise macros()
    if any("externallink" in name or name == "xl/connections.xml" for name in names):
        raise ValidationError(
            _("The file takes values from other files. Copy them as values into the empty template."), code="links"
        )
    if "[content_types].xml" not in names or not any(name.startswith("xl/worksheets/") for name in names):
        raise damaged()


def refuse_a_large_directory(file: BinaryIO) -> None:
    """The directory's own record tells its size, so that millions of members cost nothing to refuse."""
    file.seek(0, 2)
    file.seek(max(0, file.tell() - 65_557))
    tail = file.read()
    at = tail.rfind(END_OF_DIRECTORY)
    if at < 0 or len(tail) - at < 22:
        raise damaged()
    count, size = struct.unpack_from("<HI", tail, at + 10)
    file.seek(0)
    if count > MOST_MEMBERS or size > LARGEST_DIRECTORY:
        raise too_large()


def refuse_bombs(members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > LARGEST_UNPACKED:
        raise too_large()
    for member in members:
        if member.flag_bits & 0x1 or ".." in member.filename or member.filename.startswith("/"):
            raise damaged()
        if member.file_size > RATIO_COUNTS_FROM and member.file_size > HIGHEST_RATIO * member.compress_size:
            raise too_large()
