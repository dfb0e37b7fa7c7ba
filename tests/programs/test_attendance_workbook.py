"""The recap as a workbook: downloaded, filled in, seen row by row, saved once."""

import datetime as dt
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from facilities.models import Facility
from imports.models import Import
from programs.actions.attendance import Mark, record_attendance
from programs.models import Attendance, Batch, Session
from tests import factories as make
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
    people = sorted((place.enrolled(batch), place.enrolled(batch)), key=lambda row: row.person.name)
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


def kinds_offered(client: Client) -> list[str]:
    form = client.get(reverse("imports:import-add")).context["form"]
    return [name for name, _label in form.fields["sheet"].choices]


def test_only_who_may_record_attendance_may_import_it(place: Place, sign_in: SignIn) -> None:
    assert kinds_offered(sign_in(place.centre_staff)) == ["attendance"]
    assert "attendance" in kinds_offered(sign_in(place.staff))
    assert sign_in(place.head).get(reverse("imports:import-add")).status_code == 403
    assert sign_in(place.staff).get(f"{reverse('imports:import-template')}?sheet=attendance").status_code == 404


def brought(client: Client, lines: Lines, facility: Facility) -> Import:
    sent = {"sheet": "attendance", "facility": facility.pk, "file": files.upload(files.workbook(lines))}
    client.post(reverse("imports:import-add"), sent)
    return Import.objects.latest("pk")


def test_the_training_centre_imports_what_it_has_downloaded(
    place: Place, batch: Batch, sessions: list[Session], sign_in: SignIn
) -> None:
    place.enrolled(batch)
    centre = sign_in(place.centre_staff)
    lines = downloaded(centre, batch)
    lines[1][3] = "S"

    source = confirmed(centre, brought(centre, lines, place.facility))

    assert (source.state, marks()) == (Import.State.DONE, [("S", 0, 0)])


def test_the_training_centre_speaks_of_its_own_classes_only(
    place: Place, stranger: Place, batch: Batch, sessions: list[Session], sign_in: SignIn
) -> None:
    place.enrolled(batch)
    other = make.BatchFactory.create(
        facility=place.facility,
        package=stranger.package,
        workshop=make.WorkshopFactory.create(facility=place.facility),
        state=Batch.State.RUNNING,
    )
    theirs = place.enrolled(other)
    centre = sign_in(place.centre_staff)
    lines = downloaded(centre, batch)
    lines.append([str(theirs.pk), theirs.inmate.name, "Angkatan 2", "H", "H"])

    found = faults(brought(centre, lines, place.facility))

    assert found == [["key", "Nobody who takes part in a class of this prison now has this number."]]


def test_the_training_centre_brings_no_list_of_a_prison_without_its_class(
    place: Place, stranger: Place, batch: Batch, sign_in: SignIn
) -> None:
    stranger.batch(state=Batch.State.RUNNING)
    sent = {"sheet": "attendance", "facility": stranger.facility.pk, "file": files.upload(files.workbook([["Nama"]]))}

    answer = sign_in(place.centre_staff).post(reverse("imports:import-add"), sent)

    assert list(answer.context["form"].errors) == ["facility"]
    assert not Import.objects.exists()


def test_the_training_centre_sees_its_own_imports_and_none_of_the_prison(
    place: Place, batch: Batch, sessions: list[Session], client: Client, sign_in: SignIn
) -> None:
    place.enrolled(batch)
    centre = sign_in(place.centre_staff)
    own = brought(centre, downloaded(centre, batch), place.facility)
    of_the_prison = uploaded(client, downloaded(client, batch))

    listed = list(centre.get(reverse("imports:import-list")).context["object_list"])
    detail = centre.get(reverse("imports:import-detail", args=[of_the_prison.pk])).status_code

    assert (listed, detail) == ([own], 404)


def test_the_only_prison_with_a_class_is_chosen_already(place: Place, batch: Batch, sign_in: SignIn) -> None:
    form = sign_in(place.centre_staff).get(reverse("imports:import-add")).context["form"]

    assert form["facility"].value() == place.facility.pk
