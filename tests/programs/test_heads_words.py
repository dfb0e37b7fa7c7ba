"""What triggers refuse: words of who is not head, changes of lessons that were held, a decree too short."""

import datetime as dt
from typing import Any

import pytest

from programs.models import AssessorException, Batch, Package, Session, StandardException
from tests import factories as make
from tests.cast import Place
from tests.programs.test_triggers import refused_by

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
DECREED = {"state": "DECREED", "decree_number": "SK-1", "decreed_on": dt.date(2021, 6, 8)}


def former_head(place: Place) -> Any:
    head = place.centre_head
    head.postings.update(ends_on=dt.date(2021, 12, 31))
    return head


def test_who_was_head_once_allows_nothing_any_more(place: Place) -> None:
    facts = {"batch": place.batch(), "reason": "x", "allowed_by": former_head(place)}
    too_few = StandardException(code="TOO_FEW", figure=2, standard=3, **facts)

    assert refused_by(too_few.save) == "exception_is_the_heads"
    assert refused_by(AssessorException(assessor=place.instructor, **facts).save) == "exception_is_the_heads"


def test_only_the_head_of_the_packages_centre_lets_an_only_teacher_assess(place: Place, stranger: Place) -> None:
    facts = {"batch": place.batch(), "assessor": place.instructor, "reason": "x"}
    others = (place.centre_staff, place.head, stranger.centre_head)

    found = {refused_by(AssessorException(**facts, allowed_by=user).save) for user in others}

    assert found == {"exception_is_the_heads"}


HELD = {
    "day": lambda place, row: {
        "day": row.day + DAY,
        "starts_at": row.starts_at + DAY,
        "ends_at": row.ends_at + DAY,
    },
    "hour": lambda place, row: {"starts_at": row.starts_at - DAY / 24, "ends_at": row.ends_at - DAY / 24},
    "instructor": lambda place, row: {"instructor": place.assessor},
    "workshop": lambda place, row: {"workshop": make.WorkshopFactory.create(facility=place.facility)},
    "unit": lambda place, row: {"unit": row.batch.package.package_units.all()[0].unit},
}


@pytest.mark.parametrize("what", HELD)
def test_a_lesson_that_was_held_stays_as_it_was(place: Place, what: str) -> None:
    batch = place.batch(state=Batch.State.RUNNING)
    person = place.enrolled(batch)
    held, free = (make.SessionFactory.create(batch=batch, day=batch.starts_on + turn * DAY) for turn in range(2))
    make.AttendanceFactory.create(session=held, enrollment=person)

    def change(row: Session) -> int:
        return Session.objects.filter(pk=row.pk).update(**HELD[what](place, row))

    assert refused_by(lambda: change(held)) == "session_keeps_its_attendance"
    if what != "day":  # the free one is on the last day already
        assert change(free) == 1


def test_a_timetable_too_short_keeps_a_batch_from_its_decree_until_the_head_allows_it(place: Place) -> None:
    batch = place.batch(state=Batch.State.SELECTING)
    for _person in range(batch.package.least_participants):
        place.enrolled(batch)
    make.SessionFactory.create(batch=batch, day=batch.starts_on, lesson_hours=8)
    wanted = batch.package.lesson_hours

    assert refused_by(lambda: Batch.objects.update(**DECREED)) == "batch_keeps_its_standard"
    StandardException.objects.create(
        batch=batch, code="HOURS_SHORT", figure=8, standard=wanted, reason="Pekan ujian", allowed_by=place.centre_head
    )
    assert Batch.objects.update(**DECREED) == 1


@pytest.mark.parametrize(
    "change",
    [{"minimum_age": 40}, {"minimum_education": "S1"}, {"instructor_months": 7}],
    ids=lambda each: next(iter(each)),
)
def test_a_package_in_use_keeps_what_it_asks_of_people(place: Place, change: dict[str, Any]) -> None:
    batch = place.batch(state=Batch.State.SELECTING)

    assert refused_by(lambda: Package.objects.update(**change)) == "package_in_use_keeps_its_rules"
    Batch.objects.filter(pk=batch.pk).update(state="CANCELLED")
    assert Package.objects.update(**change) == 1
