"""Reviews of workshops: what the people of a house found, and their heads' confirmations."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from decimal import Decimal

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from demo.houses import House, add
from facilities.actions import readiness as actions
from facilities.actions.readiness import Found, Task
from facilities.models import Field, ReadinessAnswer, ReadinessReview

FIGURES = {"m²": "48", "watt": "6600", "buah": "2", "orang": "1", "set": "10", "unit": "5", "bilik": "4"}
WALLS = ("#c9d6d3", "#d9cfc0")
HALF_A_YEAR = dt.timedelta(days=182)
Verdict = ReadinessReview.Verdict


def picture(colour: str) -> ContentFile[bytes]:
    """A plain room of one colour with benches: nobody's workshop."""
    image = Image.new("RGB", (640, 480), colour)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 330, 640, 480), fill="#8d8478")
    for left in (60, 250, 440):
        draw.rectangle((left, 260, left + 140, 300), fill="#6b5a48")
        draw.rectangle((left + 10, 300, left + 20, 380), fill="#54473a")
        draw.rectangle((left + 120, 300, left + 130, 380), fill="#54473a")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=70)
    return ContentFile(out.getvalue(), name="room.jpg")


def review(
    house: House,
    code: str,
    *,
    on: dt.date,
    missing: Mapping[str, str] | None = None,
    until: dt.date | None = None,
    is_confirmed: bool = True,
) -> ReadinessReview:
    """Look at a workshop with the field's checklist; `missing` says by topic what the first point of it lacks."""
    room = house.workshops[code]
    made: ReadinessReview = add(
        ReadinessReview(
            workshop=room,
            field=Field.objects.get(code=code),
            facility=house.facility,
            centre=house.centre,
            reviewed_on=on,
        ),
        by=house.giatja,
    )
    actions.copy_checklist(made)
    answers = list(made.answers.all())
    first_of = {topic: next(row.pk for row in answers if row.topic == topic) for topic in missing or {}}
    lacking = {pk: (missing or {})[topic] for topic, pk in first_of.items()}
    actions.fill_in(
        made,
        {row.pk: found(row, lacking) for row in answers},
        photos=[picture(wall) for wall in WALLS],
        by=house.giatja,
    )
    is_blocked = any(row.is_blocking for row in answers if row.pk in lacking)
    verdict = Verdict.NOT_READY if is_blocked else Verdict.READY_WITH_NOTES if lacking else Verdict.READY
    tasks = {pk: Task(what, "FACILITY", on + dt.timedelta(days=14)) for pk, what in lacking.items()}
    actions.submit(made, verdict=verdict, valid_until=until or on + HALF_A_YEAR, tasks=tasks, today=on, by=house.giatja)
    if is_confirmed:
        actions.confirm(made, by=house.kalapas)
        actions.confirm(made, by=house.centre_head)
    return made


def found(row: ReadinessAnswer, lacking: Mapping[int, str]) -> Found:
    if row.pk in lacking:
        return Found("NO", None, lacking[row.pk])
    figure = FIGURES.get(row.unit)
    return Found("YES", Decimal(figure) if figure else None)
