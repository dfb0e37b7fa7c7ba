"""What the triggers of the timetable's migration refuse, however the rows are written."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from audit.refusals import refusals_explained
from programs.facts import FACT_SENTENCES
from programs.models import Batch, Session
from tests import factories as make
from tests.cast import Place

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def refused_by(step: Callable[[], Any]) -> str:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        step()
    return str(refusal.value.__cause__.diag.constraint_name)


@pytest.fixture
def lessons(place: Place) -> list[Session]:
    """Both days of a class that runs."""
    return place.sessions(place.batch(running=True))


def moved(days: int) -> dict[str, Any]:
    day = dt.date(2021, 6, 10) + days * DAY
    start = dt.datetime.combine(day, dt.time(13), tzinfo=dt.timezone(dt.timedelta(hours=7)))
    return {"day": day, "starts_at": start, "ends_at": start + dt.timedelta(hours=1)}


@pytest.mark.parametrize("days", [-1, 2])
def test_lessons_lie_between_the_first_and_the_last_day(lessons: list[Session], days: int) -> None:
    one = Session.objects.filter(pk=lessons[0].pk)

    assert refused_by(lambda: one.update(**moved(days))) == "session_inside_its_days"


def test_a_lesson_begins_on_its_day_by_the_clock_of_the_prison(lessons: list[Session]) -> None:
    late = dt.datetime(2021, 6, 10, 18, tzinfo=dt.UTC)  # one o'clock of the next day in Java
    one = Session.objects.filter(pk=lessons[0].pk)

    name = refused_by(lambda: one.update(starts_at=late, ends_at=late + dt.timedelta(hours=1)))

    assert name == "session_on_its_day"


def test_lessons_are_held_in_workshops_of_the_prison_or_the_centre(place: Place, lessons: list[Session]) -> None:
    foreign = make.WorkshopFactory.create(facility=make.FacilityFactory.create())
    at_centre = make.WorkshopFactory.create(facility=None, centre=place.centre)
    one = Session.objects.filter(pk=lessons[0].pk)

    name = refused_by(lambda: one.update(workshop=foreign))
    one.update(workshop=at_centre)

    assert name == "session_at_a_place_of_its_batch"


def test_a_lesson_teaches_a_unit_of_the_package(place: Place, lessons: list[Session]) -> None:
    own = place.package.package_units.all()[0].unit
    foreign = make.UnitFactory.create()

    name = refused_by(lambda: Session.objects.update(unit=foreign))
    Session.objects.update(unit=own)

    assert name == "session_teaches_its_package"


def cancelled(session: Session) -> Session:
    Session.objects.filter(pk=session.pk).update(cancelled_at=session.starts_at, cancellation="POWER_CUT")
    return session


def make_up(original: Session, batch: Batch) -> Session:
    return make.SessionFactory.build(
        batch=batch, instructor=original.instructor, workshop=batch.workshop, makes_up=original, **moved(0)
    )


def test_only_a_cancelled_lesson_of_the_same_class_is_made_up(place: Place, lessons: list[Session]) -> None:
    held = cancelled(lessons[0]) and lessons[1]
    other = place.batch(workshop=make.WorkshopFactory.create(facility=place.facility))

    of_a_held_one = refused_by(lambda: Session.objects.bulk_create([make_up(held, held.batch)]))
    of_another_class = refused_by(lambda: Session.objects.bulk_create([make_up(lessons[0], other)]))

    assert (of_a_held_one, of_another_class) == ("make_up_of_a_cancelled_session",) * 2


def test_a_lesson_that_was_made_up_stays_cancelled(lessons: list[Session]) -> None:
    original = cancelled(lessons[0])
    make_up(original, original.batch).save()
    one = Session.objects.filter(pk=original.pk)

    name = refused_by(lambda: one.update(cancelled_at=None, cancellation=""))
    cancelled(Session.objects.get(makes_up=original))
    one.update(cancelled_at=None, cancellation="")

    assert name == "made_up_session_stays_cancelled"


def test_the_days_of_a_running_class_go_on_holding_its_lessons(place: Place, lessons: list[Session]) -> None:
    batches = Batch.objects.filter(pk=lessons[0].batch_id)

    name = refused_by(lambda: batches.update(ends_on=lessons[0].day))
    batches.update(ends_on=lessons[1].day + DAY, tested_on=lessons[1].day + DAY)
    planned = place.batch(workshop=make.WorkshopFactory.create(facility=place.facility))
    make.SessionFactory.create(batch=planned)
    Batch.objects.filter(pk=planned.pk).update(starts_on=lessons[1].day)

    assert name == "running_batch_holds_its_sessions"


def test_each_refusal_is_said_in_words(lessons: list[Session]) -> None:
    with pytest.raises(ValidationError) as refusal, refusals_explained():
        Session.objects.update(**moved(5))

    assert refusal.value.messages == [str(FACT_SENTENCES["session_inside_its_days"])]
