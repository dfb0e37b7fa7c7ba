"""Every button pressed twice: the second answer is the same page or a clear word, and nothing is there twice."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from audit.models import AuditEvent
from programs.models import (
    Attendance,
    Batch,
    Enrollment,
    Instructor,
    Package,
    PackageUnit,
    SelectionScore,
    Session,
    TppDecision,
    TppItem,
    TppSession,
    UnitResult,
)
from tests import factories as make
from tests.cast import Place
from tests.programs.conftest import SignIn
from trainees.models import DisciplinarySanction

pytestmark = pytest.mark.django_db

Form = tuple[str, str, dict[str, Any]]
DECREED = {"decree_number": "W13-SK-1", "decreed_on": dt.date(2021, 6, 1)}
COUNTED = (
    Attendance,
    Batch,
    Enrollment,
    Instructor,
    Package,
    PackageUnit,
    SelectionScore,
    Session,
    TppDecision,
    TppSession,
    UnitResult,
)


def url(name: str, row: Any) -> str:
    return reverse(f"programs:{name}", args=[row.pk])


def batch_add(place: Place) -> Form:
    facts = {"package": place.package.pk, "agreement": place.agreement.pk, "workshop": place.workshop.pk}
    days = {"starts_on": "2021-06-10", "ends_on": "2021-06-11", "tested_on": "2021-06-12"}
    return "staff", reverse("programs:batch-add"), {"name": "Angkatan 1", "seats": "10", **facts, **days}


def package_add(place: Place) -> Form:
    numbers = {"lesson_hours": 16, "least_participants": 1, "most_participants": 20}
    rules = {"attendance_threshold": 80, "kind": "SHORT", "field": place.field.pk}
    return "centre_staff", reverse("programs:package-add"), {"name": "Menjahit", **numbers, **rules}


def package_units(place: Place) -> Form:
    hours = {f"hours_{row.unit_id}": 8 for row in place.package.package_units.all()}
    return "centre_staff", url("package-units", place.package), hours


def instructor_add(place: Place) -> Form:
    return "centre_staff", reverse("programs:instructor-add"), {"name": "Rini", "fields": [place.field.pk]}


def open_selection(place: Place) -> Form:
    return "staff", url("batch-open-selection", place.batch()), {}


def propose(place: Place) -> Form:
    batch = place.batch(state=Batch.State.SELECTING)
    return "staff", url("batch-candidates", batch), {"inmates": [place.inmate().pk, place.inmate().pk]}


def score(place: Place) -> Form:
    batch = place.batch(state=Batch.State.SELECTING)
    row = place.enrolled(batch, Enrollment.State.PROPOSED)
    return "staff", url("batch-selection", batch), {f"score_{row.pk}_1": 80, f"score_{row.pk}_2": 70}


def shortlist(place: Place) -> Form:
    batch = place.batch(state=Batch.State.SELECTING)
    row = place.enrolled(batch, Enrollment.State.PROPOSED)
    make.scored(row, 80, place.staff)
    return "staff", url("batch-shortlist", batch), {"chosen": [row.pk], "reason": ""}


def hold_session(place: Place) -> Form:
    batch = place.batch(state=Batch.State.SELECTING)
    chair = {"chair_name": "Ketua", "chair_position": "Kepala Seksi", "agenda": "Pemilihan peserta"}
    facts = {"held_on": "2021-06-07", "minutes_number": "TPP-1", "batches": [batch.pk]}
    members = {"member_name_1": "Anggota", "member_position_1": "Wali", "member_nip_1": ""}
    return "staff", reverse("programs:tpp-add"), {**facts, **chair, **members}


def decide(place: Place) -> Form:
    batch = place.batch(state=Batch.State.SELECTING)
    row = place.enrolled(batch, Enrollment.State.PROPOSED)
    make.scored(row, 80, place.staff)
    session = make.TppSessionFactory.create(facility=place.facility)
    item = TppItem.objects.create(session=session, batch=batch)
    return "staff", url("tpp-decide", item), {f"outcome_{row.pk}": "seat", f"note_{row.pk}": ""}


def sheet(place: Place) -> Form:
    facts = {"least_scorers": 2, "joins_until": 10, "name_1": "Minat", "kind_1": "INTEREST", "weight_1": 100}
    return "centre_staff", url("package-scores", place.package), facts


def decree(place: Place) -> Form:
    batch = place.batch(state=Batch.State.SELECTING)
    make.approved(place.enrolled(batch, Enrollment.State.ACCEPTED))
    return "head", url("batch-decree", batch), {"number": "SK-1", "on": "2021-06-08"}


def lay_out(place: Place) -> Form:
    how = {"weekdays": ["3", "4"], "starts_at": "07:30", "hours_per_day": 8}
    return "centre_staff", url("batch-timetable", place.batch()), {"instructor": place.instructor.pk, **how}


def start(place: Place) -> Form:
    batch = place.batch(state=Batch.State.DECREED, **DECREED)
    place.sessions(batch)
    place.enrolled(batch, Enrollment.State.ACCEPTED)
    return "staff", url("batch-start", batch), {}


def attend(place: Place) -> Form:
    batch = place.batch(state=Batch.State.RUNNING)
    row = place.enrolled(batch)
    return (
        "head",
        url("session-correct", place.sessions(batch)[0]),
        {f"status_{row.pk}": "S", "reason": "Daftar kertas"},
    )


def open_tests(place: Place) -> Form:
    return "centre_staff", url("batch-open-tests", place.batch(state=Batch.State.RUNNING)), {}


def assess(place: Place) -> Form:
    batch = place.batch(state=Batch.State.TESTING)
    row, unit = place.enrolled(batch), place.package.package_units.all()[0].unit_id
    facts = {"assessor": place.assessor.pk, "on": "2021-06-12", f"verdict_{row.pk}_{unit}": "K"}
    return "centre_staff", url("batch-results", batch), facts


def close(place: Place) -> Form:
    batch = place.batch(state=Batch.State.TESTING)
    place.enrolled(batch)
    return "centre_staff", url("batch-close", batch), {}


def postpone(place: Place) -> Form:
    return "staff", url("batch-postpone", place.batch()), {"reason": "Listrik padam"}


def plan_again(place: Place) -> Form:
    return "staff", url("batch-plan-again", place.batch(state=Batch.State.POSTPONED)), {}


def cancel(place: Place) -> Form:
    return "staff", url("batch-cancel", place.batch()), {"reason": "Anggaran"}


def lift(place: Place) -> Form:
    row = place.enrolled(place.batch(state=Batch.State.SELECTING), Enrollment.State.PROPOSED)
    days = {"starts_on": dt.date(2021, 6, 1), "ends_on": dt.date(2021, 6, 20)}
    DisciplinarySanction.objects.create(inmate=row.inmate, level="LIGHT", **days)  # type: ignore[misc]
    return "head", url("enrollment-lift", row), {"reason": "Rekomendasi TPP", "seen": "DISCIPLINE"}


def suspend(place: Place) -> Form:
    return "staff", url("enrollment-suspend", place.enrolled(place.batch())), {"reason": "Sakit"}


def resume(place: Place) -> Form:
    row = place.enrolled(place.batch(), Enrollment.State.SUSPENDED)
    return "staff", url("enrollment-resume", row), {}


def drop(place: Place) -> Form:
    return "staff", url("enrollment-drop", place.enrolled(place.batch())), {"drop_reason": "OWN_WISH"}


ONCE = (
    *(batch_add, package_add, open_selection, decree, start, open_tests, close, postpone, plan_again, cancel),
    *(suspend, resume, drop),
)
AGAIN = (package_units, propose, shortlist, decide, sheet, lay_out, attend, assess, lift)


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in COUNTED}


def press(client: Client, address: str, data: dict[str, Any]) -> tuple[int, list[str]]:
    """The answer's code, and every word of refusal or success that came with it."""
    response = client.post(address, data)
    said = [str(message) for message in get_messages(response.wsgi_request)]
    if response.status_code == 200:
        said += [text for texts in response.context["form"].errors.values() for text in texts]
    return response.status_code, said


