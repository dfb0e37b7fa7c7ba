"""Lapas Padang sends officers to BLK Padang; who passes the methodology test teaches in the own prison.

From `cases/padang_2021.yaml`, through the pages.
"""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from programs.models import Batch, Decree, Enrollment, Instructor
from tests import factories as make
from tests.cast import Place
from tests.journeys.test_spine import decide_in_a_session, send, signed_in

pytestmark = pytest.mark.django_db

State = Enrollment.State
LESSONS = {"weekdays": ["0", "1", "2", "3", "4", "5"], "starts_at": "07:30", "hours_per_day": "8"}
METHODOLOGY = "Merencanakan dan Menyajikan Pelatihan Kerja"


@pytest.fixture
def place() -> Place:
    """With a package of two lesson days whose compulsory units end in the test of methodology."""
    place = Place("Padang")
    package = make.PackageFactory.create(
        centre=place.centre, field=place.field, name="Metodologi instruktur las", trains_instructors=True
    )
    unit = package.package_units.all()[1].unit
    unit.title = METHODOLOGY
    unit.save()
    place.package = package
    return place


def choose(place: Place, staff: Client, head: Client) -> None:
    """Three officers for two seats: scored by two, decided without a session, decreed by the head."""
    officers = [place.officer(name=name) for name in ("Andi", "Budi", "Citra")]
    send(
        staff,
        "programs:batch-add",
        name="Instruktur las 1",
        package=place.package.pk,
        agreement=place.agreement.pk,
        workshop=place.workshop.pk,
        trainee_kind="OFFICER",
        starts_on="2021-06-10",
        ends_on="2021-06-11",
        tested_on="2021-06-12",
        seats="2",
    )
    batch = place.facility.batches.get()
    send(staff, "programs:batch-open-selection", batch.pk)
    send(staff, "programs:batch-officers", batch.pk, officers=[officer.pk for officer in officers])
    rows = list(batch.enrollments.order_by("officer__name"))
    for scorer in (staff, signed_in(place.colleague)):
        marks = {f"score_{row.pk}_{position}": str(90 - index) for index, row in enumerate(rows) for position in (1, 2)}
        send(scorer, "programs:batch-selection", batch.pk, **marks)
    page = reverse("programs:batch-decide", args=[batch.pk])
    suggested = {name: field.initial for name, field in staff.get(page).context["form"].fields.items()}
    send(staff, "programs:batch-decide", batch.pk, **suggested)
    send(head, "programs:batch-decree", batch.pk, number="W3-SK-1", on="2021-06-08")


def everybody_there(batch: Batch, head: Client) -> None:
    for session in batch.sessions.all():
        send(
            head,
            "programs:session-correct",
            session.pk,
            reason="Daftar kertas",
            **{f"status_{row.pk}": "H" for row in batch.enrollments.active()},
        )


def run(place: Place, staff: Client, head: Client, centre: Client) -> None:
    """Two lesson days, all present; in the test Budi is not yet competent in methodology."""
    batch = place.facility.batches.get()
    send(centre, "programs:batch-timetable", batch.pk, instructor=place.instructor.pk, **LESSONS)
    send(staff, "programs:batch-start", batch.pk)
    active = list(batch.enrollments.active().order_by("officer__name"))
    everybody_there(batch, head)
    send(centre, "programs:batch-open-tests", batch.pk)
    units = [row.unit for row in place.package.package_units.all()]
    verdicts = {f"verdict_{row.pk}_{unit.pk}": "K" for row in active for unit in units}
    verdicts[f"verdict_{active[1].pk}_{units[1].pk}"] = "BK"
    send(centre, "programs:batch-results", batch.pk, assessor=place.assessor.pk, on="2021-06-12", **verdicts)
    send(centre, "programs:batch-close", batch.pk)


def test_an_officer_who_passes_the_methodology_test_teaches_in_the_own_prison(place: Place) -> None:
    staff, head, centre = (signed_in(user) for user in (place.staff, place.head, place.centre_staff))

    choose(place, staff, head)
    run(place, staff, head, centre)
    rows = {row.officer.name: row for row in place.facility.batches.get().enrollments.select_related("officer")}

    assert {name: row.state for name, row in rows.items()} == {
        "Andi": State.COMPLETED,
        "Budi": State.DROPPED,
        "Citra": State.RESERVE,
    }
    assert Decree.objects.get().number == "W3-SK-1"

    andi = Instructor.objects.get(officer__isnull=False)
    (paper,) = andi.certificates.all()

    assert (andi.name, andi.place, list(andi.fields.all())) == ("Andi", place.facility, [place.field])
    assert (paper.kind, paper.valid_until, paper.earned_in) == ("METHODOLOGY", dt.date(2024, 6, 12), rows["Andi"])

    page = reverse("programs:instructor-certificate-edit", args=[paper.pk])
    send(centre, "programs:instructor-certificate-edit", paper.pk, number="MTD-1", issued_by="BLK Padang")
    batch = teach_inmates(place, staff, head, centre, teacher=andi)

    assert "MTD-1" in centre.get(page).content.decode()
    assert batch.state == Batch.State.CLOSED
    assert {session.instructor for session in batch.sessions.all()} == {andi}
    assert {row.state for row in batch.enrollments.all()} == {State.COMPLETED}
    assert list(Instructor.objects.filter(officer__isnull=False)) == [andi]


def teach_inmates(place: Place, staff: Client, head: Client, centre: Client, *, teacher: Instructor) -> Batch:
    """Two inmates, from the plan to the end, taught by the officer."""
    welding = make.PackageFactory.create(centre=place.centre, field=place.field)
    people = [place.inmate(name=name) for name in ("Dani", "Eko")]
    send(
        staff,
        "programs:batch-add",
        name="Las Warga Binaan 1",
        package=welding.pk,
        agreement=place.agreement.pk,
        workshop=place.workshop.pk,
        trainee_kind="INMATE",
        starts_on="2021-07-05",
        ends_on="2021-07-06",
        tested_on="2021-07-07",
        seats="2",
    )
    batch = Batch.objects.get(name="Las Warga Binaan 1")
    send(staff, "programs:batch-open-selection", batch.pk)
    send(staff, "programs:batch-candidates", batch.pk, inmates=[person.pk for person in people])
    for scorer in (staff, signed_in(place.colleague)):
        marks = {f"score_{row.pk}_{position}": "80" for row in batch.enrollments.all() for position in (1, 2)}
        send(scorer, "programs:batch-selection", batch.pk, **marks)
    decide_in_a_session(staff, batch)
    send(head, "programs:batch-decree", batch.pk, number="W3-SK-2", on="2021-07-01")
    send(centre, "programs:batch-timetable", batch.pk, instructor=teacher.pk, **LESSONS)
    send(staff, "programs:batch-start", batch.pk)
    everybody_there(batch, head)
    send(centre, "programs:batch-open-tests", batch.pk)
    units = [row.unit_id for row in welding.package_units.all()]
    verdicts = {f"verdict_{row.pk}_{unit}": "K" for row in batch.enrollments.active() for unit in units}
    send(centre, "programs:batch-results", batch.pk, assessor=place.assessor.pk, on="2021-07-07", **verdicts)
    send(centre, "programs:batch-close", batch.pk)
    batch.refresh_from_db()
    return batch
