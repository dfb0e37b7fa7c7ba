"""What stands against holding a batch as planned: agreement, scope, places, quota, the package's standard."""

import datetime as dt
from typing import Any

import pytest

from facilities.actions import agreements
from facilities.models import Agreement, ReadinessReview, Workshop
from programs.findings import planning_findings
from programs.models import Batch
from tests import factories as make
from tests.cast import Place
from trainees.eligibility import Level

pytestmark = pytest.mark.django_db

FIRST, LAST, TEST = dt.date(2021, 6, 10), dt.date(2021, 6, 11), dt.date(2021, 6, 12)
DAY = dt.timedelta(days=1)


def codes(batch: Batch) -> list[str]:
    return [finding.code for finding in planning_findings(batch)]


def under(place: Place, **agreement: Any) -> Batch:
    """The usual batch under an agreement of its own."""
    facts = {"signed": True, "between": (place.facility, place.centre), "fields": [place.field], **agreement}
    return place.batch(agreement=make.AgreementFactory.create(**facts))


def ready(place: Place, **workshop: Any) -> Workshop:
    """Another workshop, found ready for the field."""
    found = make.WorkshopFactory.create(**workshop)
    make.ReadinessReviewFactory.create(
        confirmed=True, workshop=found, field=place.field, reviewed_on=dt.date(2010, 1, 4)
    )
    return found


def test_nothing_stands_against_a_batch_that_fits_its_agreement_and_package(place: Place) -> None:
    batch = place.batch()

    found = planning_findings(batch)

    assert found == []


def test_an_agreement_of_exactly_the_days_of_the_batch_is_enough(place: Place) -> None:
    batch = under(place, starts_on=FIRST, ends_on=TEST)

    assert codes(batch) == []


@pytest.mark.parametrize(
    "days",
    [{"starts_on": FIRST + DAY, "ends_on": TEST}, {"starts_on": FIRST, "ends_on": LAST}],
    ids=["begins a day after the first lesson", "ends the day before the test"],
)
def test_an_agreement_must_be_in_force_on_every_day_until_the_test(place: Place, days: dict[str, dt.date]) -> None:
    batch = under(place, **days)

    found = planning_findings(batch)

    assert [(finding.code, finding.level) for finding in found] == [("AGREEMENT_NOT_IN_FORCE", Level.BLOCK)]
    assert batch.agreement.title in found[0].text
    assert found[0].source == "The agreement"


def test_lessons_after_the_test_count_as_days_of_the_batch_too(place: Place) -> None:
    batch = under(place, ends_on=TEST)
    batch.tested_on, batch.ends_on = LAST, TEST + DAY

    assert codes(batch) == ["AGREEMENT_NOT_IN_FORCE"]


def test_a_draft_agreement_is_not_in_force(place: Place) -> None:
    batch = under(place, signed=False)

    assert codes(batch) == ["AGREEMENT_NOT_IN_FORCE"]


@pytest.mark.parametrize(
    ("ended_on", "expected"), [(TEST, ["AGREEMENT_NOT_IN_FORCE"]), (TEST + DAY, [])], ids=["test day", "day after"]
)
def test_an_agreement_terminated_by_the_day_of_the_test_is_not_in_force(
    place: Place, ended_on: dt.date, expected: list[str]
) -> None:
    batch = under(place)
    agreements.terminate(batch.agreement, on=ended_on, reason="Anggaran dialihkan", by=place.head)
    batch.agreement = Agreement.objects.get(pk=batch.agreement_id)

    assert codes(batch) == expected


def test_the_field_of_the_package_must_be_in_the_scope_of_the_agreement(place: Place) -> None:
    batch = under(place, fields=[make.FieldFactory.create()])

    found = planning_findings(batch)

    assert [finding.code for finding in found] == ["FIELD_OUT_OF_SCOPE"]
    assert str(place.field) in found[0].text


def test_the_prison_must_be_a_party_of_the_agreement(place: Place, stranger: Place) -> None:
    batch = under(place, between=(stranger.facility, place.centre))

    assert codes(batch) == ["NOT_A_PARTY"]


def test_the_centre_of_the_package_must_be_a_party_of_the_agreement(place: Place, stranger: Place) -> None:
    batch = under(place, between=(place.facility, stranger.centre))

    assert codes(batch) == ["NOT_A_PARTY"]


def test_a_quota_used_up_exactly_stands_against_nothing(place: Place) -> None:
    batch = under(place, quota=30)
    place.batch(agreement=batch.agreement, seats=20)

    assert codes(batch) == []


def test_one_seat_over_the_quota_blocks_and_says_what_is_left(place: Place) -> None:
    batch = under(place, quota=29)
    place.batch(agreement=batch.agreement, seats=20)

    found = planning_findings(batch)

    assert [finding.code for finding in found] == ["QUOTA"]
    assert found[0].text == "The quota of 29 has 9 places left; the batch wants 10."


def test_a_cancelled_batch_uses_nothing_of_the_quota_and_a_postponed_one_does(place: Place) -> None:
    batch = under(place, quota=29)
    place.batch(agreement=batch.agreement, seats=20, state=Batch.State.CANCELLED)
    without = codes(batch)
    place.batch(agreement=batch.agreement, seats=20, state=Batch.State.POSTPONED)

    assert (without, codes(batch)) == ([], ["QUOTA"])


