"""What the database refuses of score sheets, TPP sessions, decrees and permits, past forms and actions, by name."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

import pytest

from programs.models import (
    Batch,
    Decree,
    Enrollment,
    OutsidePermit,
    ScoreCriterion,
    ScoreSheet,
    SeatChange,
    StandardException,
    TppDecision,
    TppItem,
    TppMember,
    TppSession,
)
from tests import factories as make
from tests.cast import Place
from tests.programs.test_constraints import refused_by

pytestmark = pytest.mark.django_db
DAY = dt.date(2021, 6, 8)

SHEET = [
    ("score_sheet_has_a_scorer", {"least_scorers": 0}),
    ("score_sheet_joins_until_a_share", {"joins_until": 101}),
]
CRITERION = [
    ("criterion_weight_in_range", {"weight": 0}),
    ("criterion_weight_in_range", {"weight": 101}),
    ("criterion_position_once_per_sheet", {"position": 2}),
    ("criterion_name_once_per_sheet", {"name": "CONDUCT"}),
]


@pytest.mark.parametrize(("name", "change"), SHEET)
def test_a_score_sheet_keeps_its_facts(place: Place, name: str, change: dict[str, Any]) -> None:
    make.ScoreSheetFactory.create(package=place.package)

    assert refused_by(lambda: ScoreSheet.objects.update(**change)) == name


def test_a_score_sheet_is_a_package_s_or_a_batch_s_and_each_has_one(place: Place) -> None:
    make.ScoreSheetFactory.create(package=place.package)
    of_both = ScoreSheet(package=place.package, batch=place.batch())
    second = ScoreSheet(package=place.package)

    assert refused_by(partial(ScoreSheet.objects.bulk_create, [of_both])) == "score_sheet_has_one_owner"
    assert refused_by(partial(ScoreSheet.objects.bulk_create, [second])) == "one_score_sheet_of_an_owner"


@pytest.mark.parametrize(("name", "change"), CRITERION)
def test_a_criterion_keeps_its_facts(place: Place, name: str, change: dict[str, Any]) -> None:
    make.ScoreSheetFactory.create(package=place.package)

    assert refused_by(lambda: ScoreCriterion.objects.filter(position=1).update(**change)) == name


def test_minutes_of_a_tpp_session_have_a_number_of_their_own_in_the_prison(place: Place, stranger: Place) -> None:
    first = make.TppSessionFactory.create(facility=place.facility)
    make.TppSessionFactory.create(facility=stranger.facility, minutes_number=first.minutes_number)
    same = {"facility": place.facility, "minutes_number": first.minutes_number}

    assert refused_by(partial(make.TppSessionFactory.create, **same)) == "tpp_minutes_once_per_facility"
    assert refused_by(lambda: TppSession.objects.update(minutes_number="")) == "tpp_session_has_minutes"


def test_a_seat_at_the_table_and_an_item_of_the_agenda_are_there_once(place: Place) -> None:
    session, batch = make.TppSessionFactory.create(facility=place.facility), place.batch()
    TppMember.objects.create(session=session, order=1, name="Anggota", position="Wali")
    TppItem.objects.create(session=session, batch=batch)
    member = TppMember(session=session, order=1, name="Lain", position="Wali")
    item = TppItem(session=session, batch=batch)

    assert refused_by(partial(TppMember.objects.bulk_create, [member])) == "tpp_member_order_once"
    assert refused_by(partial(TppItem.objects.bulk_create, [item])) == "batch_once_per_tpp_session"


def test_a_session_decides_once_on_a_person_and_gives_a_reason_for_a_refusal(place: Place) -> None:
    batch = place.batch(state=Batch.State.SELECTING)
    decided, other = (place.enrolled(batch, Enrollment.State.PROPOSED) for _each in range(2))
    session = make.approved(decided)
    again = TppDecision(session=session, enrollment=decided, verdict="APPROVED")
    silent = TppDecision(session=session, enrollment=other, verdict="REJECTED")

    assert refused_by(partial(TppDecision.objects.bulk_create, [again])) == "one_tpp_decision_per_session"
    assert refused_by(partial(TppDecision.objects.bulk_create, [silent])) == "tpp_refusal_has_a_reason"


def test_a_decree_has_a_number_of_its_own_in_the_prison(place: Place, stranger: Place) -> None:
    facts: dict[str, Any] = {"facility": place.facility, "decreed_on": DAY, "decreed_by": place.head, "record": {}}
    Decree.objects.create(number="SK-1", **facts)
    Decree.objects.create(number="SK-1", **{**facts, "facility": stranger.facility})

    assert refused_by(lambda: Decree.objects.create(number="SK-1", **facts)) == "decree_number_once_per_facility"
    assert refused_by(lambda: Decree.objects.create(number="", **facts)) == "decree_has_a_number"


def test_nobody_has_moved_up_where_several_are_equal(place: Place) -> None:
    batch = place.batch()
    left, reserve = place.enrolled(batch), place.enrolled(batch)
    change = SeatChange(left=left, moved_up=reserve, is_tied=True)

    assert refused_by(partial(SeatChange.objects.bulk_create, [change])) == "a_tie_has_nobody_moved_up"


def test_a_permit_is_on_file_once_for_a_person(place: Place) -> None:
    row = place.enrolled(place.batch(state=Batch.State.SELECTING), Enrollment.State.PROPOSED)
    facts: dict[str, Any] = {"enrollment": row, "kind": "ESCORT", "number": "W13-1", "filed_by": place.staff}
    facts |= {"dated_on": DAY, "valid_until": dt.date(2021, 6, 30)}
    OutsidePermit.objects.create(**facts)

    assert refused_by(lambda: OutsidePermit.objects.create(**facts)) == "permit_once"


def test_a_figure_off_the_standard_is_allowed_once(place: Place) -> None:
    facts: dict[str, Any] = {"batch": place.batch(state=Batch.State.SELECTING), "code": "TOO_FEW", "figure": 3}
    facts |= {"standard": 10, "reason": "Peserta bebas", "allowed_by": place.centre_head}
    StandardException.objects.create(**facts)

    assert refused_by(lambda: StandardException.objects.create(**facts)) == "standard_exception_once"
