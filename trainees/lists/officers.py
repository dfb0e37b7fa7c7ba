"""The sheet of officers: staff of the prison who may be trained."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from audit.actions import record_all
from audit.models import Verb
from facilities.models import Facility
from imports.cells import Cell, CellError, as_text, choice, day, text
from imports.sheets import Column, Key, Known, Sheet, Text, Values
from trainees.lists.people import birth_faults, person_key
from trainees.lists.words import (
    EDUCATION_WORDS,
    EDUCATIONS,
    SEX_WORDS,
    SEXES,
    education_shown,
    sex_shown,
)
from trainees.lists.writing import BATCH, change_all, told
from trainees.models import Officer

NIP_LENGTH = 18
YOUNGEST = 17  # years; younger is a slip of the finger


def nip(cell: Cell) -> str:
    """Raises CellError. A spreadsheet that kept it as a number has lost its last digits."""
    if isinstance(cell, float | int) and abs(cell) >= 10**15:
        raise CellError(
            gettext("Excel has rounded this NIP, because the cell is a number. Make the column text and type it anew.")
        )
    digits = "".join(as_text(cell).lstrip("'").split())
    if len(digits) != NIP_LENGTH or not (digits.isascii() and digits.isdigit()):
        raise CellError(gettext("A NIP has 18 digits."))
    return digits


COLUMNS = (
    Column(
        "name",
        "Nama",
        text(200),
        help=_("Full name, with titles if they belong to it."),
        example="Ratna Contoh",
        is_required=True,
        stands_for=("Nama Lengkap", "Nama Pegawai", "Nama Petugas"),
    ),
    Column(
        "nip",
        "NIP",
        nip,
        help=_("18 digits; spaces may stand between them."),
        example="199005172015032001",
        is_required=True,
        stands_for=("Nomor Induk Pegawai",),
    ),
    Column(
        "sex",
        "Jenis Kelamin",
        choice(SEXES),
        help=_("Male or female."),
        example="Perempuan",
        is_required=True,
        stands_for=("JK", "L P", "Kelamin"),
        allowed=SEX_WORDS,
        show=sex_shown,
    ),
    Column(
        "birth_place",
        "Tempat Lahir",
        text(100),
        help=_("City or regency."),
        example="Pekalongan",
        is_required=True,
    ),
    Column(
        "birth_date",
        "Tanggal Lahir",
        day,
        help=_("Day, month, year."),
        example="17/05/1990",
        is_required=True,
        stands_for=("Tgl Lahir",),
    ),
    Column(
        "education",
        "Pendidikan",
        choice(EDUCATIONS),
        help=_("The last certificate from a school."),
        example="S1",
        is_required=True,
        stands_for=("Pendidikan Terakhir",),
        allowed=EDUCATION_WORDS,
        show=education_shown,
    ),
    Column(
        "position",
        "Jabatan",
        text(150),
        help=_("For example “Staf Kegiatan Kerja”."),
        example="Staf Kegiatan Kerja",
        is_required=True,
    ),
)


class OfficerSheet(Sheet):
    """Officers of the prison."""

    name = "officers"
    label = _("Officers")
    lead = _("One row per officer.")
    permission = Permission.EDIT_OFFICERS
    columns = COLUMNS
    shows = ("name", "nip")
    list_page = "trainees:officer-list"
    weak_keys = frozenset({"person"})

    def known(self, facility: Facility, *, lock: bool) -> Known:
        people = Officer.objects.filter(facility=facility).order_by("pk")
        if lock:
            people = people.select_for_update()
        known = Known()
        for officer in people:
            values = {column.name: getattr(officer, column.name) for column in self.columns}
            known.add(officer.pk, values, self.keys(values))
        return known

    def keys(self, values: Mapping[str, Any]) -> list[Key]:
        number: list[Key] = [("nip", values["nip"])] if values.get("nip") else []
        return number + person_key(values)

    def taken(self, keys: set[Key], facility: Facility) -> dict[Key, Text]:
        numbers = [key for name, key in keys if name == "nip"]
        others = Officer.objects.exclude(facility=facility).filter(nip__in=numbers)
        return {
            ("nip", number): gettext("An officer with this NIP is already listed.")
            for number in others.values_list("nip", flat=True)
        }

    def faults(self, values: Values, current: Values | None, *, by: frozenset[str], today: dt.date) -> dict[str, Text]:
        if values["birth_date"].year > today.year - YOUNGEST:
            return {"birth_date": gettext("Check the year: an officer is an adult.")}
        if current is not None and by == {"person"}:
            return {"nip": gettext("A person of this name and date of birth is recorded with another number.")}
        if current is not None and all(values[name] != current[name] for name in ("name", "birth_date")):
            return {"nip": gettext("This NIP is recorded for a person of another name and date of birth.")}
        return birth_faults(values, today)

    def write(
        self, facility: Facility, new: list[Values], changed: list[tuple[int, Values]], *, by: User, today: dt.date
    ) -> None:
        officers = Officer.objects.bulk_create(
            [Officer(facility=facility, **values) for values in new], batch_size=BATCH
        )
        record_all(Verb.ADD, ((officer, told(values)) for officer, values in zip(officers, new, strict=True)), by=by)
        people = Officer.objects.filter(facility=facility).select_related("facility__region")
        people_by_pk = people.in_bulk([pk for pk, _values in changed])
        change_all(Officer, [(people_by_pk[pk], values) for pk, values in changed], by=by)
