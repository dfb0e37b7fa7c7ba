"""What the database refuses of year plans and of a report's photos, past every form."""

from typing import Any

import pytest

from programs.models import Batch, ReportPhoto, YearPlan
from tests.cast import Place
from tests.programs.test_constraints import refused_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return Place("Pekalongan")


def plan(place: Place, **changes: Any) -> YearPlan:
    facts: dict[str, Any] = {"facility": place.facility, "year": 2021, "participants": 10, "certified": 8}
    return YearPlan.objects.create(**facts | changes)


def photo(place: Place, batch: Batch, **changes: Any) -> ReportPhoto:
    facts = {
        "batch": batch,
        "position": 1,
        "file": "reports/none.jpg",
        "caption": "Praktik mengelas",
        "taken_on": "2021-06-10",
        "has_consent": True,
        "added_by": place.staff,
    }
    return ReportPhoto.objects.create(**facts | changes)


def test_a_prison_has_one_plan_a_year(place: Place) -> None:
    plan(place)

    assert refused_by(lambda: plan(place)) == "year_plan_once"


def test_a_centre_has_one_plan_a_year(place: Place) -> None:
    plan(place, facility=None, centre=place.centre)

    assert refused_by(lambda: plan(place, facility=None, centre=place.centre)) == "year_plan_once"


def test_a_plan_is_of_one_place(place: Place) -> None:
    assert refused_by(lambda: plan(place, centre=place.centre)) == "year_plan_of_one_place"
    assert refused_by(lambda: plan(place, facility=None)) == "year_plan_of_one_place"


def test_no_more_people_are_to_be_certified_than_take_part(place: Place) -> None:
    assert refused_by(lambda: plan(place, certified=11)) == "year_plan_certifies_participants_only"


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"position": 0}, "report_photo_position_is_one_of_eight"),
        ({"position": 9}, "report_photo_position_is_one_of_eight"),
        ({"has_consent": False}, "report_photo_has_consent"),
        ({"caption": ""}, "report_photo_has_a_caption"),
    ],
)
def test_a_photo_has_a_place_consent_and_words(place: Place, changes: dict[str, Any], name: str) -> None:
    batch = place.batch()

    assert refused_by(lambda: photo(place, batch, **changes)) == name


def test_two_photos_do_not_take_one_place(place: Place) -> None:
    batch = place.batch()
    photo(place, batch)

    assert refused_by(lambda: photo(place, batch)) == "report_photo_position_once"
