"""The pages of a person's record: arithmetic, days from SDP, conditions of assimilation, dossier, decisions."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent, Verb
from tests.days import as_of_now, tomorrow
from tests.factories import DateOverrideFactory, RuleSetFactory, convict
from trainees.models import (
    AssimilationDecision,
    ConductScore,
    DateOverride,
    DisciplinarySanction,
    DossierDocument,
    Inmate,
    RiskScreening,
    RuleSet,
)
from trainees.sentence_dates import Stage, sentence_dates

pytestmark = pytest.mark.django_db


@pytest.fixture
def inmate(cast) -> Inmate:
    RuleSetFactory.create()
    return convict(cast.prison)


def url(name: str, inmate: Inmate) -> str:
    return reverse(f"trainees:{name}", args=[inmate.pk])


def days_of(inmate: Inmate):
    return sentence_dates(Inmate.objects.with_sentence().get(pk=inmate.pk), RuleSet.objects.get())


@pytest.mark.parametrize("name", ["inmate-detail", "inmate-dates", "inmate-assimilation"])
def test_each_opening_of_each_page_of_the_record_is_written_down(cast, inmate, name):
    for _time in range(2):
        cast.client(cast.giatja).get(url(name, inmate))

    events = AuditEvent.objects.filter(verb=Verb.OPEN)
    assert [(event.object_id, event.by) for event in events] == [(inmate.pk, cast.giatja)] * 2


def test_the_arithmetic_shows_formula_and_inputs_and_the_other_ways_of_counting_rule_4_5(cast, inmate):
    inmate.sentence.credit_days = 10
    inmate.sentence.save()

    context = cast.client(cast.giatja).get(url("inmate-dates", inmate)).context

    formulas = [step.formula for step in context["steps"] if step.formula]
    assert formulas[:2] == ["10 Maret 2020 − 10 hari", "29 Februari 2020 + 3 tahun"]
    assert [len(row["days"]) for row in context["comparison"]] == [3] * 5


def test_earlier_detention_counts_as_credit_rule_4_5(inmate):
    before = days_of(inmate)
    inmate.sentence.credit_days = 30
    inmate.sentence.save()

    after = days_of(inmate)

    assert (before.release_on, after.release_on) == (dt.date(2023, 3, 10), dt.date(2023, 2, 9))


@pytest.mark.parametrize(
    ("on", "stage"),
    [
        (dt.date(2021, 3, 9), Stage.EARLY),
        (dt.date(2021, 3, 10), Stage.NEXT_1),
        (dt.date(2021, 9, 10), Stage.NEXT_2),
        (dt.date(2022, 3, 10), Stage.LAST),
    ],
)
def test_stages_of_guidance_change_at_a_third_half_and_two_thirds_pp_31_1999(inmate, on, stage):
    assert days_of(inmate).stage(on=on) == stage


def test_a_day_from_sdp_counts_until_it_is_withdrawn_and_stays_on_record(cast, inmate):
    client = cast.client(cast.giatja)
    data = {"which": "RELEASE", "day": "2022-11-11", "reason": "Sesuai SDP", "sdp_reference": "SDP 7"}

    client.post(url("override-add", inmate), data)
    taken = days_of(inmate)
    override = DateOverride.objects.get()
    client.post(reverse("trainees:override-withdraw", args=[override.pk]), {"reason": "Keliru"})

    override.refresh_from_db()
    assert (taken.release_on, taken.computed.release_on) == (dt.date(2022, 11, 11), dt.date(2023, 3, 10))
    assert days_of(inmate).release_on == dt.date(2023, 3, 10)
    assert (override.by, override.withdrawn_by, override.withdrawn_reason) == (cast.giatja, cast.giatja, "Keliru")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"sdp_reference": ""}, "sdp_reference"),
        ({"day": "2019-01-01"}, "day"),
        ({"day": "9999-12-31"}, "day"),
        ({"which": "HALF"}, "which"),
    ],
)
def test_a_bad_day_from_sdp_is_refused_at_its_field(cast, inmate, changes, field):
    DateOverrideFactory.create(inmate=inmate, which="HALF")
    data = {"which": "RELEASE", "day": "2022-11-11", "reason": "Sesuai SDP", "sdp_reference": "SDP 7", **changes}

    answer = cast.client(cast.giatja).post(url("override-add", inmate), data)

    assert list(answer.context["form"].errors) == [field]
    assert DateOverride.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"reason": ""}, "override_has_reason_and_reference"),
        ({"withdrawn_reason": "x"}, "override_withdrawn_with_reason"),
    ],
)
def test_the_database_refuses_half_an_override(inmate, change, name):
    DateOverrideFactory.create(inmate=inmate)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        DateOverride.objects.update(**change)


def test_the_day_on_which_a_missing_condition_becomes_true_is_shown_ketapang(cast, inmate):
    ConductScore.objects.create(inmate=inmate, month=dt.date(2021, 4, 1), score=80, follows_guidance=True)
    DisciplinarySanction.objects.create(
        inmate=inmate, level="LIGHT", starts_on=dt.date(2021, 3, 1), ends_on=dt.date(2021, 3, 6)
    )

    page = cast.client(cast.giatja).get(url("inmate-assimilation", inmate), {"pada": "2021-05-17"})

    text = page.content.decode()
    assert page.context["assessment"].met_on == dt.date(2021, 9, 10)
    assert [text.count(words) for words in ("7 September 2021", "10 September 2021")] == [2, 3]
    assert [text.count(tone) for tone in ("badge badge-success", "badge badge-danger")] == [7, 2]


@pytest.mark.parametrize("text", ["kemarin", "2021-02-30", "9999-01-01", "2021-13-01", "\0"])
def test_a_day_that_is_none_shows_today_and_says_so(cast, inmate, text):
    page = cast.client(cast.giatja).get(url("inmate-assimilation", inmate), {"pada": text})

    assert (page.status_code, page.context["day"], page.context["is_wrong_day"]) == (200, timezone.localdate(), True)


def test_a_day_before_all_rules_is_said(cast, inmate):
    page = cast.client(cast.giatja).get(url("inmate-assimilation", inmate), {"pada": "1999-01-01"})

    assert (page.status_code, page.context["assessment"]) == (200, None)


def test_a_decision_keeps_the_rules_and_facts_it_saw(cast, inmate):
    data = {"on": "2021-05-17", "outcome": "POSTPONED", "minutes_number": "BA-1", "reason": "Belum 1/2"}
    cast.client(cast.giatja).post(url("assimilation-decide", inmate), data)
    inmate.sentence.years = 1
    inmate.sentence.save()
    RuleSet.objects.update(name="Aturan lain")

    decision = AssimilationDecision.objects.get()
    half = next(row for row in decision.facts["conditions"] if row["code"] == "HALF_NOT_REACHED")
    assert decision.rule_set != "Aturan lain"
    assert (half["state"], half["met_on"]) == ("not met", "2021-09-10")
    assert decision.facts["sentence"]["term"] == [3, 0, 0]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"minutes_number": ""}, "minutes_number"),
        ({"minutes_number": "BA-0"}, "minutes_number"),
        ({"outcome": "MAYBE"}, "outcome"),
        ({"on": "9999-12-31"}, "on"),
        ({"on": "1999-12-31"}, "__all__"),
    ],
)
def test_a_bad_decision_is_refused_at_its_field(cast, inmate, changes, field):
    client = cast.client(cast.giatja)
    data = {"on": "2021-05-17", "outcome": "REJECTED", "minutes_number": "BA-0", "reason": "Belum"}
    client.post(url("assimilation-decide", inmate), data)

    answer = client.post(url("assimilation-decide", inmate), {**data, "minutes_number": "BA-2", **changes})

    assert list(answer.context["form"].errors) == [field]
    assert AssimilationDecision.objects.count() == 1


GOOD = {
    "risk-add": (RiskScreening, {"screened_on": "2021-05-01", "level": "2", "instrument": "ISPN"}),
    "conduct-add": (ConductScore, {"month": "2021-05-20", "score": "77", "follows_guidance": "true"}),
    "document-add": (DossierDocument, {"code": "LITMAS", "received_on": "2021-05-01", "note": "12/2021"}),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_fact_is_recorded_once_and_a_second_click_says_why_not(cast, inmate, name):
    model, data = GOOD[name]
    before = model.objects.count()
    client = cast.client(cast.giatja)
    first = client.post(url(name, inmate), data)

    second = client.post(url(name, inmate), data)

    assert (first.status_code, second.status_code, model.objects.count()) == (302, 200, before + 1)


@pytest.mark.parametrize(
    ("name", "changes", "field"),
    [
        ("risk-add", {"level": "5"}, "level"),
        ("risk-add", {"screened_on": tomorrow}, "screened_on"),
        ("risk-add", {"screened_on": "1980-01-01"}, "screened_on"),
        ("conduct-add", {"score": "101"}, "score"),
        ("conduct-add", {"score": "-1"}, "score"),
        ("conduct-add", {"month": "Mei"}, "month"),
        ("document-add", {"code": "PASSPORT"}, "code"),
        ("document-add", {"received_on": tomorrow}, "received_on"),
    ],
)
def test_a_bad_fact_is_refused_at_its_field(cast, inmate, name, changes, field):
    model, data = GOOD[name]
    before = model.objects.count()

    answer = cast.client(cast.giatja).post(url(name, inmate), {**data, **as_of_now(changes)})

    assert list(answer.context["form"].errors) == [field]
    assert model.objects.count() == before


def test_any_day_of_a_month_stands_for_the_month(cast, inmate):
    cast.client(cast.giatja).post(url("conduct-add", inmate), GOOD["conduct-add"][1])

    assert ConductScore.objects.get().month == dt.date(2021, 5, 1)


def test_a_planned_release_needs_kind_and_day(cast, inmate):
    data = {"detained_on": "2020-03-10", "years": "3", "crime_class": "GEN", "planned_release_kind": "PB"}

    answer = cast.client(cast.giatja).post(url("sentence-edit", inmate), data)

    assert list(answer.context["form"].errors) == ["planned_release_on"]
