"""One function for each test of the table of assimilation (rule 4.3): what it comes to for a person on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.utils import formats
from django.utils.translation import gettext as _

from trainees.conditions import Condition, Test, months_of
from trainees.dates import HALF, ONE_THIRD, TWO_THIRDS, Term, add_term, fraction_date, sum_of
from trainees.models import SPECIAL_CRIMES, ConductScore, CrimeClass, Inmate, RiskLevel, RuleSet, Sentence
from trainees.sentence_dates import SentenceDates, Which

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
class Case:
    """What the tests look at: one person, on one day, under one rule set."""

    inmate: Inmate
    on: dt.date
    rules: RuleSet
    sentence: Sentence | None
    dates: SentenceDates | None


def is_special(sentence: Sentence) -> bool:
    """Crimes that ask for 2/3 and nine months instead of 1/2 and six (Art. 45 Permenkumham 7/2022)."""
    return CrimeClass(sentence.crime_class) in SPECIAL_CRIMES


def words(day: dt.date) -> str:
    return str(formats.date_format(day, "j F Y"))


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