@pytest.mark.parametrize("form", ONCE)
def test_a_step_pressed_twice_is_taken_once_and_the_second_press_hears_why(
    place: Place, sign_in: SignIn, form: Callable[[Place], Form]
) -> None:
    who, address, data = form(place)
    client = sign_in(getattr(place, who))
    first, _said = press(client, address, data)
    after_one, events = counts(), AuditEvent.objects.exclude(verb="sign_in").count()

    second, said = press(client, address, data)

    assert (first, second in (200, 302)) == (302, True)
    assert [text for text in said if "already" in text or "cannot be done" in text] != []
    assert counts() == after_one
    assert AuditEvent.objects.exclude(verb="sign_in").count() == events


@pytest.mark.parametrize("form", AGAIN)
def test_a_sheet_sent_twice_stands_as_if_sent_once(
    place: Place, sign_in: SignIn, form: Callable[[Place], Form]
) -> None:
    who, address, data = form(place)
    client = sign_in(getattr(place, who))
    first, _said = press(client, address, data)
    after_one = counts()

    second, said = press(client, address, data)

    assert (first, second in (200, 302)) == (302, True)
    assert said != []
    assert counts() == after_one


def test_two_instructors_of_one_name_are_two_people(place: Place, sign_in: SignIn) -> None:
    """Names are not keys; a second press on this page is stopped by the guard of the button alone."""
    who, address, data = instructor_add(place)
    client = sign_in(getattr(place, who))

    answers = [press(client, address, data)[0] for _press in range(2)]

    assert answers == [302, 302]
    assert Instructor.objects.filter(name="Rini").count() == 2


LATE = {
    "programs:batch-edit": ("staff", Batch.State.SELECTING),
    "programs:batch-candidates": ("staff", Batch.State.DECREED),
    "programs:batch-selection": ("staff", Batch.State.DECREED),
    "programs:batch-shortlist": ("staff", Batch.State.DECREED),
    "programs:batch-addendum": ("head", Batch.State.CLOSED),
    "programs:batch-timetable": ("centre_staff", Batch.State.RUNNING),
    "programs:batch-results": ("centre_staff", Batch.State.CLOSED),
    "programs:batch-written-tests": ("centre_staff", Batch.State.CLOSED),
    "programs:batch-recognition": ("centre_staff", Batch.State.CLOSED),
    "programs:batch-assessor": ("centre_head", Batch.State.CLOSED),
    "programs:batch-decree": ("head", Batch.State.CANCELLED),
    "programs:batch-close": ("centre_staff", Batch.State.CLOSED),
    "programs:batch-postpone": ("staff", Batch.State.RUNNING),
    "programs:batch-cancel": ("staff", Batch.State.TESTING),
}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", LATE)
def test_a_page_opened_too_late_says_so_and_leads_to_the_batch(
    place: Place, sign_in: SignIn, name: str, method: str
) -> None:
    who, state = LATE[name]
    batch = place.batch(state=state, closed_on=dt.date(2021, 6, 12) if state == Batch.State.CLOSED else None)
    client = sign_in(getattr(place, who))

    response = getattr(client, method)(reverse(name, args=[batch.pk]))

    assert (response.status_code, response["Location"]) == (302, batch.get_absolute_url())
    said = [str(message) for message in get_messages(response.wsgi_request)]
    assert said == [f"This cannot be done while the state is “{state.label}”."]
