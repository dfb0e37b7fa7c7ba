"""Whether somebody meets the conditions of assimilation on a day, line by line of the decision table (rule 4.3).

A line is met, not met, or not known: a record that nobody has made accuses nobody. Where a day decides, the answer
says which. Nothing here reads the clock or the database; wants `inmate` from `with_sentence()`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trainees.conditions import Condition, Group, Test, months_of, parse
from trainees.dates import HALF, ONE_THIRD, TWO_THIRDS, Term, add_term, fraction_date, sum_of
from trainees.models import SPECIAL_CRIMES, ConductScore, CrimeClass, Document, Inmate, RiskLevel, RuleSet, Sentence
from trainees.sentence_dates import SentenceDates, Which, sentence_dates, sentence_of

KEPT_DAYS = ("half_on", "two_thirds_on", "release_on", "leaves_on")
PARTS = {ONE_THIRD: Which.THIRD, HALF: Which.HALF, TWO_THIRDS: Which.TWO_THIRDS}


class State(StrEnum):
    MET = "met"
    NOT_MET = "not met"
    UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one line comes to: its state, why in words, and the day on which it will be met, if a day decides."""

    state: State
    why: str
    met_on: dt.date | None = None


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


@dataclass(frozen=True, slots=True)
class Case:
    """What the tests look at: one person, on one day, under one rule set."""

    inmate: Inmate
    on: dt.date
    rules: RuleSet
    sentence: Sentence | None
    dates: SentenceDates | None


