"""A barbers' class that runs today: some have missed so much that hours run short, and a razor is missing."""

from __future__ import annotations

import datetime as dt

from demo.houses import House, add, instructor, package, workshop
from demo.journeys import agree, decree, plan
from demo.readiness import review
from demo.selection import open_selection
from demo.tools import count
from facilities.models import Tool
from programs.actions import attendance, batches, participants
from programs.models import Attendance, Batch, Enrollment

DAY = dt.timedelta(days=1)
FIELD = "BARBER"
MISSED = {0: (1, 2, 4), 1: (1, 2, 3, 5), 2: (2,)}  # who, in the order of names: the days of lessons they missed


def barbers(house: House, *, today: dt.date) -> None:
    """Under an agreement of its own: one must not miss a lesson more, one needs a make-up, one is paused."""
    equip_barbers(house)
    signed_on = today - 40 * DAY
    facts = {
        "title": "Pelatihan potong rambut Lapas Kotabaru dan BLK Kotabaru",
        "signed_on": signed_on.isoformat(),
        "starts_on": signed_on.isoformat(),
        "ends_on": (today + 180 * DAY).isoformat(),
        "fields": [FIELD],
        "facility_number": f"WP.19.PAS.7-HH.04.05-{today:%m%d}",
        "centre_number": f"500.15/{today:%m%d}/BLK/{today.year}",
    }
    agreement = agree(house, facts, today=today)
    review(house, FIELD, on=today - 30 * DAY)
    batch = plan(house, agreement, FIELD, "Potong rambut kelompok 1", near=today - 12 * DAY, seats=8)
    taken = list(Enrollment.objects.filter(inmate__facility=house.facility).values_list("inmate", flat=True))
    open_selection(house, batch, fit=8, without=taken)
    on = batch.starts_on - 4 * DAY
    number = f"WP.19.PAS.7-58.PK.05.09 Tahun {on.year}"
    decree(house, batch, number=number, minutes=f"BA-TPP 14/{on.year}", on=on)
    batches.start(batch, on=batch.starts_on, by=house.giatja)
    teach_until(house, batch, today=today)


def teach_until(house: House, batch: Batch, *, today: dt.date) -> None:
    """All lessons before today, with the tools counted but for the last; a razor is missing at the one before."""
    held = list(batch.sessions.filter(day__lt=today).order_by("starts_at"))
    days = sorted({session.day for session in held})
    people = list(batch.enrollments.active())
    for session in held:
        place = days.index(session.day)
        if session.day == days[-3] and len(people) == batch.seats:
            participants.suspend(people.pop(), reason="Ditempatkan sementara di blok isolasi.", by=house.giatja)
        statuses = {
            row: Attendance.Status.EXCUSED if place in MISSED.get(who, ()) else Attendance.Status.PRESENT
            for who, row in enumerate(people)
        }
        attendance.record_attendance(session, statuses, on=session.day, by=house.centre_staff)
        if session != held[-1]:
            missing = "Pisau cukur" if session == held[-2] else ""
            count(house, session, by=house.centre_staff, missing=missing)


def equip_barbers(house: House) -> None:
    house.workshops[FIELD] = workshop(house.facility, FIELD, "Ruang potong rambut", house.giatja)
    for name, many in (("Pisau cukur", 8), ("Gunting rambut", 8), ("Gunting sasak", 4), ("Mesin potong rambut", 4)):
        add(Tool(workshop=house.workshops[FIELD], name=name, count=many), by=house.giatja)
    house.instructors[FIELD] = instructor(house.centre, FIELD, None, house.names[0], house.centre_staff)
    given = {"template": "pekalongan-potong-rambut", "least": 6, "most": 12}
    house.packages[FIELD] = package(house.centre, FIELD, given, house.centre_staff)
