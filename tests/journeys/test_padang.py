"""Lapas Padang sends officers to BLK Padang; who passes the methodology test teaches in the own prison.

From `cases/padang_2021.yaml`, through the pages.
"""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from programs.models import Decree, Enrollment, Instructor
from tests import factories as make
from tests.cast import Place
from tests.journeys.test_spine import send, signed_in

pytestmark = pytest.mark.django_db

State = Enrollment.State
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


def run(place: Place, staff: Client, head: Client, centre: Client) -> None:
    """Two lesson days, all present; in the test Budi is not yet competent in methodology."""
    batch = place.facility.batches.get()
    lessons = {"weekdays": ["0", "1", "2", "3", "4", "5"], "starts_at": "07:30", "hours_per_day": "8"}
    send(centre, "programs:batch-timetable", batch.pk, instructor=place.instructor.pk, **lessons)
    send(staff, "programs:batch-start", batch.pk)
    active = list(batch.enrollments.active().order_by("officer__name"))
    for session in batch.sessions.all():
        send(
            head,
            "programs:session-correct",
            session.pk,
            reason="Daftar kertas",
            **{f"status_{row.pk}": "H" for row in active},
        )
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

    until = (timezone.localdate() + dt.timedelta(days=3 * 365)).isoformat()
    facts = {"field": place.field.pk, "number": "MTD-1", "valid_until": until}
    refused = [
        staff.post(reverse("programs:enrollment-make-instructor", args=[rows[name].pk]), facts).status_code
        for name in ("Budi", "Citra")
    ]
    send(staff, "programs:enrollment-make-instructor", rows["Andi"].pk, **facts)
    andi = Instructor.objects.get(officer__isnull=False)

    assert refused == [404, 404]
    assert (andi.name, andi.place, list(andi.fields.all())) == ("Andi", place.facility, [place.field])
    assert [row.valid_until.isoformat() for row in andi.methodology.all()] == [until]

    welding = make.PackageFactory.create(centre=place.centre, field=place.field)
    later = {"starts_on": dt.date(2021, 7, 5), "ends_on": dt.date(2021, 7, 6), "tested_on": dt.date(2021, 7, 7)}
    batch = place.batch(package=welding, name="Las Warga Binaan 1", **later)
    lessons = {"weekdays": ["0", "1", "2", "3", "4", "5"], "starts_at": "07:30", "hours_per_day": "8"}
    send(centre, "programs:batch-timetable", batch.pk, instructor=andi.pk, **lessons)

    assert {session.instructor for session in batch.sessions.all()} == {andi}
