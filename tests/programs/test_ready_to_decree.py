"""Which batches one decree may name together: selecting, somebody accepted, nobody undecided."""

from __future__ import annotations

import pytest

from programs.models import Batch, Enrollment
from tests.cast import Place

pytestmark = pytest.mark.django_db
State = Enrollment.State


@pytest.mark.parametrize(
    ("people", "is_ready"),
    [
        ((State.ACCEPTED,), True),
        ((State.ACCEPTED, State.RESERVE), True),
        ((State.ACCEPTED, State.PROPOSED), False),
        ((State.ACCEPTED, State.SHORTLISTED), False),
        ((State.RESERVE,), False),
        ((), False),
    ],
)
def test_a_batch_is_ready_with_somebody_accepted_and_nobody_undecided(
    place: Place, people: tuple[State, ...], is_ready: bool
) -> None:
    batch = place.batch(state=Batch.State.SELECTING)
    for state in people:
        place.enrolled(batch, state=state)

    assert list(Batch.objects.ready_to_decree()) == ([batch] if is_ready else [])


def test_a_decreed_batch_is_no_longer_ready(place: Place) -> None:
    place.enrolled(place.batch(state=Batch.State.DECREED), state=State.ACCEPTED)

    assert list(Batch.objects.ready_to_decree()) == []
