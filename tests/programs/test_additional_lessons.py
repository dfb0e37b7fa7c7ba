"""Lessons beyond the package's hours: planned from the radar, earned by whoever comes, owed to nobody."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from audit.models import Verb
from programs.actions import sessions as lessons
from programs.actions.additional_lessons import add_lesson
from programs.actions.attendance import record_attendance
from programs.make_ups import hours_of
from programs.models import Attendance, Batch, Session
from programs.radar import Outlook, radars
from programs.recap import recap_of
from programs.standards import shortfalls
from tests.cast import Place
from tests.programs.conftest import SignIn
from tests.programs.test_timetable_facts import refused_by
from tests.programs.trail import events

pytestmark = pytest.mark.django_db
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
FIRST = dt.date(2021, 6, 10)
Status = Attendance.Status


@pytest.fixture
def batch(place: Place) -> Batch:
    """Runs for two weeks, with lessons of 8 JP on its first two days: all 16 JP of the package."""
    batch = place.batch(name="Angkatan 1", running=True, ends_on=FIRST + 13 * DAY, tested_on=FIRST + 14 * DAY)
    place.sessions(batch)
    return batch


def planned(place: Place, batch: Batch, **facts: Any) -> Session:
    given = {
        "day": FIRST + 4 * DAY,
        "starts_at": dt.time(7, 30),
        "lesson_hours": 6,
        "unit": None,
        "instructor": place.instructor,
        "workshop": place.workshop,
        "today": FIRST + DAY,
        "by": place.centre_staff,
    }
    return add_lesson(batch, **{**given, **facts})


def outlooks(batch: Batch) -> list[Outlook]:
    [radar] = radars([Batch.objects.with_places().get(pk=batch.pk)])
    return radar.outlooks


def test_who_comes_earns_its_hours_and_nobody_needs_more_or_has_missed_it(place: Place, batch: Batch) -> None:
    short, fine = place.enrolled(batch), place.enrolled(batch)
    first, second = batch.sessions.all()
    record_attendance(first, {short: Status.SICK, fine: Status.PRESENT}, on=first.day, by=place.staff)
    record_attendance(second, {short: Status.PRESENT, fine: Status.PRESENT}, on=second.day, by=place.staff)
    [before] = [row for row in outlooks(batch) if row.enrollment == short]
    extra = planned(place, batch)
    [to_come] = [row for row in outlooks(batch) if row.enrollment == short]

    record_attendance(extra, {short: Status.PRESENT}, on=extra.day, by=place.staff)

    after = {row.enrollment: row for row in outlooks(batch)}
    assert (before.lacking, before.light) == (5, "LOST")
    assert (to_come.highest, to_come.lacking, to_come.lessons.lost) == (14, 0, 0)
    assert (after[short].attended, after[short].absent, after[short].unrecorded) == (14, 8, 0)
    assert (after[fine].attended, after[fine].absent, after[fine].unrecorded) == (16, 0, 0)
    assert {row.lessons.needed for row in after.values()} == {13}


def test_the_recap_counts_its_hours_but_does_not_say_that_they_were_missed(place: Place, batch: Batch) -> None:
    short, fine = place.enrolled(batch), place.enrolled(batch)
    for session in batch.sessions.all():
        record_attendance(session, {short: Status.ABSENT, fine: Status.PRESENT}, on=session.day, by=place.staff)
    extra = planned(place, batch)
    record_attendance(extra, {short: Status.PRESENT}, on=extra.day, by=place.staff)

    rows = {row.enrollment: row for row in recap_of(batch).rows}

    assert (rows[short].hours, rows[short].percent) == (6, 37)
    assert (rows[fine].hours, rows[fine].percent) == (16, 100)


def test_the_timetable_s_sum_goes_without_it(place: Place, batch: Batch) -> None:
    planned(place, batch)
    first = batch.sessions.all()[0]
    lessons.cancel_sessions(batch, [first], cancellation="POWER_CUT", reason="", by=place.staff)

    assert hours_of(batch).missing == 8
    assert [row.figure for row in shortfalls(batch)] == [8]


def test_cancelled_it_is_not_owed(place: Place, batch: Batch) -> None:
    extra = planned(place, batch)

    lessons.cancel_sessions(batch, [extra], cancellation="POWER_CUT", reason="", by=place.staff)

    assert not batch.sessions.to_make_up().exists()


def test_the_trail_says_who_planned_it(place: Place, batch: Batch) -> None:
    extra = planned(place, batch)

    assert events(object_type="programs.session", verb=Verb.ADD) == [
        (str(place.centre_staff), Verb.ADD, str(extra), "")
    ]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"lesson_hours": 0}, "lesson_hours"),
        ({"lesson_hours": 17}, "lesson_hours"),
        ({"day": FIRST}, "day"),
        ({"day": FIRST + 20 * DAY}, "day"),
        ({"starts_at": dt.time(22)}, "starts_at"),
    ],
)
def test_hours_and_days_that_cannot_be_are_refused(
    place: Place, batch: Batch, facts: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        planned(place, batch, **facts)

    assert list(refusal.value.message_dict) == [field]


def test_it_clashes_as_any_lesson_does(place: Place, batch: Batch) -> None:
    with pytest.raises(ValidationError, match="already have a lesson"):
        planned(place, batch, day=FIRST + DAY)


def test_it_is_planned_only_while_the_class_runs(place: Place) -> None:
    batch = place.batch()
    row = place.sessions(batch)[0]
    row.pk, row.is_additional = None, True
    row.starts_at += 8 * HOUR
    row.ends_at += 8 * HOUR

    with pytest.raises(ValidationError):
        planned(place, batch)
    assert refused_by(lambda: Session.objects.bulk_create([row])) == "additional_session_while_running"


def test_what_it_is_stays_and_it_makes_up_for_nothing(place: Place, batch: Batch) -> None:
    extra, [first, _second] = planned(place, batch), batch.sessions.of_the_package()
    lessons.cancel_sessions(batch, [first], cancellation="POWER_CUT", reason="", by=place.staff)

    stays = refused_by(lambda: Session.objects.filter(pk=extra.pk).update(is_additional=False))
    makes_up = refused_by(lambda: Session.objects.filter(pk=extra.pk).update(makes_up=first))

    assert (stays, makes_up) == ("additional_session_stays", "additional_session_makes_up_nothing")


class TestPages:
    @pytest.fixture
    def batch(self, place: Place) -> Batch:
        today = timezone.localdate()
        batch = place.batch(
            running=True, starts_on=today - 8 * DAY, ends_on=today + 9 * DAY, tested_on=today + 10 * DAY
        )
        place.sessions(batch)
        return batch

    def url(self, batch: Batch) -> str:
        return reverse("programs:batch-add-lesson", args=[batch.pk])

    def test_the_radar_links_to_a_page_filled_in_with_what_is_lacking(
        self, place: Place, batch: Batch, sign_in: SignIn
    ) -> None:
        person, client = place.enrolled(batch), sign_in(place.centre_staff)
        for session in batch.sessions.all():
            record_attendance(session, {person: Status.ABSENT}, on=session.day, by=place.staff)
        radar = client.get(reverse("programs:batch-radar", args=[batch.pk])).content.decode()
        link = f"{self.url(batch)}?hours=13"

        form = client.get(link).context["form"]

        assert link in radar
        assert (form["lesson_hours"].value(), form["instructor"].value()) == (13, place.instructor.pk)

    def test_the_centre_plans_it_and_all_lists_show_it(self, place: Place, batch: Batch, sign_in: SignIn) -> None:
        place.enrolled(batch)
        client, day = sign_in(place.centre_staff), timezone.localdate() + DAY
        sent = {"day": day, "starts_at": "07:30", "lesson_hours": "4"}

        client.post(self.url(batch), {**sent, "instructor": place.instructor.pk, "workshop": place.workshop.pk})

        extra = batch.sessions.get(is_additional=True)
        make_ups = client.get(reverse("programs:batch-make-ups", args=[batch.pk])).context
        timetable = client.get(batch.get_absolute_url()).content.decode()
        assert (extra.day, extra.lesson_hours) == (day, 4)
        assert list(make_ups["additional"]) == [extra]
        assert ">additional<" in timetable

    def test_at_its_list_only_who_came_is_marked(self, place: Place, batch: Batch, sign_in: SignIn) -> None:
        came, other = place.enrolled(batch), place.enrolled(batch)
        day = timezone.localdate()
        extra = planned(place, batch, day=day, today=day)
        client, url = sign_in(place.staff), reverse("programs:session-attendance", args=[extra.pk])

        preset = client.get(url).context["form"][f"status_{other.pk}"].value()
        nobody = client.post(url, {}).context["form"].errors
        client.post(url, {f"status_{came.pk}": "H"})

        assert (preset, list(nobody)) == ("", ["__all__"])
        assert list(extra.attendances.values_list("enrollment", "status")) == [(came.pk, "H")]

    @pytest.mark.parametrize("hours", ["", "x", "-1", "99999999", "²"])
    def test_hours_that_are_none_fill_in_the_usual_ones(
        self, place: Place, batch: Batch, sign_in: SignIn, hours: str
    ) -> None:
        form = sign_in(place.centre_staff).get(self.url(batch), {"hours": hours}).context["form"]

        assert form["lesson_hours"].value() == 8
