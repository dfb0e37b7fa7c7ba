"""From an agreement to a verified certificate through the pages, as the people who do it, without a browser."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from certificates.models import Certificate
from facilities.models import Agreement
from programs.models import Batch, Enrollment, Package
from tests import factories as make
from tests.cast import Place

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, page: str, /, *args: Any, **data: Any) -> Any:
    """POST to a page and insist that it took the step."""
    response = client.post(reverse(page, args=args), data)
    errors = response.context["form"].errors if response.status_code == 200 and response.context else ""
    assert response.status_code == 302, errors
    return response


def decide_in_a_session(staff: Client, batch: Batch) -> None:
    """One session for the batch; its decisions are saved as the page suggests them."""
    chair = {"chair_name": "Ketua Sidang", "chair_position": "Kepala Seksi Binadik"}
    facts = {"held_on": "2021-06-07", "minutes_number": "TPP-1", "agenda": "Pemilihan peserta", "batches": [batch.pk]}
    send(staff, "programs:tpp-add", **facts, **chair)
    item = batch.tpp_items.get()
    page = staff.get(reverse("programs:tpp-decide", args=[item.pk]))
    send(
        staff,
        "programs:tpp-decide",
        item.pk,
        **{name: field.initial for name, field in page.context["form"].fields.items()},
    )


def test_a_batch_goes_from_agreement_to_a_certificate_that_anybody_can_verify() -> None:
    place = Place("Pekalongan")
    Agreement.objects.all().delete()
    people = [place.inmate(name=f"Peserta {number:02}") for number in range(1, 13)]
    unit = make.UnitFactory.create(standard__field=place.field)
    staff, head = signed_in(place.staff), signed_in(place.head)
    centre, centre_head = signed_in(place.centre_staff), signed_in(place.centre_head)

    send(
        staff,
        "facilities:agreement-add",
        kind="PKS",
        title="Kerja sama pelatihan 2021",
        starts_on="2021-06-01",
        ends_on="2021-12-31",
        facilities=[place.facility.pk],
        centres=[place.centre.pk],
    )
    agreement = Agreement.objects.get()
    send(
        staff,
        "facilities:agreement-scope",
        agreement.pk,
        fields=[place.field.pk],
        trainee_policy="ALL_CONVICTS",
        quota="60",
    )
    ours, theirs = agreement.parties.all()
    send(
        staff,
        "facilities:agreement-signatories",
        agreement.pk,
        **{
            f"party_{ours.pk}_number": "W13.PAS-1",
            f"party_{ours.pk}_signatory_name": "Kepala Lapas",
            f"party_{theirs.pk}_number": "560/1",
            f"party_{theirs.pk}_signatory_name": "Kepala BLK",
        },
    )
    send(head, "facilities:agreement-sign", agreement.pk, signed_on="2021-06-01")
    send(
        centre,
        "programs:package-add",
        name="Menjahit dasar",
        field=place.field.pk,
        kind="OKUPASI",
        lesson_hours="144",
        least_participants="8",
        most_participants="10",
        attendance_threshold="80",
    )
    package = Package.objects.get(name="Menjahit dasar")
    send(centre, "programs:package-units", package.pk, **{f"hours_{unit.pk}": "144"})
    send(
        staff,
        "programs:batch-add",
        name="Menjahit 1",
        package=package.pk,
        agreement=agreement.pk,
        workshop=place.workshop.pk,
        starts_on="2021-06-10",
        ends_on="2021-07-03",
        tested_on="2021-07-05",
        seats="10",
    )
    batch = Batch.objects.get()
    send(staff, "programs:batch-open-selection", batch.pk)
    send(staff, "programs:batch-candidates", batch.pk, inmates=[person.pk for person in people])
    enrollments = list(batch.enrollments.order_by("inmate__name"))
    for officer in (staff, signed_in(place.colleague)):
        marks = {
            f"score_{row.pk}_{position}": str(90 - index)
            for index, row in enumerate(enrollments)
            for position in (1, 2)
        }
        send(officer, "programs:batch-selection", batch.pk, **marks)
    decide_in_a_session(staff, batch)
    send(head, "programs:batch-decree", batch.pk, number="W13-SK-1", on="2021-06-08")
    send(
        centre,
        "programs:batch-timetable",
        batch.pk,
        instructor=place.instructor.pk if package.field == place.instructor.fields.get() else "",
        weekdays=["0", "1", "2", "3", "4", "5"],
        starts_at="07:30",
        hours_per_day="8",
    )
    send(staff, "programs:batch-start", batch.pk)
    active = list(batch.enrollments.active())
    for session in batch.sessions.all():
        send(
            head,
            "programs:session-correct",
            session.pk,
            reason="Disalin dari daftar kertas.",
            **{f"status_{enrollment.pk}": "H" for enrollment in active},
        )
    send(centre, "programs:batch-open-tests", batch.pk)
    points = {f"post_{enrollment.pk}": "80" for enrollment in active}
    send(centre, "programs:batch-written-tests", batch.pk, post_on="2021-07-05", **points)
    verdicts = {f"verdict_{enrollment.pk}_{unit.pk}": "K" for enrollment in active}
    verdicts[f"verdict_{active[0].pk}_{unit.pk}"] = "BK"
    send(centre, "programs:batch-results", batch.pk, assessor=place.assessor.pk, on="2021-07-05", **verdicts)
    send(centre, "programs:batch-close", batch.pk)

    assert batch.sessions.count() == 18
    assert [e.state for e in batch.enrollments.order_by("inmate__name")] == (
        [Enrollment.State.DROPPED] + [Enrollment.State.COMPLETED] * 9 + [Enrollment.State.RESERVE] * 2
    )
    assert not Certificate.objects.exists()
    assert dt.date(2021, 6, 12) in set(batch.sessions.values_list("day", flat=True))

    send(centre, "certificates:batch-propose", batch.pk)
    assert centre_head is not None
