"""What the database says of thousands is what the findings say of each: people drawn at random, by each policy."""

import calendar
import datetime as dt
from random import Random

import pytest

from facilities.models import Facility
from facilities.models.agreements import TraineePolicy
from tests import factories as make
from trainees.dates import FractionPolicy
from trainees.eligibility import TrainingDays, blocks, sentence_dates, training_findings
from trainees.eligible import blocks_of, said, with_blocks, with_days
from trainees.models import CrimeClass, DisciplinarySanction, Inmate, RegisterKind, Remission, RuleSet, Sentence

pytestmark = pytest.mark.django_db

PEOPLE = 150
FIRST = dt.date(2021, 6, 10)
CONVICTS = [RegisterKind.B_I] * 12


def any_day(some: Random, first: int, last: int) -> dt.date:
    """Ends of months come often: that is where arithmetic with days goes wrong."""
    year, month = some.randint(first, last), some.randint(1, 12)
    length = calendar.monthrange(year, month)[1]
    return dt.date(year, month, some.choice([1, length, length, some.randint(1, length)]))


def sentence(some: Random, inmate: Inmate) -> Sentence:
    is_life, is_death = some.choice([(False, False)] * 12 + [(True, False), (False, True)])
    term = (0, 0, 0) if is_life or is_death else (some.randint(0, 7), some.randint(0, 14), some.randint(1, 45))
    return Sentence(
        inmate=inmate,
        detained_on=any_day(some, 2016, 2021),
        years=term[0],
        months=term[1],
        days=term[2],
        crime_class=some.choice(CrimeClass.values),
        is_life=is_life,
        is_death=is_death,
    )


def sanction(some: Random, inmate: Inmate) -> DisciplinarySanction:
    starts_on = any_day(some, 2020, 2021)
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
        make.InmateFactory.build(facility=prison, register_kind=some.choice([*CONVICTS, *RegisterKind.values]))
        for _number in range(PEOPLE)
    ]
    Inmate.objects.bulk_create(inmates)
    judged = [inmate for inmate in inmates if some.random() < 0.95]
    Sentence.objects.bulk_create(sentence(some, inmate) for inmate in judged)
    Remission.objects.bulk_create(row for inmate in inmates for row in remissions(some, inmate))
    DisciplinarySanction.objects.bulk_create(sanction(some, inmate) for inmate in inmates if some.random() < 0.4)


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
        conditions = blocks_of(days, policy, rules)
        rows = with_days(Inmate.objects.all(), rules).annotate(
            **{f"is_{code}": said(condition) for code, condition in conditions.items()}
        )
        by_database = {
            row["pk"]: sorted(code for code in conditions if row[f"is_{code}"])
            for row in rows.values("pk", *(f"is_{code}" for code in conditions))
        }
        by_findings = {
            inmate.pk: sorted(finding.code for finding in blocks(training_findings(inmate, days, policy, rules)))
            for inmate in everybody
        }
        blocked = with_blocks(Inmate.objects.all(), days, policy, rules).filter(is_blocked=True)

        assert by_database == by_findings
        assert {inmate.pk for inmate in blocked} == {pk for pk, codes in by_findings.items() if codes}
        assert {code for codes in by_findings.values() for code in codes} == set(conditions)


@pytest.mark.parametrize("fraction_policy", FractionPolicy)
def test_the_database_reaches_the_same_days_of_a_sentence(fraction_policy: FractionPolicy) -> None:
    people_at_random(make.FacilityFactory.create(), seed=7)
    rules: RuleSet = make.RuleSetFactory.create(fraction_policy=fraction_policy)

    by_database = {
        row.pk: (row.half_on, row.two_thirds_on, row.release_on) for row in with_days(Inmate.objects.all(), rules)
    }

    computed = {inmate.pk: sentence_dates(inmate, rules) for inmate in Inmate.objects.with_sentence()}
    assert by_database == {
        pk: (dates.half_on, dates.two_thirds_on, dates.release_on) if dates else (None, None, None)
        for pk, dates in computed.items()
    }


def test_a_wrong_year_in_a_record_breaks_nothing() -> None:
    inmate = make.convict(make.FacilityFactory.create())
    Sentence.objects.filter(inmate=inmate).update(detained_on=dt.date(9990, 12, 31), years=60)
    rules: RuleSet = make.RuleSetFactory.create()

    (row,) = with_days(Inmate.objects.all(), rules)

    assert (row.release_on, row.half_on) == (dt.date.max, dt.date.max)
