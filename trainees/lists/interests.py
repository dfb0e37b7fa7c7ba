"""The sheet of interest and aptitude: what people of the prison want to learn and are made for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import Prefetch
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import Permission
from facilities.models import Facility, Field
from imports.cells import choice, day, number, text
from imports.sheets import Column, Key, Known, Sheet, Text, Values
from trainees.actions.interests import Wish, record_interests
from trainees.lists.identity import nik, nik_shown
from trainees.lists.inmates import register_of
from trainees.lists.registers import Register, register
from trainees.models import Inmate, InmateQuerySet, Interest, Officer, OfficerQuerySet

FIRST_YEAR = 1990
CHOICES = tuple(Interest.Choice.values)
TEST = ("instrument", "tested_on")
APTITUDE, SKILL = "80", "Pernah bekerja"  # in the template's example row, at the first choice
Recorded = dict[int, Interest]

PERSON = (
    Column(
        "register",
        "Nomor Register",
        register,
        help=_("The number in the register of this prison. It or the NIK tells who it is."),
        example="B.I 123/2021",
        stands_for=("No Register", "No Reg", "Nomor Reg", "No Registrasi", "Nomor Registrasi"),
        show=str,
    ),
    Column(
        "nik",
        "NIK",
        nik,
        help=_("16 digits; needed only where the register number is empty."),
        stands_for=("Nomor Induk Kependudukan", "No NIK"),
        show=nik_shown,
    ),
)
MEASURED = (
    Column(
        "instrument",
        "Tes Bakat",
        text(100),
        help=_("The test that measured the aptitudes of this row, for example the name of the questionnaire."),
        example="Tes bakat dasar",
        stands_for=("Tes", "Nama Tes", "Alat Tes"),
    ),
    Column(
        "tested_on",
        "Tanggal Tes",
        day,
        help=_("The day of the aptitude test."),
        example="10/05/2021",
        stands_for=("Tgl Tes", "Tanggal Tes Bakat"),
    ),
)


class InterestSheet(Sheet):
    """Up to three fields for each person, with aptitude and earlier skill. A choice given takes its place on record:
    the field that held it stays only with what else is known of it."""

    name = "interests"
    label = _("Interest and aptitude")
    lead = _("One row per person of your register, with up to three fields.")
    permission = Permission.EDIT_INMATES
    shows = ("register",)
    list_page = "trainees:inmate-list"
    writes_whole = True
    # The columns that tell whom a row is about.
    who: ClassVar[Sequence[Column]] = PERSON

    @property
    def columns(self) -> Sequence[Column]:  # type: ignore[override]
        """With the fields of the day."""
        fields = list(Field.objects.all())
        words = {word.upper(): field.pk for field in fields for word in (field.code, field.name)}
        names = {field.pk: field.name for field in fields}
        chosen = (column for place in CHOICES for column in columns_of(place, words, names))
        return (*self.who, *chosen, *MEASURED)

    def people(self, facility: Facility) -> InmateQuerySet | OfficerQuerySet:
        return Inmate.objects.filter(facility=facility).in_custody()

    def known(self, facility: Facility, *, lock: bool) -> Known:
        rows = Interest.objects.select_related("field")
        people = self.people(facility).order_by("pk")
        if lock:
            people = people.select_for_update(no_key=True)
        known = Known()
        for person in people.prefetch_related(Prefetch("interests", queryset=rows)):
            recorded: Recorded = {row.field_id: row for row in person.interests.all()}
            known.add(person.pk, {"recorded": recorded}, self.keys_of(person))
        return known

    def keys_of(self, person: Any) -> list[Key]:
        return keys_of(register_of(person) if person.has_register_number else None, person.nik_digest)

    def keys(self, values: Mapping[str, Any]) -> list[Key]:
        return keys_of(values.get("register"), values["nik"].digest if "nik" in values else None)

    def completed(self, values: Values) -> Values:
        """A test that measured nobody says nothing: lists carry it in every row."""
        if any(aptitude_of(place) in values for place in CHOICES):
            return values
        return {name: value for name, value in values.items() if name not in TEST}

    def faults(self, values: Values, current: Values | None, *, by: frozenset[str], today: dt.date) -> dict[str, Text]:
        if current is None:
            return self.unknown(values)
        return dict(choice_faults(values)) or dict(measure_faults(values, today))

    def unknown(self, values: Values) -> dict[str, Text]:
        return unknown(values)

    def recorded(self, values: Values, current: Values) -> Values:
        rows: Recorded = current["recorded"]
        by_choice = {row.choice: row.field_id for row in rows.values() if row.choice}
        found: Values = {column.name: values[column.name] for column in self.who if column.name in values}
        measured = []
        for place in CHOICES:
            row = rows.get(values.get(choice_of(place), 0))
            found[choice_of(place)] = by_choice.get(place)
            found[aptitude_of(place)] = row.aptitude if row else None
            found[skill_of(place)] = row.skill if row else ""
            if aptitude_of(place) in values:
                measured.append((row.instrument, row.tested_on) if row else ("", None))
        found |= dict(zip(TEST, measured[0] if len(set(measured)) == 1 else ("", None), strict=True))
        return found

    def write(
        self, facility: Facility, new: list[Values], changed: list[tuple[int, Values]], *, by: User, today: dt.date
    ) -> None:
        rows = Interest.objects.select_related("field")
        people = self.people(facility).prefetch_related(Prefetch("interests", queryset=rows))
        found, fields = people.in_bulk([pk for pk, _values in changed]), Field.objects.in_bulk()
        record_interests([wish for pk, values in changed for wish in wishes(found[pk], values, fields)], by=by)


def choice_of(place: int) -> str:
    return f"choice_{place}"


def aptitude_of(place: int) -> str:
    return f"aptitude_{place}"


def skill_of(place: int) -> str:
    return f"skill_{place}"


def columns_of(place: int, words: Mapping[str, Any], names: Mapping[int, str]) -> Iterator[Column]:
    """The three columns of one choice."""
    listed = tuple(names.values())
    is_first = place == CHOICES[0]
    yield Column(
        choice_of(place),
        f"Pilihan {place}",
        choice(words),
        help=_("The field, by its name or code."),
        example="".join(listed[place - 1 : place]),
        stands_for=(f"Pilihan Minat {place}", f"Minat {place}", f"Kejuruan {place}"),
        allowed=listed,
        show=lambda value: names.get(value, "–"),
    )
    yield Column(
        aptitude_of(place),
        f"Bakat {place}",
        number(0, 100),
        help=_("Points of the aptitude test for this field, 0 to 100."),
        example=APTITUDE if is_first else "",
        stands_for=(f"Nilai Bakat {place}",),
    )
    yield Column(
        skill_of(place),
        f"Keterampilan {place}",
        text(200),
        help=_("What the person can do in this field already."),
        example=SKILL if is_first else "",
        stands_for=(f"Keterampilan Sebelumnya {place}",),
    )


def keys_of(number_: Register | None, digest: str | None) -> list[Key]:
    keys: list[Key] = [("register", number_.key)] if number_ else []
    return [*keys, ("nik", digest)] if digest else keys


def unknown(values: Values) -> dict[str, Text]:
    """Whoever is held elsewhere is as unknown as who is held nowhere."""
    name = "nik" if "nik" in values and "register" not in values else "register"
    if name not in values:
        return {name: gettext("Write the register number or the NIK.")}
    return {name: gettext("Nobody held in this prison is recorded with this number.")}


def choice_faults(values: Values) -> Iterator[tuple[str, Text]]:
    seen: dict[int, int] = {}
    for place in CHOICES:
        field = values.get(choice_of(place))
        if field is None:
            if aptitude_of(place) in values or skill_of(place) in values:
                yield choice_of(place), gettext("Write the field that this aptitude or skill is for.")
        elif seen.setdefault(field, place) != place:
            yield choice_of(place), gettext("This field stands in the row twice.")


def measure_faults(values: Values, today: dt.date) -> Iterator[tuple[str, Text]]:
    if not any(aptitude_of(place) in values for place in CHOICES):
        return
    for name in TEST:
        if name not in values:
            yield name, gettext("An aptitude needs the test that measured it and the day of the test.")
    tested_on = values.get("tested_on")
    if tested_on is not None and tested_on > today:
        yield "tested_on", gettext("The day of the test cannot lie in the future.")
    elif tested_on is not None and tested_on.year < FIRST_YEAR:
        yield "tested_on", gettext("Check the year.")


def wishes(person: Inmate | Officer, values: Values, fields: Mapping[int, Field]) -> Iterator[Wish]:
    """What is to be on record of the person once the row is written."""
    recorded: Recorded = {row.field_id: row for row in person.interests.all()}
    chosen = {values[choice_of(place)]: place for place in CHOICES if choice_of(place) in values}
    for field, place in chosen.items():
        row = recorded.get(field) or Interest()
        aptitude, skill = values.get(aptitude_of(place)), values.get(skill_of(place), row.skill)
        if aptitude is None:
            aptitude, test = row.aptitude, (row.instrument, row.tested_on)
        else:
            test = (values["instrument"], values["tested_on"])
        yield Wish(person, fields[field], place, aptitude, *test, skill)
    for field, row in recorded.items():
        if field not in chosen and row.choice in chosen.values():
            yield Wish(person, row.field, None, row.aptitude, row.instrument, row.tested_on, row.skill)
