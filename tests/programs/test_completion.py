"""What a participant still lacks: hours of the threshold, rounded up, and every compulsory unit."""

import datetime as dt
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as some

from programs.completion import Progress, progress_of
from programs.models import Batch, Enrollment, Package, UnitResult
from tests import factories as make
from tests.cast import Place


@given(hours=some.integers(1, 2000), threshold=some.integers(1, 100))
def test_hours_needed_are_the_threshold_of_all_hours_rounded_up(hours: int, threshold: int) -> None:
    needed = Package(lesson_hours=hours, attendance_threshold=threshold).hours_needed

    assert needed == ceil(hours * threshold / 100 - 1e-9)
    assert needed * 100 >= hours * threshold > (needed - 1) * 100
    assert 1 <= needed <= hours


def taught(place: Place, hours: int, threshold: int) -> Batch:
    """A batch of one session and one compulsory unit, both of so many hours."""
    package = make.PackageFactory.create(
        centre=place.centre,
        field=place.field,
        lesson_hours=hours,
        attendance_threshold=threshold,
        unit_hours=[hours],
    )
    return place.batch(package=package, state=Batch.State.TESTING)


def attended(place: Place, enrollment: Enrollment, hours: int) -> None:
    session = make.SessionFactory.create(
        batch=enrollment.batch, instructor=place.instructor, lesson_hours=enrollment.batch.package.lesson_hours
    )
    make.AttendanceFactory.create(
        session=session, enrollment=enrollment, status="H", lesson_hours=hours, recorded_by=place.staff
    )


def assessed(place: Place, enrollment: Enrollment, verdict: str, attempt: int = 1, position: int = 1) -> None:
    UnitResult.objects.create(
        enrollment=enrollment,
        unit=enrollment.batch.package.package_units.get(position=position).unit,
        attempt=attempt,
        verdict=verdict,
        assessor=place.assessor,
        assessed_on=dt.date(2021, 6, 12),
        recorded_by=place.centre_staff,
    )


def progress(enrollment: Enrollment) -> Progress:
    return progress_of(enrollment.batch)[0]


def gaps(enrollment: Enrollment) -> list[tuple[str, str]]:
    return [(gap.code, gap.text) for gap in progress(enrollment).gaps]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(8, [("HOURS", "8 of 9 JP needed were attended.")]), (9, [])],
    ids=["one hour short", "the threshold rounded up"],
)
def test_75_percent_of_11_hours_are_9_hours(place: Place, hours: int, expected: list[tuple[str, str]]) -> None:
    enrollment = place.enrolled(taught(place, hours=11, threshold=75))
    attended(place, enrollment, hours)
    assessed(place, enrollment, "K")

    assert gaps(enrollment) == expected


def test_a_unit_not_assessed_is_missing_and_the_figures_say_so(place: Place) -> None:
    enrollment = place.enrolled(place.batch(state=Batch.State.TESTING))
    assessed(place, enrollment, "K", position=1)

    row = progress(enrollment)

    assert [unit.position for unit in row.missing] == [2]
    assert ("UNITS", "1 of 2 compulsory units are K.") in gaps(enrollment)


def test_bk_alone_is_no_pass_and_k_on_the_second_attempt_is(place: Place) -> None:
    enrollment = place.enrolled(taught(place, hours=8, threshold=80))
    attended(place, enrollment, 8)
    assessed(place, enrollment, "BK")
    first = gaps(enrollment)
    assessed(place, enrollment, "K", attempt=2)

    assert first == [("UNITS", "0 of 1 compulsory units are K.")]
    assert progress(enrollment).is_complete


def test_an_optional_unit_is_not_needed(place: Place) -> None:
    place.package.package_units.filter(position=2).update(is_compulsory=False)
    batch = place.batch(state=Batch.State.TESTING)
    enrollment = place.enrolled(batch)
    for session in place.sessions(batch):
        make.AttendanceFactory.create(
            session=session, enrollment=enrollment, status="H", lesson_hours=8, recorded_by=place.staff
        )
    assessed(place, enrollment, "K", position=1)

    row = progress(enrollment)

    assert (row.hours, row.hours_needed, row.units, row.is_complete) == (16, 13, 1, True)


def test_nobody_completes_a_package_without_units(place: Place) -> None:
    package = make.PackageFactory.create(centre=place.centre, field=place.field, lesson_hours=8)
    package.package_units.all().delete()
    batch = place.batch(package=package, state=Batch.State.TESTING)
    enrollment = place.enrolled(batch)
    attended(place, enrollment, 8)

    assert gaps(enrollment) == [("UNITS", "0 of 0 compulsory units are K.")]


def test_only_presence_counts_as_hours(place: Place) -> None:
    enrollment = place.enrolled(taught(place, hours=8, threshold=80))
    session = make.SessionFactory.create(batch=enrollment.batch, instructor=place.instructor)
    make.AttendanceFactory.create(
        session=session, enrollment=enrollment, status="S", lesson_hours=0, recorded_by=place.staff
    )

    assert progress(enrollment).hours == 0


@pytest.mark.parametrize("state", ["PROPOSED", "RESERVE", "REJECTED", "DROPPED"])
def test_who_has_no_seat_has_no_progress(place: Place, state: str) -> None:
    batch = place.batch()
    make.EnrollmentFactory.create(
        batch=batch, state=state, reason="Alasan", drop_reason="HEALTH" if state == "DROPPED" else ""
    )

    assert progress_of(batch) == []


@pytest.mark.parametrize("people", [1, 3])
def test_progress_costs_five_queries_for_any_number_of_people(
    place: Place, people: int, django_assert_num_queries: object
) -> None:
    batch = place.batch()
    for _person in range(people):
        place.enrolled(batch)

    with django_assert_num_queries(5):
        rows = progress_of(batch)

    assert len(rows) == people
