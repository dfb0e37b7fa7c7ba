"""Draws the pictures of the manual from a demonstration that is loaded for it; script/manual_pictures runs it.

No test, and not collected as one: it stands on the same demonstration, server and browser as the tests do.
People, places, days and what was done are the same each time (clock.py); codes drawn by lot are not.
"""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.models import User
from demo.cases import PASSWORD
from manual.rendering import PICTURES as FOLDER
from programs.actions import tpp
from programs.models import Batch, Enrollment, TppSession
from tests import factories as make
from tests.face.test_every_page import CLOSED, SELECTING
from tests.journeys.people import Person
from tests.manual.pictures import PICTURES, UNDECIDED, Picture

QUALITIES = (72, 60, 48, 36)
LARGEST = 80_000
TESTED = ("Arman Sitorus", "Bayu Lesmana", "Dedi Kurnia", "Fajar Ramadhan", "Gilang Saputra", "Hasan Basri")


def test_draw_every_picture(demonstration_to_change: None, browser: Any, live_server: Any) -> None:
    people: dict[str, Person] = {}
    missing = []
    hold_a_session()
    hold_tests()

    for picture in PICTURES:
        if picture.username not in people:
            people[picture.username] = Person(browser, live_server.url, picture.username, PASSWORD)
        try:
            draw(people[picture.username].page, picture)
        except LookupError as error:
            missing.append(f"{picture.name}: {error}")
    call_command("picture_papers")

    assert missing == []
    assert [person.problems for person in people.values() if person.problems] == []


def hold_a_session() -> None:
    """A TPP session with its agenda and nothing decided; the demonstration's are all decided."""
    giatja, batch = User.objects.get(username="giatja.ketapang"), Batch.objects.get(pk=SELECTING().pk)
    session = TppSession(
        facility=batch.facility,
        held_on=batch.starts_on - dt.timedelta(days=7),
        minutes_number=UNDECIDED,
        agenda="Pemilihan peserta pelatihan keterampilan",
        chair_name="Rohmadi Santoso",
        chair_position="Kepala Seksi Bimbingan Narapidana dan Anak Didik",
    )
    tpp.hold_session(session, [batch], [], today=timezone.localdate(), by=giatja)


def hold_tests() -> None:
    """A class at its tests; the demonstration's are past them or not there yet."""
    batch = Batch.objects.get(pk=CLOSED().pk)
    at_tests = make.BatchFactory.create(
        testing=True,
        name="Las tahap 2",
        facility=batch.facility,
        package=batch.package,
        agreement=batch.agreement,
        workshop=batch.workshop,
    )
    for number, name in enumerate(TESTED):
        inmate = make.convict(batch.facility, name=name, register_serial=f"900{number}")
        make.EnrollmentFactory.create(batch=at_tests, inmate=inmate, state=Enrollment.State.ACTIVE)


def draw(page: Any, picture: Picture) -> None:
    # Tall enough for buttons that stick to the lower edge to stay out of the picture's middle.
    page.set_viewport_size({"width": picture.width, "height": 900 if picture.part == "main" else 3000})
    answer = page.goto(address_of(picture) + picture.query)
    if answer.status != 200:
        raise LookupError(f"{answer.url} answers {answer.status}")
    page.evaluate("() => document.fonts.ready")
    if picture.opens:
        page.locator(picture.opens).first.click()
    main, top = page.locator("main").bounding_box(), page.locator(picture.part).first.bounding_box()["y"]
    height = min(picture.height, main["y"] + main["height"] - top)
    clip = {"x": main["x"], "y": top, "width": main["width"], "height": height}
    write(picture.name, page.screenshot(clip=clip, full_page=True, animations="disabled"))


def address_of(picture: Picture) -> str:
    if not picture.row:
        return reverse(picture.page)
    row: Any = picture.row()
    return reverse(picture.page, args=[row.typed_code if picture.page.endswith("-code") else row.pk])


def write(name: str, png: bytes) -> None:
    """As WebP of at most LARGEST bytes, so that the manual opens on a slow line."""
    image = Image.open(BytesIO(png)).convert("RGB")
    for quality in QUALITIES:
        kept = BytesIO()
        image.save(kept, "WEBP", quality=quality, method=6)
        if kept.tell() <= LARGEST:
            break
    (FOLDER / f"{name}.webp").write_bytes(kept.getvalue())
