"""Whether a person may be trained on certain days, judged from what this room knows of them.

Each rule yields a finding, never a bare no: what it is, how hard it stands, and where it is written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from facilities.models.agreements import TraineePolicy
from trainees.dates import Term, add_term, final_expiry, half_date, net_expiry, sum_of, two_thirds_date
from trainees.models import SPECIAL_CRIMES, CrimeClass, Inmate, Officer, RuleSet, Sentence


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
class SentenceDates:
    """The days of a fixed term (rule 4.5). `release_on` is the net expiry, the expected day of release."""

    half_on: dt.date
    two_thirds_on: dt.date
    release_on: dt.date
    final_on: dt.date


def sentence_dates(inmate: Inmate, rules: RuleSet) -> SentenceDates | None:
    """The computed days, or None without a fixed term (no sentence recorded, life, death)."""
    sentence = sentence_of(inmate)
    if sentence is None or sentence.term is None:
        return None
    start, term, remission = sentence.detained_on, sentence.term, sum_of(inmate.remission_terms)
    return SentenceDates(
        half_on=half_date(start, term, remission, rules.policy),
        two_thirds_on=two_thirds_date(start, term, remission, rules.policy),
        release_on=net_expiry(start, term, remission),
        final_on=final_expiry(start, term, remission, sentence.subsidiary_due),
    )


def sentence_of(inmate: Inmate) -> Sentence | None:
    return getattr(inmate, "sentence", None)


def is_special(sentence: Sentence) -> bool:
    """Crimes that ask for 2/3 and nine months instead of 1/2 and six (Art. 45 Permenkumham 7/2022)."""
    return CrimeClass(sentence.crime_class) in SPECIAL_CRIMES


def training_findings(inmate: Inmate, days: TrainingDays, policy: TraineePolicy, rules: RuleSet) -> list[Finding]:
    """What stands against training this person on these days under this policy; an empty list means nothing.

    Judged for the days of the training, never for today (rule 4.9).
    """
    return [
        *_status(inmate, policy),
        *_discipline(inmate, days, policy, rules),
        *_served(inmate, days, policy, rules),
        *_remaining(inmate, days, policy, rules),
        *_person(inmate, days, rules),
    ]


def officer_findings(officer: Officer, facility_id: int, days: TrainingDays, rules: RuleSet) -> list[Finding]:
    """What stands against training this officer with the prison's batch of these days; nothing of sentences."""
    return [*_serving(officer, facility_id, days), *_retired(officer, days, rules), *_health(officer)]


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


def _status(inmate: Inmate, policy: TraineePolicy) -> Iterator[Finding]:
    if not inmate.is_convict:
        yield Finding(
            "NOT_CONVICT",
            Level.BLOCK,
            _("Register %(register)s: not a convict.") % {"register": inmate.register_kind},
            _("Rule book 4.1; local practice"),
        )
        return
    sentence = sentence_of(inmate)
    if sentence is None:
        yield Finding(
            "NO_SENTENCE",
            Level.BLOCK,
            _("The sentence is not recorded, so no date can be computed."),
            _("Rule book 4.5"),
        )
    elif sentence.term is None:
        yield Finding(
            "LIFE_DEATH",
            Level.WARN if policy == TraineePolicy.ALL_CONVICTS else Level.BLOCK,
            _("Life or death sentence: training inside as guidance only."),
            _("UU 22/2022 Art. 10(4)"),
        )


def _discipline(inmate: Inmate, days: TrainingDays, policy: TraineePolicy, rules: RuleSet) -> Iterator[Finding]:
    sentence = sentence_of(inmate)
    months = 0
    if policy == TraineePolicy.ASSIMILATION_ELIGIBLE and sentence:
        months = rules.conduct_months_special if is_special(sentence) else rules.conduct_months
    for sanction in inmate.sanctions.all():
        clear_on = add_term(sanction.ends_on, Term(months=months, days=1))
        if sanction.starts_on <= days.tested_on and clear_on > days.starts_on:
            yield Finding(
                "DISCIPLINE",
                Level.BLOCK,
                _("Disciplinary sanction until %(ends_on)s; clear again on %(clear_on)s.")
                % {"ends_on": _day(sanction.ends_on), "clear_on": _day(clear_on)},
                _("Permenkumham 3/2018 Art. 44–45") if months else _("Register F"),
            )
            return


def _served(inmate: Inmate, days: TrainingDays, policy: TraineePolicy, rules: RuleSet) -> Iterator[Finding]:
    dates = sentence_dates(inmate, rules)
    if policy != TraineePolicy.ASSIMILATION_ELIGIBLE or dates is None:
        return
    sentence = sentence_of(inmate)
    special = sentence is not None and is_special(sentence)
    served_on = dates.two_thirds_on if special else dates.half_on
    if served_on > days.starts_on:
        yield Finding(
            "PART_NOT_SERVED",
            Level.BLOCK,
            _("%(part)s of the sentence is served only on %(day)s.")
            % {"part": "2/3" if special else "1/2", "day": _day(served_on)},
            rules.legal_basis,
        )


def _remaining(inmate: Inmate, days: TrainingDays, policy: TraineePolicy, rules: RuleSet) -> Iterator[Finding]:
    dates = sentence_dates(inmate, rules)
    if dates is None:
        return
    needed_until = add_term(days.tested_on, Term(days=rules.certificate_days))
    if dates.release_on <= needed_until:
        yield Finding(
            "REMAINING_TOO_SHORT",
            Level.BLOCK,
            _("Release on %(release_on)s is before test and certificate (%(needed_until)s).")
            % {"release_on": _day(dates.release_on), "needed_until": _day(needed_until)},
            _("Rule book 4.9"),
        )
    near_until = add_term(days.starts_on, Term(months=rules.near_release_months))
    if dates.release_on > near_until:
        yield Finding(
            "REMAINING_LONG",
            Level.BLOCK if policy == TraineePolicy.NEAR_RELEASE else Level.WARN,
            _("Release only on %(release_on)s, more than %(months)d months after the start.")
            % {"release_on": _day(dates.release_on), "months": rules.near_release_months},
            _("Rule book 4.9"),
        )


def _person(inmate: Inmate, days: TrainingDays, rules: RuleSet) -> Iterator[Finding]:
    age = inmate.age(on=days.starts_on)
    if age < rules.minimum_age:
        yield Finding("AGE", Level.WARN, _("Only %(age)d years old at the start.") % {"age": age}, _("Rule book 4.9"))
    yield from _health(inmate)


def _health(person: Inmate | Officer) -> Iterator[Finding]:
    if person.health_note:
        yield Finding("HEALTH", Level.WARN, _("Health: %(note)s.") % {"note": person.health_note}, _("Rule book 4.9"))


def _day(day: dt.date) -> Any:
    return formats.date_format(day, "j F Y")
