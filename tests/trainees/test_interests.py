"""Interest and aptitude on record: what may stand there, what recording refuses, and how well people fit a field."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from audit.models import AuditEvent
from tests import factories as make
from tests.cast import Place
from trainees.actions.interests import Wish, record_interests
from trainees.models import Inmate, Interest

pytestmark = pytest.mark.django_db
DAY = dt.date(2021, 5, 3)
TESTED = {"aptitude": 80, "instrument": "Tes bakat", "tested_on": DAY}


@pytest.fixture
def place() -> Place:
    return Place("Pekalongan")


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"choice": 4}, "interest_choice_in_range"),
        ({"choice": None}, "interest_says_something"),
        ({"aptitude": 101, "instrument": "Tes", "tested_on": DAY}, "aptitude_has_test_and_day"),
        ({"aptitude": 50}, "aptitude_has_test_and_day"),
        ({"aptitude": 50, "instrument": "Tes"}, "aptitude_has_test_and_day"),
        ({"instrument": "Tes"}, "aptitude_has_test_and_day"),
    ],
)
def test_the_database_refuses(place, facts, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        make.InterestFactory.create(inmate=place.inmate(), field=place.field, **facts)


def test_the_database_refuses_a_field_twice(place):
    inmate = place.inmate()
    make.InterestFactory.create(inmate=inmate, field=place.field)

    with pytest.raises(IntegrityError, match="interest_once_per_field"):
        make.InterestFactory.create(inmate=inmate, field=place.field, choice=2)


def test_the_database_refuses_two_first_choices_at_the_end_of_the_transaction(place):
    inmate = place.inmate()
    make.InterestFactory.create(inmate=inmate, field=place.field)

    with pytest.raises(IntegrityError, match="interest_choice_once"), transaction.atomic():
        make.InterestFactory.create(inmate=inmate)
        connection.check_constraints()


def test_recording_adds_edits_and_removes_with_an_event_each(place):
    one, other, third = place.inmate(), place.inmate(), place.inmate()
    make.InterestFactory.create(inmate=other, field=place.field, choice=1)
    make.InterestFactory.create(inmate=third, field=place.field, choice=1)

    changed = record_interests(
        [
            Wish(one, place.field, choice=2, **TESTED),
            Wish(other, place.field, choice=3, skill="Menjahit di rumah"),
            Wish(third, place.field),
        ],
        by=place.staff,
    )

    assert changed == 3
    assert list(Interest.objects.order_by("inmate").values_list("inmate", "choice", "aptitude", "skill")) == [
        (one.pk, 2, 80, ""),
        (other.pk, 3, None, "Menjahit di rumah"),
    ]
    assert list(AuditEvent.objects.order_by("id").values_list("verb", "object_label", "by")) == [
        ("add", f"#{one.pk}: {place.field}", place.staff.pk),
        ("edit", f"#{other.pk}: {place.field}", place.staff.pk),
        ("remove", f"#{third.pk}: {place.field}", place.staff.pk),
    ]


def test_recording_what_is_there_already_changes_nothing(place):
    wish = Wish(place.inmate(), place.field, choice=1, **TESTED)
    record_interests([wish], by=place.staff)

    assert record_interests([wish, Wish(place.inmate(), place.field)], by=place.staff) == 0
    assert AuditEvent.objects.count() == 1


def test_first_and_second_choice_can_change_places(place):
    inmate, sewing, batik = place.inmate(), place.field, make.FieldFactory.create(name="Batik")
    record_interests([Wish(inmate, sewing, choice=1), Wish(inmate, batik, choice=2)], by=place.staff)

    record_interests([Wish(inmate, sewing, choice=2), Wish(inmate, batik, choice=1)], by=place.staff)

    assert list(inmate.interests.values_list("field", "choice")) == [(batik.pk, 1), (sewing.pk, 2)]


def test_a_second_first_choice_is_refused_by_name_and_nothing_is_saved(place):
    inmate, other, batik = place.inmate(name="Raka"), place.inmate(), make.FieldFactory.create(name="Batik")
    record_interests([Wish(inmate, place.field, choice=1)], by=place.staff)

    with pytest.raises(ValidationError) as refusal:
        record_interests([Wish(other, batik, choice=1), Wish(inmate, batik, choice=1)], by=place.staff)

    assert refusal.value.messages == ["Raka: Menjahit Pekalongan dan Batik sama-sama menjadi “Pilihan pertama”."]
    assert Interest.objects.count() == 1


def test_an_aptitude_without_its_test_is_refused(place):
    with pytest.raises(ValidationError, match="tes"):
        record_interests([Wish(place.inmate(), place.field, aptitude=70)], by=place.staff)

    assert Interest.objects.count() == 0


def test_fit_tells_interest_aptitude_and_skill_for_one_field_without_doubling_people(place):
    batik = make.FieldFactory.create(name="Batik")
    both, none = place.inmate(), place.inmate()
    record_interests(
        [Wish(both, place.field, choice=2, skill="Obras", **TESTED), Wish(both, batik, choice=1)], by=place.staff
    )

    rows = Inmate.objects.with_fit(place.field).order_by("pk")

    assert list(rows.values_list("pk", "interest", "aptitude", "skill")) == [
        (both.pk, 2, 80, "Obras"),
        (none.pk, None, None, None),
    ]


def test_interests_are_seen_by_the_own_prison_only(place):
    interest = make.InterestFactory.create(inmate=place.inmate(), field=place.field)
    stranger = Place("Medan")

    seen = {user: list(Interest.objects.visible_to(user)) for user in (place.staff, place.centre_staff, stranger.staff)}

    assert seen == {place.staff: [interest], place.centre_staff: [], stranger.staff: []}
