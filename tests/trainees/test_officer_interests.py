"""Interest and aptitude of officers: on record apart from inmates', typed on a page, read from a list."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from audit.models import AuditEvent
from tests import factories as make
from tests.cast import Place
from tests.trainees.test_interest_pages import as_shown, client_of
from tests.trainees.test_interests import TESTED
from trainees.actions.interests import Wish, record_interests
from trainees.models import Interest, Officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return Place("Padang")


@pytest.fixture
def staff(place: Place) -> Client:
    return client_of(place.staff)


def page_of(officer: Officer) -> str:
    return reverse("trainees:officer-interests", args=[officer.pk])


@pytest.mark.parametrize("whose", [("inmate", "officer"), ()])
def test_the_database_refuses_an_interest_of_both_and_of_nobody(place: Place, whose: tuple[str, ...]) -> None:
    people = {"inmate": place.inmate(), "officer": place.officer()}
    held = {name: people[name] if name in whose else None for name in people}

    with pytest.raises(IntegrityError, match="interest_of_an_inmate_or_an_officer"):
        make.InterestFactory.create(field=place.field, **held)


def test_the_database_refuses_an_officers_field_twice(place: Place) -> None:
    officer = place.officer()
    make.InterestFactory.create(officer=officer, field=place.field)

    with pytest.raises(IntegrityError, match="officer_interest_once_per_field"):
        make.InterestFactory.create(officer=officer, field=place.field, choice=2)


def test_the_database_refuses_an_officers_two_first_choices_at_the_end_of_the_transaction(place: Place) -> None:
    officer = place.officer()
    make.InterestFactory.create(officer=officer, field=place.field)

    with pytest.raises(IntegrityError, match="officer_choice_once"), transaction.atomic():
        make.InterestFactory.create(officer=officer)
        connection.check_constraints()


def test_an_inmate_and_an_officer_of_one_key_are_two_people(place: Place) -> None:
    inmate = place.inmate()
    officer = place.officer(pk=inmate.pk)

    changed = record_interests(
        [Wish(inmate, place.field, choice=1), Wish(officer, place.field, choice=1, **TESTED)], by=place.staff
    )

    assert changed == 2
    assert list(Interest.objects.order_by("pk").values_list("inmate", "officer", "choice", "aptitude")) == [
        (inmate.pk, None, 1, None),
        (None, officer.pk, 1, 80),
    ]
    scopes = AuditEvent.objects.filter(object_type="trainees.interest").values_list("scope", flat=True)
    assert list(scopes) == [place.facility.scope_keys] * 2


def test_recording_an_officers_interest_again_changes_nothing(place: Place) -> None:
    wish = Wish(place.officer(), place.field, choice=1, **TESTED)
    record_interests([wish], by=place.staff)

    assert record_interests([wish], by=place.staff) == 0


def test_fit_tells_officers_apart_by_one_field(place: Place) -> None:
    able, other = place.officer(name="Andi"), place.officer(name="Bayu")
    make.InterestFactory.create(inmate=place.inmate(), field=place.field, choice=3)
    record_interests(
        [
            Wish(able, place.field, choice=2, skill="Obras", **TESTED),
            Wish(other, make.FieldFactory.create(), choice=1),
        ],
        by=place.staff,
    )

    rows: Any = Officer.objects.with_fit(place.field)

    assert list(rows.values_list("pk", "interest", "aptitude", "skill")) == [
        (able.pk, 2, 80, "Obras"),
        (other.pk, None, None, None),
    ]


def test_an_officers_interest_is_seen_by_the_own_prison_only(place: Place) -> None:
    interest = make.InterestFactory.create(officer=place.officer(), field=place.field)
    stranger = Place("Medan")

    seen = {user: list(Interest.objects.visible_to(user)) for user in (place.staff, place.centre_staff, stranger.staff)}

    assert seen == {place.staff: [interest], place.centre_staff: [], stranger.staff: []}


def test_what_is_typed_on_an_officers_sheet_is_shown_on_the_officers_page(place: Place, staff: Client) -> None:
    officer = place.officer()
    key = f"{officer.pk}_{place.field.pk}"
    typed = {f"choice_{key}": "1", f"aptitude_{key}": "77", "instrument": "Kuesioner", "tested_on": "2021-05-03"}

    response = staff.post(page_of(officer), as_shown(staff, page_of(officer)) | typed)

    assert response["Location"] == officer.get_absolute_url()
    shown = staff.get(officer.get_absolute_url()).context["interests"]
    assert list(shown.values_list("officer", "field", "choice", "aptitude", "instrument")) == [
        (officer.pk, place.field.pk, 1, 77, "Kuesioner")
    ]


def test_an_officers_aptitude_without_its_test_is_said_and_nothing_is_saved(place: Place, staff: Client) -> None:
    officer = place.officer()
    typed = {f"aptitude_{officer.pk}_{place.field.pk}": "77"}

    response = staff.post(page_of(officer), as_shown(staff, page_of(officer)) | typed)

    assert sorted(response.context["form"].errors) == ["instrument", "tested_on"]
    assert Interest.objects.count() == 0


def test_the_head_reads_an_officers_interest_and_types_none(place: Place) -> None:
    officer = place.officer()
    make.InterestFactory.create(officer=officer, field=place.field)
    head = client_of(place.head)

    shown = head.get(officer.get_absolute_url())

    assert (len(shown.context["interests"]), page_of(officer) in shown.content.decode()) == (1, False)
    assert head.get(page_of(officer)).status_code == 403


def test_an_officer_of_another_prison_is_not_found(staff: Client) -> None:
    assert staff.get(page_of(Place("Medan").officer())).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_an_officers_page_costs_the_same_queries_with_one_interest_and_with_three(
    place: Place, staff: Client, count: int, django_assert_num_queries
) -> None:
    officer = place.officer()
    for choice in range(1, count + 1):
        make.InterestFactory.create(officer=officer, choice=choice)

    with django_assert_num_queries(11):
        staff.get(officer.get_absolute_url())


SHEET = reverse("trainees:officer-interest-sheet")


def test_the_sheet_of_a_field_lists_the_prisons_own_serving_officers(place: Place, staff: Client) -> None:
    stranger = Place("Medan")
    andi, _gone, _foreign = (
        place.officer(name="Andi"),
        place.officer(left_on=TESTED["tested_on"]),
        stranger.officer(),
    )
    place.inmate()

    form = staff.get(SHEET, {"field": place.field.pk}).context["form"]

    assert form.pairs == [(andi, place.field)]


def test_what_is_typed_for_many_officers_is_saved_and_no_line_of_another_prison(place: Place, staff: Client) -> None:
    one, other, foreign = place.officer(), place.officer(), Place("Medan").officer()
    url = f"{SHEET}?field={place.field.pk}"
    typed = {f"{part}_{foreign.pk}_{place.field.pk}": value for part, value in (("choice", "1"), ("skill", "Las"))}
    typed |= {f"choice_{one.pk}_{place.field.pk}": "1", f"skill_{other.pk}_{place.field.pk}": "Obras"}

    response = staff.post(url, as_shown(staff, url) | {"line": [one.pk, other.pk, foreign.pk]} | typed)

    assert response["Location"] == url
    assert list(Interest.objects.order_by("officer").values_list("officer", "choice", "skill")) == [
        (one.pk, 1, ""),
        (other.pk, None, "Obras"),
    ]


@pytest.mark.parametrize("people", [1, 3])
def test_the_officers_sheet_costs_the_same_queries_with_one_line_and_with_three(
    place: Place, staff: Client, people: int, django_assert_num_queries: Any
) -> None:
    for _person in range(people):
        make.InterestFactory.create(officer=place.officer(), field=place.field)

    with django_assert_num_queries(13):
        staff.get(SHEET, {"field": place.field.pk})
