"""Who is eligible, asked of the database for thousands at once; each block says the same as `trainees.eligibility`.

Nothing here is shown to anybody: what a page says of a person comes from the findings. A test holds both together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from fractions import Fraction

from django.db import models
from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    IntegerField,
    Max,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Greatest, Least
from django.db.models.lookups import Exact, GreaterThan, GreaterThanOrEqual, LessThan

from facilities.models.agreements import TraineePolicy
from trainees.assimilation_answers import PARTS
from trainees.conditions import Condition, Group, Test, months_of, parse
from trainees.dates import DAYS_OF_A_MONTH, HALF, TWO_THIRDS, FractionPolicy, Term, add_term, subtract_term
from trainees.eligibility import Demands, TrainingDays
from trainees.models import (
    CONVICT_REGISTERS,
    SPECIAL_CRIMES,
    ConductScore,
    CrimeClass,
    DateOverride,
    DisciplinarySanction,
    InmateQuerySet,
    RiskLevel,
    RiskScreening,
    RuleSet,
)
from trainees.models.inmates import InWholeMonths, MakeInterval, as_day, remitted, remitted_days

Which = DateOverride.Which
DAY, LONGEST_MONTH = dt.timedelta(days=1), 31
HAS_TERM = Q(sentence__is_life=False, sentence__is_death=False)
IS_SPECIAL = Q(sentence__crime_class__in=SPECIAL_CRIMES)


def with_days(inmates: InmateQuerySet, rules: RuleSet) -> InmateQuerySet:
    """`release_on`, `leaves_on`, `half_on` and `two_thirds_on`, None for those without a fixed term (rule 4.5)."""
    return with_release(inmates, rules).annotate(
        half_on=served_on(HALF, rules.policy), two_thirds_on=served_on(TWO_THIRDS, rules.policy, months=9)
    )


def with_release(inmates: InmateQuerySet, rules: RuleSet) -> InmateQuerySet:
    """`release_on` and `leaves_on`, and what `served_on` counts with.

    Remissions are looked up person by person, and only for whom a condition asks for them: thousands of people are
    not joined to theirs and grouped again. The days that SDP gives are joined, one at most of each kind, so that a
    day named in many conditions is looked up once.
    """
    return (
        inmates.annotate(
            **{_said_by_sdp(which): _override(which) for which in (Which.RELEASE, *PARTS.values())},
        )
        .annotate(term_days=_in_days(_whole_months(), F("sentence__days")))
        .annotate(counted_days=_counted(rules.policy))
        .annotate(release_on=_of_a_term(Coalesce(_day_of_sdp(Which.RELEASE), _release())))
        .annotate(leaves_on=Least(F("release_on"), _of_a_term(F("sentence__planned_release_on"))))
    )


def _said_by_sdp(which: Which) -> str:
    return f"sdp_{which.lower()}"


def _override(which: Which) -> FilteredRelation:
    return FilteredRelation("overrides", condition=Q(overrides__which=which, overrides__withdrawn_at=None))


def _day_of_sdp(which: Which) -> F:
    return F(f"{_said_by_sdp(which)}__day")


def served_on(part: Fraction, policy: FractionPolicy, *, months: int = 0) -> Case:
    """The day on which 1/3, 1/2 or 2/3 is served and at least so many months, or the day that SDP gives instead."""
    computed = Greatest(_served(part.numerator, part.denominator, policy), _later(_start(), months=Value(months)))
    return _of_a_term(Coalesce(_day_of_sdp(PARTS[part]), computed))


def with_blocks(
    inmates: InmateQuerySet,
    days: TrainingDays,
    policy: TraineePolicy,
    rules: RuleSet,
    demands: Demands | None = None,
    **more: Q | Exists,
) -> InmateQuerySet:
    """`is_blocked`: whether training on these days is blocked by one of these rules, or by one of `more`."""
    found = dict(blocks_of(days, policy, rules, demands))
    # The database stops at the first that holds: records that it must look up come last.
    looked_up = [found.pop(code) for code in LOOKED_UP if code in found]
    is_blocked = Q()
    for condition in (*found.values(), *more.values(), *looked_up):
        is_blocked |= Q(condition)
    return with_release(inmates, rules).annotate(is_blocked=said(is_blocked))


def said(condition: Q | Exists) -> Case:
    """True or false, where a condition on what is not recorded would be neither."""
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def blocks_of(
    days: TrainingDays, policy: TraineePolicy, rules: RuleSet, demands: Demands | None = None
) -> Mapping[str, Q]:
    """The condition of each block by the code of its finding, for rows `with_days`."""
    convict = Q(register_kind__in=CONVICT_REGISTERS)
    needed_until = add_term(days.tested_on, Term(days=rules.certificate_days))
    sanctions = DisciplinarySanction.objects.filter(inmate=OuterRef("pk"))
    found: dict[str, Q] = {
        "NOT_CONVICT": ~convict | Q(sentence__serving_subsidiary=True),
        "NO_SENTENCE": convict & Q(sentence__isnull=True),
        "DISCIPLINE": Q(Exists(sanctions.filter(starts_on__lte=days.tested_on, ends_on__gte=days.starts_on))),
        "REMAINING_TOO_SHORT": Q(leaves_on__lte=needed_until),
    }
    if demands is not None and demands.has_dangerous_tools:
        risk = latest_level(days.starts_on)
        found["RISK_HIGH"] = Q(GreaterThanOrEqual(risk, rules.risk_blocks_tools_from))
    if policy != TraineePolicy.ALL_CONVICTS:
        found["LIFE_DEATH"] = convict & (Q(sentence__is_life=True) | Q(sentence__is_death=True))
    if policy == TraineePolicy.NEAR_RELEASE:
        near_until = add_term(days.starts_on, Term(months=rules.near_release_months))
        found["REMAINING_LONG"] = Q(leaves_on__gt=near_until)
    if policy == TraineePolicy.ASSIMILATION_ELIGIBLE:
        for condition in parse(rules.assimilation):
            if condition.counts and condition.holds(on=days.starts_on) and condition.test in NOT_MET:
                judged = convict & HAS_TERM & concerns(condition) & NOT_MET[condition.test](condition, days, rules)
                found[condition.code] = found.get(condition.code, Q(pk__in=[])) | judged
    return found


# The codes whose conditions look up records of the person, one by one, rarest asked last.
LOOKED_UP = ("RISK_HIGH", "SPPN_LOW", "GUIDANCE_NOT_FOLLOWED", "RISK_NOT_LOWERED")


# -- The table of assimilation; lines that can only be met or not known block nobody and are left out


def concerns(condition: Condition) -> Q:
    """Whom a line is for, as `assimilation.groups_of`."""
    groups = {
        Group.GENERAL: Q(is_child=False) & ~IS_SPECIAL,
        Group.SPECIAL: Q(is_child=False) & IS_SPECIAL,
        Group.TERR: Q(is_child=False, sentence__crime_class=CrimeClass.TERR),
        Group.CORR: Q(is_child=False, sentence__crime_class=CrimeClass.CORR),
        Group.CHILD: Q(is_child=True),
        Group.FOREIGNER: Q(is_foreigner=True),
    }
    if Group.EVERYBODY in condition.groups:
        return Q()
    found = Q(pk__in=[])
    for group in condition.groups:
        found |= groups[group]
    return found


def _part_not_served(condition: Condition, days: TrainingDays, rules: RuleSet) -> Q:
    months = months_of(condition, rules)
    return Q(GreaterThan(served_on(condition.part, rules.policy, months=months), days.starts_on))


def _months_not_served(condition: Condition, days: TrainingDays, rules: RuleSet) -> Q:
    months = months_of(condition, rules)
    part = _served(condition.part.numerator, condition.part.denominator, rules.policy)
    day = Case(
        When(term_days__gte=months * DAYS_OF_A_MONTH, then=_later(_start(), months=Value(months))),
        default=part,
        output_field=DateField(),
    )
    return Q(GreaterThan(day, days.starts_on))


def _disciplined(condition: Condition, days: TrainingDays, rules: RuleSet) -> Q:
    ends_on = _first_to_count(months_of(condition, rules), days.starts_on)
    sanctions = DisciplinarySanction.objects.filter(inmate=OuterRef("pk"), starts_on__lte=days.starts_on)
    return Q(Exists(sanctions.filter(ends_on__gte=ends_on)))


def _first_to_count(months: int, on: dt.date) -> dt.date:
    """The first last day of a sanction that is not yet so many months and a day past."""
    day = subtract_term(on, Term(months=months, days=LONGEST_MONTH))
    while add_term(day, Term(months=months, days=1)) <= on:
        day += DAY
    return day


def _conduct(name: str, on: dt.date) -> Subquery:
    known = ConductScore.objects.filter(inmate=OuterRef("pk"), month__lte=on)
    return Subquery(known.order_by("-month").values(name)[:1])


def latest_level(on: dt.date) -> Subquery:
    return Subquery(_screenings(on).order_by("-screened_on").values("level")[:1])


def _screenings(on: dt.date) -> models.QuerySet[RiskScreening]:
    return RiskScreening.objects.filter(inmate=OuterRef("pk"), screened_on__lte=on)


def _risk_not_lowered(condition: Condition, days: TrainingDays, rules: RuleSet) -> Q:
    """Above low, at the second screening or a later one, and none of them was higher."""
    last = latest_level(days.starts_on)
    all_of_them = _screenings(days.starts_on).order_by().values("inmate")
    count = Subquery(all_of_them.annotate(count=Count("pk")).values("count"))
    highest = Subquery(all_of_them.annotate(highest=Max("level")).values("highest"))
    return Q(GreaterThan(last, RiskLevel.LOW.value)) & Q(GreaterThan(count, 1)) & Q(Exact(highest, last))


def _owes(condition: Condition, days: TrainingDays, rules: RuleSet) -> Q:
    fine = Q(sentence__fine_amount__gt=0) | Q(sentence__subsidiary_months__gt=0)
    compensation = Q(sentence__compensation_amount__gt=0, sentence__compensation_paid=False)
    return (fine & Q(sentence__fine_paid=False)) | compensation


NOT_MET: dict[Test, Callable[[Condition, TrainingDays, RuleSet], Q]] = {
    Test.PART_SERVED: _part_not_served,
    Test.MONTHS_SERVED: _months_not_served,
    Test.NO_DISCIPLINE: _disciplined,
    Test.FOLLOWS_GUIDANCE: lambda condition, days, rules: Q(Exact(_conduct("follows_guidance", days.starts_on), False)),
    Test.GOOD_CONDUCT: lambda condition, days, rules: Q(
        LessThan(_conduct("score", days.starts_on), rules.conduct_score_minimum)
    ),
    Test.RISK_LOWERED: _risk_not_lowered,
    Test.PAID: _owes,
    Test.NO_OTHER_CASE: lambda condition, days, rules: Q(sentence__other_case_pending=True),
    Test.SAFE_OUTSIDE: lambda condition, days, rules: Q(sentence__is_unsafe_outside=True),
}


# -- Days of a sentence


def _start() -> Combinable:
    credit = MakeInterval(Value(0), Value(0), Value(0), F("sentence__credit_days"))
    return Greatest(as_day(F("sentence__detained_on") - credit), Value(dt.date.min))


def _whole_months() -> Combinable:
    return _int("sentence__years") * 12 + _int("sentence__months")


def _release() -> Combinable:
    gross = _later(_start(), months=_whole_months(), days=_int("sentence__days"))
    return Greatest(_start(), _earlier(gross, remitted()))


def _served(part: int, of: int, policy: FractionPolicy) -> Combinable:
    """The day on which so many parts of the term are served, a broken day rounded up."""
    days = (F("counted_days") * part + (of - 1)) / of
    reached = _held(_start() + InWholeMonths(MakeInterval(Value(0), Value(0), Value(0), days)))
    if policy is FractionPolicy.SUBTRACT_FULL:
        reached = _earlier(reached, remitted())
    return Greatest(reached, _start())


def _counted(policy: FractionPolicy) -> Combinable:
    if policy is FractionPolicy.NET:
        left = F("term_days") - remitted_days()
        return Greatest(Value(0), left, output_field=IntegerField())
    return ExpressionWrapper(F("term_days"), output_field=IntegerField())


def _of_a_term(day: Combinable) -> Case:
    return Case(When(HAS_TERM, then=day), output_field=DateField(null=True))


def _in_days(months: Combinable, days: Combinable) -> Combinable:
    return ExpressionWrapper(months * DAYS_OF_A_MONTH + Cast(days, IntegerField()), output_field=IntegerField())


def _int(name: str) -> Cast:
    return Cast(name, IntegerField())


def _later(day: Combinable, *, months: Combinable, days: Combinable | None = None) -> Combinable:
    """By the calendar, months first, as `dates.add_term`."""
    return _held(day + MakeInterval(Value(0), months, Value(0), days or Value(0)))


def _earlier(day: Combinable, term: Combinable) -> Combinable:
    return _held(day - term)


def _held(moved: Combinable) -> Combinable:
    """A day of the calendar that Python knows: a wrong year in a record must not break a page."""
    day = Cast(ExpressionWrapper(moved, DateTimeField()), DateField())
    return Least(day, Value(dt.date.max))
