"""A year that is a slip of the finger is refused at its field, on the pages of this room."""

import pytest
from django.urls import reverse

from programs.models import TppSession, WorkResult
from tests.cast import Place
from tests.programs.conftest import SignIn
from trainees.models import Illness

pytestmark = pytest.mark.django_db
SLIPS = ["0001-01-01", "1989-12-31", "2101-01-01"]


@pytest.mark.parametrize("day", SLIPS)
def test_a_tpp_session_has_a_plausible_year(place: Place, sign_in: SignIn, day: str) -> None:
    answer = sign_in(place.staff).post(reverse("programs:tpp-add"), {"held_on": day})

    assert "held_on" in answer.context["form"].errors
    assert not TppSession.objects.exists()


@pytest.mark.parametrize("day", SLIPS)
def test_a_work_result_has_a_plausible_year(place: Place, sign_in: SignIn, day: str) -> None:
    sent = {"what": "Kursi", "quantity": "3", "unit": "buah", "made_on": day}

    answer = sign_in(place.staff).post(reverse("programs:work-add"), sent)

    assert list(answer.context["form"].errors) == ["made_on"]
    assert not WorkResult.objects.exists()


def test_an_illness_to_come_is_refused(place: Place, sign_in: SignIn) -> None:
    page = reverse("programs:inmate-illness", args=[place.inmate().pk])

    answer = sign_in(place.staff).post(page, {"starts_on": "2099-01-01", "expected_until": "2099-01-02"})

    assert list(answer.context["form"].errors) == ["starts_on"]
    assert not Illness.objects.exists()
