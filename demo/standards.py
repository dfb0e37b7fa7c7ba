"""Bandar Lampung's small classes and its package's second version; Ketapang's class at its open farm."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from audit.actions import record
from audit.models import Verb
from demo import selection as choosing
from demo.houses import House, add, package
from demo.journeys import plan
from demo.readiness import review
from demo.selection import open_selection
from facilities.models import Agreement, Field, Place, Workshop
from programs.actions import packages, permits
from programs.actions.permits import Paper
from programs.actions.standards import allow_exceptions
from programs.models import Batch, Enrollment, OutsidePermit, Package, ProgrammeTag, StandardException
from trainees.models import Inmate

NEEDS = """Sehat jasmani, tidak buta warna, tanpa gangguan pernapasan
Dapat membaca gambar sederhana
Sepatu kerja tertutup disediakan bengkel"""


def small_classes(house: House) -> None:
    """Nine people where the standard is ten: allowed once, with the figure; the next class still waits for it."""
    house.packages["LAS"] = second_version(house)
    agreement = Agreement.objects.get(parties__facility=house.facility)
    second = plan(house, agreement, "LAS", "Las angkatan 2", near=dt.date(2021, 6, 1), seats=10)
    gone = list(house.facility.inmates.exclude(status=Inmate.Status.IN_CUSTODY).values_list("pk", flat=True))
    rows = open_selection(house, second, fit=9, without=gone)
    held = choosing.session(house, [second], number="BA-TPP 15/V/2021", on=dt.date(2021, 5, 20))
    choosing.decide(house, held.items.get())
    allow_exceptions(
        second,
        {StandardException.Code.TOO_FEW: second.enrollments.seated().count()},
        reason="Satu meja las sedang diperbaiki; mutu latihan tetap terjaga dengan sembilan peserta.",
        by=house.centre_head,
    )
    choosing.decree_batches(
        [second],
        number="W9.PAS.6-131.PK.05.09 Tahun 2021",
        on=dt.date(2021, 5, 24),
        today=dt.date(2021, 5, 24),
        by=house.kalapas,
    )
    third = plan(house, agreement, "LAS", "Las angkatan 3", near=dt.date(2021, 8, 2), seats=10)
    open_selection(house, third, fit=8, without=[*gone, *(row.inmate_id for row in rows if row.inmate_id)])
    held = choosing.session(house, [third], number="BA-TPP 19/VII/2021", on=dt.date(2021, 7, 19))
    choosing.decide(house, held.items.get())


def second_version(house: House) -> Package:
    """The centre learns from its first class: more attendance is asked, and what a participant needs is said."""
    staff = house.centre_staff
    new = packages.publish_version(house.packages["LAS"], by=staff)
    new.attendance_threshold, new.requirements = 85, NEEDS
    new.full_clean()
    new.save()
    new.tags.set(ProgrammeTag.objects.filter(programme=ProgrammeTag.Programme.ACCELERATION)[:1])
    record(Verb.EDIT, new, by=staff, fields=["attendance_threshold", "requirements", "tags"])
    return new


def out_to_the_farm(house: House) -> None:
    """Eight people at the prison's open farm: one decree names six, one has an escort letter, one has nothing yet."""
    farm = add(
        Workshop(facility=house.facility, name="Dapur SAE Ketapang", seats=10, place=Place.OPEN), by=house.giatja
    )
    farm.fields.set([Field.objects.get(code="TANI")])
    course = package(house.centre, "TANI", {"template": "tani-olahan", "least": 8}, house.centre_staff)
    outside = replace(house, workshops={**house.workshops, "TANI": farm}, packages={**house.packages, "TANI": course})
    review(outside, "TANI", on=dt.date(2021, 6, 2))
    agreement = Agreement.objects.get(parties__facility=house.facility)
    batch = plan(outside, agreement, "TANI", "Pengolahan pangan SAE", near=dt.date(2021, 7, 5), seats=8)
    open_selection(outside, batch, fit=10)
    choosing.decree(
        outside,
        [batch],
        number="W16.PAS.4-88.PK.05.09 Tahun 2021",
        minutes="BA-TPP 09/VI/2021",
        on=dt.date(2021, 6, 21),
        facts={},
    )
    file_papers(outside, batch)


def file_papers(house: House, batch: Batch) -> None:
    batch = Batch.objects.get(pk=batch.pk)
    people = list(batch.enrollments.filter(state=Enrollment.State.ACCEPTED).order_by("pk"))
    today = dt.date(2021, 6, 25)
    papers = (
        (people[:-2], OutsidePermit.Kind.ASSIMILATION, "W16.PAS.4-PK.01.05.06-214 Tahun 2021"),
        (people[-2:-1], OutsidePermit.Kind.ESCORT, "W16.PAS.4-PK.02.10-57"),
    )
    for named, kind, number in papers:
        paper = Paper(kind, number, dt.date(2021, 6, 23), batch.last_day)
        permits.file_permits(batch, named, paper, today=today, by=house.giatja)
