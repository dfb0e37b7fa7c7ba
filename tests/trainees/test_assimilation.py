"""The decision table of assimilation, line by line, each named after its source; judged for a day, never for today."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from tests import factories as make
from trainees.assimilation import Assessment, assess
from trainees.assimilation_answers import State
from trainees.conditions import known_conditions, known_documents, parse, standard_conditions
from trainees.dossier import checklist
from trainees.models import ConductScore, DisciplinarySanction, DossierDocument, Inmate, RiskScreening, RuleSet

pytestmark = pytest.mark.django_db

IN_2021, IN_2026 = dt.date(2021, 5, 17), dt.date(2026, 5, 17)
DAY = dt.timedelta(days=1)
MET, NOT_MET, UNKNOWN = State.MET, State.NOT_MET, State.UNKNOWN


def person(on: dt.date = IN_2021, years: int = 3, **sentence: Any) -> Inmate:
    """Somebody who has served two years of three on the day."""
    about = {name: sentence.pop(name) for name in ("register_kind", "is_child", "is_foreigner") if name in sentence}
    sentence = {"detained_on": on.replace(year=on.year - 2), "years": years, **sentence}
    return make.SentenceFactory.create(inmate=make.InmateFactory.create(**about), **sentence).inmate


def judged(inmate: Inmate, on: dt.date = IN_2021) -> Assessment:
    rules: RuleSet = make.RuleSetFactory.create()
    with translation.override("en"):
        return assess(Inmate.objects.with_sentence().get(pk=inmate.pk), rules, on=on)


def states(inmate: Inmate, on: dt.date = IN_2021) -> dict[str, State]:
    return {outcome.code: outcome.state for outcome in judged(inmate, on).outcomes}


def test_a_general_crime_in_2021_is_judged_by_these_lines_of_rule_4_3():
    assert states(person()) == {
        "NOT_CONVICT": MET,
        "LIFE_DEATH": MET,
        "HALF_NOT_REACHED": MET,
        "DISCIPLINE": MET,
        "GUIDANCE_NOT_FOLLOWED": UNKNOWN,
        "OTHER_CASE": MET,
        "UNSAFE_OUTSIDE": MET,
        "NOT_AT_HOME": MET,
    }


def test_since_uu_22_2022_art_10_2_conduct_and_a_lower_risk_are_asked_and_assimilation_at_home_is_past():
    added = states(person(IN_2026), IN_2026).keys() - states(person()).keys()

    assert added == {"SPPN_LOW", "RISK_NOT_LOWERED"}
    assert "NOT_AT_HOME" not in states(person(IN_2026), IN_2026)


@pytest.mark.parametrize(("crime", "part"), [("GEN", "HALF"), ("NARC_LT5", "HALF"), ("NARC_GE5", "TWO_THIRDS")])
def test_r1_and_r2_ask_for_half_or_two_thirds_and_say_the_day_art_44_45(crime, part):
    on = dt.date(2021, 1, 1)
    inmate = person(detained_on=on, years=3, crime_class=crime)
    code, months = f"{part}_NOT_REACHED", {"HALF": 18, "TWO_THIRDS": 24}[part]
    reached = dt.date(2021 + months // 12, 1 + months % 12, 1)

    before, after = judged(inmate, reached - DAY), judged(inmate, reached)

    line = next(outcome for outcome in before.outcomes if outcome.code == code)
    assert (line.state, line.answer.met_on) == (NOT_MET, reached)
    assert {outcome.code: outcome.state for outcome in after.outcomes}[code] == MET


def test_r2_asks_for_nine_months_where_two_thirds_are_less():
    inmate = person(detained_on=dt.date(2021, 1, 1), years=0, months=12, crime_class="CORR")

    line = next(outcome for outcome in judged(inmate).outcomes if outcome.code == "TWO_THIRDS_NOT_REACHED")

    assert line.answer.met_on == dt.date(2021, 10, 1)


@pytest.mark.parametrize(("crime", "months"), [("GEN", 6), ("TOC", 9)])
def test_r1_and_r2_ask_for_months_without_discipline_and_say_the_day_art_44_45(crime, months):
    inmate = person(crime_class=crime)
    DisciplinarySanction.objects.create(
        inmate=inmate, level="LIGHT", starts_on=dt.date(2021, 1, 5), ends_on=dt.date(2021, 1, 10)
    )
    clear_on = dt.date(2021, 1 + months, 11)

    line = next(outcome for outcome in judged(inmate).outcomes if outcome.code == "DISCIPLINE")

    assert (line.state, line.answer.met_on) == (NOT_MET, clear_on)
    assert states(inmate, clear_on)["DISCIPLINE"] == MET


def test_r3_asks_of_terrorism_for_deradicalisation_art_45_2():
    inmate = person(crime_class="TERR")
    before = states(inmate)
    DossierDocument.objects.create(inmate=inmate, code="DERAD", received_on=IN_2021)

    assert (before["DERAD_MISSING"], states(inmate)["DERAD_MISSING"]) == (UNKNOWN, MET)


@pytest.mark.parametrize(
    ("money", "state"),
    [
        ({}, MET),
        ({"fine_amount": 50_000_000}, NOT_MET),
        ({"fine_amount": 50_000_000, "fine_paid": True}, MET),
        ({"subsidiary_months": 2}, NOT_MET),
        ({"compensation_amount": 10}, NOT_MET),
        ({"compensation_amount": 10, "compensation_paid": True}, MET),
    ],
)
def test_r4_asks_of_corruption_for_what_is_owed_art_45_3(money, state):
    assert states(person(crime_class="CORR", **money))["FINE_UNPAID"] == state


@pytest.mark.parametrize(
    ("term", "reached"),
    [({"years": 1}, dt.date(2021, 4, 1)), ({"years": 0, "days": 60}, dt.date(2021, 2, 1))],
    ids=["three months", "half of a shorter term"],
)
def test_r5_asks_of_children_for_three_months_and_litmas(term, reached):
    inmate = person(detained_on=dt.date(2021, 1, 1), is_child=True, **term)

    found = judged(inmate, dt.date(2021, 1, 2))

    line = next(outcome for outcome in found.outcomes if outcome.code == "CHILD_TIME_NOT_REACHED")
    codes = {outcome.code for outcome in found.outcomes}
    assert line.answer.met_on == reached
    assert ("LITMAS_MISSING" in codes, "HALF_NOT_REACHED" in codes) == (True, False)


@pytest.mark.parametrize(
    ("levels", "state"),
    [([], UNKNOWN), ([1], MET), ([3], UNKNOWN), ([3, 2], MET), ([2, 2], NOT_MET), ([2, 3], NOT_MET), ([3, 1, 2], MET)],
)
def test_r6_asks_for_a_lower_risk_uu_22_2022_art_10_2(levels, state):
    inmate = person(IN_2026)
    for number, level in enumerate(levels):
        RiskScreening.objects.create(inmate=inmate, level=level, screened_on=dt.date(2025, 1 + number, 1))

    assert states(inmate, IN_2026)["RISK_NOT_LOWERED"] == state


@pytest.mark.parametrize(("score", "state"), [(64, NOT_MET), (65, MET)])
def test_r6_asks_for_a_score_of_65_in_the_last_month_known_on_the_day(score, state):
    inmate = person(IN_2026)
    ConductScore.objects.create(inmate=inmate, month=dt.date(2026, 4, 1), score=score, follows_guidance=True)
    ConductScore.objects.create(inmate=inmate, month=dt.date(2026, 6, 1), score=10, follows_guidance=False)

    found = states(inmate, IN_2026)

    assert (found["SPPN_LOW"], found["GUIDANCE_NOT_FOLLOWED"]) == (state, MET)


@pytest.mark.parametrize("kind", ["is_life", "is_death"])
def test_x1_leaves_out_life_and_death_until_commuted_art_10_4(kind):
    found = judged(person(years=0, **{kind: True}))

    assert {outcome.code for outcome in found.not_met} == {"LIFE_DEATH", "HALF_NOT_REACHED"}
    assert found.met_on is None


@pytest.mark.parametrize("about", [{"register_kind": "A.III"}, {"serving_subsidiary": True}])
def test_x2_leaves_out_detainees_and_who_serves_for_a_fine_rule_4_1(about):
    assert states(person(**about))["NOT_CONVICT"] == NOT_MET


def test_x3_asks_foreigners_for_guarantee_letters():
    assert (states(person(is_foreigner=True))["FOREIGN_MISSING"], "FOREIGN_MISSING" in states(person())) == (
        UNKNOWN,
        False,
    )


@pytest.mark.parametrize(
    ("flag", "code"), [("other_case_pending", "OTHER_CASE"), ("is_unsafe_outside", "UNSAFE_OUTSIDE")]
)
def test_x4_refuses_another_case_and_danger(flag, code):
    assert states(person(**{flag: True}))[code] == NOT_MET


def test_c1_on_assimilation_at_home_is_told_and_does_not_count():
    found = judged(person(is_repeat_offender=True))

    assert {outcome.code: outcome.state for outcome in found.outcomes}["NOT_AT_HOME"] == NOT_MET
    assert found.not_met == []


@pytest.mark.parametrize(("on", "is_asked"), [(dt.date(2022, 1, 27), True), (dt.date(2022, 1, 28), False)])
def test_the_letter_on_a_justice_collaborator_is_asked_until_permenkumham_7_2022(on, is_asked):
    inmate = person(on, crime_class="NARC_GE5")

    in_dossier = any(paper.document == "JC" for paper in checklist(inmate, on=on))

    assert (("JC_MISSING" in states(inmate, on)), in_dossier) == (is_asked, is_asked)


def test_the_day_all_conditions_are_met_is_the_last_of_their_days():
    inmate = person(detained_on=dt.date(2020, 1, 1), years=3)
    ConductScore.objects.create(inmate=inmate, month=dt.date(2021, 4, 1), score=80, follows_guidance=True)
    DisciplinarySanction.objects.create(
        inmate=inmate, level="LIGHT", starts_on=dt.date(2021, 3, 1), ends_on=dt.date(2021, 3, 9)
    )

    found = judged(inmate)

    assert [outcome.answer.met_on for outcome in found.not_met] == [dt.date(2021, 7, 1), dt.date(2021, 9, 10)]
    assert (found.state, found.met_on) == (NOT_MET, dt.date(2021, 9, 10))


@pytest.mark.parametrize(
    "rows",
    [
        None,
        [],
        ["x"],
        [{"code": "X"}],
        [{**standard_conditions()[0], "test": "MOOD"}],
        [{**standard_conditions()[0], "for": ["NOBODY"]}],
        [{**standard_conditions()[2], "part": "3/4"}],
        [{**standard_conditions()[2], "part": "1/0"}],
        [{**standard_conditions()[5], "months": "many"}],
        [{**standard_conditions()[5], "months": -1}],
        [{**standard_conditions()[5], "since": "kemarin"}],
    ],
)
def test_a_table_that_cannot_be_read_is_refused(rows):
    with pytest.raises(ValidationError):
        known_conditions(rows)


def test_the_standard_table_can_be_read_and_every_line_has_its_legal_basis():
    known_conditions(standard_conditions())

    assert all(condition.basis and condition.rule for condition in parse(standard_conditions()))


@pytest.mark.parametrize("codes", [None, "VERDICT", ["PASSPORT"]])
def test_unknown_documents_are_refused(codes):
    with pytest.raises(ValidationError):
        known_documents(codes)


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ({"fine_amount": 1}, "FINE"),
        ({"crime_class": "TERR"}, "DERAD"),
        ({"is_foreigner": True}, "FOREIGN"),
    ],
)
def test_rule_4_4_some_documents_are_asked_only_of_those_whom_they_concern(about, code):
    asked = [paper.document for paper in checklist(person(IN_2026, **about), on=IN_2026)]
    of_others = [paper.document for paper in checklist(person(IN_2026), on=IN_2026)]

    assert (code in asked, code in of_others) == (True, False)
