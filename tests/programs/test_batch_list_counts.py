"""The numbers beside each batch of the list."""

import pytest

from programs.models import Batch, Enrollment
from tests import factories as make
from tests.cast import Place

pytestmark = pytest.mark.django_db

State = Enrollment.State


def test_each_batch_counts_its_own_people_and_standing_certificates(place: Place) -> None:
    batch, empty = place.batch(state=Batch.State.SELECTING), place.batch()
    for state in (State.PROPOSED, State.RESERVE, State.ACCEPTED):
        make.EnrollmentFactory.create(batch=batch, inmate=place.inmate(), state=state)

    rows = Batch.objects.with_counts().order_by("pk")

    assert [(row.pk, row.candidates, row.seated, row.completed, row.certified) for row in rows] == [
        (batch.pk, 3, 1, 0, 0),
        (empty.pk, 0, 0, 0, 0),
    ]
