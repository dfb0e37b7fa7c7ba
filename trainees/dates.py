"""The arithmetic of a prison sentence: when it ends, when a part of it is served.

Method of rule 4.5, [M-M]: to be verified with a registration officer before anyone relies on it.
Dates are legal dates without a time zone. Nothing here reads the clock or the database.

Rounding, chosen so that the worked examples of the notes come out exactly:

- A term is added to a day by the calendar: first its months, then its days. A day that the month reached does
  not have becomes that month's last day (31 January + 1 month = 28 or 29 February).
- A remission is taken off by the calendar too: first its months, then its days.
- A part of a term is taken of months of 30 days; a broken day counts as a whole one.

A calendar month may have 28 days, so 29 days can reach one day farther than a month. Hence more remission
may, at the end of a February, make a fraction date under `FractionPolicy.NET` one day later, and never more
than that.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils import formats
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

DAYS_OF_A_MONTH = 30
ONE_THIRD = Fraction(1, 3)
HALF = Fraction(1, 2)
TWO_THIRDS = Fraction(2, 3)


class FractionPolicy(StrEnum):
    """How remissions bear on a part of the sentence; offices differ by months (rule 4.5, [M-M])."""

    NET = "NET"
    SUBTRACT_FULL = "SUBTRACT_FULL"
    IGNORE = "IGNORE"

    @property
    def label(self) -> str:
        """What the way of counting does, in words of the active language."""
        return str(_POLICY_LABELS[self])


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time as a verdict or decision states it: years, months and days, none negative.

    Raises ValueError for a negative part. The parts are kept as written: 45 days are not 1 month and 15 days.
    """

    years: int = 0
    months: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        if min(self.years, self.months, self.days) < 0:
            raise ValueError("A term cannot be negative.")

    def __add__(self, other: Term) -> Term:
        return Term(self.years + other.years, self.months + other.months, self.days + other.days)

    def __bool__(self) -> bool:
        return any((self.years, self.months, self.days))

    def __str__(self) -> str:
        """The term in words of the active language, such as "4 months 15 days"."""
        words = [
            ngettext("%(count)d year", "%(count)d years", self.years) % {"count": self.years} if self.years else "",
            ngettext("%(count)d month", "%(count)d months", self.months) % {"count": self.months}
            if self.months
            else "",
            ngettext("%(count)d day", "%(count)d days", self.days) % {"count": self.days}
            if self.days or not self
            else "",
        ]
        return " ".join(word for word in words if word)

    @property
    def whole_months(self) -> int:
        """Years and months as months; the days are left out."""
        return self.years * 12 + self.months

    @property
    def in_days(self) -> int:
        """The term in days, a month taken as 30 days (rule 4.5, [M-M])."""
        return self.whole_months * DAYS_OF_A_MONTH + self.days


NOTHING = Term()
NINE_MONTHS = Term(months=9)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a calculation for a page: what it is, the day or length it came to, and from what."""

    label: str | _StrPromise
    value: date | Term
    formula: str = ""


def sum_of(terms: list[Term]) -> Term:
    """All terms together, part by part; no term at all is nothing. Several remissions count as their sum."""
    return sum(terms, NOTHING)


def add_term(day: date, term: Term) -> date:
    """The day reached after the term: months first, then days; the calendar's last day when it leads beyond."""
    return _move(day, term, 1)


def subtract_term(day: date, term: Term) -> date:
    """The day that lies the term earlier: months first, then days; the calendar's first day when it leads before."""
    return _move(day, term, -1)


