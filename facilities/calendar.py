"""On which days a prison is closed, and why: national holidays, and the closed days on record."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from django.utils.translation import get_language

from facilities.models import ClosedDay, Facility

DAY = dt.timedelta(days=1)


def national_holidays(first: dt.date, last: dt.date) -> dict[dt.date, str]:
    """Their names in the reader's language. Joint leave (cuti bersama) is not among them: not everybody keeps it."""
    language = "id" if (get_language() or "id").startswith("id") else "en_US"
    return {
        day: name
        for year in range(first.year, last.year + 1)
        for day, name in _holidays(year, language)
        if first <= day <= last
    }


@lru_cache(maxsize=64)
def _holidays(year: int, language: str) -> tuple[tuple[dt.date, str], ...]:
    import holidays  # 3 MB that a worker which issues certificates does without

    return tuple(sorted(holidays.country_holidays("ID", years=year, language=language).items()))


def closures(facility: Facility, first: dt.date, last: dt.date) -> dict[dt.date, str]:
    """Each day from `first` to `last` on which the prison is closed, with its occasion. One query."""
    found = national_holidays(first, last)
    for row in ClosedDay.objects.at(facility).between(first, last):
        day = max(row.starts_on, first)
        while day <= min(row.ends_on, last):
            found[day] = f"{found[day]}; {row.name}" if day in found else row.name
            day += DAY
    return found


def closed_days(facility: Facility, first: dt.date, last: dt.date) -> set[dt.date]:
    return set(closures(facility, first, last))
