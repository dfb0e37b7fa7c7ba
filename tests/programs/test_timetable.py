"""Lesson days and the timetable laid out on them."""

import datetime as dt
from zoneinfo import ZoneInfo

import holidays
import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as some

from programs.actions.timetable import Pattern, lay_out_timetable, lesson_days
from programs.models import Batch, Package
from tests import factories as make
from tests.cast import Place
from tests.programs.trail import events

WORKDAYS = frozenset({0, 1, 2, 3, 4, 5})
EIGHT = Pattern(WORKDAYS, dt.time(7, 30), 8)
NATIONAL = holidays.country_holidays("ID", years=range(2019, 2030))


def planned(hours: int, first: dt.date, last: dt.date) -> Batch:
    return Batch(package=Package(lesson_hours=hours), starts_on=first, ends_on=last)


@given(
    hours=some.integers(1, 600),
    first=some.dates(dt.date(2019, 1, 1), dt.date(2027, 12, 31)),
    length=some.integers(0, 250),
    weekdays=some.frozensets(some.integers(0, 5), min_size=1),
    per_day=some.integers(1, 10),
)
def test_lesson_days_hold_all_hours_in_order_on_days_wanted_or_do_not_fit(
    hours: int, first: dt.date, length: int, weekdays: frozenset[int], per_day: int
) -> None:
    batch = planned(hours, first, first + dt.timedelta(days=length))
    closed = NATIONAL
    free = [batch.starts_on + dt.timedelta(days=day) for day in range(length + 1)]
    usable = [day for day in free if day.weekday() in weekdays and day not in closed]

    try:
        found = lesson_days(batch, Pattern(weekdays, dt.time(8), per_day), closed=closed)
    except ValidationError:
        assert len(usable) * per_day < hours
        return

    days = [day for day, _hours in found]
    assert sum(lesson_hours for _day, lesson_hours in found) == hours
    assert days == usable[: len(days)]
    assert all(lesson_hours == per_day for _day, lesson_hours in found[:-1])
    assert 1 <= found[-1][1] <= per_day
    assert not any(day.weekday() == 6 for day in days)


def test_18_days_of_8_hours_run_from_10_june_to_3_july_2021_without_sundays() -> None:
    """Pekalongan changes fields every 18 days (rule 1, Seed 3); no national holiday lies between."""
    batch = planned(144, dt.date(2021, 6, 10), dt.date(2021, 7, 3))

    found = lesson_days(batch, EIGHT, closed=NATIONAL)

    june = [10, 11, 12, 14, 15, 16, 17, 18, 19, 21, 22, 23, 24, 25, 26, 28, 29, 30]
    assert [day for day, _hours in found] == [dt.date(2021, 6, day) for day in june]


def test_independence_day_is_no_lesson_day() -> None:
    batch = planned(16, dt.date(2021, 8, 16), dt.date(2021, 8, 18))

    found = lesson_days(batch, EIGHT, closed=NATIONAL)

    assert found == [(dt.date(2021, 8, 16), 8), (dt.date(2021, 8, 18), 8)]


def test_the_last_day_takes_only_the_hours_that_are_left() -> None:
    batch = planned(20, dt.date(2021, 6, 14), dt.date(2021, 6, 30))

    found = lesson_days(batch, EIGHT, closed=NATIONAL)

    assert [hours for _day, hours in found] == [8, 8, 4]


def test_what_does_not_fit_is_refused_with_both_figures() -> None:
    batch = planned(24, dt.date(2021, 6, 11), dt.date(2021, 6, 13))

    with pytest.raises(ValidationError, match="8 of 24 JP do not fit"):
        lesson_days(batch, EIGHT, closed=NATIONAL)


