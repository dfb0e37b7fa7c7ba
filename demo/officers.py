"""Padang's officers: trained in methodology by the centre; those who passed are instructors of furniture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from demo.houses import House, add
from demo.interests import ask_officers
from demo.journeys import WEEK, certify, plan, teach
from demo.people import InventedOfficer
from demo.readiness import review
from demo.results import test
from facilities.models import Agreement
from programs.actions import batches, decrees, selection, timetable
from programs.models import Batch
from programs.models.batches import TraineeKind
from trainees.models import Inmate, Officer

POSITIONS = (
    "Staf Kegiatan Kerja",
    "Staf Bimbingan Kerja",
    "Petugas Pengamanan",
    "Wali Pemasyarakatan",
    "Staf Sarana Kerja",
)
EDUCATION = ("SMA", "S1", "SMA", "D3", "S1")
OFFICERS, SEATS = 14, 10
OFFICERS_SEED = 160
METHOD = "METODOLOGI"


def employ(house: House, invented: Iterator[InventedOfficer]) -> list[Officer]:
    """Officers of the prison as its staff enter them."""
    officers = []
    inmates = set(Inmate.objects.values_list("name", flat=True))
    for place in range(OFFICERS):
        person = next(one for one in invented if one.name not in inmates)
        officer = Officer(
            facility=house.facility,
            name=person.name,
            nip=person.nip,
            sex=person.sex,
            birth_place=house.facility.city,
            birth_date=person.birth_date,
            education=EDUCATION[place % len(EDUCATION)],
            position=POSITIONS[place % len(POSITIONS)],
        )
        officers.append(add(officer, by=house.giatja))
    return officers


def train_officers(house: House, invented: Iterator[InventedOfficer], *, today: dt.date) -> None:
    """A class of officers from the choice to the methodology test, and a second one that is being chosen."""
    officers = employ(house, invented)
    ask_officers(house, officers)
    agreement = Agreement.objects.get(title=house.facts["agreement"]["title"])
    first = plan_for_officers(house, agreement, "Metodologi angkatan 1", near=dt.date(2021, 4, 12))
    review(house, METHOD, on=dt.date(2021, 4, 8))
    choose(house, first, officers[:SEATS])
    for row in first.enrollments.all():
        selection.accept(row, by=house.giatja)
    on = first.starts_on - dt.timedelta(days=3)
    decrees.decree([first], number="W3.PAS.1-96.KP.08 Tahun 2021", on=on, today=on, by=house.kalapas)
    first.refresh_from_db()
    timetable.lay_out_timetable(first, WEEK, house.instructors[METHOD], by=house.centre_staff)
    batches.start(first, on=first.starts_on, by=house.giatja)
    teach(house, first, list(first.sessions.order_by("day")))
    first.refresh_from_db()
    not_yet = first.enrollments.active().order_by("pk")[1]
    test(house, first, not_yet=not_yet)
    certify(house, first, on=today)
    second = plan_for_officers(house, agreement, "Metodologi angkatan 2", near=dt.date(2021, 9, 6))
    choose(house, second, officers[SEATS : SEATS + 2])


def plan_for_officers(house: House, agreement: Agreement, name: str, *, near: dt.date) -> Batch:
    return plan(house, agreement, METHOD, name, near=near, seats=SEATS, trainee_kind=TraineeKind.OFFICER)


def choose(house: House, batch: Batch, officers: list[Officer]) -> None:
    batches.open_selection(batch, by=house.giatja)
    batch.refresh_from_db()
    selection.propose(batch, officers, by=house.giatja)
