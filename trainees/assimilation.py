"""Whether somebody meets the conditions of assimilation on a day, line by line of the decision table (rule 4.3).

A line is met, not met, or not known: a record that nobody has made accuses nobody. Where a day decides, the answer
says which. Nothing here reads the clock or the database; wants `inmate` from `with_sentence()`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from trainees.assimilation_answers import TESTS, Answer, Case, State, is_special
from trainees.assimilation_labels import label_of
from trainees.conditions import Condition, Group, parse
from trainees.models import CrimeClass, Inmate, RuleSet
from trainees.sentence_dates import sentence_dates, sentence_of

KEPT_DAYS = ("half_on", "two_thirds_on", "release_on", "leaves_on")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One line of the table with its answer for this person and day."""

    condition: Condition
    label: str
    answer: Answer

    @property
    def code(self) -> str:
        return self.condition.code

    @property
    def state(self) -> State:
        return self.answer.state

    @property
    def source(self) -> str:
        return f"{self.condition.basis} ({self.condition.rule})"

    def to_dict(self) -> dict[str, Any]:
        met_on = self.answer.met_on
        return {
            "code": self.code,
            "rule": self.condition.rule,
            "label": self.label,
            "state": self.state.value,
            "why": self.answer.why,
            "met_on": met_on.isoformat() if met_on else None,
            "source": self.condition.basis,
            "counts": self.condition.counts,
        }


@dataclass(frozen=True, slots=True)
class Assessment:
    """All lines that concern the person on the day, and what they come to together."""

    on: dt.date
    rules: RuleSet
    outcomes: list[Outcome]

    def with_state(self, state: State) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.condition.counts and outcome.state is state]

    @property
    def not_met(self) -> list[Outcome]:
        return self.with_state(State.NOT_MET)

    @property
    def unknown(self) -> list[Outcome]:
        return self.with_state(State.UNKNOWN)

    @property
    def state(self) -> State:
        if self.not_met:
            return State.NOT_MET
        return State.UNKNOWN if self.unknown else State.MET

    @property
    def met_on(self) -> dt.date | None:
        """The day on which the last missing condition comes true by itself; None when more than days is missing."""
        days = [outcome.answer.met_on for outcome in self.not_met]
        return max((day for day in days if day), default=None) if all(days) and not self.unknown else None


def assess(inmate: Inmate, rules: RuleSet, *, on: dt.date) -> Assessment:
    """Judge the person for the day by the table of the rule set, only by what was true or known on that day."""
    case = Case(inmate, on, rules, sentence_of(inmate), sentence_dates(inmate, rules))
    mine = groups_of(inmate)
    outcomes = [
        Outcome(condition, label_of(condition, rules), TESTS[condition.test](case, condition))
        for condition in parse(rules.assimilation)
        if condition.holds(on=on) and condition.groups & mine
    ]
    return Assessment(on, rules, outcomes)


def groups_of(inmate: Inmate) -> frozenset[Group]:
    """Which lines concern the person: rule 4.2 for crimes, children by their own lines alone (rule 4.3, R5)."""
    groups = {Group.EVERYBODY}
    if inmate.is_foreigner:
        groups.add(Group.FOREIGNER)
    sentence = sentence_of(inmate)
    if inmate.is_child:
        groups.add(Group.CHILD)
    elif sentence is not None:
        groups.add(Group.SPECIAL if is_special(sentence) else Group.GENERAL)
        if sentence.crime_class in (CrimeClass.TERR, CrimeClass.CORR):
            groups.add(Group(sentence.crime_class))
    return frozenset(groups)


def facts_of(assessment: Assessment, inmate: Inmate) -> dict[str, Any]:
    """What a decision saw, to be kept with it: the rules, the answers, and the facts they rest on. JSON."""
    sentence, dates, on = sentence_of(inmate), sentence_dates(inmate, assessment.rules), assessment.on
    return {
        "evaluated_for": on.isoformat(),
        "rule_set": assessment.rules.name,
        "legal_basis": assessment.rules.legal_basis,
        "fraction_policy": assessment.rules.fraction_policy,
        "state": assessment.state.value,
        "conditions": [outcome.to_dict() for outcome in assessment.outcomes],
        "register": inmate.register_kind,
        "is_child": inmate.is_child,
        "is_foreigner": inmate.is_foreigner,
        "sentence": sentence
        and {
            "crime_class": sentence.crime_class,
            "counted_from": sentence.counted_from.isoformat(),
            "term": [sentence.years, sentence.months, sentence.days],
            "life": sentence.is_life,
            "death": sentence.is_death,
        },
        "dates": dates and {name: getattr(dates, name).isoformat() for name in KEPT_DAYS},
        "remissions": [[row.kind, str(row.decided_on), row.months, row.days] for row in inmate.remissions.all()],
        "sanctions": [[row.level, str(row.starts_on), str(row.ends_on)] for row in inmate.sanctions.all()],
        "documents": sorted(row.code for row in inmate.documents.all() if row.received_on <= on),
    }
