"""What holds for every person in a list, inmate or officer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from imports.sheets import Key, Text, Values

OLDEST = 120  # years


def person_key(values: Mapping[str, Any]) -> list[Key]:
    """Name and date of birth: a key that twins of name may share."""
    if not values.get("name") or not values.get("birth_date"):
        return []
    return [("person", f"{values['name'].casefold()} {values['birth_date'].isoformat()}")]


def birth_faults(values: Values, today: dt.date) -> dict[str, Text]:
    born: dt.date | None = values.get("birth_date")
    if born is not None and born > today:
        return {"birth_date": _("The date of birth cannot lie in the future.")}
    if born is not None and born.year < today.year - OLDEST:
        return {"birth_date": _("Check the year: nobody is that old.")}
    return {}
