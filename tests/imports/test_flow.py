"""From an uploaded list to people: seen row by row, confirmed, saved, and the same list again changes nothing."""

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from imports.models import Import
from tests.imports import files
from trainees.models import Inmate

pytestmark = pytest.mark.django_db


def imported(client, content: bytes, name: str = "daftar.xlsx") -> Import:
    data = {"sheet": "inmates", "file": files.upload(content, name)}
    response = client.post(reverse("imports:import-add"), data)
    assert response.status_code == 302, response.context["form"].errors
    return Import.objects.latest("pk")


def confirm(client, source: Import) -> Import:
    client.post(reverse("imports:import-confirm", args=[source.pk]))
    source.refresh_from_db()
    return source


def test_a_list_is_seen_before_anything_is_written(client, place):
    source = imported(client, files.workbook(files.sheet([files.person(1), files.person(2)])))

    assert (source.state, source.failure, source.counts) == (
        "PREVIEWED",
        "",
        {"new_rows": 2, "changed_rows": 0, "unchanged_rows": 0, "error_rows": 0},
    )
    assert Inmate.objects.count() == 0


def test_what_was_confirmed_is_saved(client, place):
    source = imported(client, files.workbook(files.sheet([files.person(1)])))

    source = confirm(client, source)

    inmate = Inmate.objects.get()
    assert (source.state, source.failure) == ("DONE", "")
    assert (inmate.facility, inmate.name, inmate.nik, inmate.sentence.years) == (
        place.facility,
        "Orang 1",
        "3375011705900001",
        3,
    )
    assert [event.verb for event in AuditEvent.objects.order_by("pk")] == ["upload", "add", "add", "import"]


def test_the_same_file_twice_changes_nothing(client, place):
    content = files.workbook(files.sheet([files.person(1), files.person(2)]))
    confirm(client, imported(client, content))

    again = imported(client, content)

    assert again.counts == {"new_rows": 0, "changed_rows": 0, "unchanged_rows": 2, "error_rows": 0}
