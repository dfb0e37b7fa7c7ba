"""A sanction recorded before it begins pauses the training when its day comes, once, however often the job runs."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from django_q.models import Schedule

from programs import jobs
from programs.actions import circumstances, participants
from programs.models import Circumstance, Enrollment
from tests.cast import Place
from tests.programs.conftest import SignIn
from trainees.models import DisciplinarySanction, Inmate

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def enrollment(place: Place) -> Enrollment:
    return place.enrolled(place.batch(state="RUNNING"))


def sanction(enrollment: Enrollment, starts_in: int) -> DisciplinarySanction:
    first = timezone.localdate() + starts_in * DAY
    return DisciplinarySanction.objects.create(
        inmate=Inmate.objects.get(enrollments=enrollment), level="LIGHT", starts_on=first, ends_on=first + 6 * DAY
    )


def states() -> list[str]:
    return list(Enrollment.objects.values_list("state", flat=True))


def test_a_sanction_to_come_waits_for_its_first_morning_there(
    place: Place, sign_in: SignIn, enrollment: Enrollment
) -> None:
    first = timezone.localdate() + 3 * DAY

    sign_in(place.staff).post(
        reverse("programs:sanction-add", args=[enrollment.inmate_id]),
        {"level": "LIGHT", "starts_on": first, "ends_on": first + 6 * DAY},
    )

    row = Schedule.objects.get()
    made = DisciplinarySanction.objects.get()
    assert (row.func, row.args) == ("programs.jobs.sanction_begins", str((made.pk, place.staff.pk)))
    assert row.next_run == dt.datetime.combine(first, dt.time.min, timezone.get_current_timezone())
    assert (states(), Circumstance.objects.count()) == (["ACTIVE"], 0)


def test_on_the_day_it_suspends_and_tells_once_though_it_runs_twice(place: Place, enrollment: Enrollment) -> None:
    row = sanction(enrollment, starts_in=0)

    jobs.sanction_begins(row.pk, place.staff.pk)
    jobs.sanction_begins(row.pk, place.staff.pk)

    assert states() == ["SUSPENDED"]
    assert list(Circumstance.objects.values_list("kind", "happened_on")) == [("DISCIPLINE", row.starts_on)]


def test_who_was_resumed_meanwhile_is_not_suspended_by_a_second_run(place: Place, enrollment: Enrollment) -> None:
    row = sanction(enrollment, starts_in=0)
    jobs.sanction_begins(row.pk, place.staff.pk)
    participants.resume(Enrollment.objects.get(), by=place.staff)

    jobs.sanction_begins(row.pk, place.staff.pk)

    assert states() == ["ACTIVE"]


def test_a_job_that_comes_too_early_waits_again(place: Place, enrollment: Enrollment) -> None:
    row = sanction(enrollment, starts_in=2)

    jobs.sanction_begins(row.pk, place.staff.pk)

    assert (states(), Schedule.objects.count()) == (["ACTIVE"], 1)


def test_a_sanction_that_is_over_or_was_taken_away_pauses_nobody(place: Place, enrollment: Enrollment) -> None:
    over, gone = sanction(enrollment, starts_in=-30), sanction(enrollment, starts_in=0)
    gone_id = gone.pk
    gone.delete()

    jobs.sanction_begins(over.pk, place.staff.pk)
    jobs.sanction_begins(gone_id, place.staff.pk)

    assert (states(), Schedule.objects.count()) == (["ACTIVE"], 0)


def test_a_second_sanction_of_another_day_pauses_again(place: Place, enrollment: Enrollment) -> None:
    circumstances.after_sanction(sanction(enrollment, starts_in=-1), today=timezone.localdate(), by=place.staff)
    participants.resume(Enrollment.objects.get(), by=place.staff)

    circumstances.after_sanction(sanction(enrollment, starts_in=0), today=timezone.localdate(), by=place.staff)

    assert (states(), Circumstance.objects.count()) == (["SUSPENDED"], 2)
