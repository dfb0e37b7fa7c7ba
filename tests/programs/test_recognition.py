"""Units passed in an earlier training, also in another prison, count in a later batch with their origin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from certificates.printing import printed_record
from programs.actions.recognition import recognise
from programs.completion import progress_of
from programs.models import Batch, Enrollment, PackageUnit, UnitResult
from programs.recognition import offers_of
from programs.training_record import training_record
from tests import factories as make
from tests.cast import Place
from trainees.models import Inmate

pytestmark = pytest.mark.django_db
PASSED = dt.date(2021, 6, 12)
LATER = {
    "state": Batch.State.TESTING,
    "starts_on": dt.date(2021, 8, 2),
    "ends_on": dt.date(2021, 8, 3),
    "tested_on": dt.date(2021, 8, 4),
}


@pytest.fixture
def old() -> Place:
    return Place("Ambarawa")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def passed(place: Place, enrollment: Enrollment, *verdicts: str, on: dt.date = PASSED) -> list[UnitResult]:
    """Verdicts in the first units of the package."""
    units = enrollment.batch.package.package_units.all()
    return [
        UnitResult.objects.create(
            enrollment=enrollment,
            unit=unit.unit,
            verdict=verdict,
            assessor=place.assessor,
            assessed_on=on,
            recorded_by=place.centre_staff,
        )
        for unit, verdict in zip(units, verdicts, strict=False)
    ]


@pytest.fixture
def moved(old: Place, place: Place) -> Enrollment:
    """K in the first unit and BK in the second elsewhere; then transferred into a batch of another package here."""
    before = old.enrolled(old.batch(state=Batch.State.TESTING, name="Angkatan rahasia"))
    passed(old, before, "K", "BK")
    Enrollment.objects.filter(pk=before.pk).update(state="DROPPED", drop_reason="TRANSFERRED")
    PackageUnit.objects.filter(package=place.package).delete()
    for position, row in enumerate(old.package.package_units.all(), start=1):
        PackageUnit.objects.create(package=place.package, unit=row.unit, position=position, lesson_hours=8)
    inmate = before.inmate
    Inmate.objects.filter(enrollments=before).update(facility=place.facility)
    return Enrollment.objects.create(batch=place.batch(**LATER), inmate=inmate, state="ACTIVE")


def test_only_what_was_passed_and_is_not_tested_here_is_offered(place: Place, moved: Enrollment) -> None:
    [offer] = offers_of(moved.batch)

    assert (offer.enrollment, offer.unit.position, str(offer.origin)) == (moved, 1, "UPTD BLK Ambarawa, 2021")
    passed(place, moved, "BK", on=LATER["tested_on"])
    assert offers_of(moved.batch) == []


def test_a_recognised_unit_counts_with_its_assessor_and_day(old: Place, place: Place, moved: Enrollment) -> None:
    offers = offers_of(moved.batch)

    counts = [recognise(moved.batch, offers, by=place.centre_staff) for _time in range(2)]

    row = moved.results.get()
    assert counts == [1, 0]
    assert (row.verdict, row.attempt, row.assessor, row.assessed_on) == ("K", 1, old.assessor, PASSED)
    assert (row.recognised_from, row.recorded_by) == (offers[0].source, place.centre_staff)
    [progress] = progress_of(moved.batch)
    assert ([unit.position for unit in progress.passed], progress.hours) == ([1], 0)
    assert offers_of(moved.batch) == []


def test_what_was_tested_here_meanwhile_is_not_recognised(place: Place, moved: Enrollment) -> None:
    offers = offers_of(moved.batch)
    passed(place, moved, "BK", on=LATER["tested_on"])

    with pytest.raises(ValidationError, match="can no longer be recognised"):
        recognise(moved.batch, offers, by=place.centre_staff)

    assert moved.results.get().recognised_from is None


def test_a_batch_before_its_decree_or_closed_recognises_nothing(place: Place, moved: Enrollment) -> None:
    offers = offers_of(moved.batch)
    Batch.objects.filter(pk=moved.batch_id).update(state="CLOSED", closed_on=LATER["tested_on"])

    with pytest.raises(ValidationError):
        recognise(moved.batch, offers, by=place.centre_staff)


def test_the_page_offers_and_recognises_and_says_the_origin_without_the_prison(place: Place, moved: Enrollment) -> None:
    client, url = signed_in(place.centre_staff), reverse("programs:batch-recognition", args=[moved.batch_id])

    page = client.get(url)
    nothing = client.post(url, {})
    forged = client.post(url, {"offers": [f"{moved.pk}-999"]})
    answer = client.post(url, {"offers": [offer.key for offer, _ticked in page.context["form"].rows()]})
    shown = client.get(moved.get_absolute_url()).content.decode()

    assert (list(nothing.context["form"].errors), list(forged.context["form"].errors)) == (["offers"], ["offers"])
    assert answer.status_code == 302
    assert moved.results.get().recognised_from is not None
    for text in (page.content.decode(), shown):
        assert "UPTD BLK Ambarawa, 2021" in text
        assert "Lapas Kelas IIA Ambarawa" not in text
        assert "Angkatan rahasia" not in text


def test_nobody_elses_units_are_offered(old: Place, place: Place, moved: Enrollment) -> None:
    place.enrolled(moved.batch)

    assert [offer.enrollment for offer in offers_of(moved.batch)] == [moved]
    client = signed_in(old.centre_staff)
    assert client.get(reverse("programs:batch-recognition", args=[moved.batch_id])).status_code == 404


def test_the_training_record_and_the_certificate_say_that_it_is_recognised(place: Place, moved: Enrollment) -> None:
    recognise(moved.batch, offers_of(moved.batch), by=place.centre_staff)

    latest, _earlier = training_record(moved.inmate)
    printed = printed_record(moved, number="1", on=dt.date(2021, 9, 1), by=place.centre_head)

    assert [(verdict, origin) for _title, verdict, origin in latest.units] == [("K", "UPTD BLK Ambarawa, 2021")]
    assert [unit.result for unit in printed.units] == ["K (RPL)"]


@pytest.mark.parametrize("people", [1, 3])
def test_offers_cost_the_same_for_any_number_of_people(
    place: Place, people: int, django_assert_num_queries: Any
) -> None:
    batch = place.batch(**LATER)
    earlier = place.batch(state=Batch.State.TESTING)
    for _each in range(people):
        before = place.enrolled(earlier)
        passed(place, before, "K", "K")
        Enrollment.objects.filter(pk=before.pk).update(state="DROPPED", drop_reason="HEALTH")
        Enrollment.objects.create(batch=batch, inmate=before.inmate, state="ACTIVE")

    with django_assert_num_queries(4):
        offers = offers_of(batch)

    assert len(offers) == 2 * people


def officers(place: Place) -> Iterator[Enrollment]:
    for day in (dt.date(2021, 6, 10), dt.date(2021, 8, 2)):
        batch = place.batch(trainee_kind="OFFICER", state=Batch.State.TESTING, starts_on=day,
                            ends_on=day, tested_on=day)  # fmt: skip
        officer = place.facility.officers.first() or place.officer()
        yield make.EnrollmentFactory.create(batch=batch, inmate=None, officer=officer, state="ACTIVE")


def test_an_officers_units_are_recognised_too(place: Place) -> None:
    first, second = officers(place)
    passed(place, first, "K", on=first.batch.tested_on)

    assert recognise(second.batch, offers_of(second.batch), by=place.centre_staff) == 1
