"""The days of one person's sentence under one rule set, with those that SDP gives instead (rule 4.5)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from trainees.dates import (
    ONE_THIRD,
    FractionPolicy,
    add_term,
    final_expiry,
    fraction_date,
    half_date,
    net_expiry,
    sum_of,
    two_thirds_date,
)
from trainees.models import DateOverride, Inmate, RuleSet, Sentence

Which = DateOverride.Which


class Stage(StrEnum):
    """Stages of guidance (PP 31/1999, rule 4.5): up to 1/3, to 1/2, to 2/3, to the end."""

    EARLY = "AWAL"
    NEXT_1 = "LANJUTAN_1"
    NEXT_2 = "LANJUTAN_2"
    LAST = "AKHIR"

    @property
    def label(self) -> str:
        return str(STAGE_LABELS[self])


STAGE_LABELS = {
    Stage.EARLY: _("First stage (to 1/3)"),
    Stage.NEXT_1: _("Second stage (1/3 to 1/2)"),
    Stage.NEXT_2: _("Third stage (1/2 to 2/3)"),
    Stage.LAST: _("Last stage (from 2/3)"),
}


@dataclass(frozen=True, slots=True)
class SentenceDates:
    """The days of a fixed term. `release_on` is the net expiry, the expected day of release.

    `planned_on` is the day of a planned parole or leave, if one is recorded. `replaced` holds what SDP gives
    instead of the computed days, and `computed` then those days as they would be without it.
    """

    third_on: dt.date
    half_on: dt.date
    two_thirds_on: dt.date
    release_on: dt.date
    final_on: dt.date
    planned_on: dt.date | None = None
    replaced: dict[str, DateOverride] = field(default_factory=dict)
    computed: SentenceDates | None = None

    @property
    def leaves_on(self) -> dt.date:
        """The day the person is expected to leave: the release, or a planned parole or leave before it."""
        return min(self.release_on, self.planned_on or self.release_on)

    def stage(self, *, on: dt.date) -> Stage:
        if on < self.third_on:
            return Stage.EARLY
        if on < self.half_on:
            return Stage.NEXT_1
        return Stage.NEXT_2 if on < self.two_thirds_on else Stage.LAST

    def day(self, which: str) -> dt.date:
        day: dt.date = getattr(self, NAMES[Which(which)])
        return day


NAMES = {
    Which.THIRD: "third_on",
    Which.HALF: "half_on",
    Which.TWO_THIRDS: "two_thirds_on",
    Which.RELEASE: "release_on",
    Which.FINAL: "final_on",
}


def sentence_of(inmate: Inmate) -> Sentence | None:
    return getattr(inmate, "sentence", None)


def sentence_dates(inmate: Inmate, rules: RuleSet) -> SentenceDates | None:
    """The days that count, or None without a fixed term (no sentence recorded, life, death)."""
    computed = computed_dates(inmate, rules.policy)
    sentence = sentence_of(inmate)
    if computed is None or sentence is None:
        return None
    replaced = {row.which: row for row in inmate.overrides.all() if row.withdrawn_at is None}
    if not replaced:
        return computed
    days = {NAMES[Which(which)]: row.day for which, row in replaced.items()}
    if Which.RELEASE in replaced:
        days.setdefault("final_on", add_term(days["release_on"], sentence.subsidiary_due))
    return replace(computed, **days, replaced=replaced, computed=computed)


def computed_dates(inmate: Inmate, policy: FractionPolicy) -> SentenceDates | None:
    """The days as the arithmetic gives them under the policy, whatever SDP says."""
    sentence = sentence_of(inmate)
    if sentence is None or sentence.term is None:
        return None
    start, term, remission = sentence.counted_from, sentence.term, sum_of(inmate.remission_terms)
    return SentenceDates(
        third_on=fraction_date(start, term, ONE_THIRD, remission=remission, policy=policy),
        half_on=half_date(start, term, remission, policy),
        two_thirds_on=two_thirds_date(start, term, remission, policy),
        release_on=net_expiry(start, term, remission),
        final_on=final_expiry(start, term, remission, sentence.subsidiary_due),
        planned_on=sentence.planned_release_on,
    )
