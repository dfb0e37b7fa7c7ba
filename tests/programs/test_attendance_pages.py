"""The pages of attendance: filled in on the day, sent twice, by two at once, corrected, looked back on, printed."""

import datetime as dt
import io
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from programs.actions.attendance import Mark, record_attendance
from programs.models import Attendance, Batch, Enrollment, Session
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
Status = Attendance.Status


@pytest.fixture
def batch(place: Place) -> Batch:
    """Begun yesterday at the prison, so that its first two sessions may be filled in."""
    starts_on = timezone.localdate() - DAY
    return place.batch(
        name="Angkatan 1",
        seats=30,
        state=Batch.State.RUNNING,
        starts_on=starts_on,
        ends_on=starts_on + DAY,
        tested_on=starts_on + 2 * DAY,
    )


@pytest.fixture
def sessions(place: Place, batch: Batch) -> list[Session]:
    return place.sessions(batch)


def page(name: str, row: Any) -> str:
    return reverse(f"programs:{name}", args=[row.pk])


def marks() -> dict[int, list[object]]:
    rows = Attendance.objects.values_list("enrollment", "status", "minutes_late", "lesson_hours")
    return {pk: rest for pk, *rest in rows}


def test_everybody_is_set_to_present_and_who_is_suspended_is_not_asked(
    place: Place, batch: Batch, sessions: list[Session], sign_in: SignIn
) -> None:
    person, paused = place.enrolled(batch), place.enrolled(batch, Enrollment.State.SUSPENDED)

    answer = sign_in(place.staff).get(page("session-attendance", sessions[0]))

    text = answer.content.decode()
    assert answer.context["form"][f"status_{person.pk}"].value() == "H"
    assert (paused.inmate.name in text, f"status_{paused.pk}" in text) == (True, False)
    assert "suspended, not asked" in text


def test_saving_leads_to_the_next_list_that_waits_and_names_the_one_saved(
    place: Place, batch: Batch, sessions: list[Session], sign_in: SignIn
) -> None:
    person = place.enrolled(batch)
    client = sign_in(place.staff)
    first, second = sessions

    one = client.post(page("session-attendance", first), {f"status_{person.pk}": "H", f"late_{person.pk}": "30"})
    two = client.post(page("session-attendance", second), {f"status_{person.pk}": "A"}, follow=False)

    assert one.url == f"{page('session-attendance', second)}#saved-{first.pk}"
    assert two.url == f"{page('batch-attendance', batch)}#saved-{second.pk}"
    assert list(Attendance.objects.order_by("pk").values_list("status", "minutes_late", "lesson_hours")) == [
        ("H", 30, 7),
        ("A", 0, 0),
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"late": "x"}, "Enter a whole number."),
        ({"late": "-1"}, "greater than or equal to 0"),
        ({"late": "360"}, "The session lasts 360 minutes"),
        ({"status": "S", "late": "5"}, "Only somebody present can have come late."),
        ({"status": "Z"}, "not one of the available choices"),
        ({"status": ""}, "Say whether this person was there."),
        ({"note": "x" * 201}, "at most 200 characters"),
    ],
)
def test_a_mistake_is_said_at_its_row_and_nothing_is_lost(
    place: Place, batch: Batch, sessions: list[Session], sign_in: SignIn, data: dict[str, str], said: str
) -> None:
    person, other = place.enrolled(batch), place.enrolled(batch)
    sent = {f"{part}_{person.pk}": value for part, value in {"status": "H", **data}.items()}

    answer = sign_in(place.staff).post(page("session-attendance", sessions[0]), {**sent, f"status_{other.pk}": "I"})

    assert (answer.status_code, said in answer.content.decode()) == (200, True)
    assert answer.context["form"][f"status_{other.pk}"].value() == "I"
    assert marks() == {}


