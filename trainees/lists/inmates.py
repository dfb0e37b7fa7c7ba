"""The sheet of inmates, as prisons export it from their register or fill in our template."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from audit.refusals import sentences
from facilities.models import Facility
from imports.sheets import Key, Known, Sheet, Text, Values
from trainees.lists.columns import COLUMNS
from trainees.lists.identity import Nik
from trainees.lists.people import birth_faults, person_key
from trainees.lists.registers import Register
from trainees.lists.sentences import SENTENCE_FIELDS, sentence_faults, whole_sentence
from trainees.lists.words import NARCOTICS
from trainees.lists.writing import change_inmates, record_inmates
from trainees.models import CrimeClass, Inmate

FIVE_YEARS = 60  # months
INMATE_FIELDS = ("name", "sex", "birth_place", "birth_date", "education", "health_note", "sdp_number", "is_foreigner")


class InmateSheet(Sheet):
    """Inmates with their sentences."""

    name = "inmates"
    label = gettext_lazy("Inmates and their sentences")
    lead = gettext_lazy("One row per person, with the sentence where there is one.")
    permission = Permission.EDIT_INMATES
    columns = COLUMNS
    shows = ("name", "register")
    list_page = "trainees:inmate-list"
    weak_keys = frozenset({"person"})

    def known(self, facility: Facility, *, lock: bool) -> Known:
        people = Inmate.objects.filter(facility=facility).select_related("sentence").order_by("pk")
        if lock:
            people = people.select_for_update(of=("self",))
        known = Known()
        for inmate in people.iterator(chunk_size=2000):
            values = values_of(inmate)
            known.add(inmate.pk, values, self.keys(values))
        return known

    def keys(self, values: Mapping[str, Any]) -> list[Key]:
        keys: list[Key] = []
        if values.get("nik"):
            keys.append(("nik", values["nik"].digest))
        if values.get("sdp_number"):
            keys.append(("sdp_number", values["sdp_number"].casefold()))
        if values.get("register"):
            keys.append(("register", values["register"].key))
        return keys + person_key(values)

    def taken(self, keys: set[Key], facility: Facility) -> dict[Key, Text]:
        others = Inmate.objects.exclude(facility=facility)
        niks = {key for name, key in keys if name == "nik"}
        numbers = {key for name, key in keys if name == "sdp_number"}
        found: dict[Key, Text] = {
            ("nik", value): str(sentences()["nik_once"])
            for value in others.filter(nik_digest__in=niks).values_list("nik_digest", flat=True)
        }
        # The exact spelling is what must be unique, and what the index finds.
        for value in others.filter(sdp_number__in=spellings(numbers)).values_list("sdp_number", flat=True):
            found["sdp_number", value.casefold()] = str(sentences()["sdp_number_once"])
        return found

    def completed(self, values: Values) -> Values:
        if values.get("crime_class") == NARCOTICS:
            term = values.get("years", 0) * 12 + values.get("months", 0)
            is_long = term >= FIVE_YEARS or values.get("is_life") or values.get("is_death")
            values["crime_class"] = (CrimeClass.NARC_GE5 if is_long else CrimeClass.NARC_LT5).value
        if whole_sentence(values, None) is None:
            return {name: value for name, value in values.items() if name not in SENTENCE_FIELDS}
        return values

    def faults(self, values: Values, current: Values | None, *, by: frozenset[str], today: dt.date) -> dict[str, Text]:
        found = birth_faults(values, today) or sentence_faults(values, current, today)
        if current is not None:
            found |= stranger_faults(values, current, by)
        return found

    def write(
        self, facility: Facility, new: list[Values], changed: list[tuple[int, Values]], *, by: User, today: dt.date
    ) -> None:
        record_inmates(facility, new, by=by)
        change_inmates(facility, changed, by=by)


def values_of(inmate: Inmate) -> Values:
    """What is recorded, as the columns would say it."""
    values: Values = {name: getattr(inmate, name) for name in INMATE_FIELDS}
    values["register"] = register_of(inmate)
    values["nik"] = Nik(inmate.nik_digest) if inmate.nik_digest else None
    sentence = getattr(inmate, "sentence", None)
    values |= {name: getattr(sentence, name, None) for name in SENTENCE_FIELDS}
    return values


def register_of(inmate: Inmate) -> Register:
    return Register(inmate.register_kind, inmate.register_serial, inmate.register_year or 0)


def spellings(numbers: set[str]) -> set[str]:
    """Numbers as people write them: as they are compared, and in capitals."""
    return {spelling for number in numbers for spelling in (number, number.upper())}


def stranger_faults(values: Values, current: Values, by: frozenset[str]) -> dict[str, Text]:
    """A number that is somebody else's must not make one person out of two."""
    is_other = all(values.get(name) != current[name] for name in ("name", "birth_date"))
    if by == {"register"} and is_other:
        return {"register": _("This register number is recorded for a person of another name and date of birth.")}
    if by == {"person"}:
        for name in ("nik", "sdp_number"):
            if values.get(name) and current[name] and values[name] != current[name]:
                return {name: _("A person of this name and date of birth is recorded with another number.")}
    return {}