def test_a_workshop_of_another_prison_is_elsewhere(place: Place, stranger: Place) -> None:
    batch = place.batch(workshop=ready(place, facility=stranger.facility))

    assert codes(batch) == ["WORKSHOP_ELSEWHERE"]


def test_a_workshop_of_the_centre_is_not_elsewhere(place: Place) -> None:
    workshop = ready(place, facility=None, centre=place.centre)
    batch = place.batch(workshop=workshop)

    assert codes(batch) == []


def test_a_workshop_with_fewer_places_than_seats_is_too_small_and_says_both_figures(place: Place) -> None:
    workshop = ready(place, facility=place.facility, seats=9)
    batch = place.batch(workshop=workshop, seats=10)

    found = planning_findings(batch)

    assert [finding.code for finding in found] == ["WORKSHOP_TOO_SMALL"]
    assert found[0].text == "The workshop has 9 work places; the batch wants 10 seats."


@pytest.mark.parametrize("seats", [8, 10], ids=["the least", "the most"])
def test_seats_at_the_ends_of_the_standard_stand_against_nothing(place: Place, seats: int) -> None:
    package = make.PackageFactory.create(
        centre=place.centre, field=place.field, least_participants=8, most_participants=10
    )
    batch = place.batch(package=package, seats=seats)

    assert codes(batch) == []


@pytest.mark.parametrize("seats", [7, 11])
def test_seats_off_the_standard_are_warned_of_with_the_figure_and_the_standard(place: Place, seats: int) -> None:
    """What counts is who is accepted: that blocks the decree (Bandar Lampung 2021, rule 1 Seed 0)."""
    package = make.PackageFactory.create(
        centre=place.centre, field=place.field, least_participants=8, most_participants=10
    )
    batch = place.batch(package=package, seats=seats)

    found = planning_findings(batch)

    assert [(finding.code, finding.level) for finding in found] == [("SEATS_OFF_STANDARD", Level.WARN)]
    assert found[0].text == f"The package is for 8 to 10 participants; the batch wants {seats}."
    assert found[0].source == "The package's standard"


def test_a_batch_before_the_first_rules_of_eligibility_cannot_be_judged(place: Place) -> None:
    """Rules have effective dates (rule 0.1); the first ones here begin on 15 February 2018."""
    early = dt.date(2018, 2, 14)
    ReadinessReview.objects.update(reviewed_on=early)
    batch = under(place, signed_on=dt.date(2018, 1, 1), starts_on=dt.date(2018, 1, 1), ends_on=dt.date(2018, 12, 31))
    batch.starts_on, batch.ends_on, batch.tested_on = early, early + DAY, early + DAY
    before = codes(batch)
    batch.starts_on = early + DAY

    assert (before, codes(batch)) == (["NO_RULES"], [])


def test_an_agreement_of_two_strangers_is_said_to_lack_the_parties_once(place: Place, stranger: Place) -> None:
    batch = under(place, between=(stranger.facility, stranger.centre))

    assert codes(batch) == ["NOT_A_PARTY"]


def test_a_workshop_for_other_fields_blocks_and_names_the_field(place: Place) -> None:
    workshop = ready(place, facility=place.facility, fields=[make.FieldFactory.create()])
    batch = place.batch(workshop=workshop)

    found = planning_findings(batch)

    assert [(finding.code, finding.level) for finding in found] == [("WORKSHOP_OTHER_FIELD", Level.BLOCK)]
    assert found[0].text == f"The workshop is not meant for the field {place.field}."


def test_a_workshop_of_no_field_in_particular_holds_any(place: Place) -> None:
    batch = place.batch(workshop=ready(place, facility=place.facility))

    assert codes(batch) == []


def test_units_that_do_not_fill_the_hours_of_the_package_block(place: Place) -> None:
    package = make.PackageFactory.create(centre=place.centre, field=place.field, lesson_hours=17)
    batch = place.batch(package=package)

    found = planning_findings(batch)

    assert [(finding.code, finding.level) for finding in found] == [("UNITS_INCOMPLETE", Level.BLOCK)]
    assert found[0].text == "The units of the package add up to 16 of its 17 JP."
    assert found[0].source == "The package's standard"


def test_a_package_without_a_compulsory_unit_blocks(place: Place) -> None:
    place.package.package_units.update(is_compulsory=False)

    found = planning_findings(place.batch())

    assert [finding.text for finding in found] == ["The package has no compulsory unit, so nobody could complete it."]


def test_all_that_stands_against_a_plan_is_said_at_once(place: Place, stranger: Place) -> None:
    place.package.package_units.all().delete()
    batch = place.batch(
        agreement=stranger.agreement,
        workshop=make.WorkshopFactory.create(facility=stranger.facility, seats=5, fields=[stranger.field]),
        starts_on=dt.date(2022, 1, 1),
        ends_on=dt.date(2022, 1, 2),
        tested_on=dt.date(2022, 1, 3),
        seats=30,
    )

    assert codes(batch) == [
        "AGREEMENT_NOT_IN_FORCE",
        "FIELD_OUT_OF_SCOPE",
        "NOT_A_PARTY",
        "WORKSHOP_ELSEWHERE",
        "WORKSHOP_TOO_SMALL",
        "WORKSHOP_OTHER_FIELD",
        "SEATS_OFF_STANDARD",
        "UNITS_INCOMPLETE",
        "NO_READINESS",
    ]
