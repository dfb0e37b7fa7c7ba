"""The people held in a prison, entered by its own staff."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from audit.actions import record
from audit.models import Verb
from demo.houses import House
from demo.names import LIMIT_NAMES
from demo.people import InventedInmate, invent_inmates
from demo.records import is_foreigner, keep_records
from trainees.models import DisciplinarySanction, Inmate, Remission, Sentence


def admit(house: House, *, not_called: Collection[str], today: dt.date) -> None:
    """As many people as the case says, inside on its day (today when it names none), with what they serve."""
    facts = dict(house.facts["inmates"])
    on = dt.date.fromisoformat(facts.pop("on", today.isoformat()))
    people = invent_inmates(seed=house.seed, on=on, home=house.facts["home"], not_called=not_called, **facts)
    inmates = Inmate.objects.bulk_create([inmate(house, person) for person in people])
    both = list(zip(inmates, people, strict=True))
    Sentence.objects.bulk_create(sentence(row, person) for row, person in both if is_sentenced(person))
    Remission.objects.bulk_create(
        Remission(inmate=row, kind=given.kind, decided_on=given.decided_on, months=given.months, days=given.days)
        for row, person in both
        for given in person.remissions
    )
    DisciplinarySanction.objects.bulk_create(
        DisciplinarySanction(inmate=row, level=given.level, starts_on=given.starts_on, ends_on=given.ends_on)
        for row, person in both
        for given in person.sanctions
    )
    keep_records(house, both, on=on)
    for row in inmates:
        record(Verb.ADD, row, by=house.giatja)


def inmate(house: House, person: InventedInmate) -> Inmate:
    return Inmate(
        facility=house.facility,
        name=person.name,
        sex=person.sex,
        birth_place=person.birth_place,
        birth_date=person.birth_date,
        education=person.education,
        health_limits=[LIMIT_NAMES[person.health_note]] if person.health_note in LIMIT_NAMES else [],
        health_note=person.health_note,
        register_kind=person.register_kind,
        register_serial=str(person.register_serial),
        register_year=person.register_year,
        nik="" if is_foreigner(house, person) else person.nik,
        is_foreigner=is_foreigner(house, person),
        sdp_number=sdp_number(house, person),
    )


def sdp_number(house: House, person: InventedInmate) -> str:
    """Three of four are known in SDP."""
    if person.register_serial % 4 == 0:
        return ""
    register = person.register_kind.replace(".", "").upper()
    return f"{house.seed:02}{register}{person.register_serial:04}{person.register_year}"


def is_sentenced(person: InventedInmate) -> bool:
    """Detainees have no sentence yet."""
    return not person.register_kind.startswith("A.")


def sentence(row: Inmate, person: InventedInmate) -> Sentence:
    return Sentence(
        inmate=row,
        detained_on=person.detained_on,
        years=person.years,
        months=person.months,
        days=person.days,
        crime_class=person.crime_class,
        is_life=person.is_life,
        subsidiary_months=person.subsidiary_months,
        fine_amount=person.subsidiary_months * 20_000_000,
        serving_subsidiary=person.register_kind == "B.III",
    )