def test_two_at_once_see_both_words_and_the_second_decides(
    place: Place, batch: Batch, sessions: list[Session], sign_in: SignIn
) -> None:
    ani, budi, citra = (place.enrolled(batch) for _person in range(3))
    record_attendance(
        sessions[0], dict.fromkeys((ani, budi, citra), Status.PRESENT), on=sessions[0].day, by=place.staff
    )
    client, url = sign_in(place.centre_staff), page("session-attendance", sessions[0])
    opened = client.get(url).context["form"]["seen"].value()
    record_attendance(
        sessions[0], {ani: Status.SICK, budi: Mark(Status.PRESENT, 10)}, on=sessions[0].day, by=place.staff
    )
    sent = {f"status_{ani.pk}": "A", f"status_{budi.pk}": "H", f"status_{citra.pk}": "I", "seen": opened}

    asked = client.post(url, sent)

    form, text = asked.context["form"], asked.content.decode()
    assert f"{place.staff.name} recorded S at" in text
    assert [form[f"{part}_{row.pk}"].value() for part, row in (("status", ani), ("late", budi), ("status", citra))] == [
        "A",
        "10",
        "I",
    ]
    assert marks()[citra.pk][0] == "H"
    again = client.post(url, {**sent, f"late_{budi.pk}": "10", "seen": form["seen"].value()})
    assert again.status_code == 302
    assert [marks()[row.pk][:2] for row in (ani, budi, citra)] == [["A", 0], ["H", 10], ["I", 0]]


@pytest.mark.parametrize("seen", ["", "x", "1-", "-", "9" * 5000, "1-\x00"])
def test_what_the_page_remembers_may_be_spoilt_without_an_error(
    place: Place, batch: Batch, sessions: list[Session], sign_in: SignIn, seen: str
) -> None:
    person = place.enrolled(batch)

    answer = sign_in(place.staff).post(
        page("session-attendance", sessions[0]), {f"status_{person.pk}": "H", "seen": seen}
    )

    assert answer.status_code in (200, 302)


def test_who_joined_later_is_not_set_to_present_in_an_earlier_list(
    place: Place, batch: Batch, sessions: list[Session], sign_in: SignIn
) -> None:
    first = place.enrolled(batch)
    record_attendance(sessions[0], {first: Status.PRESENT}, on=sessions[0].day, by=place.staff)
    joined = place.enrolled(batch)
    client, url = sign_in(place.staff), page("session-attendance", sessions[0])

    preset = client.get(url).context["form"][f"status_{joined.pk}"].value()
    answer = client.post(url, {f"status_{first.pk}": "S"})

    assert (preset, answer.status_code, marks()) == ("", 302, {first.pk: ["S", 0, 0]})


def test_after_seven_days_the_page_asks_nothing_and_the_head_s_wants_a_reason(place: Place, sign_in: SignIn) -> None:
    batch = place.batch(state=Batch.State.RUNNING)
    person, session = place.enrolled(batch), place.sessions(batch)[0]

    text = sign_in(place.staff).get(page("session-attendance", session)).content.decode()
    head = sign_in(place.head)
    refused = head.post(page("session-correct", session), {f"status_{person.pk}": "H", "reason": " "})
    done = head.post(page("session-correct", session), {f"status_{person.pk}": "H", "reason": "Daftar kertas"})

    assert ("The days for changes are over." in text, f"status_{person.pk}" in text) == (True, False)
    assert refused.context["form"].errors["reason"] == ["Say why."]
    assert done.status_code == 302
    history = head.get(page("session-history", session)).content.decode()
    assert [word for word in ("Daftar kertas", "entered later", place.head.name) if word not in history] == []


def test_the_recap_adds_up_per_person_and_marks_what_came_late(
    place: Place, batch: Batch, sessions: list[Session], sign_in: SignIn
) -> None:
    person = place.enrolled(batch)
    record_attendance(sessions[0], {person: Mark(Status.PRESENT, 45)}, on=sessions[1].day, by=place.staff)

    answer = sign_in(place.centre_staff).get(page("batch-attendance", batch))

    recap = answer.context["recap"]
    (row,) = recap.rows
    assert (row.hours, row.hours_given, row.percent, row.is_below) == (7, 8, 87, False)
    assert recap.late == {sessions[0].pk}
    assert "entered later" in answer.content.decode()


def test_the_recap_leads_to_the_first_session_without_attendance(
    place: Place, batch: Batch, sessions: list[Session], sign_in: SignIn
) -> None:
    person = place.enrolled(batch)
    record_attendance(sessions[0], {person: Mark(Status.PRESENT)}, on=sessions[0].day, by=place.staff)

    answer = sign_in(place.staff).get(page("batch-attendance", batch))

    assert answer.context["due"] == sessions[1]


