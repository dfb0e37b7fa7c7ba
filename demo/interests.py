"""What Pekalongan's people and Padang's officers said they would like to learn, asked before the selection."""

# ruff: noqa: S311  (invented answers need no secrets)
from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from random import Random

from demo.houses import House
from facilities.models import Field
from trainees.actions.interests import Wish, record_interests
from trainees.models import Inmate, Officer

# How often each field is wanted: sewing and motorcycles draw more people than air conditioning.
DRAW = {"MOTOR": 9, "LAS": 8, "BARBER": 6, "JAHIT": 5, "BATIK": 4, "AC": 4, "KOMP": 3, "BARISTA": 3}
SKILLS = {
    "MOTOR": "Pernah bekerja di bengkel sepeda motor",
    "LAS": "Pernah membuat pagar dan kanopi",
    "BARBER": "Biasa mencukur teman sekamar",
    "JAHIT": "Pernah menjahit di konveksi",
    "BATIK": "Membatik di rumah sejak remaja",
}
INSTRUMENT = "Kuesioner minat-bakat giatja"
ASKED_ON = dt.date(2021, 5, 3)

# Padang's officers, of whom the centre wants instructors; methodology is what all of them need for it.
OFFICERS_DRAW = {"METODOLOGI": 6, "MEUBEL": 5, "LAS": 4, "BARISTA": 3}
OFFICERS_ASKED_ON = dt.date(2021, 3, 22)


def ask_everybody(house: House) -> None:
    """Nine in ten answer with one to three choices; who is interested is measured in the first two."""
    ask(house, house.facility.inmates.order_by("pk"), DRAW, Random("interests-pekalongan"), ASKED_ON)


def ask_officers(house: House, officers: Iterable[Officer]) -> None:
    """In the same way, each in the field of their interest and competence."""
    ask(house, officers, OFFICERS_DRAW, Random("interests-padang"), OFFICERS_ASKED_ON)


def ask(house: House, people: Iterable[Inmate | Officer], draw: dict[str, int], rng: Random, asked_on: dt.date) -> None:
    fields = {field.code: field for field in Field.objects.filter(code__in=draw)}
    wishes = []
    for person in people:
        if rng.random() < 0.1:
            continue
        chosen = list(dict.fromkeys(rng.choices(list(draw), weights=list(draw.values()), k=3)))
        for choice, code in enumerate(chosen, start=1):
            measured = choice < 3
            wishes.append(
                Wish(
                    person,
                    fields[code],
                    choice,
                    round(min(98, max(25, rng.gauss(68 - 5 * choice, 14)))) if measured else None,
                    INSTRUMENT if measured else "",
                    asked_on if measured else None,
                    skill=SKILLS.get(code, "") if choice == 1 and rng.random() < 0.3 else "",
                )
            )
    record_interests(wishes, by=house.giatja)
