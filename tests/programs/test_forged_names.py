"""Fields and cells that only a forger sends: attempts that cannot be, letters that look like others."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from programs.models import Attendance, Batch, UnitResult
from tests.cast import Place
from tests.programs.conftest import SignIn
from tests.programs.test_attendance_workbook import batch, client, confirmed, downloaded, faults, sessions, uploaded

pytestmark = pytest.mark.django_db
__all__ = ["batch", "client", "sessions"]


@pytest.mark.parametrize("attempt", ["0", "00", "01", "2", "99999"])
@pytest.mark.parametrize("query", ["", "?unit=1"])
def test_an_attempt_that_nobody_is_asked_for_is_not_read(
    place: Place, sign_in: SignIn, attempt: str, query: str
) -> None:
    testing = place.batch(state=Batch.State.TESTING)
    person, unit = place.enrolled(testing), place.package.package_units.all()[0].unit_id
    facts = {"assessor": place.assessor.pk, "on": timezone.localdate(), f"verdict_{person.pk}_{unit}_{attempt}": "K"}

    answer = sign_in(place.centre_staff).post(reverse("programs:batch-results", args=[testing.pk]) + query, facts)

    assert set(answer.context["form"].errors) == {"__all__"}
    assert not UnitResult.objects.exists()


@pytest.mark.parametrize("cell", ["İ", "ı", "ſ", "H ٣", "H 1٠"])
def test_letters_and_digits_of_other_scripts_are_no_attendance(
    place: Place, batch: Batch, sessions: list[Any], client: Client, cell: str
) -> None:
    place.enrolled(batch)
    lines = downloaded(client, batch)
    lines[1][3] = cell

    source = confirmed(client, uploaded(client, lines))

    assert ["is no attendance" in said for _name, said in faults(source)] == [True]
    assert not Attendance.objects.exists()


def test_a_session_named_twice_in_different_digits_is_one_column(
    place: Place, batch: Batch, sessions: list[Any], client: Client
) -> None:
    place.enrolled(batch)
    lines = downloaded(client, batch)
    lines[1][3] = "S"
    lines[0].append(f"lagi [S00{sessions[0].pk}]")
    lines[1].append("A")

    confirmed(client, uploaded(client, lines))

    assert list(Attendance.objects.values_list("status", flat=True)) == ["S"]