@pytest.mark.parametrize("month", ["2021-06", "2021-13", "x", "", "9999999-01"])
def test_a_month_shows_its_own_sessions_and_nonsense_shows_all(place: Place, sign_in: SignIn, month: str) -> None:
    batch = place.batch(state=Batch.State.RUNNING, ends_on=dt.date(2021, 7, 1), tested_on=dt.date(2021, 7, 2))
    june = place.sessions(batch)
    july = make.SessionFactory.create(batch=batch, instructor=place.instructor, day=dt.date(2021, 7, 1))

    recap = sign_in(place.staff).get(page("batch-attendance", batch), {"month": month}).context["recap"]

    assert recap.sessions == (june if month == "2021-06" else [*june, july])


def text_of(answer: Any) -> str:
    body = b"".join(answer.streaming_content)
    return " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(body)).pages)


def test_the_sheets_on_paper_name_who_is_in_class_and_nothing_else_of_them(
    place: Place, batch: Batch, sessions: list[Session], sign_in: SignIn
) -> None:
    person, left = place.enrolled(batch), place.enrolled(batch)
    Enrollment.objects.filter(pk=left.pk).update(state="DROPPED", drop_reason="HEALTH")
    client = sign_in(place.centre_staff)

    texts = [
        text_of(client.get(page("session-sheet", sessions[0]))),
        text_of(client.get(page("batch-sheet", batch), {"week": str(sessions[0].day)})),
    ]

    for text in texts:
        assert (person.inmate.name in text, left.inmate.name in text) == (True, False)
        assert [word for word in (person.inmate.register_kind + " ", person.inmate.nik) if word in text] == []


@pytest.mark.parametrize("week", ["", "x", "2020-01-01", "2021-02-30", "9999-12-31"])
def test_there_is_no_sheet_of_a_week_without_sessions(place: Place, batch: Batch, sign_in: SignIn, week: str) -> None:
    place.sessions(batch)

    assert sign_in(place.staff).get(page("batch-sheet", batch), {"week": week}).status_code == 404


def test_a_list_of_thirty_is_opened_and_saved_in_few_queries(
    place: Place, sign_in: SignIn, batch: Batch, sessions: list[Session], django_assert_max_num_queries: Any
) -> None:
    people = [place.enrolled(batch) for _person in range(30)]
    client, url = sign_in(place.staff), page("session-attendance", sessions[0])

    with django_assert_max_num_queries(13):
        client.get(url)
    with django_assert_max_num_queries(23):
        client.post(url, {f"status_{row.pk}": "H" for row in people})

    assert len(marks()) == 30


@pytest.mark.parametrize("people", [1, 3])
def test_a_list_asks_the_same_number_of_queries_for_one_and_three(
    place: Place, sign_in: SignIn, batch: Batch, sessions: list[Session], people: int, django_assert_num_queries: Any
) -> None:
    enrollments = [place.enrolled(batch) for _person in range(people)]
    client, url = sign_in(place.staff), page("session-attendance", sessions[0])

    with django_assert_num_queries(11):
        client.get(url)
    with django_assert_num_queries(23):
        client.post(url, {f"status_{row.pk}": "H" for row in enrollments})

    assert len(marks()) == people


def test_a_recap_of_thirty_six_sessions_and_thirty_people_takes_few_queries(
    place: Place, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    first = dt.date(2021, 6, 10)
    batch = place.batch(state=Batch.State.RUNNING, seats=30, ends_on=first + 36 * DAY, tested_on=first + 36 * DAY)
    sessions = [
        make.SessionFactory.create(batch=batch, instructor=place.instructor, day=first + number * DAY)
        for number in range(36)
    ]
    people = [place.enrolled(batch) for _person in range(30)]
    for session in sessions:
        record_attendance(session, dict.fromkeys(people, Status.PRESENT), on=session.day, by=place.staff)
    client = sign_in(place.staff)

    with django_assert_max_num_queries(15):
        answer = client.get(page("batch-attendance", batch))

    assert {row.hours for row in answer.context["recap"].rows} == {288}
