"""Lists as a prison would export them from its own register: invented people, some of them typed wrongly."""

from __future__ import annotations

import datetime as dt
import io

from xlsxwriter import Workbook

from demo.houses import House
from demo.people import InventedInmate, invent_inmates
from imports import actions
from imports.sheets import SHEETS
from trainees.models import CrimeClass, Inmate

SEED = 253
COUNT = 253
# Beyond all serial numbers of the demonstration's own people.
FROM_SERIAL = 5_000
CRIME_WORDS = {
    CrimeClass.GEN: "Umum",
    CrimeClass.NARC_LT5: "Narkotika",
    CrimeClass.NARC_GE5: "Narkotika",
    CrimeClass.CORR: "Korupsi",
    CrimeClass.TERR: "Terorisme",
    CrimeClass.STATE: "Keamanan negara",
    CrimeClass.HR: "HAM berat",
    CrimeClass.TOC: "Transnasional",
}
EDUCATION_WORDS = {"NONE": "Tidak sekolah", "SMA": "SMA"}
# What people get wrong: the column, and how.
MISTAKES = (
    ("nik", lambda value: (value or "9933750117059000")[:15]),
    ("register", lambda value: value.replace("B.", "B.X ", 1).replace("A.", "A.X ", 1)),
    ("birth_date", lambda value: f"31/02/{value[-4:]}"),
    ("education", lambda value: "tamat"),
    ("name", lambda value: ""),
)

Row = dict[str, str]


def people_list(*, on: dt.date, count: int = COUNT, mistakes: int = len(MISTAKES)) -> list[Row]:
    """So many people by column name; `mistakes` of them, spread over the list, each with one mistake."""
    rows = [row_of(person, FROM_SERIAL) for person in invent_inmates(seed=SEED, count=count, on=on)]
    for number, (column, spoilt) in enumerate(MISTAKES[:mistakes]):
        row = rows[(number * 2 + 1) * count // (2 * len(MISTAKES))]
        row[column] = spoilt(row[column])
    return rows


def row_of(person: InventedInmate, from_serial: int = 0) -> Row:
    """The person as an office types people."""
    is_sentenced = not person.register_kind.startswith("A.")
    row = {
        "name": person.name,
        "register": f"{person.register_kind} {person.register_serial + from_serial}/{person.register_year}",
        "nik": person.nik,
        "sex": "Laki-laki" if person.sex == "M" else "Perempuan",
        "birth_place": person.birth_place,
        "birth_date": day(person.birth_date),
        "education": EDUCATION_WORDS.get(person.education, person.education),
        "health_note": person.health_note,
    }
    if is_sentenced:
        row |= {
            "detained_on": day(person.detained_on),
            "years": str(person.years),
            "months": str(person.months),
            "days": str(person.days),
            "crime_class": CRIME_WORDS[CrimeClass(person.crime_class)],
            "is_life": "Ya" if person.is_life else "Tidak",
            "subsidiary_months": str(person.subsidiary_months),
        }
    return row


def day(value: dt.date) -> str:
    return f"{value:%d/%m/%Y}"


def workbook_of(rows: list[Row]) -> bytes:
    """The rows under the headings of the template."""
    columns, output = SHEETS["inmates"].columns, io.BytesIO()
    with Workbook(output, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        page = workbook.add_worksheet("Data")
        text, head = workbook.add_format({"num_format": "@"}), workbook.add_format({"bold": True})
        page.set_column(0, len(columns) - 1, 18, text)
        for place, column in enumerate(columns):
            page.write_string(0, place, column.heading, head)
            for number, row in enumerate(rows, start=1):
                page.write_string(number, place, row.get(column.name, ""), text)
        page.freeze_panes(1, 1)
    return output.getvalue()


def bring_a_list(house: House, *, today: dt.date) -> None:
    """A list that the prison's staff has uploaded and not yet confirmed: new people, known ones, and mistakes."""
    rows = people_list(on=today, count=12, mistakes=2)
    known = Inmate.objects.filter(facility=house.facility).order_by("pk")[:4]
    rows += [recorded(inmate, is_changed=number < 2) for number, inmate in enumerate(known)]
    content = workbook_of(rows)
    actions.upload(
        SHEETS["inmates"],
        facility=house.facility,
        name="daftar.xlsx",
        file=io.BytesIO(content),
        size=len(content),
        by=house.giatja,
    )


def recorded(inmate: Inmate, *, is_changed: bool) -> Row:
    """Somebody known as the list says them: as they are recorded, or with another school certificate."""
    education = "SMP" if inmate.education == "SMA" else "SMA"
    recorded_education = EDUCATION_WORDS.get(inmate.education, inmate.education)
    return {
        "name": inmate.name,
        "register": f"{inmate.register_kind} {inmate.register_serial}/{inmate.register_year}",
        "sex": "L" if inmate.sex == "M" else "P",
        "birth_place": inmate.birth_place,
        "birth_date": day(inmate.birth_date),
        "education": education if is_changed else recorded_education,
    }
