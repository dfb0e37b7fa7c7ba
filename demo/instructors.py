"""Instructors' papers and days away, a third party, and Padang's officer who teaches inmates, with one to help."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from demo.houses import House, add
from demo.journeys import certify, decree, plan, teach
from demo.people import InventedOfficer
from demo.readiness import review
from demo.results import test
from demo.selection import open_selection
from facilities.models import Agreement, Field
from programs.actions import batches
from programs.actions.absences import enter_absence
from programs.actions.batch_helpers import choose_helpers
from programs.models import Batch, Enrollment, Instructor, InstructorAbsence, InstructorCertificate
from trainees.models import Inmate

Kind, Reason = InstructorCertificate.Kind, InstructorAbsence.Reason
FURNITURE = "MEUBEL"


def file_papers(house: House, *, today: dt.date) -> None:
    """Technical and methodology certificates of the centre's instructors; some of them end soon."""
    for place, (code, instructor) in enumerate(sorted(house.instructors.items()), start=1):
        field = Field.objects.get(code=code)
        ends = (None, today + dt.timedelta(days=20), today + dt.timedelta(days=75))[place % 3]
        for kind, until in ((Kind.TECHNICAL, None), (Kind.METHODOLOGY, ends)):
            number = f"{kind[:3]}-{place:03}/{field.code}/2019"
            facts = {"instructor": instructor, "kind": kind, "field": field, "number": number, "valid_until": until}
            add(InstructorCertificate(issued_by="LSP P1 " + house.centre.name, **facts), by=house.centre_staff)


def go_away(house: House, code: str, *, today: dt.date) -> None:
    """An instructor on leave soon, and on another duty some time later."""
    for days, length, reason in ((3, 2, Reason.LEAVE), (17, 1, Reason.DUTY)):
        first = today + dt.timedelta(days=days)
        last = first + dt.timedelta(days=length - 1)
        enter_absence(house.instructors[code], starts_on=first, ends_on=last, reason=reason, by=house.centre_staff)


def invite_third_party(house: House, invented: Iterator[InventedOfficer], *, today: dt.date) -> None:
    """A barista of a private institution, whose certificate has run out."""
    barista = Field.objects.get(code="BARISTA")
    inmates = set(Inmate.objects.values_list("name", flat=True))
    third: Instructor = add(
        Instructor(
            kind=Instructor.Kind.THIRD_PARTY,
            centre=house.centre,
            name=next(person.name for person in invented if person.name not in inmates),
            employer="LKP Kopi Minang",
        ),
        by=house.centre_staff,
    )
    third.fields.set([barista])
    facts = {"kind": Kind.TECHNICAL, "number": "BRS-014/2018", "valid_until": today - dt.timedelta(days=40)}
    add(InstructorCertificate(instructor=third, field=barista, **facts), by=house.centre_staff)


def teach_by_an_officer(house: House, *, today: dt.date) -> None:
    """An officer who passed teaches furniture to inmates until their certificates; one of them helps the next class."""
    agreement = Agreement.objects.get(title=house.facts["agreement"]["title"])
    officer = Instructor.objects.filter(officer__facility=house.facility).order_by("pk")[0]
    taught = replace(house, instructors={**house.instructors, FURNITURE: officer})
    review(house, FURNITURE, on=dt.date(2021, 6, 21))
    first = plan(house, agreement, FURNITURE, "Meubeler angkatan 1", near=dt.date(2021, 7, 5), seats=10)
    open_selection(house, first, fit=12)
    facts = {"number": "W3.PAS.1-140.PK.05.09 Tahun 2021", "minutes": "BA-TPP 11/VI/2021"}
    decree(taught, first, on=dt.date(2021, 6, 28), **facts)
    batches.start(first, on=first.starts_on, by=house.giatja)
    teach(taught, first, list(first.sessions.order_by("day")))
    first.refresh_from_db()
    test(taught, first, not_yet=first.enrollments.active().order_by("pk")[1], is_mistyped=True)
    certify(house, first, on=today)
    second = plan(house, agreement, FURNITURE, "Meubeler angkatan 2", near=dt.date(2021, 11, 1), seats=10)
    helped_by(house, second, first)


def helped_by(house: House, batch: Batch, earlier: Batch) -> None:
    completed = earlier.enrollments.filter(state=Enrollment.State.COMPLETED).order_by("pk")
    choose_helpers(batch, Inmate.objects.filter(pk__in=completed[:2].values("inmate")), by=house.giatja)
