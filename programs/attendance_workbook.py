"""The recap as a workbook: people against sessions, to be filled in and imported again (programs/lists)."""

from __future__ import annotations

import io
from zoneinfo import ZoneInfo

from xlsxwriter.utility import xl_rowcol_to_cell

from imports.workbooks import head, workbook_in
from programs.models import Attendance, Session
from programs.recap import Recap, RecapRow

KEY, NAME, BATCH = "Nomor peserta", "Nama", "Angkatan"
FIRST_SESSION = 3
NOTES = (
    "Isi satu huruf per peserta dan pertemuan: H hadir, S sakit, I izin, A alpa, D dinas atau sidang.",
    "Terlambat: tulis menitnya setelah H, misalnya “H 15”. Sel kosong membiarkan catatan seperti adanya.",
    "Jangan mengubah judul kolom dan nomor peserta (kolom A, tersembunyi): dari situ orang dan pertemuannya dikenali.",
    "Unggah melalui menu Impor, jenis daftar “Kehadiran”. Anda melihat dahulu apa yang berubah, lalu memutuskan.",
)


def heading_of(session: Session) -> str:
    """As 10/06/2021 07.30 [S123]: the number in brackets says which session, whatever happens to its day."""
    start = session.starts_at.astimezone(ZoneInfo(session.batch.facility.time_zone))
    return f"{session.day:%d/%m/%Y} {start:%H.%M} [S{session.pk}]"


def letters(mark: Attendance | None) -> str:
    """As H, or H 15 for somebody fifteen minutes late."""
    if mark is None:
        return ""
    return f"{mark.status} {mark.minutes_late}" if mark.minutes_late else mark.status


def workbook_of(recap: Recap) -> bytes:
    """One row per person; the key column is hidden, every cell is text and nothing is a formula but the sums."""
    output = io.BytesIO()
    with workbook_in(output) as workbook:
        page = workbook.add_worksheet("Kehadiran")
        text = workbook.add_format({"num_format": "@"})
        titles = [KEY, NAME, BATCH, *map(heading_of, recap.sessions), "JP", "%"]
        for place, title in enumerate(titles):
            page.write_string(0, place, title, head(workbook, is_required=place < FIRST_SESSION))
        page.set_column(0, 0, 12, text, {"hidden": True})
        page.set_column(1, 2, 26, text)
        page.set_column(FIRST_SESSION, len(titles) - 1, 11, text)
        for number, row in enumerate(recap.rows, start=1):
            for place, value in enumerate(_cells(recap, row)):
                page.write_string(number, place, value, text)
        if recap.sessions and recap.rows:
            rule = {"validate": "length", "criteria": "<=", "value": 5, "error_type": "warning"}
            page.data_validation(1, FIRST_SESSION, len(recap.rows), FIRST_SESSION + len(recap.sessions) - 1, rule)
        page.freeze_panes(1, 2)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.print_area(f"A1:{xl_rowcol_to_cell(max(len(recap.rows), 1), len(titles) - 1)}")
        guide = workbook.add_worksheet("Petunjuk")
        guide.set_column(0, 0, 100)
        for number, note in enumerate(NOTES):
            guide.write_string(number, 0, note)
    return output.getvalue()


def _cells(recap: Recap, row: RecapRow) -> list[str]:
    percent = "" if row.percent is None else str(row.percent)
    marks = [letters(mark) for mark in row.marks]
    return [str(row.enrollment.pk), row.enrollment.person.name, recap.batch.name, *marks, str(row.hours_shown), percent]
