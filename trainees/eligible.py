"""Who is eligible, asked of the database for thousands at once; each block says the same as `trainees.eligibility`.

Nothing here is shown to anybody: what a page says of a person comes from the findings. A test holds both together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db.models import (
    BooleanField,
    Case,
    DateField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Greatest, Least

from facilities.models.agreements import TraineePolicy
from trainees.dates import DAYS_OF_A_MONTH, FractionPolicy, Term, add_term
from trainees.eligibility import TrainingDays
from trainees.models import CONVICT_REGISTERS, SPECIAL_CRIMES, DisciplinarySanction, InmateQuerySet, RuleSet
from trainees.models.inmates import MakeInterval

HAS_TERM = Q(sentence__is_life=False, sentence__is_death=False)
IS_SPECIAL = Q(sentence__crime_class__in=SPECIAL_CRIMES)


def with_days(inmates: InmateQuerySet, rules: RuleSet) -> InmateQuerySet:
    """`release_on`, `half_on` and `two_thirds_on` of those with a fixed term, None for others (rule 4.5).

    Remissions are added up once for each person, so these rows are grouped: later filters go by subquery.
    """
    return (
        inmates.annotate(
            remitted_months=Cast(Coalesce(Sum("remissions__months"), 0), IntegerField()),
            remitted_days=Cast(Coalesce(Sum("remissions__days"), 0), IntegerField()),
        )
        .annotate(term_days=_in_days(_whole_months(), F("sentence__days")))
        .annotate(counted_days=_counted(rules.policy))
        .annotate(release_on=_of_a_term(_release()))
        .annotate(half_on=_of_a_term(_served(1, 2, rules.policy)))
        .annotate(two_thirds_on=_of_a_term(Greatest(_served(2, 3, rules.policy), _later(_start(), months=Value(9)))))
    )


def with_blocks(
    inmates: InmateQuerySet, days: TrainingDays, policy: TraineePolicy, rules: RuleSet, **more: Q | Exists
) -> InmateQuerySet:
    """`is_blocked`: whether training on these days is blocked by one of these rules, or by one of `more`."""
    conditions = [*blocks_of(days, policy, rules).values(), *more.values()]
    is_blocked = Q()
    for condition in conditions:
        is_blocked |= Q(condition)
    return with_days(inmates, rules).annotate(is_blocked=said(is_blocked))


def said(condition: Q | Exists) -> Case:
    """True or false, where a condition on what is not recorded would be neither."""
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def blocks_of(days: TrainingDays, policy: TraineePolicy, rules: RuleSet) -> Mapping[str, Q | Exists]:
    """The condition of each block by the code of its finding, for rows `with_days`."""
    convict = Q(register_kind__in=CONVICT_REGISTERS)
    needed_until = add_term(days.tested_on, Term(days=rules.certificate_days))
    found: dict[str, Q | Exists] = {
        "NOT_CONVICT": ~convict,
        "NO_SENTENCE": convict & Q(sentence__isnull=True),
        "DISCIPLINE": _disciplined(days, policy, rules),
        "REMAINING_TOO_SHORT": Q(release_on__lte=needed_until),
    }
    if policy != TraineePolicy.ALL_CONVICTS:
        found["LIFE_DEATH"] = convict & (Q(sentence__is_life=True) | Q(sentence__is_death=True))
    if policy == TraineePolicy.ASSIMILATION_ELIGIBLE:
        late_special = IS_SPECIAL & Q(two_thirds_on__gt=days.starts_on)
        found["PART_NOT_SERVED"] = late_special | (~IS_SPECIAL & Q(half_on__gt=days.starts_on))
    if policy == TraineePolicy.NEAR_RELEASE:
        near_until = add_term(days.starts_on, Term(months=rules.near_release_months))
        found["REMAINING_LONG"] = Q(release_on__gt=near_until)
    return found


def _disciplined(days: TrainingDays, policy: TraineePolicy, rules: RuleSet) -> Exists:
    sanctions = DisciplinarySanction.objects.filter(inmate=OuterRef("pk"), starts_on__lte=days.tested_on)
    months: Combinable = Value(0)
    if policy == TraineePolicy.ASSIMILATION_ELIGIBLE:
        months = Case(
            When(inmate__sentence__crime_class__in=SPECIAL_CRIMES, then=Value(rules.conduct_months_special)),
            When(inmate__sentence__isnull=False, then=Value(rules.conduct_months)),
            default=Value(0),
            output_field=IntegerField(),
        )
    clear_on = _later(F("ends_on"), months=months, days=Value(1))
    return Exists(sanctions.annotate(clear_on=clear_on).filter(clear_on__gt=days.starts_on))


# -- Days of a sentence


def _start() -> F:
    return F("sentence__detained_on")


def _whole_months() -> Combinable:
    return _int("sentence__years") * 12 + _int("sentence__months")


def _release() -> Combinable:
    gross = _later(_start(), months=_whole_months(), days=_int("sentence__days"))
    return Greatest(_start(), _earlier(gross, months=F("remitted_months"), days=F("remitted_days")))


def _served(part: int, of: int, policy: FractionPolicy) -> Combinable:
    """The day on which so many parts of the term are served, a broken day rounded up."""
    days = (F("counted_days") * part + (of - 1)) / of
    reached = _later(_start(), months=days / DAYS_OF_A_MONTH, days=days % DAYS_OF_A_MONTH)
    if policy is FractionPolicy.SUBTRACT_FULL:
        reached = _earlier(reached, months=F("remitted_months"), days=F("remitted_days"))
    return Greatest(reached, _start())


def _counted(policy: FractionPolicy) -> Combinable:
    if policy is FractionPolicy.NET:
        left = F("term_days") - _in_days(F("remitted_months"), F("remitted_days"))
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


def _earlier(day: Combinable, *, months: Combinable, days: Combinable) -> Combinable:
    return _held(day - MakeInterval(Value(0), months, Value(0), days))


def _held(moved: Combinable) -> Combinable:
    """A day of the calendar that Python knows: a wrong year in a record must not break a page."""
    day = Cast(ExpressionWrapper(moved, DateTimeField()), DateField())
    return Least(day, Value(dt.date.max))
