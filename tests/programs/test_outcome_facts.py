"""What the database refuses of outcomes after release and of demand notes, past every form."""

import datetime as dt
from typing import Any

import pytest

from programs.models import Enrollment, Outcome
from tests import factories as make
from tests.programs.test_constraints import refused_by

pytestmark = pytest.mark.django_db
DAY = dt.date(2022, 2, 1)
UNTOLD = {"is_in_field": None, "consent_on": None, "consent_how": ""}


def test_a_moment_has_one_outcome() -> None:
    outcome = make.OutcomeFactory.create()

    assert refused_by(lambda: make.OutcomeFactory.create(enrollment=outcome.enrollment)) == "outcome_once_a_moment"


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"consent_on": None, "consent_how": ""}, "outcome_told_with_consent"),
        ({"consent_on": None}, "outcome_told_with_consent"),
        ({"consent_how": ""}, "outcome_told_with_consent"),
        ({"consent_how": "X"}, "outcome_told_with_consent"),
        ({"kind": "DECLINED", "is_in_field": None}, "outcome_told_with_consent"),
        ({"kind": "NOT_ASKED", "is_in_field": None}, "outcome_told_with_consent"),
        ({"kind": "NOT_REACHED", "is_in_field": None}, "outcome_told_with_consent"),
        ({"kind": "WEALTHY", "is_in_field": None}, "outcome_told_with_consent"),
        ({"is_in_field": None}, "outcome_field_where_occupied"),
        ({"kind": "NONE"}, "outcome_field_where_occupied"),
        ({**UNTOLD, "kind": "DECLINED", "is_in_field": True}, "outcome_field_where_occupied"),
        ({"withdrawn_on": DAY}, "outcome_withdrawn_on_a_day"),
        ({**UNTOLD, "kind": "WITHDRAWN"}, "outcome_withdrawn_on_a_day"),
        ({"consent_on": DAY + dt.timedelta(days=1)}, "outcome_consent_before_asking"),
        ({"months": 0}, "outcome_months_plausible"),
    ],
)
def test_what_was_told_stands_with_its_consent_and_nothing_without(facts: dict[str, Any], name: str) -> None:
    assert refused_by(lambda: make.OutcomeFactory.create(**facts)) == name


@pytest.mark.parametrize("kind", ["DECLINED", "NOT_ASKED", "NOT_REACHED"])
def test_that_nothing_was_told_is_kept_without_consent(kind: str) -> None:
    outcome = make.OutcomeFactory.create(kind=kind, **UNTOLD)

    assert Outcome.objects.get() == outcome


def test_nobody_is_asked_before_the_months_have_passed() -> None:
    free = make.graduate(on=dt.date(2021, 11, 30))

    early = refused_by(
        lambda: make.OutcomeFactory.create(enrollment=free, asked_on="2022-02-27", **UNTOLD, kind="NONE")
    )
    on_the_day = make.OutcomeFactory.create(enrollment=free, asked_on="2022-02-28", kind="NOT_ASKED", **UNTOLD)

    assert (early, on_the_day.months) == ("outcome_of_a_released_graduate", 3)


@pytest.mark.parametrize("state", [Enrollment.State.ACTIVE, Enrollment.State.COMPLETED])
def test_nobody_in_custody_and_nobody_who_has_not_completed_is_asked(state: Enrollment.State) -> None:
    enrollment = make.EnrollmentFactory.create(state=state)
    if state == Enrollment.State.ACTIVE:
        make.released(enrollment, on=dt.date(2021, 8, 1))

    assert refused_by(lambda: make.OutcomeFactory.create(enrollment=enrollment)) == "outcome_of_a_released_graduate"


def test_an_outcome_stays_of_its_person_and_month_and_withdrawn() -> None:
    outcome = make.OutcomeFactory.create(asked_on="2022-06-01")
    Outcome.objects.filter(pk=outcome.pk).update(kind="WITHDRAWN", withdrawn_on=DAY, **UNTOLD)
    rows = Outcome.objects.filter(pk=outcome.pk)
    told = {"kind": "WORK", "is_in_field": True, "consent_on": DAY, "consent_how": "PHONE", "withdrawn_on": None}

    refused = [
        refused_by(lambda: rows.update(**told)),
        refused_by(lambda: rows.update(months=6)),
        refused_by(lambda: rows.update(enrollment=make.graduate())),
        refused_by(rows.delete),
    ]

    assert refused == ["outcome_stays_withdrawn"] * 4


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"valid_until": dt.date(2021, 5, 31)}, "demand_note_counts_after_its_day"),
        ({"text": ""}, "demand_note_says_what_and_whence"),
        ({"source": ""}, "demand_note_says_what_and_whence"),
        ({"wanted": 0}, "demand_note_wants_somebody"),
    ],
)
def test_a_demand_note_says_what_who_and_until_when(facts: dict[str, Any], name: str) -> None:
    assert refused_by(lambda: make.DemandNoteFactory.create(**facts)) == name


def test_a_demand_note_is_written_once_and_by_one_office() -> None:
    note = make.DemandNoteFactory.create()
    same = {"facility": note.facility, "field": note.field}

    assert refused_by(lambda: make.DemandNoteFactory.create(**same)) == "demand_note_once"
    assert refused_by(lambda: make.DemandNoteFactory.create(centre=make.TrainingCentreFactory.create())) == (
        "demand_note_of_one_office"
    )
