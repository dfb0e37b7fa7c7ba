"""What the people of Pekalongan said they would like to learn, when everybody was asked before the selection."""

# ruff: noqa: S311  (invented answers need no secrets)
from __future__ import annotations

import datetime as dt
from random import Random

from demo.houses import House
from facilities.models import Field
from trainees.actions.interests import Wish, record_interests

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


def ask_everybody(house: House) -> None:
    """Nine in ten answer with one to three choices; who is interested is measured in the first two."""
    rng = Random("interests-pekalongan")
    fields = {field.code: field for field in Field.objects.filter(code__in=DRAW)}
    wishes = []
    for inmate in house.facility.inmates.order_by("pk"):
        if rng.random() < 0.1:
            continue
        chosen = list(dict.fromkeys(rng.choices(list(DRAW), weights=list(DRAW.values()), k=3)))
        for choice, code in enumerate(chosen, start=1):
            measured = choice < 3
            wishes.append(
                Wish(
                    inmate,
                    fields[code],
                    choice,
                    round(min(98, max(25, rng.gauss(68 - 5 * choice, 14)))) if measured else None,
                    INSTRUMENT if measured else "",
                    ASKED_ON if measured else None,
                    skill=SKILLS.get(code, "") if choice == 1 and rng.random() < 0.3 else "",
                )
            )
    record_interests(wishes, by=house.giatja)