@pytest.mark.django_db
class TestLayingOut:
    @pytest.mark.parametrize(("zone", "utc_hour"), [("Asia/Jakarta", 0), ("Asia/Makassar", 23), ("Asia/Jayapura", 22)])
    def test_lessons_begin_at_the_local_time_of_the_prison(self, place: Place, zone: str, utc_hour: int) -> None:
        place.facility.time_zone = zone
        place.facility.save()
        batch = place.batch()

        sessions = lay_out_timetable(batch, EIGHT, place.instructor, by=place.centre_staff)

        assert [session.day for session in sessions] == [dt.date(2021, 6, 10), dt.date(2021, 6, 11)]
        row = batch.sessions.first()
        assert row is not None
        assert row.starts_at.astimezone(ZoneInfo(zone)).strftime("%d %H.%M") == "10 07.30"
        assert row.starts_at.astimezone(dt.UTC).hour == utc_hour

    def test_lessons_last_as_many_minutes_as_the_centre_gives_an_hour(self, place: Place) -> None:
        place.centre.minutes_per_jp = 40
        place.centre.save()
        batch = place.batch()

        sessions = lay_out_timetable(batch, EIGHT, place.instructor, by=place.centre_staff)

        assert sessions[0].ends_at - sessions[0].starts_at == dt.timedelta(hours=5, minutes=20)
        assert batch.sessions.all()[0].local_hours == "07.30–12.50 WIB"

    def test_the_trail_says_who_laid_it_out(self, place: Place) -> None:
        batch = place.batch(name="Angkatan 1")

        lay_out_timetable(batch, EIGHT, place.instructor, by=place.centre_staff)

        assert events() == [(place.centre_staff.name, "lay_out", "Angkatan 1", "")]

    def test_laying_out_again_replaces_the_sessions(self, place: Place) -> None:
        batch = place.batch()
        lay_out_timetable(batch, EIGHT, place.instructor, by=place.centre_staff)

        lay_out_timetable(batch, Pattern(WORKDAYS, dt.time(9), 8), place.instructor, by=place.centre_staff)

        hours = [session.local_hours for session in batch.sessions.all()]
        assert hours == ["09.00–15.00 WIB", "09.00–15.00 WIB"]

    def test_a_refusal_leaves_the_old_timetable(self, place: Place) -> None:
        batch = place.batch()
        lay_out_timetable(batch, EIGHT, place.instructor, by=place.centre_staff)

        with pytest.raises(ValidationError, match="do not fit"):
            lay_out_timetable(batch, Pattern(frozenset({6}), dt.time(9), 8), place.instructor, by=place.centre_staff)

        assert batch.sessions.count() == 2

    @pytest.mark.parametrize("state", ["RUNNING", "TESTING", "POSTPONED", "CANCELLED"])
    def test_a_timetable_is_laid_out_only_before_the_class(self, place: Place, state: str) -> None:
        batch = place.batch(state=state)

        with pytest.raises(ValidationError, match="cannot be done while the state is"):
            lay_out_timetable(batch, EIGHT, place.instructor, by=place.centre_staff)

    def test_an_instructor_of_another_centre_is_refused(self, place: Place, stranger: Place) -> None:
        with pytest.raises(ValidationError, match="belongs to another training centre"):
            lay_out_timetable(place.batch(), EIGHT, stranger.instructor, by=place.centre_staff)

    def test_an_instructor_of_another_field_is_refused(self, place: Place, stranger: Place) -> None:
        welder = make.InstructorFactory.create(centre=place.centre, fields=[stranger.field], name="Rudi")

        with pytest.raises(ValidationError, match="Rudi does not teach"):
            lay_out_timetable(place.batch(), EIGHT, welder, by=place.centre_staff)

    def test_an_instructor_who_teaches_elsewhere_at_the_time_is_refused(self, place: Place) -> None:
        elsewhere = make.WorkshopFactory.create(facility=place.facility)
        other, batch = place.batch(workshop=elsewhere), place.batch()
        lay_out_timetable(other, EIGHT, place.instructor, by=place.centre_staff)

        with pytest.raises(ValidationError, match="already teaches “"):
            lay_out_timetable(batch, EIGHT, place.instructor, by=place.centre_staff)

        assert not batch.sessions.exists()

    def test_a_workshop_in_use_at_the_time_is_refused(self, place: Place) -> None:
        colleague = make.InstructorFactory.create(centre=place.centre, fields=[place.field])
        lay_out_timetable(place.batch(), EIGHT, colleague, by=place.centre_staff)

        with pytest.raises(ValidationError, match=r"The workshop .* is already in use by “"):
            lay_out_timetable(place.batch(), EIGHT, place.instructor, by=place.centre_staff)

    def test_morning_and_afternoon_classes_share_a_workshop(self, place: Place) -> None:
        four = Pattern(WORKDAYS, dt.time(7, 30), 8)
        evening = Pattern(WORKDAYS, dt.time(13, 30), 8)
        lay_out_timetable(place.batch(), four, place.instructor, by=place.centre_staff)

        sessions = lay_out_timetable(place.batch(), evening, place.instructor, by=place.centre_staff)

        assert len(sessions) == 2

    def test_lessons_that_would_go_on_past_midnight_are_refused_at_the_hours_a_day(self, place: Place) -> None:
        batch = place.batch()

        with pytest.raises(ValidationError) as refusal:
            lay_out_timetable(batch, Pattern(WORKDAYS, dt.time(18, 1), 8), place.instructor, by=place.centre_staff)

        assert list(refusal.value.message_dict) == ["hours_per_day"]
        assert not batch.sessions.exists()

    def test_lessons_until_midnight_are_laid_out(self, place: Place) -> None:
        late = Pattern(WORKDAYS, dt.time(18), 8)

        sessions = lay_out_timetable(place.batch(), late, place.instructor, by=place.centre_staff)

        assert len(sessions) == 2