def fraction_of(term: Term, fraction: Fraction) -> Term:
    """A part of a term in months of 30 days and days, a broken day rounded up (rule 4.5, [M-M]).

    Raises ValueError unless 0 <= fraction <= 1.
    """
    if not 0 <= fraction <= 1:
        raise ValueError("A fraction of a term lies between 0 and 1.")
    months, days = divmod(-(-term.in_days * fraction.numerator // fraction.denominator), DAYS_OF_A_MONTH)
    return Term(months=months, days=days)


def counted_from(detained_on: date, credit_days: int) -> date:
    """The day a sentence counts from: after broken detention the re-arrest less the earlier days.

    Rule 4.5, [M-M]: earlier days counted as credit, taken off the first day of the continuous detention.
    """
    return subtract_term(detained_on, Term(days=credit_days))


def gross_expiry(start: date, term: Term) -> date:
    """The day on which the sentence ends before any remission. Rule 4.5, [M-M].

    `start` is the first day of continuous detention. Whether the sentence ends on this day or the day before
    is office practice [M-L].
    """
    return add_term(start, term)


def net_expiry(start: date, term: Term, remission: Term = NOTHING) -> date:
    """The day of release (tanggal bebas, ekspirasi): gross expiry less the sum of remissions, not before
    `start`.

    Rule 4.5, [M-M]. More remission never makes this day later.
    """
    return max(start, subtract_term(gross_expiry(start, term), remission))


def final_expiry(start: date, term: Term, remission: Term = NOTHING, substitute: Term = NOTHING) -> date:
    """Net expiry and, after it, the confinement that stands for an unpaid fine (subsider).

    Pass `substitute` only while the fine is unpaid; it is no part of 1/2 or 2/3. Rule 4.5, [M-M].
    """
    return add_term(net_expiry(start, term, remission), substitute)


def fraction_date(
    start: date,
    term: Term,
    fraction: Fraction,
    *,
    remission: Term = NOTHING,
    policy: FractionPolicy = FractionPolicy.NET,
    minimum: Term = NOTHING,
) -> date:
    """The day on which a part of the sentence is served, never before `start` plus `minimum`.

    NET takes the part of the sentence less remission (both in months of 30 days); SUBTRACT_FULL takes the
    part of the full sentence and then takes the whole remission off the day reached; IGNORE leaves remission
    out. Raises ValueError unless 0 <= fraction <= 1. Rule 4.5, [M-M].
    """
    reached = add_term(start, fraction_of(_counted(term, remission, policy), fraction))
    if policy is FractionPolicy.SUBTRACT_FULL:
        reached = subtract_term(reached, remission)
    return max(reached, add_term(start, minimum))


def half_date(start: date, term: Term, remission: Term = NOTHING, policy: FractionPolicy = FractionPolicy.NET) -> date:
    """The day on which 1/2 is served: assimilation, general rule (Art. 44 Permenkumham 3/2018 [S39][S40]; day
    [M-M]).
    """
    return fraction_date(start, term, HALF, remission=remission, policy=policy)


def two_thirds_date(
    start: date,
    term: Term,
    remission: Term = NOTHING,
    policy: FractionPolicy = FractionPolicy.NET,
    minimum: Term = NINE_MONTHS,
) -> date:
    """The day on which 2/3 is served, and at least nine months: parole, and assimilation after special
    crimes.

    Art. 45(1) Permenkumham 7/2022 [S1]; "at least 9 months" as months actually served after the elucidation
    of KUHP Art. 72 [S44]; day [M-M]. In a short sentence the nine months may end after the release.
    """
    return fraction_date(start, term, TWO_THIRDS, remission=remission, policy=policy, minimum=minimum)


def explain(
    detained_on: date,
    term: Term,
    *,
    credit_days: int = 0,
    remission: Term = NOTHING,
    substitute: Term = NOTHING,
    policy: FractionPolicy = FractionPolicy.NET,
) -> list[Step]:
    """The whole calculation, line by line in the order in which it is done, each with its formula and inputs.

    Values are days or terms; labels are translated when shown, formulas now. The same functions yield the same days.
    """
    start = counted_from(detained_on, credit_days)
    gross, net = gross_expiry(start, term), net_expiry(start, term, remission)
    steps = [Step(_("First day of detention"), detained_on)]
    if credit_days:
        formula = f"{said(detained_on)} − {said(Term(days=credit_days))}"
        steps.append(Step(_("Counts from: less the days of earlier detention"), start, formula))
    steps += [
        Step(_("Sentence"), term),
        Step(_("Gross expiry: first day + sentence"), gross, f"{said(start)} + {term}"),
        Step(_("Remission granted so far"), remission),
        Step(_("Net expiry: gross expiry − remission"), net, f"{said(gross)} − {remission}"),
        *_fraction_steps(start, term, remission, policy),
        Step(_("Nine months served"), add_term(start, NINE_MONTHS), f"{said(start)} + {NINE_MONTHS}"),
        Step(
            _("2/3 and at least nine months served"),
            two_thirds_date(start, term, remission, policy),
            gettext("the later of the two days before"),
        ),
    ]
    if substitute:
        steps.append(Step(_("Confinement for the unpaid fine"), substitute))
    final = final_expiry(start, term, remission, substitute)
    label = _("Final expiry: net expiry + confinement for the unpaid fine")
    return [*steps, Step(label, final, f"{said(net)} + {substitute}" if substitute else said(net))]


def _fraction_steps(start: date, term: Term, remission: Term, policy: FractionPolicy) -> list[Step]:
    whole = fraction_of(_counted(term, remission, policy), Fraction(1))
    formula = f"{term} − {remission}" if policy is FractionPolicy.NET else str(term)
    steps = [Step(_COUNTED_LABELS[policy], whole, formula)]
    for fraction, part_label, day_label in _FRACTION_LABELS:
        part = fraction_of(whole, fraction)
        day = fraction_date(start, term, fraction, remission=remission, policy=policy)
        taken_off = f" − {remission}" if policy is FractionPolicy.SUBTRACT_FULL and remission else ""
        steps.append(Step(part_label, part, f"{fraction} × {whole}"))
        steps.append(Step(day_label, day, f"{said(start)} + {part}{taken_off}"))
    return steps


def said(value: date | Term) -> str:
    """In words of the active language."""
    return str(formats.date_format(value, "j F Y")) if isinstance(value, date) else str(value)


_POLICY_LABELS = {
    FractionPolicy.NET: _("Remission off the sentence"),
    FractionPolicy.SUBTRACT_FULL: _("Remission off the day"),
    FractionPolicy.IGNORE: _("Without remission"),
}
_COUNTED_LABELS = {
    FractionPolicy.NET: _("Length that counts for fractions: sentence − remission, a month as 30 days"),
    FractionPolicy.SUBTRACT_FULL: _(
        "Length that counts for fractions: full sentence; remission is taken off the day reached"
    ),
    FractionPolicy.IGNORE: _("Length that counts for fractions: full sentence, remission left out"),
}
_FRACTION_LABELS = (
    (ONE_THIRD, _("1/3 of that length, days rounded up"), _("1/3 served")),
    (HALF, _("1/2 of that length, days rounded up"), _("1/2 served")),
    (TWO_THIRDS, _("2/3 of that length, days rounded up"), _("2/3 served")),
)


def _move(day: date, term: Term, sign: int) -> date:
    """Held inside the calendar: a wrong year in a record must not break the page that would show it."""
    year, month = divmod(day.year * 12 + day.month - 1 + sign * term.whole_months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if sign > 0 else date.min
    in_month = day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))
    try:
        return in_month + sign * timedelta(days=term.days)
    except OverflowError:
        return date.max if sign > 0 else date.min


def _counted(term: Term, remission: Term, policy: FractionPolicy) -> Term:
    """The length of which a part is taken; remission longer than the sentence leaves nothing."""
    if policy is FractionPolicy.NET:
        return Term(days=max(0, term.in_days - remission.in_days))
    return term
