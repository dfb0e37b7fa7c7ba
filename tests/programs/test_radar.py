"""Hours radar: what is still reachable equals what trying out every future gives."""

import datetime as dt
from collections.abc import Callable
from itertools import product
from random import Random
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from programs.actions.attendance import record_attendance
from programs.models import Attendance, Batch, Enrollment, Session
from programs.radar import Lessons, Light, Outlook, radars
from reports.tasks import task_named
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn

pytestmark = pytest.mark.django_db

FIRST = dt.date(2021, 6, 10)
DAY = dt.timedelta(days=1)


@pytest.fixture
def batch(place: Place) -> Batch:
    """Ten days of 8 JP, of which 64 are needed."""
    package = make.PackageFactory.create(
        centre=place.centre, field=place.field, lesson_hours=80, attendance_threshold=80, unit_hours=[80]
    )
    return place.batch(
        name="Angkatan 1", package=package, running=True, ends_on=FIRST + 9 * DAY, tested_on=FIRST + 10 * DAY
    )


def lessons(place: Place, batch: Batch) -> list[Session]:
    return [
        make.SessionFactory.create(batch=batch, day=FIRST + number * DAY, instructor=place.instructor)
        for number in range(10)
    ]


def attend(place: Place, session: Session, *absent: Enrollment) -> None:
    marks = {
        row: Attendance.Status.SICK if row in absent else Attendance.Status.PRESENT
        for row in session.batch.enrollments.active()
    }
    record_attendance(session, marks, on=session.day, by=place.staff)


def outlook(batch: Batch, person: Enrollment) -> Outlook:
    (radar,) = radars([batch])
    return next(row for row in radar.outlooks if row.enrollment == person)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_reachable_is_the_best_of_all_futures(place: Place, batch: Batch, seed: int) -> None:
    rng = Random(seed)
    people = [place.enrolled(batch) for _person in range(3)]
    sessions = lessons(place, batch)
    now = rng.randrange(3, 8)
    for session in rng.sample(sessions, now):
        attend(place, session, *(person for person in people if rng.random() < 0.4))
    open_hours = [row.lesson_hours for row in sessions if not row.attendances.exists()]

    for person in people:
        had = sum(person.attendances.values_list("lesson_hours", flat=True))
        futures = [had + sum(hours) for hours in product(*((0, hours) for hours in open_hours))]
        row = outlook(batch, person)

        assert row.highest == max(futures)
        assert (row.light == Light.LOST) == all(hours < 64 for hours in futures)


@pytest.mark.parametrize(
    ("attended", "absent", "to_come", "light"),
    [
        pytest.param(0, 0, 80, Light.SAFE, id="nothing missed"),
        pytest.param(0, 8, 72, Light.SAFE, id="may miss a whole day more"),
        pytest.param(0, 10, 70, Light.AT_RISK, id="may not miss a whole day more"),
        pytest.param(0, 16, 64, Light.AT_RISK, id="may miss nothing more"),
        pytest.param(0, 17, 63, Light.LOST, id="out of reach"),
        pytest.param(64, 12, 4, Light.SAFE, id="has the hours"),
    ],
)
def test_the_light_says_whether_one_more_day_may_be_missed(
    attended: int, absent: int, to_come: int, light: Light
) -> None:
    days = Lessons(needed=64, planned=80, to_come=to_come, longest_day=8, recorded=attended + absent)

    assert Outlook(Enrollment(), days, attended, absent).light == light


def test_nobody_is_at_risk_who_missed_nothing_of_a_package_that_wants_all_hours() -> None:
    days = Lessons(needed=80, planned=80, to_come=72, longest_day=8, recorded=8)

    assert Outlook(Enrollment(), days, attended=8, absent=0).light == Light.SAFE


@pytest.mark.parametrize(
    ("cancelled", "mended"), [([8, 8], [8]), ([4, 8], [4, 8]), ([4], []), ([], [])], ids=["one", "both", "not", "none"]
)
def test_cancelled_lessons_mend_what_they_can(cancelled: list[int], mended: list[int]) -> None:
    owed = [SimpleNamespace(lesson_hours=hours) for hours in cancelled]
    days = Lessons(needed=64, planned=80, to_come=40, longest_day=8, recorded=24, to_make_up=owed)

    row = Outlook(Enrollment(), days, attended=18, absent=6)

    assert (row.lacking, [session.lesson_hours for session in row.mending]) == (6, mended)


def test_lessons_missed_while_suspended_are_no_absence_but_their_hours_are_missing(place: Place, batch: Batch) -> None:
    paused, _other = place.enrolled(batch), place.enrolled(batch)
    first, second, *_rest = lessons(place, batch)
    attend(place, first)
    Enrollment.objects.filter(pk=paused.pk).update(state=Enrollment.State.SUSPENDED)
    attend(place, second)

    row = outlook(batch, paused)

    assert (row.attended, row.absent, row.unrecorded, row.highest) == (8, 0, 8, 72)


def test_a_cancelled_lesson_is_lost_to_everybody_until_it_is_made_up(place: Place, batch: Batch) -> None:
    person = place.enrolled(batch)
    session, *_rest = lessons(place, batch)
    Session.objects.filter(pk=session.pk).update(cancelled_at=timezone.now(), cancellation="POWER_CUT")

    row = outlook(batch, person)

    assert (row.highest, row.lessons.lost, row.lessons.to_make_up) == (72, 8, [session])


def test_the_radar_of_a_place_asks_as_often_for_one_batch_as_for_three(
    place: Place, sign_in: SignIn, django_assert_num_queries: Callable
) -> None:
    client, url = sign_in(place.staff), reverse("programs:hours-radar")
    place.enrolled(place.batch(running=True))
    client.get(url)

    with django_assert_num_queries(13):
        client.get(url)
    for start in (dt.date(2021, 7, 1), dt.date(2021, 8, 1)):
        place.enrolled(place.batch(running=True, starts_on=start, ends_on=start + DAY, tested_on=start + 2 * DAY))
    with django_assert_num_queries(13):
        response = client.get(url)

    assert len(response.context["radars"]) == 3


def test_nobody_s_radar_shows_another_place(place: Place, stranger: Place, batch: Batch, sign_in: SignIn) -> None:
    place.enrolled(batch)
    lessons(place, batch)

    response = sign_in(stranger.staff).get(reverse("programs:hours-radar"))

    assert response.context["radars"] == []
    assert sign_in(stranger.staff).get(reverse("programs:batch-radar", args=[batch.pk])).status_code == 404


def test_hours_in_danger_are_a_task_of_those_who_record_attendance(place: Place, batch: Batch) -> None:
    ill, _well = place.enrolled(batch), place.enrolled(batch)
    for session in lessons(place, batch)[:3]:
        attend(place, session, ill)

    task = task_named("hours_in_danger", place.staff, dt.datetime(2021, 6, 13, tzinfo=dt.UTC))

    assert task is not None
    assert [(example.text, example.hint) for example in task.examples] == [
        (f"{ill.person.name}, Angkatan 1", "56 of 64 JP reachable")
    ]
