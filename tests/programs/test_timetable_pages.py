"""The pages of a timetable: preview and save, one week, many sessions at once, make-ups, a later last day."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from facilities.models import ClosedDay
from programs.actions import attendance
from programs.models import Attendance, Batch, Session
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
HOW = {"weekdays": ["0", "1", "2", "3", "4", "5"], "starts_at": "07:30", "hours_per_day": "8"}


def page(name: str, row: Any = None) -> str:
    return reverse(f"programs:{name}", args=[row.pk] if row else [])


@pytest.fixture
def centre(place: Place, sign_in: SignIn) -> Client:
    return sign_in(place.centre_staff)


@pytest.fixture
def officer(place: Place, sign_in: SignIn) -> Client:
    return sign_in(place.staff)


def said(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


class TestPreview:
    def test_shows_the_sessions_and_saves_nothing(self, place: Place, centre: Client) -> None:
        batch = place.batch()

        response = centre.post(
            page("batch-timetable", batch), {**HOW, "instructor": place.instructor.pk, "step": "preview"}
        )

        plan = response.context["plan"]
        assert ([row.day for row in plan.sessions], plan.hours, plan.against) == (
            [batch.starts_on, batch.ends_on],
            16,
            [],
        )
        assert not batch.sessions.exists()

    def test_what_was_looked_at_is_saved(self, place: Place, centre: Client) -> None:
        batch = place.batch()
        given = {**HOW, "instructor": place.instructor.pk}
        seen = centre.post(page("batch-timetable", batch), {**given, "step": "preview"}).context["form"]

        centre.post(page("batch-timetable", batch), {**given, "step": "save", "previewed": seen["previewed"].value()})

        assert batch.sessions.count() == 2

    def test_what_was_changed_since_is_shown_again(self, place: Place, centre: Client) -> None:
        batch = place.batch()
        given = {**HOW, "instructor": place.instructor.pk}
        seen = centre.post(page("batch-timetable", batch), {**given, "step": "preview"}).context["form"]
        changed = {**given, "starts_at": "09:00", "previewed": seen["previewed"].value(), "step": "save"}

        response = centre.post(page("batch-timetable", batch), changed)

        assert response.context["has_changed"]
        assert not batch.sessions.exists()

    def test_says_who_clashes_where_and_offers_no_saving(self, place: Place, centre: Client) -> None:
        elsewhere = make.WorkshopFactory.create(facility=place.facility)
        other = place.batch(name="Las 1", workshop=elsewhere)
        place.sessions(other)
        given = {**HOW, "instructor": place.instructor.pk, "step": "preview"}

        response = centre.post(page("batch-timetable", place.batch()), given)

        who = place.instructor.name
        assert response.context["plan"].against == [
            f"{who} already teaches “Las 1” at this time. (Thursday, 10 June 2021, 07.30–13.30 WIB and 1 more)"
        ]
        assert "Save the timetable" not in response.content.decode()

    def test_does_not_name_a_batch_of_another_prison(self, place: Place, centre: Client) -> None:
        other = make.BatchFactory.create(package=place.package, name="Rahasia")
        make.SessionFactory.create(batch=other, instructor=place.instructor)
        given = {**HOW, "instructor": place.instructor.pk, "step": "preview"}

        response = centre.post(page("batch-timetable", place.batch()), given)

        [text] = response.context["plan"].against
        assert "already teaches elsewhere at this time" in text
        assert "Rahasia" not in response.content.decode()

    def test_morning_and_afternoon_blocks_of_two_instructors(self, place: Place, centre: Client) -> None:
        colleague = make.InstructorFactory.create(centre=place.centre, fields=[place.field])
        batch = place.batch()
        blocks = {"hours_per_day": "4", "starts_at_2": "12:30", "hours_2": "4", "instructor_2": colleague.pk}

        centre.post(page("batch-timetable", batch), {**HOW, "instructor": place.instructor.pk, **blocks})

        first = [(row.local_hours, row.instructor) for row in batch.sessions.filter(day=batch.starts_on)]
        assert first == [("07.30–10.30 WIB", place.instructor), ("12.30–15.30 WIB", colleague)]

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"starts_at_2": "12:00"}, "hours_2"),
            ({"hours_2": "2"}, "starts_at_2"),
            ({"starts_at_2": "08:00", "hours_2": "2"}, "starts_at_2"),
            ({"starts_at_3": "15:00", "hours_3": "2"}, "starts_at_3"),
            ({"starts_at_2": "23:00", "hours_2": "2"}, "hours_2"),
        ],
    )
    def test_blocks_that_cannot_be_are_refused_at_their_field(
        self, place: Place, centre: Client, given: dict[str, str], field: str
    ) -> None:
        batch = place.batch()

        response = centre.post(page("batch-timetable", batch), {**HOW, "instructor": place.instructor.pk, **given})

        assert list(response.context["form"].errors) == [field]
        assert not batch.sessions.exists()

    def test_a_unit_has_its_own_instructor(self, place: Place, centre: Client) -> None:
        colleague = make.InstructorFactory.create(centre=place.centre, fields=[place.field])
        batch = place.batch()
        second = place.package.package_units.all()[1].unit

        centre.post(
            page("batch-timetable", batch),
            {**HOW, "instructor": place.instructor.pk, f"unit_{second.pk}": colleague.pk},
        )

        taught = [(row.unit, row.instructor) for row in batch.sessions.all()]
        assert taught == [(place.package.package_units.all()[0].unit, place.instructor), (second, colleague)]


class TestManyAtOnce:
    @pytest.fixture
    def batch(self, place: Place) -> Batch:
        """Runs since today; both lessons are to be held yet."""
        today = timezone.localdate()
        batch = place.batch(running=True, starts_on=today, ends_on=today + 6 * DAY, tested_on=today + 7 * DAY)
        place.sessions(batch)
        return batch

    def send(self, client: Client, batch: Batch, action: str, **facts: Any) -> Any:
        keys = list(batch.sessions.values_list("pk", flat=True))
        return client.post(page("batch-sessions", batch), {"sessions": keys, "action": action, **facts}, follow=True)

    def test_move_by_a_day_although_each_takes_the_next_ones_place(self, batch: Batch, centre: Client) -> None:
        response = self.send(centre, batch, "move", days="1")

        assert said(response) == ["2 sessions changed."]
        assert [row.day - batch.starts_on for row in batch.sessions.all()] == [DAY, 2 * DAY]

    def test_move_outside_the_batch_moves_none(self, batch: Batch, centre: Client) -> None:
        response = self.send(centre, batch, "move", days="6")

        assert response.context["form"].errors == {"days": ["Lessons lie between the batch's first and last day."]}
        assert [row.day - batch.starts_on for row in batch.sessions.all()] == [0 * DAY, DAY]

    def test_hand_over_to_a_colleague(self, place: Place, batch: Batch, centre: Client) -> None:
        colleague = make.InstructorFactory.create(centre=place.centre, fields=[place.field])

        self.send(centre, batch, "hand-over", instructor=colleague.pk)

        assert {row.instructor for row in batch.sessions.all()} == {colleague}

    def test_cancel_and_hold_after_all(self, batch: Batch, centre: Client) -> None:
        self.send(centre, batch, "cancel", cancellation="POWER_CUT")
        cancelled = batch.sessions.held().count()
        self.send(centre, batch, "restore")

        assert (cancelled, batch.sessions.held().count()) == (0, 2)

    def test_is_not_held_after_all_where_the_workshop_is_taken_by_now(
        self, place: Place, batch: Batch, centre: Client
    ) -> None:
        self.send(centre, batch, "cancel", cancellation="POWER_CUT")
        other = place.batch(name="Las 1", starts_on=batch.starts_on, ends_on=batch.ends_on, tested_on=batch.tested_on)
        colleague = make.InstructorFactory.create(centre=place.centre)
        make.SessionFactory.create(batch=other, day=batch.starts_on, instructor=colleague)

        response = self.send(centre, batch, "restore")

        assert "is already in use by “Las 1” at this time." in response.content.decode()
        assert batch.sessions.held().count() == 0

    @pytest.mark.parametrize(
        ("action", "field"), [("move", "days"), ("hand-over", "instructor"), ("cancel", "cancellation")]
    )
    def test_asks_for_what_is_missing(self, batch: Batch, centre: Client, action: str, field: str) -> None:
        response = self.send(centre, batch, action)

        assert list(response.context["form"].errors) == [field]

    def test_a_session_with_attendance_stays(self, place: Place, batch: Batch, centre: Client) -> None:
        row = batch.sessions.all()[0]
        present = {place.enrolled(batch): Attendance.Status.PRESENT}
        attendance.record_attendance(row, present, on=row.day, by=place.staff)

        response = self.send(centre, batch, "move", days="1")

        assert "Attendance has been recorded for this session, so it was held." in response.content.decode()
        assert batch.sessions.all()[0].day == row.day

    def test_asks_the_same_number_of_queries_for_one_and_three(
        self, place: Place, centre: Client, django_assert_num_queries: Any
    ) -> None:
        centre.get(page("batch-sessions", place.batch()))  # the first visit of a session writes down the browser
        for days in (1, 3):
            batch = place.batch(ends_on=dt.date(2021, 6, 16), workshop=make.WorkshopFactory(facility=place.facility))
            for number in range(days):
                who = make.InstructorFactory.create(centre=place.centre)
                make.SessionFactory.create(batch=batch, day=batch.starts_on + number * DAY, instructor=who)
            with django_assert_num_queries(9):
                centre.get(page("batch-sessions", batch))


def test_one_session_moves_to_another_day_time_unit_and_workshop(place: Place, centre: Client) -> None:
    [session, _other] = place.sessions(place.batch(ends_on=dt.date(2021, 6, 16)))
    elsewhere = make.WorkshopFactory.create(facility=place.facility)
    unit = place.package.package_units.all()[0].unit
    facts = {"day": "2021-06-14", "starts_at": "09:00", "instructor": place.instructor.pk, "workshop": elsewhere.pk}

    centre.post(page("session-edit", session), {**facts, "unit": unit.pk})

    session.refresh_from_db()
    assert (session.day, session.local_hours) == (dt.date(2021, 6, 14), "09.00–15.00 WIB")
    assert (session.workshop, session.unit, session.lesson_hours) == (elsewhere, unit, 8)


def test_a_session_may_move_to_a_closed_day_but_that_is_said(place: Place, centre: Client) -> None:
    [session, _other] = place.sessions(place.batch(ends_on=dt.date(2021, 6, 16)))
    ClosedDay.objects.create(
        facility=place.facility, name="Hari jadi kota", starts_on="2021-06-14", ends_on="2021-06-14"
    )
    facts = {"day": "2021-06-14", "starts_at": "09:00", "instructor": place.instructor.pk}

    response = centre.post(page("session-edit", session), {**facts, "workshop": place.workshop.pk}, follow=True)

    assert said(response) == ["The prison is closed on Monday, 14 June 2021: Hari jadi kota.", "Saved."]


def test_the_prison_cancels_and_restores_only_once_the_class_runs(place: Place, officer: Client) -> None:
    planned, running = place.batch(), place.batch(running=True, workshop=make.WorkshopFactory(facility=place.facility))
    [early, _other] = place.sessions(planned)
    late = make.SessionFactory.create(batch=running)

    refused = officer.post(page("session-cancel", early), {"cancellation": "POWER_CUT"})
    officer.post(page("session-cancel", late), {"cancellation": "POWER_CUT"})
    cancelled = Session.objects.held().count()
    officer.post(page("session-restore", late))

    assert "the training centre alone changes the timetable" in refused.content.decode()
    assert (cancelled, Session.objects.held().count()) == (2, 3)
