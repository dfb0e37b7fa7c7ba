"""The recap as a workbook: downloaded, filled in, seen row by row, saved once."""

import datetime as dt
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from imports.models import Import
from programs.actions.attendance import Mark, record_attendance
from programs.models import Attendance, Batch, Session
from tests.cast import Place
from tests.imports import files
from tests.programs.conftest import SignIn

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
Status = Attendance.Status
Lines = list[list[Any]]


@pytest.fixture
def batch(place: Place) -> Batch:
    first = timezone.localdate() - DAY
    days = {"starts_on": first, "ends_on": first + DAY, "tested_on": first + 2 * DAY}
    return place.batch(name="Angkatan 1", state=Batch.State.RUNNING, **days)


@pytest.fixture
def sessions(place: Place, batch: Batch) -> list[Session]:
    return place.sessions(batch)


@pytest.fixture
def client(place: Place, sign_in: SignIn) -> Client:
    return sign_in(place.staff)


def downloaded(client: Client, batch: Batch) -> Lines:
    answer = client.get(reverse("programs:batch-attendance-export", args=[batch.pk]))
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def uploaded(client: Client, lines: Lines) -> Import:
    content = files.workbook(lines)
    client.post(reverse("imports:import-add"), {"sheet": "attendance", "file": files.upload(content)})
    return Import.objects.latest("pk")


def confirmed(client: Client, source: Import) -> Import:
    client.post(reverse("imports:import-confirm", args=[source.pk]))
    source.refresh_from_db()
    return source


def faults(source: Import) -> list[list[str]]:
    return [fault for row in source.rows.filter(outcome="ERROR") for fault in row.said["errors"]]


def marks() -> list[tuple[str, int, int]]:
    return list(
        Attendance.objects.order_by("session", "enrollment").values_list("status", "minutes_late", "lesson_hours")
    )


def test_what_is_downloaded_comes_back_unchanged(
    place: Place, batch: Batch, sessions: list[Session], client: Client
) -> None:
    people = [place.enrolled(batch), place.enrolled(batch)]
    record_attendance(
        sessions[0],
        {people[0]: Mark(Status.PRESENT, 15), people[1]: Mark(Status.SICK)},
        on=sessions[0].day,
        by=place.staff,
    )
    lines = downloaded(client, batch)

    source = uploaded(client, lines)

    assert [row[3:5] for row in lines[1:]] == [["H 15", ""], ["S", ""]]
    assert (source.failure, source.counts) == (
        "",
        {"new_rows": 0, "changed_rows": 0, "unchanged_rows": 2, "error_rows": 0},
    )


def test_nothing_is_saved_before_it_is_confirmed_and_sent_again_it_changes_nothing(
    place: Place, batch: Batch, sessions: list[Session], client: Client
) -> None:
    ani = place.enrolled(batch)
    record_attendance(sessions[0], {ani: Mark(Status.SICK, note="Demam")}, on=sessions[0].day, by=place.staff)
    lines = downloaded(client, batch)
    lines[1][3:5] = ["h 50", "A"]

    source = uploaded(client, lines)
    before = marks()
    confirmed(client, source)
    again = uploaded(client, lines)

    assert before == [("S", 0, 0)]
    assert marks() == [("H", 50, 7), ("A", 0, 0)]
    assert Attendance.objects.get(session=sessions[0]).note == "Demam"
    assert (source.changed_rows, again.counts["unchanged_rows"], again.writes) == (1, 1, 0)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("X", "is no attendance"),
        ("S 10", "Only somebody present can have come late."),
        ("H 360", "Longer than the session lasts"),
        ("=1+1", "is no attendance"),
        (7, "is no attendance"),
    ],
)
def test_a_cell_that_cannot_be_is_refused_at_its_column(
    place: Place, batch: Batch, sessions: list[Session], client: Client, cell: Any, said: str
) -> None:
    place.enrolled(batch)
    lines = downloaded(client, batch)
    lines[1][3] = cell

    ((column, message),) = faults(uploaded(client, lines))

    assert (column, said in message) == (f"session-{sessions[0].pk}", True)
    assert marks() == []


def test_key_and_name_must_belong_together(place: Place, batch: Batch, sessions: list[Session], client: Client) -> None:
    place.enrolled(batch)
    place.enrolled(batch)
    lines = downloaded(client, batch)
    lines[1][1], lines[2][1] = lines[2][1], lines[1][1]

    assert [column for column, _message in faults(uploaded(client, lines))] == ["name", "name"]


def test_another_prison_s_people_are_as_unknown_as_nobody(
    place: Place, stranger: Place, batch: Batch, sessions: list[Session], client: Client
) -> None:
    place.enrolled(batch)
    theirs = stranger.enrolled(stranger.batch(state=Batch.State.RUNNING))
    lines = downloaded(client, batch)
    lines.append([str(theirs.pk), theirs.inmate.name, "Angkatan 1", "H", "H"])

    found = faults(uploaded(client, lines))

    assert found == [["key", "Nobody who takes part in a class of this prison now has this number."]]


def test_sessions_too_old_to_come_or_of_another_batch_are_refused(place: Place, client: Client) -> None:
    today = timezone.localdate()
    batch = place.batch(
        state=Batch.State.RUNNING, starts_on=today - 8 * DAY, ends_on=today + DAY, tested_on=today + 2 * DAY
    )
    place.enrolled(batch)
    old, _later = place.sessions(batch)
    other = place.batch(state=Batch.State.RUNNING, starts_on=today - 3 * DAY, ends_on=today, tested_on=today)
    foreign = place.sessions(other)[0]
    lines = downloaded(client, batch)
    lines[0].append(f"[S{foreign.pk}]")
    lines[1] += [""] * (len(lines[0]) - len(lines[1]))
    lines[1][3], lines[1][-1] = "H", "H"

    found = dict(faults(uploaded(client, lines)))

    assert "Attendance could be changed until" in found[f"session-{old.pk}"]
    assert found[f"session-{foreign.pk}"] == "This session is not one of the person's batch."


def test_a_name_that_is_a_formula_stays_a_text(
    place: Place, batch: Batch, sessions: list[Session], client: Client
) -> None:
    person = place.enrolled(batch)
    person.inmate.name = "=HYPERLINK(1)"
    person.inmate.save()

    answer = client.get(reverse("programs:batch-attendance-export", args=[batch.pk]))

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert sheet[1][1] == "=HYPERLINK(1)"
    assert "no-store" in answer["Cache-Control"]


def test_only_who_may_record_attendance_may_import_it(place: Place, sign_in: SignIn) -> None:
    page = sign_in(place.staff).get(reverse("imports:import-add")).content.decode()

    assert 'value="attendance"' in page
    assert sign_in(place.centre_staff).get(reverse("imports:import-add")).status_code == 403
    assert sign_in(place.staff).get(f"{reverse('imports:import-template')}?sheet=attendance").status_code == 404
