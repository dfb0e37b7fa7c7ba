"""Staff bring a list of 253 people: known ones, new ones, mistakes; correct them, and the same list changes nothing."""

import datetime as dt
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from audit.models import AuditEvent
from demo.lists import people_list, workbook_of
from imports.models import Import
from tests.cast import Place
from tests.imports import files
from trainees.models import Inmate

pytestmark = pytest.mark.django_db
OPENING = dt.date(2021, 6, 10)


class Staff:
    """Somebody of the work-activities section at the browser."""

    def __init__(self, place: Place) -> None:
        self.client = Client()
        self.client.force_login(place.staff)

    def bring(self, content: bytes) -> Import:
        data = {"sheet": "inmates", "file": files.upload(content)}
        return self.client.post(reverse("imports:import-add"), data, follow=True).context["object"]

    def press(self, page: str, source: Import) -> Import:
        return self.client.post(reverse(f"imports:{page}", args=[source.pk]), follow=True).context["object"]

    def corrections(self, source: Import) -> list[list[Any]]:
        content = self.client.get(reverse("imports:import-corrections", args=[source.pk])).content
        return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def counts(source: Import) -> list[int]:
    """New, changed, unchanged, with errors."""
    return list(source.counts.values())


def test_a_list_of_253_people_becomes_253_people():
    place = Place("Pekalongan")
    staff = Staff(place)
    right = people_list(on=OPENING, mistakes=0)
    wrong = people_list(on=OPENING)
    known = [row for row, mistaken in zip(right, wrong, strict=True) if row == mistaken][:8]
    staff.press("import-confirm", staff.bring(workbook_of(known)))

    preview = staff.bring(workbook_of(wrong))
    seen = (preview.state, counts(preview), Inmate.objects.count())
    staff.press("import-confirm", preview)
    lines = staff.corrections(preview)
    corrected = staff.bring(workbook_of([row for row, mistaken in zip(right, wrong, strict=True) if row != mistaken]))
    staff.press("import-confirm", corrected)
    again = staff.bring(workbook_of(right))

    assert seen == ("PREVIEWED", [240, 0, 8, 5], 8)
    assert (len(lines), counts(corrected), counts(again)) == (6, [5, 0, 0, 0], [0, 0, 253, 0])
    assert set(Inmate.objects.values_list("facility", flat=True)) == {place.facility.pk}
    assert Inmate.objects.count() == 253
    imported = AuditEvent.objects.filter(verb="import").order_by("pk")
    assert [event.detail["new_rows"] for event in imported] == [8, 240, 5]
    told = str(list(imported.values()))
    assert [word for row in right for word in (row["name"], row["nik"], row["register"]) if word and word in told] == []


def test_a_prison_of_another_place_sees_nothing_of_it():
    place, stranger = Place("Pekalongan"), Staff(Place("Medan"))
    preview = Staff(place).bring(workbook_of(people_list(on=OPENING, count=3, mistakes=1)))

    pages = [stranger.client.get(reverse("imports:import-detail", args=[preview.pk])).status_code]
    pages += [stranger.client.get(reverse("imports:import-corrections", args=[preview.pk])).status_code]
    shown = stranger.client.get(reverse("imports:import-list")).context["object_list"]

    assert (pages, list(shown)) == ([404, 404], [])
