"""What the database says of thousands is what the findings say of each: people drawn at random, by each policy."""

import calendar
import datetime as dt
from random import Random
from typing import Any

import pytest
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from facilities.models import Facility
from facilities.models.agreements import TraineePolicy
from tests import factories as make
from trainees.dates import FractionPolicy
from trainees.eligibility import Demands, TrainingDays, blocks, training_findings
from trainees.eligible import blocks_of, said, with_blocks, with_days
from trainees.models import (
    ConductScore,
    CrimeClass,
    DateOverride,
    DisciplinarySanction,
    Inmate,
    RegisterKind,
    Remission,
    RiskLevel,
    RiskScreening,
    RuleSet,
    Sentence,
)
from trainees.sentence_dates import sentence_dates

pytestmark = pytest.mark.django_db

PEOPLE = 250
FIRST = dt.date(2023, 6, 10)
TOOLS = Demands(has_dangerous_tools=True)
CONVICTS = [RegisterKind.B_I] * 12


def any_day(some: Random, first: int, last: int) -> dt.date:
    """Ends of months come often: that is where arithmetic with days goes wrong."""
    year, month = some.randint(first, last), some.randint(1, 12)
    length = calendar.monthrange(year, month)[1]
    return dt.date(year, month, some.choice([1, length, length, some.randint(1, length)]))


def is_rare(some: Random, share: float = 0.08) -> bool:
    return some.random() < share


def sentence(some: Random, inmate: Inmate) -> Sentence:
    is_life, is_death = some.choice([(False, False)] * 12 + [(True, False), (False, True)])
    term = (0, 0, 0) if is_life or is_death else (some.randint(0, 7), some.randint(0, 14), some.randint(1, 45))
    return Sentence(
        inmate=inmate,
        detained_on=any_day(some, 2018, 2023),
        credit_days=some.choice([0, 0, 0, 45, 200]),
        years=term[0],
        months=term[1],
        days=term[2],
        crime_class=some.choice(CrimeClass.values),
        is_life=is_life,
        is_death=is_death,
        subsidiary_months=some.choice([0, 3]),
        fine_amount=some.choice([0, 50_000_000]),
        fine_paid=not is_rare(some, 0.3),
        compensation_amount=some.choice([0, 9_000_000]),
        compensation_paid=not is_rare(some, 0.3),
        serving_subsidiary=is_rare(some),
        other_case_pending=is_rare(some),
        is_unsafe_outside=is_rare(some),
        **planned_release(some),
    )


def planned_release(some: Random) -> dict[str, Any]:
    if not is_rare(some, 0.2):
        return {}
    return {"planned_release_kind": "PB", "planned_release_on": any_day(some, 2023, 2024)}


def overrides(some: Random, inmate: Inmate, by: User) -> list[DateOverride]:
    said = {"reason": "SDP", "sdp_reference": "1", "by": by}
    found = [
        DateOverride(inmate=inmate, which=which, day=any_day(some, 2022, 2024), **said)
        for which in DateOverride.Which.values
        if is_rare(some)
    ]
    withdrawn = {"withdrawn_at": timezone.now(), "withdrawn_by": by, "withdrawn_reason": "Keliru"}
    if is_rare(some, 0.2):
        found.append(DateOverride(inmate=inmate, which="RELEASE", day=dt.date(2023, 6, 1), **said, **withdrawn))
    return found


def screenings(some: Random, inmate: Inmate) -> list[RiskScreening]:
    days = {any_day(some, 2022, 2023) for _number in range(some.choice([0, 1, 2, 3]))}
    return [RiskScreening(inmate=inmate, screened_on=day, level=some.choice(RiskLevel.values)) for day in days]


def conduct(some: Random, inmate: Inmate) -> list[ConductScore]:
    months = {dt.date(2023, some.randint(3, 9), 1) for _number in range(some.choice([0, 1, 3]))}
    follows = [True, True, False, None]
    return [
        ConductScore(inmate=inmate, month=month, score=some.randint(55, 90), follows_guidance=some.choice(follows))
        for month in months
    ]


def sanction(some: Random, inmate: Inmate) -> DisciplinarySanction:
    starts_on = any_day(some, 2022, 2023)
    return DisciplinarySanction(
        inmate=inmate,
        level="LIGHT",
        starts_on=starts_on,
        ends_on=starts_on + dt.timedelta(days=some.choice([0, 6, 12, 200])),
    )