def assess(inmate: Inmate, rules: RuleSet, *, on: dt.date) -> Assessment:
    """Judge the person for the day by the table of the rule set, only by what was true or known on that day."""
    case = Case(inmate, on, rules, sentence_of(inmate), sentence_dates(inmate, rules))
    mine = groups_of(inmate)
    outcomes = [
        Outcome(condition, label_of(condition, case), TESTS[condition.test](case, condition))
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


def is_special(sentence: Sentence) -> bool:
    """Crimes that ask for 2/3 and nine months instead of 1/2 and six (Art. 45 Permenkumham 7/2022)."""
    return CrimeClass(sentence.crime_class) in SPECIAL_CRIMES


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


# -- One function for each test of the table


def _convict(case: Case, condition: Condition) -> Answer:
    if not case.inmate.is_convict:
        return Answer(State.NOT_MET, _("Register %(register)s.") % {"register": case.inmate.register_kind})
    if case.sentence is not None and case.sentence.serving_subsidiary:
        return Answer(State.NOT_MET, _("Serves the confinement in place of a fine."))
    return Answer(State.MET, _("Register %(register)s.") % {"register": case.inmate.register_kind})


def _fixed_term(case: Case, condition: Condition) -> Answer:
    if case.sentence is None:
        return Answer(State.UNKNOWN, _("The sentence is not recorded."))
    if case.sentence.term is None:
        return Answer(State.NOT_MET, _("Excluded until commuted to a fixed term."))
    return Answer(State.MET, str(case.sentence.term))


def _part_served(case: Case, condition: Condition) -> Answer:
    if case.dates is None or case.sentence is None:
        return _without_dates(case)
    which = PARTS[condition.part]
    day = case.dates.day(which)
    if which not in case.dates.replaced:
        day = max(day, add_term(case.sentence.counted_from, Term(months=months_of(condition, case.rules))))
    return _reached(case, day)


def _months_served(case: Case, condition: Condition) -> Answer:
    """Children: the months, or the part of a term that is shorter than them (rule 4.3, R5)."""
    sentence = case.sentence
    if sentence is None or sentence.term is None:
        return _without_dates(case)
    months = Term(months=months_of(condition, case.rules))
    if sentence.term.in_days >= months.in_days:
        return _reached(case, add_term(sentence.counted_from, months))
    remission = sum_of(case.inmate.remission_terms)
    return _reached(
        case,
        fraction_date(
            sentence.counted_from, sentence.term, condition.part, remission=remission, policy=case.rules.policy
        ),
    )


def _without_dates(case: Case) -> Answer:
    if case.sentence is None:
        return Answer(State.UNKNOWN, _("The sentence is not recorded."))
    return Answer(State.NOT_MET, _("No date without a fixed term."))


def _reached(case: Case, day: dt.date) -> Answer:
    if day <= case.on:
        return Answer(State.MET, _("Since %(day)s.") % {"day": words(day)})
    return Answer(State.NOT_MET, _("Reached on %(day)s.") % {"day": words(day)}, met_on=day)


def _no_discipline(case: Case, condition: Condition) -> Answer:
    """No punishment being served within the months before the day (Art. 44 and 45 Permenkumham 3/2018)."""
    months = months_of(condition, case.rules)
    until = [row.ends_on for row in case.inmate.sanctions.all() if row.starts_on <= case.on]
    if not until:
        return Answer(State.MET, _("No sanction in Register F."))
    last = max(until)
    clear_on = add_term(last, Term(months=months, days=1))
    if clear_on <= case.on:
        return Answer(State.MET, _("The last sanction ended on %(day)s.") % {"day": words(last)})
    text = _("Disciplinary sanction until %(ends_on)s; clear again on %(clear_on)s.")
    return Answer(State.NOT_MET, text % {"ends_on": words(last), "clear_on": words(clear_on)}, met_on=clear_on)


def latest_score(inmate: Inmate, *, on: dt.date) -> ConductScore | None:
    """The score of the last month that had begun on the day."""
    known = [row for row in inmate.conduct_scores.all() if row.month <= on]
    return max(known, key=lambda row: row.month, default=None)


def _follows_guidance(case: Case, condition: Condition) -> Answer:
    score = latest_score(case.inmate, on=case.on)
    if score is None or score.follows_guidance is None:
        return Answer(State.UNKNOWN, _("No word of the case officer (wali) is recorded."))
    words_ = _("According to the sheet of %(month)s.") % {"month": formats.date_format(score.month, "F Y")}
    return Answer(State.MET if score.follows_guidance else State.NOT_MET, words_)


def _good_conduct(case: Case, condition: Condition) -> Answer:
    score = latest_score(case.inmate, on=case.on)
    if score is None:
        return Answer(State.UNKNOWN, _("No SPPN score is recorded."))
    why = _("Score %(score)d in %(month)s; at least %(least)d is asked.") % {
        "score": score.score,
        "month": formats.date_format(score.month, "F Y"),
        "least": case.rules.conduct_score_minimum,
    }
    return Answer(State.MET if score.score >= case.rules.conduct_score_minimum else State.NOT_MET, why)


def _risk_lowered(case: Case, condition: Condition) -> Answer:
    """Lower than at an earlier screening, or low already, which cannot be lowered (UU 22/2022 Art. 10(2))."""
    known = [row for row in case.inmate.screenings.all() if row.screened_on <= case.on]
    if not known:
        return Answer(State.UNKNOWN, _("No risk screening is recorded."))
    *earlier, last = sorted(known, key=lambda row: row.screened_on)
    why = _("%(level)s on %(day)s.") % {"level": last.get_level_display(), "day": words(last.screened_on)}
    if last.level == RiskLevel.LOW or any(row.level > last.level for row in earlier):
        return Answer(State.MET, why)
    if not earlier:
        return Answer(State.UNKNOWN, why + " " + _("There is no second screening to compare."))
    return Answer(State.NOT_MET, why)


def _document(case: Case, condition: Condition) -> Answer:
    found = next((row for row in case.inmate.documents.all() if row.code == condition.document), None)
    if found is None or found.received_on > case.on:
        return Answer(State.UNKNOWN, _("Not in the dossier."))
    return Answer(State.MET, _("In the dossier since %(day)s.") % {"day": words(found.received_on)})


def _paid(case: Case, condition: Condition) -> Answer:
    if case.sentence is None:
        return Answer(State.UNKNOWN, _("The sentence is not recorded."))
    if case.sentence.owes_fine:
        return Answer(State.NOT_MET, _("The fine is not paid."))
    if case.sentence.owes_compensation:
        return Answer(State.NOT_MET, _("The compensation to the state is not paid."))
    return Answer(State.MET, _("Nothing is owed."))


def _flag(name: str, why_not: Callable[[], str]) -> Callable[[Case, Condition], Answer]:
    def answer(case: Case, condition: Condition) -> Answer:
        if case.sentence is not None and getattr(case.sentence, name):
            return Answer(State.NOT_MET, why_not())
        return Answer(State.MET, _("Nothing of the kind is recorded."))

    return answer


def _allowed_at_home(case: Case, condition: Condition) -> Answer:
    """Only told: assimilation at home left out special crimes, repeat offenders, foreigners and some offences."""
    sentence = case.sentence
    if sentence is None:
        return Answer(State.UNKNOWN, _("The sentence is not recorded."))
    left_out = (
        is_special(sentence)
        or sentence.is_repeat_offender
        or sentence.is_left_out_at_home
        or sentence.serving_subsidiary
        or case.inmate.is_foreigner
    )
    if left_out:
        return Answer(State.NOT_MET, _("Left out of assimilation at home; training inside is not concerned."))
    return Answer(State.MET, _("Not left out of assimilation at home."))


TESTS: dict[Test, Callable[[Case, Condition], Answer]] = {
    Test.CONVICT: _convict,
    Test.FIXED_TERM: _fixed_term,
    Test.PART_SERVED: _part_served,
    Test.MONTHS_SERVED: _months_served,
    Test.NO_DISCIPLINE: _no_discipline,
    Test.FOLLOWS_GUIDANCE: _follows_guidance,
    Test.GOOD_CONDUCT: _good_conduct,
    Test.RISK_LOWERED: _risk_lowered,
    Test.DOCUMENT: _document,
    Test.PAID: _paid,
    Test.NO_OTHER_CASE: _flag("other_case_pending", lambda: _("Another case is pending.")),
    Test.SAFE_OUTSIDE: _flag(
        "is_unsafe_outside", lambda: _("In danger of life outside, or likely to break the law again.")
    ),
    Test.ALLOWED_AT_HOME: _allowed_at_home,
}


def label_of(condition: Condition, case: Case) -> str:
    """The condition in words."""
    months = months_of(condition, case.rules)
    labels: dict[Test, Callable[[], str]] = {
        Test.CONVICT: lambda: _("Convict (register B), no detainee"),
        Test.FIXED_TERM: lambda: _("Fixed term: no life or death sentence"),
        Test.PART_SERVED: lambda: _part_label(str(condition.part), months),
        Test.MONTHS_SERVED: lambda: (
            ngettext("At least %(count)d month served", "At least %(count)d months served", months) % {"count": months}
        ),
        Test.NO_DISCIPLINE: lambda: (
            ngettext(
                "No disciplinary sanction in the last %(count)d month",
                "No disciplinary sanction in the last %(count)d months",
                months,
            )
            % {"count": months}
        ),
        Test.FOLLOWS_GUIDANCE: lambda: _("Follows the guidance actively and well"),
        Test.GOOD_CONDUCT: lambda: _("Good conduct (SPPN)"),
        Test.RISK_LOWERED: lambda: _("Risk level lowered (ISPN)"),
        Test.DOCUMENT: lambda: str(Document(condition.document).label),
        Test.PAID: lambda: _("Fine and compensation paid in full"),
        Test.NO_OTHER_CASE: lambda: _("No other case is pending"),
        Test.SAFE_OUTSIDE: lambda: _("Neither in danger outside nor likely to break the law again"),
        Test.ALLOWED_AT_HOME: lambda: _("For information: assimilation at home (until 30 June 2023)"),
    }
    return labels[condition.test]()


def _part_label(part: str, months: int) -> str:
    if not months:
        return _("%(part)s of the sentence served") % {"part": part}
    return _("%(part)s of the sentence served, at least %(months)d months") % {"part": part, "months": months}


def words(day: dt.date) -> str:
    return str(formats.date_format(day, "j F Y"))
