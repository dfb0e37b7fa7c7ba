"""A year that is a slip of the finger is refused at its field, on every page that asks for a day."""

import pytest

from facilities.models import Meeting, ReadinessReview
from tests.factories import MeetingFactory, WorkshopFactory

pytestmark = pytest.mark.django_db
SLIPS = ["0001-01-01", "1989-12-31", "2101-01-01"]


@pytest.mark.parametrize("day", SLIPS)
def test_a_meeting_has_a_plausible_year(cast, day):
    sent = {
        "kind": "COORDINATION",
        "subject": "Koordinasi",
        "held_on": day,
        "place": "Aula",
        "agenda": "Alat",
        "facilities": [cast.prison.pk],
        "centres": [cast.centre.pk],
    }

    answer = cast.client(cast.giatja).post("/rapat/tambah/", sent)

    assert (list(answer.context["form"].errors), Meeting.objects.count()) == (["held_on"], 0)


@pytest.mark.parametrize("day", SLIPS)
def test_an_action_item_has_a_plausible_year(cast, day):
    meeting = MeetingFactory.create(between=(cast.prison, cast.centre))
    sent = {"item_1_what": "Kirim", "item_1_side": f"facility-{cast.prison.pk}", "item_1_due_on": day}

    answer = cast.client(cast.giatja).post(f"/rapat/{meeting.pk}/notulen/", sent)

    assert list(answer.context["form"].errors) == ["item_1_due_on"]


@pytest.mark.parametrize("day", SLIPS)
def test_a_review_has_a_plausible_year(cast, day):
    workshop = WorkshopFactory.create(facility=cast.prison, fields=[cast.field])
    sent = {"workshop": workshop.pk, "field": cast.field.pk, "centre": cast.centre.pk, "reviewed_on": day}

    answer = cast.client(cast.giatja).post("/peninjauan/tambah/", sent)

    assert ("reviewed_on" in answer.context["form"].errors, ReadinessReview.objects.count()) == (True, 0)