def remissions(some: Random, inmate: Inmate) -> list[Remission]:
    return [
        Remission(
            inmate=inmate,
            kind=Remission.Kind.GENERAL,
            decided_on=dt.date(2010 + year, 8, 17),
            months=some.randint(0, 6),
            days=some.randint(1, 40),
        )
        for year in range(some.choice([0, 1, 1, 3]))
    ]


def people_at_random(prison: Facility, seed: int) -> None:
    some = Random(seed)
    inmates = [
        make.InmateFactory.build(
            facility=prison,
            register_kind=some.choice([*CONVICTS, *RegisterKind.values]),
            is_child=is_rare(some, 0.25),
            is_foreigner=is_rare(some),
        )
        for _number in range(PEOPLE)
    ]
    Inmate.objects.bulk_create(inmates)
    judged = [inmate for inmate in inmates if some.random() < 0.95]
    Sentence.objects.bulk_create(sentence(some, inmate) for inmate in judged)
    Remission.objects.bulk_create(row for inmate in inmates for row in remissions(some, inmate))
    DisciplinarySanction.objects.bulk_create(sanction(some, inmate) for inmate in inmates if some.random() < 0.4)
    by = make.UserFactory.create()
    DateOverride.objects.bulk_create(row for inmate in inmates for row in overrides(some, inmate, by))
    RiskScreening.objects.bulk_create(row for inmate in inmates for row in screenings(some, inmate))
    ConductScore.objects.bulk_create(row for inmate in inmates for row in conduct(some, inmate))


@pytest.mark.parametrize("fraction_policy", FractionPolicy)
@pytest.mark.parametrize("seed", range(2))
def test_the_database_and_the_findings_block_the_same_people_for_the_same_reasons(
    seed: int, fraction_policy: FractionPolicy
) -> None:
    prison = make.FacilityFactory.create()
    people_at_random(prison, seed)
    rules: RuleSet = make.RuleSetFactory.create(fraction_policy=fraction_policy, near_release_months=13)
    days = TrainingDays(starts_on=FIRST, tested_on=FIRST + dt.timedelta(days=40))
    everybody = list(Inmate.objects.with_sentence())

    for policy in TraineePolicy:
        conditions = blocks_of(days, policy, rules, TOOLS)
        rows = with_days(Inmate.objects.all(), rules).annotate(
            **{f"is_{code}": said(condition) for code, condition in conditions.items()}
        )
        by_database = {
            row["pk"]: sorted(code for code in conditions if row[f"is_{code}"])
            for row in rows.values("pk", *(f"is_{code}" for code in conditions))
        }
        by_findings = {
            inmate.pk: sorted(finding.code for finding in blocks(training_findings(inmate, days, policy, rules, TOOLS)))
            for inmate in everybody
        }
        blocked = with_blocks(Inmate.objects.all(), days, policy, rules, TOOLS).filter(Q(is_blocked=True))

        assert by_database == by_findings
        assert {inmate.pk for inmate in blocked} == {pk for pk, codes in by_findings.items() if codes}
        assert {code for codes in by_findings.values() for code in codes} == set(conditions)


@pytest.mark.parametrize("fraction_policy", FractionPolicy)
def test_the_database_reaches_the_same_days_of_a_sentence(fraction_policy: FractionPolicy) -> None:
    people_at_random(make.FacilityFactory.create(), seed=7)
    rules: RuleSet = make.RuleSetFactory.create(fraction_policy=fraction_policy)

    by_database = {
        row.pk: (row.half_on, row.two_thirds_on, row.release_on, row.leaves_on)
        for row in with_days(Inmate.objects.all(), rules)
    }

    computed = {inmate.pk: sentence_dates(inmate, rules) for inmate in Inmate.objects.with_sentence()}
    assert by_database == {
        pk: (dates.half_on, dates.two_thirds_on, dates.release_on, dates.leaves_on) if dates else (None,) * 4
        for pk, dates in computed.items()
    }


def test_a_wrong_year_in_a_record_breaks_nothing() -> None:
    inmate = make.convict(make.FacilityFactory.create())
    Sentence.objects.filter(inmate=inmate).update(detained_on=dt.date(9990, 12, 31), years=60)
    rules: RuleSet = make.RuleSetFactory.create()

    (row,) = with_days(Inmate.objects.all(), rules)

    assert (row.release_on, row.half_on) == (dt.date.max, dt.date.max)
