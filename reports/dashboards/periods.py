"""Over which days a dashboard counts: a year, a quarter, a month, or from one day to another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import dates, formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from facilities.forms import DAY

YEAR, MONTHS, QUARTERS = 12, range(1, 13), range(1, 5)
FIRST, LAST = 1990, 2100


@dataclass(frozen=True, slots=True)
class Period:
    """Batches that begin on one of these days are counted, the last day included."""

    starts_on: dt.date
    ends_on: dt.date
    label: str
    year: int | None = None
    part: str = ""

    @property
    def is_year(self) -> bool:
        return self.year is not None and not self.part

    @property
    def fiscal_year(self) -> int:
        return self.ends_on.year

    @property
    def is_of_months(self) -> bool:
        """Whether it begins with the first day of a month and ends with the last of one."""
        return self.starts_on.day == 1 and self.ends_on == last_day(self.ends_on.year, self.ends_on.month)

    @property
    def years(self) -> range:
        """The years that lie in it from their first day to their last."""
        first = self.starts_on.year + (self.starts_on != dt.date(self.starts_on.year, 1, 1))
        last = self.ends_on.year - (self.ends_on != dt.date(self.ends_on.year, 12, 31))
        return range(first, last + 1)

    @property
    def query(self) -> dict[str, str]:
        if self.year is None:
            return {"dari": self.starts_on.isoformat(), "sampai": self.ends_on.isoformat()}
        return {"tahun": str(self.year)} | ({"bagian": self.part} if self.part else {})

    def before(self) -> Period:
        """The period of the same kind that ended the day before this one began."""
        if self.year is None:
            days = self.ends_on - self.starts_on
            ends_on = self.starts_on - dt.timedelta(days=1)
            return free(ends_on - days, ends_on)
        if not self.part:
            return in_year(self.year - 1)
        kind, number = self.part[0], int(self.part[1:])
        if number > 1:
            return in_year(self.year, f"{kind}{number - 1}")
        return in_year(self.year - 1, f"{kind}{4 if kind == 'q' else YEAR}")

    def with_the_one_before(self) -> Period:
        """Both, which follow each other without a gap."""
        return free(self.before().starts_on, self.ends_on)

    def is_over(self, *, on: dt.date) -> bool:
        return self.ends_on < on


def in_year(year: int, part: str = "") -> Period:
    """A whole year, "q1" to "q4" or "m1" to "m12" of it."""
    first, last, label = 1, YEAR, str(year)
    if part.startswith("q"):
        last = 3 * int(part[1:])
        first, label = last - 2, _("Quarter %(quarter)s of %(year)s") % {"quarter": part[1:], "year": year}
    elif part:
        first = last = int(part[1:])
        label = f"{dates.MONTHS[first]} {year}"
    return Period(dt.date(year, first, 1), last_day(year, last), label, year, part)


def free(starts_on: dt.date, ends_on: dt.date) -> Period:
    days = (formats.date_format(day, "SHORT_DATE_FORMAT") for day in (starts_on, ends_on))
    return Period(starts_on, ends_on, " – ".join(days))


def last_day(year: int, month: int) -> dt.date:
    return (dt.date(year, month, 28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def parts() -> Iterable[tuple[str, str | Promise]]:
    yield "", gettext_lazy("Full year")
    for quarter in QUARTERS:
        yield f"q{quarter}", _("Quarter %(quarter)s") % {"quarter": quarter}
    for month in MONTHS:
        yield f"m{month}", dates.MONTHS[month]


class PeriodForm(forms.Form):
    """A year and its part, or two days, which go before the year."""

    tahun = forms.TypedChoiceField(label=gettext_lazy("Year"), coerce=int, empty_value=None, required=False)
    bagian = forms.ChoiceField(label=gettext_lazy("Part of the year"), required=False)
    dari = forms.DateField(label=gettext_lazy("From"), widget=DAY, required=False)
    sampai = forms.DateField(label=gettext_lazy("Until"), widget=DAY, required=False)

    def __init__(self, data: Any, *, years: Iterable[int], chosen: int) -> None:
        data = {"tahun": str(chosen), **{key: value for key, value in data.items() if value}}
        super().__init__(data)
        self.chosen = chosen
        self.fields["tahun"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        self.fields["bagian"].choices = list(parts())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        first, last = said.get("dari"), said.get("sampai")
        if bool(first) != bool(last) and not self.errors:
            raise ValidationError({"sampai" if first else "dari": _("Enter both days, or none.")})
        if first and last and last < first:
            raise ValidationError({"sampai": _("The last day cannot be before the first day.")})
        if first and last and not FIRST <= first.year <= last.year <= LAST:
            raise ValidationError({"dari": _("Enter a year from 1990 to 2100.")})
        return said

    @property
    def period(self) -> Period:
        """What was asked for; the year chosen beforehand when that made no sense."""
        if not self.is_valid():
            return in_year(self.chosen)
        said = self.cleaned_data
        if said.get("dari"):
            return free(said["dari"], said["sampai"])
        return in_year(said.get("tahun") or self.chosen, said.get("bagian", ""))
