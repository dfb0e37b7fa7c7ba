"""The pages at rest: as many queries for three rows as for one, strangers see nothing, filters take anything."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from accounts.permissions import Role
from programs.actions.attendance import Status, record_attendance
from programs.models import Batch, Enrollment
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn

pytestmark = pytest.mark.django_db


def another_batch(place: Place) -> None:
    place.batch()


def another_package(place: Place) -> None:
    make.PackageFactory.create(centre=place.centre, field=place.field)


def another_instructor(place: Place) -> None:
    make.InstructorFactory.create(centre=place.centre, fields=[place.field])


LISTS = {
    "programs:batch-list": (another_batch, "name"),
    "programs:package-list": (another_package, "name"),
    "programs:instructor-list": (another_instructor, "name"),
}
QUERIES = {"programs:batch-list": 14, "programs:package-list": 14, "programs:instructor-list": 13}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_queries_with_one_row_and_with_three(
    place: Place, sign_in: SignIn, name: str, rows: int, django_assert_num_queries: Any
) -> None:
    place.assessor.delete()
    there = 0 if name == "programs:batch-list" else 1
    for _row in range(rows - there):
        LISTS[name][0](place)
    client = sign_in(place.centre_staff)

    with django_assert_num_queries(QUERIES[name]):
        response = client.get(reverse(name))

    assert len(response.context["page_obj"]) == rows


PEOPLE_PAGES = {
    "programs:batch-detail": ("staff", Batch.State.RUNNING, Enrollment.State.ACTIVE, 24),
    "programs:batch-candidates": ("staff", Batch.State.SELECTING, None, 21),
    "programs:batch-selection": ("staff", Batch.State.SELECTING, Enrollment.State.PROPOSED, 20),
    "programs:batch-decree": ("head", Batch.State.SELECTING, Enrollment.State.ACCEPTED, 20),
    "programs:batch-attendance": ("staff", Batch.State.RUNNING, Enrollment.State.ACTIVE, 12),
    "programs:batch-results": ("centre_staff", Batch.State.TESTING, Enrollment.State.ACTIVE, 23),
    "programs:batch-close": ("centre_staff", Batch.State.TESTING, Enrollment.State.ACTIVE, 19),
    "programs:batch-radar": ("staff", Batch.State.RUNNING, Enrollment.State.ACTIVE, 13),
    "programs:session-correct": ("head", Batch.State.RUNNING, Enrollment.State.ACTIVE, 12),
    "programs:session-history": ("staff", Batch.State.RUNNING, Enrollment.State.ACTIVE, 10),
}


@pytest.mark.parametrize("people", [1, 3])
@pytest.mark.parametrize("name", PEOPLE_PAGES)
def test_a_page_of_people_costs_the_same_queries_with_one_person_and_with_three(
    place: Place, sign_in: SignIn, name: str, people: int, django_assert_num_queries: Any
) -> None:
    who, batch_state, state, queries = PEOPLE_PAGES[name]
    batch = place.batch(state=batch_state)
    names = [place.inmate(name=f"Peserta {number}").name for number in range(people)]
    if state is not None:
        for inmate in place.facility.inmates.all():
            make.EnrollmentFactory.create(batch=batch, inmate=inmate, state=state)
    session = place.sessions(batch)[0]
    if name == "programs:session-history":
        present = dict.fromkeys(batch.enrollments.all(), Status.PRESENT)
        record_attendance(session, present, on=session.day, by=place.staff)
    client = sign_in(getattr(place, who))
    url = reverse(name, args=[session.pk if name.startswith("programs:session") else batch.pk])

    with django_assert_num_queries(queries):
        response = client.get(url)

    text = response.content.decode()
    assert [person for person in names if person not in text] == []


# -- Strangers


def pages_of(place: Place) -> list[str]:
    """Every page that belongs to one row of the place, its steps included."""
    batch = place.batch(state=Batch.State.SELECTING)
    enrollment = place.enrolled(batch, Enrollment.State.PROPOSED)
    session = place.sessions(batch)[0]
    rows = {
        "package": (place.package.pk, ["detail", "edit", "units"]),
        "instructor": (place.instructor.pk, ["detail", "edit"]),
        "batch": (
            batch.pk,
            [
                *("detail", "edit", "open-selection", "decree", "start", "open-tests", "close", "postpone"),
                *(
                    "plan-again",
                    "cancel",
                    "candidates",
                    "selection",
                    "ranking",
                    "timetable",
                    "attendance",
                    "attendance-export",
                    "sheet",
                ),
                *("results", "meetings", "shortlist", "tpp", "addendum", "decree-draft", "selection-paper"),
            ],
        ),
        "session": (session.pk, ["attendance", "correct", "history", "sheet"]),
        "enrollment": (enrollment.pk, ["detail", "lift", "suspend", "resume", "drop"]),
    }
    return [reverse(f"programs:{kind}-{page}", args=[pk]) for kind, (pk, pages) in rows.items() for page in pages]


@pytest.mark.parametrize("role", [Role.GIATJA_STAFF, Role.FACILITY_HEAD, Role.CENTRE_STAFF, Role.CENTRE_HEAD])
def test_a_stranger_is_shown_no_row_and_takes_no_step(
    place: Place, stranger: Place, sign_in: SignIn, role: Role
) -> None:
    client = sign_in(stranger.person(role))
    urls = pages_of(place)

    answers = {url: {client.get(url).status_code, client.post(url, {}).status_code} for url in urls}

    assert {url: codes for url, codes in answers.items() if not codes <= {403, 404, 405}} == {}
    assert Batch.objects.get().state == Batch.State.SELECTING
    assert Enrollment.objects.get().state == Enrollment.State.PROPOSED


@pytest.mark.parametrize("name", LISTS)
def test_a_stranger_s_list_is_empty(place: Place, sign_in: SignIn, name: str) -> None:
    place.sessions(place.batch())
    elsewhere = Place("Padang")
    client = sign_in(elsewhere.centre_staff)

    text = client.get(reverse(name)).content.decode()

    assert [word for word in (place.package.name, place.instructor.name, "Angkatan") if word in text] == []


# -- Filters

GARBAGE = (
    "page=abc&state=XX&field=x&sort=;drop",
    "page=0&year=99999999999&field=99999999999999999999",
    "page=-1&year=-1&state=&sort=-",
    "page=99999999999999999999&year=0&sort=name,name,-name",
    "year=NaN&page=1e5",
    "year=2021.5&q=%00&sort=%00",
    "year=1e3&q=%27%3B--&field=%00",
    "year=9999&q=%25%5F%5C",
    "q=" + "x" * 3000,
)


@pytest.mark.parametrize("query", GARBAGE)
@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_any_garbage_in_its_filters(place: Place, sign_in: SignIn, name: str, query: str) -> None:
    place.batch()

    response = sign_in(place.centre_staff).get(f"{reverse(name)}?{query}")

    assert response.status_code == 200


@pytest.mark.parametrize("query", ["q=%00", "q=%00%27&semua=x", "semua=1&semua=2", "q=" + "x" * 3000])
def test_the_candidates_page_takes_any_garbage_in_its_search(place: Place, sign_in: SignIn, query: str) -> None:
    batch = place.batch(state=Batch.State.SELECTING)

    response = sign_in(place.staff).get(f"{reverse('programs:batch-candidates', args=[batch.pk])}?{query}")

    assert response.status_code == 200


def test_the_results_page_takes_any_garbage_as_what_to_fill_in(place: Place, sign_in: SignIn) -> None:
    batch = place.batch(state=Batch.State.TESTING)
    place.enrolled(batch)

    text = sign_in(place.centre_staff).get(reverse("programs:batch-results", args=[batch.pk]), {"isi": "<b>K"})

    assert "<b>K" not in text.content.decode()


FINDS = [
    ("programs:batch-list", "q=angkatan+merah", ["Angkatan Merah"]),
    ("programs:batch-list", "state=SELECTING", ["Angkatan Putih"]),
    ("programs:batch-list", "year=2022", ["Angkatan Merah"]),
    ("programs:batch-list", "sort=name", ["Angkatan Merah", "Angkatan Putih"]),
    ("programs:batch-list", "sort=-name", ["Angkatan Putih", "Angkatan Merah"]),
]


@pytest.mark.parametrize(("name", "query", "expected"), FINDS)
def test_a_list_finds_and_sorts_by_its_address(
    place: Place, sign_in: SignIn, name: str, query: str, expected: list[str]
) -> None:
    day = dt.date(2022, 6, 10)
    place.batch(name="Angkatan Merah", starts_on=day, ends_on=day, tested_on=day)
    place.batch(name="Angkatan Putih", state=Batch.State.SELECTING)

    page = sign_in(place.staff).get(f"{reverse(name)}?{query}").context["page_obj"]

    assert [row.name for row in page] == expected


def test_a_list_without_rows_says_what_to_do(place: Place, sign_in: SignIn) -> None:
    text = sign_in(place.staff).get(reverse("programs:batch-list")).content.decode()

    assert "No batch yet" in text
    assert reverse("programs:batch-add") in text
