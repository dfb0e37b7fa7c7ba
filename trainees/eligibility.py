"""Whether a person may be trained on certain days, judged from what this room knows of them (rule 4.9).

Each rule yields a finding, never a bare no: what it is, how hard it stands, and where it is written. All are judged
for the days of the training, never for today. Each rule is one small function, so that a list may ask the same in SQL.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from facilities.models import Field
from facilities.models.agreements import TraineePolicy
from facilities.models.health import limits_in_words
from trainees.assimilation import assess
from trainees.assimilation_answers import latest_score, words
from trainees.dates import Term, add_term
from trainees.models import Document, Education, Inmate, Officer, RiskScreening, RuleSet
from trainees.sentence_dates import SentenceDates, sentence_dates, sentence_of


class Level(StrEnum):
    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that stands against (or is worth knowing about) training a person, with its source."""

    code: str
    level: Level
    text: str
    source: str

    def to_dict(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class TrainingDays:
    """The days that count for a judgement: of the first lesson and of the test."""

    starts_on: dt.date
    tested_on: dt.date


@dataclass(frozen=True, slots=True)
class Demands:
    """What a package asks of its people besides the law; nothing unless said."""

    has_dangerous_tools: bool = False
    minimum_age: int | None = None
    minimum_education: str = ""
    ruled_out_limits: tuple[str, ...] = ()

    @classmethod
    def of(cls, field: Field, **asked: Any) -> Demands:
        return cls(field.has_dangerous_tools, ruled_out_limits=tuple(field.ruled_out_limits), **asked)


@dataclass(frozen=True, slots=True)
class Question:
    """What is judged: one person, for these days, under this policy, these rules and these demands."""

    inmate: Inmate
    days: TrainingDays
    policy: TraineePolicy
    rules: RuleSet
    demands: Demands = field(default_factory=Demands)
    dates: SentenceDates | None = None


def training_findings(
    inmate: Inmate, days: TrainingDays, policy: TraineePolicy, rules: RuleSet, demands: Demands | None = None
) -> list[Finding]:
    """What stands against training this person on these days under this policy; an empty list means nothing."""
    question = Question(inmate, days, policy, rules, demands or Demands(), sentence_dates(inmate, rules))
    found = {finding.code: finding for rule in RULES for finding in rule(question)}
    for finding in assimilation_conditions(question):
        known = found.get(finding.code)
        if known is None or known.level is not Level.BLOCK:
            found[finding.code] = finding
    return list(found.values())


def officer_findings(
    officer: Officer, facility_id: int, days: TrainingDays, rules: RuleSet, demands: Demands | None = None
) -> list[Finding]:
    """What stands against training this officer with the prison's batch of these days; nothing of sentences."""
    asked = demands or Demands()
    return [*_serving(officer, facility_id, days), *_retired(officer, days, rules), *_health(officer, asked)]


def _serving(officer: Officer, facility_id: int, days: TrainingDays) -> Iterator[Finding]:
    left = officer.left_on is not None and officer.left_on <= days.tested_on
    if left or officer.facility_id != facility_id:
        yield Finding(
            "NOT_POSTED",
            Level.BLOCK,
            _("Not posted at this prison until the test."),
            _("Local practice"),
        )


def _retired(officer: Officer, days: TrainingDays, rules: RuleSet) -> Iterator[Finding]:
    age = officer.age(on=days.tested_on)
    if age >= rules.retirement_age:
        yield Finding(
            "RETIREMENT",
            Level.BLOCK,
            _("%(age)d years old on the day of the test; officers retire at %(retirement)d.")
            % {"age": age, "retirement": rules.retirement_age},
            _("Local practice"),
        )


def blocks(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.level is Level.BLOCK]


def not_convict(question: Question) -> Iterator[Finding]:
    """BLOCK: registers A.*, B.III and C, or the confinement in place of a fine is being served (rule 4.1)."""
    inmate, sentence = question.inmate, sentence_of(question.inmate)
    source = _("Rule book 4.1; local practice")
    if not inmate.is_convict:
        text = _("Register %(register)s: not a convict.") % {"register": inmate.register_kind}
        yield Finding("NOT_CONVICT", Level.BLOCK, text, source)
    elif sentence is not None and sentence.serving_subsidiary:
        yield Finding("NOT_CONVICT", Level.BLOCK, _("Serves the confinement in place of a fine."), source)


def no_sentence(question: Question) -> Iterator[Finding]:
    """BLOCK: a convict whose sentence nobody has recorded; no day can be judged."""
    if question.inmate.is_convict and sentence_of(question.inmate) is None:
        text = _("The sentence is not recorded, so no date can be computed.")
        yield Finding("NO_SENTENCE", Level.BLOCK, text, _("Rule book 4.5"))


def life_death(question: Question) -> Iterator[Finding]:
    """BLOCK for near release and assimilation, WARN for all convicts: a convict for life or to death (rule 4.9)."""
    sentence = sentence_of(question.inmate)
    if question.inmate.is_convict and sentence is not None and sentence.term is None:
        yield Finding(
            "LIFE_DEATH",
            Level.WARN if question.policy == TraineePolicy.ALL_CONVICTS else Level.BLOCK,
            _("Life or death sentence: training inside as guidance only."),
            _("UU 22/2022 Art. 10(4)"),
        )


def discipline(question: Question) -> Iterator[Finding]:
    """BLOCK: a sanction with a day between the first lesson and the test.

    Those that ended in the months before are a condition of assimilation, see `assimilation_conditions`.
    """
    days = question.days
    for sanction in question.inmate.sanctions.all():
        if sanction.starts_on <= days.tested_on and sanction.ends_on >= days.starts_on:
            clear_on = add_term(sanction.ends_on, Term(days=1))
            yield Finding(
                "DISCIPLINE",
                Level.BLOCK,
                _("Disciplinary sanction until %(ends_on)s; clear again on %(clear_on)s.")
                % {"ends_on": words(sanction.ends_on), "clear_on": words(clear_on)},
                _("Register F"),
            )
            return


def remaining_too_short(question: Question) -> Iterator[Finding]:
    """BLOCK: leaves (release, or planned PB, CMB or CB) not after the test plus the days for the certificate."""
    dates = question.dates
    if dates is None:
        return
    needed_until = add_term(question.days.tested_on, Term(days=question.rules.certificate_days))
    if dates.leaves_on <= needed_until:
        text = _("Release on %(release_on)s is before test and certificate (%(needed_until)s).")
        if dates.leaves_on != dates.release_on:
            text = _("Planned release on %(release_on)s is before test and certificate (%(needed_until)s).")
        yield Finding(
            "REMAINING_TOO_SHORT",
            Level.BLOCK,
            text % {"release_on": words(dates.leaves_on), "needed_until": words(needed_until)},
            _("Rule book 4.9"),
        )


def remaining_long(question: Question) -> Iterator[Finding]:
    """WARN, for near release BLOCK: leaves more than the rule set's months after the first lesson."""
    dates = question.dates
    months = question.rules.near_release_months
    if dates is None or dates.leaves_on <= add_term(question.days.starts_on, Term(months=months)):
        return
    yield Finding(
        "REMAINING_LONG",
        Level.BLOCK if question.policy == TraineePolicy.NEAR_RELEASE else Level.WARN,
        _("Release only on %(release_on)s, more than %(months)d months after the start.")
        % {"release_on": words(dates.leaves_on), "months": months},
        _("Rule book 4.9"),
    )


def risk_high(question: Question) -> Iterator[Finding]:
    """By the last screening before the start: BLOCK in fields with dangerous tools, else WARN (levels: rule set)."""
    last = latest_screening(question.inmate, on=question.days.starts_on)
    if last is None:
        return
    is_barred = question.demands.has_dangerous_tools and last.level >= question.rules.risk_blocks_tools_from
    if is_barred or last.level >= question.rules.risk_warns_from:
        text = _("Risk %(level)s at the screening of %(day)s.")
        if is_barred:
            text = _("Risk %(level)s at the screening of %(day)s, and the field uses dangerous tools.")
        yield Finding(
            "RISK_HIGH",
            Level.BLOCK if is_barred else Level.WARN,
            text % {"level": last.get_level_display().lower(), "day": words(last.screened_on)},
            _("Rule book 4.9"),
        )


def latest_screening(inmate: Inmate, *, on: dt.date) -> RiskScreening | None:
    known = [row for row in inmate.screenings.all() if row.screened_on <= on]
    return max(known, key=lambda row: row.screened_on, default=None)


def sppn_low(question: Question) -> Iterator[Finding]:
    """WARN: the last month's SPPN before the start is below the rule set's number."""
    score, least = latest_score(question.inmate, on=question.days.starts_on), question.rules.conduct_score_minimum
    if score is not None and score.score < least:
        text = _("SPPN score %(score)d, below %(least)d.") % {"score": score.score, "least": least}
        yield Finding("SPPN_LOW", Level.WARN, text, _("Rule book 4.9"))


def age(question: Question) -> Iterator[Finding]:
    """WARN: younger on the first day than the package asks, or else the rule set."""
    years = question.inmate.age(on=question.days.starts_on)
    least = question.demands.minimum_age
    if years < (question.rules.minimum_age if least is None else least):
        yield Finding("AGE", Level.WARN, _("Only %(age)d years old at the start.") % {"age": years}, _("Rule book 4.9"))


def education(question: Question) -> Iterator[Finding]:
    """WARN: less schooling than the package asks."""
    asked = question.demands.minimum_education
    ladder = Education.values
    if asked and ladder.index(question.inmate.education) < ladder.index(asked):
        text = _("Education %(has)s; the package asks for %(asked)s.") % {
            "has": question.inmate.get_education_display(),
            "asked": Education(asked).label,
        }
        yield Finding("EDU", Level.WARN, text, _("Rule book 4.9"))


def health(question: Question) -> Iterator[Finding]:
    """WARN: a health limit that the field rules out, or a note that nobody has put a name to; INFO: any other."""
    yield from _health(question.inmate, question.demands)


def _health(person: Inmate | Officer, demands: Demands) -> Iterator[Finding]:
    known, note = person.health_limits, person.health_note
    against = [code for code in known if code in demands.ruled_out_limits]
    if against:
        text = _("Health: %(limits)s does not go with this field.") % {"limits": limits_in_words(against)}
        yield Finding("HEALTH", Level.WARN, text, _("Rule book 4.9"))
    elif known or note:
        said = "; ".join(part for part in (limits_in_words(known), note) if part)
        level = Level.INFO if known else Level.WARN
        yield Finding("HEALTH", level, _("Health: %(note)s.") % {"note": said}, _("Rule book 4.9"))


def no_nik(question: Question) -> Iterator[Finding]:
    """WARN: registering with BNSP and SIAPkerja needs a NIK."""
    if not question.inmate.has_nik:
        yield Finding("NO_NIK", Level.WARN, _("No NIK is recorded."), _("Rule book 4.9"))


def missing_documents(question: Question) -> Iterator[Finding]:
    """WARN, one for all: papers that training needs (rule set) and the dossier does not have."""
    has = {row.code for row in question.inmate.documents.all()}
    missing = [code for code in question.rules.training_documents if code not in has]
    if missing:
        listed = "; ".join(str(Document(code).label) for code in missing)
        text = ngettext("Missing document: %(listed)s.", "Missing documents: %(listed)s.", len(missing))
        yield Finding("MISSING_DOC", Level.WARN, text % {"listed": listed}, _("Rule book 4.9"))


def assimilation_conditions(question: Question) -> Iterator[Finding]:
    """Under the assimilation policy: BLOCK for each condition that is not met on the first day, under its own code.

    Conditions that nobody has recorded anything about are one WARN together (rule 4.3).
    """
    if question.policy != TraineePolicy.ASSIMILATION_ELIGIBLE or not question.inmate.is_convict:
        return
    sentence = sentence_of(question.inmate)
    if sentence is None or sentence.term is None:
        return
    assessment = assess(question.inmate, question.rules, on=question.days.starts_on)
    for outcome in assessment.not_met:
        text = _("Condition not met: %(condition)s. %(why)s")
        yield Finding(
            outcome.code, Level.BLOCK, text % {"condition": outcome.label, "why": outcome.answer.why}, outcome.source
        )
    if unknown := assessment.unknown:
        text = _("Not on record: %(conditions)s.") % {"conditions": "; ".join(outcome.label for outcome in unknown)}
        yield Finding("CONDITIONS_UNKNOWN", Level.WARN, text, _("Rule book 4.3"))


RULES = (
    not_convict,
    no_sentence,
    life_death,
    discipline,
    remaining_too_short,
    remaining_long,
    risk_high,
    sppn_low,
    age,
    education,
    health,
    no_nik,
    missing_documents,
)
