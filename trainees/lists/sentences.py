"""The sentence's part of a row: given as a whole, or not at all."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from audit.refusals import sentences
from imports.sheets import Text, Values

# What a part that nobody gives is, in a sentence that is recorded for the first time.
SENTENCE_FIELDS: dict[str, object] = {
    "detained_on": None,
    "credit_days": 0,
    "years": 0,
    "months": 0,
    "days": 0,
    "crime_class": None,
    "is_life": False,
    "is_death": False,
    "subsidiary_months": 0,
    "fine_paid": False,
    "other_case_pending": False,
    "planned_release_kind": "",
    "planned_release_on": None,
}


def whole_sentence(values: Values, current: Values | None) -> Values | None:
    """The sentence as it would stand, None without one. The template's zeros and “Tidak” alone are no sentence."""
    recorded = {name: current[name] for name in SENTENCE_FIELDS} if current and current.get("detained_on") else None
    given = {name: values[name] for name in SENTENCE_FIELDS if name in values}
    if recorded is None and not any(given.values()):
        return None
    return {**SENTENCE_FIELDS, **(recorded or {}), **given}


def sentence_faults(values: Values, current: Values | None, today: dt.date) -> dict[str, Text]:
    sentence = whole_sentence(values, current)
    if sentence is None:
        return {}
    found: dict[str, Text] = {
        name: _("A sentence needs this too.") for name in ("detained_on", "crime_class") if sentence[name] is None
    }
    if "detained_on" not in found:
        found |= day_faults(values, current, sentence["detained_on"], today)
    if sentence["is_life"] and sentence["is_death"]:
        found["is_death"] = str(sentences()["sentence_not_life_and_death"])
    elif bool(sentence["is_life"] or sentence["is_death"]) == any(
        sentence[part] for part in ("years", "months", "days")
    ):
        found["years"] = str(sentences()["sentence_has_a_term_unless_life_or_death"])
    if bool(sentence["planned_release_kind"]) != bool(sentence["planned_release_on"]):
        found["planned_release_on"] = str(sentences()["planned_release_has_kind_and_day"])
    return found


def day_faults(values: Values, current: Values | None, detained_on: dt.date, today: dt.date) -> dict[str, Text]:
    born = values.get("birth_date") or (current or {}).get("birth_date")
    if detained_on > today:
        return {"detained_on": _("The first day of detention cannot lie in the future.")}
    if born is not None and detained_on <= born:
        return {"detained_on": _("The first day of detention cannot be before the date of birth.")}
    return {}
